"""What the READMEs show is what the commands print, and what they point to is there."""

import re
import shlex
from pathlib import Path

import pytest
from harness import REPOSITORY, Hedui

READMES = [REPOSITORY / "README.md", REPOSITORY / "README.zh-CN.md"]
EXAMPLE = re.compile(r"^```console\n\$ (.*?)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXAMPLES = [
    pytest.param(command, output, id=f"{readme.name}-{number}")
    for readme in READMES
    for number, (command, output) in enumerate(EXAMPLE.findall(readme.read_text(encoding="utf-8")))
]


def test_both_readmes_show_examples() -> None:
    assert len(EXAMPLES) == 6


@pytest.mark.parametrize(("command", "output"), EXAMPLES)
def test_an_example_prints_what_is_shown(sample: Hedui, command: str, output: str) -> None:
    program, *arguments = shlex.split(command)
    assert program == ".venv/bin/hedui"
    printed = sample.run(*arguments).stdout
    assert [line.rstrip() for line in printed.splitlines()] == output.splitlines()


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_every_link_and_place_is_there(readme: Path) -> None:
    text = readme.read_text(encoding="utf-8")
    links = {link.partition("#")[0] for link in re.findall(r"\]\(([^)]+)\)", text) if "://" not in link}
    places = set(re.findall(r"`((?:hedui|data|tests|sql|expectations|assets|pipelines)(?:/[\w./-]+)?)`", text))
    assert links
    assert places
    made = {"data/warehouse/hedui.duckdb"}
    assert [place for place in links | places - made if not (REPOSITORY / place).exists()] == []
