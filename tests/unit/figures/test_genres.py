"""What budgets, policies of support, bulletins and profiles say in ways of their own; sentences of our own."""

from collections.abc import Callable

import pytest

from hedui.figures.figure import Figure
from hedui.vocabulary.codes import Comparator, Role

Read = Callable[[str], tuple[Figure, ...]]
POLICY = "临川市扶持制造业若干政策措施\n\n"
REPORT = "临川市2022年工作情况报告\n\n"
BUDGET = "关于临川市2022年预算执行情况和2023年预算草案的报告\n\n"
P, A, C, R, T, S, N = Role.PLAN, Role.ACTUAL, Role.CHANGE, Role.RATE, Role.THRESHOLD, Role.SCOPE, Role.NAME


def of(figures: tuple[Figure, ...], text: str) -> Figure:
    """The last figure printed as ``text``."""
    return [figure for figure in figures if figure.text == text][-1]


@pytest.mark.parametrize(
    ("sentence", "roles"),
    [
        ("对投资800万元以上的技改项目,一次性奖励6万元。", {"800万元": T, "6万元": P}),
        ("年纳税突破2亿元、4亿元的企业,分别给予7万元、9万元奖励。", {"2亿元": T, "4亿元": T, "7万元": P, "9万元": P}),
        ("纳税达到30万元,给予3万元奖励;纳税达到60万元,给予5万元奖励。", {"30万元": T, "60万元": T, "5万元": P}),
        ("对新种植200—400亩(含400亩)的基地,奖励每亩80元。", {"200—400亩": T, "400亩": T, "80元": P}),
        ("企业每新增就业1人补贴1500元。", {"1人": T, "1500元": P}),
        ("对纳税超过400万元的企业,按增量的15%予以奖励。", {"400万元": T, "15%": P}),
        ("对获得省级认证的企业,奖励8万元。", {"8万元": P}),
        ("按项目实际投资额给企业12%奖励。", {"12%": P}),
    ],
)
def test_what_an_award_is_for_and_what_is_given(read: Read, sentence: str, roles: dict[str, Role]) -> None:
    figures = read(POLICY + sentence)
    assert {text: of(figures, text).role for text in roles} == roles


def test_an_award_that_was_given_has_come_about(read: Read) -> None:
    figures = read(REPORT + "全年已完成超过350项改造,获得奖励共800万元。")
    assert [(figure.text, figure.role) for figure in figures[1:]] == [("350项", A), ("800万元", A)]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        (
            "对取得国家、省级认证的企业,分别给予9万元、4万元奖励。",
            {"9万元": "国家认证的企业奖励", "4万元": "省级认证的企业奖励"},
        ),
        ("年纳税突破2亿元、4亿元的企业,分别给予7万元、9万元奖励。", {"9万元": "年纳税突破的企业奖励"}),
        ("年接待首次超过9万人次的,一次性奖励5万元。", {"5万元": "年接待一次性奖励"}),
        ("新评定的5A级、4A级景区,分别奖励500万元、100万元。", {"500万元": "5A级景区", "100万元": "新评定的4A级景区"}),
        ("对获得名牌、金牌称号的企业,分别奖励6万元、3万元。", {"6万元": "名牌", "3万元": "奖励"}),
        ("用水价格为一级:3元/立方米;二级:5元/立方米。", {"3元/立方米": "价格一级", "5元/立方米": "价格二级"}),
        ("收费标准如下。住宅:2元/平方米;商铺:6元/平方米。", {"6元/平方米": "收费标准商铺"}),
        ("甲类住宅用地基准地价为900元/平方米,工业用地为300元/平方米。", {"300元/平方米": "工业用地基准地价"}),
    ],
)
def test_names_in_policies_and_lists(read: Read, sentence: str, names: dict[str, str]) -> None:
    figures = read(POLICY + sentence)
    assert {text: name in of(figures, text).subject for text, name in names.items()} == dict.fromkeys(names, True)


@pytest.mark.parametrize(
    ("sentence", "roles"),
    [
        ("财政收入完成35亿元,为预算的103.5%,增长4%。", {"35亿元": A, "103.5%": R, "4%": C}),
        ("结合实际情况,今年安排教育资金6亿元,比上年增加1亿元。", {"6亿元": P, "1亿元": C}),
        ("今年赤字率按3%安排、比上年提高1个百分点,赤字规模70亿元。", {"3%": P, "70亿元": P}),
    ],
)
def test_budgets(read: Read, sentence: str, roles: dict[str, Role]) -> None:
    figures = read(BUDGET + sentence)
    assert {text: of(figures, text).role for text in roles} == roles


@pytest.mark.parametrize(
    ("sentence", "roles"),
    [
        ("盐度≥3‰时,不参与评价。", {"3‰": T}),
        ("超过85%的湿地得到保护。", {"85%": A}),
        ("18个项目已开工。", {"18个": A}),
        ("全年完成整治任务520户。", {"520户": A}),
        ("上级分配的用水指标6亿立方米,实际用水5亿立方米。", {"6亿立方米": P, "5亿立方米": A}),
        ("节约水量占全市节水总量的1/4。", {"1/4": A}),
        ("发布水价改革等7项措施。", {"7项": A}),
        ("向青山等4个县下发督办函。", {"4个": A}),
        ("现辖3个城市社区。", {"3个": A}),
        ("试点范围扩大到65个县。", {"65个": A}),
        ("在青山、白水等5家企业开展培训。", {"5家": S}),
        ("青山和白水两家公司合并。", {"两家": S}),
        ("三条河道整治工程完工。", {"三条": A}),
        ("年龄构成是30岁以下620人。", {"30岁": T, "620人": A}),
        ("人均预期寿命达到79.6岁。", {"79.6岁": A}),
        ("用水价格比去年涨了两成。", {"两成": C}),
        ("城镇低保标准人均提高45元。", {"45元": C}),
        ("增加值同比+4.5%。", {"4.5%": C}),
        ("提前五年实现了翻两番的目标。", {"两番": C}),
        ("人口自然增长率为4.2‰。", {"4.2‰": A}),
        ("人口自然增长率为-1.2‰。", {"1.2‰": A}),
        ("3项约束性指标如期完成。", {"3项": A}),
        ("星云512集群建成。", {"512": N}),
        ("违者处1万元以上5万元以下罚款。", {"1万元": T, "5万元": T}),
        ("孕产妇死亡率为12.3/10万。", {"12.3": A, "10万": Role.IDENT}),
    ],
)
def test_roles(read: Read, sentence: str, roles: dict[str, Role]) -> None:
    figures = read(REPORT + sentence)
    assert {text: (of(figures, text).role, of(figures, text).is_planned) for text in roles} == {
        text: (role, False) for text, role in roles.items()
    }


@pytest.mark.parametrize(
    ("sentence", "text", "subject"),
    [
        ("7个县(市、区)通过验收。", "7个", "县(市、区)通过验收"),
        ("检修3万台(套)农业机械。", "3万台", "农业机械"),
        ("建成“青山书屋”120个。", "120个", "建成“青山书屋”"),
        ("高中招生300人,在校生900人,毕业生280人。", "280人", "高中毕业生"),
        ("全年生猪出栏80万头,存栏40万头。", "40万头", "生猪存栏"),
        ("城镇新增就业5千人,再就业2千人。", "2千人", "再就业"),
        ("各项税收为90亿元,比2021年决算数增长8%。", "8%", "各项税收"),
        ("居民消费价格比上年上涨2%。", "2%", "居民消费价格"),
        ("经济增长5%左右。", "5%", "经济增长"),
        ("检查企业90家次(其中:化工50家次、建材40家次)。", "40家次", "建材"),
        ("增幅较大的有啤酒(增长8%)、白酒(增长5%)。", "5%", "白酒"),
        ("全市投资40亿元(其中:甲公司9亿元,下降3%)。", "3%", "甲公司"),
        ("丙公司60万吨煤矿停产。", "60万吨", "丙公司煤矿"),
        ("改善3.6万农村人口饮水条件。", "3.6万", "农村人口饮水条件"),
        ("粮食播种面积210万亩,总产量89万吨。", "89万吨", "粮食总产量"),
        ("普通中学86所,在校学生5万人。", "5万人", "普通中学在校学生"),
        ("噪声昼间平均等效声级53分贝,夜间44分贝。", "44分贝", "噪声夜间平均等效声级"),
        ("国家级公益林30万亩,省级20万亩。", "20万亩", "省级公益林"),
        ("城区5蒸吨及以下锅炉全部淘汰,累计淘汰52台。", "52台", "城区锅炉淘汰"),
        ("6个断面水质均达到Ⅱ类。", "6个", "断面水质均达到Ⅱ类"),
        ("用水量首次突破9亿吨。", "9亿吨", "用水量"),
        ("新增学位90个;县医院新院区投入使用,新增床位50张。", "50张", "县医院新院区新增床位"),
        ("甲产业增长7%,拉动全市工业1.5个百分点。", "1.5个百分点", "甲产业拉动全市工业"),
        ("居民收入,考虑价格因素比上年增长6%。", "6%", "居民收入"),
        ("城乡居民收入比由2.4:1缩小到2.1:1。", "2.1", "城乡居民收入比"),
        ("确保肉、奶产量分别达到3万吨、7万吨。", "3万吨", "肉产量"),
        ("投资300万元,对城区管网进行改造。", "300万元", "城区管网"),
        ("排查小水电站46家,其中关停30家,整合搬迁6家。", "6家", "小水电站整合搬迁"),
        ("12个断面中,有11个水质达标。", "11个", "断面"),
        ("12个断面中,水质优良的10个,占83%。", "10个", "断面水质优良"),
        ("丘陵主要分布在东部,占总面积的30%。", "30%", "丘陵"),
        ("2所大学、8个学科入选名单。", "2所", "大学入选"),
        ("表彰2市、15县(市、区)、60个乡(镇)。", "15县", "乡(镇)"),
        ("专用设备制造业、酒和饮料制造业分别增长7%、4%。", "4%", "酒和饮料制造业"),
        ("企业养老金、城镇低保再次提高,人均分别提高22元、9元。", "9元", "城镇低保"),
        ("经济总量连跨4万亿元、5万亿元两个台阶。", "5万亿元", "经济总量"),
    ],
)
def test_names(read: Read, sentence: str, text: str, subject: str) -> None:
    figure = of(read(REPORT + sentence), text)
    assert subject in figure.subject
    assert len(figure.subject) <= len(subject) + 8


def test_a_move_lends_the_unit_of_its_end(read: Read) -> None:
    figures = read(REPORT + "PM10浓度由62下降到58微克/立方米。")
    assert [(figure.number_printed, figure.unit) for figure in figures[2:]] == [("62", "ug/m3"), ("58", "ug/m3")]


def test_a_level_that_moved_to_a_year_was_no_goal(read: Read) -> None:
    figures = read("临川市概况\n\n生产总值从2019年的52亿元增加到2023年的86亿元。")
    assert of(figures, "86亿元").role is A


def test_about_may_stand_before_the_verb_of_change(read: Read) -> None:
    assert of(read(REPORT + "单位能耗约降1.2%。"), "1.2%").comparator is Comparator.ABOUT


def test_what_a_paragraph_on_this_year_goes_on_with_is_to_be_done(read: Read) -> None:
    text = "2023年临川市政府工作报告\n\n今年氨氮排放量要下降2%。淘汰老旧车38万辆。\n"
    assert of(read(text), "38万辆").role is P
