"""Field names: what they ask for, and where their values stand."""

import pytest

from hedui.tasks.duties import duty_fields
from hedui.tasks.fields import FieldKind, inline_fields, line_fields, name_of
from hedui.vocabulary.codes import PartyFunction

LEAD, SUPPORT, RESPONSIBLE = PartyFunction.LEAD, PartyFunction.SUPPORT, PartyFunction.RESPONSIBLE


@pytest.mark.parametrize(
    ("name", "kind", "function"),
    [
        ("牵头单位", FieldKind.PARTY, LEAD),
        ("牵头责任单位", FieldKind.PARTY, LEAD),
        ("配合部门", FieldKind.PARTY, SUPPORT),
        ("责任单位", FieldKind.PARTY, RESPONSIBLE),
        ("整改责任单位", FieldKind.PARTY, RESPONSIBLE),
        ("责任主体", FieldKind.PARTY, RESPONSIBLE),
        ("责任单位及责任人", FieldKind.PARTY, RESPONSIBLE),
        ("责任领导", FieldKind.PARTY, PartyFunction.LEADER),
        ("市级领导", FieldKind.PARTY, PartyFunction.LEADER),
        ("直接责任人", FieldKind.PARTY, PartyFunction.PERSON),
        ("督导单位", FieldKind.OTHER, None),
        ("验收单位", FieldKind.OTHER, None),
        ("整改时限", FieldKind.DEADLINE, None),
        ("完成时间", FieldKind.DEADLINE, None),
        ("时限要求", FieldKind.DEADLINE, None),
        ("整改目标", FieldKind.GOAL, None),
        ("具体措施", FieldKind.MEASURES, None),
        ("存在问题", FieldKind.FINDING, None),
        ("整改进展情况", FieldKind.STATUS, None),
        ("任务来源", FieldKind.OTHER, None),
    ],
)
def test_what_a_name_asks_for(name: str, kind: FieldKind, function: PartyFunction | None) -> None:
    read = name_of(name)
    assert read is not None
    assert (read.kind, read.function) == (kind, function)


@pytest.mark.parametrize("text", ["序号", "市生态环境局", "责任", "强化责任落实"])
def test_what_is_no_field_name(text: str) -> None:
    assert name_of(text) is None


def _values(text: str) -> list[tuple[PartyFunction | None, str]]:
    return [(field.name.function, text[slice(*field.spans[0])]) for field in line_fields(text, 0, len(text))]


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("牵头单位:市水利局", [(LEAD, "市水利局")]),
        ("【责任单位】市水利局。", [(RESPONSIBLE, "市水利局")]),
        ("●责任单位:市水利局", [(RESPONSIBLE, "市水利局")]),
        # two fields on one line, with and without a separator
        ("配合单位:市工信局 责任单位:各区政府", [(SUPPORT, "市工信局"), (RESPONSIBLE, "各区政府")]),
        ("配合单位:市工信局责任单位:各区政府", [(SUPPORT, "市工信局"), (RESPONSIBLE, "各区政府")]),
        # in the text of a goal a field name stands alone
        ("整改目标:明确各级责任人:做到全覆盖。", [(None, "明确各级责任人:做到全覆盖。")]),
        ("整改目标:全覆盖。责任单位:市水利局", [(None, "全覆盖。"), (RESPONSIBLE, "市水利局")]),
        ("明确责任单位:市水利局牵头。", []),
    ],
)
def test_fields_of_a_line(line: str, values: list[tuple[PartyFunction | None, str]]) -> None:
    assert _values(line) == values


def test_fields_inside_a_running_line() -> None:
    text = "推进改造。(牵头单位:市住建局;责任单位:各县(市)政府)"
    fields, text_end = inline_fields(text, 0, len(text))
    assert text[:text_end] == "推进改造。"
    assert [text[slice(*field.spans[0])] for field in fields] == ["市住建局", "各县(市)政府"]


@pytest.mark.parametrize(
    ("text", "duties"),
    [
        ("推进改造。(市住建局牵头,市工信局、市水利局配合)", [(LEAD, "市住建局"), (SUPPORT, "市工信局、市水利局")]),
        ("推进改造。(市住建局,各县(市)政府按职责分工负责)", [(RESPONSIBLE, "市住建局,各县(市)政府")]),
        ("推进改造(由市住建局牵头负责)。", [(LEAD, "由市住建局")]),
        ("推进改造(含公众参与)。", []),
        ("推进改造(搬迁企业除外)。", []),
    ],
)
def test_duties_in_brackets(text: str, duties: list[tuple[PartyFunction, str]]) -> None:
    fields, text_end = duty_fields(text, 0, len(text))
    assert [(field.name.function, text[slice(*field.spans[0])]) for field in fields] == duties
    assert text_end == (text.index("(") if duties else len(text))


def test_open_brackets_are_read_in_linear_time() -> None:
    text = "(市局" * 50_000
    assert duty_fields(text, 0, len(text)) == ([], len(text))
