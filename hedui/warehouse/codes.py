"""Code lists that only the warehouse uses; those of the domain are in ``hedui.vocabulary.codes``."""

from enum import StrEnum


class ObservationStatus(StrEnum):
    """Status of a value in a series (SDMX code list CL_OBS_STATUS)."""

    NORMAL = "A"
    ESTIMATED = "E"
    LOW_RELIABILITY = "U"


class Grade(StrEnum):
    """How well a value of a series is supported."""

    AGREED = "A"  # several documents print it, and they agree
    CONFIRMED = "B"  # one document, and another figure of it confirms the value
    SINGLE = "C"  # one document, nothing to compare with
    DISPUTED = "D"  # no value satisfies every source


class ChoiceRule(StrEnum):
    """Why one printing was taken before the others; the first rule that tells them apart."""

    ONLY_PRINTING = "only_printing"
    DOCUMENT_KIND = "document_kind"
    FINER_PRINT = "finer_print"
    LATER_PUBLICATION = "later_publication"
    FIRST_IN_ORDER = "first_in_order"


class Attainment(StrEnum):
    """Whether a target was met by the latest comparable actual."""

    YES = "yes"
    NO = "no"
    UNDETERMINED = "undetermined"
    NOT_DUE = "not_due"


class ReviewReason(StrEnum):
    """What a reviewer is asked to settle."""

    UNMAPPED_SUBJECT = "unmapped_subject"
    UNKNOWN_UNIT = "unknown_unit"
    UNRESOLVED_PERIOD = "unresolved_period"


class ExportFormat(StrEnum):
    """Formats of `hedui export`."""

    XLSX = "xlsx"
    CSV = "csv"
    PARQUET = "parquet"
    SDMX_CSV = "sdmx-csv"
    DATABASE = "database"
