"""The scorer counts as the annotation guide's own does, and documents of ours are read as annotated."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from harness import REPOSITORY

from evaluation.folder import Annotated, annotated
from evaluation.scoring import FIELDS, score, total

SHARED = REPOSITORY.parent / "shared"
GIVEN = SHARED / "gold" / "score.py"
CORPUS = SHARED / "corpus"
OWN = Path(__file__).parent / "own"
LEAST_ROW = 0.95
shared = pytest.mark.skipif(not GIVEN.is_file(), reason=f"the annotated documents are not at hand ({SHARED})")


def documents(folder: Path) -> list[pytest.param]:  # type: ignore[valid-type]
    return [pytest.param(document, id=document.name) for document in annotated(folder)] if folder.is_dir() else []


@shared
@pytest.mark.parametrize("document", [p for p in documents(CORPUS) if p.id[:2] in ("02", "13", "24", "33", "51")])
def test_the_given_scorer_says_the_same(document: Annotated, tmp_path: Path) -> None:
    figures = document.figures()
    gold, read = tmp_path / "gold.jsonl", tmp_path / "figures.jsonl"
    for file, rows in ((gold, document.gold), (read, figures)):
        file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    done = subprocess.run([sys.executable, GIVEN, gold, read, "--json"], capture_output=True, text=True, check=True)
    given = json.loads(done.stdout)
    own = score(document.gold, figures)
    assert own.accounted / own.numerals == pytest.approx(given["accounted"])
    assert (own.precision, own.recall, own.row) == pytest.approx((given["precision"], given["recall"], given["row"]))
    for name in (*FIELDS, "link"):
        assert own.share(name) == (given[name] if given[name] is None else pytest.approx(given[name])), name
    assert (own.undated, own.invented, len(own.decisions)) == (
        given["undated"],
        given["invented"],
        given["period_decisions"],
    )


@shared
def test_the_annotated_corpus_is_read_no_worse_than_before() -> None:
    scores = [score(document.gold, document.figures()) for document in annotated(CORPUS)]
    whole = total(scores)
    assert whole.row >= 0.91
    assert sum(one.row for one in scores) / len(scores) >= 0.87
    assert min(one.accounted / one.numerals for one in scores) >= 0.89


@pytest.mark.parametrize("document", documents(OWN))
def test_documents_of_our_own_are_read_as_annotated(document: Annotated) -> None:
    found = score(document.gold, document.figures())
    assert found.row >= LEAST_ROW, [(miss.wrong, (miss.gold or miss.figure or {}).get("text")) for miss in found.misses]


def test_a_wrong_field_costs_its_row_and_nothing_else() -> None:
    record = {"start": 0, "end": 3, "role": "actual", "value": 5.0, "unit": "个", "period": "2022", "comparator": "="}
    figure = {
        "start": 0, "end": 3, "text": "5个", "role": "actual", "value": 5, "unit": "个", "comparator": "=",
        "period_start": "2022-01-01", "period_end": "2022-12-31",
    }  # fmt: skip
    assert score([record], [figure]).row == 1
    for name, wrong in (("value", 6), ("unit", "家"), ("period_end", "2023-12-31"), ("comparator", ">")):
        found = score([record], [figure | {name: wrong}])
        assert (found.row, found.found) == (0, 1), name
    assert score([record], []).recall == 0
