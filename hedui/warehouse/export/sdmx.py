"""The reconciled series as SDMX-CSV 2.0.0, the CSV of SDMX 3.0.

The field rules are those of the SDMX-CSV field guide, https://github.com/sdmx-twg/sdmx-csv (version 2.0.0).
"""

import csv
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hedui.warehouse.access.read import Warehouse

STRUCTURE_ID = "HEDUI:INDICATOR_SERIES(1.0.0)"
DIMENSIONS = ("FREQ", "REF_AREA", "INDICATOR", "SCOPE", "TIME_PERIOD")
MEASURES = ("OBS_VALUE", "OBS_VALUE_LOW", "OBS_VALUE_HIGH")
ATTRIBUTES = ("UNIT_MEASURE", "OBS_STATUS", "GRADE", "SOURCE", "FIGURE_ID")
COLUMNS = ("STRUCTURE", "STRUCTURE_ID", "ACTION", *DIMENSIONS, *MEASURES, *ATTRIBUTES)

_TOTAL, _UNSPECIFIED = "_T", "_X"  # codes of SDMX for a dimension that narrows nothing, or is not known
_OTHER, _NOT_APPLICABLE = "_O", "_Z"
_MISSING = "NaN"  # how a missing number is written

_SERIES = """
    select indicator_series.*, dim_document.file_name
    from marts.indicator_series as indicator_series
    join core.dim_document as dim_document using (document_id)
    order by indicator_id, region_id, scope, period_end, period_start
"""


def write_sdmx_csv(warehouse: Warehouse, path: Path) -> int:
    """Write the series of a build; every observation replaces what the receiver holds under its key.

    Returns:
        The number of observations.
    """
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for batch in warehouse.stream(_SERIES):
            writer.writerows(map(_observation, batch.to_pylist()))
            count += batch.num_rows
    return count


def time_period(start: date | None, end: date) -> tuple[str, str]:
    """Frequency (code list CL_FREQ) and time of a period from its first to its last day.

    A point in time is a day; a time that is no year, half, quarter or month is a range: first day and number of days.
    """
    if start is None:
        return _NOT_APPLICABLE, end.isoformat()
    following = end + timedelta(days=1)
    months = (following.year - start.year) * 12 + following.month - start.month
    if start.day == following.day == 1 and (start.month - 1) % max(months, 1) == 0:
        match months:
            case 12:
                return "A", f"{start.year:04}"
            case 6:
                return "S", f"{start.year:04}-S{(start.month + 5) // 6}"
            case 3:
                return "Q", f"{start.year:04}-Q{(start.month + 2) // 3}"
            case 1:
                return "M", f"{start.year:04}-{start.month:02}"
    return _OTHER, f"{start.isoformat()}/P{(following - start).days}D"


def _observation(row: dict[str, Any]) -> tuple[Any, ...]:
    """One value of a series, in the order of ``COLUMNS``."""
    frequency, time = time_period(row["period_start"], row["period_end"])
    dimensions = (frequency, row["region_id"] or _UNSPECIFIED, row["indicator_id"], row["scope"] or _TOTAL, time)
    numbers = (_MISSING if row[name] is None else row[name] for name in ("value", "value_low", "value_high"))
    attributes = (row[name] for name in ("unit", "obs_status", "grade", "file_name", "figure_id"))
    return ("dataflow", STRUCTURE_ID, "R", *dimensions, *numbers, *attributes)
