"""What goes into a generated report comes out of the reader."""

import pytest
from generator import ALL_GENRES, CITIES, Genre, generate
from generator.numbers import Mode
from generator.reading import read_back
from generator.reports import Report

from hedui.shipped import VOCABULARY_DIR
from hedui.vocabulary.load import Vocabulary, load_vocabulary

SEEDS = range(8)
WITHOUT_TABLES = tuple(genre for genre in ALL_GENRES if genre is not Genre.STATISTICAL)


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary(VOCABULARY_DIR)


def row_score(reports: list[Report], vocabulary: Vocabulary) -> float:
    """F1 of rows over all the reports."""
    results = [read_back(report, vocabulary) for report in reports]
    return 2 * sum(r.right for r in results) / sum(r.stated + r.claimed for r in results)


def made(seed: int, genre: Genre, *, rounding: Mode = "round", damage: bool = False) -> Report:
    return generate(seed, genre, 2018 + seed % 7, CITIES[seed], rounding=rounding, damage=damage)


@pytest.mark.parametrize("genre", ALL_GENRES)
@pytest.mark.parametrize("rounding", ["round", "truncate"])
def test_facts_come_back(genre: Genre, rounding: Mode, vocabulary: Vocabulary) -> None:
    assert row_score([made(seed, genre, rounding=rounding) for seed in SEEDS], vocabulary) >= 0.98


@pytest.mark.parametrize("genre", WITHOUT_TABLES)
def test_facts_come_back_from_damaged_text(genre: Genre, vocabulary: Vocabulary) -> None:
    assert row_score([made(seed, genre, damage=True) for seed in SEEDS], vocabulary) >= 0.95
