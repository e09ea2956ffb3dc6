"""Holds what a reader read against what a report states, figure by figure."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import opencc

from generator.records import Fact, Placed
from hedui.figures.figure import Figure
from hedui.vocabulary.codes import Role

_SIMPLIFY = opencc.OpenCC("t2s").convert
_LONGEST_NAME = 30
_LEFT_OUT = str.maketrans("", "", " \t\n“”\"'‘’「」『』《》()()·、,,")


@dataclass(frozen=True, slots=True)
class Miss:
    """A fact not read right, or (without fact) a figure that states none; ``wrong`` names the fields."""

    fact: Placed | None
    figure: Figure | None
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """How many facts there are, how many figures claim to be one, how many rows are right, and every miss."""

    stated: int
    claimed: int
    right: int
    misses: tuple[Miss, ...]

    @property
    def row(self) -> float:
        """F1 of rows in which role, value, unit, subject, period, comparator and link are all right."""
        return 2 * self.right / (self.stated + self.claimed) if self.stated + self.claimed else 1.0


def score(facts: Sequence[Placed], figures: Sequence[Figure]) -> Score:
    """Match each fact with the figure that overlaps it most and compare them; both in text order."""
    starts = [figure.start for figure in figures]
    by_key = {}
    matched = {}
    for placed in facts:
        near = range(max(0, bisect_left(starts, placed.start) - 1), len(figures))
        best = max(_overlaps(placed, figures, near), default=(0, -1))
        if best[0] > 0:
            matched[placed.fact.key] = figures[best[1]]
        by_key[placed.fact.key] = placed
    claimed = [figure for figure in figures if figure.role.is_fact]
    used = {figure.figure_id for figure in matched.values()}
    misses = []
    for placed in facts:
        figure = matched.get(placed.fact.key)
        level = matched.get(placed.fact.of or "")
        wrong = ("missed",) if figure is None else _differences(placed.fact, figure, level)
        if wrong:
            misses.append(Miss(placed, figure, wrong))
    right = len(facts) - len(misses)
    misses += [Miss(None, figure, ("invented",)) for figure in claimed if figure.figure_id not in used]
    return Score(len(facts), len(claimed), right, tuple(misses))


def _overlaps(placed: Placed, figures: Sequence[Figure], near: range) -> list[tuple[int, int]]:
    found = []
    for index in near:
        if figures[index].start >= placed.end:
            break
        overlap = min(placed.end, figures[index].end) - max(placed.start, figures[index].start)
        found.append((overlap, index))
    return found


def _differences(fact: Fact, figure: Figure, level: Figure | None) -> tuple[str, ...]:
    wrong = {
        "role": figure.role is not fact.role,
        "value": (figure.range_low, figure.range_high) != (fact.value, fact.highest)
        if fact.upper
        else figure.value != fact.value,
        "unit": _SIMPLIFY(figure.unit or "") != fact.unit and not (fact.unit == "1" and figure.unit is None),
        "subject": not _names(fact, figure.subject),
        "period": fact.period is not None and not _same_period(fact, figure),
        "comparator": figure.comparator is not fact.comparator,
        "planned": fact.role is Role.CHANGE and figure.is_planned != fact.is_planned,
        "link": level is not None and figure.qualifies != level.figure_id,
    }
    return tuple(name for name, is_wrong in wrong.items() if is_wrong)


def _names(fact: Fact, subject: str) -> bool:
    name = _SIMPLIFY(subject).translate(_LEFT_OUT)
    longest = max(_LONGEST_NAME, 2 * len(fact.subject) + 8)
    return len(name) <= longest and all(head.translate(_LEFT_OUT) in name for head in fact.head)


def _same_period(fact: Fact, figure: Figure) -> bool:
    assert fact.period is not None
    start, end = fact.period
    if figure.period_end != end:
        return False
    return fact.role is Role.PLAN or fact.is_planned or start is None or figure.period_start == start
