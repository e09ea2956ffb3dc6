"""Groups of columns that several tables share, in the order in which they stand there.

Belongs here: what two or more tables hold alike. Does not belong here: what one column means (``fields``), or a table.
"""

from dataclasses import replace

from hedui.vocabulary.areas import AreaKind
from hedui.vocabulary.codes import CorrectionStatus, FileStatus, Relation
from hedui.vocabulary.regions import RegionLevel
from hedui.warehouse.tables.declaration import Column, Type
from hedui.warehouse.tables.fields import FIELDS

IN_ITS_UNIT = "unit of the row"


def columns(*specs: str | Column) -> tuple[Column, ...]:
    """Columns by name from ``FIELDS`` (``name?`` where it may be empty), or as given where a table needs its own."""
    found = []
    for spec in specs:
        if isinstance(spec, Column):
            found.append(spec)
        else:
            field = FIELDS[spec.removesuffix("?")]
            found.append(replace(field, is_nullable=spec.endswith("?")))
    return tuple(found)


SOURCE_FILE = columns(
    "path",
    "file_name",
    "sha256?",
    "document_id?",
    Column("status", Type.TEXT, "状态", "Status", "文件的处理结果", "What became of the file", codes=FileStatus),
    "problem?",
)
DOCUMENT = columns(
    "document_id",
    "sha256",
    "title",
    "document_number?",
    "issuer?",
    "document_kind",
    "place_printed?",
    "region_id?",
    "published_on?",
    "period_start?",
    "period_end?",
    "is_period_inferred",
    "period_because",
    "script",
    "media_type",
    "char_count",
)
DOCUMENT_TEXT = columns(
    "document_id",
    Column("text", Type.TEXT, "全文", "Text", "下标所指的文本", "The text that every offset points into"),
)
MAPPING = columns(
    "indicator_id?",
    "region_id?",
    "area_id?",
    Column(
        "place_printed",
        Type.TEXT,
        "原文地区",
        "Place as printed",
        "数字所说的地区；空值表示文档所述地区",
        "Place the number speaks of; empty where the document's own is meant",
        is_nullable=True,
    ),
)
PRINTED = columns(
    "document_id",
    "figure_id",
    "start",
    "end",
    "text",
    "role",
    "number_printed",
    "decimals?",
    "scale",
    "unit_printed",
    "unit_factor?",
    "value?",
    "value_exact?",
    "range_low?",
    "range_low_exact?",
    "range_high?",
    "range_high_exact?",
    "value_low?",
    "value_low_exact?",
    "value_high?",
    "value_high_exact?",
    "unit?",
    "quantity_kind",
    "comparator",
    "is_approximate",
    "subject",
)
CONTEXT = columns(
    "period_start?",
    "period_end?",
    "period_kind",
    "is_planned",
    "change_kind?",
    "base_period_start?",
    "base_period_end?",
    "is_inferred",
    "annualised_years?",
    "counted_from?",
    "set_size?",
    "scope?",
    "qualifies?",
    "sentence",
    "sentence_start",
    "page?",
    "block",
    "is_ocr",
    "ocr_confidence?",
    "is_corrected",
    "because",
)
DISPLAY = columns("value_display?", "decimals_display?", "unit_display", "period_display?")
LABELS = columns("indicator_label_zh?", "indicator_label_en?", "place_label_zh?", "place_label_en?")
SHOWN = columns("text_printed?", "value_display?", "unit_display?", "period_display?") + LABELS
SECTION = columns(
    Column(
        "section",
        Type.INTEGER,
        "所在章节",
        "Section",
        "最外层标题的段落序号，没有则为 -1",
        "Position of the outermost heading the figure stands under, -1 without one",
    ),
)
MEASURED = columns(
    "figure_id",
    "document_id",
    "subject",
    "indicator_id?",
    "region_id?",
    "area_id?",
    "scope?",
    "period_start?",
    "period_end?",
    "period_kind",
    "value?",
    "range_low?",
    "range_high?",
    "value_low?",
    "value_high?",
    "unit?",
    "quantity_kind",
    "comparator",
    "is_approximate",
)
TASK = columns(
    "task_id",
    "document_id",
    "number",
    "title",
    "section",
    "kind",
    "finding?",
    "goal?",
    "due_on?",
    "deadline_printed?",
    "status?",
    "start",
    "end",
)
TASK_PARTY = columns("task_id", "place", "name_printed", "name", "function")
TASK_DEADLINE = columns("task_id", "place", "due_on?", "printed", "what")
TASK_TARGET = columns("task_id", "figure_id")
TASK_MEASURE = columns(
    "task_id",
    "place",
    Column(
        "number",
        Type.TEXT,
        "编号",
        "Number",
        "照原文，含原文编号之误",
        "As printed, the source's numbering errors included",
    ),
    Column("text", Type.TEXT, "措施", "Measure", "照原文", "As printed"),
    "due_on?",
)
CHECK = columns(
    "check_id",
    "relation",
    "verdict",
    "severity",
    "document_id",
    "reported_figure_id",
    Column(
        "printed",
        Type.REAL,
        "所印数值",
        "Printed",
        "受检数字的数值",
        "Value of the reported figure",
        unit="unit of the reported figure",
        is_nullable=True,
    ),
    Column(
        "printed_exact",
        Type.EXACT,
        "精确所印数值",
        "Exact printed",
        "p/q",
        "As p/q",
        unit="unit of the reported figure",
        is_nullable=True,
    ),
    "implied_low?",
    "implied_low_exact?",
    "implied_high?",
    "implied_high_exact?",
    "gap?",
    "is_bound",
    "reason?",
    "fits?",
    "evidence?",
    "admitted?",
    "pass_rate?",
    "diagnosis?",
    "explanation_zh",
    "explanation_en",
)
CHECK_FIGURE = columns("check_id", "figure_id", "part")
INDICATOR = columns(
    "indicator_id",
    "label_zh",
    "label_en",
    "quantity_kind",
    "unit",
    "direction",
    "accumulation",
    "growth_basis",
    Column("lower_bound", Type.REAL, "下限", "Lower bound", "可能的最小值", "Least possible value", IN_ITS_UNIT, True),
    Column(
        "upper_bound", Type.REAL, "上限", "Upper bound", "可能的最大值", "Greatest possible value", IN_ITS_UNIT, True
    ),
    Column("display_unit", Type.TEXT, "惯用单位", "Usual unit", "人们所用的单位", "The unit people read it in"),
    "aliases",
)
UNIT = columns(
    "unit",
    "quantity_kind",
    Column(
        "canonical_unit",
        Type.TEXT,
        "规范单位",
        "Canonical unit",
        "同类各量存入时的单位",
        "Unit values of the kind are stored in",
    ),
    Column(
        "factor", Type.EXACT, "换算系数", "Factor", "到规范单位的精确系数 p/q", "Exact factor p/q to the canonical unit"
    ),
    "label_zh",
    "label_en",
)
REGION = columns(
    "region_id",
    "label_zh",
    "label_en",
    Column("level", Type.TEXT, "级别", "Level", "行政级别", "Level of administration", codes=RegionLevel),
    Column(
        "parent_id",
        Type.TEXT,
        "上级地区",
        "Parent region",
        is_nullable=True,
        references="dim_region.region_id",
    ),
    "aliases",
)
AREA = columns(
    "area_id",
    "label_zh",
    "label_en",
    Column("kind", Type.TEXT, "类别", "Kind", "参照区域的类别", "Kind of reference area", codes=AreaKind),
    Column("cities", Type.INTEGER, "城市数", "Cities", "城市集合的个数", "Cities of the set", is_nullable=True),
    Column("members", Type.TEXT_LIST, "成员", "Members", "成员地区的代码", "Codes of the regions it consists of"),
    Column(
        "valid_from",
        Type.DATE,
        "起始日",
        "Valid from",
        "空值表示一直如此",
        "Empty where it always held",
        is_nullable=True,
    ),
    Column(
        "valid_to", Type.DATE, "截止日", "Valid to", "空值表示仍有效", "Empty where it still holds", is_nullable=True
    ),
    Column("source", Type.TEXT, "依据", "Source", "界定该区域的文件", "What defines it"),
    "aliases",
)
ORGANISATION = columns("organisation_id", "label_zh", "label_en")
FINDING = tuple(
    # a resolved finding outlives the check, the figures and even the document it was about
    replace(column, references=None)
    for column in columns(
        "finding_id",
        "severity",
        "state",
        "first_seen_at",
        "last_seen_at",
        "check_id",
        "relation",
        "verdict",
        "diagnosis?",
        "document_id",
        "file_name",
        "title",
        "reported_figure_id",
        "text",
        "sentence",
        "explanation_zh",
        "explanation_en",
        "edit_class",
        "materiality?",
        "rests_on?",
        "is_unique",
        Column(
            "suspects",
            Type.TEXT_LIST,
            "存疑数字",
            "Suspects",
            "可能有误的数字，照原文，最可疑者在前",
            "Figures that may be wrong, as printed, the likeliest first",
        ),
        Column(
            "check_count", Type.INTEGER, "核对数", "Checks", "因同一原因不符的核对", "Checks that fail with one cause"
        ),
        "query_zh",
        "accepted_because?",
        "accepted_by?",
        "accepted_until?",
    )
)
WAIVER = tuple(
    replace(column, references=None)  # what was accepted may be gone
    for column in columns(
        "finding_id", "verdict", "text", "accepted_because", "accepted_by", "accepted_on", "accepted_until?"
    )
)
CORRECTION = columns(
    "figure_id",
    "document_id",
    Column("printed", Type.TEXT, "所印", "Printed", "照原文，空白除外", "As printed, white space left out"),
    Column(
        "corrected", Type.REAL, "更正后数值", "Corrected", "应有的数值", "The value it should have", unit=IN_ITS_UNIT
    ),
    Column("corrected_exact", Type.EXACT, "精确更正后数值", "Exact corrected", "p/q", "As p/q", unit=IN_ITS_UNIT),
    Column("unit", Type.TEXT, "更正后单位", "Unit of the corrected value", "单位代码", "Unit code"),
    Column("because", Type.TEXT, "理由", "Reason", "为何有误", "Why it is wrong"),
    Column("source", Type.TEXT, "依据", "Source", "正确数值的来源", "Where the right value comes from"),
    Column(
        "status",
        Type.TEXT,
        "状态",
        "Status",
        "是否经来源单位确认",
        "Whether the source confirmed it",
        codes=CorrectionStatus,
    ),
    Column("dated_on", Type.DATE, "更正日期", "Dated on", "列入更正之日", "Day of the entry"),
    Column(
        "still_wrong",
        Type.TEXT,
        "不成立的关系",
        "Relation that fails",
        "仍有误时不成立的关系",
        "The relation that fails as long as the figure is wrong",
        codes=Relation,
    ),
)
FOUND = columns(
    "finding_id",
    "check_id",
    "severity",
    "edit_class",
    "materiality?",
    "rests_on?",
    "is_unique",
    "diagnosis?",
    "query_zh",
)
FINDING_CHECK = columns("finding_id", "check_id")
FINDING_SUSPECT = columns(
    "finding_id",
    "place",
    "figure_id",
    "needed_low?",
    "needed_low_exact?",
    "needed_high?",
    "needed_high_exact?",
)
READING_REPORT = columns("document_id", "place", "is_read", "thing", "amount?", "location?", "reason_left_out?")
UNREAD = columns(
    "document_id",
    "start",
    "end",
    Column("text", Type.TEXT, "原文", "Text", "数字串的原文", "The numeral, as written"),
    Column(
        "passage",
        Type.TEXT,
        "上下文",
        "Passage",
        "在全文中的下标,及其上下文",
        "Where it stands in the text, and in what words",
    ),
)
REFUSAL = columns("document_id", "problem")
SECTION_CONVENTION = columns("document_id", *SECTION, "rounding_convention")
BUILD = columns("build_id", "built_at", "code_version", "vocabulary_version")
