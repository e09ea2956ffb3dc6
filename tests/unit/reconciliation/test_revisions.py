"""A revised base and a misprint are told apart by what each report says of the base."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest

from hedui.documents.document import Metadata

CHANGE = {"role": "change"}
LAST_YEAR = {"period_start": date(2022, 1, 1), "period_end": date(2022, 12, 31)}
AREA = {"subject": "林地面积"}
Said = tuple[str, str, str, str, str]
"""Level in two units, change in the same two, rate."""


def earlier(report: Callable[..., Any], *printings: tuple[str, dict[str, Any]], sentence: str) -> Any:
    one = report(document="d0", metadata=Metadata(published_on=date(2023, 1, 5)))
    one.say(sentence, *((text, {**fields, **LAST_YEAR}) for text, fields in printings))
    return one


def later(report: Callable[..., Any], said: Said) -> Any:
    level, level_mu, change, change_mu, rate = said
    one = report(metadata=Metadata(published_on=date(2024, 1, 5)))
    one.say(
        f"林地面积{level}({level_mu}),同比增加{change}({change_mu}),增长{rate}",
        (level, AREA),
        (level_mu, AREA),
        (change, {**CHANGE, **AREA, "of": 0}),
        (change_mu, AREA),
        (rate, {**CHANGE, **AREA, "of": 0}),
    )
    return one


# What was printed of the base (100000公顷 = 1500000亩), what is said now, verdict of the difference in 公顷, evidence.
ACCOUNTS: list[tuple[str, tuple[str, str], Said, str, str | None]] = [
    ("agrees", ("100000公顷", "1500000亩"), ("102000公顷", "1530000亩", "2000公顷", "30000亩", "2.0%"), "exact", None),
    (
        "the base was revised: difference and rate, in two units",
        ("100000公顷", "1500000亩"),
        ("102000公顷", "1530000亩", "5000公顷", "75000亩", "5.2%"),
        "revised",
        "two_relations",
    ),
    (
        "the level is mistyped, and so its other unit and its difference disagree",
        ("100000公顷", "1500000亩"),
        ("107000公顷", "1530000亩", "2000公顷", "30000亩", "2.0%"),
        "conflict",
        None,
    ),
    (
        "the base is mistyped, its other unit is right",
        ("100500公顷", "1500000亩"),
        ("102000公顷", "1530000亩", "2000公顷", "30000亩", "2.0%"),
        "conflict",
        None,
    ),
]


@pytest.mark.parametrize(
    ("printed", "said", "verdict", "evidence"), [case[1:] for case in ACCOUNTS], ids=[case[0] for case in ACCOUNTS]
)
def test_by_what_each_report_says_of_the_base(
    report: Callable[..., Any], printed: tuple[str, str], said: Said, verdict: str, evidence: str | None
) -> None:
    before = earlier(report, *((text, AREA) for text in printed), sentence=f"林地面积{printed[0]}({printed[1]})")
    now = later(report, said)
    change = next(figure for figure in now.figures if figure.text == said[2])
    (check,) = [
        one
        for one in now.checks("difference", before)
        if one.reported_figure_id == change.figure_id and "previous" in {part for _, part in one.figures}
    ]
    assert (check.verdict, check.evidence) == (verdict, evidence)


def concentrations(report: Callable[..., Any], levels: Sequence[tuple[str, str, str]]) -> list[Any]:
    """Checks on names with base, level and rate, the bases printed a year before."""
    before = report(document="d0", metadata=Metadata(published_on=date(2023, 1, 5)))
    now = report(metadata=Metadata(published_on=date(2024, 1, 5)))
    for at, (base, level, rate) in enumerate(levels):
        thing = {"subject": f"第{'甲乙丙丁戊己庚辛'[at]}类污染物浓度"}
        verb = "下降" if rate.startswith("-") else "上升"
        before.say(f"浓度{base}微克/立方米", (f"{base}微克/立方米", {**thing, **LAST_YEAR}))
        now.say(
            f"浓度{level}微克/立方米,同比{verb}{rate.lstrip('-')}%",
            (f"{level}微克/立方米", thing),
            (f"{rate.lstrip('-')}%", {**CHANGE, **thing, "of": 0}),
        )
    return list(now.checks("year_on_year", before))


def test_one_base_alone_that_no_longer_fits_is_a_finding(report: Callable[..., Any]) -> None:
    checks = concentrations(report, [("40", "42", "10.5"), ("50", "55", "10.0")])
    assert [(check.verdict, check.evidence) for check in checks] == [("conflict", None), ("exact", None)]


def test_two_quantities_of_one_report_that_left_their_bases_were_revised(report: Callable[..., Any]) -> None:
    checks = concentrations(report, [("40", "42", "10.5"), ("50", "55", "17.0"), ("60", "66", "10.0")])
    assert [check.evidence for check in checks] == ["siblings", "siblings", None]
    assert [check.verdict for check in checks] == ["revised", "revised", "exact"]


COMPUTED = [("40", "42", "5.0"), ("60", "66", "10.0"), ("90", "81", "-10.0"), ("35", "36", "2.9"), ("39", "42", "7.7")]


def test_who_computes_from_printed_levels_shows_a_base_revised_by_a_unit(report: Callable[..., Any]) -> None:
    changed = [("28", "28", "3.7"), ("56", "57", "3.6")]  # 27 and 55: rounding alone would let 56 pass
    checks = concentrations(report, [*COMPUTED, *changed])
    assert [check.verdict for check in checks[-2:]] == ["revised", "revised"]


def test_a_rate_that_no_printed_level_gives_tells_that_levels_were_not_rounded(report: Callable[..., Any]) -> None:
    unrounded = ("76", "73", "-3.8")
    checks = concentrations(report, [*COMPUTED, unrounded, ("28", "28", "3.7"), ("56", "57", "3.6")])
    assert [check.verdict for check in checks[-2:]] == ["conflict", "within_rounding"]


def test_a_misprint_among_revised_bases_is_found_and_they_stay_revised(report: Callable[..., Any]) -> None:
    before = report(document="d0", metadata=Metadata(published_on=date(2023, 1, 5)))
    now = report(metadata=Metadata(published_on=date(2024, 1, 5)))
    for at, level in enumerate(("102000公顷", "302000公顷", "502000公顷")):
        thing = {"subject": f"第{'甲乙丙'[at]}类土地面积"}
        base, number = f"{at * 2 + 1}00000公顷", int(level[:6])
        printed = level if at else "182000公顷"  # the first is mistyped, its other unit is not
        before.say(f"面积{base}", (base, {**thing, **LAST_YEAR}))
        now.say(
            f"面积{printed}({number * 15}亩),同比增加5000公顷(75000亩)",
            (printed, thing),
            (f"{number * 15}亩", thing),
            ("5000公顷", {**CHANGE, **thing, "of": 0}),
            ("75000亩", thing),
        )
    checks = now.checks("difference", before)
    assert {check.verdict for check in checks} == {"revised"}
    equal = now.checks("unit_equivalence", before)
    assert [check.verdict for check in equal].count("conflict") == 1


def test_rates_that_any_level_gives_tell_nothing_of_how_they_were_computed(report: Callable[..., Any]) -> None:
    fine = [(f"{base}", f"{level}", rate) for base, level, rate in COMPUTED]
    sharp = [(f"{base}000", f"{level}000", rate) for base, level, rate in fine]
    checks = concentrations(report, [*sharp, ("28", "28", "3.7"), ("56", "57", "3.6")])
    assert [check.verdict for check in checks[-2:]] == ["conflict", "within_rounding"]


def test_what_lies_far_beyond_its_siblings_is_a_misprint_among_revised_bases(report: Callable[..., Any]) -> None:
    changed = [("40", "42", "10.5"), ("50", "55", "17.0"), ("60", "660", "17.0")]
    checks = concentrations(report, changed)
    assert [check.verdict for check in checks] == ["revised", "revised", "conflict"]


@pytest.mark.parametrize(
    ("change", "verdict"), [("2000公顷", "exact"), ("1998公顷", "revised"), ("1994公顷", "conflict")]
)
def test_a_base_that_moved_by_its_last_place_was_counted_anew(
    report: Callable[..., Any], change: str, verdict: str
) -> None:
    before = earlier(report, ("100000公顷", AREA), sentence="林地面积100000公顷")
    now = report(metadata=Metadata(published_on=date(2024, 1, 5)))
    now.say(f"林地面积102000公顷,同比增加{change}", ("102000公顷", AREA), (change, {**CHANGE, **AREA, "of": 0}))
    (check,) = now.checks("difference", before)
    assert check.verdict == verdict
    assert (check.evidence == "last_place") == (verdict == "revised")
