"""The data dictionary in docs/ is the one the declaration makes."""

from pathlib import Path

from hedui.warehouse.tables.dictionary import data_dictionary

DICTIONARY = Path(__file__).parents[2] / "docs" / "data-dictionary.md"


def test_dictionary_is_up_to_date() -> None:
    assert DICTIONARY.read_text(encoding="utf-8") == data_dictionary(), "run `make docs`"
