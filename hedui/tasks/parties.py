"""Names of units and persons in a field: split as printed, and completed where they share a beginning or an ending.

The rules are those of the annotation guide: ``上街区、巩义市人民政府`` names 上街区人民政府 and 巩义市人民政府.
"""

import re
from dataclasses import dataclass, replace
from itertools import groupby

_OPENERS, _CLOSERS = "([〔《【“", ")]〕》】”"
_GROUP_ENDS = ",;。\n\t"
_JOINER = re.compile("以及|和(?!平区|田|顺|龙|硕|静)|及|与")

# A name may end here, so that a 和 behind it joins two names; in 自然资源和规划局 it does not.
_COMPLETE = re.compile(
    "(?:局|委|办|厅|部|署|院|公司|集团|中心|管委会|委员会|联合会|协会|政府|人大|政协|单位|部门|企业|学校|大学|队|站|所|海关|"
    r"组|区|(?<!城)市|县|州|旗|乡|镇|街道|办事处|负责人|人民银行)(?:\([^()]*\))?$"
)
_ORGAN = re.compile("(?:党工委|管委会|管理委员会|党委|人民政府|政府|人大|政协|街道办事处|办事处)$")
_GOVERNMENT = re.compile("([省市县区旗州])(?:人民)?政府")
_ZONE = re.compile("(?:开发区|高新区|经开区|实验区|示范区|功能区|园区|管理区|集聚区|保税区|度假区|港区)$")
_PLACE = re.compile(r"(?:区|市|县|州|旗|盟|乡|镇|街道|\((?:[市县区旗州]、?)+\))$")
_EITHER = re.compile("(?:(?<!高)新区|街道)$")
_ZONE_ORGAN = re.compile("(?:党工委|管委会|管理委员会)$")

_DEPARTMENT = re.compile("(?:局|委|办|厅|署|处|办公室|中心|院|支队|总队|联合会|社)$")
_LEVEL = re.compile("(?:自治区|省|市(?!场)|县|区|州)(?=.{2})(?!直|级|属|辖|有关|相关|人民)")
# Departments of a party committee: 市委组织部、宣传部.
_COMMITTEE = re.compile("[省市县区州]委(?=.+部$)")
_COMMITTEE_DEPARTMENT = re.compile("部$")
_PROVINCES = (
    "北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|重庆|四川|贵州|云南|西藏|"
    "陕西|甘肃|青海|宁夏|新疆"
)
# A name that stands on its own: of another level, another place, or a body that answers to no local level.
_STANDS_ALONE = re.compile(
    rf"(?:省|市(?!场)|县|区|州|自治区|国家|国务院|国网|中国|中央|全|各|其[它他]|相关|有关|{_PROVINCES})"
    "|[^市县区州省]{1,6}[省市县区州](?!场)|.*(?:铁路|海事|河务|流域)"
)
_LONGEST_ENDING = 30
_CHARGE = re.compile("(?:主要负责人|主要负责同志|主要领导|分管负责人|分管领导|负责人|负责同志)$")
_OFFICE = re.compile("(?:书记|市长|省长|县长|区长|主任|主席|常委|委员|部长|局长|秘书长|组长)$")
_ETC = re.compile(
    r"等(?:\d+个|[一二两三四五六七八九十]+个)?(?:有关|相关|各有关|市直)*(?:单位|部门|地区|地方|企业)?(?:按照?(?:各自)?职责(?:分工)?(?:负责|落实)?)?$"
)
_LEADING = re.compile("以及|及(?!其[^它他])|由")
_NOTHING = re.compile("[—无/-]*")


@dataclass(frozen=True, slots=True)
class Mention:
    """One name: the span of the text it was printed at, and the name completed."""

    start: int
    end: int
    name: str
    group: int = 0


def read_names(text: str) -> list[Mention]:
    """Split the value of a field into names of units, each completed by what it shares with its neighbours."""
    mentions = _split(text)
    mentions = _complete_departments(mentions)
    mentions = _complete_organs(mentions)
    return _complete_charges(mentions)


def read_persons(text: str) -> list[Mention]:
    """Split the value of a field into persons; an office before its holder's next office stays with it.

    Persons may be named by their units (责任单位主要负责人), which are then completed as units are.
    """
    mentions: list[Mention] = []
    for mention in _split(text):
        previous = mentions[-1] if mentions else None
        if previous and previous.group == mention.group and _OFFICE.search(previous.name):
            name = f"{previous.name}、{mention.name}"
            mentions[-1] = replace(mention, start=previous.start, name=name)
        else:
            mentions.append(mention)
    return _complete_charges(mentions)


def is_unit(name: str) -> bool:
    """Whether a text ends like the name of a unit or place."""
    return _COMPLETE.search(name) is not None


def _split(text: str) -> list[Mention]:
    mentions: list[Mention] = []
    start = depth = group = 0
    for position, character in enumerate(text + "\n"):
        if character in _OPENERS:
            depth += 1
        elif character in _CLOSERS:
            depth = max(0, depth - 1)
        elif position == len(text) or (depth == 0 and (character == "、" or character in _GROUP_ENDS)):
            mentions += _parts(text, start, position, group)
            start = position + 1
            group += character in _GROUP_ENDS
    return mentions


def _parts(text: str, start: int, end: int, group: int) -> list[Mention]:
    """The names of a stretch without 、: cut at 和, 及 … outside brackets where a complete name stands before them."""
    names: list[Mention] = []
    depth, position = 0, start + 1
    while position < end:
        joiner = None
        if text[position] in _OPENERS:
            depth += 1
        elif text[position] in _CLOSERS:
            depth -= 1
        elif depth == 0:
            joiner = _JOINER.match(text, position, end)
        if joiner and _COMPLETE.search(text, max(start, position - _LONGEST_ENDING), position):
            names += _name(text, start, position, group)
            start = position = joiner.end()
        position += 1
    return names + _name(text, start, end, group)


def _name(text: str, start: int, end: int, group: int) -> list[Mention]:
    while start < end and text[start].isspace():
        start += 1
    if leading := _LEADING.match(text, start, end):
        start = leading.end()
    if etc := _ETC.search(text, start, end):
        end = etc.start()
    name = text[start:end].rstrip()
    return [] if _NOTHING.fullmatch(name) else [Mention(start, start + len(name), name, group)]


def _complete_departments(mentions: list[Mention]) -> list[Mention]:
    """市城管局、城建局、交通局: the level of the first holds for those behind it.

    Where another name prints its level too, one without it has none; but a 厅 is always of the province.
    """
    completed: list[Mention] = []
    for _, members in groupby(mentions, key=lambda mention: mention.group):
        group = list(members)
        for pattern, department in ((_LEVEL, _DEPARTMENT), (_COMMITTEE, _COMMITTEE_DEPARTMENT)):
            levels = [found.group() if (found := pattern.match(mention.name)) else "" for mention in group]
            is_habit = sum(map(bool, levels)) > 1
            level = ""
            for position, mention in enumerate(group):
                level = levels[position] or level
                is_bare = department.search(mention.name) and not _STANDS_ALONE.match(mention.name)
                if level and is_bare and (not is_habit or mention.name.endswith("厅")):
                    group[position] = replace(mention, name=level + mention.name)
        completed += group
    return completed


def _complete_organs(mentions: list[Mention]) -> list[Mention]:
    """郑州高新区党工委、管委会 share their beginning; 上街区、巩义市人民政府 share their ending."""
    completed: list[Mention] = []
    waiting: list[Mention] = []  # places whose organ is still to come
    place = ""
    for printed in mentions:
        mention = _of_same_place(printed, completed[-1] if completed else None)
        organ = _ORGAN.search(mention.name)
        if organ and organ.start() == 0 and place:
            completed += [_endow(other, mention.name) for other in waiting if _fits(other.name, mention.name)]
            completed.append(replace(mention, name=place + mention.name))
        elif organ and organ.start() and _PLACE.search(mention.name, 0, organ.start()):
            place = mention.name[: organ.start()]
            first = _last_places(completed)
            waiting = completed[first:]
            completed[first:] = [_endow(o, organ.group()) if _fits(o.name, organ.group()) else o for o in waiting]
            completed.append(mention)
        else:
            place, waiting = "", []
            completed.append(mention)
    return completed


def _of_same_place(mention: Mention, previous: Mention | None) -> Mention:
    """In 云山县委、县政府 the second is of the place that the first names."""
    level = _GOVERNMENT.fullmatch(mention.name)
    if level and previous and len(previous.name) > 2 and previous.name.endswith(f"{level[1]}委"):
        return replace(mention, name=previous.name[:-2] + mention.name)
    return mention


def _last_places(mentions: list[Mention]) -> int:
    """Where the run of bare places at the end of the list begins."""
    start = len(mentions)
    while start and _PLACE.search(mentions[start - 1].name):
        start -= 1
    return start


def _fits(place: str, organ: str) -> bool:
    """Zones have a 管委会, counties and cities a government."""
    if _EITHER.search(place):
        return True
    return bool(_ZONE.search(place)) == bool(_ZONE_ORGAN.search(organ))


def _endow(mention: Mention, organ: str) -> Mention:
    return replace(mention, name=mention.name + organ)


def _complete_charges(mentions: list[Mention]) -> list[Mention]:
    """各牵头单位、责任单位主要负责人: the person in charge of each."""
    completed = list(mentions)
    charge = ""
    for position in range(len(mentions) - 1, -1, -1):
        name = mentions[position].name
        if found := _CHARGE.search(name):
            charge = found.group()
        elif charge and is_unit(name):
            completed[position] = _endow(mentions[position], charge)
        else:
            charge = ""
    return completed
