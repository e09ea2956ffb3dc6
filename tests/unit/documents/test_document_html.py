from collections.abc import Sequence

import pytest

from hedui.documents.errors import TooLarge
from hedui.documents.formats.html import read_html
from hedui.documents.reader import document_from_bytes

PARAGRAPH = "2024年,全市PM<sub>2.5</sub>年均浓度35微克/立方米,同比下降5.4%,完成年度目标任务。"

PAGE = f"""<!DOCTYPE html>
<html><head><title>某市2024年公报-某市人民政府</title><style>p {{color: red}}</style></head><body>
<div class="top"><ul><li><a href="/">首页</a></li><li><a href="/a">政务公开,便民服务</a></li></ul></div>
<div>当前位置:<a href="/">首页</a>&gt;<a href="/b">公报公告,统计数据</a></div>
<h1>某市2024年公报</h1>
<div><span>来源:市局</span>&nbsp;<span>时间:2025-06-05</span></div>
<div><p>　　{PARAGRAPH}</p><p>一、大气环境</p><div>全市优良天数<b>281</b>天,<br>同比增加12天。</div>
<table><caption>表1</caption>
<thead><tr><th>指标</th><th>单位</th><th colspan="2">年份</th></tr></thead>
<tr><td>PM2.5</td><td rowspan="2">微克/立方米</td><td>35</td><td>37</td></tr>
<tr><td>PM10</td><td>60</td><td>61</td></tr></table>
<p>二、水环境持续改善,优良比例100%。</p></div>
<script>var text = "一段脚本,不是正文。";</script>
<div>上一篇:<a href="/1">某某通知,某某公告</a></div>
<div>版权所有:某市人民政府 ICP备12345号,公网安备67890号</div></body></html>"""


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_the_article_is_found_among_the_furniture(encoding: str) -> None:
    document = document_from_bytes(PAGE.encode(encoding), "page.html", None)
    assert document.media_type == "text/html"
    lines = [document.text.clean[block.start : block.end] for block in document.blocks]
    assert lines == [
        "某市2024年公报",
        "来源:市局时间:2025-06-05",
        "2024年,全市PM2.5年均浓度35微克/立方米,同比下降5.4%,完成年度目标任务。",
        "一、大气环境",
        "全市优良天数281天,同比增加12天。",
        "表1",
        "指标\t单位\t年份\t",
        "PM2.5\t微克/立方米\t35\t37",
        "PM10\t\t60\t61",
        "二、水环境持续改善,优良比例100%。",
    ]
    assert [block.is_header for block in document.blocks if block.table] == [True, False, False]
    assert document.metadata.title == "某市2024年公报"


def rows(html: str) -> Sequence[Sequence[str]]:
    extract = read_html(f"<body>{html}</body>", "x")
    return [[extract.raw[start:end] for start, end in row.cells] for row in extract.rows]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("<tr><td>甲<td>乙<tr><td>1<td>2", [["甲", "乙"], ["1", "2"]]),
        ("<tr><td rowspan=2>甲<td colspan=2>乙<tr><td>1<td>2", [["甲", "乙", ""], ["", "1", "2"]]),
        ("<tr><td>甲<td rowspan=3>乙<tr><td>1<tr><td>2", [["甲", "乙"], ["1", ""], ["2", ""]]),
        ("<tr><td rowspan=0>甲<td colspan=x>乙<tr><td>1<td>2", [["甲", "乙"], ["1", "2"]]),
        ("<tr><td>甲<br>丙<td>乙<tr><td><p>1</p><p>3</p><td>2", [["甲 丙", "乙"], ["1 3", "2"]]),
        ("<tr><td>只有一列<tr><td>的框架", []),
        ("<tr><td><table><tr><td>1<td>2<tr><td>3<td>4</table><td>右<tr><td>下<td>角", [["1", "2"], ["3", "4"]]),
        ("<tr><td>导航<td>" + "正文很长,全市稳步改善。" * 60 + "<tr><td>下<td>角", []),
    ],
)
def test_tables(table: str, expected: Sequence[Sequence[str]]) -> None:
    assert rows(f"<table>{table}</table>") == expected


@pytest.mark.parametrize(
    "unit", ["<b></b><p>", "<tr><td rowspan=999 colspan=99>", "<td>甲", "</p>", "<", "<li>甲", "<i>甲</i>"]
)
def test_hostile_markup_comes_to_an_end(unit: str) -> None:
    extract = read_html("<body><p>全市稳步改善,成效明显。</p><table>" + unit * 20_000, "x")
    assert len(extract.raw) < 1_000_000


@pytest.mark.parametrize("unit", ["<div>", "<ul><li>", "<table><tr><td>", "<div></p>"])
def test_bottomless_nesting_is_refused_before_it_is_parsed(unit: str) -> None:
    with pytest.raises(TooLarge):
        read_html(unit * 1_000_000, "x")
