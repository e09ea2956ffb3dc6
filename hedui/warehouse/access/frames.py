"""The published warehouse as pandas data frames: what ``hedui.open()`` gives."""

from collections.abc import Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from hedui.warehouse.access.read import Warehouse

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd
    import pyarrow as pa


class Frames:
    """One build of the warehouse, read only; every question is answered with a data frame.

    Days are ``datetime64``, lists stay lists, what is empty is missing (``NaN``, ``NaT``, ``None``).
    """

    def __init__(self, warehouse: Warehouse) -> None:
        self._warehouse = warehouse

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._warehouse.close()

    @property
    def build(self) -> dict[str, Any]:
        """The row of ``meta.build``: which build this is."""
        return self._warehouse.build()

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> "pd.DataFrame":
        """Result of a query in DuckDB's SQL; ``?`` stands for a parameter.

        Raises:
            QueryError: the database refused it.
        """
        return _frame(self._warehouse.query(sql, parameters))

    def series(self, indicator: str, region: str | None = None) -> "pd.DataFrame":
        """The reconciled series of an indicator: values with intervals, grade and sentence.

        Args:
            indicator: its ``indicator_id``, one of its names, or a part of one.
            region: code, name or short name of the place or area; all places without it.
        """
        return _frame(self._warehouse.series(indicator, region))

    def chart(self, indicator: str, region: str | None = None) -> "alt.VConcatChart":
        """The same series drawn: printed values, feasible intervals, targets, findings.

        Raises:
            NoSeries: no value and no target fits.
        """
        from hedui.warehouse.access.charts import chart

        return chart(self._warehouse, indicator, region)

    def checks(
        self, verdict: str | None = None, relation: str | None = None, severity: str | None = None
    ) -> "pd.DataFrame":
        """Checks with file and sentence of the reported figure, the gravest first; of one kind where it is given."""
        return _frame(self._warehouse.checks(verdict, relation, severity))

    def findings(
        self, verdict: str | None = None, relation: str | None = None, severity: str | None = None
    ) -> "pd.DataFrame":
        """Findings that nobody settled, the gravest first; of one kind where it is given."""
        return _frame(self._warehouse.findings(verdict, relation, severity))

    def trace(self, figure_id: str) -> "pd.DataFrame":
        """Where a figure stands: one row per check it takes part in, one without a check where there is none.

        Columns: ``path``, ``page``, ``block``, ``start``, ``end``, ``text``, ``sentence``, then ``part``,
        ``check_id``, ``relation``, ``verdict``, ``explanation_zh``, ``explanation_en``.

        Raises:
            UnknownFigure: there is none with that id.
        """
        import pandas as pd

        trace = self._warehouse.trace(figure_id)
        place = {"path": trace.path} | {name: trace.figure[name] for name in _PLACE}
        checks = trace.checks.select(_CHECK).to_pylist() or [dict.fromkeys(_CHECK)]
        return pd.DataFrame([place | check for check in checks])


_PLACE = ("page", "block", "start", "end", "text", "sentence")
_CHECK = ("part", "check_id", "relation", "verdict", "explanation_zh", "explanation_en")


def _frame(table: "pa.Table") -> "pd.DataFrame":
    """An Arrow table as a data frame."""
    frame: pd.DataFrame = table.to_pandas(date_as_object=False)
    return frame
