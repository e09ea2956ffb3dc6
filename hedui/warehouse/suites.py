"""The rules of each published table: from its declaration, and from ``expectations/<table>.yml``.

Belongs here: what a suite holds, and reading it. Does not belong here: running a rule, or a rule about one table (that
is a line of its suite).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from hedui.warehouse.declaration import Table, Type
from hedui.warehouse.errors import WarehouseError
from hedui.warehouse.tables import published_tables

EXPECTATIONS_DIR = Path(__file__).resolve().parents[2] / "expectations"
WAIVERS = "waivers.yml"  # lies among the suites, and is none

# Columns made for a rule each; no declared column has a space in its name.
EMPTY = "cells left empty"
DANGLING = "references that lead nowhere"

_SEVERITIES = ("critical", "warning")
_KEYS = {"type", "reason", "severity", "kwargs"}
_IN_SET = "expect_column_values_to_be_in_set"
_EXACT = r"^-?\d+(?:/\d+)?$"


class SuiteError(WarehouseError):
    """A suite file cannot be used; ``file`` and ``place`` say where."""

    def __init__(self, file: Path, place: str, problem: str, advice: str) -> None:
        super().__init__(f"{file}, {place}: {problem}", advice)
        self.file = file
        self.place = place


@dataclass(frozen=True, slots=True)
class Expectation:
    """One rule on one table.

    Attributes:
        type: name of the expectation in Great Expectations (``expect_column_values_to_not_be_null``).
        kwargs: its arguments.
        reason: what a breach of it means.
        is_blocking: whether a breach keeps the build from being published.
    """

    type: str
    kwargs: Mapping[str, Any]
    reason: str
    is_blocking: bool = True


def derived_expectations(table: Table) -> tuple[Expectation, ...]:
    """The rules that follow from the table's declaration: key, cells that must not be empty, references, code lists."""
    rules = [_unique(table.key), Expectation(_IN_SET, {"column": EMPTY, "value_set": [""]}, "no cell is left empty")]
    if references(table):
        rules.append(Expectation(_IN_SET, {"column": DANGLING, "value_set": [""]}, "what is referred to exists"))
    for column in table.columns:
        if column.codes is not None:
            values = {"column": column.name, "value_set": [str(code) for code in column.codes]}
            rules.append(Expectation(_IN_SET, values, f"{column.name} is one of {column.codes.__name__}"))
        if column.type is Type.EXACT:
            pattern = {"column": column.name, "regex": _EXACT}
            rules.append(Expectation("expect_column_values_to_match_regex", pattern, f"{column.name} is exact"))
    return tuple(rules)


def _unique(key: tuple[str, ...]) -> Expectation:
    reason = f"no two rows have the same {', '.join(key)}"
    if len(key) == 1:
        return Expectation("expect_column_values_to_be_unique", {"column": key[0]}, reason)
    return Expectation("expect_compound_columns_to_be_unique", {"column_list": list(key)}, reason)


def references(table: Table) -> dict[str, str]:
    """Columns whose values must be found elsewhere, with the ``table.column`` to find them in."""
    own = {f"{table.name}.{name}" for name in table.key}
    return {
        column.name: column.references
        for column in table.columns
        if column.references is not None and (column.references not in own or column.name not in table.key)
    }


def read_suites(folder: Path = EXPECTATIONS_DIR) -> dict[str, tuple[Expectation, ...]]:
    """The rules of every suite file, by the name of the table, which is the name of the file.

    Raises:
        SuiteError: a file is not YAML, belongs to no published table, or has an entry with a bad key or column.
    """
    tables = {table.name: table for table in published_tables()}
    suites = {}
    for file in sorted(set(folder.glob("*.yml")) - {folder / WAIVERS}):
        if file.stem not in tables:
            raise SuiteError(file, "its name", "is no published table", f"Tables are {', '.join(tables)}.")
        try:
            content = yaml.safe_load(file.read_text(encoding="utf-8"))
        except (UnicodeDecodeError, yaml.YAMLError) as error:
            raise SuiteError(file, "the whole file", f"is not YAML ({error})", "Mend it.") from error
        entries = content.get("expectations") if isinstance(content, dict) else None
        if not isinstance(entries, list) or len(content) > 1:
            raise SuiteError(file, "top level", "must hold the one key expectations, a list", "See its neighbours.")
        suites[file.stem] = tuple(
            _read_entry(file, number, entry, tables[file.stem]) for number, entry in enumerate(entries, start=1)
        )
    return suites


def _read_entry(file: Path, number: int, entry: object, table: Table) -> Expectation:
    place = f"entry {number}"
    if not isinstance(entry, dict) or not {"type", "reason"} <= entry.keys() <= _KEYS:
        raise SuiteError(file, place, "must have type and reason, may have kwargs and severity", "See its neighbours.")
    severity, kwargs = entry.get("severity", "critical"), entry.get("kwargs", {})
    if severity not in _SEVERITIES:
        raise SuiteError(file, place, f"severity {severity!r}", f"Write {' or '.join(_SEVERITIES)}.")
    if not isinstance(kwargs, dict):
        raise SuiteError(file, place, "kwargs is no mapping", "Write argument: value, one a line.")
    columns = [kwargs[name] for name in ("column", "column_A", "column_B") if name in kwargs]
    for column in (*columns, *kwargs.get("column_list", ())):
        if column not in table.column_names:
            advice = f"Columns are {', '.join(table.column_names)}."
            raise SuiteError(file, place, f"{table.qualified_name} has no column {column}", advice)
    return Expectation(entry["type"], kwargs, entry["reason"], severity == "critical")
