"""Parts of the pages: text that cannot act, tables and their CSV, charts, the folder, the index of the search."""

import csv
import io
import json
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedui.reconciliation.relations import RELATIONS
from hedui.site.charts import Bar, Line, Point, bars, lines, panel, spark, ticks
from hedui.site.folder import MANIFEST, Folder, NotASite
from hedui.site.labels import Both, labels
from hedui.site.reports import Mark, marked
from hedui.site.search import fold, hash_of
from hedui.site.site import STATIC, TEMPLATES
from hedui.site.tables import Cell, Column, Table
from hedui.site.text import json_text, number, period, printed, shown
from hedui.vocabulary import codes
from hedui.vocabulary.areas import AreaKind
from hedui.vocabulary.regions import RegionLevel
from hedui.warehouse.cells import ACTING

TEXTS = st.text(
    alphabet=st.one_of(st.sampled_from("<>&'\"\u202e\u200b\x07\u2028年5% \n"), st.characters(exclude_categories=["Cs"]))
)


class Read(HTMLParser):
    """What a browser shows of markup: its text, and the names of its elements."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.text, self.tags = "", set[str]()
        self.feed(str(markup))  # not Markup, which escapes what it is joined to
        self.close()

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)


@given(TEXTS)
def test_text_is_shown_as_written_and_characters_that_act_are_named(text: str) -> None:
    read = Read(shown(text))
    named = re.sub("[" + re.escape("".join(sorted(ACTING - set("\n\t")))) + "\u200b\u2060\ufeff]",
                   lambda found: f"U+{ord(found[0]):04X}", text)  # fmt: skip
    assert read.text == named
    assert read.tags <= {"span"}


@given(TEXTS)
def test_what_a_template_prints_holds_nothing_that_acts(text: str) -> None:
    assert not ACTING.difference("\n\t").intersection(printed(text))


@given(st.lists(TEXTS))
def test_json_ends_no_element_and_says_the_same(texts: list[str]) -> None:
    block = json_text(texts)
    assert not set("<>&\u2028\u2029\u202e\x07").intersection(block)
    assert json.loads(block) == texts


def test_no_template_trusts_text_and_no_script_reads_html() -> None:
    for template in TEMPLATES.iterdir():
        source = template.read_text(encoding="utf-8")
        assert not re.search(r"\|\s*safe|autoescape| on\w+=| style=|javascript:", source), template.name
    script = (STATIC / "script.js").read_text(encoding="utf-8")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|new Function", script)


@given(st.text(alphabet="年5%吨\n <", max_size=60), st.data())
def test_marks_are_all_there_and_the_text_between_is_kept(text: str, data: st.DataObject) -> None:
    ends = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    marks = [Mark(a, b, f"{n:05}", "actual") for n, (a, b) in enumerate(zip(ends[::2], ends[1::2], strict=False))]
    body = marked(text, marks, frozenset())
    assert re.findall(r'id="(\d+)"', body) == [mark.place for mark in marks]
    assert re.sub(r"\s", "", Read(body).text) == re.sub(r"\s", "", text)


@pytest.mark.parametrize(
    ("words", "start", "end", "english"),
    [
        ("2023年", date(2023, 1, 1), date(2023, 12, 31), "2023"),
        ("2021–2025年", date(2021, 1, 1), date(2025, 12, 31), "2021–2025"),
        ("2023年1–10月", date(2023, 1, 1), date(2023, 10, 31), "Jan–Oct 2023"),
        ("2024年2月", date(2024, 2, 1), date(2024, 2, 29), "Feb 2024"),
        ("2023年11月–2024年3月", date(2023, 11, 1), date(2024, 3, 31), "Nov 2023–Mar 2024"),
        ("2024年6月1日–7日", date(2024, 6, 1), date(2024, 6, 7), "2024-06-01 to 2024-06-07"),
        ("到2025年", None, date(2025, 12, 31), "by 2025-12-31"),
        ("2025年末", None, date(2025, 12, 31), "2025-12-31"),
        (None, None, None, ""),
    ],
)
def test_a_period_in_both_languages(words: str | None, start: date | None, end: date | None, english: str) -> None:
    assert period(words, start, end) == Both(words or "", english)


@pytest.mark.parametrize(("value", "said"), [(None, ""), (0.5, "0.5"), (1234567.0, "1,234,567"), (-3.2, "−3.2")])
def test_a_number_for_people(value: float | None, said: str) -> None:
    assert number(value) == said


def test_every_code_has_its_name_in_both_languages() -> None:
    for name, named in labels().items():
        known = {str(code) for code in ((*RegionLevel, *AreaKind) if name == "Level" else getattr(codes, name))}
        assert known == set(named), name
        assert all(len(pair) == 2 for pair in named.values()), name
    assert set(labels()["Relation"]) == {str(relation.code) for relation in RELATIONS}


def test_csv_has_the_rows_shown_and_no_formula() -> None:
    table = Table(
        "data/x.csv",
        Both("表", "Table"),
        (Column("名称", "Name"), Column("数值", "Value", "num")),
        [[Cell("=1+1", None, "report/a.html#00001"), Cell("5")], [Cell("甲\u202e", "A", "place/1.html"), Cell("6")]],
    )
    rows = list(csv.reader(io.StringIO(table.csv().removeprefix("\ufeff"), newline="")))
    assert rows[0] == ["名称 Name", "数值 Value", "链接 link"]
    assert rows[1:] == [["'=1+1", "5", "report/a.html#00001"], ["甲\ufffd", "6", "place/1.html"]]


@given(st.floats(-1e9, 1e9), st.floats(0, 1e6))
def test_ticks_span_the_values(low: float, spread: float) -> None:
    found = ticks(low, low + spread)
    slack = 1e-6 * max(1.0, abs(low), spread)
    assert found[0] <= low + slack and found[-1] >= low + spread - slack
    assert 2 <= len(found) <= 12 and found == sorted(found)


def test_a_chart_names_its_lines_links_its_values_and_stays_within_its_frame() -> None:
    series = [
        Line(
            Both("甲市", "A"),
            [Point(2022.5, 30, "../report/a.html#1", "三十"), Point(2023.5, 28, "#2", "<b>", 27.5, 28.5)],
            [Point(2025.5, 25, "#3", "目标")],
        ),
        Line(Both("乙市", "B"), [Point(2023.5, 41, "#4", "四十一", is_accused=True)], (), 1),
    ]  # fmt: skip
    svg = lines(series, "微克/立方米", Both("指标", "Indicator"))
    assert {"甲市", "乙市", "A", "B"} <= set(re.findall(r">([^<]+)</text>", svg))
    assert re.findall(r'href="([^"]+)"', svg) == ["#3", "../report/a.html#1", "#2", "#4"]
    assert "&lt;b&gt;" in svg and svg.count("accused") == 1 and svg.count('class="target"') == 1
    places = [tuple(map(float, found)) for found in re.findall(r'cx="([\d.]+)" cy="([\d.]+)"', svg)]
    assert all(64 <= x <= 860 and 30 <= y <= 286 for x, y in places)
    assert Read(svg).tags <= {"svg", "text", "path", "g", "a", "circle", "title"}


def test_what_counts_from_new_year_is_not_joined_across_it() -> None:
    points = [
        Point(2022.3, 1, "#", ""),
        Point(2022.9, 2, "#", ""),
        Point(2023.2, 1, "#", ""),
        Point(2023.6, 2, "#", ""),
    ]
    joined = lines([Line(Both("甲", "A"), points)], "", Both("", ""))
    apart = lines([Line(Both("甲", "A"), points, is_by_year=True)], "", Both("", ""))
    strokes = [re.search(r'class="line" d="([^"]*)"', svg)[1].count("M") for svg in (joined, apart)]  # type: ignore[index]
    assert strokes == [1, 2]
    assert panel(Line(Both("甲", "A"), points, is_by_year=True), [0, 2], (2022, 2023)).count('class="line"') == 2


def test_places_side_by_side_keep_their_order() -> None:
    svg = bars([Bar(Both("甲", "A"), 3, "3吨", "#a", ""), Bar(Both("乙", "B"), 2, "2吨", "#b", "")], Both("", ""))
    assert re.findall(r'href="([^"]+)"', svg) == ["#a", "#b"]
    assert spark([1]) == "" and "line" in spark([1, 2, 2])


def test_a_folder_writes_what_changed_and_removes_what_is_gone(tmp_path: Path) -> None:
    def make(files: dict[str, str]) -> Folder:
        folder = Folder(tmp_path / "site")
        for path, content in files.items():
            folder.add(path, content)
        folder.commit()
        return folder

    assert set(make({"a.html": "1", "sub/b.html": "2"}).written) == {"a.html", "sub/b.html", MANIFEST}
    same = (tmp_path / "site" / "a.html").stat().st_mtime_ns
    again = make({"a.html": "1", "c.html": "3"})
    assert set(again.written) == {"c.html", MANIFEST} and again.removed == ["sub/b.html"]
    assert (tmp_path / "site" / "a.html").stat().st_mtime_ns == same
    assert sorted(path.name for path in (tmp_path / "site").iterdir()) == ["a.html", "c.html", MANIFEST]
    assert not make({"a.html": "1", "c.html": "3"}).written


def test_a_page_that_fails_leaves_the_site_as_it_was(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.add("a.html", "1")
    folder.commit()
    broken = Folder(tmp_path)
    broken.add("a.html", "2")  # and then the making fails: nothing is put in place
    assert (tmp_path / "a.html").read_text() == "1"


def test_a_folder_with_other_things_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("")
    with pytest.raises(NotASite, match="holds no site"):
        Folder(tmp_path)
    with pytest.raises(NotASite, match="is a file"):
        Folder(tmp_path / "thesis.doc")


def test_words_are_compared_without_width_case_or_space() -> None:
    assert fold("ＰＭ ２.５\n浓度") == fold("pm2.5浓度")
    assert hash_of("散煤") == 1549254951  # as the page's script computes it
