"""Loading the whole vocabulary: versions, cache, files that are missing or no text."""

import shutil
from pathlib import Path

import pytest

from hedui.shipped import VOCABULARY_DIR
from hedui.vocabulary.errors import VocabularyError
from hedui.vocabulary.load import load_vocabulary


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(VOCABULARY_DIR, tmp_path / "vocabulary"))


def test_an_unchanged_folder_is_loaded_once(folder: Path) -> None:
    assert load_vocabulary(folder) is load_vocabulary(folder)


def test_the_version_depends_on_content_alone(folder: Path) -> None:
    assert load_vocabulary(folder).version == load_vocabulary().version


@pytest.mark.parametrize(
    ("name", "line", "is_read_with"),
    [
        ("units.csv", "heap,other,heap,1,堆垛,heap,堆垛", False),
        ("classifiers.csv", "摊,摊位,stalls,", False),
        ("regions.csv", "990000,测试省,Test,province,100000,", True),
        ("indicators.csv", "test,测试指标,Test,mass,t,万吨,none,flow,printed_levels,,,,", False),
        ("organisations.csv", "test,测试局,Test,", False),
    ],
)
def test_only_what_reading_uses_changes_the_reading_version(
    folder: Path, name: str, line: str, is_read_with: bool
) -> None:
    before = load_vocabulary(folder)
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    after = load_vocabulary(folder)
    assert after.version != before.version
    assert (after.reading_version != before.reading_version) is is_read_with


def test_definitions_of_units_are_what_reading_makes_of_them(folder: Path) -> None:
    before = load_vocabulary(folder).units.definitions
    with (folder / "units.csv").open("a", encoding="utf-8") as file:
        file.write("heap,other,heap,1,堆垛,heap,堆垛\n")
    with (folder / "classifiers.csv").open("a", encoding="utf-8") as file:
        file.write("摊,摊位,stalls,\n")
    after = load_vocabulary(folder).units.definitions
    assert after.keys() - before.keys() == {"堆垛", "摊"}
    assert {term: after[term] for term in before} == before
    assert before["吨"] == "t mass t 1"


def test_a_byte_order_mark_is_no_harm(folder: Path) -> None:
    file = folder / "units.csv"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert "t" in load_vocabulary(folder).units.by_code


@pytest.mark.parametrize("name", ["units.csv", "classifiers.csv", "indicators.csv", "regions.csv", "organisations.csv"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(VocabularyError, match="the file is missing") as caught:
        load_vocabulary(folder)
    assert caught.value.file == folder / name
    assert caught.value.line == 0


def test_a_file_in_another_encoding_is_named_with_its_line(folder: Path) -> None:
    file = folder / "units.csv"
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(lines[0] + "t,mass,t,1,吨,tonne,吨\n".encode("gb18030"))
    with pytest.raises(VocabularyError, match="not UTF-8") as caught:
        load_vocabulary(folder)
    assert (caught.value.file, caught.value.line) == (file, 2)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match="folder is missing"):
        load_vocabulary(tmp_path / "nowhere")
