"""The page on commands names every command, option, setting and key there is."""

import re
from pathlib import Path

import pytest
import typer.main

from hedui.cli.app import app
from hedui.figures.record import FIELDS

PAGE = (Path(__file__).parents[2] / "docs" / "commands.md").read_text(encoding="utf-8")
COMMANDS = {
    name: [option for parameter in command.params for option in parameter.opts if option.startswith("--")]
    for name, command in typer.main.get_group(app).commands.items()
}


def row(name: str) -> str:
    """The row of a command."""
    found = re.search(rf"^\| `hedui {name}\b.*$", PAGE, re.MULTILINE)
    assert found, f"hedui {name} is not documented"
    return found[0]


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_is_documented_with_its_options(name: str) -> None:
    words = row("checks") + row(name) if "the same" in row(name) else row(name)
    for option in COMMANDS[name]:
        assert option in words, f"hedui {name} {option}"


@pytest.mark.parametrize("name", COMMANDS)
def test_each_documented_option_exists(name: str) -> None:
    documented = set(re.findall(r"--[a-z-]+", row(name)))
    assert documented <= {*COMMANDS[name], "--fail-on", "--debug"}


def test_each_documented_command_exists() -> None:
    assert set(re.findall(r"^\| `hedui ([a-z]+)", PAGE, re.MULTILINE)) == set(COMMANDS)


def test_each_key_of_a_figure_is_documented() -> None:
    first_cells = re.findall(r"^\| (`.*?) \|", PAGE.split("## One figure")[1], re.MULTILINE)
    assert set(re.findall(r"`(\w+)`", " ".join(first_cells))) == set(FIELDS)
