"""The generator keeps its word: facts stand where it says, clean figures agree, misprints are as ordered."""

import random
from fractions import Fraction

import opencc
import pytest

from generator import ALL_GENRES, CITIES, ErrorKind, Genre, Report, Tie, corpus, generate, inject
from generator.numbers import Mode, digits, shorten
from generator.records import Fact, behind
from hedui.vocabulary.codes import Comparator, Relation, Role

SEEDS = range(12)
HALF_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789", " \n")
SIMPLIFY = opencc.OpenCC("t2s").convert


def reports(rounding: Mode = "round") -> list[Report]:
    return [generate(s, g, 2018 + s % 7, CITIES[s], rounding=rounding) for s in SEEDS for g in ALL_GENRES]


@pytest.mark.parametrize("options", [{}, {"damage": True}, {"script": "Hant"}, {"script": "Hant", "damage": True}])
def test_facts_stand_where_it_says(options: dict[str, object]) -> None:
    for seed in SEEDS:
        for genre in ALL_GENRES:
            report = generate(seed, genre, 2022, CITIES[seed], **options)  # type: ignore[arg-type]
            for placed in report.facts:
                printed = SIMPLIFY(report.text[placed.start : placed.end]).translate(HALF_WIDTH)
                fact = placed.fact
                # a page may end within a mention, its number in between
                kept = fact.words or "0123456789."
                assert (fact.words or fact.number) in "".join(c for c in printed if c in kept)


def test_the_same_seed_writes_the_same() -> None:
    assert generate(5, Genre.WORK_REPORT) == generate(5, Genre.WORK_REPORT)
    assert generate(5, Genre.WORK_REPORT).text != generate(6, Genre.WORK_REPORT).text


def holds(tie: Tie, known: dict[str, Fact], rounding: Mode) -> bool:
    """Whether some values behind the printed inputs give the printed ratio."""
    done, whole = (known[key] for key in tie.inputs)
    reported = known[tie.reported]
    low = behind(done)[0] / behind(whole)[1] * 100
    high = behind(done)[1] / behind(whole)[0] * 100
    unit = Fraction(1, 10 ** len(reported.number.partition(".")[2]))
    if rounding == "truncate":
        return low < reported.value + unit and high >= reported.value
    return low <= reported.value + unit / 2 and high >= reported.value - unit / 2


@pytest.mark.parametrize("rounding", ["round", "truncate"])
@pytest.mark.parametrize("relation", [Relation.COMPLETION_RATE, Relation.SHARE])
def test_printed_ratios_agree_with_what_they_are_of(relation: Relation, rounding: Mode) -> None:
    tested = 0
    for report in reports(rounding):
        for tie in report.ties:
            if tie.relation is relation and len(tie.inputs) == 2:
                assert holds(tie, dict(report.known), rounding), (report.name, tie)
                tested += 1
    assert tested > 5


def test_closed_parts_sum_to_their_total() -> None:
    tested = 0
    for report in reports():
        for tie in report.ties:
            if tie.relation is Relation.PART_WHOLE and tie.trap is None:
                total = report.known[tie.reported]
                parts = [behind(report.known[key]) for key in tie.inputs]
                low, high = behind(total)
                assert sum(p[0] for p in parts) <= high
                assert sum(p[1] for p in parts) >= low
                tested += 1
    assert tested > 5


def test_a_corpus_agrees_across_its_documents() -> None:
    """What two clean reports print of one quantity, place and time, is one number; revisions say so."""
    seen: dict[tuple[object, ...], set[Fraction]] = {}
    for report in corpus(3, CITIES[:2], (2021, 2022)):
        revised = {tie.reported for tie in report.ties if tie.trap is not None}
        for placed in report.facts:
            fact = placed.fact
            if (
                fact.role is Role.ACTUAL
                and fact.comparator is Comparator.EQUAL
                and fact.key not in revised
                and fact.unit_printed == "万吨"
            ):
                seen.setdefault((report.city, fact.series, fact.period), set()).add(fact.value)
    assert any(len(values) == 1 for values in seen.values())
    assert all(len(values) == 1 for values in seen.values())


@pytest.mark.parametrize("kind", ErrorKind)
def test_a_misprint_changes_one_fact(kind: ErrorKind) -> None:
    chance = random.Random(kind)
    injected = [made for report in reports() if (made := inject(report, kind, chance))]
    assert injected
    for report in injected:
        (error,) = report.injected
        assert (error.wrong.text, error.wrong.sign) != (error.right.text, error.right.sign)
        assert [p.fact for p in report.facts if p.fact.key == error.key] == [error.wrong]


@pytest.mark.parametrize(
    ("value", "decimals", "mode", "printed"),
    [
        ("69.8596", 1, "round", "69.9"),
        ("69.8596", 1, "truncate", "69.8"),
        ("-2.25", 1, "round", "2.3"),
        ("-2.29", 1, "truncate", "2.2"),
        ("0.04", 1, "round", "0.0"),
        ("100", 0, "round", "100"),
    ],
)
def test_numbers_are_shortened_on_their_magnitude(value: str, decimals: int, mode: Mode, printed: str) -> None:
    assert digits(shorten(Fraction(value), decimals, mode), decimals) == printed
