import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedui.documents.fold import LEFT_OUT, fold, simplify
from hedui.vocabulary.codes import Script

ANY_TEXT = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("，。：；（）％．－—–～　\u200b\ufeff\r\n\t09AZ臺灣裡髮發乾鬱"),
    )
)


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        ("ＰＭ２．５，４３％", "PM2.5,43%"),
        ("（一）：；？！", "(一):;?!"),
        ("１～８月，２０２３－２０２５", "1~8月,2023-2025"),
        ("2023—2025、2023–2025", "2023—2025、2023-2025"),
        ("μg µg", "μg μg"),
        ("吨/月•平方公里", "吨/月·平方公里"),
        ("「三線」『一單』", "“三線”‘一單’"),
        ("CO₂、SO₂、O₃", "CO2、SO2、O3"),
        ("⽔⼟保持", "水土保持"),  # Kangxi radicals, as PDFs have them
        ("“四定”、《办法》〔2023〕〈意见〉", "“四定”、《办法》〔2023〕〈意见〉"),
        ("㎡ m³ ℃ ‰ Ⅱ ①", "㎡ m³ ℃ ‰ Ⅱ ①"),
        ("甲\r\n乙\r丙\u2028丁", f"甲{LEFT_OUT}\n乙\n丙\n丁"),
        ("甲\u00ad乙\ufeff丙\x07", f"甲{LEFT_OUT}乙{LEFT_OUT}丙{LEFT_OUT}"),
    ],
)
def test_folding(raw: str, folded: str) -> None:
    assert fold(raw) == folded


@given(ANY_TEXT)
def test_folding_keeps_places_and_is_idempotent(raw: str) -> None:
    folded = fold(raw)
    assert len(folded) == len(raw)
    assert fold(folded) == folded


@given(ANY_TEXT)
def test_simplifying_keeps_places(raw: str) -> None:
    simplified, _ = simplify(fold(raw))
    assert len(simplified) == len(raw)


@pytest.mark.parametrize(
    ("text", "simplified", "script"),
    [
        ("全市煤炭消费总量持续下降", "全市煤炭消费总量持续下降", Script.HANS),
        ("全市煤炭消費總量持續下降,環境質量改善", "全市煤炭消费总量持续下降,环境质量改善", Script.HANT),
        ("乾隆年間的髮式與發電", "乾隆年间的发式与发电", Script.HANT),
        ("全市空气质量持续改善。" * 20 + "環境質量改善", "全市空气质量持续改善。" * 20 + "环境质量改善", Script.HANS),
        ("全市空气质量持续改善。" * 20 + "環境質量穩定向好," * 2, None, Script.MIXED),
    ],
)
def test_script(text: str, simplified: str | None, script: Script) -> None:
    result, found = simplify(text)
    assert found is script
    if simplified is not None:
        assert result == simplified
