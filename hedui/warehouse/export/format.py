"""The formats of an export, apart from what writes them: the command line names them before anything is loaded."""

from enum import StrEnum


class ExportFormat(StrEnum):
    """Formats of `hedui export`."""

    XLSX = "xlsx"
    CSV = "csv"
    PARQUET = "parquet"
    SDMX_CSV = "sdmx-csv"
    DATABASE = "database"
