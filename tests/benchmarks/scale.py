"""How time and memory of reconciliation grow with the number of figures: 10^4 to 10^6.

    cd tests && python -m benchmarks.scale 10000 100000 1000000

Reports of all genres are generated for as many cities as it takes, sixty-three for each (nine years), and read by two
processes; figures of all of them are then reconciled together by one. Cities are those of the region registry, so that
reports speak of known places and of the province and the country they have in common. Each size has a fresh process;
what it held before reconciling is the figures themselves. Seconds are of processor time: reconciling takes one core.
"""

import argparse
import multiprocessing
import resource
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache

from benchmarks.injection import read
from generator import corpus

from hedui.documents.document import Metadata
from hedui.figures.figure import Figure
from hedui.reconciliation.engine import reconcile
from hedui.vocabulary.load import Vocabulary, load_vocabulary
from hedui.vocabulary.regions import RegionLevel

_SEED = 100
_YEARS = range(2017, 2026)
_READERS = 2
_FIGURES_PER_CITY = 3_200  # about

Corpus = tuple[dict[str, Metadata], list[Figure]]


@cache
def _vocabulary() -> Vocabulary:
    return load_vocabulary()


def cities(count: int) -> list[str]:
    """The first cities of the registry."""
    regions = _vocabulary().regions.by_id.values()
    return [region.label_zh for region in regions if region.level is RegionLevel.PREFECTURE][:count]


def reports_of(city: str) -> Corpus:
    """The reports of one city as the reader sees them."""
    reads = [read(report, _vocabulary()) for report in corpus(_SEED, [city], _YEARS)]
    return {one.document: one.metadata for one in reads}, [figure for one in reads for figure in one.figures]


def gather(count: int) -> Corpus:
    """Documents and figures of as many cities as ``count`` figures take."""
    documents: dict[str, Metadata] = {}
    figures: list[Figure] = []
    names = cities(-(-count // _FIGURES_PER_CITY) + 1)
    with ProcessPoolExecutor(_READERS, multiprocessing.get_context("spawn")) as readers:
        for metadata, read_figures in readers.map(reports_of, names):
            if len(figures) < count:
                documents |= metadata
                figures += read_figures
    return documents, figures


def measure(count: int) -> str:
    """One row of the table: a reconciliation of about ``count`` figures."""
    documents, figures = gather(count)
    before = _peak()
    started = time.process_time()
    found = reconcile(figures, documents, _vocabulary())
    seconds = time.process_time() - started
    per_figure = 1e6 * seconds / len(figures)
    return (
        f"| {len(figures):,} | {len(documents):,} | {len(found.checks):,} | {seconds:.1f} | {per_figure:.0f} "
        f"| {before:,.0f} | {_peak():,.0f} |"
    )


def _peak() -> float:
    """Most memory the process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("counts", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    print("| figures | documents | checks | seconds | microseconds a figure | MB before | MB at most |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for count in parser.parse_args(arguments).counts:
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as fresh:
            print(fresh.submit(measure, count).result(), flush=True)


if __name__ == "__main__":
    main()
