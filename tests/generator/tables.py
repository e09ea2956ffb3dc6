"""Tables as bureaus lay them out, each in every format, with what a reader finds in its cells."""

import csv
import html
import io
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import openpyxl
from docx import Document as new_docx

from hedui.vocabulary.codes import Role

Span = tuple[int, int]
"""Rows and columns that a cell covers."""


@dataclass(frozen=True)
class Cell:
    """A cell: its words and what it covers."""

    text: str
    span: Span = (1, 1)


@dataclass(frozen=True)
class Fact:
    """What a reader finds in a cell: ``period`` is ``first/last`` day, ``""`` for the document's."""

    text: str
    role: Role
    value: float
    unit: str | None
    subject: tuple[str, ...]
    period: str


@dataclass(frozen=True)
class Laid:
    """A table with the lines over it, its cells by row (covered ones left out), and the facts in text order."""

    title: str
    lines: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    facts: tuple[Fact, ...]

    @property
    def grid(self) -> list[list[str]]:
        """All places, covered ones blank."""
        width = sum(cell.span[1] for cell in self.rows[0])
        taken: dict[tuple[int, int], str] = {}
        for row, cells in enumerate(self.rows):
            column = 0
            for cell in cells:
                while (row, column) in taken:
                    column += 1
                for down in range(cell.span[0]):
                    for right in range(cell.span[1]):
                        taken[row + down, column + right] = ""
                taken[row, column] = cell.text
        return [[taken.get((row, column), "") for column in range(width)] for row in range(len(self.rows))]


COUNTIES = ("南城县", "黎川县", "资溪县", "金溪县")
YEAR, MONTH, SO_FAR = "2023-01-01/2023-12-31", "2023-06-01/2023-06-30", "2023-01-01/2023-06-30"


def _row(*cells: str) -> tuple[Cell, ...]:
    return tuple(map(Cell, cells))


def monthly(pen: random.Random) -> Laid:
    """Months and months so far under groups of pollutants; the unit in the group's head."""
    head = (
        (Cell("县区", (2, 1)), Cell("PM2.5(微克/立方米)", (1, 2)), Cell("优良天数(天)", (1, 2))),
        _row("本月", "累计", "本月", "累计"),
    )
    rows, facts = [], []
    for county in COUNTIES:
        month, so_far, days, all_days = (
            pen.randint(10, 90),
            pen.randint(10, 90),
            pen.randint(11, 30),
            pen.randint(99, 180),
        )
        rows.append(_row(county, *map(str, (month, so_far, days, all_days))))
        facts += [
            Fact(str(month), Role.ACTUAL, month, "ug/m3", (county, "PM2.5"), MONTH),
            Fact(str(so_far), Role.ACTUAL, so_far, "ug/m3", (county, "PM2.5"), SO_FAR),
            Fact(str(days), Role.ACTUAL, days, "d", (county, "优良天数"), MONTH),
            Fact(str(all_days), Role.ACTUAL, all_days, "d", (county, "优良天数"), SO_FAR),
        ]
    return Laid("临川市2023年6月环境空气质量月报", ("表1 各县区环境空气质量",), (*head, *rows), tuple(facts))


def products(pen: random.Random) -> Laid:
    """Serial numbers, a column of units, two years and the change; thousands with commas."""
    rows, facts = [], []
    for number, (name, unit, code, factor) in enumerate(
        (("原煤产量", "万吨", "t", 10_000), ("发电量", "亿千瓦时", "kWh", 10**8), ("造林面积", "公顷", "m2", 10_000)), 1
    ):
        now, before = pen.randint(1000, 9000) + 0.5, pen.randint(1000, 9000) + 0.5
        change = round((now / before - 1) * 100, 1) or 0.1
        rows.append(_row(str(number), name, unit, f"{now:,}", f"{before:,}", f"{change}"))
        facts += [
            Fact(f"{now:,}", Role.ACTUAL, now * factor, code, (name,), YEAR),
            Fact(f"{before:,}", Role.ACTUAL, before * factor, code, (name,), "2022-01-01/2022-12-31"),
            Fact(f"{abs(change)}", Role.CHANGE, change, "%", (name,), YEAR),
        ]
    head = _row("序号", "产品", "计量单位", "2023年", "2022年", "同比增长(%)")
    return Laid("临川市2023年工业统计公报", ("表2 主要产品产量",), (head, *rows), tuple(facts))


def years(pen: random.Random) -> Laid:
    """Years as rows; the unit in a line over the table."""
    rows, facts = [], []
    for year in range(2019, 2023):
        coal, gas = pen.randint(100, 999) + 0.25, pen.randint(10, 99) + 0.75
        rows.append(_row(str(year), str(coal), str(gas)))
        span = f"{year}-01-01/{year}-12-31"
        facts += [
            Fact(str(coal), Role.ACTUAL, coal * 10_000, "t", ("煤炭消费量",), span),
            Fact(str(gas), Role.ACTUAL, gas * 10_000, "t", ("焦炭消费量",), span),
        ]
    return Laid(
        "临川市统计资料",
        ("8-3 能源消费量", "单位:万吨"),
        (_row("年份", "煤炭消费量", "焦炭消费量"), *rows),
        tuple(facts),
    )


def targets(pen: random.Random) -> Laid:
    """Targets of a plan beside their base year, with a bound and a column of words behind."""
    now, then, share, more = (
        pen.randint(30, 60),
        pen.randint(20, 29),
        pen.randint(60, 80) + 0.5,
        pen.randint(81, 95) + 0.5,
    )
    rows = (
        _row("指标", "单位", "2020年", "2025年", "属性"),
        _row("PM2.5年均浓度", "微克/立方米", str(now), f"≤{then}", "约束性"),
        _row("地表水优良比例", "%", str(share), str(more), "预期性"),
    )
    base, due = "2020-01-01/2020-12-31", "2025-01-01/2025-12-31"
    facts = (
        Fact(str(now), Role.ACTUAL, now, "ug/m3", ("PM2.5",), base),
        Fact(str(then), Role.PLAN, then, "ug/m3", ("PM2.5",), due),
        Fact(str(share), Role.ACTUAL, share, "%", ("地表水优良比例",), base),
        Fact(str(more), Role.PLAN, more, "%", ("地表水优良比例",), due),
    )
    return Laid("临川市“十四五”生态环境保护规划", ("专栏1 主要指标",), rows, facts)


def ranking(pen: random.Random) -> Laid:
    """Places first, then whose they are."""
    rows, facts = [], []
    for place, county in enumerate(COUNTIES, 1):
        index = round(2 + place + pen.random() / 2, 2)
        rows.append(_row(str(place), county, f"{index:.2f}"))
        facts += [
            Fact(str(place), Role.RANK, place, "place", (county,), ""),
            Fact(f"{index:.2f}", Role.ACTUAL, index, "1", (county, "综合指数"), "2023-12-01/2023-12-31"),
        ]
    head = _row("排名", "县区", "综合指数")
    return Laid("临川市2023年12月空气质量排名", ("表3 2023年12月各县区空气质量排名",), (head, *rows), tuple(facts))


def done(pen: random.Random) -> Laid:
    """What was planned, what was done, and the rate, by county of a group."""
    head = _row("片区", "县区", "年度计划(辆)", "实际完成(辆)", "完成率(%)")
    rows, facts = [], []
    for number, county in enumerate(COUNTIES):
        plan, real = pen.randint(100, 900), pen.randint(100, 900)
        rate = round(real / plan * 100, 1)
        group = (Cell("东片" if number < 2 else "西片", (2, 1)),) if number % 2 == 0 else ()
        rows.append((*group, *_row(county, str(plan), str(real), f"{rate}")))
        facts += [
            Fact(str(plan), Role.PLAN, plan, "辆", (county,), ""),
            Fact(str(real), Role.ACTUAL, real, "辆", (county,), YEAR),
            Fact(f"{rate}", Role.RATE, rate, "%", (county,), YEAR),
        ]
    return Laid("临川市2023年老旧车淘汰情况通报", ("表4 老旧车淘汰",), (head, *rows), tuple(facts))


LAYOUTS: Sequence[Callable[[random.Random], Laid]] = (monthly, products, years, targets, ranking, done)


# --- formats ----------------------------------------------------------------------------------------------------------


def _html(table: Laid) -> bytes:
    cells = (
        "".join(f"<td rowspan={cell.span[0]} colspan={cell.span[1]}>{html.escape(cell.text)}</td>" for cell in row)
        for row in table.rows
    )
    lines = "".join(f"<p>{html.escape(line)}</p>" for line in table.lines)
    body = "".join(f"<tr>{row}</tr>" for row in cells)
    return f"<html><body><h1>{table.title}</h1>{lines}<table>{body}</table></body></html>".encode()


def _docx(table: Laid) -> bytes:
    document = new_docx()
    for line in (table.title, *table.lines):
        document.add_paragraph(line)
    grid = table.grid
    made = document.add_table(len(grid), len(grid[0]))
    for row, cells in enumerate(grid):
        for column, text in enumerate(cells):
            made.cell(row, column).text = text
    for (row, column), (down, right) in _merged(table).items():
        merged = made.cell(row, column).merge(made.cell(row + down - 1, column + right - 1))
        merged.text = grid[row][column]
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _xlsx(table: Laid) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    grid = table.grid
    for line in (table.title, *table.lines):
        sheet.append([line])
        sheet.merge_cells(start_row=sheet.max_row, start_column=1, end_row=sheet.max_row, end_column=len(grid[0]))
    top = sheet.max_row
    for row, cells in enumerate(grid, 1):
        for column, text in enumerate(cells, 1):
            cell = sheet.cell(top + row, column)
            plain = text.replace(",", "")
            is_number = plain.lstrip("-").replace(".", "", 1).isdigit()
            cell.value = (float(plain) if "." in plain else int(plain)) if is_number else text or None
            if "." in plain and is_number:
                cell.number_format = ("#,##0." if "," in text else "0.") + "0" * len(plain.split(".")[1])
    for (row, column), (down, right) in _merged(table).items():
        sheet.merge_cells(
            start_row=top + row + 1, start_column=column + 1, end_row=top + row + down, end_column=column + right
        )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _merged(table: Laid) -> Mapping[tuple[int, int], Span]:
    taken: set[tuple[int, int]] = set()
    merged = {}
    for row, cells in enumerate(table.rows):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            taken.update((row + down, column + right) for down in range(cell.span[0]) for right in range(cell.span[1]))
            if cell.span != (1, 1):
                merged[row, column] = cell.span
    return merged


def _csv(table: Laid) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([[line] for line in (table.title, *table.lines)])
    writer.writerows(table.grid)
    return out.getvalue().encode()


def _tabbed(table: Laid) -> bytes:
    rows = ["\t".join(row) for row in table.grid]
    return "\n".join([table.title, *table.lines, *rows, ""]).encode()


def _piped(table: Laid) -> bytes:
    rows = ["| " + " | ".join(row) + " |" for row in table.grid]
    rule = "|" + "---|" * len(table.grid[0])
    return "\n".join([f"# {table.title}", "", *table.lines, "", rows[0], rule, *rows[1:], ""]).encode()


def _spaced(table: Laid) -> bytes:
    grid = table.grid
    widths = [max(_columns(row[column]) for row in grid) for column in range(len(grid[0]))]
    rows = (
        "  ".join(text + " " * (width - _columns(text)) for text, width in zip(row, widths, strict=True)).rstrip()
        for row in grid
    )
    return "\n".join([table.title, *table.lines, *rows, ""]).encode()


def _columns(text: str) -> int:
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)


_EM, _HEIGHT, _LEFT, _TOP = 9, 18, 60, 780
_TO_UNICODE = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /Same def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
1 beginbfrange <0000> <FFFF> <0000> endbfrange
endcmap end end"""


def _pdf(table: Laid) -> bytes:
    """A page with a ruled table; every character is one em wide and maps to its own code point."""
    grid = table.grid
    widths = [
        max(len(grid[row][column]) for row in range(len(grid)) if _merged(table).get((row, column), (1, 1))[1] == 1)
        * _EM
        + 60
        for column in range(len(grid[0]))
    ]
    edges = [_LEFT + sum(widths[:column]) for column in range(len(widths) + 1)]
    content = []
    y = _TOP
    for line in (table.title, *table.lines):
        content.append(_at(_LEFT, y, line))
        y -= 2 * _HEIGHT
    merged = _merged(table)
    covered = {
        (row + down, column + right)
        for (row, column), span in merged.items()
        for down in range(span[0])
        for right in range(span[1])
    } - merged.keys()
    for row, cells in enumerate(grid):
        for column, text in enumerate(cells):
            if (row, column) in covered:
                continue
            down, right = merged.get((row, column), (1, 1))
            left, top, width, height = (
                edges[column],
                y - row * _HEIGHT,
                edges[column + right] - edges[column],
                down * _HEIGHT,
            )
            content.append(b"%g %g %g %g re S" % (left, top - height, width, height))
            content.append(_at(left + 3, top - height / 2 - 4, text))
    stream = b"\n".join(content)
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [6 0 R] /Count 1 >>",
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Sans /Encoding /Identity-H /DescendantFonts [4 0 R]"
        b" /ToUnicode 5 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Sans /DW 1000"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(_TO_UNICODE), _TO_UNICODE),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 842 842] /Contents 7 0 R"
        b" /Resources << /Font << /F1 3 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream),
    )
    body, places = b"%PDF-1.4\n", []
    for number, item in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, item)
    table_of_places = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        body
        + b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(objects) + 1, table_of_places)
        + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(body))
    )


def _at(x: float, y: float, text: str) -> bytes:
    return b"BT /F1 %d Tf %g %g Td <%b> Tj ET" % (_EM, x, y, text.encode("utf-16-be").hex().encode())


MEDIA: Mapping[str, Callable[[Laid], bytes]] = {
    "html": _html,
    "docx": _docx,
    "xlsx": _xlsx,
    "csv": _csv,
    "tabs.txt": _tabbed,
    "md": _piped,
    "blanks.txt": _spaced,
    "pdf": _pdf,
}
"""Writers by the ending of the file's name."""
