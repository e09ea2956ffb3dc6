"""What files of tables mean, as a Frictionless data package (``datapackage.json``, Data Package v1) beside them."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from hedui.warehouse.access.read import Warehouse
from hedui.warehouse.files import written_aside
from hedui.warehouse.tables.declaration import Column, Table, Type

FILE = "datapackage.json"

_TYPES = {
    Type.TEXT: "string",
    Type.TEXT_LIST: "array",
    Type.EXACT: "string",
    Type.INTEGER: "integer",
    Type.REAL: "number",
    Type.BOOLEAN: "boolean",
    Type.DATE: "date",
    Type.TIMESTAMP: "datetime",
}
_FORMATS: Mapping[str, Mapping[str, Any]] = {
    ".csv": {"format": "csv", "mediatype": "text/csv", "encoding": "utf-8-sig", "profile": "tabular-data-resource"},
    ".parquet": {"format": "parquet", "mediatype": "application/vnd.apache.parquet", "profile": "data-resource"},
}


def write_datapackage(warehouse: Warehouse, paths: Mapping[Table, Path], folder: Path) -> None:
    """Write what the files of a folder hold: fields with type, title and meaning, keys, and codes.

    Args:
        warehouse: the build the files are of.
        paths: the file of each table, in the folder.
        folder: the folder.

    Raises:
        WriteFailed: the file cannot be written.
    """
    build = warehouse.build()
    package = {
        "profile": "data-package",
        "name": "hedui",
        "title": "核对 hedui",
        "version": build["build_id"],
        "created": f"{build['built_at'].isoformat()}Z",
        "resources": [
            {
                "name": table.qualified_name.replace("_", "-"),
                "path": path.name,
                "title": table.label_zh,
                "description": f"{table.description_zh} {table.description_en} Grain: {table.grain}.",
                **_FORMATS[path.suffix],
                "schema": schema(table, [one.qualified_name for one in paths]),
            }
            for table, path in paths.items()
        ],
    }
    with written_aside(folder / FILE) as aside:
        aside.write_text(json.dumps(package, ensure_ascii=False, indent=1), encoding="utf-8")


def schema(table: Table, written: Sequence[str]) -> dict[str, Any]:
    """The Table Schema of a table; it refers to those tables only that are written, too."""
    found: dict[str, Any] = {"fields": [_field(column) for column in table.columns], "missingValues": [""]}
    required = {column.name for column in table.columns if not column.is_nullable}
    if required.issuperset(table.key):
        found["primaryKey"] = list(table.key)
    references = [
        {"fields": column.name, "reference": {"resource": f"core.{name}".replace("_", "-"), "fields": field}}
        for column in table.columns
        if column.references
        for name, _, field in [column.references.partition(".")]
        if f"core.{name}" in written and f"core.{name}" != table.qualified_name
    ]
    return found | ({"foreignKeys": references} if references else {})


def _field(column: Column) -> dict[str, Any]:
    """One column."""
    constraints: dict[str, Any] = {} if column.is_nullable else {"required": column.type is not Type.TEXT}
    if column.codes is not None:
        constraints["enum"] = [code.value for code in column.codes]
    kept = {name: value for name, value in constraints.items() if value}
    return {
        "name": column.name,
        "type": _TYPES[column.type],
        "title": column.label_zh,
        "description": column.comment,
        **({"constraints": kept} if kept else {}),
    }
