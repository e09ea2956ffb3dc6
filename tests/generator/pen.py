"""Makes the facts of one report: prints values of the world, derives changes, rates and shares, notes what ties them.

Words are not its business: it hands out mentions for the templates of ``statements``.
"""

import calendar
import random
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Literal

from generator.lines import Mention
from generator.numbers import Mode, digits, measured, shorten
from generator.records import ErrorKind, Fact, Period, Tie, Trap
from generator.topics import Basis, Measure, Nature, Work
from generator.world import World
from hedui.vocabulary.codes import Comparator, Relation, Role

When = tuple[int, int, Literal["year", "to_date", "month"]]
"""Year, last month, and whether the year, January to that month, or that month alone is meant."""


def last_day(year: int, month: int = 12) -> date:
    """The last day of a month, of the year without one."""
    return date(year, month, calendar.monthrange(year, month)[1])


def period_of(when: When, nature: Nature = Nature.FLOW) -> Period:
    """First and last day that a figure of that nature speaks of."""
    year, month, kind = when
    if nature is Nature.STOCK:
        return None, last_day(year, month)
    return date(year, month if kind == "month" else 1, 1), last_day(year, month)


class Pen:
    """Facts and ties of one report, as they come about.

    Attributes:
        world: the truth of the city.
        random: chance of this report, for the choice of words and topics.
        when: the time the report covers.
        facts: every fact by key, printed or not yet.
        ties: what arithmetic binds them.
    """

    def __init__(self, world: World, chance: random.Random, document: str, when: When, rounding: Mode) -> None:
        self.world = world
        self.random = chance
        self.when = when
        self.facts: dict[str, Fact] = {}
        self.ties: list[Tie] = []
        self._document = document
        self._rounding = rounding
        self._stated: dict[tuple[str, When], Fraction] = {}

    @property
    def year(self) -> int:
        """The year the report covers."""
        return self.when[0]

    def either(self, *options: str) -> str:
        """One of several wordings."""
        return self.random.choice(options)

    def note(
        self,
        relation: Relation,
        reported: Mention,
        *inputs: Mention,
        trap: Trap | None = None,
        base: Period | None = None,
        direction: int = 0,
    ) -> None:
        """Tie facts together."""
        keys = tuple(mention.key for mention in inputs)
        self.ties.append(
            Tie(relation=relation, reported=reported.key, inputs=keys, trap=trap, base=base, direction=direction)
        )

    def put(self, series: str, role: Role, head: tuple[str, ...], number: str, unit: str, **fields: object) -> Mention:
        """A new fact, and the mention that prints it."""
        key = f"{self._document}#{len(self.facts):03d}"
        made = Fact(
            key=key,
            series=series,
            role=role,
            subject="".join(head),
            head=head,
            number=number,
            unit_printed=unit,
            **fields,  # type: ignore[arg-type]
        )
        self.facts[key] = made
        return Mention(key)

    def change_fact(self, mention: Mention, **fields: object) -> Mention:
        """The same mention, its fact with other fields."""
        self.facts[mention.key] = replace(self.facts[mention.key], **fields)  # type: ignore[arg-type]
        return mention

    def truth(self, measure: Measure, when: When) -> Fraction:
        """The measure's true value of a time, or what this report restated it to be."""
        if (measure.quantity, when) in self._stated:
            return self._stated[measure.quantity, when]
        year, month, kind = when
        if kind == "year":
            return self.world.annual(measure, year)
        return (self.world.to_date if kind == "to_date" else self.world.monthly)(measure, year, month)

    def earlier(self, when: When, *, month: bool = False) -> When:
        """The same time a year before; with ``month`` the month before."""
        year, last, kind = when
        if month:
            return (year, last - 1, kind) if last > 1 else (year - 1, 12, kind)
        return year - 1, last, kind

    def level(self, measure: Measure, when: When | None = None, *, revised: bool = False) -> Mention:
        """The measure's level of ``when``, by default the time the report covers."""
        when = when or self.when
        unit, decimals = self.world.print_of(measure)
        is_first = all(fact.series != measure.quantity for fact in self.facts.values())
        if revised and is_first:
            factor = Fraction(self.random.choice((975, 985, 1012, 1021)), 1000)
            self._stated[measure.quantity, when] = self.truth(measure, when) * factor
        truth = self.truth(measure, when)
        stale = _printed(self.truth(measure, self.earlier(when)), unit, decimals)
        number = _printed(truth, unit, decimals)
        level = self.put(
            measure.quantity,
            Role.ACTUAL,
            measure.heads,
            number,
            unit,
            period=period_of(when, measure.nature),
            truth=truth,
            slips={ErrorKind.STALE_FIGURE: stale} if stale != number else {},
        )
        if (measure.quantity, when) in self._stated:
            self.note(Relation.REPEATED_FIGURE, level, trap=Trap.REVISED)
        return level

    def roughly(self, mention: Mention, *words: str) -> str:
        """Print an amount as a round number, where it is none; what is to be said before it (``约``).

        ``words`` are what may say so; a 余 among them stands inside the mention.
        """
        fact = self.facts[mention.key]
        assert fact.truth is not None
        exact = fact.truth / measured(fact.unit_printed)[1]
        step = 10 ** (len(str(int(exact))) - 2) if exact >= 10 else 0
        if not step or exact % step == 0:
            return ""
        word = self.either(*words)
        below = int(exact / step)
        number = {"约": int(exact / step + Fraction(1, 2)), "近": below + 1}.get(word, below) * step
        comparator = Comparator.ABOUT if word in ("约", "近") else Comparator.ABOVE
        said = {"inside": word} if word == "余" else {"hedge": word}
        self.change_fact(mention, number=str(number), comparator=comparator, slips={}, **said)
        return self.facts[mention.key].hedge

    def change(
        self,
        measure: Measure,
        level: Mention,
        base: Mention | None = None,
        *,
        month: bool = False,
        trap: Trap | None = None,
    ) -> Mention:
        """The change of a level against a year (or a month) before: in points for ratios, else in per cent.

        ``base`` is the previous level where it is printed too; the change is then computed on it. Growth of measures
        without growth on printed levels is drawn from the world by itself; under the ``trap`` ``REBASED`` the base is
        another than the one printed a year before.
        """
        fact = self.facts[level.key]
        when = self._when_of(fact)
        earlier = self.earlier(when, month=month)
        before = self.facts[base.key].truth if base else self.truth(measure, earlier)
        assert fact.truth is not None and before is not None
        if trap is Trap.REBASED:
            before *= Fraction(self.random.choice((94, 96, 103, 107)), 100)
        is_drawn = measure.basis is not Basis.LEVELS
        trap = {Basis.CONSTANT_PRICE: Trap.CONSTANT_PRICE, Basis.PANEL: Trap.PANEL}.get(measure.basis, trap)
        if is_drawn:
            drawn = self.world.draw("growth", measure.name, when).uniform(2.0, 9.8) * (measure.better or 1)
            made = self._relative(Fraction(drawn), Fraction(drawn))
        elif measure.nature is Nature.RATIO:
            points = fact.truth - before
            made = (self._derive(points, self.world.print_of(measure)[1]), "个百分点", points, None)
        else:
            made = self._relative((fact.truth - before) / before * 100, (fact.truth - before) / fact.truth * 100)
        number, unit, truth, slip = made
        change = self.put(
            measure.quantity,
            Role.CHANGE,
            measure.heads,
            number,
            unit,
            sign=-1 if truth < 0 else 1,
            period=fact.period,
            of=level.key,
            truth=truth,
            slips={ErrorKind.WRONG_BASE: slip} if slip and slip != number else {},
        )
        relation = Relation.DIFFERENCE if measure.nature is Nature.RATIO else Relation.YEAR_ON_YEAR
        self.note(
            relation, change, level, *((base,) if base else ()), trap=trap, base=period_of(earlier, measure.nature)
        )
        return change

    def difference(self, measure: Measure, level: Mention, base: Mention | None = None) -> Mention:
        """The change of a level against a year before in the level's own unit."""
        fact = self.facts[level.key]
        unit, decimals = self.world.print_of(measure)
        earlier = self.earlier(self._when_of(fact))
        before = self.facts[base.key].truth if base else self.truth(measure, earlier)
        assert fact.truth is not None and before is not None
        factor = measured(unit)[1]
        change = self.put(
            measure.quantity,
            Role.CHANGE,
            measure.heads,
            self._derive((fact.truth - before) / factor, decimals, of_levels=True),
            "个百分点" if measure.nature is Nature.RATIO else unit,
            sign=-1 if fact.truth < before else 1,
            period=fact.period,
            of=level.key,
            truth=fact.truth - before,
        )
        self.note(
            Relation.DIFFERENCE, change, level, *((base,) if base else ()), base=period_of(earlier, measure.nature)
        )
        return change

    def target(self, measure: Measure, year: int, comparator: Comparator = Comparator.EQUAL) -> Mention:
        """The target of a measure for the end of a year."""
        unit, decimals = self.world.print_of(measure)
        target = self.world.target(measure, year)
        return self.put(
            measure.quantity, Role.PLAN, measure.heads, digits(target, decimals), unit,
            period=(None, last_day(year)), truth=target * measured(unit)[1], comparator=comparator,
        )  # fmt: skip

    def good_days(self) -> tuple[Mention, Mention, Mention]:
        """Days of good air, the difference to the year before, and their share of all days."""
        year, month, kind = self.when
        months = range(month if kind == "month" else 1, month + 1)
        days, before = self.world.good_days(year, months), self.world.good_days(year - 1, months)
        whole = sum(calendar.monthrange(year, month)[1] for month in months)
        period = period_of(self.when)
        level = self.put(
            "优良天数", Role.ACTUAL, ("优良天数",), str(days), "天", period=period, truth=Fraction(days),
            slips={ErrorKind.STALE_FIGURE: str(before)} if before != days else {},
        )  # fmt: skip
        more = self.put(
            "优良天数", Role.CHANGE, ("优良天数",), str(abs(days - before)), "天", period=period, of=level.key,
            sign=-1 if days < before else 1, truth=Fraction(days - before),
        )  # fmt: skip
        share = Fraction(days * 100, whole)
        ratio = self.put(
            "优良天数比例", Role.ACTUAL, ("优良",), self._derive(share, 1), "%", period=period, truth=share
        )
        self.note(Relation.DIFFERENCE, more, level, base=period_of(self.earlier(self.when)))
        self.note(Relation.AIR_DAYS, ratio, level)
        return level, more, ratio

    def share(
        self, series: str, head: tuple[str, ...], part: Mention, whole: Mention, unit: str = "%", decimals: int = 1
    ) -> Mention:
        """The share of a part in its whole."""
        a, b = self.facts[part.key], self.facts[whole.key]
        assert a.truth is not None and b.truth is not None
        share = a.truth / b.truth * 100
        mention = self.put(
            series, Role.ACTUAL, head, self._derive(share, decimals), unit, period=a.period, truth=share,
            slips={ErrorKind.WRONG_BASE: self._derive(a.truth / (b.truth - a.truth) * 100, decimals)},
        )  # fmt: skip
        self.note(Relation.SHARE, mention, part, whole)
        return mention

    def planned(self, work: Work, due: date) -> Mention:
        """What is planned of a work until a date of that year."""
        amount = self.world.plan(work, due.year)
        places = next(places for places in range(work.decimals + 1) if (amount * 10**places).denominator == 1)
        return self.put(
            work.thing, Role.PLAN, (work.thing,), digits(amount, places), work.unit,
            period=(None, due), truth=amount * measured(work.unit)[1],
        )  # fmt: skip

    def done(self, work: Work) -> Mention:
        """What is done of a work in the time the report covers."""
        amount = self.world.done(work, self.year, self.when[1])
        number = digits(shorten(amount, work.decimals), work.decimals)
        earlier = digits(
            shorten(self.world.done(work, self.year, max(1, self.when[1] - 1)), work.decimals), work.decimals
        )
        return self.put(
            work.thing, Role.ACTUAL, (work.thing,), number, work.unit,
            period=period_of(self.when), truth=amount * measured(work.unit)[1],
            slips={ErrorKind.STALE_FIGURE: earlier} if earlier != number else {},
        )  # fmt: skip

    def rate(self, work: Work, done: Mention, plan: Mention) -> Mention:
        """The completion rate of a work."""
        a, b = self.facts[done.key], self.facts[plan.key]
        assert a.truth is not None and b.truth is not None
        rate = a.truth / b.truth * 100
        decimals = 0 if rate == 100 else self.random.choice((1, 1, 1, 2, 0))
        number = self._derive(rate, decimals)
        last_plan = self.world.plan(work, self.year - 1) * measured(work.unit)[1]
        stale = self._derive(a.truth / last_plan * 100, decimals)
        mention = self.put(
            work.thing, Role.RATE, (work.thing,), number, "%", period=a.period, of=done.key, truth=rate,
            slips={ErrorKind.WRONG_BASE: stale} if stale != number else {},
        )  # fmt: skip
        self.note(Relation.COMPLETION_RATE, mention, done, plan)
        return mention

    def counted(self, work: Work) -> Mention:
        """How much of an activity there was."""
        since = self.when[1] if self.when[2] == "month" else 1
        amount = self.world.count(work, self.year, self.when[1], since)
        return self.put(
            work.thing, Role.ACTUAL, (work.thing,), digits(shorten(amount, work.decimals), work.decimals), work.unit,
            period=period_of(self.when), truth=amount * measured(work.unit)[1],
        )  # fmt: skip

    def parts(
        self, names: tuple[str, ...], total: Mention, decimals: int, *, trap: Trap | None = None
    ) -> list[Mention]:
        """The parts of a total, the last ones left out where the list is open (``trap``)."""
        fact = self.facts[total.key]
        assert fact.truth is not None
        factor = measured(fact.unit_printed)[1]
        hidden = decimals + 3 if decimals else 0
        amounts = self.world.split(fact.series, fact.truth / factor, len(names) + bool(trap), hidden, fact.period)
        mentions = [
            self.put(
                name, fact.role, (name,), digits(shorten(amount, decimals), decimals), fact.unit_printed,
                period=fact.period, truth=amount * factor,
            )
            for name, amount in zip(names, amounts, strict=False)
        ]  # fmt: skip
        if not trap:
            without = shorten(fact.truth / factor - amounts[0], decimals)
            self.change_fact(total, slips={**fact.slips, ErrorKind.SUM_OFF: digits(without, decimals)})
        self.note(Relation.PART_WHOLE, total, *mentions, trap=trap)
        return mentions

    def _relative(self, truth: Fraction, on_wrong_base: Fraction) -> tuple[str, str, Fraction, str | None]:
        decimals = self.random.choice((1, 1, 1, 2))
        return self._derive(truth, decimals), "%", truth, self._derive(on_wrong_base, decimals)

    def _derive(self, value: Fraction, decimals: int, *, of_levels: bool = False) -> str:
        """Digits of a derived figure, by the convention of the report; differences in the unit are rounded."""
        return digits(shorten(value, decimals, "round" if of_levels else self._rounding), decimals)

    def _when_of(self, fact: Fact) -> When:
        assert fact.period is not None
        end = fact.period[1]
        return end.year, end.month, self.when[2]


def _printed(truth: Fraction, unit: str, decimals: int) -> str:
    return digits(shorten(truth / measured(unit)[1], decimals), decimals)
