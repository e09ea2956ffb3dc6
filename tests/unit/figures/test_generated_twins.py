"""The same report in another script or medium says the same, and no digit of it is lost."""

from collections.abc import Sequence

import opencc
import pytest
from generator import ALL_GENRES, CITIES, Genre, Report, generate
from generator.media import as_bytes
from generator.reading import read
from generator.reports import has_tables

from hedui.figures.coverage import unaccounted
from hedui.figures.figure import Figure
from hedui.shipped import VOCABULARY_DIR
from hedui.vocabulary.load import Vocabulary, load_vocabulary

SEEDS = range(6)
simplified = opencc.OpenCC("t2s").convert


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary(VOCABULARY_DIR)


def made(seed: int, genre: Genre, *, damage: bool = False, script: str = "Hans") -> Report:
    return generate(seed, genre, 2018 + seed % 7, CITIES[seed], damage=damage, script=script)


def rows(figures: Sequence[Figure]) -> list[tuple[object, ...]]:
    """What the figures say, apart from where they stand."""
    return [
        (
            f.role, f.number_printed, f.value, simplified(f.unit or ""), simplified(f.subject), f.comparator,
            f.period_start, f.period_end, f.is_planned, f.change_kind,
        )
        for f in figures
    ]  # fmt: skip


@pytest.mark.parametrize("genre", [genre for genre in ALL_GENRES if genre is not Genre.STATISTICAL])
def test_every_digit_is_accounted_for(genre: Genre, vocabulary: Vocabulary) -> None:
    for seed in SEEDS:
        document, figures = read(made(seed, genre, damage=True).text.encode(), vocabulary)
        assert unaccounted(document.text.raw, figures) == []


@pytest.mark.parametrize("genre", ALL_GENRES)
def test_traditional_twin_says_the_same(genre: Genre, vocabulary: Vocabulary) -> None:
    for seed in SEEDS:
        _, figures = read(made(seed, genre).text.encode(), vocabulary)
        _, twin = read(made(seed, genre, script="Hant").text.encode(), vocabulary)
        assert rows(twin) == rows(figures)


@pytest.mark.parametrize("genre", ALL_GENRES)
def test_every_medium_says_the_same(genre: Genre, vocabulary: Vocabulary) -> None:
    for seed in SEEDS:
        report = made(seed, genre)
        media = ("html", "docx") if has_tables(report) else ("txt", "html", "docx", "pdf")
        first, *others = (rows(read(as_bytes(report, medium), vocabulary)[1]) for medium in media)
        assert all(other == first for other in others)
