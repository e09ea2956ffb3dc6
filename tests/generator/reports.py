"""Reports, one at a time or as a corpus of several cities and years that agree with each other."""

import random
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator import genres as writers
from generator.damage import damaged, to_traditional
from generator.genres import Genre
from generator.injection import misprint
from generator.lines import Blocks, Table, render
from generator.numbers import Mode
from generator.pen import Pen
from generator.records import ErrorKind, Fact, Injection, Placed, Tie
from generator.topics import CITIES
from generator.world import World

ALL_GENRES = tuple(Genre)
_MONTHS = range(2, 12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A generated report.

    Attributes:
        name: unique in a corpus; begins the keys of its facts.
        genre: its genre.
        city: the place it speaks for.
        year: the year it speaks of.
        text: as a txt file holds it; the text extracted from its HTML is the same (before damage).
        facts: what it states, in text order, each with its span of ``text``.
        ties: what arithmetic binds its facts; an input may be a fact of the corpus that another report prints.
        injected: the errors put into it.
        known: its facts by key, with those that only a direction word (由…提高到…) tells of.
        blocks: the lines it was rendered from, for other media and for further injection.
    """

    name: str
    genre: Genre
    city: str
    year: int
    text: str
    facts: tuple[Placed, ...]
    ties: tuple[Tie, ...]
    injected: tuple[Injection, ...] = ()
    known: Mapping[str, Fact]
    blocks: Blocks


def generate(
    seed: int,
    genre: Genre,
    year: int = 2023,
    city: str = CITIES[0],
    *,
    month: int | None = None,
    rounding: Mode = "round",
    damage: bool = False,
    script: str = "Hans",
    errors: Sequence[ErrorKind] = (),
) -> Report:
    """Write one report.

    Reports of the same seed and city agree with each other: they speak of the same world.

    Args:
        seed: names the world; with genre, year, city and month it also settles the words.
        genre: what to write.
        year: the year it speaks of.
        city: one of ``CITIES``, or any other.
        month: the last month covered by progress bulletins and monthly reports; drawn where None.
        rounding: how derived figures (changes, rates, shares) are shortened; levels are always rounded.
        damage: stray blanks, hard line breaks, page breaks with page numbers, full-width forms.
        script: ``Hans`` or ``Hant``.
        errors: kinds of error to put in, one each, where the report has a place for them.
    """
    name = f"{city}-{year}-{genre}" + (f"-{month:02d}" if month else "")
    chance = random.Random(f"{seed}|{name}")
    when = writers.when_of(genre, year, month or chance.choice(_MONTHS))
    pen = Pen(World(seed, city), chance, name, when, rounding)
    blocks = writers.write(genre, pen)
    text, facts = render(blocks, pen.facts)
    ties = _printed_only(pen.ties, facts)
    report = Report(
        name=name, genre=genre, city=city, year=year, text=text, facts=facts, ties=ties, known=pen.facts, blocks=blocks
    )
    for kind in errors:
        report = inject(report, kind, chance) or report
    if script == "Hant":
        report = replace(report, text=to_traditional(report.text))
    return replace_text(report, *damaged(report.text, chance)) if damage else report


def corpus(
    seed: int,
    cities: Sequence[str] = CITIES[:3],
    years: Sequence[int] = (2021, 2022, 2023),
    *,
    genres: Collection[Genre] = ALL_GENRES,
    rounding: Mode = "round",
) -> Iterator[Report]:
    """Clean reports of several cities and years, all of one world: each genre for each city and year.

    Progress bulletins come for two months of a year, monthly ones for one.
    """
    for city in cities:
        for year in years:
            for genre in genres:
                months: Sequence[int | None] = {Genre.PROGRESS: (6, 9), Genre.MONTHLY: (7,)}.get(genre, (None,))
                for month in months:
                    yield generate(seed, genre, year, city, month=month, rounding=rounding)


def inject(report: Report, kind: ErrorKind, chance: random.Random) -> Report | None:
    """The report with one more error of that kind, at a fact that some tie binds; None where there is no place for it.

    The facts tell what is printed: the wrong number; ``injected`` tells the right one. Damage and Traditional script
    are lost: they come after errors.
    """
    tied = {key for tie in report.ties for key in (tie.reported, *tie.inputs)}
    free = sorted(tied - {injection.key for injection in report.injected})
    wrong = misprint(report.known, free, kind, chance)
    if wrong is None:
        return None
    injected = Injection(kind=kind, key=wrong.key, right=report.known[wrong.key], wrong=wrong)
    known = {**report.known, wrong.key: wrong}
    text, facts = render(report.blocks, known)
    return replace(report, text=text, facts=facts, known=known, injected=(*report.injected, injected))


def replace_text(report: Report, text: str, places: Sequence[int]) -> Report:
    """The report with another text, in which the character at ``i`` of the old one stands at ``places[i]``."""
    facts = tuple(Placed(p.fact, places[p.start], places[p.end - 1] + 1) for p in report.facts)
    return replace(report, text=text, facts=facts)


def _printed_only(ties: Sequence[Tie], facts: Sequence[Placed]) -> tuple[Tie, ...]:
    """The ties whose reported fact is printed, with their printed inputs."""
    printed = {placed.fact.key for placed in facts}
    return tuple(
        replace(tie, inputs=tuple(key for key in tie.inputs if key in printed))
        for tie in ties
        if tie.reported in printed
    )


def has_tables(report: Report) -> bool:
    """Whether the report has tables, which plain text and PDF do not keep."""
    return any(isinstance(block, Table) for block in report.blocks)
