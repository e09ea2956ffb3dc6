import pytest

from hedui.documents.encoding import decode
from hedui.documents.errors import BinaryFile, DocumentError, UnreadableEncoding

SIMPLIFIED = "2024年,示例市细颗粒物年均浓度35微克/立方米,同比下降5.4%,完成年度目标任务。\r\n"
TRADITIONAL = "2024年,示例市細顆粒物年均濃度35微克/立方米,同比下降5.4%,完成年度目標任務,環境質量持續改善。\n"
LONG_TRADITIONAL = TRADITIONAL + (
    "全市各級各部門認真貫徹落實生態環境保護的決策部署,堅持精準治污、科學治污、依法治污,協同推進降碳、減污、擴綠、增長。"
    "加強工業企業深度治理,推動鋼鐵、水泥、焦化等行業超低排放改造,淘汰落後產能,壓減煤炭消費,發展清潔能源。"
    "強化揚塵、柴油貨車和揮發性有機物綜合管控,完善監測網絡,嚴格執法監管,切實解決群眾關心的突出環境問題。"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030", "gbk"])
@pytest.mark.parametrize("text", [SIMPLIFIED, TRADITIONAL])
def test_text_comes_back_without_its_mark_and_with_its_line_ends(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "report.txt") == text


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (LONG_TRADITIONAL.encode("big5"), UnreadableEncoding),
        ("環境レポート、にほんご".encode("shift_jis") * 9, UnreadableEncoding),
        (b"\xff\xfe\x00", UnreadableEncoding),
        (b"\xef\xbb\xbf\xff", UnreadableEncoding),
        ("\ufffd\ufffd浓度35".encode() * 20, UnreadableEncoding),
        (b"caf\xe9 plain Latin-1 text", UnreadableEncoding),
        (b"\x00\x01\x02\x03", BinaryFile),
        (b"\x7fELF\x02\x01\x01\x00", BinaryFile),
        (SIMPLIFIED.encode("utf-16-le"), BinaryFile),
    ],
)
def test_what_is_no_readable_text_is_refused(data: bytes, error: type[DocumentError]) -> None:
    with pytest.raises(error) as caught:
        decode(data, "report.txt")
    assert caught.value.path == "report.txt"
    assert caught.value.problem
    assert caught.value.advice
