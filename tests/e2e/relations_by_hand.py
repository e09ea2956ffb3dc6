"""What readers worked out by hand in three reports, row by row of their notes, and the check that each row calls for.

A row is named by the place of its section and its place within. Notes are read from their files; here stand only the
figures, the relation and the verdict that follow from the definitions, which need not be the reader's own word.
"""

import re
from dataclasses import dataclass
from pathlib import Path

_ROW = re.compile(r"\| |- |[0-9]+\. ")
_RULE = re.compile(r"[|: -]+")


@dataclass(frozen=True)
class Called:
    """A check that a row calls for: relation, verdict, reason of an untestable one, printed figures in any order."""

    relation: str
    verdict: str
    figures: tuple[str, ...]
    reason: str | None = None


@dataclass(frozen=True)
class Apart:
    """Figures that no check may bring together, and why."""

    why: str
    figures: tuple[str, ...] = ()


def rows(notes: Path) -> dict[str, str]:
    """The rows of a file of notes (table rows and list items) by section and place."""
    found: dict[str, str] = {}
    section = place = 0
    lines = notes.read_text(encoding="utf-8").splitlines()
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if line.startswith("## "):
            section, place = section + 1, 0
        elif section and _ROW.match(line) and not _RULE.fullmatch(line) and not _RULE.fullmatch(following or "x"):
            place += 1
            found[f"{section}.{place}"] = line
    return found


def exact(relation: str, *figures: str) -> Called:
    """A check that holds as printed."""
    return Called(relation, "exact", figures)


def untestable(relation: str, reason: str, *figures: str) -> Called:
    """A check that cannot be made, and says why."""
    return Called(relation, "untestable", figures, reason)


def cut_off(*figures: str) -> Called:
    """A completion rate that only fits if digits were cut off."""
    return Called("completion_rate", "within_truncation", figures)


_SHARES = ("66.5%", "1.2%", "100%", "95%", "80%", "13%", "40%", "15.5%", "90%", "43%", "97%", "70%")
_IMPLIED = "only one side is printed"
_UNSAID = "the text does not say that they belong together"
_NO_NUMBER = "no number, or none that a code speaks of"

BY_HAND: dict[str, dict[str, tuple[Called, ...] | Apart]] = {
    "000": {
        "1.1": (exact("year_on_year", "2.2%", "4.53"),),
        "1.2": (exact("year_on_year", "4.4%", "43微克/立方米"),),
        "1.3": (Called("year_on_year", "within_rounding", ("3.8%", "73微克/立方米")),),
        "1.4": (untestable("difference", "implied_only", "85万吨", "1569万吨"),),
        "1.5": (untestable("year_on_year", "implied_only", "4%", "215.5亿千瓦"),),
        "1.6": (untestable("year_on_year", "implied_only", "10%", "10天10小时"),),
        "1.7": (untestable("year_on_year", "price_basis", "6.5%", "10435.9亿元"),),
        "1.8": Apart(_IMPLIED, ("9.0%", "11.8%")),
        "2.1": (untestable("rank_change", "implied_only", "7个名次", "第34位"),),
        "2.2": (untestable("rank_claim", "history", "第34位", "7个名次", "三十"),),
        "2.3": (untestable("rank_claim", "history", "第34位", "7个名次"),),
        "3.1": (exact("target_attainment", "43微克/立方米", "45微克/立方米"),),
        "3.2": (exact("target_attainment", "73微克/立方米", "81微克/立方米"),),
        "3.3": (exact("target_attainment", "第34位", "二十"), exact("bounds", "第34位", "168个")),
        "4.1": (exact("part_whole", "3次", "1次", "2次"),),
        "4.2": (exact("part_whole", "23家", "7家", "11家", "5家"),),
        "4.3": (exact("part_whole", "19309个", "18044个", "1184个", "81个"),),
        "4.4": (exact("part_whole", "106个", "168个"),),
        "4.5": Apart(_UNSAID, ("72家", "13家")),
        "4.6": Apart(_UNSAID, ("2100亩", "0.12万亩")),
        "4.7": Apart(_UNSAID, ("251家", "2389家")),
        "4.8": Apart(_UNSAID, ("219677平方米", "26801平方米")),
        "4.9": Apart(_UNSAID, ("25辆", "27辆")),
        "6.1": (exact("span_length", "6个月", "4至9月份"),),
        "6.2": (exact("span_length", "三年", "2023—2025年"),),
        "6.3": Apart(_NO_NUMBER),
        "6.4": (exact("repeated_figure", "168个", "168个"),),
        "6.5": (exact("repeated_figure", "二十", "20"),),
        "7.1": (Called("dimension", "gross_conflict", ("215.5亿千瓦",)),),
        "7.2": (Called("dimension", "gross_conflict", ("58.1万千瓦时",)),),
        "8.1": Apart(_UNSAID, ("11529个", "16320处")),
        "8.2": Apart(_UNSAID, ("3023份", "11529个")),
        "8.3": Apart(_UNSAID, ("746个", "190份")),
        "8.4": Apart(_UNSAID, ("108套", "71家")),
    },
    "001": {
        "1.1": (exact("part_whole", "1.14万亩", "2.45万亩"),),
        "1.2": Apart(_IMPLIED),
        "1.3": Apart(_IMPLIED, ("2台", "1.5万千瓦")),
        "1.4": (exact("bounds", "20名", "168个"),),
        "1.5": (exact("order_chain", "50%", "80%"),),
        "1.6": Apart("one number stands inside the name of the other", ("100毫克/升", "90%")),
        "2.1": (exact("enumeration_count", "三场"),),
        "2.2": (exact("enumeration_count", "四级"),),
        "2.3": Apart(_NO_NUMBER),
        "2.4": Apart(_NO_NUMBER),
        "2.5": (exact("span_length", "三年", "2023—2025年"),),
        "2.6": (exact("enumeration_count", "三个"),),
        "3.1": (exact("bounds", "66.5%"), exact("bounds", "1.2%")),
        "3.2": (exact("bounds", "13%"), exact("bounds", "15.5%")),
        "3.3": Apart(_UNSAID, ("千万平方米", "4000万平方米")),
        "3.4": tuple(exact("bounds", share) for share in _SHARES),
        "3.5": Apart(_UNSAID, ("1.5万千瓦", "30万千瓦")),
        "4.1": (exact("deadline_order", "2023年10月16日", "2023年年底"),),
        "4.2": Apart(_NO_NUMBER),
        "4.3": Apart(_NO_NUMBER),
        "4.4": Apart(_NO_NUMBER),
        "5.1": Apart("equal numbers of different things", ("95%", "95%")),
        "5.2": Apart(_NO_NUMBER),
    },
    "003": {
        "1.1": (cut_off("57公里", "39.82公里", "69.8%"),),
        "1.2": (Called("completion_rate", "within_rounding", ("3.13万亩", "4.03万亩", "128.7%")),),
        "1.3": (exact("completion_rate", "5.8万亩", "7.25万亩", "125.0%"),),
        "1.4": Apart("no rate is printed", ("16个", "16个")),
        "1.5": (cut_off("1293.17公顷", "1161.14公顷", "89.7%"),),
        "1.6": (exact("completion_rate", "10104.95公顷", "1800.54公顷", "17.8%"),),
        "1.7": (exact("completion_rate", "4家", "3家", "75%"),),
        "1.8": (exact("completion_rate", "5家", "4家", "80%"),),
        "1.9": (exact("completion_rate", "444个", "72个", "16.2%"),),
        "1.10": Apart("the rate is of the kilns", ("222家", "46家")),
        "1.11": (cut_off("460家", "310家", "67.3%"),),
        "1.12": (cut_off("124家", "102家", "82.2%"),),
        "1.13": Apart("no rate is printed", ("1家", "6台")),
        "1.14": Apart("no rate is printed", ("2个", "3.2万千瓦")),
        "2.1": (untestable("difference", "implied_only", "790.15万吨", "43.48万吨"),),
        "3.1": (exact("unit_equivalence", "1161.14公顷", "17417亩"),),
        "3.2": (exact("repeated_figure", "89.7%", "89.7%"),),
        "3.3": (cut_off("17417亩", "1293.17公顷", "89.7%"),),
        "3.4": Apart("a plan here, a filing there", ("3.2万千瓦", "3.2万千瓦")),
        "3.5": (exact("repeated_figure", "4.03万亩", "4.03万亩"),),
        "3.6": (exact("repeated_figure", "7.25万亩", "7.25万亩"),),
        "3.7": Apart("not said to be one plant", ("12万吨", "10万吨")),
        "3.8": (exact("enumeration_count", "5家"),),
        "4.1": (exact("order_chain", "30台", "21台"),),
        "4.2": (exact("order_chain", "11台", "4台"),),
        "4.3": (exact("order_chain", "70个", "69个"),),
        "4.4": (exact("part_whole", "2949台", "7台"),),
        "4.5": (exact("part_whole", "10267辆", "7313辆"),),
        "4.6": Apart(_UNSAID, ("20个", "6个")),
        "4.7": Apart(_UNSAID, ("14条", "3条")),
        "4.8": Apart(_UNSAID, ("4458个", "1364个")),
        "4.9": (
            exact("order_chain", "1874个", "1292个"),
            exact("order_chain", "1292个", "1105个"),
            exact("order_chain", "1105个", "980个"),
        ),
        "4.10": (exact("order_chain", "15家", "13家"),),
        "4.11": (exact("order_chain", "10061.45万元", "3215.08万元"),),
        "4.12": Apart(_UNSAID, ("11处", "8套")),
        "4.13": Apart("filed, not installed", ("51.89万千瓦", "3.2万千瓦")),
        "5.1": Apart(_UNSAID, ("20台", "30台")),
        "5.2": Apart(_UNSAID, ("20673台", "5505台")),
        "5.3": Apart(_UNSAID, ("4家", "15家")),
        "5.4": Apart(_UNSAID, ("274座", "99座")),
        "5.5": Apart(_UNSAID, ("991起", "66起")),
        "5.6": Apart(_UNSAID, ("11575个次", "4458个")),
        "5.7": Apart(_UNSAID, ("269家", "70家")),
        "5.8": Apart(_UNSAID, ("444个", "222家")),
        "5.9": Apart("equal numbers of different things", ("5个批次", "5个批次")),
    },
}  # fmt: skip
