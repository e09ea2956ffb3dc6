"""How well errors are found: known misprints put into clean corpora, one at a time, and what is said of each.

    cd tests && python -m benchmarks.injection --worlds 4

Reports of one city are read and reconciled together, first clean (false alarms), then with one misprint each. What no
one can tell from the text (``benchmarks.bound``) does not count as missed. A misprint is detected by a finding whose
checks hold its figure; where that finding has one smallest set of suspects, it is located if the first suspect is that
figure. Figures that a false alarm names already are left alone.
"""

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.bound import Bound
from generator import CITIES, ErrorKind, Report, corpus, inject
from generator.media import as_bytes
from generator.numbers import Mode
from generator.records import Fact, Injection

from hedui.documents.document import Metadata
from hedui.documents.reader import document_from_bytes
from hedui.figures.figure import Figure
from hedui.figures.mapping import map_figures
from hedui.figures.reader import read_figures
from hedui.reconciliation.engine import Reconciliation, reconcile
from hedui.reconciliation.finding import Finding
from hedui.reconciliation.judging import FAILING, HOLDING
from hedui.vocabulary.codes import Diagnosis, Relation, Role, Severity
from hedui.vocabulary.indicators import fold_name
from hedui.vocabulary.load import Vocabulary, load_vocabulary

YEARS = (2021, 2022, 2023)
MODES: tuple[tuple[str, tuple[Mode, ...]], ...] = (
    ("round", ("round",)),
    ("truncate", ("truncate",)),
    ("both", ("round", "truncate")),
)
# What a right diagnosis says of each kind of error; of the others nothing can be said but that they are wrong.
DIAGNOSES = {
    ErrorKind.POWER_OF_TEN: {Diagnosis.POWER_OF_TEN},
    ErrorKind.UNIT_SWAPPED: {Diagnosis.UNIT_PAIR, Diagnosis.POWER_OF_TEN, Diagnosis.PERCENT_OR_POINT},
    ErrorKind.SIGN: {Diagnosis.SIGN},
    ErrorKind.WRONG_BASE: {Diagnosis.WRONG_BASE},
}
# A check of the unit says by itself what is wrong.
_OF_UNITS = frozenset({Relation.DIMENSION, Relation.MISSING_UNIT})


@dataclass
class Tally:
    """What became of the misprints of one kind.

    Attributes:
        made: misprints tried.
        detectable: those that can be told.
        detected: those of them that a finding names.
        diagnosable: detected ones whose kind of mistake the text can tell.
        diagnosed: those whose kind is named right.
        misnamed: detected ones of which another kind of mistake is named.
        unique: detected ones for which some finding has one smallest set of suspects.
        located: those of them where the first suspect is the misprint.
    """

    made: int = 0
    detectable: int = 0
    detected: int = 0
    diagnosable: int = 0
    diagnosed: int = 0
    misnamed: int = 0
    unique: int = 0
    located: int = 0

    def add(self, other: "Tally") -> None:
        """Count another tally in."""
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)


@dataclass
class Outcome:
    """Tallies of one kind of corpus, and what its clean reports gave.

    ``figures`` are the facts read in clean reports; ``checks`` counts those decided on them by relation, ``alarms``
    those that fail by relation and severity, ``traps`` what tempts to them; ``missed`` describes undetected errors.
    """

    tallies: defaultdict[ErrorKind, Tally] = field(default_factory=lambda: defaultdict(Tally))
    figures: int = 0
    checks: Counter[Relation] = field(default_factory=Counter)
    alarms: Counter[tuple[Relation, Severity]] = field(default_factory=Counter)
    traps: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Read:
    """A report as the reader sees it."""

    report: Report
    document: str
    metadata: Metadata
    figures: tuple[Figure, ...]


def read(report: Report, vocabulary: Vocabulary) -> Read:
    """Read a report and map its figures."""
    document = document_from_bytes(as_bytes(report, "html"), report.name, vocabulary.regions)
    figures = map_figures(read_figures(document, vocabulary), document.metadata, vocabulary)
    return Read(report, document.document_id, document.metadata, tuple(figures))


def reconciled(reads: Sequence[Read], vocabulary: Vocabulary) -> Reconciliation:
    """All reports of a city together."""
    figures = [figure for one in reads for figure in one.figures]
    return reconcile(figures, {one.document: one.metadata for one in reads}, vocabulary)


def measure(worlds: Sequence[int], modes: Sequence[Mode], vocabulary: Vocabulary, per_report: int = 8) -> Outcome:
    """Put errors into the reports of some worlds, one at a time.

    Args:
        worlds: seeds of the corpora, one city each.
        modes: ways of shortening derived figures, taken in turn from report to report.
        vocabulary: the vocabulary.
        per_report: how many kinds of error are tried on each report.
    """
    outcome = Outcome()
    for world in worlds:
        reads = [read(report, vocabulary) for report in _city(world, modes)]
        clean = reconciled(reads, vocabulary)
        alarmed = _alarmed(clean, reads)
        outcome.figures += sum(figure.role.is_fact for one in reads for figure in one.figures)
        outcome.checks.update(check.relation for check in clean.checks if check.verdict in HOLDING | FAILING)
        outcome.alarms.update((check.relation, check.severity) for check in clean.checks if check.verdict in FAILING)
        outcome.traps.update(trap for one in reads for trap in _traps(one.report))
        known = {key: fact for one in reads for key, fact in one.report.known.items()}
        bound = Bound([one.report for one in reads], lambda name: fold_name(name) in vocabulary.indicators.by_name)
        chance = random.Random(world)
        for at, one in enumerate(reads):
            for kind in chance.sample(list(ErrorKind), min(per_report, len(ErrorKind))):
                wrong = inject(one.report, kind, chance)
                if wrong is None or wrong.injected[0].key in alarmed:
                    continue
                tally = outcome.tallies[kind]
                tally.made += 1
                if not bound.is_detectable(wrong.injected[0]):
                    continue
                tally.detectable += 1
                others = [*reads[:at], read(wrong, vocabulary), *reads[at + 1 :]]
                tally.add(_judged(wrong, known, others[at], reconciled(others, vocabulary), outcome.missed))
    return outcome


def _traps(report: Report) -> Iterator[str]:
    """What in a clean report tempts to a false alarm."""
    yield from (tie.trap for tie in report.ties if tie.trap)
    yield from ("approximate" for placed in report.facts if placed.fact.hedge or placed.fact.inside)


def _alarmed(found: Reconciliation, reads: Sequence[Read]) -> set[str]:
    """Keys of the facts that findings name."""
    checks = {check.check_id: check for check in found.checks}
    named = {figure for one in found.findings for check in one.check_ids for figure, _ in checks[check].figures}
    return {
        placed.fact.key
        for one in reads
        for figure in one.figures
        if figure.figure_id in named
        for placed in one.report.facts
        if figure.start < placed.end and placed.start < figure.end
    }


def _city(world: int, modes: Sequence[Mode]) -> Iterator[Report]:
    """The reports of one city, the ways of shortening in turn."""
    city = CITIES[world % len(CITIES)]
    for number, reports in enumerate(
        zip(*(corpus(world, [city], YEARS, rounding=mode) for mode in modes), strict=True)
    ):
        yield reports[number % len(reports)]


def _is_diagnosable(injection: Injection, known: Mapping[str, Fact]) -> bool:
    """Whether the text tells what the mistake was: a rate on another plan needs that plan in print."""
    right = injection.right
    if injection.kind is not ErrorKind.WRONG_BASE or right.role is not Role.RATE or right.period is None:
        return injection.kind in DIAGNOSES
    before = right.period[1].year - 1
    plans = (fact for fact in known.values() if fact.role is Role.PLAN and fact.series == right.series)
    return any(plan.period is not None and plan.period[1].year == before for plan in plans)


def _judged(wrong: Report, known: Mapping[str, Fact], seen: Read, found: Reconciliation, missed: list[str]) -> Tally:
    """What reconciliation says of the misprint."""
    injection = wrong.injected[0]
    kind = injection.kind
    (placed,) = (placed for placed in wrong.facts if placed.fact.key == injection.key)
    accused = {f.figure_id for f in seen.figures if f.start < placed.end and placed.start < f.end}
    checks = {check.check_id: check for check in found.checks}
    findings = [
        finding
        for finding in found.findings
        if any(figure in accused for one in finding.check_ids for figure, _ in checks[one].figures)
    ]
    tally = Tally(detected=bool(findings), diagnosable=bool(findings) and _is_diagnosable(injection, known))
    if not findings:
        at = max(0, placed.start - 60)
        missed.append(
            f"{kind} {wrong.name}: {injection.right.text} -> {injection.wrong.text}"
            f" | {wrong.text[at : placed.end + 30]}"
        )
        return tally
    expected = DIAGNOSES.get(kind, set())
    named = {finding.diagnosis for finding in findings} - {None}
    by_unit = any(checks[one].relation in _OF_UNITS for finding in findings for one in finding.check_ids)
    tally.diagnosed = bool(named & expected or (by_unit and kind is ErrorKind.UNIT_SWAPPED))
    tally.misnamed = bool(named - expected)
    alone = [finding for finding in findings if finding.is_unique]
    tally.unique = bool(alone)
    tally.located = any(_blames(finding, accused) for finding in alone)
    return tally


def _blames(finding: Finding, accused: set[str]) -> bool:
    return bool(finding.suspects) and finding.suspects[0].figure_id in accused


def table(outcomes: Mapping[str, Outcome]) -> Iterator[str]:
    """The result as Markdown tables: errors by kind, then clean corpora."""
    yield "| corpora | error | made | detectable | detected | diagnosis right | another | one smallest set | located |"
    yield "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for name, outcome in outcomes.items():
        total = Tally()
        for kind in ErrorKind:
            total.add(outcome.tallies[kind])
            yield _row(name, str(kind), outcome.tallies[kind])
        yield _row(name, "**all**", total)
    yield ""
    traps = sorted({trap for outcome in outcomes.values() for trap in outcome.traps})
    yield f"| corpora | figures | checks decided | false alarms | of these soft | {' | '.join(traps)} |"
    yield f"| --- {'| ---: ' * (4 + len(traps))}|"
    for name, outcome in outcomes.items():
        checks, alarms = outcome.checks.total(), outcome.alarms.total()
        soft = sum(count for (_, severity), count in outcome.alarms.items() if severity is Severity.LOW)
        tempting = " | ".join(str(outcome.traps[trap]) for trap in traps)
        yield f"| {name} | {outcome.figures} | {checks} | {_share(alarms, checks)} | {soft} | {tempting} |"


def _row(name: str, kind: str, tally: Tally) -> str:
    return (
        f"| {name} | {kind} | {tally.made} | {_share(tally.detectable, tally.made)} "
        f"| {_share(tally.detected, tally.detectable)} | {_share(tally.diagnosed, tally.diagnosable)} "
        f"| {_share(tally.misnamed, tally.detected)} | {_share(tally.unique, tally.detected)} "
        f"| {_share(tally.located, tally.unique)} |"
    )


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} ({100 * part / whole:.1f} %)" if whole else "—"


def main() -> None:
    """Run the benchmark and print its tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.injection", description=__doc__)
    parser.add_argument("--worlds", type=int, default=4, help="cities to write reports of, for each kind of corpus")
    parser.add_argument("--first", type=int, default=100, help="seed of the first")
    parser.add_argument("--missed", type=int, default=0, help="undetected errors to print")
    given = parser.parse_args()
    vocabulary = load_vocabulary()
    worlds = range(given.first, given.first + given.worlds)
    outcomes = {name: measure(worlds, modes, vocabulary) for name, modes in MODES}
    print("\n".join(table(outcomes)))
    for name, outcome in outcomes.items():
        for (relation, severity), count in outcome.alarms.items():
            print(f"alarm {name}: {relation} {severity} {count}")
        for line in outcome.missed[: given.missed]:
            print("missed", name, line.replace("\n", "⏎"))


if __name__ == "__main__":
    main()
