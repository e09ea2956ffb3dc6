"""Revised values told from misprints, by what each report says of them.

B is what the later report implies of the base: the intersection of the bases that its changes leave. P is what is
printed of it: the intersection of the printings of it elsewhere. Where B is empty the later report contradicts itself,
where P is empty the earlier ones do; where both hold a value and none in common, either the base was revised, of which
there must be evidence, or nobody knows why. B and P are never intersected to create a failure.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations

from hedui.figures.figure import Figure
from hedui.reconciliation.cases import Case, Equality
from hedui.reconciliation.corpus import Corpus
from hedui.reconciliation.intervals import Interval, PoleError
from hedui.reconciliation.judging import FAILING, Outcome, reproducing_base
from hedui.reconciliation.localising import accepted_by
from hedui.reconciliation.printing import admissible, is_widened, printed_value, step
from hedui.reconciliation.relations.bases import is_counted_anew
from hedui.vocabulary.codes import Evidence, QuantityKind, Reason, Relation, Verdict

_RELATIONS = frozenset({Relation.YEAR_ON_YEAR, Relation.DIFFERENCE})
_PREVIOUS = 1  # position of the base among the inputs
_TELLING = 5  # rates that levels behind the printed ones may give: that of the printed ones is no chance then
_VOTES = 5  # checks that must tell that an issuer computes from printed levels
_FOR_EACH_MISPRINT = 6  # checks that must tell so for each that tells otherwise, as a single misprint does
_SIBLINGS_OF_TORN = 2  # other quantities that must have left their bases where one side contradicts itself
_FAR_FROM_SIBLINGS = 4  # times as far as its siblings moved: no revision, rather a digit
_STRAY = Fraction(1, 20)  # of a value: what any revision may come to
_SLIGHT = Fraction(1, 10_000)  # of a value: what a final count changes, and misprints of a digit rarely do
_AT_MOST = 40  # implied bases of one level that are compared in pairs


@dataclass(frozen=True, slots=True)
class _Implied:
    """A base that one relation of the later report leaves, and the printed numbers it was computed from.

    ``previous`` is what its own base stands for as printed.
    ``is_computed`` tells that the base is what the issuer, known to compute from printed levels, must have divided by.
    """

    identity: str
    numbers: frozenset[str]
    base: Interval
    previous: Interval
    is_computed: bool

    @property
    def excludes(self) -> bool:
        """Whether the base is none of those that the printing of it in the same unit can stand for."""
        return _are_apart(self.base, self.previous)


@dataclass(frozen=True, slots=True)
class _Account:
    """All that is said of the base of one level: by the later report, and where it was printed."""

    implied: tuple[_Implied, ...]
    printed: Interval | None
    is_announced: bool

    @property
    def left(self) -> Interval | None:
        """What the later report leaves of the base: B."""
        return _common([one.base for one in self.implied])

    @property
    def is_apart(self) -> bool:
        """Whether either side speaks with one voice, and they say different things, in one unit at least."""
        left = self.left
        is_other = left is not None and self.printed is not None and _are_apart(left, self.printed)
        return is_other and bool(self.excluding)

    @property
    def is_torn(self) -> bool:
        """Whether a side contradicts itself, in more than the two units of one number."""
        return len(self.implied) > 1 and (self.left is None or self.printed is None)

    @property
    def excluding(self) -> list[_Implied]:
        """The relations that exclude what is printed."""
        return [one for one in self.implied if one.excludes]

    @property
    def move(self) -> Fraction:
        """By how much of itself the base moved."""
        left, printed = self.left, self.printed
        return left.distance(printed) / abs(printed.high) if left and printed and printed.high else Fraction(0)

    @property
    def is_slight(self) -> bool:
        """Whether the two sides are apart by no more than a unit of the last place, and that is next to nothing."""
        left, printed = self.left, self.printed
        if left is None or printed is None:
            return False
        unit = max((one.previous.high - one.previous.low for one in self.excluding), default=Fraction(0))
        return left.distance(printed) <= min(unit, _SLIGHT * abs(printed.low))

    @property
    def is_excluded_twice(self) -> bool:
        """Whether two relations that share no printed number exclude what is printed."""
        pairs = combinations(self.excluding[:_AT_MOST], 2)
        return any(not one.numbers & other.numbers for one, other in pairs)


@dataclass(frozen=True, slots=True)
class ImpliedBase:
    """What a later document leaves of a printed value that was revised since, in the unit of the figure."""

    figure_id: str
    document_id: str
    base_low: Fraction
    base_high: Fraction


@dataclass(frozen=True, slots=True)
class Revisions:
    """Checks that fail because a value was revised since, and what is implied of the values now."""

    outcomes: Mapping[str, Outcome]
    bases: tuple[ImpliedBase, ...]


def revised(corpus: Corpus, cases: Mapping[str, Case], outcomes: Mapping[str, Outcome]) -> Revisions:
    """The outcomes of checks across documents that fail because a value was revised since.

    Args:
        corpus: the figures.
        cases: all cases by check id.
        outcomes: their outcomes; those not revised are not in the answer.
    """
    bases: dict[tuple[str, str], ImpliedBase] = {}
    implied = dict(_implied_otherwise(corpus, cases, outcomes, bases))
    reprinted = dict(_reprinted_otherwise(corpus, cases, outcomes))
    return Revisions({**implied, **reprinted}, tuple(bases[key] for key in sorted(bases)))


def _implied_otherwise(
    corpus: Corpus,
    cases: Mapping[str, Case],
    outcomes: Mapping[str, Outcome],
    bases: dict[tuple[str, str], ImpliedBase],
) -> Iterator[tuple[str, Outcome]]:
    """Checks of changes whose base is another than the one printed; what it is goes into ``bases``."""
    computing = _computed_from_printed(corpus, cases, outcomes)
    accounts = {key: _account(corpus, found, computing) for key, found in _by_base(corpus, cases).items()}
    moves: defaultdict[tuple[object, ...], list[Fraction]] = defaultdict(list)
    for key, account in accounts.items():
        if account.is_apart:
            moves[key[:3]].append(account.move)
    for key, account in accounts.items():
        apart = moves[key[:3]]
        if account.is_apart:
            is_among = len(apart) > 1 and account.move <= max(_STRAY, _FAR_FROM_SIBLINGS * sorted(apart)[-2])
            evidence = _evidence(account, has_siblings=is_among)
        else:  # one side contradicts itself, which other checks show, and the base was revised all the same
            evidence = Evidence.SIBLINGS if account.is_torn and len(apart) >= _SIBLINGS_OF_TORN else None
        for one in account.implied if evidence else ():
            outcome = outcomes[one.identity]
            if outcome.verdict in FAILING or (one.is_computed and one.excludes):
                yield one.identity, _as_revised(outcome, Reason.IMPLIED, evidence)
                previous, left = dict(cases[one.identity].parts)["previous"], account.left or one.base
                document = cases[one.identity].reported.document
                bases[previous.figure_id, document] = ImpliedBase(previous.figure_id, document, left.low, left.high)


def _reprinted_otherwise(
    corpus: Corpus, cases: Mapping[str, Case], outcomes: Mapping[str, Outcome]
) -> Iterator[tuple[str, Outcome]]:
    """Checks of one value printed in two documents, which differs."""
    failing: dict[str, tuple[str, ...]] = {}
    for identity, case in cases.items():
        pair = tuple(sorted({figure.document for _, figure in case.parts}))
        if case.relation is Relation.REPEATED_FIGURE and len(pair) > 1 and outcomes[identity].verdict in FAILING:
            failing[identity] = pair
    changed = Counter(failing.values())
    for identity, pair in failing.items():
        evidence = Evidence.SIBLINGS if changed[pair] > 1 else None
        if corpus.release(pair[0]) != corpus.release(pair[1]):
            evidence = Evidence.RELEASE
        if any(is_counted_anew(corpus, figure) for _, figure in cases[identity].parts):
            evidence = Evidence.NOTE
        if evidence:
            yield identity, _as_revised(outcomes[identity], Reason.REPRINTED, evidence)


def _as_revised(outcome: Outcome, reason: Reason, evidence: Evidence | None) -> Outcome:
    return replace(outcome, verdict=Verdict.REVISED, reason=reason, evidence=evidence, gap=None, is_soft=False)


def _evidence(account: _Account, *, has_siblings: bool) -> Evidence | None:
    if account.is_announced:
        return Evidence.NOTE
    if account.is_excluded_twice:
        return Evidence.TWO_RELATIONS
    if has_siblings:
        return Evidence.SIBLINGS
    return Evidence.LAST_PLACE if account.is_slight else None


def _by_base(corpus: Corpus, cases: Mapping[str, Case]) -> dict[tuple[object, ...], list[tuple[str, Case]]]:
    """Changes with a base of another document, by that document's base period and the quantity."""
    groups: defaultdict[tuple[object, ...], list[tuple[str, Case]]] = defaultdict(list)
    for identity, case in cases.items():
        if case.relation not in _RELATIONS or not isinstance(case.test, Equality):
            continue
        parts = dict(case.parts)
        previous, level = parts.get("previous"), parts.get("level")
        if previous and level and previous.document != level.document:
            period = previous.period_start, previous.period_end
            key = (level.document, *period, corpus.level_key(level), level.period_start, level.period_end)
            groups[key].append((identity, case))
    return dict(groups)


def _account(corpus: Corpus, found: Sequence[tuple[str, Case]], computing: frozenset[Source]) -> _Account:
    implied: list[_Implied] = []
    for identity, case in found:
        computed = _divisors(case) if _source(corpus, case) in computing else None
        base = computed or _implied(case)
        if base:
            own = admissible(dict(case.parts)["previous"])
            implied.append(_Implied(identity, _numbers(case), base, own, computed is not None))
    printings = {figure.figure_id: figure for _, case in found for figure in _printings(corpus, case)}
    printed = _common([admissible(figure) for figure in printings.values()])
    announced = any(is_counted_anew(corpus, case.reported) for _, case in found)
    return _Account(tuple(implied), printed, announced)


Source = tuple[str, QuantityKind]
"""Who computes, and what: the issuer (else the place) of a document and a kind of quantity."""


def _source(corpus: Corpus, case: Case) -> Source:
    level = dict(case.parts)["level"]
    metadata = corpus.documents.get(level.document)
    return (metadata and (metadata.issuer or metadata.region_id)) or level.document, level.quantity_kind


def _computed_from_printed(
    corpus: Corpus, cases: Mapping[str, Case], outcomes: Mapping[str, Outcome]
) -> frozenset[Source]:
    """Those who compute their rates from the levels as printed: checks tell so, and none tells otherwise."""
    votes: defaultdict[Source, list[bool]] = defaultdict(list)
    for identity, case in cases.items():
        parts = dict(case.parts)
        if case.relation is not Relation.YEAR_ON_YEAR or case.reported.quantity_kind is not QuantityKind.PERCENT:
            continue
        if corpus.is_nameless(parts["level"]):
            continue  # nobody knows what it is a level of
        outcome = outcomes[identity]
        is_telling = (outcome.admitted or 0) >= _TELLING
        if isinstance(case.test, Equality) and outcome.verdict is Verdict.EXACT and is_telling:
            votes[_source(corpus, case)].append(True)
        elif parts["level"].value is not None and outcome.verdict is not Verdict.UNTESTABLE and not _divisors(case):
            votes[_source(corpus, case)].append(False)
    return frozenset(
        source
        for source, cast in votes.items()
        if sum(cast) >= max(_VOTES, _FOR_EACH_MISPRINT * (len(cast) - sum(cast)))
    )


def _divisors(case: Case) -> Interval | None:
    """The bases as precise as the level is printed that give the rate, from the least to the greatest."""
    rate, level = case.reported, dict(case.parts)["level"]
    if rate.quantity_kind is not QuantityKind.PERCENT or is_widened(rate) or is_widened(level):
        return None
    unit, value = step(level), printed_value(level)
    least = reproducing_base(value, unit, printed_value(rate), step(rate), 100)
    if least is None:
        return None
    highest = value / (1 + (printed_value(rate) - step(rate) / 2) / 100)
    greatest = highest // unit * unit
    return Interval(least, max(least, greatest))


def _numbers(case: Case) -> frozenset[str]:
    return frozenset(figure.figure_id for part, figure in case.parts if part != "previous")


def _printings(corpus: Corpus, case: Case) -> Iterator[Figure]:
    """The base in every unit and document in which it is printed, but for the later report itself.

    Of the document that prints the base only that printing: others under its name may be of things not told apart.
    """
    level, previous = (dict(case.parts)[part] for part in ("level", "previous"))
    period = previous.period_start, previous.period_end
    for figure in (previous, *corpus.levels.get((corpus.level_key(previous), period), ())):
        if figure is previous or figure.document not in (level.document, previous.document):
            yield from (one for one in corpus.printings(figure) if one.value is not None)


def _implied(case: Case) -> Interval | None:
    """The bases for which the check would hold, the others within what they stand for."""
    test = case.test
    if not isinstance(test, Equality):
        return None
    sets = [admissible(figure) for figure in test.inputs]
    try:
        return test.compute.solve(_PREVIOUS, accepted_by(case.reported, test), sets)
    except PoleError:
        return None


def _are_apart(one: Interval, other: Interval) -> bool:
    """Whether two ranges share nothing, or no more than the end at which both are cut off."""
    shared = one.common(other)
    return shared is None or (shared.low == shared.high and one.low < one.high and other.low < other.high)


def _common(intervals: Sequence[Interval]) -> Interval | None:
    common: Interval | None = None
    for interval in intervals:
        common = interval if common is None else common.common(interval)
        if common is None:
            return None
    return common
