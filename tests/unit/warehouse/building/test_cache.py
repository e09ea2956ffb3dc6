import logging
from collections.abc import Iterable
from dataclasses import replace

import pyarrow as pa
import pytest

from hedui.figures.figure import Figure
from hedui.tasks.task import Party, Task
from hedui.vocabulary.codes import PartyFunction, TaskKind
from hedui.warehouse.building import cache as cache_module
from hedui.warehouse.building.cache import MAX_SEGMENTS, READING_TABLES, ReadingCache, reader_version
from hedui.warehouse.building.records import figures_to_arrow, tasks_to_arrow
from hedui.warehouse.files import WriteFailed
from hedui.warehouse.home import Home
from hedui.warehouse.tables import TABLES
from hedui.warehouse.tables.arrow import arrow_schema, to_arrow

NONE = {name: arrow_schema(TABLES[f"stage.{name}"]).empty_table() for name in READING_TABLES}
UNITS = {"吨": "t"}
TEXTS = {"broken": "共12堆\n\n— 3 —\n垛。", "wide": "共12ＬＰＧ", "traditional": "共12噸級"}


@pytest.fixture
def cache(home: Home) -> ReadingCache:
    return ReadingCache(home, "r1", UNITS)


def reading(figure: Figure, documents: Iterable[str]) -> dict[str, pa.Table]:
    """Two figures and a task with one party for each document."""
    documents = list(documents)
    rows = [
        {
            "document_id": x,
            "sha256": x,
            "title": x,
            "document_kind": "plan",
            "is_period_inferred": False,
            "period_because": "title",
            "script": "Hans",
            "media_type": "text/plain",
            "char_count": 1,
        }
        for x in documents
    ]
    table = TABLES["stage.document"]
    figures = [replace(figure, document=x, figure_id=f"{x}-{i}") for x in documents for i in (1, 2)]
    party = Party("市局", "某市林业局", PartyFunction.LEAD)
    tasks = [Task(x, f"{x}-t", 1, "植树", "", TaskKind.TASK, 0, 1, parties=(party,)) for x in documents]
    return {
        **NONE,
        "document": to_arrow(table, rows, **{name: [row.get(name) for row in rows] for name in table.column_names}),
        "document_text": to_arrow(
            TABLES["stage.document_text"],
            rows,
            document_id=documents,
            text=[TEXTS.get(x, "共12吨") for x in documents],
        ),
        "figure": figures_to_arrow(figures),
        **tasks_to_arrow(tasks),
    }


def documents_of(tables: dict[str, pa.Table]) -> list[str]:
    ids: list[str] = tables["document"]["document_id"].to_pylist()
    return sorted(ids)


def test_what_was_stored_is_found_again(home: Home, cache: ReadingCache, figure: Figure) -> None:
    assert documents_of(cache.load(["a", "b"])) == []
    cache.store(NONE, reading(figure, "ab"))

    again = ReadingCache(home, "r1", UNITS).load(["a", "b", "c"])

    assert documents_of(again) == ["a", "b"]
    assert all(again[name].equals(reading(figure, "ab")[name]) for name in READING_TABLES)


def test_only_what_is_wanted_is_given_with_all_that_belongs_to_it(cache: ReadingCache, figure: Figure) -> None:
    cache.store(NONE, reading(figure, "abc"))
    given = cache.load(["b"])
    assert documents_of(given) == ["b"]
    assert given["figure"]["figure_id"].to_pylist() == ["b-1", "b-2"]
    assert given["task"]["task_id"].to_pylist() == ["b-t"]
    assert given["task_party"]["task_id"].to_pylist() == ["b-t"]


def test_a_document_kept_twice_is_given_once(cache: ReadingCache, figure: Figure) -> None:
    cache.store(NONE, reading(figure, "ab"))
    cache.store(NONE, reading(figure, "bc"))
    given = cache.load("abc")
    assert documents_of(given) == ["a", "b", "c"]
    assert given["figure"].num_rows == 6


@pytest.mark.parametrize("damage", ["flipped", "cut", "gone"])
def test_a_damaged_segment_costs_its_own_documents_only(
    home: Home, cache: ReadingCache, figure: Figure, damage: str, caplog: pytest.LogCaptureFixture
) -> None:
    cache.store(NONE, reading(figure, "a"))
    cache.store(NONE, reading(figure, "b"))
    file = home.cache / "r1" / "00000001" / "figure.parquet"
    content = bytearray(file.read_bytes())
    if damage == "flipped":
        at = content.index(b"\x28\xb5\x2f\xfd")  # the first compressed page
        content[at + 8] ^= 0xFF
        file.write_bytes(content)
    elif damage == "cut":
        file.write_bytes(content[: len(content) // 2])
    else:
        file.unlink()

    with caplog.at_level(logging.WARNING):
        assert documents_of(cache.load("ab")) == ["b"]
    assert "00000001 is damaged" in caplog.text

    cache.store(NONE, reading(figure, "a"))
    assert documents_of(cache.load("ab")) == ["a", "b"]


def test_another_reader_version_finds_nothing_and_clears_the_old(
    home: Home, cache: ReadingCache, figure: Figure
) -> None:
    cache.store(NONE, reading(figure, "a"))
    assert documents_of(ReadingCache(home, "r2", UNITS).load("a")) == []
    assert [path.name for path in home.cache.iterdir()] == ["r2"]


@pytest.mark.parametrize(
    ("units", "kept"),
    [
        (UNITS, {"a", "broken", "wide", "traditional"}),
        ({**UNITS, "捆": "bale"}, {"a", "broken", "wide", "traditional"}),
        ({**UNITS, "堆垛": "heap"}, {"a", "wide", "traditional"}),
        ({**UNITS, "lpg": "lpg"}, {"a", "broken", "traditional"}),
        ({**UNITS, "吨级": "class"}, {"a", "broken", "wide"}),
        ({**UNITS, "‰": "permille"}, set()),
        ({"吨": "kg"}, set()),
        ({}, set()),
    ],
)
def test_a_new_unit_costs_the_documents_it_may_stand_in(
    home: Home, cache: ReadingCache, figure: Figure, units: dict[str, str], kept: set[str]
) -> None:
    names = ["a", *TEXTS]
    cache.store(NONE, reading(figure, names))
    later = ReadingCache(home, "r1", units)
    loaded = later.load(names)
    assert set(documents_of(loaded)) == kept
    later.store(loaded, reading(figure, sorted(set(names) - kept)))
    assert documents_of(ReadingCache(home, "r1", units).load(names)) == sorted(names)


def test_a_store_that_was_killed_leaves_nothing_behind(home: Home, cache: ReadingCache) -> None:
    (home.cache / "r1" / "00000001.part").mkdir()
    assert documents_of(ReadingCache(home, "r1", UNITS).load("a")) == []
    assert list((home.cache / "r1").iterdir()) == []


def test_a_store_that_fails_leaves_nothing_behind(
    home: Home, cache: ReadingCache, figure: Figure, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(cache_module.pq, "write_table", refuse)
    with pytest.raises(WriteFailed, match="No space left on device"):
        cache.store(NONE, reading(figure, "a"))
    assert list((home.cache / "r1").iterdir()) == []


def test_many_segments_become_one_without_what_no_one_wants(home: Home, cache: ReadingCache, figure: Figure) -> None:
    names = [f"d{number}" for number in range(MAX_SEGMENTS)]
    for name in names:
        cache.store(NONE, reading(figure, [name]))
    wanted = names[1:]

    cache.store(cache.load(wanted), reading(figure, ["new"]))

    assert len(list((home.cache / "r1").iterdir())) == 1
    assert documents_of(cache.load([*names, "new"])) == sorted([*wanted, "new"])


def test_nothing_new_makes_no_segment(home: Home, cache: ReadingCache) -> None:
    cache.store(NONE, NONE)
    assert list((home.cache / "r1").iterdir()) == []


def test_reader_version_follows_vocabulary_and_sources(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert reader_version("v1") == reader_version("v1") != reader_version("v2")

    package = tmp_path_factory.mktemp("package")
    for name in ("figures/reader.py", "figures/mapping.py"):
        (package / name).parent.mkdir(exist_ok=True)
        (package / name).write_text("", encoding="utf-8")
    monkeypatch.setattr(cache_module, "_PACKAGE", package)
    before = reader_version("v1")
    (package / "figures/mapping.py").write_text("changed", encoding="utf-8")
    assert reader_version("v1") == before
    (package / "figures/reader.py").write_text("changed", encoding="utf-8")
    assert reader_version("v1") != before
