"""Names of units and persons: splitting and completion."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedui.tasks.parties import read_names, read_persons


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("市生态环境局", ["市生态环境局"]),
        ("市工信局、市水利局,各开发区管委会", ["市工信局", "市水利局", "各开发区管委会"]),
        # shared endings
        ("东城区、云山市人民政府", ["东城区人民政府", "云山市人民政府"]),
        ("滨海高新区、滨海经开区管委会,云山市、东城区政府",
         ["滨海高新区管委会", "滨海经开区管委会", "云山市政府", "东城区政府"]),
        ("东城区、云山市党委、政府", ["东城区党委", "云山市党委", "东城区政府", "云山市政府"]),
        # a zone has no government, a city no 管委会
        ("滨海高新区、云山市人民政府", ["滨海高新区", "云山市人民政府"]),
        # shared beginnings
        ("滨海高新区党工委、管委会", ["滨海高新区党工委", "滨海高新区管委会"]),
        ("云山县委、县政府", ["云山县委", "云山县政府"]),
        ("市委、市政府", ["市委", "市政府"]),
        ("市城管局、城建局、交通局", ["市城管局", "市城建局", "市交通局"]),
        ("市城管局、园林局、重点项目办等,各县(市、区)政府",
         ["市城管局", "市园林局", "市重点项目办", "各县(市、区)政府"]),
        ("市工信局、市场监管局、农业农村局", ["市工信局", "市市场监管局", "市农业农村局"]),
        ("省发展改革委、省水利厅、财政厅、某某公司", ["省发展改革委", "省水利厅", "省财政厅", "某某公司"]),
        ("市委组织部、宣传部", ["市委组织部", "市委宣传部"]),
        # nothing shared: the level is printed where it holds, and others stand on their own
        ("市水利局、市林业局、黄河水利局", ["市水利局", "市林业局", "黄河水利局"]),
        ("市交通局、中国铁路某某局、云山县水利局", ["市交通局", "中国铁路某某局", "云山县水利局"]),
        # 和, 及 join names only where a complete name stands before them
        ("市自然资源和规划局、住房和城乡建设局", ["市自然资源和规划局", "市住房和城乡建设局"]),
        ("各开发区党工委、管委会和县(市、区)党委、政府",
         ["各开发区党工委", "各开发区管委会", "县(市、区)党委", "县(市、区)政府"]),
        ("市交通局及其他市直相关单位", ["市交通局", "其他市直相关单位"]),
        ("东城区管委会,及其它相关县(市、区)政府", ["东城区管委会", "其它相关县(市、区)政府"]),
        ("和平区、和田县政府", ["和平区政府", "和田县政府"]),
        ("市财政局以及市统计局等部门", ["市财政局", "市统计局"]),
        # brackets
        ("市市场监管局(市散煤办、市质检办)、各县(市、区)政府",
         ["市市场监管局(市散煤办、市质检办)", "各县(市、区)政府"]),
        ("牵头单位、责任单位主要负责人", ["牵头单位主要负责人", "责任单位主要负责人"]),
        ("无", []),
        ("", []),
    ],
)  # fmt: skip
def test_names_of_units(printed: str, names: list[str]) -> None:
    assert [mention.name for mention in read_names(printed)] == names


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("张三、李四", ["张三", "李四"]),
        ("市委常委、常务副市长王五,李四", ["市委常委、常务副市长王五", "李四"]),
        ("各牵头单位、责任单位主要负责人", ["各牵头单位主要负责人", "责任单位主要负责人"]),
    ],
)
def test_names_of_persons(printed: str, names: list[str]) -> None:
    assert [mention.name for mention in read_persons(printed)] == names


def test_each_name_keeps_the_span_it_was_printed_at() -> None:
    printed = "滨海高新区党工委、管委会及东城区政府"
    assert [printed[m.start : m.end] for m in read_names(printed)] == ["滨海高新区党工委", "管委会", "东城区政府"]


@given(st.text(alphabet="市局、,和及()区县政府党委管会主要负责人等 ", max_size=60))
def test_each_name_is_printed_inside_the_value(printed: str) -> None:
    for mention in read_names(printed):
        assert printed[mention.start : mention.end]
        assert mention.name.strip()


def test_a_long_value_is_read_in_linear_time() -> None:
    assert len(read_names("市水利局和" * 20_000)) == 20_000
