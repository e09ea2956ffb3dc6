"""Where a numeral stands: one pattern of named alternatives, each a form with a reader of its own in ``lexer``.

Every alternative is linear: no nested repetition.
"""

import re

from hedui.language import numerals
from hedui.language.rules import load_rules

_CN = numerals.CHINESE
NUMBER = r"(?:\d{1,3}(?:[,'’]\d{3})+(?!\d)|\d+)(?:\.\d+)?"
"""A number in digits."""
BARE = re.compile(NUMBER)
_Y = r"(?:19|20)\d\d"
_M = r"(?:1[0-2]|0?[1-9])"
_D = r"(?:3[01]|[12]\d|0?[1-9])"
_TO = r"[-—~至到]"
_PART = r"(?:年?底|年?末|年初|初|年中|年内|度|上半年|下半年|前三季度|第?[一二三四1-4]季度|全年)"
_DAYS = rf"(?:{_D}日|份|底|末|初|上旬|中旬|下旬)"

_TIME = "|".join(
    [
        rf"{_Y}[./-](?:1[0-2]|0?[1-9])[./-]{_D}(?!\d)(?:\d\d:\d\d(?::\d\d)?|\s\d\d?:\d\d(?::\d\d)?)?",
        rf"{_Y}[-—/]\d\d(?:财政|财务)?年度",
        rf"{_Y}年?{_TO}{_Y}(?:年(?:年?底|末|度)?|(?![\d.]))",
        rf"{_Y}年{_M}月?{_TO}{_M}月(?:{_DAYS})?",
        rf"{_Y}年{_M}月{_D}日?{_TO}(?:{_Y}年)?(?:{_M}月)?{_D}日",
        rf"{_Y}年{_M}月{_TO}{_Y}年{_M}月",
        rf"{_Y}年{_M}月(?:{_DAYS})?(?:{_D}时)?",
        rf"{_Y}年第?[一二三四1-4]{_TO}[一二三四1-4]季度",
        rf"{_Y}年{_PART}?|(?:{_Y})?[上下]半年",
        rf"{_Y}(?=(?:-{_Y})?(?:年度|计划|规划|产业))",
        rf"{_M}月{_D}日(?:{_TO}(?:{_M}月)?{_D}日)?",
        rf"{_M}月{_TO}(?:[次翌]|第二)年{_M}月(?:底|末)?",
        rf"{_M}月?{_TO}{_M}月(?:{_DAYS})?",
        rf"{_M}月(?:{_DAYS})?(?!饼|报表)",
        rf"{_M}(?:、{_M}){{1,5}}[两三四五六]?个?月份?",
        rf"{_Y}(?:、{_Y}){{1,4}}[两三四五]?年",
        rf"前{_M}个?月",
        r"(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?!\d|:)(?![.]\d)",
        r"(?:[01]?\d|2[0-4])时[0-5]?\d分(?:[0-5]?\d秒)?",
        r"(?:前|第)?[一二三四]季度|前[二两三]个?季度|[一二三四]至[一二三四]季度",
        r"[零〇一二三四五六七八九]{4}年(?:底|末|度)?",
        r"(?<=[“\"『])[七八九十]五(?=[”\"』])|(?<![一二三四五六七八九十0-9])[七八九十]五(?=时期|期间|以来)",
        r"十[一二三四五六七]五(?=[”\"』]|时|期|规|以|末|收|开|前|后|的|,|、|和|中|总|纲|目|环|生|节|污|任|国|城|重|发)",
        r"(?:近|前|后|过去|未来|今后|最近|此后|往后)(?:\d+|[一二两三四五六七八九十]+)年(?:来|间|内)?",
        r"(?:[一二两三四五六七八九十]+|\d{1,2})年(?:来|间|以来)",
        r"(?:前|近|后)[一二两三四五六七八九十]日|[一二两三五七十]+(?:个工作)?日(?=内|前|后|起)",
        r"二?十[一二三四五六七八九]?世纪(?:[二三四五六七八九]十年代)?",
        r"\d{1,4}年代",
        r"7[×xX*]24小时",
    ]
)

RULES = load_rules("references")
"""What points, marks or names (``data/language/references.yml``)."""


def _references(means: str) -> str:
    return "|".join(rule.pattern.pattern for rule in RULES if rule.means == means)


_SIGNS = "¼-¾⅐-⅞"
_MARKS = "①-⑳㉑-㉟❶-❿⓵-⓾"
# Every alternative begins with one of these characters; the look ahead spares the others a try of each.
_FIRST = f"\\-0-9.A-Za-z{_CN}{numerals.CAPITAL}〔\\[(【国劣ⅠⅡⅢⅣⅤⅥ第首双前近后过未今最此往上下几数成半—{_SIGNS}{_MARKS}"
# Those that begin many other words do so here before certain characters alone.
_RARELY = (
    rf"国(?![一二三四五六ⅠⅡⅢⅣⅤⅥ])|[〔\[(【](?!\d)|[近后前](?![\d{_CN}])|过(?!去)|未(?!来)|今(?!后)|最(?!近)|[此往](?!后)"
    r"|首(?![位批])|双(?<![“\"]双)|上(?![十百千万亿半])|下(?!半)|几(?![十百千万亿])|数(?![以十百千万亿])|成(?![百千])|—(?!\d)"
)
_SUPER = "⁰¹²³⁴⁵⁶⁷⁸⁹"
MENTION = re.compile(
    f"(?=[{_FIRST}])(?!{_RARELY})(?:"
    + "|".join(
        [
            r"(?P<document>[〔\[(【]" + _Y + r"[〕\])】](?:第)?\d+号)",
            rf"(?P<ident>{_references('ident')})",
            r"(?P<lettered>(?<![A-Za-z\d.])(?:[OoIl]+\.?\d|\d[.\d]*[OoIl])[.\dOoIl]*(?<!\.)(?![A-Za-z]))",
            r"(?P<code>(?<![A-Za-z])[A-Za-z]{1,6}-?\d+(?:\.\d+)?(?:-\d+)?)",
            rf"(?P<marker>{_references('ordinal')})",
            rf"(?P<name>{_references('name')})",
            rf"(?P<time>(?<![\d.])(?:{_TIME}))",
            r"(?P<first>(?<=[居列全国省市区县])首位|首批(?=[国省市级入]))",
            rf"(?P<ordinal>第(?:\d+(?:\.\d+)?|[{_CN}]+))",
            rf"(?P<power>{NUMBER}[×xX*]10(?:\^[-−]?\d{{1,2}}|⁻?[{_SUPER}]{{1,2}})|[1-9]\.\d+[×xX*]10(?:[2-9]|1\d)(?![\d.])"
            r"|\d+(?:\.\d+)?[eE][+-]?\d{1,2}(?![0-9A-Za-z]))",
            rf"(?P<product>{NUMBER}[×xX*]{NUMBER})",
            rf"(?P<ratio>{NUMBER}(?:[:∶]{NUMBER})+)",
            rf"(?P<percent>[百千万]分之(?:[{_CN}]+(?:点[{_CN}]+)?(?:[至到](?:[百千万]分之)?[{_CN}]+(?:点[{_CN}]+)?)?|{NUMBER}))",
            rf"(?P<fraction>[{_CN}]+分之[{_CN}]+|(?<![\d/A-Za-z])(?:\d{{1,3}}又)?[1-9]\d?/(?:10{{1,3}}|\d\d?)(?![\d/.年月日号A-Za-z])"
            rf"|\d*[{_SIGNS}]|一半(?!径)|(?<![一另前后])半数"
            r"|百分百|[一二三四五六七八九两]成半|[一二三四五六七八九]成[一二三四五六七八九])",
            r"(?P<damaged>\d{1,3}(?:,\d+)+(?:\.\d+)?,?|\d+(?:\.\d+){2,}|\d+[·_⒈-⒛]\d+(?:\.\d+)?"
            r"|\d+。\d+|\d+ \d+(?:\.\d+)?)",
            rf"(?P<number>{NUMBER}|(?<![\dA-Za-z.])\.\d+)",
            rf"(?P<vague>{numerals.VAGUE})",
            r"(?P<half>(?<![上下大前后一])半(?=(?:年|个月|天|个?小时)(?![度制报])))",
            f"(?P<capital>[{numerals.CAPITAL[1:13]}][{numerals.CAPITAL}]*)",
            rf"(?P<chinese>[{_CN}]+(?:点[零〇一二三四五六七八九]+)?)",
        ]
    )
    + ")"
)
