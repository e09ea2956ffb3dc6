"""What a person reads otherwise is laid over the reading, found again by words and place, and never by bytes."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from conftest import Read

from hedui.figures.because import in_words
from hedui.figures.misreadings import MisreadingError, corrected, misreading_of, parsed, values_of

TEXT = "某市工作报告\n\n建成充电桩12个,拆除烟囱12座,建成公园12个。"
ON = date(2026, 3, 1)


def entry(read: Read, at: int, right: dict[str, str], title: str = "某市工作报告") -> Any:
    figures = [figure for figure in read(TEXT) if figure.role.is_fact]
    return misreading_of(figures[at], figures, title, right, "记错了", "甲", ON)


def test_the_number_meant_is_found_by_its_place_among_equal_ones(read: Read) -> None:
    said = entry(read, 2, {"subject": "口袋公园"})
    assert (said.printed, said.place) == ("12个", 2)
    figures = read(TEXT)
    made = corrected(figures, "某市工作报告", [said])
    changed = [(old, new) for old, new in zip(figures, made, strict=True) if old != new]
    assert [(old.text, new.subject, new.is_corrected) for old, new in changed] == [("12个", "口袋公园", True)]
    assert changed[0][0].start == max(figure.start for figure in figures if figure.text == "12个")


def test_an_edition_with_other_blanks_and_offsets_keeps_it(read: Read) -> None:
    said = entry(read, 0, {"role": "plan", "period_end": "2027-12-31"})
    later = read("又及。\n\n" + TEXT.replace("12个,拆", "12 个，拆"))
    [made] = [figure for figure in corrected(later, "某市 工作报告", [said]) if figure.is_corrected]
    assert (made.role, made.period_end) == ("plan", date(2027, 12, 31))
    assert {field for field, _ in in_words(made.because) if "人工更正" in dict(in_words(made.because))[field]} == {
        "角色/role", "期间/period"
    }  # fmt: skip


def test_other_documents_sentences_and_numbers_are_left_alone(read: Read) -> None:
    said = entry(read, 0, {"role": "plan"})
    figures = read(TEXT)
    assert corrected(figures, "另一份报告", [said]) == tuple(figures)
    gone = replace(said, sentence="没有的句子")
    assert corrected(figures, "某市工作报告", [gone]) == tuple(figures)


def test_a_region_takes_the_place_of_an_area_and_nothing_is_a_value(read: Read) -> None:
    said = entry(read, 0, {"region_id": "410100", "scope": ""})
    figures = [replace(figure, area_id="jingjinji", scope="市区") for figure in read(TEXT)]
    [made] = [figure for figure in corrected(figures, "某市工作报告", [said]) if figure.is_corrected]
    assert (made.region_id, made.area_id, made.scope) == ("410100", None, None)


WRONG = [
    ({"value": "13"}, "is no field that a person sets"),
    ({"role": "nonsense"}, "has no value 'nonsense'"),
    ({"role": ""}, "has no value ''"),
    ({"period_end": "2026-02-30"}, "has no value"),
    ({"is_planned": "maybe"}, "has no value"),
]


@pytest.mark.parametrize(("right", "problem"), WRONG)
def test_what_cannot_be_set_is_refused(right: dict[str, str], problem: str) -> None:
    with pytest.raises(MisreadingError, match=problem):
        values_of(right)


FILES = [
    ("- {document: a}", "does not have the keys"),
    ("document: a", "no list"),
    ("- [", "cannot be read as YAML"),
    (
        "- {document: a, sentence: b, printed: c, place: one, fields: {}, because: d, by: e, decided_on: 2026-01-31}",
        "place a number",
    ),
    (
        "- {document: a, sentence: b, printed: c, place: 1, fields: {x: y}, because: d, by: e, decided_on: 2026-01-31}",
        "is no field",
    ),
]


@pytest.mark.parametrize(("text", "problem"), FILES)
def test_a_file_that_breaks_a_rule_is_refused(text: str, problem: str) -> None:
    with pytest.raises(MisreadingError, match=problem):
        parsed(text, "misreadings.yml")
