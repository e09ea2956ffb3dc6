"""The rules of each table: from its declaration, from ``expectations/<table>.yml``, and against the build before.

Belongs here: what a rule is, and reading it. Does not belong here: asking it of a file, or a rule about one table (that
is an entry of its suite).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from hedui.shipped import EXPECTATIONS_DIR
from hedui.vocabulary.yaml_file import read_yaml
from hedui.warehouse.errors import WarehouseError
from hedui.warehouse.tables import published_tables
from hedui.warehouse.tables.ddl import identifier, literal
from hedui.warehouse.tables.declaration import Table, Type

WAIVERS = "waivers.yml"  # lies among the suites, and is none
AGAINST = "against.yml"  # rules that hold a build against the one before it
ALIAS = "t"  # what the SQL of a rule may call the table's row

_SEVERITIES = ("critical", "warning")
_KINDS = ("holds", "whole")
_KEYS = {*_KINDS, "en", "zh", "severity"}
_AGAINST_KEYS = {"table", "offending", "en", "zh", "severity"}
_EXACT = r"^-?\d+(?:/\d+)?$"


class SuiteError(WarehouseError):
    """A suite file cannot be used; ``file`` and ``place`` say where."""

    def __init__(self, file: Path, place: str, problem: str, advice: str) -> None:
        super().__init__(f"{file}, {place}: {problem}", advice)
        self.file = file
        self.place = place


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule on one table.

    Attributes:
        sql: what must hold of each row, or where it ``is_whole`` of the table; a row of which it cannot be said, for a
            cell is empty, keeps it.
        en: the rule in English.
        zh: the rule in Chinese.
        is_blocking: whether a breach keeps the build from being published.
        is_whole: whether ``sql`` speaks of the whole table, by aggregates.
    """

    sql: str
    en: str
    zh: str
    is_blocking: bool = True
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """One rule that holds a build against the one before it.

    Attributes:
        table: qualified name of the table it tells of.
        sql: a query for what offends, a row each; ``was`` is the earlier file, ``kept`` the documents of both builds.
        en: the rule in English.
        zh: the rule in Chinese.
        is_blocking: whether a breach keeps the build from being published, unless the difference is accepted.
    """

    table: str
    sql: str
    en: str
    zh: str
    is_blocking: bool


@dataclass(frozen=True, slots=True)
class Against:
    """The rules against the build before, and the numbers they name (``$documents_lost``)."""

    thresholds: Mapping[str, float]
    comparisons: tuple[Comparison, ...]


def derived_rules(table: Table) -> tuple[Rule, ...]:
    """The rules that follow from the table's declaration: key, cells that must not be empty, references, code lists."""
    key = ", ".join(map(_cell, table.key))
    rules = [
        Rule(
            f"count(*) over (partition by {key}) = 1",
            f"no two rows have the same {', '.join(table.key)}",
            f"没有两行的 {'、'.join(table.key)} 相同",
        )
    ]
    filled = [f"{_cell(column.name)} is not null" for column in table.columns if not column.is_nullable]
    rules.append(Rule(" and ".join(filled), "no cell is left empty", "必填的格不空"))
    for name, reference in references(table).items():
        target, target_key = reference.split(".")
        found = f"{_cell(name)} in (select {identifier(target_key)} from {_SCHEMA[target]}.{target})"
        rules.append(
            Rule(
                f"{_cell(name)} is null or {found}",
                f"{name} is found in {target}.{target_key}",
                f"{name} 见于 {target}.{target_key}",
            )
        )
    for column in table.columns:
        if column.codes is not None:
            codes = ", ".join(literal(str(code)) for code in column.codes)
            name = column.codes.__name__
            rules.append(
                Rule(
                    f"{_cell(column.name)} in ({codes})",
                    f"{column.name} is one of {name}",
                    f"{column.name} 属于 {name}",
                )
            )
        if column.type is Type.EXACT:
            sql = f"regexp_matches({_cell(column.name)}, {literal(_EXACT)})"
            rules.append(Rule(sql, f"{column.name} is exact", f"{column.name} 为精确数"))
    return tuple(rules)


def references(table: Table) -> dict[str, str]:
    """Columns whose values must be found elsewhere, with the ``table.column`` to find them in."""
    own = {f"{table.name}.{name}" for name in table.key}
    return {
        column.name: column.references
        for column in table.columns
        if column.references is not None and (column.references not in own or column.name not in table.key)
    }


def read_suites(folder: Path = EXPECTATIONS_DIR) -> dict[str, tuple[Rule, ...]]:
    """The rules of every suite file, by the name of the table, which is the name of the file.

    Raises:
        SuiteError: a table has no file, or a file is not YAML, belongs to no published table, or has a bad entry.
    """
    tables = {table.name: table for table in published_tables()}
    suites = {}
    for name in tables:
        file = folder / f"{name}.yml"
        content = _read(file)
        if content.keys() != {"rules"} or not isinstance(content["rules"], list):
            raise SuiteError(file, "top level", "must hold the one key rules, a list", "See its neighbours.")
        suites[name] = tuple(_rule(file, number, entry) for number, entry in enumerate(content["rules"], start=1))
    for file in folder.glob("*.yml"):
        if file.stem not in tables and file.name not in (WAIVERS, AGAINST):
            raise SuiteError(file, "its name", "is no published table", f"Tables are {', '.join(tables)}.")
    return suites


def read_against(folder: Path = EXPECTATIONS_DIR) -> Against:
    """The rules that hold a build against the one before it.

    Raises:
        SuiteError: the file is missing, is not YAML, or has a bad entry.
    """
    file = folder / AGAINST
    content = _read(file)
    if content.keys() != {"thresholds", "rules"}:
        raise SuiteError(file, "top level", "must hold the keys thresholds and rules", "Restore it from its history.")
    thresholds = content["thresholds"]
    if not isinstance(thresholds, dict) or not all(type(number) in (int, float) for number in thresholds.values()):
        raise SuiteError(file, "thresholds", "must be names with a number each", "Restore it from its history.")
    return Against(
        thresholds, tuple(_comparison(file, number, entry) for number, entry in enumerate(content["rules"], start=1))
    )


_SCHEMA = {table.name: table.schema for table in published_tables()}


def _cell(column: str) -> str:
    return f"{ALIAS}.{identifier(column)}"


def _read(file: Path) -> dict[str, Any]:
    try:
        content = read_yaml(file)
    except FileNotFoundError as error:
        raise SuiteError(file, "the whole file", "is missing", "Restore it from its history.") from error
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise SuiteError(file, "the whole file", f"is not YAML ({error})", "Mend it.") from error
    return content if isinstance(content, dict) else {}


def _rule(file: Path, number: int, entry: object) -> Rule:
    entry = _entry(file, number, entry, {"en", "zh"}, _KEYS)
    kinds = [kind for kind in _KINDS if kind in entry]
    if len(kinds) != 1:
        raise SuiteError(file, f"entry {number}", f"must have one of {' and '.join(_KINDS)}", "See its neighbours.")
    is_blocking = entry.get("severity", "critical") == "critical"
    return Rule(entry[kinds[0]], entry["en"], entry["zh"], is_blocking, kinds[0] == "whole")


def _comparison(file: Path, number: int, entry: object) -> Comparison:
    entry = _entry(file, number, entry, _AGAINST_KEYS - {"severity"}, _AGAINST_KEYS)
    if entry["table"] not in {table.qualified_name for table in published_tables()}:
        raise SuiteError(file, f"entry {number}", f"{entry['table']} is no published table", "Write schema.table.")
    is_blocking = entry.get("severity", "critical") == "critical"
    return Comparison(entry["table"], entry["offending"], entry["en"], entry["zh"], is_blocking)


def _entry(file: Path, number: int, entry: object, needed: set[str], known: set[str]) -> dict[str, str]:
    place = f"entry {number}"
    if not isinstance(entry, dict) or not needed <= entry.keys() <= known:
        problem = f"must have {', '.join(sorted(needed))} and no other keys than {', '.join(sorted(known))}"
        raise SuiteError(file, place, problem, "See its neighbours.")
    if not all(isinstance(value, str) and value.strip() for value in entry.values()):
        raise SuiteError(file, place, "has a value that is no text", "See its neighbours.")
    if entry.get("severity", "critical") not in _SEVERITIES:
        raise SuiteError(file, place, f"severity {entry['severity']!r}", f"Write {' or '.join(_SEVERITIES)}.")
    return entry
