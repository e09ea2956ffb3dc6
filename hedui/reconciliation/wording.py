"""The set phrases of explanations, Chinese and English."""

from hedui.vocabulary.codes import Comparator, Diagnosis, Evidence, QuantityKind, Reason, Verdict

Bilingual = tuple[str, str]

VERDICTS: dict[Verdict, Bilingual] = {
    Verdict.EXACT: ("相符。", "Agrees."),
    Verdict.WITHIN_ROUNDING: ("在印出位数所容许的范围内相符。", "Agrees within what the printed digits leave open."),
    Verdict.WITHIN_TRUNCATION: (
        "截去尾数则相符,四舍五入则不符。",
        "Agrees if digits were cut off, not if they were rounded.",
    ),
    Verdict.CONFLICT: ("不符。", "Does not agree."),
    Verdict.GROSS_CONFLICT: (
        "在任何可能取值下都不成立。",
        "False for every value that the printed digits leave open.",
    ),
    Verdict.ERRORED: ("未能核对:程序出错。", "The check could not run."),
    Verdict.REVISED: ("后出的文件所依据的数已经修订。", "The later document rests on a revised value."),
    Verdict.SAME: ("目标未变。", "The target is unchanged."),
    Verdict.TIGHTENED: ("目标收紧。", "The target was tightened."),
    Verdict.LOOSENED: ("目标放宽。", "The target was loosened."),
    Verdict.MIXED: ("目标有紧有松,或方向不明。", "The target was changed both ways, or its direction is unknown."),
    Verdict.NOT_RESTATED: ("目标未再提出。", "The target was not stated again."),
}
# Of "at most", "at least", "met" and dates in order nothing agrees or disagrees: it holds, or it does not.
INEQUALITIES: dict[Verdict, Bilingual] = {
    Verdict.EXACT: ("成立。", "Holds."),
    Verdict.WITHIN_ROUNDING: ("在印出位数所容许的范围内成立。", "Holds within what the printed digits leave open."),
    Verdict.CONFLICT: ("不成立。", "Does not hold."),
}
REASONS: dict[Reason, Bilingual] = {
    Reason.NO_BASE: ("没有可用的基数。", "There is no usable base."),
    Reason.IMPLIED_ONLY: (
        "基数未印出,只能推算,不能验证。",
        "The base is not printed: it can be computed and nothing tested.",
    ),
    Reason.PRICE_BASIS: (
        "增速按不变价或扣除价格因素计算,不能用所印现价数验证。",
        "The growth is in real terms, the printed levels are not.",
    ),
    Reason.PANEL: (
        "增速按本期统计范围的可比口径计算,不能用所印数验证。",
        "The growth is on this year's set of units, which the printed levels need not share.",
    ),
    Reason.DEFINITION: ("两数的定义不同。", "The two figures are defined differently."),
    Reason.EXCLUDED_PERIOD: (
        "其中一数扣除了沙尘等特定时段。",
        "One of the two figures leaves out dust or other special periods.",
    ),
    Reason.SEASONAL: ("环比经季节调整,不能用所印数验证。", "The change is seasonally adjusted, the levels are not."),
    Reason.BASE_INFERRED: (
        "基数、时期或地区系推断而非所印,须先核对其所指。",
        "Base, period or place is inferred, not printed: what is meant has to be settled first.",
    ),
    Reason.BASIS_UNKNOWN: (
        "未说明按现价还是不变价计算,不能用所印金额验证。",
        "It is not said whether the growth is nominal or real, so printed money cannot test it.",
    ),
    Reason.METHOD: ("两数的算法或含义可能不同。", "The two figures may be meant or made in different ways."),
    Reason.ORIGIN: ("累计的起点不同。", "The two figures accumulate from different days."),
    Reason.SCOPE: ("两数的范围不同。", "The two figures cover different sets."),
    Reason.UNIT: ("单位不能换算。", "The units do not convert."),
    Reason.IMPLIED: ("后出的文件由此推得另一基数。", "The later document implies another base."),
    Reason.REPRINTED: ("后出的文件另印有此数。", "The later document prints another value."),
    Reason.NOT_DUE: ("目标尚未到期。", "The target is not due yet."),
    Reason.NO_CLAIM: ("文中未称完成。", "The text does not claim that it was met."),
    Reason.HISTORY: ("须以历年位次为据,文件中没有。", "It needs the ranks of every earlier year."),
}
EVIDENCE: dict[Evidence, Bilingual] = {
    Evidence.NOTE: ("文中说明基数已修订。", "The text says that the base was revised."),
    Evidence.TWO_RELATIONS: (
        "不共用任何数字的两处推算都指向另一基数。",
        "Two computations that share no printed number lead to another base.",
    ),
    Evidence.SIBLINGS: (
        "同一文件、同一时期的其他指标也改动了。",
        "Other quantities of the same documents and period were changed, too.",
    ),
    Evidence.LAST_PLACE: (
        "基数只在末位略有改动。",
        "The base moved by no more than its last place.",
    ),
    Evidence.RELEASE: ("两份文件不属同一次发布。", "The two documents belong to different releases."),
}
DIAGNOSES: dict[Diagnosis, Bilingual] = {
    Diagnosis.POWER_OF_TEN: (
        "{figure}若乘以{ratio}则相符,疑为小数点或万、亿之误",
        "{figure} times {ratio} would agree: a misplaced point or scale word",
    ),
    Diagnosis.UNIT_PAIR: (
        "{figure}若乘以{ratio}则相符,疑为单位之误",
        "{figure} times {ratio} would agree: another unit was meant",
    ),
    Diagnosis.PERCENT_OR_POINT: ("疑将百分数与百分点混用", "per cent and percentage points seem mixed up"),
    Diagnosis.SIGN: ("{figure}若增减相反则相符", "{figure} would agree with the opposite sign"),
    Diagnosis.SWAPPED_PERIODS: ("本期与基期若对调则相符", "it would agree with the two periods swapped"),
    Diagnosis.WRONG_BASE: ("疑用错基数：换用相近的另一基数则相符", "it would agree on another base that lies at hand"),
    Diagnosis.WRONG_PAIRING: ("疑为配对之误", "other figures seem to be meant"),
    Diagnosis.ROUNDED_TWICE: ("疑为两次进位", "it seems to have been rounded twice"),
}
COMPARATORS: dict[Comparator, str] = {
    Comparator.AT_MOST: "≤",
    Comparator.AT_LEAST: "≥",
    Comparator.BELOW: "<",
    Comparator.ABOVE: ">",
    Comparator.EQUAL: "=",
    Comparator.ABOUT: "≈",
}
KINDS: dict[QuantityKind, Bilingual] = {
    QuantityKind.MASS: ("质量", "mass"),
    QuantityKind.STANDARD_COAL: ("标准煤", "standard coal"),
    QuantityKind.AREA: ("面积", "area"),
    QuantityKind.LENGTH: ("长度", "length"),
    QuantityKind.VOLUME: ("体积", "volume"),
    QuantityKind.POWER: ("功率", "power"),
    QuantityKind.ENERGY: ("电量", "energy"),
    QuantityKind.MASS_CONCENTRATION: ("质量浓度", "mass concentration"),
    QuantityKind.WATER_CONCENTRATION: ("水中浓度", "concentration in water"),
    QuantityKind.COAL_RATE: ("供电煤耗", "coal per unit of power"),
    QuantityKind.DUSTFALL: ("降尘量", "dustfall"),
    QuantityKind.MASS_FLOW: ("日处理量", "mass flow"),
    QuantityKind.VOLUME_FLOW: ("流量", "flow"),
    QuantityKind.ENERGY_INTENSITY: ("能耗强度", "energy intensity"),
    QuantityKind.SPECIFIC_ENERGY: ("单位产品能耗", "energy per unit of product"),
    QuantityKind.VOLTAGE: ("电压", "voltage"),
    QuantityKind.APPARENT_POWER: ("视在功率", "apparent power"),
    QuantityKind.TEMPERATURE: ("温度", "temperature"),
    QuantityKind.SOUND_LEVEL: ("声级", "sound level"),
    QuantityKind.MONEY: ("金额", "money"),
    QuantityKind.DURATION: ("时长", "duration"),
    QuantityKind.SPEED: ("速度", "speed"),
    QuantityKind.PERCENT: ("百分比", "per cent"),
    QuantityKind.PERCENTAGE_POINT: ("百分点", "percentage points"),
    QuantityKind.PERMILLE: ("千分比", "per mille"),
    QuantityKind.INDEX: ("指数", "an index"),
    QuantityKind.PLACE: ("位次", "rank"),
    QuantityKind.MULTIPLE: ("倍数", "multiples"),
    QuantityKind.COUNT: ("计数", "counting"),
    QuantityKind.OTHER: ("其他", "another kind"),
    QuantityKind.UNKNOWN: ("未知", "an unknown kind"),
}
