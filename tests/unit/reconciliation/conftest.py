"""A small builder of figures, so that relations are tested without the reader of texts."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from hedui.documents.document import Metadata
from hedui.figures.figure import Figure
from hedui.reconciliation.check import Check
from hedui.reconciliation.engine import reconcile
from hedui.vocabulary.codes import ChangeKind, Comparator, PeriodKind, QuantityKind, Role
from hedui.vocabulary.load import Vocabulary, load_vocabulary

_PRINTED = re.compile(r"第?([0-9]+(?:\.([0-9]+))?)(万|亿)?(.*)")
_SCALES = {"": 1, "万": 10**4, "亿": 10**8}
_DECLINES = {"下降", "减少"}


@dataclass
class Report:
    """One document, said sentence by sentence: ``say("完成39.82公里", ("39.82公里", {"role": "actual"}))``."""

    vocabulary: Vocabulary
    document: str = "d1"
    metadata: Metadata = field(default_factory=Metadata)
    figures: list[Figure] = field(default_factory=list)
    length: int = 0
    block: int = 0

    def say(self, sentence: str, *mentions: tuple[str, dict[str, Any]]) -> list[Figure]:
        """Add a sentence; ``of`` in a mention's fields is the position, among the mentions, of what it qualifies."""
        said: list[Figure] = []
        at = 0
        for text, fields in mentions:
            at = sentence.index(text, at)
            of = fields.get("of")
            qualifies = said[of].figure_id if of is not None else None
            said.append(self._figure(sentence, at, text, {**fields, "qualifies": qualifies}))
            at += len(text)
        self.figures += said
        self.length += len(sentence)
        self.block += 1
        return said

    def _figure(self, sentence: str, at: int, text: str, fields: dict[str, Any]) -> Figure:
        role = Role(fields.get("role", "actual"))
        is_valued = role not in (Role.TIME, Role.NAME)
        number, decimals, scale_word, unit_word = _PRINTED.fullmatch(text).groups() if is_valued else ("",) * 4
        unit, factor, kind = self._unit(unit_word or "", role)
        scale = _SCALES[scale_word or ""]
        sign = -1 if sentence[:at].endswith(tuple(_DECLINES)) and role is Role.CHANGE else 1
        start = self.length + at
        known = {name: value for name, value in fields.items() if name not in ("role", "of")}
        values: dict[str, Any] = {
            "document": self.document,
            "figure_id": f"{self.document}-{start:05d}",
            "start": start,
            "end": start + len(text),
            "text": text,
            "role": role,
            "number_printed": number,
            "decimals": len(decimals or ""),
            "scale": scale,
            "unit_printed": f"{scale_word or ''}{unit_word or ''}",
            "unit_factor": factor,
            "value": sign * Fraction(number) * scale * (factor or 1) if is_valued else None,
            "range_low": None,
            "range_high": None,
            "value_low": None,
            "value_high": None,
            "unit": unit,
            "quantity_kind": kind,
            "comparator": Comparator.EQUAL,
            "is_approximate": False,
            "subject": "",
            "indicator_id": None,
            "region_id": "410100",
            "period_start": date(2023, 1, 1),
            "period_end": date(2023, 12, 31),
            "period_kind": PeriodKind.YEAR,
            "is_planned": False,
            "change_kind": ChangeKind.YEAR_ON_YEAR if role is Role.CHANGE else None,
            "base_period_start": None,
            "base_period_end": None,
            "annualised_years": None,
            "counted_from": None,
            "set_size": None,
            "scope": None,
            "sentence": sentence,
            "sentence_start": self.length,
            "page": None,
            "block": self.block,
        }
        return Figure(**{**values, **known})

    def _unit(self, word: str, role: Role) -> tuple[str | None, Fraction | None, QuantityKind]:
        if role is Role.RANK or word in ("位", "个名次"):
            return "place", Fraction(1), QuantityKind.PLACE
        if unit := self.vocabulary.units.by_alias.get(word):
            return unit.canonical, unit.factor, unit.quantity_kind
        return (word, Fraction(1), QuantityKind.COUNT) if word else (None, None, QuantityKind.UNKNOWN)

    def checks(self, relation: str, *others: "Report") -> list[Check]:
        """The checks of one relation, with the figures of the other reports beside these."""
        figures = [figure for report in (self, *others) for figure in report.figures]
        documents = {report.document: report.metadata for report in (self, *others)}
        found = reconcile(figures, documents, self.vocabulary).checks
        return [check for check in found if check.relation == relation]


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return load_vocabulary()


@pytest.fixture
def report(vocabulary: Vocabulary) -> Callable[..., Report]:
    """Make an empty report: ``report()``, or ``report(document="d2", metadata=...)``."""

    def make(**fields: Any) -> Report:
        return Report(vocabulary, **fields)

    return make
