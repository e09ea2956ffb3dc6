"""What two figures must share to be one quantity: the thing named, and the reference area it is named of.

A mapped subject is its indicator. An unmapped one is its printed name, without what the other fields of a figure say
(place, time, mean) and without the differences of writing.
"""

import re

from hedui.vocabulary.indicators import fold_name
from hedui.vocabulary.regions import RegionRegistry

AREA = re.compile(
    "京津冀及周边(?:地区)?|京津冀|长三角|珠三角|粤港澳大湾区|汾渭平原|成渝(?:地区)?|苏皖鲁豫交界(?:地区)?|长江中游城市群|城市群|片区|流域|"
    "[东中西]部地区|东北地区"
)
"""City clusters and regions without a code of their own, as far as texts name them."""
_SET = re.compile(
    r"[(“\"']?(?P<plus>2[+]\d{2})[”\"')]?个?城市|(?P<size>\d{2,4})个(?:[^\d,。;、(]{0,10})(?:城市|断面|站点|点位)"
)
_TIME = re.compile(
    r"\d{4}年|\d{1,2}(?:[-—~至]\d{1,2})?月份?|前[一二三四]季度|[上下]半年|全年|当[年月]|今年|本[年月]|累计|截至|年末|月末|年底"
)
_SAYS_HOW = re.compile(
    "^(?:其中|全国|全省|全市|全县|全区|我[国省市县区]|本[省市县区]|实现|完成|累计)+|(?:为|达到?|共|约)+$"
)
_OF_AREA = re.compile(
    "^(?:地区|地级及以上|设区的?|各?城市|各?市|空气质量)+(?=..)"
)  # whom a mean over an area is taken over
_NO_NAME = re.compile("^(?:比上年|较上年|同比|环比|上年同|疫情前|同期|去年|同相比|两年|[一二三四五六七八九十]+是)")
_DOES = re.compile("^(生产|进口|出口|加工)(.{2,})$")  # 生产原煤 and 原煤产量 are one thing
_DONE = re.compile("(?:产|生产)量$|(进口|出口|加工)量$")
_LEAST_NAME = 3


def printed_name(subject: str, regions: RegionRegistry) -> str | None:
    """The normalised name by which an unmapped thing is known in every document; None where it names no thing."""
    if _NO_NAME.match(subject):
        return None
    name = AREA.sub("", _TIME.sub("", subject))
    name = _SET.sub("", name)
    spans = list(regions.find(name)) if name else []
    for start, end, _ in reversed(spans):
        name = name[:start] + name[end:]
    name = _OF_AREA.sub("", name)
    name = _SAYS_HOW.sub("", fold_name(name))
    name = _DONE.sub(lambda found: found[1] or "生产", _DOES.sub(r"\2\1", name))
    return name if len(name) >= _LEAST_NAME else None


def set_size(words: str) -> int | None:
    """The size of the set of cities, sections or stations that was named last in the words (339个地级及以上城市)."""
    last = None
    for last in _SET.finditer(words):  # noqa: B007
        pass
    if last is None:
        return None
    if last["plus"]:
        return sum(map(int, last["plus"].split("+")))
    return int(last["size"])
