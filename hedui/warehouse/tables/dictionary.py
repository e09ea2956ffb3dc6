"""The data dictionary: the one declaration as Markdown (`make docs` writes it to docs/data-dictionary.md)."""

import inspect
from collections.abc import Iterable
from enum import StrEnum

from hedui.warehouse.tables import PUBLISHED_SCHEMAS, published_tables
from hedui.warehouse.tables.declaration import Column, Table

_SCHEMAS = {
    "core": "核心：所印的数字与由此得出的事实与核对 | what is printed, and the facts and checks made from it",
    "marts": "分析：供直接查询 | what analysts read first",
    "meta": "构建：数据从何而来 | about the build itself",
}
_HEADER = """# Data dictionary · 数据字典

Made from `hedui/warehouse/tables/` by `make docs`; do not edit. The same texts are comments in the published file:
`hedui query "select column_name, comment from duckdb_columns() where table_name = 'fact_figure'"`.
"""


def data_dictionary() -> str:
    """Every published table with its grain, key and columns, then every code list they use, as Markdown."""
    published = published_tables()
    lines = [_HEADER, "## How tables hang together · 表间关系\n", _diagram(published)]
    for schema in PUBLISHED_SCHEMAS:
        lines.append(f"## Schema `{schema}`\n\n{_SCHEMAS[schema]}\n")
        lines.extend(_table(table) for table in published if table.schema == schema)
    lines.append("## Code lists · 代码表\n")
    lines.extend(_code_list(codes, label) for codes, label in _code_lists(published).items())
    return "\n".join(lines)


def _diagram(tables: Iterable[Table]) -> str:
    """Which table's rows point to which other table's, as a Mermaid diagram; GitHub and most editors draw it."""
    edges = {
        f"    {column.references.partition('.')[0]} ||--o{{ {table.name} : {column.name}"
        for table in tables
        for column in table.columns
        if column.references is not None and column.references.partition(".")[0] != table.name
    }
    return "\n".join(("```mermaid", "erDiagram", *sorted(edges), "```", ""))


def _table(table: Table) -> str:
    """One table: what it holds, its grain, its key and its columns."""
    head = (
        f"### `{table.qualified_name}` {table.label_zh}\n\n{table.description_zh} {table.description_en}\n\n"
        f"Grain: {table.grain}. Key: {', '.join(f'`{name}`' for name in table.key)}.\n\n"
        "| column | type | 名称 | meaning | |\n| --- | --- | --- | --- | --- |\n"
    )
    return head + "".join(map(_row, table.columns))


def _row(column: Column) -> str:
    """One column as a row of its table's list."""
    chinese = f"{column.label_zh}：{column.description_zh}" if column.description_zh else column.label_zh
    english = f"{column.label_en}: {column.description_en}" if column.description_en else column.label_en
    notes = (
        f"[{column.unit}]" if column.unit else "",
        "may be empty" if column.is_nullable else "",
        f"code list [{column.codes.__name__}](#{column.codes.__name__.lower()})" if column.codes else "",
        f"→ `{column.references}`" if column.references else "",
    )
    return f"| `{column.name}` | {column.type} | {chinese} | {english} | {'; '.join(filter(None, notes))} |\n"


def _code_lists(tables: Iterable[Table]) -> dict[type[StrEnum], str]:
    """The code lists of the tables' columns by name, each with the Chinese label of the first column that uses it."""
    used: dict[type[StrEnum], str] = {}
    for table in tables:
        for column in table.columns:
            if column.codes is not None:
                used.setdefault(column.codes, column.label_zh)
    return dict(sorted(used.items(), key=lambda item: item[0].__name__))


def _code_list(codes: type[StrEnum], label_zh: str) -> str:
    """One code list: its meaning and its values."""
    values = ", ".join(f"`{code}`" for code in codes)
    return f"### {codes.__name__}\n\n{label_zh} · {inspect.getdoc(codes)}\n\n{values}\n"


if __name__ == "__main__":
    print(data_dictionary(), end="")
