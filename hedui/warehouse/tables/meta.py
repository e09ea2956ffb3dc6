"""About the build itself (schema ``meta``)."""

from hedui.warehouse.tables.declaration import Table
from hedui.warehouse.tables.groups import BUILD, columns

META = (
    Table(
        "meta",
        "build",
        "构建",
        "本文件的构建。",
        "The build that made this file.",
        "one row",
        ("build_id",),
        BUILD + columns("document_count", "figure_count", "fact_count", "check_count", "finding_count"),
    ),
)
