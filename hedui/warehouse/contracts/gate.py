"""Great Expectations as the gate: for every rule the number of rows that break it in, which rules are kept out.

Belongs here: all that is peculiar to the library. Does not belong here: what a rule is, or what follows from a breach.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """What a table answered to a rule.

    Attributes:
        table: qualified name.
        rule: the rule, in English.
        is_blocking: whether a breach keeps the build from being published.
        broken: rows that break it.
    """

    table: str
    rule: str
    is_blocking: bool
    broken: int


def judge(answers: Sequence[Answer]) -> list[bool]:
    """Which of the answers keep their rule: those of which no row breaks it."""
    import great_expectations as gx  # the import alone takes seconds
    import pandas as pd
    from great_expectations.data_context.types.base import (
        DataContextConfig,
        InMemoryStoreBackendDefaults,
        ProgressBarsConfig,
    )
    from great_expectations.expectations.core import (  # type: ignore[attr-defined]
        ExpectColumnValuesToBeInSet,
    )

    config = DataContextConfig(
        analytics_enabled=False,
        progress_bars=ProgressBarsConfig(globally=False),
        store_backend_defaults=InMemoryStoreBackendDefaults(init_temp_docs_sites=False),
    )
    context = gx.get_context(mode="ephemeral", project_config=config)
    asset = context.data_sources.add_pandas("warehouse").add_dataframe_asset("answers")
    batch = asset.add_batch_definition_whole_dataframe("whole")
    frame = pd.DataFrame([asdict(answer) for answer in answers]).reset_index(names="place")
    expectation = ExpectColumnValuesToBeInSet(column="broken", value_set=[0])
    result: Any = batch.get_batch({"dataframe": frame}).validate(
        expectation,
        result_format={"result_format": "COMPLETE", "unexpected_index_column_names": ["place"]},
    )
    if result.exception_info.get("raised_exception"):
        raise RuntimeError(result.exception_info.get("exception_message"))
    broken = {row["place"] for row in result.result["unexpected_index_list"] or ()}
    if result.success == bool(broken):
        raise RuntimeError("the library contradicts itself")
    return [place not in broken for place in range(len(answers))]
