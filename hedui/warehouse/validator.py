"""Great Expectations: a table's rows and its rules in, what came out of them, and the pages that show it (Data Docs).

Belongs here: all that is peculiar to the library. Does not belong here: what a rule is, or what follows from a breach.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hedui.warehouse.declaration import Table
from hedui.warehouse.suites import EXPECTATIONS_DIR, Expectation

if TYPE_CHECKING:
    import pandas as pd

MAX_ROWS = 20  # rows a breach names; all of them are in the results on disk

_PLUGINS = EXPECTATIONS_DIR / "plugins"  # where the library looks for a style of ours: its own come from the network
_STYLE = _PLUGINS / "custom_data_docs" / "styles" / "data_docs_custom_styles.css"
_INDEX = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>hedui contracts</title><style>{style}</style>
<h1>What was asked of the new file</h1>
<table><tr><th>table<th>rows<th>rules held<th>what does not hold</tr>
{rows}
</table></html>
"""


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


class Validator:
    """One context of the library in memory, with its results below ``folder``; the import alone takes seconds."""

    def __init__(self, folder: Path) -> None:
        import great_expectations as gx
        from great_expectations.data_context.types.base import (
            DataContextConfig,
            InMemoryStoreBackendDefaults,
            ProgressBarsConfig,
        )

        self._gx = gx
        self._folder = folder
        config = DataContextConfig(
            plugins_directory=str(_PLUGINS),
            analytics_enabled=False,
            progress_bars=ProgressBarsConfig(globally=False),
            store_backend_defaults=InMemoryStoreBackendDefaults(init_temp_docs_sites=False),
            data_docs_sites={
                "hedui": {
                    "class_name": "SiteBuilder",
                    "store_backend": {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(folder)},
                    "site_section_builders": {"expectations": "None", "profiling": "None"},
                }
            },
        )
        self._context = gx.get_context(mode="ephemeral", project_config=config)
        # one batch definition serves every table: the library writes its whole configuration anew for each
        asset = self._context.data_sources.add_pandas("warehouse").add_dataframe_asset("table")
        self._batch = asset.add_batch_definition_whole_dataframe("whole")

    def confront(
        self, table: Table, rules: Sequence[Expectation], frame: "pd.DataFrame", naming: Sequence[str]
    ) -> Confrontation:
        """Run the rules of one table on its rows; what raises becomes an error of that table.

        Args:
            table: the table.
            rules: its rules.
            frame: its rows, with every column that the rules speak of.
            naming: columns by which a breach names a row.
        """
        try:
            result = self._run(table, rules, frame, naming)
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
                breaches.append(_breach(rule, outcome["result"], naming))
        held = len(rules) - len(breaches) - len(errors)
        return Confrontation(table, len(frame), held, tuple(breaches), tuple(errors))

    def _run(
        self, table: Table, rules: Sequence[Expectation], frame: "pd.DataFrame", naming: Sequence[str]
    ) -> dict[str, Any]:
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
        definition = self._context.validation_definitions.add(
            self._gx.ValidationDefinition(name=name, data=self._batch, suite=suite)
        )
        outcome = definition.run(batch_parameters={"dataframe": frame}, result_format="BASIC")
        if not outcome.success:  # naming the rows takes the library twice the time, and is needed only here
            outcome = definition.run(
                batch_parameters={"dataframe": frame},
                result_format={"result_format": "COMPLETE", "unexpected_index_column_names": list(naming)},
            )
        result: dict[str, Any] = outcome.to_json_dict()  # type: ignore[no-untyped-call]
        # The library groups its results by column.
        result["results"].sort(key=lambda entry: entry["expectation_config"]["meta"]["position"])
        return result

    def write_pages(self, outcomes: Sequence[Confrontation]) -> None:
        """Write a page for each table and an index of them: the library's own index is empty without the network."""
        self._context.build_data_docs(build_index=False)
        style = _STYLE.read_text(encoding="utf-8")
        rows = "\n".join(map(self._row, outcomes))
        (self._folder / "index.html").write_text(_INDEX.format(style=style, rows=rows), encoding="utf-8")

    def _row(self, outcome: Confrontation) -> str:
        name = outcome.table.qualified_name
        pages = sorted(self._folder.glob(f"validations/{name.replace('.', '/')}/**/*.html"))
        link = f'<a href="{pages[-1].relative_to(self._folder).as_posix()}">{name}</a>' if pages else name
        said = [*outcome.errors, *(breach.summary for breach in outcome.breaches)]
        told = "<br>".join(map(escape, said))
        return f"<tr><td>{link}<td>{outcome.row_count}<td>{outcome.held} of {outcome.held + len(said)}<td>{told}</tr>"


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


def _breach(rule: Expectation, result: Mapping[str, Any], naming: Sequence[str]) -> Breach:
    if "unexpected_count" in result:
        observed = f"{result['unexpected_count']} of {result['element_count']} rows"
    else:
        observed = f"observed {result.get('observed_value')}"
    rows = (result.get("unexpected_index_list") or ())[:MAX_ROWS]
    return Breach(
        rule, observed, tuple({name: row[name] for name in (*naming, *(row.keys() - set(naming)))} for row in rows)
    )
