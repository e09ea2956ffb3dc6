"""The package as users install it: made by the build back-end, alone in an environment, run from any folder."""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from dataclasses import dataclass
from pathlib import Path

import pytest
from harness import REPOSITORY, SAMPLE


@dataclass(frozen=True)
class Installed:
    """An environment that holds our package and, by reference, the libraries it needs; and a user's folder."""

    folder: Path

    @property
    def site_packages(self) -> Path:
        [found] = (self.folder / "venv" / "lib").glob("python*/site-packages")
        return found

    def run(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        """Run a program of the environment in the user's folder, without a trace of the checkout."""
        program, *rest = map(str, arguments)
        clean = {
            name: text for name, text in os.environ.items() if not name.startswith(("HEDUI_", "DAGSTER_", "PYTHON"))
        }
        return subprocess.run(
            [self.folder / "venv" / "bin" / program, *rest],
            capture_output=True,
            text=True,
            cwd=self.folder / "user",
            env=clean | {"PYTHONDONTWRITEBYTECODE": "1"},
            timeout=300,
        )


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    folder = tmp_path_factory.mktemp("package")
    made = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(made, cwd=REPOSITORY, check=True, capture_output=True)
    [wheel] = folder.glob("*.whl")
    venv.create(folder / "venv", with_pip=False)
    here = Installed(folder)
    # a plain path in a .pth file brings the libraries, and not what is installed there as editable: our checkout
    (here.site_packages / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    shutil.unpack_archive(wheel, here.site_packages, "zip")
    (folder / "user").mkdir()
    shutil.copytree(SAMPLE, folder / "user" / "reports")
    program = folder / "venv" / "bin" / "hedui"
    lines = (f"#!{folder}/venv/bin/python", "from hedui.cli import main", "if __name__ == '__main__':", "    main()")
    program.write_text("\n".join(lines) + "\n")
    program.chmod(0o755)
    return here


def listing(folder: Path) -> dict[Path, tuple[int, int]]:
    return {path: (path.stat().st_size, path.stat().st_mtime_ns) for path in folder.rglob("*")}


def test_site_packages_gain_hedui_and_nothing_else(installed: Installed) -> None:
    gained = {path.name for path in installed.site_packages.iterdir()} - {"libraries.pth"}
    assert {name.split("-")[0] for name in gained} == {"hedui"}


def test_the_package_works_from_any_folder_and_writes_only_there(installed: Installed) -> None:
    before = listing(installed.site_packages)
    where = installed.run("python", "-c", "import hedui, assets, pipelines; print(hedui.__file__, assets.__file__)")
    assert where.returncode != 0, "the checkout is found, so that nothing is shown here"
    extracted = installed.run("hedui", "extract", "reports/zhengzhou-2023-air-report.txt")
    assert extracted.returncode == 0 and extracted.stdout.count("\n") > 10, extracted.stderr
    built = installed.run("hedui", "build", "reports")
    assert built.returncode == 0, built.stderr
    again = installed.run("hedui", "doctor")
    assert again.returncode == 0, again.stdout
    defined = installed.run(
        "python", "-c", "from hedui.definitions import defs; print(len(defs.get_repository_def().get_all_jobs()))"
    )
    assert defined.returncode == 0 and int(defined.stdout) > 1, defined.stderr
    assert (installed.folder / "user" / "data" / "warehouse" / "hedui.duckdb").is_file()
    assert listing(installed.site_packages) == before


def test_the_package_and_the_checkout_say_the_same_version_of_the_code(installed: Installed) -> None:
    asked = "from hedui.warehouse.building.version import code_version; print(code_version())"
    here = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    there = installed.run("python", "-c", asked)
    assert there.stdout == here.stdout and there.stderr == ""


def test_a_folder_without_reports_is_told_what_to_do(installed: Installed, tmp_path: Path) -> None:
    done = installed.run("hedui", "build", "--home", tmp_path / "home")
    assert done.returncode == 1
    assert "hedui build DIR" in done.stderr
