"""The pages for contributors: the map is as the imports are, and every place they name exists."""

import re
from pathlib import Path

import pytest
from house_map import PAGES, REPOSITORY, with_map


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_map_is_as_the_imports_are(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert with_map(text) == text, "run `make docs`"
    assert "hedui_tasks --> hedui_figures" in text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_place_it_names_exists(page: Path) -> None:
    named = re.findall(r"`((?:hedui|data|docs|sql|expectations|pipelines|tests)/[^` ]*)`", page.read_text("utf-8"))
    assert len(named) > 20
    assert [place for place in named if not list(REPOSITORY.glob(place.rstrip("/")))] == []
