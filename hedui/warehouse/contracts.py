"""What must hold of a built warehouse file before it is published, confronted with it by Great Expectations.

Suites are data: each table's keys, empty cells, code lists and references come from its declaration, the rest from
``expectations/<table>.yml``. A rule that could not run is an error of its own kind, never a breach and never a pass.

Belongs here: reading suites, running them, telling what came out. Does not belong here: a rule about one table (that is
a line of its suite), or what to do about a breach.
"""

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import yaml

from hedui.warehouse.ddl import identifier, literal
from hedui.warehouse.declaration import Table, Type
from hedui.warehouse.errors import WarehouseError
from hedui.warehouse.tables import published_tables

if TYPE_CHECKING:
    import pandas as pd

EXPECTATIONS_DIR = Path(__file__).resolve().parents[2] / "expectations"
WAIVERS = "waivers.yml"  # lies among the suites, and is none
MAX_ROWS = 20  # rows a breach names; all of them are in the results on disk
MAX_PROBLEMS = 5  # reasons that a refusal names

_SEVERITIES = ("critical", "warning")
_KEYS = {"type", "reason", "severity", "kwargs"}
_IN_SET = "expect_column_values_to_be_in_set"
_EMPTY = "cells left empty"  # no declared column has a space in its name
_DANGLING = "references that lead nowhere"
_EXACT = r"^-?\d+(?:/\d+)?$"


class SuiteError(WarehouseError):
    """A suite file cannot be used; ``file`` and ``place`` say where."""

    def __init__(self, file: Path, place: str, problem: str, advice: str) -> None:
        super().__init__(f"{file}, {place}: {problem}", advice)
        self.file = file
        self.place = place


class ContractError(WarehouseError):
    """A built file must not be published: it breaks a blocking rule, or a rule could not run."""


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


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that the data does not keep.

    Attributes:
        expectation: the rule.
        observed: what was seen, in words: how many rows, or the value of the whole table.
        rows: keys of the first ``MAX_ROWS`` offending rows, each with the offending value.
    """

    expectation: Expectation
    observed: str
    rows: tuple[Mapping[str, Any], ...]

    @property
    def summary(self) -> str:
        """The rule, what was seen, and the first offending row."""
        example = (
            ", such as " + ", ".join(f"{name} {value}" for name, value in self.rows[0].items()) if self.rows else ""
        )
        return f"{self.expectation.reason} ({self.observed}{example})"


@dataclass(frozen=True, slots=True)
class Confrontation:
    """What came out of one table's rules: ``held`` of them hold, the others are in ``breaches`` and ``errors``.

    Attributes:
        table: the table.
        row_count: rows it has.
        held: number of rules that hold.
        breaches: rules the data does not keep.
        errors: rules that could not run, each with the reason.
    """

    table: Table
    row_count: int
    held: int
    breaches: tuple[Breach, ...]
    errors: tuple[str, ...]

    @property
    def is_blocking(self) -> bool:
        """Whether the build must not be published for what was found here."""
        return bool(self.errors) or any(breach.expectation.is_blocking for breach in self.breaches)


def derived_expectations(table: Table) -> tuple[Expectation, ...]:
    """The rules that follow from the table's declaration: key, cells that must not be empty, references, code lists."""
    rules = [_unique(table.key), Expectation(_IN_SET, {"column": _EMPTY, "value_set": [""]}, "no cell is left empty")]
    if _references(table):
        rules.append(Expectation(_IN_SET, {"column": _DANGLING, "value_set": [""]}, "what is referred to exists"))
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


def _references(table: Table) -> dict[str, str]:
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
    results.mkdir(parents=True)
    validator = _Validator(results)
    outcomes = []
    with duckdb.connect(database, read_only=True) as connection:
        for table in tables:
            rules = derived_expectations(table) + written.get(table.name, ())
            outcomes.append(validator.confront(table, rules, _frame(connection, table, rules)))
    validator.write_pages()
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


def _frame(connection: duckdb.DuckDBPyConnection, table: Table, rules: Sequence[Expectation]) -> "pd.DataFrame":
    """The columns that the rules speak of, the key first, and the two columns made for them.

    One column names the cells of a row that must not be empty but are, the other its references that lead nowhere: the
    library takes its time for every rule, so that one rule a table is cheaper than one a column.
    """
    spoken = str([rule.kwargs for rule in rules])
    names = dict.fromkeys((*table.key, *(name for name in table.column_names if name in spoken)))
    schema = {other.name: other.qualified_name for other in published_tables()}
    empty = {column.name: f"{_cell(column.name)} is null" for column in table.columns if not column.is_nullable}
    dangling = {}
    for name, reference in _references(table).items():
        target, key = reference.split(".")
        found = f"{_cell(name)} in (select {identifier(key)} from {schema[target]})"
        dangling[name] = f"{_cell(name)} is not null and not {found}"
    made = [f"{_names_where(empty)} as {identifier(_EMPTY)}", f"{_names_where(dangling)} as {identifier(_DANGLING)}"]
    return connection.execute(f"select {', '.join([*map(_cell, names), *made])} from {table.qualified_name} as t").df()


def _cell(column: str) -> str:
    return f"t.{identifier(column)}"


def _names_where(conditions: Mapping[str, str]) -> str:
    """SQL for the names of the columns whose condition holds, with commas between them."""
    terms = (f"if({sql}, {literal(name)}, null)" for name, sql in conditions.items())
    return f"concat_ws(', ', {', '.join(('null', *terms))})"


class _Validator:
    """One Great Expectations context in memory, with its results below ``folder``; the import alone takes seconds."""

    def __init__(self, folder: Path) -> None:
        import great_expectations as gx
        from great_expectations.data_context.types.base import ProgressBarsConfig

        self._gx = gx
        self._folder = folder
        self._context = gx.get_context(mode="ephemeral")
        self._context.enable_analytics(False)
        self._context.variables.progress_bars = ProgressBarsConfig(globally=False)
        self._context.delete_data_docs_site("local_site")
        self._context.add_data_docs_site(
            site_name="hedui",
            site_config={
                "class_name": "SiteBuilder",
                "store_backend": {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(folder)},
                "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
            },
        )
        self._source = self._context.data_sources.add_pandas("warehouse")

    def confront(self, table: Table, rules: Sequence[Expectation], frame: "pd.DataFrame") -> Confrontation:
        """Run the rules of one table on its rows; what raises becomes an error of that table."""
        try:
            result = self._run(table, rules, frame)
        except Exception as error:  # whatever breaks in the library, the check could not run
            return Confrontation(table, len(frame), 0, (), (f"{type(error).__name__}: {error}",))
        (self._folder / f"{table.qualified_name}.json").write_text(
            json.dumps(result, ensure_ascii=False, indent=1), encoding="utf-8"
        )
        breaches, errors = [], []
        for rule, outcome in zip(rules, result["results"], strict=True):
            if problems := list(_problems(outcome)):
                errors.append(f"{rule.type} ({rule.reason}): {'; '.join(problems)}")
            elif not outcome["success"]:
                breaches.append(_breach(rule, outcome["result"]))
        held = len(rules) - len(breaches) - len(errors)
        return Confrontation(table, len(frame), held, tuple(breaches), tuple(errors))

    def _run(self, table: Table, rules: Sequence[Expectation], frame: "pd.DataFrame") -> dict[str, Any]:
        """The library's result of one suite; its entries are in the order of ``rules``."""
        from great_expectations.expectations.expectation_configuration import ExpectationConfiguration
        from great_expectations.expectations.metadata_types import FailureSeverity

        name = table.qualified_name
        configurations = (
            ExpectationConfiguration(
                type=rule.type,
                kwargs=dict(rule.kwargs),
                meta={"position": position, "reason": rule.reason},
                severity=FailureSeverity.CRITICAL if rule.is_blocking else FailureSeverity.WARNING,
            )
            for position, rule in enumerate(rules)
        )
        expectations = [configuration.to_domain_obj() for configuration in configurations]
        suite = self._context.suites.add(self._gx.ExpectationSuite(name=name, expectations=expectations))
        batch = self._source.add_dataframe_asset(name).add_batch_definition_whole_dataframe("whole")
        definition = self._gx.ValidationDefinition(name=name, data=batch, suite=suite)
        outcome = self._context.validation_definitions.add(definition).run(
            batch_parameters={"dataframe": frame},
            result_format={"result_format": "COMPLETE", "unexpected_index_column_names": list(table.key)},
        )
        result: dict[str, Any] = outcome.to_json_dict()  # type: ignore[no-untyped-call]
        # The library groups its results by column.
        result["results"].sort(key=lambda entry: entry["expectation_config"]["meta"]["position"])
        return result

    def write_pages(self) -> None:
        """Write the pages of all results so far."""
        self._context.build_data_docs()


def _problems(outcome: Mapping[str, Any]) -> Iterator[str]:
    """Why a rule could not run; nothing where it ran.

    The library's ``exception_info`` is flat, or keyed by the metric that raised; and a rule that raised looks like one
    that found bad data, with an empty result.
    """
    info = outcome["exception_info"]
    for entry in [info] if "raised_exception" in info else info.values():
        if entry["raised_exception"]:
            yield str(entry["exception_message"])
    if not outcome["success"] and not outcome["result"] and "raised_exception" in info and not info["raised_exception"]:
        yield "no result"


def _breach(rule: Expectation, result: Mapping[str, Any]) -> Breach:
    if "unexpected_count" in result:
        observed = f"{result['unexpected_count']} of {result['element_count']} rows"
    else:
        observed = f"observed {result.get('observed_value')}"
    return Breach(rule, observed, tuple(result.get("unexpected_index_list") or ())[:MAX_ROWS])
