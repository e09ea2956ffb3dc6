"""Examples of docs/analysts and docs/relations: each is run on the sample, and what the page shows is what it prints.

A block of SQL or Python may be followed by a block `text` with its output; a block `console` holds one command and its
output. `python tests/docs/example_pages.py` (part of `make docs`) builds the sample and writes all outputs anew.
"""

import contextlib
import io
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).parents[2]
PAGES = sorted((REPOSITORY / "docs" / "analysts").glob("*.md"))
RELATION_PAGES = sorted((REPOSITORY / "docs" / "relations").glob("*.md"))
_BLOCK = re.compile(
    r"^```(?P<language>sql|python|console)\n(?P<code>.*?)^```$(?:\n\n^```text\n(?P<output>.*?)^```$)?",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Example:
    """One example of a page; ``output`` is what the page shows, None where it shows none."""

    page: Path
    language: str
    code: str
    output: str | None


@dataclass
class Workplace:
    """A folder in which the sample's warehouse lies where the pages say; Python blocks of a page share their names."""

    folder: Path
    names: dict[str, Any]

    @classmethod
    def around(cls, home: Path, folder: Path) -> "Workplace":
        (folder / "data").mkdir()
        (folder / "data" / "warehouse").symlink_to(home)
        (folder / ".venv").symlink_to(Path(sys.executable).parents[1])
        (folder / "docs").symlink_to(REPOSITORY / "docs")
        return cls(folder, {})

    def run(self, example: Example) -> str:
        """What the example prints, without blanks at the ends of lines."""
        printed = {"sql": self._sql, "python": self._python, "console": self._console}[example.language](example.code)
        return "".join(f"{line.rstrip()}\n" for line in printed.splitlines())

    @contextlib.contextmanager
    def _within(self) -> Iterator[io.StringIO]:
        """In the folder, with its warehouse as the home of the settings, and what is printed caught."""
        there, home = Path.cwd(), os.environ.get("HEDUI_HOME")
        os.chdir(self.folder)
        os.environ["HEDUI_HOME"] = "data/warehouse"
        try:
            with contextlib.redirect_stdout(io.StringIO()) as printed:
                yield printed
        finally:
            os.chdir(there)
            del os.environ["HEDUI_HOME"]
            if home is not None:
                os.environ["HEDUI_HOME"] = home

    def _sql(self, code: str) -> str:
        from hedui.cli.output import write_table
        from hedui.warehouse.access.read import open_warehouse

        with self._within() as printed, open_warehouse(Path("data/warehouse")) as warehouse:
            table = warehouse.query(code)
            write_table(table.to_pylist(), table.column_names)
        return printed.getvalue()

    def _python(self, code: str) -> str:
        with self._within() as printed:
            exec(compile(code, "example", "exec"), self.names)
        return printed.getvalue()

    def _console(self, code: str) -> str:
        command, _, _ = code.removeprefix("$ ").partition("\n")
        with self._within():
            done = subprocess.run(shlex.split(command), capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, f"{command}\n{done.stderr}"
        return done.stdout


def examples(page: Path) -> list[Example]:
    """The examples of a page, in order."""
    return [_example(page, found) for found in _BLOCK.finditer(page.read_text(encoding="utf-8"))]


def _example(page: Path, found: re.Match[str]) -> Example:
    if found["language"] == "console":
        command, _, output = found["code"].partition("\n")
        return Example(page, "console", f"{command}\n", output)
    return Example(page, found["language"], found["code"], found["output"])


def rewritten(page: Path, workplace: Workplace) -> str:
    """The page with the output of each example that shows one as it is now."""

    def with_output(found: re.Match[str]) -> str:
        example = _example(page, found)
        printed = workplace.run(example)
        if example.language == "console":
            return f"```console\n{example.code}{printed}```"
        shown = "" if example.output is None else f"\n\n```text\n{printed}```"
        return f"```{example.language}\n{example.code}```{shown}"

    return _BLOCK.sub(with_output, page.read_text(encoding="utf-8"))


def main() -> None:
    """Build the sample and write the outputs of all pages anew."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        hedui = Path(sys.executable).with_name("hedui")
        subprocess.run([hedui, "build", REPOSITORY / "data" / "reports", "--home", home], check=True)
        for page in (*PAGES, *RELATION_PAGES):
            place = Path(tempfile.mkdtemp(dir=folder))
            page.write_text(rewritten(page, Workplace.around(home, place)), encoding="utf-8")


if __name__ == "__main__":
    main()
