"""The search index: names in one file, and pairs of characters of the texts in files that are loaded when asked for."""

import re
import unicodedata
from array import array
from collections import defaultdict
from itertools import pairwise

from hedui.site.reports import texts
from hedui.site.site import Site
from hedui.site.text import json_text

MOST_TEXTS = 2000  # reports up to which the texts are indexed; above, `hedui serve` searches them
_FEWEST_FILES, _MOST_FILES = 16, 1024
_REPORTS_PER_FILE = 4
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def fold(text: str) -> str:
    """``text`` as it is compared: width and form of characters, case and white space do not count."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).lower())


def write_search(site: Site) -> None:
    """The files of the index; texts are left out where there are too many of them."""
    reports = sorted(site.reports)
    is_indexed = len(reports) <= MOST_TEXTS
    files = max(_FEWEST_FILES, min(_MOST_FILES, len(reports) // _REPORTS_PER_FILE)) if is_indexed else 0
    names = json_text(sorted(set(site.search_names), key=lambda name: (_KINDS.index(name[0]), name)))
    listed = json_text([[site.reports[name].title, site.reports[name].href] for name in reports] if is_indexed else [])
    site.folder.add("search/names.js", f"heduiNames({names},{files},{listed});\n")
    if is_indexed:
        _write_pairs(site, files)


def _write_pairs(site: Site, files: int) -> None:
    """For each pair of characters the reports that have it, as the steps from one to the next."""
    found: dict[str, array[int]] = defaultdict(lambda: array("H"))
    for number, (_, text) in enumerate(texts(site)):
        folded = fold(text)
        for pair in set(map("".join, pairwise(folded))):
            found[pair].append(number)
    shards: list[dict[str, str]] = [{} for _ in range(files)]
    for pair in sorted(found):
        numbers = found[pair]
        steps = (after - before for before, after in zip([0, *numbers], numbers, strict=False))
        shards[hash_of(pair) % files][pair] = ",".join(map(_short, steps))
    for number, shard in enumerate(shards):
        site.folder.add(f"search/{number}.js", f"heduiPairs({number},{json_text(shard)});\n")


def hash_of(pair: str) -> int:
    """FNV-1a of the pair in UTF-8: the page's script computes the same."""
    value = 2166136261
    for byte in pair.encode("utf-8", "surrogatepass"):
        value = ((value ^ byte) * 16777619) & 0xFFFFFFFF
    return value


def _short(number: int) -> str:
    """A number in base 36."""
    digits = ""
    while True:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
        if not number:
            return digits


_KINDS = ("indicator", "place", "report", "finding", "task")
