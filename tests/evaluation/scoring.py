"""Scores of one document: its figures, as ``hedui extract`` prints them, against its annotated numerals.

The measure is that of the annotation guide: a figure is matched to the numeral whose span it overlaps most; precision
and recall are of finding facts; a row is right where role, value, unit, subject, period and comparator all are. Where
two careful readers differed, the annotation holds the other reading under ``also``, and either counts as right.
"""

import calendar
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

import opencc

Row = Mapping[str, Any]

FACTS = ("actual", "plan", "change", "rate", "rank")
FIELDS = ("role", "value", "unit", "subject", "period", "comparator")
_NUMERAL = re.compile("[0-9\uff10-\uff19一二三四五六七八九十百千万亿两半几数零〇廿]")
_LEFT_OUT = re.compile(r"[\s“”\"'‘’「」『』《》()（）·、,，]")
_LONGEST_NAME = 30
_TOLERANCE = 1e-6
# Units of one kind that annotators and reader may write differently: unit, the guide's unit, factor.
_UNITS: dict[str, tuple[str, float]] = {
    alias: (base, factor)
    for base, aliases in {
        "t": {"kg": 1e-3, "10kt": 1e4, "1e4.t": 1e4, "Mt": 1e6, "kt": 1e3},
        "tce": {"t{ce}": 1, "1e4.tce": 1e4, "10ktce": 1e4},
        "m2": {"ha": 1e4, "hm2": 1e4, "har": 1e4, "km2": 1e6, "mu": 1e4 / 15, "1e4.mu": 1e8 / 15},
        "km": {"m": 1e-3},
        "kW": {"MW": 1e3, "GW": 1e6, "W": 1e-3},
        "kWh": {"kW.h": 1, "MWh": 1e3, "GWh": 1e6, "TWh": 1e9},
        "ug/m3": {"µg/m3": 1, "μg/m3": 1, "mg/m3": 1e3},
        "m3": {"1e4.m3": 1e4, "1e8.m3": 1e8, "L": 1e-3},
        "m3/d": {"1e4.m3/d": 1e4},
        "V": {"kV": 1e3},
        "kVA": {"MVA": 1e3},
        "℃": {"Cel": 1, "度": 1},
        "tce/万元": {"tce/(1e4.CNY)": 1, "tce/1e4.CNY": 1},
        "mg/L": {"mg/l": 1},
        "g/kWh": {"g/kW.h": 1},
        "t/(km2*month)": {"t/(km2.mo)": 1, "t/km2/mo": 1, "t/(km2.month)": 1},
        "CNY": {"1e4.CNY": 1e4, "1e8.CNY": 1e8, "元": 1},
        "d": {"天": 1},
        "h": {"min": 1 / 60, "分钟": 1 / 60, "小时": 1},
        "a": {"年": 1},
        "pp": {"%{point}": 1},
        "place": {"{place}": 1, "名": 1, "位": 1, "个名次": 1},
        "1": {"{index}": 1, "": 1},
    }.items()
    for alias, factor in aliases.items()
}


@dataclass(frozen=True, slots=True)
class Miss:
    """What is wrong with one fact: the fields, or ``missed``, or ``invented`` (a figure that states no fact)."""

    gold: Row | None
    figure: Row | None
    wrong: tuple[str, ...]


@dataclass(frozen=True)
class Score:
    """Counts of one document; ``Score.of`` adds several up.

    Attributes:
        numerals: annotated numerals.
        accounted: how many of them a figure covers.
        facts: annotated facts that count.
        claimed: figures that claim to be one.
        found: facts that a figure claims.
        right: for each field how many of the found facts have it right.
        judged: for each field of how many it was judged.
        rows: found facts with every field right.
        links: changes and rates whose level is annotated.
        linked: how many of them point to it.
        undated: facts whose time no careful reader can tell.
        invented: how many of them were given one.
        decisions: the different wrong decisions of a period.
        misses: every fact that is not right.
    """

    numerals: int = 0
    accounted: int = 0
    facts: int = 0
    claimed: int = 0
    found: int = 0
    right: Mapping[str, int] = field(default_factory=dict)
    judged: Mapping[str, int] = field(default_factory=dict)
    rows: int = 0
    links: int = 0
    linked: int = 0
    undated: int = 0
    invented: int = 0
    decisions: frozenset[tuple[Any, ...]] = frozenset()
    misses: tuple[Miss, ...] = ()

    @cached_property
    def row(self) -> float:
        """F1 of rows."""
        return 2 * self.rows / (self.facts + self.claimed) if self.facts + self.claimed else 0.0

    @property
    def precision(self) -> float:
        """Share of the figures claimed to be facts that are."""
        return self.found / max(1, self.claimed)

    @property
    def recall(self) -> float:
        """Share of the facts that are found."""
        return self.found / max(1, self.facts)

    def share(self, name: str) -> float | None:
        """Share of the found facts with a field right; None where none was judged."""
        if name == "link":
            return self.linked / self.links if self.links else None
        return self.right[name] / self.judged[name] if self.judged.get(name) else None


def total(scores: Sequence[Score]) -> Score:
    """All documents as one."""
    added = ("numerals", "accounted", "facts", "claimed", "found", "rows", "links", "linked", "undated", "invented")
    return Score(
        **{name: sum(getattr(score, name) for score in scores) for name in added},
        right={name: sum(score.right.get(name, 0) for score in scores) for name in FIELDS},
        judged={name: sum(score.judged.get(name, 0) for score in scores) for name in FIELDS},
        decisions=frozenset((n, *decision) for n, score in enumerate(scores) for decision in score.decisions),
        misses=tuple(miss for score in scores for miss in score.misses),
    )


def score(gold: Sequence[Row], figures: Sequence[Row]) -> Score:
    """Score the figures of one document against its annotated numerals, both as records."""
    figures = sorted(figures, key=lambda figure: (figure["start"], figure["end"]))
    match = _match(gold, figures)
    taken = set(match.values())
    facts = [
        i for i, record in enumerate(gold) if record["role"] in FACTS and not _is_optional(i, gold, figures, match)
    ]
    maybe = {match[i] for i, record in enumerate(gold) if i in match and record.get("maybe_fact")}
    worded = {i for i, f in enumerate(figures) if i not in taken and not _NUMERAL.search(f.get("text") or "0")}
    claimed = [i for i, f in enumerate(figures) if f.get("role") in FACTS and i not in maybe | worded]
    found = [i for i in facts if i in match and figures[match[i]].get("role") in FACTS]
    right, judged = dict.fromkeys(FIELDS, 0), dict.fromkeys(FIELDS, 0)
    misses = [Miss(gold[i], None, ("missed",)) for i in facts if i not in set(found)]
    used = {match[i] for i in found}
    misses += [Miss(None, figures[i], ("invented",)) for i in claimed if i not in used]
    rows = links = linked = undated = invented = 0
    decisions = set()
    for i in found:
        record, figure = gold[i], figures[match[i]]
        verdicts = dict(_compared(record, figure))
        for name, is_right in verdicts.items():
            judged[name] += 1
            right[name] += is_right
        if "period" in verdicts:
            if not verdicts["period"]:
                decisions.add((figure.get("period_start"), figure.get("period_end"), _interval(record["period"])))
        elif not any(_wanted(record)) and "period" in record and record["role"] != "rank":
            undated += 1
            invented += figure.get("period_end") is not None
        if record["role"] in ("change", "rate") and record.get("of") is not None:
            links += 1
            linked += any(
                other["start"] <= record["of"] < other["end"]
                for other in figures
                if other.get("figure_id") is not None and other["figure_id"] == figure.get("qualifies")
            )
        if all(verdicts.values()):
            rows += 1
        else:
            misses.append(Miss(record, figure, tuple(name for name, is_right in verdicts.items() if not is_right)))
    return Score(
        len(gold), len(match), len(facts), len(claimed), len(found), right, judged, rows, links, linked, undated,
        invented, frozenset(decisions), tuple(misses),
    )  # fmt: skip


def _match(gold: Sequence[Row], figures: Sequence[Row]) -> dict[int, int]:
    """For each annotated numeral the figure that overlaps it most, none used twice."""
    match: dict[int, int] = {}
    used: set[int] = set()
    for i, record in enumerate(gold):
        best, most = None, 0
        for j, figure in enumerate(figures):
            if figure["start"] >= record["end"]:
                break
            overlap = min(record["end"], figure["end"]) - max(record["start"], figure["start"])
            if j not in used and overlap > most:
                best, most = j, overlap
        if best is not None:
            match[i] = best
            used.add(best)
    return match


def _is_optional(i: int, gold: Sequence[Row], figures: Sequence[Row], match: Mapping[int, int]) -> bool:
    """Whether careful readers differ on whether this is a fact, and the figure takes the other view."""
    other = gold[i].get("also", {}).get("role", [])
    if i not in match:
        return any(role not in FACTS for role in other)
    role = figures[match[i]].get("role")
    return role in other and role not in FACTS


def _compared(record: Row, figure: Row) -> Iterator[tuple[str, bool]]:
    """Each field that the annotation judges, and whether the figure has it right."""
    also = record.get("also", {})
    value, unit = _in_base(record.get("value"), record.get("unit"))
    own_value, own_unit = _in_base(figure.get("value"), figure.get("unit"))
    if isinstance(value, float) and figure.get("value") is not None and record["role"] == "rank":
        unit = own_unit = "place"
    yield "role", figure["role"] in (record["role"], *also.get("role", []))
    yield "value", _is_close(value, own_value)
    yield "unit", _folded(own_unit) in {_folded(unit), *(_folded(_in_base(None, u)[1]) for u in also.get("unit", []))}
    if record.get("head"):
        yield "subject", _is_named(record, figure.get("subject") or "")
    wanted = _wanted(record)
    if wanted[0]:
        start, end = figure.get("period_start"), figure.get("period_end")
        is_due = record["role"] == "plan" or bool(record.get("planned"))
        yield (
            "period",
            any(
                (start is None and end is None)
                if want is None
                else end == want[1] and (is_due or want[0] is None or start == want[0])
                for want in wanted
            ),
        )
    if record.get("comparator"):
        yield "comparator", (figure.get("comparator") or "=") in (record["comparator"], *also.get("comparator", []))


def _wanted(record: Row) -> list[tuple[str | None, str] | None]:
    return [_interval(period) for period in (record.get("period"), *record.get("also", {}).get("period", []))]


def _is_named(record: Row, subject: str) -> bool:
    """Whether a subject is a name, not much longer than the annotated one, that holds every part of a head."""
    own = _squashed(subject)
    heads = (record["head"], *record.get("also", {}).get("head", []))
    longest = max(_LONGEST_NAME, 2 * len(_squashed(record.get("subject") or "")) + 8)
    return len(own) <= longest and any(all(_squashed(part) in own for part in head) for head in heads)


def _in_base(value: Any, unit: str | None) -> tuple[Any, str]:
    """A value and its unit in the guide's unit."""
    name = (unit or "").strip()
    if name.startswith("{") and name.endswith("}") and name not in _UNITS:
        name = name[1:-1]
    base, factor = _UNITS.get(name, (name, 1))
    if value is None:
        return None, base
    return ([part * factor for part in value] if isinstance(value, list) else value * factor), base


def _is_close(one: Any, other: Any) -> bool:
    if one is None or other is None:
        return one is other
    ones, others = (x if isinstance(x, list) else [x] for x in (one, other))
    return len(ones) == len(others) and all(
        a is b if a is None or b is None else abs(a - b) <= _TOLERANCE * max(abs(a), abs(b), 1e-12)
        for a, b in zip(ones, others, strict=True)
    )


def _interval(period: str | None) -> tuple[str | None, str] | None:
    """An annotated period as ISO dates; without a start it is a point in time or a due date."""
    if period is None:
        return None
    if period.startswith("@"):
        return None, _day(period[1:].rpartition("/")[2], is_end=True)
    first, _, last = period.partition("/")
    start = None if first in ("", "..") else _day(first, is_end=False)
    return start, _day(last or first, is_end=True)


def _day(text: str, *, is_end: bool) -> str:
    match [int(part) for part in text.split("-")]:
        case [year]:
            return f"{year}-12-31" if is_end else f"{year}-01-01"
        case [year, month]:
            return f"{year}-{month:02d}-{calendar.monthrange(year, month)[1] if is_end else 1:02d}"
    return text


@cache
def _simplify() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def _folded(text: str) -> str:
    converted: str = _simplify().convert(unicodedata.normalize("NFKC", text))
    return converted


def _squashed(text: str) -> str:
    return _LEFT_OUT.sub("", unicodedata.normalize("NFKC", _folded(text)))
