"""What reports of the environment speak of: measures, works, inspections, places and bureaus."""

from dataclasses import dataclass
from enum import StrEnum


class Nature(StrEnum):
    """How a measure accumulates."""

    FLOW = "flow"
    STOCK = "stock"
    AVERAGE = "average"
    RATIO = "ratio"


class Basis(StrEnum):
    """What the printed growth of a measure is computed on."""

    LEVELS = "levels"
    CONSTANT_PRICE = "constant_price"
    PANEL = "panel"


@dataclass(frozen=True, slots=True)
class Measure:
    """A quantity with a value every year; ``low`` to ``high`` in the first of its printed units.

    ``units`` are printed units, each with its decimals; ``better`` is the direction of improvement, 1 up, -1 down;
    ``same_as`` names the measure that this one is another name of; ``variant`` says that it is counted otherwise than
    under its plain name.
    """

    name: str
    nature: Nature
    units: tuple[tuple[str, int], ...]
    low: float
    high: float
    better: int = 1
    head: tuple[str, ...] = ()
    basis: Basis = Basis.LEVELS
    parts: tuple[str, ...] = ()
    same_as: str = ""
    variant: str = ""

    @property
    def quantity(self) -> str:
        """What is measured: one thing under several names has one value."""
        return (self.same_as or self.name) + self.variant

    @property
    def heads(self) -> tuple[str, ...]:
        """What any acceptable name must contain."""
        return self.head or (self.name,)


@dataclass(frozen=True, slots=True)
class Work:
    """Something that is planned, done and counted; reads ``{verb}{thing}`` and ``{thing}{verb}``."""

    thing: str
    verb: str
    unit: str
    decimals: int
    low: float
    high: float
    parts: tuple[str, ...] = ()


_FLOW, _STOCK, _AVERAGE, _RATIO = Nature.FLOW, Nature.STOCK, Nature.AVERAGE, Nature.RATIO
_UG = (("微克/立方米", 0),)
_FINE = (("微克/立方米", 0), ("微克/立方米", 1))
_NOX = (("万吨", 2), ("吨", 0))
_PERCENT = (("%", 1),)

# What the composite index is made of: annual limits of grade II, in the unit that the concentration is printed in.
COMPOSITE = "环境空气质量综合指数"
LIMITS = {
    "细颗粒物年均浓度": 35,
    "PM10年均浓度": 70,
    "二氧化硫年均浓度": 60,
    "二氧化氮年均浓度": 40,
    "一氧化碳日均值第95百分位浓度": 4,
}
AIR = (
    Measure("细颗粒物年均浓度", _AVERAGE, _FINE, 28, 58, -1, ("细颗粒物",)),
    Measure("PM2.5年均浓度", _AVERAGE, _FINE, 28, 58, -1, ("PM2.5",), same_as="细颗粒物年均浓度"),
    Measure("PM10年均浓度", _AVERAGE, _UG, 55, 105, -1, ("PM10",)),
    Measure("二氧化硫年均浓度", _AVERAGE, _UG, 6, 18, -1, ("二氧化硫",)),
    Measure("二氧化氮年均浓度", _AVERAGE, _UG, 20, 45, -1, ("二氧化氮",)),
    Measure("一氧化碳日均值第95百分位浓度", _AVERAGE, (("毫克/立方米", 1),), 1.0, 2.4, -1, ("一氧化碳",)),
    Measure(COMPOSITE, _AVERAGE, (("", 2),), 3.4, 5.9, -1, ("综合指数",)),
    Measure("平均降尘量", _AVERAGE, (("吨/平方公里·月", 1),), 4.2, 9.5, -1, ("降尘量",)),
)
RATIOS = (
    Measure("地表水水质优良断面比例", _RATIO, _PERCENT, 68, 95, 1, ("断面比例",)),
    Measure("城市污水集中处理率", _RATIO, (("%", 2),), 90, 98.5, 1, ("污水", "处理率")),
    Measure("农村生活污水治理率", _RATIO, _PERCENT, 28, 62),
    Measure("生活垃圾回收利用率", _RATIO, _PERCENT, 22, 42),
    Measure("秸秆综合利用率", _RATIO, _PERCENT, 86, 97),
    Measure("畜禽粪污综合利用率", _RATIO, _PERCENT, 76, 93),
    Measure("森林覆盖率", _RATIO, (("%", 2),), 21, 44),
    Measure("建成区绿化覆盖率", _RATIO, (("%", 2),), 37, 44.5, 1, ("绿化覆盖率",)),
    Measure("一般工业固体废物综合利用率", _RATIO, _PERCENT, 55, 88, 1, ("固体废物", "利用率")),
    Measure("非化石能源消费占比", _RATIO, _PERCENT, 9, 21, 1, ("非化石能源",)),
    Measure("受污染耕地安全利用率", _RATIO, _PERCENT, 88, 96, 1, ("受污染耕地",)),
    Measure("道路机械化清扫率", _RATIO, _PERCENT, 78, 96, 1, ("清扫率",)),
)

FLOWS = (
    Measure("煤炭消费总量", _FLOW, (("万吨", 0), ("万吨", 2)), 620, 2400, -1),
    Measure("能源消费总量", _FLOW, (("万吨标准煤", 1), ("万吨标准煤", 0)), 700, 2900, -1),
    Measure("全社会用电量", _FLOW, (("亿千瓦时", 2), ("亿千瓦时", 1)), 110, 620, 1, ("用电量",)),
    Measure("可再生能源发电量", _FLOW, (("亿千瓦时", 2),), 12, 95),
    Measure("光伏发电量", _FLOW, (("亿千瓦时", 2),), 4, 36),
    Measure("天然气消费量", _FLOW, (("亿立方米", 2),), 3, 21),
    Measure("用水总量", _FLOW, (("亿立方米", 2),), 9, 26, -1),
    Measure("再生水利用量", _FLOW, (("万立方米", 0), ("亿立方米", 2)), 4200, 26000),
    Measure("生活垃圾处理量", _FLOW, (("万吨", 1), ("万吨", 2)), 62, 310),
    Measure("一般工业固体废物产生量", _FLOW, (("万吨", 1),), 260, 1900, -1, ("固体废物",)),
    Measure("危险废物产生量", _FLOW, (("万吨", 2), ("吨", 0)), 3, 40, -1),
    Measure("二氧化硫排放量", _FLOW, (("吨", 0), ("万吨", 2)), 3200, 21000, -1),
    Measure("氮氧化物排放量", _FLOW, _NOX, 1.6, 8.8, -1),
    Measure("化学需氧量排放量", _FLOW, (("万吨", 2),), 2.4, 12, -1),
    Measure("氨氮排放量", _FLOW, (("吨", 0),), 900, 5200, -1),
    Measure("化肥施用量", _FLOW, (("万吨", 2),), 11, 46, -1),
    Measure("农药使用量", _FLOW, (("吨", 0),), 2100, 9800, -1),
    Measure("环保设备产值", _FLOW, (("亿元", 2), ("亿元", 1)), 22, 180),
    Measure("铁路货运量", _FLOW, (("万吨", 1),), 380, 2600),
    Measure("新能源汽车产量", _FLOW, (("万辆", 2), ("辆", 0)), 2.2, 41),
)
STOCKS = (
    Measure("光伏发电装机容量", _STOCK, (("万千瓦", 2), ("万千瓦", 1)), 42, 380, 1, ("光伏",)),
    Measure("风电装机容量", _STOCK, (("万千瓦", 1),), 21, 260, 1, ("风电",)),
    Measure("新能源汽车保有量", _STOCK, (("万辆", 2), ("辆", 0)), 3, 46),
    Measure("集中供热面积", _STOCK, (("万平方米", 1), ("亿平方米", 2)), 2600, 14800),
    Measure("公园绿地面积", _STOCK, (("公顷", 1), ("平方公里", 2)), 1500, 6200),
    Measure("城镇污水处理能力", _STOCK, (("万吨/日", 1),), 42, 210, 1, ("污水处理能力",)),
    Measure("湿地面积", _STOCK, (("公顷", 2), ("万公顷", 2)), 8600, 42000),
)
ECONOMY = (
    Measure("地区生产总值", _FLOW, (("亿元", 2), ("亿元", 1)), 1800, 7400, 1, (), Basis.CONSTANT_PRICE),
    Measure("规模以上工业增加值", _FLOW, (("亿元", 2),), 420, 2300, 1, ("工业增加值",), Basis.PANEL),
    Measure("规模以上工业综合能源消费量", _FLOW, (("万吨标准煤", 2),), 360, 1700, -1, ("综合能源消费量",), Basis.PANEL),
    Measure("规模以上工业发电量", _FLOW, (("亿千瓦时", 2),), 90, 480, 1, ("发电量",), Basis.PANEL),
)

TOTALS = (
    Measure("全社会用电量", _FLOW, (("亿千瓦时", 2),), 110, 620, 1, ("用电量",), parts=(
        "第一产业用电量", "第二产业用电量", "第三产业用电量", "城乡居民生活用电量")),
    Measure("可再生能源发电装机容量", _STOCK, (("万千瓦", 2),), 90, 620, 1, ("装机",), parts=(
        "集中式新能源装机容量", "分布式新能源装机容量", "常规水电装机容量")),
    Measure("供水总量", _FLOW, (("亿立方米", 2),), 9, 27, 1, ("供水",), parts=(
        "地表水源供水量", "地下水源供水量", "其他水源供水量")),
    Measure("氮氧化物排放总量", _FLOW, _NOX, 1.6, 8.8, -1, ("氮氧化物",), same_as="氮氧化物排放量", parts=(
        "工业源氮氧化物排放量", "生活源氮氧化物排放量", "移动源氮氧化物排放量")),
)  # fmt: skip

WORKS = (
    Work("污水管网", "新建改造", "公里", 1, 40, 420),
    Work("供热管网", "新建", "公里", 2, 25, 180),
    Work("雨污分流管网", "改造", "公里", 1, 22, 260),
    Work("燃煤锅炉", "拆改", "台", 0, 24, 360, ("燃煤蒸汽锅炉", "燃煤热水锅炉")),
    Work("工业炉窑", "整治", "台", 0, 36, 480),
    Work("燃气锅炉低氮改造", "完成", "台", 0, 18, 260),
    Work("入河排污口", "整治", "个", 0, 70, 620, ("工业排污口", "城镇雨洪排口", "农业排口")),
    Work("农村黑臭水体", "治理", "处", 0, 18, 160),
    Work("行政村环境综合整治", "完成", "个", 0, 45, 380),
    Work("VOCs源头替代项目", "完成", "个", 0, 28, 410),
    Work("企业超低排放改造", "完成", "家", 0, 9, 74),
    Work("老旧柴油货车", "淘汰", "辆", 0, 1200, 9800, ("国三柴油货车", "国四柴油货车")),
    Work("新能源公交车", "新增", "辆", 0, 110, 940),
    Work("公共充电桩", "新建", "个", 0, 900, 7600, ("直流充电桩", "交流充电桩")),
    Work("加油站油气回收改造", "完成", "座", 0, 35, 290),
    Work("散煤替代用户", "改造", "户", 0, 2600, 48000),
    Work("造林", "完成", "万亩", 2, 1.2, 16),
    Work("中幼林抚育", "完成", "万亩", 2, 2.4, 24),
    Work("历史遗留矿山修复", "完成", "公顷", 2, 180, 2600),
    Work("水土流失治理", "完成", "平方公里", 1, 40, 310),
    Work("河道清淤", "完成", "公里", 1, 30, 260),
    Work("城市绿地", "新增", "万平方米", 1, 90, 760),
    Work("口袋公园", "新建", "个", 0, 22, 150),
    Work("绿道", "建设", "公里", 1, 30, 310),
    Work("绿色工厂", "培育", "家", 0, 8, 66, ("国家级绿色工厂", "省级绿色工厂")),
    Work("扬尘在线监测设备", "安装", "套", 0, 120, 1500),
)

COUNTS = (
    Work("执法人员", "出动", "人次", 0, 2600, 48000),
    Work("涉气企业", "检查", "家次", 0, 900, 18000),
    Work("施工工地", "巡查", "个次", 0, 700, 16000),
    Work("环境问题", "发现", "个", 0, 260, 9200),
    Work("环境违法案件", "立案查处", "起", 0, 40, 620),
    Work("整改通知书", "下达", "份", 0, 120, 3600),
    Work("柴油货车", "抽检", "辆次", 0, 1800, 36000),
    Work("油品样品", "抽检", "批次", 0, 90, 1700),
    Work("环境信访举报", "办结", "件", 0, 380, 5200),
    Work("执法检查行动", "开展", "次", 0, 12, 96),
    Work("行政处罚决定书", "送达", "份", 0, 60, 900),
    Work("环保宣传活动", "举办", "场", 0, 12, 120),
)
MONEY = (
    Work("大气污染防治专项资金", "争取中央", "万元", 0, 2200, 38000),
    Work("生态补偿资金", "兑现", "万元", 2, 600, 9800),
    Work("罚款", "处以", "万元", 2, 120, 2600),
    Work("环保投资", "完成", "亿元", 2, 4, 66),
)

CITIES = (
    "开封市", "洛阳市", "许昌市", "新乡市", "保定市", "临沂市", "襄阳市", "赣州市", "宜宾市", "常德市", "徐州市",
    "芜湖市", "咸阳市", "运城市", "柳州市", "绍兴市", "遵义市", "鞍山市", "沧州市", "菏泽市",
)  # fmt: skip
BUREAUS = (
    "市生态环境局", "市发展改革委", "市工业和信息化局", "市住房城乡建设局", "市交通运输局", "市城市管理局",
    "市农业农村局", "市水利局", "市自然资源和规划局", "市林业局", "市公安局", "市市场监管局", "市财政局",
)  # fmt: skip
