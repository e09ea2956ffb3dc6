"""Editions: one report that lies here in several files, re-crawled, converted or published again.

Documents are one report where title, issuer, number and period agree and most of their facts do, or where nearly all
of their facts agree whatever they are called. The current edition is the latest; the others feed neither checks nor
series, and keep their rows.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from hedui.documents.document import Metadata
from hedui.figures.figure import Figure

_FEWEST = 5  # facts below which equal numbers may be chance
_TITLED = 0.7  # share of facts in common of documents of one title
_UNTITLED = 0.95
_RARE = 8  # documents that share a fact and are compared for it
_TELLING = 4  # digits of a fact by which documents find each other

Facts = Counter[tuple[str, str, str]]


def older_editions(figures: Sequence[Figure], documents: Mapping[str, Metadata]) -> dict[str, str]:
    """The current edition of each document that is not its own.

    Args:
        figures: figures of all documents.
        documents: metadata by ``document_id``.
    """
    facts: defaultdict[str, Facts] = defaultdict(Counter)
    for figure in figures:
        if figure.role.is_fact:
            facts[figure.document][figure.role, figure.number_printed, figure.unit_printed] += 1
    leader = {document: document for document in documents}

    def find(document: str) -> str:
        while leader[document] != document:
            document = leader[document]
        return document

    for one, other in sorted(_candidates(facts, documents)):
        if find(one) != find(other) and _are_one(one, other, facts, documents):
            leader[find(one)] = find(other)
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for document in documents:
        groups[find(document)].append(document)
    older: dict[str, str] = {}
    for group in groups.values():
        current = max(group, key=lambda document: _issued(document, documents[document], facts[document].total()))
        older.update({document: current for document in group if document != current})
    return dict(sorted(older.items()))


def _candidates(facts: Mapping[str, Facts], documents: Mapping[str, Metadata]) -> Iterator[tuple[str, str]]:
    """Pairs that share a title, or a number with digits enough to be rare."""
    named: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for document, metadata in documents.items():
        if metadata.title:
            named["title", metadata.title].add(document)
        for role, number, unit in facts.get(document, ()):
            if len(number.replace(".", "").strip("0")) >= _TELLING:
                named[role, number, unit].add(document)
    pairs: set[tuple[str, str]] = set()
    for key, group in named.items():
        if key[0] == "title" or len(group) <= _RARE:
            pairs.update(combinations(sorted(group), 2))
    return iter(pairs)


def _are_one(one: str, other: str, facts: Mapping[str, Facts], documents: Mapping[str, Metadata]) -> bool:
    left, right = facts.get(one, Counter()), facts.get(other, Counter())
    most = max(left.total(), right.total())
    if most < _FEWEST:
        return False
    shared = (left & right).total() / most
    return shared >= (_TITLED if _say_the_same(documents[one], documents[other]) else _UNTITLED)


def _say_the_same(one: Metadata, other: Metadata) -> bool:
    is_named = one.title == other.title and bool(one.title)
    periods = (one.period_start, one.period_end) == (other.period_start, other.period_end)
    issuers = {one.issuer, other.issuer} - {None}
    numbers = {one.document_number, other.document_number} - {None}
    return is_named and periods and one.region_id == other.region_id and len(issuers) < 2 and len(numbers) < 2


def _issued(document: str, metadata: Metadata, fact_count: int) -> tuple[str, int, str]:
    return (metadata.published_on.isoformat() if metadata.published_on else "", fact_count, document)
