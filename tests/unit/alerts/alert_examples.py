"""Digests as the tests send them."""

from dataclasses import replace

from hedui.alerts.digest import Digest, Entry, Language, News, Notice, NoticeKind, Quote
from hedui.vocabulary.codes import Severity

HOME = "/srv/a home"

ENTRY = Entry(
    News.NEW,
    "f1",
    severity=Severity.LOW,
    region="410100",
    what={Language.ZH: "完成率", Language.EN: "completion rate"},
    quotes=(
        Quote("《甲市通报》（甲环〔2024〕1号）", "计划治理20家，", "已完成12家", "，占50%。"),
        Quote("《甲市计划》", "今年治理", "20家", "。"),
    ),
    arithmetic={Language.ZH: "12 ÷ 20 = 60 %\n与50 %不符。", Language.EN: "12 ÷ 20 = 60 %\n50 % is printed."},
    figure_id="0123456789abcdef-00001",
    build_id="b1",
)
FILE = Entry(News.REFUSED, "/reports/a.txt", what={language: "is empty; fetch it again" for language in Language})
DIGEST = Digest("build b1", None, (ENTRY,), HOME, "d1")
FAILED = Digest(
    "run r1 failed", Notice(NoticeKind.FAILED, {"run_id": "r1", "cause": "no *space* left", "at": "2026-12-01 02:00"}),
    home=HOME, digest_id="d2",
)  # fmt: skip


def many(count: int, **changes: object) -> Digest:
    """A digest of so many findings."""
    entries = (replace(ENTRY, item=f"f{at:03}", figure_id=f"id-{at:03}", **changes) for at in range(count))  # type: ignore[arg-type]
    return replace(DIGEST, entries=tuple(entries))
