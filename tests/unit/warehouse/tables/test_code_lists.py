"""Every code that a table may hold has its name, and only those."""

from hedui.warehouse.building.records import code_rows
from hedui.warehouse.tables import published_tables


def test_every_code_is_named_in_both_languages_and_no_other() -> None:
    rows = list(code_rows())
    codes = {column.codes for table in published_tables() for column in table.columns if column.codes}
    assert len({row[:2] for row in rows}) == len(rows)
    assert {row[0].replace("_", "") for row in rows} == {one.__name__.lower() for one in codes}
    assert sorted(row[1] for row in rows) == sorted(code.value for one in codes for code in one)
    assert [row for row in rows if not (row[2] and row[3])] == [("comparator", "=", "", "")]
    assert [row for row in rows if row[1].isascii() and row[1] == row[2] and row[1] not in "<>"] == [], "in labels.yml"
