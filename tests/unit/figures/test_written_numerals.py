"""Every form in which a number is written, through the reader: what is written is what is read."""

from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedui.documents.reader import document_from_bytes
from hedui.figures.coverage import unaccounted
from hedui.figures.figure import Figure
from hedui.figures.reader import read_figures
from hedui.vocabulary.codes import Comparator, QuantityKind, Role
from hedui.vocabulary.load import load_vocabulary

Read = Callable[[str], tuple[Figure, ...]]
TITLE = "临川市2022年生态环境工作情况报告\n\n"
MU = Fraction(10_000, 15)
NOT_MEASURED = {Role.TIME, Role.IDENT, Role.NAME, Role.ORDINAL}


def one(figures: tuple[Figure, ...], text: str) -> Figure:
    """The only figure printed as ``text``."""
    (found,) = [figure for figure in figures if figure.text == text]
    return found


@pytest.mark.parametrize(
    ("sentence", "text", "value", "unit"),
    [
        # digits and what stands among them
        ("处理垃圾１２３万吨。", "１２３万吨", 1_230_000, "t"),
        ("处理垃圾𝟏𝟐𝟑吨。", "𝟏𝟐𝟑吨", 123, "t"),
        ("处理垃圾١٢٣吨。", "١٢٣吨", 123, "t"),
        ("处理垃圾1 234吨。", "1 234吨", 1234, "t"),
        ("处理垃圾1，234.5吨。", "1，234.5吨", Fraction(12345, 10), "t"),
        ("处理垃圾1'234吨。", "1'234吨", 1234, "t"),
        ("处理垃圾.5万吨。", ".5万吨", 5000, "t"),
        ("处理垃圾15\u200b69吨。", "15\u200b69吨", 1569, "t"),
        ("处理垃圾00012吨。", "00012吨", 12, "t"),
        # parts with scales of their own
        ("惠及农户3万4000户。", "3万4000户", 34_000, "户"),
        ("治污投资2亿6000万元。", "2亿6000万元", 260_000_000, "CNY"),
        ("治污投资12亿3456万7890元。", "12亿3456万7890元", 1_234_567_890, "CNY"),
        ("治污投资7万5千元。", "7万5千元", 75_000, "CNY"),
        ("处理垃圾1千5百万吨。", "1千5百万吨", 15_000_000, "t"),
        # powers of ten
        ("排水1.2×10⁵吨。", "1.2×10⁵吨", 120_000, "t"),
        ("排水3.5×10^8立方米。", "3.5×10^8立方米", 350_000_000, "m3"),
        ("排水1.2×108立方米。", "1.2×108立方米", 120_000_000, "m3"),
        ("排水2e4吨。", "2e4吨", 20_000, "t"),
        ("浓度为5×10⁻³毫克/升。", "5×10⁻³毫克/升", Fraction(5, 1000), "mg/L"),
        # Chinese numerals
        ("光伏装机三万千瓦。", "三万千瓦", 30_000, "kW"),
        ("光伏装机两千千瓦。", "两千千瓦", 2000, "kW"),
        ("户均装机三千瓦。", "三千瓦", 3, "kW"),
        ("发电5千千瓦时。", "5千千瓦时", 5000, "kWh"),
        ("治污投资一点五亿元。", "一点五亿元", 150_000_000, "CNY"),
        ("治污投资两百万。", "两百万", 2_000_000, None),
        ("处理垃圾一五六万吨。", "一五六万吨", 1_560_000, "t"),
        ("处理垃圾一万五吨。", "一万五吨", 15_000, "t"),
        ("关停小厂廿三家。", "廿三家", 23, "家"),
        ("关停小厂卅家。", "卅家", 30, "家"),
        ("罚款壹佰万元。", "壹佰万元", 1_000_000, "CNY"),
        ("罚款伍仟元整。", "伍仟元", 5000, "CNY"),
        ("罚款壹拾贰万叁仟元。", "壹拾贰万叁仟元", 123_000, "CNY"),
        ("十余家小厂关停。", "十余家", 10, "家"),
        ("近百家小厂关停。", "百家", 100, "家"),
        ("整改问题十一个。", "十一个", 11, "个"),
        # parts of one and halves
        ("约三分之一断面达标。", "三分之一", Fraction(100, 3), "%"),
        ("占总量的1/4。", "1/4", 25, "%"),
        ("占总量的⅔。", "⅔", Fraction(200, 3), "%"),
        ("占总量的一半。", "一半", 50, "%"),
        ("达标率为百分百。", "百分百", 100, "%"),
        ("超标率为千分之三。", "千分之三", 3, "‰"),
        ("超标率为万分之五。", "万分之五", Fraction(1, 2), "‰"),
        ("达标率为百分之85.6。", "百分之85.6", Fraction(856, 10), "%"),
        ("投诉率为5‱。", "5‱", Fraction(1, 2), "‰"),
        ("占比达三成五。", "三成五", 35, "%"),
        ("新增绿地1½公顷。", "1½公顷", 15_000, "m2"),
        ("新增绿地2又1/2公顷。", "2又1/2公顷", 25_000, "m2"),
        ("每户发煤一吨半。", "一吨半", Fraction(3, 2), "t"),
        ("试运行一个半月。", "一个半月", Fraction(3, 2), "个月"),
        ("河道加深两米半。", "两米半", Fraction(25, 10_000), "km"),
        # signs
        ("平均气温为—5℃。", "5℃", -5, "℃"),
        ("平均气温为−5℃。", "5℃", -5, "℃"),
        ("最低气温零下5℃。", "5℃", -5, "℃"),
        ("利润总额为-3.2亿元。", "3.2亿元", -320_000_000, "CNY"),
        ("完成环保-5项任务。", "5项", 5, "项"),
        ("浓度为0.5±0.1毫克/升。", "0.5±0.1毫克/升", Fraction(1, 2), "mg/L"),
        # units in one character, and in thousands
        ("道路长5㎞。", "5㎞", 5, "km"),
        ("垃圾重5㎏。", "5㎏", Fraction(5, 1000), "t"),
        ("耗煤15kt。", "15kt", 15_000, "t"),
        ("耗煤15Mt。", "15Mt", 15_000_000, "t"),
    ],
)
def test_value_and_unit(read: Read, sentence: str, text: str, value: Fraction, unit: str | None) -> None:
    figure = one(read(TITLE + "全市" + sentence), text)
    assert (figure.role.is_fact, figure.value, figure.unit) == (True, value, unit)


@pytest.mark.parametrize(
    ("sentence", "text", "low", "high", "unit", "comparator"),
    [
        ("新增造林数万亩。", "数万亩", 10_000 * MU, None, "m2", Comparator.ABOUT),
        ("新增造林几十万亩。", "几十万亩", 100_000 * MU, None, "m2", Comparator.ABOUT),
        ("关停小厂上百家。", "上百家", 100, None, "家", Comparator.AT_LEAST),
        ("关停小厂成百上千家。", "成百上千家", 100, None, "家", Comparator.AT_LEAST),
        ("改造农户十几万户。", "十几万户", 100_000, 200_000, "户", Comparator.ABOUT),
        ("改造农户10几万户。", "10几万户", 100_000, 200_000, "户", Comparator.ABOUT),
        ("新建污水厂两三座。", "两三座", 2, 3, "座", Comparator.ABOUT),
        ("关停小厂三四十家。", "三四十家", 30, 40, "家", Comparator.ABOUT),
        ("关停小厂十七八家。", "十七八家", 17, 18, "家", Comparator.ABOUT),
        ("关停小厂三五家。", "三五家", 3, 5, "家", Comparator.ABOUT),
        ("关停小厂百八十家。", "百八十家", 80, 100, "家", Comparator.ABOUT),
        ("七八成村庄通了公交。", "七八成", 70, 80, "%", Comparator.ABOUT),
        ("罚款数百万元以上。", "数百万元", 1_000_000, None, "CNY", Comparator.AT_LEAST),
        ("气温-5~3℃。", "5~3℃", -5, 3, "℃", Comparator.EQUAL),
        ("治污投资5亿至8亿元。", "5亿至8亿元", 500_000_000, 800_000_000, "CNY", Comparator.EQUAL),
        ("处理能力1万-2万吨/日。", "1万-2万吨/日", 10_000, 20_000, "t/d", Comparator.EQUAL),
        ("排放量在10000与20000吨之间。", "10000与20000吨", 10_000, 20_000, "t", Comparator.EQUAL),
        ("每县建成三到五家。", "三到五家", 3, 5, "家", Comparator.EQUAL),
        ("回收率10~15%。", "10~15%", 10, 15, "%", Comparator.EQUAL),
    ],
)
def test_ends(
    read: Read, sentence: str, text: str, low: Fraction, high: Fraction | None, unit: str, comparator: Comparator
) -> None:
    figure = one(read(TITLE + "全市" + sentence), text)
    assert figure.role.is_fact
    assert (figure.value, figure.range_low, figure.range_high, figure.unit) == (None, low, high, unit)
    assert (figure.comparator, figure.is_approximate) == (comparator, comparator is not Comparator.EQUAL)
    if figure.is_approximate:
        assert (figure.value_low, figure.value_high) == (low, high)


def test_a_vague_decline_is_open_below(read: Read) -> None:
    figure = one(read(TITLE + "全市用水总量比上年减少上千万立方米。"), "上千万立方米")
    assert (figure.range_low, figure.range_high, figure.value_high) == (None, -10_000_000, -10_000_000)


def test_a_tolerance_is_the_interval(read: Read) -> None:
    figure = one(read(TITLE + "全市氨氮浓度为0.5±0.1毫克/升。"), "0.5±0.1毫克/升")
    assert (figure.value_low, figure.value_high) == (Fraction(4, 10), Fraction(6, 10))


@pytest.mark.parametrize(
    ("sentence", "text", "value"),
    [
        ("光伏装机翻一番。", "一番", 100),
        ("光伏装机翻了两番。", "两番", 300),
        ("用煤减少一半。", "一半", -50),
        ("用煤同比↓4.5%。", "4.5%", Fraction(-9, 2)),
        ("绿地面积↑3%。", "3%", 3),
    ],
)
def test_what_stands_for_growth(read: Read, sentence: str, text: str, value: Fraction) -> None:
    figure = one(read(TITLE + "全市" + sentence), text)
    assert (figure.role, figure.value, figure.unit) == (Role.CHANGE, value, "%")


@pytest.mark.parametrize(
    ("sign", "comparator"),
    [
        ("≤", Comparator.AT_MOST),
        ("≦", Comparator.AT_MOST),
        ("≯", Comparator.AT_MOST),
        ("≥", Comparator.AT_LEAST),
        ("<", Comparator.BELOW),
        ("＜", Comparator.BELOW),
        ("＞", Comparator.ABOVE),
        ("≈", Comparator.ABOUT),
    ],
)
def test_signs_bound(read: Read, sign: str, comparator: Comparator) -> None:
    figure = one(read(TITLE + f"全市PM10年均浓度{sign}70微克/立方米。"), "70微克/立方米")
    assert (figure.comparator, figure.subject[-1]) == (comparator, "度")


@pytest.mark.parametrize(
    ("sentence", "text", "comparator"),
    [
        ("关停小厂100+家。", "100+家", Comparator.AT_LEAST),
        ("开放仪器1万台(套)以上。", "1万台", Comparator.AT_LEAST),
        ("审核每年150宗或以上。", "150宗", Comparator.AT_LEAST),
        ("储能超过120万千瓦/240万千瓦时。", "240万千瓦时", Comparator.ABOVE),
    ],
)
def test_words_bound(read: Read, sentence: str, text: str, comparator: Comparator) -> None:
    assert one(read(TITLE + "全市" + sentence), text).comparator is comparator


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2,88万吨", None),
        ("108,565,吨", None),
        ("1.234.567吨", None),
        ("1_234吨", None),
        ("15·69万吨", None),
        ("1⒌69万吨", None),
        ("7万5吨", None),
        ("1O.5吨", Fraction(105, 10)),
        ("l2万吨", 120_000),
    ],
)
def test_damage_waits_for_a_person(read: Read, text: str, value: Fraction | None) -> None:
    figure = one(read(TITLE + f"全市处理垃圾{text}。"), text)
    assert (figure.role, figure.value, figure.unit) == (Role.ACTUAL, value, "t")
    assert figure.quantity_kind is QuantityKind.UNKNOWN


@pytest.mark.parametrize(
    ("sentence", "text", "role"),
    [
        ("建成千亩湿地公园。", "千亩", Role.NAME),
        ("开展百家小厂进课堂活动。", "百家", Role.NAME),
        ("停靠万吨级货轮。", "万吨级", Role.NAME),
        ("打造千座公园城市。", "千座", Role.NAME),
        ("新增4个千亿县。", "千亿县", Role.NAME),
        ("建设4/5G基站。", "4/5", Role.IDENT),
        ("拨打(0371)66880000咨询。", "(0371)66880000", Role.IDENT),
        ("许可证号41010600123。", "41010600123", Role.IDENT),
        ("办结(2022)临01民初7号案件。", "(2022)临01民初7号", Role.IDENT),
        ("市委九届七次、八次全会部署。", "八次", Role.NAME),
        ("贯彻两次讲话精神。", "两次", Role.NAME),
        ("110接警量下降。", "110", Role.IDENT),
        ("评定为2—5星级民宿。", "2—5星级", Role.IDENT),
        ("15—25度坡耕地还林。", "15—25度", Role.IDENT),
        ("妥善应对5.6级地震。", "5.6级", Role.IDENT),
        ("学前三年毛入园率提高。", "前三年", Role.NAME),
        ("详见表1。", "1", Role.ORDINAL),
        ("按3.2.1条执行。", "3.2.1", Role.ORDINAL),
        ("浓度为30微克/立方米①。", "①", Role.ORDINAL),
        ("市十六届人大常委会作出决定。", "十六届", Role.NAME),
        ("工程历时两年半。", "两年半", Role.TIME),
        ("停产整治半年。", "半年", Role.TIME),
        ("上百年来未见。", "上百年", Role.TIME),
    ],
)
def test_no_facts(read: Read, sentence: str, text: str, role: Role) -> None:
    figures = read(TITLE + "全市" + sentence)
    assert text in {figure.text for figure in figures if figure.role is role}
    assert not [figure for figure in figures if figure.role.is_fact and text in figure.text]


@pytest.mark.parametrize("unit", ["千公顷", "万亩", "亿吨"])
def test_a_unit_alone_is_neither_read_nor_missed(read: Read, unit: str) -> None:
    text = f"{TITLE}指标\t单位\t2022年\n造林面积\t{unit}\t12.5\n单位:{unit}\n面积({unit})\n"
    figures = read(text)
    assert not [figure for figure in figures if unit in figure.text and figure.role is not Role.ACTUAL]
    assert unaccounted(text, figures) == []


VOCABULARY = load_vocabulary()
UNITS = st.sampled_from([("吨", "t", 1), ("亩", "m2", MU), ("立方米", "m3", 1), ("元", "CNY", 1), ("辆", "辆", 1)])
CARRIERS = st.sampled_from(
    ["全市共计{}。", "其中，甲县{}，其余为乙县。", "（全年为{}）", "一是完成{}；二是加强管理。", "用量达{}，好于上年。"]
)
SCALES = st.sampled_from([("", 1), ("万", 10**4), ("亿", 10**8)])
DIGITS = "零一二三四五六七八九"


def read_text(text: str) -> tuple[Figure, ...]:
    document = document_from_bytes((TITLE + text).encode(), "x.txt", None)
    figures = read_figures(document, VOCABULARY)
    assert unaccounted(document.text.raw, figures) == []
    return figures


@given(st.decimals(min_value=1, max_value=9999, places=2), SCALES, UNITS, CARRIERS)
def test_digits_are_read_as_written(number: object, scale: tuple[str, int], unit: tuple, carrier: str) -> None:
    text = f"{number}{scale[0]}{unit[0]}"
    figure = one(read_text(carrier.format(text)), text)
    assert (figure.value, figure.unit) == (Fraction(str(number)) * scale[1] * unit[2], unit[1])


@given(st.integers(1, 9999), st.integers(1000, 9999), UNITS, CARRIERS)
def test_parts_are_read_as_written(high: int, low: int, unit: tuple, carrier: str) -> None:
    text = f"{high}万{low}{unit[0]}"
    figure = one(read_text(carrier.format(text)), text)
    assert (figure.value, figure.unit) == ((high * 10_000 + low) * unit[2], unit[1])


@given(st.integers(21, 99), SCALES, UNITS, CARRIERS)
def test_chinese_is_read_as_written(number: int, scale: tuple[str, int], unit: tuple, carrier: str) -> None:
    tens, ones = divmod(number, 10)
    text = f"{DIGITS[tens]}十{DIGITS[ones] if ones else ''}{scale[0]}{unit[0]}"
    figure = one(read_text(carrier.format(text)), text)
    assert (figure.value, figure.unit) == (number * scale[1] * unit[2], unit[1])


@given(st.integers(1, 8), st.sampled_from(["", "十", "百"]), SCALES, UNITS, CARRIERS)
def test_neighbouring_digits_are_ends(first: int, step: str, scale: tuple[str, int], unit: tuple, carrier: str) -> None:
    pair = {1: "一二" if step else "一两", 2: "两三"}.get(first, DIGITS[first] + DIGITS[first + 1])
    text = f"{pair}{step}{scale[0]}{unit[0]}"
    figure = one(read_text(carrier.format(text)), text)
    factor = {"": 1, "十": 10, "百": 100}[step] * scale[1] * unit[2]
    assert (figure.range_low, figure.range_high) == (first * factor, (first + 1) * factor)
