"""The truth behind all reports of a city: values of every measure for every year and month, drawn from a seed.

Nothing here is printed yet; values carry more digits than any report shows. What depends on the same names is the same
in every document, so that reports of several years agree with each other.
"""

import calendar
import random
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from generator.numbers import measured, shorten
from generator.topics import AIR, COMPOSITE, LIMITS, Measure, Nature, Work

FIRST_YEAR = 2014
_HIDDEN_DIGITS = 3
_PARTS_OF_INDEX = tuple(one for one in AIR if one.name in LIMITS)
_SWING = {Nature.FLOW: 0.09, Nature.STOCK: 0.11, Nature.AVERAGE: 0.06, Nature.RATIO: 0.025}


class World:
    """One city's truth."""

    def __init__(self, seed: int, city: str) -> None:
        self.seed = seed
        self.city = city
        self._paths: dict[str, list[Fraction]] = {}

    def draw(self, *names: object) -> random.Random:
        """A source of chance that depends on the seed, the city and these names alone."""
        return random.Random("|".join(map(str, (self.seed, self.city, *names))))

    def print_of(self, measure: Measure) -> tuple[str, int]:
        """The unit and decimals this city prints a measure with."""
        return self.draw("print", measure.quantity).choice(measure.units)

    def annual(self, measure: Measure, year: int) -> Fraction:
        """The measure of a year (a stock: at its end), in its unit code's unit."""
        if measure.quantity == COMPOSITE:
            return self._composite(measure, (self.annual(one, year) for one in _PARTS_OF_INDEX), year)
        if measure.variant:
            return self._varied(measure, self.annual(replace(measure, variant=""), year), year)
        path = self._paths.setdefault(measure.quantity, [])
        draw = self.draw("path", measure.quantity, FIRST_YEAR + len(path))
        while len(path) <= year - FIRST_YEAR:
            before = path[-1] if path else None
            path.append(self._next(measure, before, draw))
            draw = self.draw("path", measure.quantity, FIRST_YEAR + len(path))
        return path[year - FIRST_YEAR]

    def monthly(self, measure: Measure, year: int, month: int) -> Fraction:
        """The measure of one month: a flow's share of its year, else near the year's."""
        if measure.quantity == COMPOSITE:
            return self._composite(measure, (self.monthly(one, year, month) for one in _PARTS_OF_INDEX), year, month)
        if measure.variant:
            return self._varied(measure, self.monthly(replace(measure, variant=""), year, month), year)
        draw = self.draw("month", measure.quantity, year, month)
        annual = self.annual(measure, year)
        if measure.nature is Nature.FLOW:
            weights = [1 + self.draw("month", measure.quantity, year, m).random() / 2 for m in range(1, 13)]
            return self._cut(measure, annual * Fraction(weights[month - 1] / sum(weights)))
        swing = 0.25 if measure.nature is Nature.AVERAGE else 0.015
        drawn = annual * Fraction(1 + draw.uniform(-swing, swing))
        return self._cut(measure, min(drawn, self._ceiling(measure)))

    def to_date(self, measure: Measure, year: int, month: int) -> Fraction:
        """The measure from January to ``month``."""
        months = [self.monthly(measure, year, m) for m in range(1, month + 1)]
        if measure.nature is Nature.FLOW:
            return sum(months, Fraction(0))
        return months[-1] if measure.nature is Nature.STOCK else self._cut(measure, sum(months, Fraction(0)) / month)

    def place(self, name: str, size: int, *when: object) -> int:
        """The city's place in a ranking of that many cities."""
        return self.draw("rank", name, *when).randint(1, size)

    def target(self, measure: Measure, year: int) -> Fraction:
        """The target set for a year, missed by nobody, as decided in the unit and decimals the city prints."""
        unit, decimals = self.print_of(measure)
        margin = Fraction(self.draw("target", measure.quantity, year).choice((101, 103, 106)), 100)
        level = self.annual(measure, year) / measured(unit)[1]
        eased = level * margin if measure.better < 0 else level / margin
        place = Fraction(1, 10**decimals)
        return shorten(eased, decimals) + (place if measure.better < 0 else -place)

    def good_days(self, year: int, months: range) -> int:
        """Days of good air in those months of a year."""
        return sum(self._good_days(year, month) for month in months)

    def _good_days(self, year: int, month: int) -> int:
        length = calendar.monthrange(year, month)[1]
        share = self.draw("days").uniform(0.6, 0.85) + 0.01 * (year - FIRST_YEAR)
        return min(length, round(length * share + self.draw("days", year, month).uniform(-5, 5)))

    def plan(self, work: Work, year: int) -> Fraction:
        """What is planned of a work for a year, in its printed unit, as decided."""
        draw = self.draw("plan", work.thing, year)
        amount = Fraction(draw.uniform(work.low, work.high))
        return shorten(amount, draw.randint(0, 1) if work.decimals and work.low > 9 else work.decimals)

    def done(self, work: Work, year: int, month: int = 12) -> Fraction:
        """What is done of a work from January to ``month``, in its printed unit; a count is whole."""
        draw = self.draw("done", work.thing, year)
        final = draw.choice((1.0, draw.uniform(0.82, 0.99), draw.uniform(1.01, 1.24)))
        pace = [draw.uniform(0.4, 1.6) for _ in range(12)]
        share = Fraction(final * sum(pace[:month]) / sum(pace))
        return shorten(self.plan(work, year) * share, work.decimals + _HIDDEN_DIGITS if work.decimals else 0)

    def count(self, work: Work, year: int, month: int, since: int = 1) -> Fraction:
        """How much of an activity there was in the months from ``since`` to ``month``, in its printed unit."""
        draw = self.draw("count", work.thing, year)
        amount = draw.uniform(work.low, work.high)
        pace = [draw.uniform(0.4, 1.6) for _ in range(12)]
        share = sum(pace[since - 1 : month]) / sum(pace)
        return max(Fraction(1), shorten(Fraction(amount * share), work.decimals + _HIDDEN_DIGITS * bool(work.decimals)))

    def split(self, name: str, total: Fraction, parts: int, decimals: int, *when: object) -> list[Fraction]:
        """``total`` in so many parts that sum to it, all multiples of the last place that ``decimals`` leaves."""
        draw = self.draw("split", name, *when)
        weights = [draw.uniform(0.5, 2.5) for _ in range(parts)]
        shares = [shorten(total * Fraction(w / sum(weights)), decimals) for w in weights[:-1]]
        return [*shares, total - sum(shares, Fraction(0))]

    def _composite(self, measure: Measure, levels: Iterable[Fraction], *when: int) -> Fraction:
        """The composite index: concentrations over their limits, and ozone's, which no report prints."""
        limits = (LIMITS[one.name] * self._factor(one) for one in _PARTS_OF_INDEX)
        ozone = Fraction(self.draw("ozone", *when).uniform(0.6, 1.2))
        return self._cut(measure, sum((x / limit for x, limit in zip(levels, limits, strict=True)), ozone))

    def _varied(self, measure: Measure, level: Fraction, year: int) -> Fraction:
        """What a level is when some of it is not counted."""
        return self._cut(measure, level * Fraction(self.draw("variant", measure.quantity, year).uniform(0.86, 0.97)))

    def _next(self, measure: Measure, before: Fraction | None, draw: random.Random) -> Fraction:
        if before is None:
            return self._cut(measure, Fraction(draw.uniform(measure.low, measure.high)) * self._factor(measure))
        drift = 0.35 * measure.better
        swing = _SWING[measure.nature]
        value = before * Fraction(1 + swing * (draw.uniform(-1, 1) + drift))
        low, high = Fraction(measure.low) * self._factor(measure) / 2, self._ceiling(measure)
        return self._cut(measure, min(max(value, low), high))

    def _ceiling(self, measure: Measure) -> Fraction:
        if measure.nature is Nature.RATIO:
            return Fraction(995, 10)
        return Fraction(measure.high) * self._factor(measure) * 3

    def _factor(self, measure: Measure) -> Fraction:
        return measured(measure.units[0][0])[1]

    def _cut(self, measure: Measure, value: Fraction) -> Fraction:
        """Keep a few digits beyond what is printed."""
        places = max(decimals for _, decimals in measure.units) + _HIDDEN_DIGITS
        return shorten(value / self._factor(measure), places) * self._factor(measure)
