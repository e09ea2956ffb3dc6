from collections.abc import Mapping

import pyarrow as pa
import pytest

from hedui.warehouse.building.publish import build_lock
from hedui.warehouse.building.staging import StageMissing, read_stage, write_stages
from hedui.warehouse.files import WriteFailed, written_aside
from hedui.warehouse.home import Home


def test_a_stage_is_read_as_it_was_written(home: Home, stages: Mapping[str, pa.Table]) -> None:
    assert read_stage(home, "figure").equals(stages["figure"])
    with pytest.raises(StageMissing, match="stage table figure is missing"):
        read_stage(Home(home.root / "elsewhere"), "figure")


def test_a_table_of_other_columns_is_no_stage(home: Home, stages: Mapping[str, pa.Table]) -> None:
    with pytest.raises(ValueError, match="names"):
        write_stages(home, {"figure": stages["check"]})
    with pytest.raises(KeyError, match="figures"):
        write_stages(home, {"figures": stages["figure"]})
    assert read_stage(home, "figure").equals(stages["figure"])


def test_a_write_that_fails_leaves_the_old_file(home: Home) -> None:
    path = home.root / "kept.txt"
    path.write_text("old", encoding="utf-8")
    problem = r"kept\.txt cannot be written \(No space left on device\)"
    with pytest.raises(WriteFailed, match=problem), written_aside(path) as aside:
        aside.write_text("half", encoding="utf-8")
        raise OSError(28, "No space left on device")
    assert [file.name for file in home.root.glob("kept*")] == ["kept.txt"]
    assert path.read_text(encoding="utf-8") == "old"


def test_a_home_that_is_no_folder_is_named(home: Home) -> None:
    file = home.root / "file"
    file.touch()
    with pytest.raises(WriteFailed, match="cannot be written"), build_lock(Home(file / "home")):
        pass
