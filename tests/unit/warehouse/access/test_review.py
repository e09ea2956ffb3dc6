"""Accepting a name changes one line of one file, and only to a vocabulary that loads."""

import shutil
from difflib import unified_diff
from pathlib import Path

import pytest

from hedui.shipped import VOCABULARY_DIR
from hedui.vocabulary.codes import Decision, QuantityKind, Role
from hedui.vocabulary.errors import VocabularyError
from hedui.vocabulary.load import load_vocabulary
from hedui.warehouse.access.review import (
    Proposal,
    ReviewError,
    Waiting,
    gains,
    propose_name,
    propose_pattern,
    propose_words,
)
from hedui.warehouse.building.readings import read_reports
from hedui.warehouse.building.scan import scan
from hedui.warehouse.home import Home


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(VOCABULARY_DIR, tmp_path / "vocabulary"))


def changed_lines(folder: Path) -> list[str]:
    """Lines that differ from the curated vocabulary, with the sign of a difference."""
    return [
        line
        for file in sorted(VOCABULARY_DIR.rglob("*.*"))
        for line in unified_diff(
            file.read_bytes().decode().splitlines(),
            (folder / file.relative_to(VOCABULARY_DIR)).read_bytes().decode().splitlines(),
            n=0,
        )
        if line[:1] in "+-" and line[:3] not in ("+++", "---")
    ]


@pytest.mark.parametrize(
    ("name", "target"),
    [("细颗粒物均值", "pm25_concentration"), ("公吨重", "t"), ("细颗粒物（均值）", "pm25_concentration")],
)
def test_one_line_gains_one_name(folder: Path, name: str, target: str) -> None:
    reading_version = load_vocabulary(folder).reading_version
    definitions = load_vocabulary(folder).units.definitions.keys()
    proposal = propose_name(name, target, folder)
    assert changed_lines(folder) == []
    proposal.keep()
    edit = proposal.edit
    before, after = changed_lines(folder)
    assert (before, after) == (f"-{edit.before}", f"+{edit.after}")
    assert edit.file.read_text(encoding="utf-8").splitlines()[edit.line - 1] == edit.after
    assert edit.after.startswith(edit.before)
    vocabulary = load_vocabulary(folder)
    names = vocabulary.indicators.by_id[target].aliases if "_" in target else vocabulary.units.by_code[target].aliases
    assert names[-1] in (name, "细颗粒物(均值)")
    # a new name of an indicator re-reads no document, one of a unit those that hold it
    assert vocabulary.reading_version == reading_version
    assert vocabulary.units.definitions.keys() - definitions == (set() if "_" in target else {name})


@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_line_ends_and_a_byte_order_mark_stay(folder: Path, end: str) -> None:
    file = folder / "indicators.csv"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", end.encode()))
    lines = file.read_bytes().count(end.encode())
    propose_name("细颗粒物均值", "pm25_concentration", folder).keep()
    assert file.read_bytes().startswith(b"\xef\xbb\xbfindicator_id")
    assert file.read_bytes().count(end.encode()) == lines
    assert load_vocabulary(folder).indicators.by_id["pm25_concentration"].aliases[-1] == "细颗粒物均值"


def test_a_name_with_a_comma_is_quoted(folder: Path) -> None:
    propose_name("排放,总量", "pm25_concentration", folder).keep()
    assert load_vocabulary(folder).indicators.by_id["pm25_concentration"].aliases[-1] == "排放,总量"


@pytest.mark.parametrize(
    ("name", "target", "problem"),
    [
        ("新名称", "无此单位", "no indicator or unit 无此单位.*hedui review"),
        ("新名称", "pm25_concentraton", "Nearest: pm25_concentration"),
        ("PM10", "pm25_concentration", "stands for pm10_concentration already"),
        ("吨", "kg", "stands for t already"),
    ],
)
def test_a_decision_that_makes_no_sense_changes_nothing(folder: Path, name: str, target: str, problem: str) -> None:
    with pytest.raises(ReviewError, match=problem):
        propose_name(name, target, folder).keep()
    assert changed_lines(folder) == []


@pytest.mark.parametrize("name", ["", "a|b|"])
def test_a_name_that_breaks_a_rule_changes_nothing(folder: Path, name: str) -> None:
    with pytest.raises((VocabularyError, ReviewError)):
        propose_name(name, "pm25_concentration", folder).keep()
    assert changed_lines(folder) == []


@pytest.mark.parametrize(("name", "target", "read_anew"), [("污泥处置", "pm25_concentration", 0), ("箩筐", "t", 1)])
def test_the_next_build_reads_only_what_a_decision_touches(
    folder: Path, tmp_path: Path, name: str, target: str, read_anew: int
) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    for number, unit in enumerate(("吨", "箩\n筐", "公斤")):
        (reports / f"{number}.txt").write_text(f"公报\n\n2023年,处置污泥1{number}{unit}。\n", encoding="utf-8")
    home = Home(tmp_path / "home")
    home.staging.mkdir(parents=True)
    assert read_reports(scan([reports]), home, folder).read_count == 3
    propose_name(name, target, folder).keep()
    later = read_reports(scan([reports]), home, folder)
    assert (later.read_count, later.cached_count) == (read_anew, 3 - read_anew)


WAITING = [
    Waiting("晋冀鲁豫毗邻带PM2.5浓度", QuantityKind.MASS_CONCENTRATION, "ug/m3", Role.ACTUAL, 2),
    Waiting("毗邻带森林覆盖率", QuantityKind.PERCENT, "%", Role.ACTUAL, 5),
    Waiting("森林覆盖率读数", QuantityKind.PERCENT, "%", Role.CHANGE, 3),
    Waiting("山林郁闭率", QuantityKind.PERCENT, "%", Role.RANK, 1),
]


def mapped(proposal: Proposal) -> list[tuple[str, str]]:
    return [(one.subject, indicator_id) for one, indicator_id in gains(WAITING, proposal.vocabulary).items()]


@pytest.mark.parametrize(
    ("words", "decision", "gained"),
    [
        ("毗邻带…", Decision.FRONT, [("毗邻带森林覆盖率", "forest_coverage")]),
        ("…读数", Decision.BEHIND, [("森林覆盖率读数", "forest_coverage")]),
    ],
)
def test_words_settle_all_names_with_them(
    folder: Path, words: str, decision: Decision, gained: list[tuple[str, str]]
) -> None:
    proposal = propose_words(words, decision, folder)
    assert mapped(proposal) == gained
    assert changed_lines(folder) == []
    proposal.keep()
    assert changed_lines(folder) == [f"-{proposal.edit.before}", f"+{proposal.edit.after}"]
    with pytest.raises(ReviewError, match="already"):
        propose_words(words, decision, folder)


def test_a_pattern_settles_all_names_that_it_takes_and_adds_one_line_with_its_example(folder: Path) -> None:
    proposal = propose_pattern("山?林郁闭(?:率|度)", "forest_coverage", "林郁闭度", folder)
    assert mapped(proposal) == [("山林郁闭率", "forest_coverage")]
    proposal.keep()
    assert changed_lines(folder) == [f"+{proposal.edit.after}"]
    assert load_vocabulary(folder).naming.examples["林郁闭度"] == "forest_coverage"


@pytest.mark.parametrize(
    ("pattern", "target", "example", "problem"),
    [
        ("林郁闭度", "forest_cover", "林郁闭度", "no indicator"),
        ("林郁闭度", "forest_coverage", "郁闭度", "no example"),
        ("林(郁闭度", "forest_coverage", "林郁闭度", "cannot be read"),
    ],
)
def test_a_pattern_that_makes_no_sense_changes_nothing(
    folder: Path, pattern: str, target: str, example: str, problem: str
) -> None:
    with pytest.raises((ReviewError, VocabularyError), match=problem):
        propose_pattern(pattern, target, example, folder)
    assert changed_lines(folder) == []
