"""What must hold of a built warehouse file before it is published, confronted with it.

A rule that could not run is an error of its own kind, never a breach and never a pass.

Belongs here: setting tables before their rules, and whether what came out lets the file be published. Does not belong
here: what the rules are (``suites``), or how the library runs them (``validator``).
"""

import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from hedui.warehouse.build import CONFIG
from hedui.warehouse.ddl import identifier, literal
from hedui.warehouse.declaration import Table
from hedui.warehouse.errors import WarehouseError
from hedui.warehouse.suites import (
    DANGLING,
    EMPTY,
    EXPECTATIONS_DIR,
    Expectation,
    derived_expectations,
    read_suites,
    references,
)
from hedui.warehouse.tables import published_tables
from hedui.warehouse.validator import Confrontation, Validator

if TYPE_CHECKING:
    import pandas as pd

MAX_PROBLEMS = 5  # reasons that a refusal names

_FILE_NAME = "file_name"  # says more to a person than the key beside it


class ContractError(WarehouseError):
    """A built file must not be published: it breaks a blocking rule, or a rule could not run."""


def confront(
    database: Path,
    tables: Sequence[Table],
    results: Path,
    suites: Path = EXPECTATIONS_DIR,
) -> tuple[Confrontation, ...]:
    """Confront each table of a built file with its rules.

    Args:
        database: the warehouse file; it is opened read-only and closed again.
        tables: the published tables to look at.
        results: folder of the results and their pages (Data Docs); what was there is replaced.
        suites: folder of the suite files; a table without one has the rules of its declaration only.

    Returns:
        One confrontation a table, in their order.

    Raises:
        SuiteError: a suite file cannot be used.
        duckdb.Error: the file or a table of it cannot be read.
    """
    written = read_suites(suites)
    shutil.rmtree(results, ignore_errors=True)
    results.mkdir(parents=True, exist_ok=True)
    validator = Validator(results)
    outcomes = []
    with duckdb.connect(database, read_only=True, config=CONFIG) as connection:
        for table in tables:
            rules = derived_expectations(table) + written.get(table.name, ())
            naming = tuple(dict.fromkeys((*({_FILE_NAME} & set(table.column_names)), *table.key)))
            outcomes.append(validator.confront(table, rules, _frame(connection, table, rules, naming), naming))
    validator.write_pages(outcomes)
    return tuple(outcomes)


def require_publishable(outcomes: Sequence[Confrontation]) -> None:
    """Refuse a file that broke a blocking rule, or of which a rule could not be asked.

    Raises:
        ContractError: with the first reasons and the number of the others.
    """
    problems = []
    for outcome in outcomes:
        name = outcome.table.qualified_name
        problems += [f"{name} could not be checked: {error}" for error in outcome.errors]
        problems += [f"{name}: {breach.summary}" for breach in outcome.breaches if breach.expectation.is_blocking]
    if problems:
        told = "; ".join(problems[:MAX_PROBLEMS])
        more = f"; and {len(problems) - MAX_PROBLEMS} more" if len(problems) > MAX_PROBLEMS else ""
        advice = "Nothing was published; data_docs/index.html in the home shows every rule."
        raise ContractError(f"the new file does not keep its contract: {told}{more}", advice)


def _frame(
    connection: duckdb.DuckDBPyConnection, table: Table, rules: Sequence[Expectation], naming: Sequence[str]
) -> "pd.DataFrame":
    """The columns that name a row, those that the rules speak of, and the two columns made for them.

    One column names the cells of a row that must not be empty but are, the other its references that lead nowhere: the
    library takes its time for every rule, so that one rule a table is cheaper than one a column.
    """
    spoken = set(re.findall(r"\w+", str([rule.kwargs for rule in rules])))
    names = dict.fromkeys((*naming, *(name for name in table.column_names if name in spoken)))
    schema = {other.name: other.qualified_name for other in published_tables()}
    empty = {column.name: f"{_cell(column.name)} is null" for column in table.columns if not column.is_nullable}
    dangling = {}
    for name, reference in references(table).items():
        target, key = reference.split(".")
        found = f"{_cell(name)} in (select {identifier(key)} from {schema[target]})"
        dangling[name] = f"{_cell(name)} is not null and not {found}"
    made = [f"{_names_where(empty)} as {identifier(EMPTY)}", f"{_names_where(dangling)} as {identifier(DANGLING)}"]
    return connection.execute(f"select {', '.join([*map(_cell, names), *made])} from {table.qualified_name} as t").df()


def _cell(column: str) -> str:
    return f"t.{identifier(column)}"


def _names_where(conditions: Mapping[str, str]) -> str:
    """SQL for the names of the columns whose condition holds, with commas between them."""
    terms = (f"if({sql}, {literal(name)}, null)" for name, sql in conditions.items())
    return f"concat_ws(', ', {', '.join(('null', *terms))})"
