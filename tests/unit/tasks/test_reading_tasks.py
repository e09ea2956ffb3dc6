"""Tasks of whole documents: where they stand, what belongs to them."""

from array import array
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedui.documents.document import Block, BlockKind, Document, Metadata, Text
from hedui.documents.reader import document_from_bytes
from hedui.figures.reader import read_figures
from hedui.shipped import VOCABULARY_DIR
from hedui.tasks.reader import read_tasks
from hedui.tasks.task import Task
from hedui.vocabulary.codes import DocumentKind, PartyFunction, TaskKind, TaskStatus
from hedui.vocabulary.load import load_vocabulary

LEAD, SUPPORT, RESPONSIBLE = PartyFunction.LEAD, PartyFunction.SUPPORT, PartyFunction.RESPONSIBLE
PERSON, LEADER = PartyFunction.PERSON, PartyFunction.LEADER

PLAN = """滨海市大气污染防治行动方案
2024年3月5日
一、总体要求
到2025年,PM2.5浓度下降到30微克/立方米。
二、重点任务
(一)推进清洁取暖
1.推广热泵。2025年10月底前,新增供暖面积200万平方米。
牵头单位:市住建局
配合单位:市财政局 责任单位:东城区、云山市人民政府
2.整治散煤。到2025年,散煤清零。
三、保障措施
(一)加强领导。各部门要落实责任。
"""

LIST = """临江省生态环境保护督察整改方案
2022年5月10日
一、岸线问题
1.码头没有拆除。按要求2020年底前拆除3个码头,现场仍未拆除。
整改目标:拆除3个码头。
整改措施:
(1)停止经营。
(2)2022年8月底前编制方案。
(2)2022年12月底前拆除。
责任领导:张三
责任单位:江城市政府
责任人:李四
督导单位:省交通厅
    整改时限:2022年12月底前
2.污水直排。
整改目标:杜绝直排。
整改措施:封堵排口。
责任单位:江城市政府
整改时限:已完成,长期坚持
3.制度不全。
整改目标:建立制度。
责任单位:江城市政府
整改时限:立即整改,持续推进
打印此文 关闭窗口
"""


def _document(text: str) -> Document:
    return document_from_bytes(text.encode(), "report.txt", None)


def _tasks(text: str) -> tuple[Task, ...]:
    return read_tasks(_document(text), ())


def _parties(task: Task) -> list[tuple[PartyFunction, str]]:
    return [(party.function, party.name) for party in task.parties]


def test_tasks_of_a_plan() -> None:
    first, second = _tasks(PLAN)
    assert (first.number, first.title, first.section, first.kind) == (1, "推广热泵", "推进清洁取暖", TaskKind.TASK)
    assert _parties(first) == [
        (LEAD, "市住建局"),
        (SUPPORT, "市财政局"),
        (RESPONSIBLE, "东城区人民政府"),
        (RESPONSIBLE, "云山市人民政府"),
    ]
    assert (first.due_on, first.status, first.finding, first.goal) == (date(2025, 10, 31), TaskStatus.DATED, None, None)
    # A task that names nobody is one all the same among tasks that do.
    assert (second.number, second.title, second.parties, second.due_on) == (2, "整治散煤", (), date(2025, 12, 31))


def test_a_task_spans_the_file_from_its_label_to_its_last_field() -> None:
    document = _document(PLAN)
    first = read_tasks(document, ())[0]
    raw = document.text.raw[first.start : first.end]
    assert raw.startswith("1.推广热泵。")
    assert raw.endswith("云山市人民政府")


def test_items_of_a_list() -> None:
    first, second, third = _tasks(LIST)
    assert (first.number, first.title, first.section, first.kind) == (1, "码头没有拆除", "岸线问题", TaskKind.ITEM)
    assert first.finding is not None
    assert first.finding.endswith("现场仍未拆除。")
    assert first.goal == "拆除3个码头。"
    assert [(measure.number, measure.due_on) for measure in first.measures] == [
        ("(1)", None),
        ("(2)", date(2022, 8, 31)),
        ("(2)", date(2022, 12, 31)),
    ]
    assert _parties(first) == [(LEADER, "张三"), (RESPONSIBLE, "江城市政府"), (PERSON, "李四")]
    assert (first.deadline_printed, first.due_on, first.status) == (
        "2022年12月底前",
        date(2022, 12, 31),
        TaskStatus.DATED,
    )
    # What the finding says was due is no deadline of the item; a deadline alone is for the goal.
    assert [(due.due_on, due.what) for due in first.deadlines] == [
        (date(2022, 8, 31), "编制方案"),
        (date(2022, 12, 31), "拆除"),
        (date(2022, 12, 31), "拆除3个码头"),
    ]
    assert (second.status, second.due_on, [measure.text for measure in second.measures]) == (
        TaskStatus.DONE,
        None,
        ["封堵排口。"],
    )
    assert (third.status, third.measures, third.deadline_printed) == (TaskStatus.ONGOING, (), "立即整改,持续推进")


@pytest.mark.parametrize(
    ("paragraph", "parties"),
    [
        (
            "(一)加强治理。2024年底前完成。(市水利局牵头,市农业农村局等配合,各区政府负责落实)",
            [(LEAD, "市水利局"), (SUPPORT, "市农业农村局"), (RESPONSIBLE, "各区政府")],
        ),
        ("(一)加强治理。[市水利局、市林业局负责]", [(RESPONSIBLE, "市水利局"), (RESPONSIBLE, "市林业局")]),
        ("(一)加强治理。(责任单位:市水利局,各区政府)", [(RESPONSIBLE, "市水利局"), (RESPONSIBLE, "各区政府")]),
        ("(一)加强治理。责任部门:市水利局;完成时限:2024年底前。", [(RESPONSIBLE, "市水利局")]),
        ("(一)加强治理\n全面治理河道。\n(市水利局牵头)", [(LEAD, "市水利局")]),
        # fields below the last of several parts belong to the whole
        ("(一)加强治理。\n1.治河道。\n2.治湖泊。\n牵头单位:市水利局", [(LEAD, "市水利局")]),
    ],
)
def test_ways_of_naming_who_answers(paragraph: str, parties: list[tuple[PartyFunction, str]]) -> None:
    (task,) = _tasks(f"滨海市水污染防治方案\n一、重点任务\n{paragraph}\n二、保障措施\n加强领导。\n")
    assert task.title == "加强治理"
    assert _parties(task) == parties


def test_items_numbered_in_words() -> None:
    first, second = _tasks(
        "临江省整改方案\n一、岸线\n问题一:码头未拆。\n整改措施:\n1.拆除。\n2.复绿。\n责任单位:江城市政府\n"
        "第2项整改任务:污水直排。\n整改时限:2022年底前\n"
    )
    assert (first.number, first.finding, first.section, len(first.measures)) == (1, "码头未拆。", "岸线", 2)
    assert (second.number, second.finding, second.section, second.parties) == (2, "污水直排。", "岸线", ())


def test_a_plan_that_names_nobody_has_tasks_under_its_headings_of_tasks() -> None:
    document = _document(
        "滨海市方案\n一、主要目标\n(一)改善水质。\n二、主要任务\n(一)保护水源\n1.划定保护区。\n2.清理违建。\n"
    )
    plan = replace(document, metadata=replace(document.metadata, document_kind=DocumentKind.PLAN))
    assert [task.title for task in read_tasks(plan, ())] == ["划定保护区", "清理违建"]


def test_a_report_has_no_tasks() -> None:
    assert _tasks("2023年工作报告\n一、工作情况\n(一)产业结构。完成15家企业改造。\n二、下步打算\n继续努力。\n") == ()


def test_targets_are_the_planned_figures_it_states() -> None:
    document = _document(PLAN)
    figures = read_figures(document, load_vocabulary(VOCABULARY_DIR))
    first, second = read_tasks(document, figures)
    assert [figure.text for figure in figures if figure.figure_id in first.targets] == ["200万平方米"]
    assert second.targets == ()


def test_what_a_finding_quotes_as_planned_is_no_target() -> None:
    document = _document(LIST)
    figures = read_figures(document, load_vocabulary(VOCABULARY_DIR))
    first = read_tasks(document, figures)[0]
    finding_end = document.text.raw.index("整改目标")
    assert first.targets
    assert all(figure.start > finding_end for figure in figures if figure.figure_id in first.targets)


def test_rows_of_a_table() -> None:
    rows = [
        ("序号", "类别", "存在问题", "整改措施", "责任单位", "整改时限"),
        ("1", "水", "污水直排。", "(1)封堵。(2)监测。", "江城市、云山市政府", "2024年6月底前"),
        ("2", "", "台账缺失", "补齐。", "市水利局", "立行立改"),
        ("合计", "2项"),
    ]
    first, second = read_tasks(_table(rows), ())
    assert (first.number, first.section, first.title, first.kind) == (1, "水", "污水直排", TaskKind.ITEM)
    assert [measure.number for measure in first.measures] == ["(1)", "(2)"]
    assert _parties(first) == [(RESPONSIBLE, "江城市政府"), (RESPONSIBLE, "云山市政府")]
    assert (first.due_on, second.status, second.section) == (date(2024, 6, 30), TaskStatus.ONGOING, "水")


def _table(rows: list[tuple[str, ...]]) -> Document:
    clean = "\n".join("\t".join(row) for row in rows)
    blocks, start = [], 0
    for row in rows:
        cells, at = [], start
        for cell in row:
            cells.append((at, at + len(cell)))
            at += len(cell) + 1
        blocks.append(Block(BlockKind.TABLE_ROW, start, at - 1, body=start, cells=tuple(cells), table=1))
        start = at
    text = Text(clean, clean, array("I", range(len(clean))))
    return Document("0" * 16, "0" * 64, "text/html", text, tuple(blocks), Metadata())


def test_names_are_printed_as_in_the_file_and_completed_in_simplified_characters() -> None:
    (task,) = _tasks("濱海市環境保護行動方案\n一、重點任務\n1.發展綠色運輸。\n責任單位:東城區、雲山縣政府\n")
    assert [(party.name_printed, party.name) for party in task.parties] == [
        ("東城區", "东城区政府"),
        ("雲山縣政府", "云山县政府"),
    ]


_LINES = st.sampled_from(
    [
        "一、任务",
        "(一)治理",
        "1.关停。",
        "2.验收。",
        "(1)断电。",
        "责任单位:市局",
        "整改措施:",
        "整改时限:2024年",
        "正文。",
        "附件",
    ]
)


@given(st.lists(_LINES, min_size=1, max_size=25))
def test_tasks_do_not_overlap_and_lie_in_the_file(lines: list[str]) -> None:
    document = _document("\n".join(lines))
    tasks = read_tasks(document, ())
    ends = [task.end for task in tasks]
    assert all(0 <= task.start < task.end <= len(document.text.raw) for task in tasks)
    assert all(end <= following.start for end, following in zip(ends, tasks[1:], strict=False))


def test_a_plan_that_names_few_units_has_all_its_tasks() -> None:
    lines = "\n".join(f"{number}.改造第{number}类锅炉。5月底前完成。" for number in range(3, 9))
    text = PLAN.replace("2.整治散煤。到2025年,散煤清零。", f"2.整治散煤。到2025年,散煤清零。\n{lines}")
    assert [task.number for task in _tasks(text)] == list(range(1, 9))


def test_items_known_by_a_serial_number() -> None:
    item = "序号{}\n反馈问题:{}没有拆除。\n责任单位:市住建局\n整改时限:2022年12月底前\n"
    tasks = _tasks("滨海市督察反馈意见整改任务清单\n\n" + item.format(4, "码头") + item.format(17, "围网"))
    assert [(task.number, task.title, task.due_on) for task in tasks] == [
        (4, "码头没有拆除", date(2022, 12, 31)),
        (17, "围网没有拆除", date(2022, 12, 31)),
    ]


def test_a_unit_named_below_one_part_leaves_the_others_to_themselves() -> None:
    tasks = _tasks("滨海市行动方案\n一、任务\n(一)治理\n1.关停。\n责任单位:市局\n(二)修复\n责任单位:市局")
    assert [task.title for task in tasks] == ["关停", "修复"]
