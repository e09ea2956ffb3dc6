"""Code lists of the product, each declared once; the data dictionary shows them.

Names follow SDMX where SDMX has one. Every list is a ``StrEnum``: its members are the strings the tables hold.
"""

from enum import StrEnum


class Role(StrEnum):
    """What a numeral does in its sentence (the annotation guide's roles)."""

    ACTUAL = "actual"
    PLAN = "plan"
    CHANGE = "change"
    RATE = "rate"
    RANK = "rank"
    THRESHOLD = "threshold"
    SCOPE = "scope"
    TIME = "time"
    IDENT = "ident"
    ORDINAL = "ordinal"
    NAME = "name"

    @property
    def is_fact(self) -> bool:
        """Whether a figure of this role states a fact about the world or a plan for it."""
        return self in FACT_ROLES


FACT_ROLES = frozenset({Role.ACTUAL, Role.PLAN, Role.CHANGE, Role.RATE, Role.RANK})


class QuantityKind(StrEnum):
    """Kinds of quantity; conversion happens inside a kind, never across."""

    MASS = "mass"
    STANDARD_COAL = "standard_coal"
    AREA = "area"
    LENGTH = "length"
    VOLUME = "volume"
    POWER = "power"
    ENERGY = "energy"
    MASS_CONCENTRATION = "mass_concentration"  # air, ug/m3
    WATER_CONCENTRATION = "water_concentration"  # mg/L
    COAL_RATE = "coal_rate"  # g/kWh
    DUSTFALL = "dustfall"  # t/(km2*month)
    MASS_FLOW = "mass_flow"  # t/d
    VOLUME_FLOW = "volume_flow"  # m3/d
    ENERGY_INTENSITY = "energy_intensity"  # tce per 10 000 CNY
    SPECIFIC_ENERGY = "specific_energy"  # kgce/t
    VOLTAGE = "voltage"
    APPARENT_POWER = "apparent_power"
    TEMPERATURE = "temperature"
    SOUND_LEVEL = "sound_level"
    MONEY = "money"
    DURATION = "duration"
    SPEED = "speed"
    PERCENT = "percent"  # share, rate or relative change
    PERCENTAGE_POINT = "percentage_point"
    PERMILLE = "permille"
    INDEX = "index"
    PLACE = "place"  # a place in a ranking
    MULTIPLE = "multiple"
    COUNT = "count"  # of the thing its classifier names
    OTHER = "other"  # a known unit outside the kinds above
    UNKNOWN = "unknown"  # the unit is missing or not in the registry


class Comparator(StrEnum):
    """How the printed number bounds the value (Civil Code, article 1259)."""

    EQUAL = "="
    AT_LEAST = ">="
    AT_MOST = "<="
    ABOVE = ">"
    BELOW = "<"
    ABOUT = "~"


class PeriodKind(StrEnum):
    """What kind of time a figure speaks of."""

    YEAR = "year"
    HALF = "half"
    QUARTER = "quarter"
    MONTH = "month"
    YEAR_TO_DATE = "year_to_date"
    SPAN = "span"
    PLAN_PERIOD = "plan_period"
    INSTANT = "instant"
    DUE = "due"
    UNKNOWN = "unknown"


class ChangeKind(StrEnum):
    """Against what a change is stated."""

    YEAR_ON_YEAR = "year_on_year"
    PREVIOUS_PERIOD = "previous_period"
    FIXED_BASE = "fixed_base"
    ANNUALISED = "annualised"
    CUMULATIVE = "cumulative"
    VERSUS_OTHER = "versus_other"
    UNKNOWN = "unknown"


class CountedFrom(StrEnum):
    """The end of a ranking that its places are counted from."""

    BEST = "best"
    WORST = "worst"
    UNKNOWN = "unknown"


class DocumentKind(StrEnum):
    """Genres of report."""

    WORK_REPORT = "work_report"
    PLAN = "plan"
    BULLETIN = "bulletin"
    RECTIFICATION_LIST = "rectification_list"
    OTHER = "other"


class Script(StrEnum):
    """Script of a document (ISO 15924, and ``mixed``)."""

    HANS = "Hans"
    HANT = "Hant"
    MIXED = "mixed"


class FileStatus(StrEnum):
    """What became of a file found in the report folder."""

    READ = "read"
    DUPLICATE = "duplicate"
    REFUSED = "refused"


class Direction(StrEnum):
    """Which way of an indicator is the better one."""

    LOWER = "lower"
    HIGHER = "higher"
    NONE = "none"


class Accumulation(StrEnum):
    """How an indicator accumulates over time."""

    FLOW = "flow"
    STOCK = "stock"
    AVERAGE = "average"
    RATIO = "ratio"
    INDEX = "index"


class GrowthBasis(StrEnum):
    """What an indicator's printed growth is computed on; only ``printed_levels`` can be tested across documents."""

    PRINTED_LEVELS = "printed_levels"
    CONSTANT_PRICE = "constant_price"
    COMPARABLE_PANEL = "comparable_panel"
    REVISED_BASE = "revised_base"
    REAL_INCOME = "real_income"


class TaskKind(StrEnum):
    """A numbered task of a plan, or an item of a rectification list."""

    TASK = "task"
    ITEM = "item"


class TaskStatus(StrEnum):
    """How far a task has come, as printed."""

    DONE = "done"
    ONGOING = "ongoing"
    DATED = "dated"


class PartyFunction(StrEnum):
    """What a unit or person does in a task."""

    LEAD = "lead"
    SUPPORT = "support"
    RESPONSIBLE = "responsible"
    LEADER = "leader"
    PERSON = "person"


class Relation(StrEnum):
    """Relations between figures that arithmetic can check."""

    YEAR_ON_YEAR = "year_on_year"
    DIFFERENCE = "difference"
    COMPLETION_RATE = "completion_rate"
    SHARE = "share"
    PART_WHOLE = "part_whole"
    ENUMERATION_COUNT = "enumeration_count"
    SPAN_LENGTH = "span_length"
    ORDER_CHAIN = "order_chain"
    UNIT_EQUIVALENCE = "unit_equivalence"
    REPEATED_FIGURE = "repeated_figure"
    TARGET_ATTAINMENT = "target_attainment"
    TARGET_REVISION = "target_revision"
    CUMULATIVE_ORDER = "cumulative_order"
    SUB_PERIOD_SUM = "sub_period_sum"
    RANK_CHANGE = "rank_change"
    RANK_CLAIM = "rank_claim"
    GRANULARITY = "granularity"
    AIR_DAYS = "air_days"
    COMPOSITE_INDEX = "composite_index"
    COMPOUNDING = "compounding"
    DAY_AVERAGE = "day_average"
    SPEED_UP = "speed_up"
    AREA_YIELD = "area_yield"
    BETWEEN = "between"
    ACCOUNTING_IDENTITY = "accounting_identity"
    DIMENSION = "dimension"
    MISSING_UNIT = "missing_unit"
    BOUNDS = "bounds"
    DEADLINE_ORDER = "deadline_order"


class Verdict(StrEnum):
    """What a check found."""

    EXACT = "exact"
    WITHIN_ROUNDING = "within_rounding"
    WITHIN_TRUNCATION = "within_truncation"
    CONFLICT = "conflict"
    GROSS_CONFLICT = "gross_conflict"
    UNTESTABLE = "untestable"
    ERRORED = "errored"
    REVISED = "revised"
    SAME = "same"
    TIGHTENED = "tightened"
    LOOSENED = "loosened"
    MIXED = "mixed"
    NOT_RESTATED = "not_restated"


class Reason(StrEnum):
    """Why a check is untestable, or on what a revised base rests."""

    NO_BASE = "no_base"
    IMPLIED_ONLY = "implied_only"
    PRICE_BASIS = "price_basis"
    PANEL = "panel"
    DEFINITION = "definition"
    EXCLUDED_PERIOD = "excluded_period"  # dust, festivals
    SEASONAL = "seasonal"
    METHOD = "method"
    ORIGIN = "origin"
    SCOPE = "scope"
    UNIT = "unit"
    BASE_INFERRED = "base_inferred"
    BASIS_UNKNOWN = "basis_unknown"
    NOT_DUE = "not_due"
    NO_CLAIM = "no_claim"
    HISTORY = "history"
    IMPLIED = "implied"  # of revised: a later report implies another base than an earlier one printed
    REPRINTED = "reprinted"  # of revised: a later report prints another value


class Evidence(StrEnum):
    """What tells a revised base from a misprint."""

    NOTE = "note"  # the text says so
    TWO_RELATIONS = "two_relations"  # that share no printed number imply another base
    SIBLINGS = "siblings"  # another quantity of the same reports and period was changed, too
    LAST_PLACE = "last_place"  # the base moved by less than a ten-thousandth, as a final count does
    RELEASE = "release"  # the two documents are of different releases (work report, bulletin, yearbook)


class Severity(StrEnum):
    """How much a failing check matters."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Rounding(StrEnum):
    """How a source shortens its derived figures."""

    ROUND = "round"
    TRUNCATE = "truncate"
    MIXED = "mixed"
    UNKNOWN = "unknown"


class Diagnosis(StrEnum):
    """The mistake most likely behind a conflict; a hint, never an edit."""

    POWER_OF_TEN = "power_of_ten"
    UNIT_PAIR = "unit_pair"
    PERCENT_OR_POINT = "percent_or_point"
    SIGN = "sign"
    SWAPPED_PERIODS = "swapped_periods"
    WRONG_BASE = "wrong_base"
    WRONG_PAIRING = "wrong_pairing"
    ROUNDED_TWICE = "rounded_twice"


class FindingState(StrEnum):
    """Life of a finding over builds."""

    NEW = "new"
    OPEN = "open"
    ACCEPTED = "accepted"
    RESOLVED = "resolved"


STANDING = (FindingState.NEW, FindingState.OPEN)  # states of findings that wait for a person


class EditClass(StrEnum):
    """Whether a finding is an error for certain."""

    HARD = "hard"  # the text contradicts itself
    SOFT = "soft"  # to be verified


class Materiality(StrEnum):
    """The conclusion that falls with a finding."""

    TARGET = "target"
    SIGN = "sign"
    RANK = "rank"


class Assumption(StrEnum):
    """What a finding rests on: without it the figures would agree."""

    PLAN_AS_PRINTED = "plan_as_printed"
    CONVENTION = "convention"
    SAME_VINTAGE = "same_vintage"


class CorrectionStatus(StrEnum):
    """Whether the source has confirmed a correction."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"


class ObservationStatus(StrEnum):
    """Status of a value in a series (SDMX code list CL_OBS_STATUS)."""

    NORMAL = "A"
    ESTIMATED = "E"
    LOW_RELIABILITY = "U"


class Grade(StrEnum):
    """How well a value of a series is supported."""

    AGREED = "A"  # two releases print it, and they agree
    CONFIRMED = "B"  # one release, and a telling check confirms the value
    SINGLE = "C"  # one release however often reprinted, or a value superseded since
    DISPUTED = "D"  # no value satisfies every source, and nobody says that it was revised


class VintageStatus(StrEnum):
    """How final a release is, as its title says."""

    PRELIMINARY = "preliminary"  # 快报, 初步核算
    REGULAR = "regular"
    VERIFIED = "verified"  # 最终核实, 修订
    CENSUS = "census"  # 普查


class ChoiceRule(StrEnum):
    """Why one printing was taken before the others; the first rule that tells them apart."""

    ONLY_PRINTING = "only_printing"
    DOCUMENT_KIND = "document_kind"
    FINER_PRINT = "finer_print"
    LATER_PUBLICATION = "later_publication"
    FIRST_IN_ORDER = "first_in_order"


class Origin(StrEnum):
    """Where a value that stands beside another comes from."""

    PRINTED = "printed"  # in the same report
    ELSEWHERE = "elsewhere"  # in another report
    IMPLIED = "implied"  # it follows from a printed change
    COMPUTED = "computed"  # from two printed levels


class Attainment(StrEnum):
    """Whether a target was met by the latest comparable actual."""

    YES = "yes"
    NO = "no"
    UNDETERMINED = "undetermined"
    NOT_DUE = "not_due"


class Decision(StrEnum):
    """What settles a name that fits no indicator, and every other name for which the same was decided."""

    FRONT = "front"  # the words in front of a known name leave it what it is, or they do not
    BEHIND = "behind"  # so for those behind it
    NAME = "name"  # the name is that of an indicator, or of one that is not there yet


class ReviewReason(StrEnum):
    """What a reviewer is asked to settle."""

    UNMAPPED_SUBJECT = "unmapped_subject"
    UNKNOWN_UNIT = "unknown_unit"
    UNRESOLVED_PERIOD = "unresolved_period"
    DOUBTFUL_RECOGNITION = "doubtful_recognition"  # of a picture, with a confidence below 0.9
    UNREAD_NUMERAL = "unread_numeral"  # a numeral of the text that became no figure
