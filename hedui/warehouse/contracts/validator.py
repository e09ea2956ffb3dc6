"""What must hold of a built warehouse file before it is published, asked of it.

Each table is looked at in one pass that counts, for every rule, the rows that break it; Great Expectations judges the
counts. A rule that could not run is an error of its own kind, never a breach and never a pass.

Belongs here: asking the rules, and whether what came out lets the file be published. Does not belong here: what the
rules are (``suites``), or how the library judges (``gate``).
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb

from hedui.shipped import EXPECTATIONS_DIR
from hedui.warehouse.building.build import CONFIG
from hedui.warehouse.contracts.gate import Answer, judge
from hedui.warehouse.contracts.suites import ALIAS, Comparison, Rule, derived_rules, read_against, read_suites
from hedui.warehouse.errors import WarehouseError
from hedui.warehouse.tables.ddl import identifier, literal
from hedui.warehouse.tables.declaration import Table

MAX_ROWS = 20  # rows a breach names
MAX_PROBLEMS = 5  # reasons that a refusal names

_FILE_NAME = "file_name"  # says more to a person than the key beside it

Judge = Callable[[Sequence[Answer]], Sequence[bool]]
"""Which of the answers keep their rule."""


class ContractError(WarehouseError):
    """A built file must not be published: it breaks a blocking rule, or a rule could not run."""


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that the data does not keep.

    Attributes:
        rule: the rule.
        count: rows that break it, or things that offend; 1 where it is of the whole table.
        row_count: rows of the table.
        rows: the first ``MAX_ROWS`` of them, by what names them and the cells that the rule speaks of.
        is_difference: whether the rule holds the build against the one before, so that a person may accept it.
    """

    rule: Rule | Comparison
    count: int
    row_count: int
    rows: tuple[Mapping[str, Any], ...]
    is_difference: bool = False

    @property
    def observed(self) -> str:
        """What was seen, in words."""
        if isinstance(self.rule, Rule):
            return "the whole table" if self.rule.is_whole else f"{self.count} of {self.row_count} rows"
        return f"{self.count} in all"

    @property
    def summary(self) -> str:
        """The rule, what was seen, and the first of what offends."""
        example = ", ".join(f"{name} {value}" for name, value in self.rows[0].items()) if self.rows else ""
        return f"{self.rule.en} ({self.observed}{f', such as {example}' if example else ''})"


@dataclass(frozen=True, slots=True)
class Confrontation:
    """What came out of one table's rules.

    Attributes:
        table: the table.
        row_count: rows it has.
        held: rules that hold.
        breaches: rules the data does not keep.
        errors: rules that could not run, each with the reason.
    """

    table: Table
    row_count: int
    held: tuple[Rule | Comparison, ...]
    breaches: tuple[Breach, ...]
    errors: tuple[str, ...]

    @property
    def is_blocking(self) -> bool:
        """Whether the build must not be published for what was found here."""
        return bool(self.errors) or any(breach.rule.is_blocking for breach in self.breaches)


@dataclass(frozen=True, slots=True)
class _Asked:
    """One rule and the rows that break it; or the error that it ended in."""

    rule: Rule | Comparison
    count: int
    error: str | None = None


def confront(
    database: Path,
    tables: Sequence[Table],
    against: Path | None = None,
    *,
    accept_shrink: bool = False,
    suites: Path = EXPECTATIONS_DIR,
    judged: Judge = judge,
) -> tuple[Confrontation, ...]:
    """Ask of each table of a built file whether it keeps its rules.

    Args:
        database: the warehouse file; it is opened read-only and closed again.
        tables: the published tables to look at.
        against: the file of an earlier build, to hold this one against.
        accept_shrink: whether a person accepts what differs from it; breaches of those rules then do not block.
        suites: folder of the suite files.
        judged: the gate.

    Returns:
        One confrontation a table, in their order.

    Raises:
        SuiteError: a suite file is missing or cannot be used.
        duckdb.Error: a file cannot be opened.
    """
    written = read_suites(suites)
    if against is not None and against.samefile(database):
        against = None  # a file differs in nothing from itself
    with duckdb.connect(config=CONFIG) as connection:
        connection.execute(f"attach {literal(str(database))} as now (read_only)")
        connection.execute("use now")
        differences = _differences(connection, against, suites) if against is not None else {}
        asked, row_counts = {}, {}
        for table in tables:
            rules = derived_rules(table) + written[table.name]
            answers, row_counts[table.name] = _ask(connection, table, rules)
            asked[table.name] = [*answers, *differences.get(table.qualified_name, ())]
        try:
            kept = iter(judged([_answer(table, one) for table in tables for one in asked[table.name]]))
        except Exception as error:  # whatever breaks in the library, the check could not run
            problem = f"the gate could not judge: {type(error).__name__}: {error}"
            return tuple(Confrontation(table, row_counts[table.name], (), (), (problem,)) for table in tables)
        outcomes = []
        for table in tables:
            held, breaches = [], []
            for one, is_kept in zip(asked[table.name], kept, strict=False):
                if one.error is None and is_kept:
                    held.append(one.rule)
                elif one.error is None:
                    breaches.append(_breach(connection, table, one, row_counts[table.name], accept_shrink))
            errors = tuple(f"{one.rule.en}: {one.error}" for one in asked[table.name] if one.error is not None)
            outcomes.append(Confrontation(table, row_counts[table.name], tuple(held), tuple(breaches), errors))
    return tuple(outcomes)


def require_publishable(outcomes: Sequence[Confrontation]) -> None:
    """Refuse a file that broke a blocking rule, or of which a rule could not be asked.

    Raises:
        ContractError: with the first reasons and the number of the others.
    """
    problems, is_difference = [], True
    for outcome in outcomes:
        name = outcome.table.qualified_name
        problems += [f"{name} could not be checked: {error}" for error in outcome.errors]
        blocking = [breach for breach in outcome.breaches if breach.rule.is_blocking]
        problems += [f"{name}: {breach.summary}" for breach in blocking]
        is_difference = is_difference and not outcome.errors and all(breach.is_difference for breach in blocking)
    if problems:
        told = "; ".join(problems[:MAX_PROBLEMS])
        more = f"; and {len(problems) - MAX_PROBLEMS} more" if len(problems) > MAX_PROBLEMS else ""
        advice = "Nothing was published; data_docs/index.html in the home shows every rule."
        if is_difference:
            advice += " If the change is meant, build with --accept-shrink."
        raise ContractError(f"the new file does not keep its contract: {told}{more}", advice)


def _ask(connection: duckdb.DuckDBPyConnection, table: Table, rules: Sequence[Rule]) -> tuple[list[_Asked], int]:
    """How many rows break each rule, in one pass over the table; each by itself where one of them cannot run."""
    try:
        counts = _counts(connection, table, rules)
        return [_Asked(rule, count) for rule, count in zip(rules, counts[1:], strict=True)], counts[0]
    except duckdb.Error:
        asked, row_count = [], 0
        for rule in rules:
            try:
                row_count, count = _counts(connection, table, [rule])
                asked.append(_Asked(rule, count))
            except duckdb.Error as error:
                asked.append(_Asked(rule, 0, str(error).splitlines()[0]))
        return asked, row_count


def _counts(connection: duckdb.DuckDBPyConnection, table: Table, rules: Sequence[Rule]) -> list[int]:
    """The number of rows, then for each rule the number of those that break it."""
    row_rules = {f"broken {at}": rule.sql for at, rule in enumerate(rules) if not rule.is_whole}
    broken = "".join(f", ({sql}) is false as {identifier(name)}" for name, sql in row_rules.items())
    counts = ", ".join(f"count(*) filter ({identifier(name)})" for name in row_rules)
    row = connection.execute(
        f"select count(*), {counts or 'null'} from (select 1 as one{broken} from {table.qualified_name} as {ALIAS})"
    ).fetchone()
    assert row is not None
    of_rows = iter(row[1:])
    wholes = "".join(f", ({rule.sql}) is false" for rule in rules if rule.is_whole)
    whole_row = connection.execute(f"select 1{wholes} from {table.qualified_name} as {ALIAS} limit 1").fetchone()
    of_whole = iter(whole_row[1:] if whole_row else ())
    return [row[0], *(int(next(of_whole if rule.is_whole else of_rows)) for rule in rules)]


def _breach(
    connection: duckdb.DuckDBPyConnection, table: Table, one: _Asked, row_count: int, accept_shrink: bool
) -> Breach:
    """A broken rule with the first rows that break it."""
    rule = one.rule
    if isinstance(rule, Comparison):
        rows = connection.execute(f"from {_table_of(rule)} limit {MAX_ROWS}").to_arrow_table().to_pylist()
        rule = replace(rule, is_blocking=rule.is_blocking and not accept_shrink)
        return Breach(rule, one.count, row_count, tuple(rows), is_difference=True)
    if rule.is_whole:
        return Breach(rule, 1, row_count, ())
    naming = dict.fromkeys((*({_FILE_NAME} & set(table.column_names)), *table.key))
    spoken = [name for name in table.column_names if identifier(name) in rule.sql or f" {name} " in f" {rule.sql} "]
    columns = ", ".join(f"{ALIAS}.{identifier(name)}" for name in dict.fromkeys((*naming, *spoken[:MAX_ROWS])))
    broken = f"(select *, ({rule.sql}) is false as broken from {table.qualified_name} as {ALIAS})"
    rows = connection.execute(f"select {columns} from {broken} as {ALIAS} where broken limit {MAX_ROWS}")
    return Breach(rule, one.count, row_count, tuple(rows.to_arrow_table().to_pylist()))


def _differences(connection: duckdb.DuckDBPyConnection, against: Path, suites: Path) -> Mapping[str, Sequence[_Asked]]:
    """What differs from an earlier build more than it may, by the table it tells of."""
    rules = read_against(suites)
    connection.execute(f"attach {literal(str(against))} as was (read_only)")
    connection.execute(
        """
        create temp table kept as
        select document_id from now.core.dim_document
        intersect
        select document_id from was.core.dim_document
        """
    )
    found: defaultdict[str, list[_Asked]] = defaultdict(list)
    for rule in rules.comparisons:
        used = {name: value for name, value in rules.thresholds.items() if f"${name}" in rule.sql}
        try:
            connection.execute(f"create temp table {_table_of(rule)} as {rule.sql}", used)
            row = connection.execute(f"select count(*) from {_table_of(rule)}").fetchone()
            found[rule.table].append(_Asked(rule, row[0] if row else 0))
        except duckdb.Error as error:
            told = str(error).splitlines()[0]
            is_other = isinstance(error, duckdb.CatalogException | duckdb.BinderException) and _is_of_another_version(
                connection
            )
            if not is_other:
                found[rule.table].append(_Asked(rule, 0, told))
                continue
            # a build of another version may have other columns: it cannot be compared, and that is said
            rule = replace(rule, is_blocking=False, en=f"{rule.en}: not comparable", zh=f"{rule.zh}：无法比较")
            connection.execute(f"create temp table {_table_of(rule)} as select {literal(told)} as problem")
            found[rule.table].append(_Asked(rule, 1))
    return found


def _is_of_another_version(connection: duckdb.DuckDBPyConnection) -> bool:
    versions = connection.execute("select code_version from meta.build union select code_version from was.meta.build")
    return len(versions.fetchall()) > 1


def _table_of(rule: Comparison) -> str:
    return f"temp.{identifier(rule.en)}"


def _answer(table: Table, one: _Asked) -> Answer:
    return Answer(table.qualified_name, one.rule.en, one.rule.is_blocking, one.count)
