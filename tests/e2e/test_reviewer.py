"""What a reviewer's decision costs the next build."""

import shutil
from pathlib import Path

import dagster as dg
import pytest
from harness import Hedui

from hedui.shipped import VOCABULARY_DIR
from hedui.vocabulary.load import load_vocabulary
from hedui.warehouse.access.review import propose_name

WORD = "垃圾综合处理厂"  # stands in one report, and is accepted as if it were a unit


@pytest.fixture
def vocabulary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the vocabulary, which builds of this process read instead."""
    folder = Path(shutil.copytree(VOCABULARY_DIR, tmp_path / "vocabulary"))
    monkeypatch.setattr(load_vocabulary, "__defaults__", (folder,))
    monkeypatch.setattr("assets.documents.VOCABULARY_DIR", folder)
    return folder


def test_one_line_changes_and_the_next_run_reads_only_what_it_touches(
    vocabulary: Path, sample: Hedui, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    propose_name(WORD, "place", vocabulary).keep()
    for file in VOCABULARY_DIR.glob("*.csv"):
        before, after = (
            (folder / file.name).read_text("utf-8").splitlines() for folder in (VOCABULARY_DIR, vocabulary)
        )
        changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
        assert changed == [(old, f"{old}|{WORD}") for old, _ in changed]
        assert len(changed) == (file.name == "units.csv")

    hedui = Hedui(tmp_path / "home")
    shutil.copytree(sample.home, hedui.home)
    assert "1 read anew, 7 kept" in hedui.run("build").stdout
    monkeypatch.setenv("DAGSTER_HOME", str(hedui.home / "dagster"))
    with dg.DagsterInstance.get() as instance:
        event = instance.get_latest_materialization_event(dg.AssetKey(["stage", "source_file"]))
    assert event is not None
    assert event.asset_materialization is not None
    counts = {name: value.value for name, value in event.asset_materialization.metadata.items()}
    assert (counts["read_anew"], counts["from_cache"]) == (1, 7)
