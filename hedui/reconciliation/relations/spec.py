"""The declaration of a relation."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from hedui.reconciliation.cases import Case
from hedui.reconciliation.corpus import Corpus
from hedui.vocabulary.codes import Relation, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationSpec:
    """One relation between figures, as data.

    Attributes:
        code: its code.
        label_zh: Chinese name.
        label_en: English name.
        statement_zh: what must hold, in Chinese.
        statement_en: what must hold, in English.
        severity: how much it matters when it does not hold.
        find: the cases of it in a corpus, found by look-up and among neighbours only.
    """

    code: Relation
    label_zh: str
    label_en: str
    statement_zh: str
    statement_en: str
    severity: Severity
    find: Callable[[Corpus], Iterator[Case]]
