"""The task ledger: what each plan and rectification list asks for, of whom, by when."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from hedui.site.labels import Both, label
from hedui.site.site import Row, Site
from hedui.site.tables import Cell, Column, Table, both
from hedui.site.text import number, report_link

_HEADS = (
    Column("序号", "No.", "num"),
    Column("任务", "Task"),
    Column("章节", "Section"),
    Column("牵头、责任单位", "Responsible"),
    Column("配合单位", "Supporting"),
    Column("期限", "Due", "short"),
    Column("状态", "Status", "short"),
    Column("目标", "Targets"),
    Column("措施", "Measures"),
)


def write_tasks(site: Site) -> None:
    """A ledger for each report that has tasks, and the list of ledgers."""
    targets: dict[str, list[Row]] = defaultdict(list)
    for row in site.rows(_TARGETS):
        targets[row["task_id"]].append(row)
    measures: dict[str, list[Row]] = defaultdict(list)
    for row in site.rows("from core.task_measure order by task_id, place"):
        measures[row["task_id"]].append(row)
    listed = []
    for document_id, tasks in site.groups(_TASKS, "document_id"):
        report, path = site.reports[document_id], f"tasks/{document_id}.html"
        lines = [_task(task, targets[task["task_id"]], measures[task["task_id"]]) for task in tasks]
        table = Table(f"data/tasks/{document_id}.csv", Both("任务台账", "Task ledger"), _HEADS, lines)
        site.page(
            "ledger.html", path, here="tasks", title=Both(report.title, report.title), report=report, tables=[table]
        )
        dues = [task["due_on"] for task in tasks if task["due_on"]]
        listed.append(
            [
                Cell(report.title, None, path),
                Cell(report.issuer),
                Cell(str(report.dated or "")),
                Cell(number(len(tasks))),
                Cell(number(len(dues))),
                Cell(str(max(dues, default=""))),
                Cell(number(sum(task["status"] == "done" for task in tasks))),
            ]
        )
        for task in tasks:
            site.can_be_found("task", Both(task["title"], task["title"]), _parties(task), f"{path}#t{task['number']}")
    order = {report.document_id: place for place, report in enumerate(site.reports.values())}
    listed.sort(key=lambda cells: order[cells[0].href[6:22]])
    heads = (
        Column("文件", "Document"),
        Column("发文机关", "Issuer"),
        Column("日期", "Date", "short"),
        Column("任务", "Tasks", "num"),
        Column("有期限", "With a due date", "num"),
        Column("最后期限", "Last due", "short"),
        Column("已完成", "Done", "num"),
    )
    table = Table("data/tasks.csv", Both("有任务的文件", "Documents with tasks"), heads, listed)
    site.page(
        "tables.html",
        "tasks.html",
        here="tasks",
        title=Both("任务台账", "Task ledger"),
        tables=[table],
        lead=Both(
            "规划、方案的任务与整改清单的事项：谁牵头，何时完成。",
            "Tasks of plans and items of rectification lists: who leads, and by when.",
        ),
    )


def _parties(task: Row) -> list[str]:
    return [*task["lead_parties"], *task["responsible_parties"]]


def _task(task: Row, targets: Sequence[Row], measures: Sequence[Row]) -> list[Cell]:
    people = [*_parties(task), *task["people"]]
    due = str(task["due_on"] or "") or task["deadline_printed"] or ""
    first = report_link(targets[0]["figure_id"]) if targets else ""
    return [
        Cell(str(task["number"]), anchor=f"t{task['number']}"),
        Cell(task["title"]),
        Cell(task["section"], tone="soft"),
        Cell(_joined(people)),
        Cell(_joined(task["support_parties"]), tone="soft"),
        Cell(due),
        both(label("TaskStatus", task["status"])),
        Cell(_joined(f"{row['subject']} {row['text']}" for row in targets), None, first),
        Cell("\n".join(f"{row['number']} {row['text']}" for row in measures)),
    ]


def _joined(words: Iterable[str]) -> str:
    return "、".join(words)


_TASKS = """
    select document_id, task_id, number, title, section, status, due_on, deadline_printed, lead_parties,
        support_parties, responsible_parties, people
    from marts.task_ledger
    order by document_id, number, task_id
"""
_TARGETS = """
    select task_id, figure_id, figure.subject, figure.text
    from core.task_target
    join core.fact_figure as figure using (figure_id)
    order by task_id, figure_id
"""
