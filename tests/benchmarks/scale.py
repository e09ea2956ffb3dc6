"""How time and memory of reconciliation grow with the number of figures: 10^4 to 10^6, on one core.

    cd tests && python -m benchmarks.scale 10000 100000 1000000

Reports of a few generated cities are read once and then repeated under other names, each copy in a place of its own;
reconciliation sees as many documents, places and figures as if all had been written. Each size runs in a fresh process.
"""

import argparse
import multiprocessing
import resource
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

from benchmarks.injection import Read, read
from generator import CITIES, corpus

from hedui.documents.document import Metadata
from hedui.figures.figure import Figure
from hedui.reconciliation.engine import reconcile
from hedui.vocabulary.load import Vocabulary, load_vocabulary

_SEED = 100
_DIGITS = 6  # of the number of a copy, in its document's id


def figures_of(reads: Sequence[Read]) -> Iterator[tuple[str, Metadata, list[Figure]]]:
    """Copies of the documents without end: id, metadata and figures of each."""
    copy = 0
    while True:
        for one in reads:
            document = f"{one.document[:-_DIGITS]}{copy:0{_DIGITS}d}"
            yield document, one.metadata, [_moved(figure, document, copy) for figure in one.figures]
        copy += 1


def _moved(figure: Figure, document: str, copy: int) -> Figure:
    """The figure in another document, about another place."""
    return replace(
        figure,
        document=document,
        figure_id=figure.figure_id.replace(figure.document, document),
        qualifies=figure.qualifies.replace(figure.document, document) if figure.qualifies else None,
        region_id=f"{figure.region_id}-{copy}" if figure.region_id else None,
    )


def measure(count: int) -> str:
    """One row of the table: a reconciliation of about ``count`` figures."""
    vocabulary: Vocabulary = load_vocabulary()
    reads = [read(report, vocabulary) for report in corpus(_SEED, CITIES[:3])]
    figures: list[Figure] = []
    documents: dict[str, Metadata] = {}
    for document, metadata, copied in figures_of(reads):
        if len(figures) >= count:
            break
        documents[document] = metadata
        figures += copied
    before = _peak()
    started = time.perf_counter()
    found = reconcile(figures, documents, vocabulary)
    seconds = time.perf_counter() - started
    per_figure = 1e6 * seconds / len(figures)
    return (
        f"| {len(figures):,} | {len(documents):,} | {len(found.checks):,} | {seconds:.1f} | {per_figure:.0f} "
        f"| {before:,.0f} | {_peak():,.0f} |"
    )


def _peak() -> float:
    """Most memory the process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("counts", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    print("| figures | documents | checks | seconds | microseconds a figure | MB before | MB at most |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for count in parser.parse_args().counts:
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            print(pool.apply(measure, (count,)), flush=True)


if __name__ == "__main__":
    main()
