"""The files that are tried: generated reports, mutated, and repetitions of what a grammar stumbles over."""

import random
from collections.abc import Callable, Mapping
from functools import cache
from html import escape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document as new_docx
from generator import ALL_GENRES, CITIES, generate
from generator.media import as_bytes, pdf_of

TARGETS = ("text", "html", "docx", "pdf")

_TOKENS = (
    *"0123456789.,%,。;:、()()〔〕[]《》“”‘’\"'「」第约近超余多万亿千百十两一二三零〇成倍年月日号吨亩个家台次米克",
    *"到至由从比较占达为的和及与等均各共其中",
    *"—-~·×+/\\<>&\t\n \u3000\u200b\ufeff\u00a0①Ⅱⅹ㎡℃‰¥０．",
    "同比", "环比", "增长", "下降", "分别", "其中", "完成率", "截至", "不低于", "以上", "个百分点", "十四五",
    "2023年", "1-10月", "PM2.5", "万吨", "亿千瓦时", "微克/立方米", "牵头单位:", "责任单位:", "完成时限:",
    "一、", "(一)", "1.", "(1)", "一是", "整改措施:", "《", "2×630MW", "1:2:3", "10天10小时", "第34位",
    "国六", "〔2023〕39号", "3月5日前", "约3万余",
)  # fmt: skip
_SIZES = (200, 2_000, 20_000, 100_000)
_LARGEST = 1_000_000
_LARGEST_SHARE = 0.01


def hostile_text(chance: random.Random) -> str:
    """A few tokens over and over, alone, mixed with chance, or inside a sentence."""
    length = _LARGEST if chance.random() < _LARGEST_SHARE else chance.choice(_SIZES)
    tokens = [chance.choice(_TOKENS) for _ in range(chance.randint(1, 5))]
    if chance.random() < 0.4:
        unit = "".join(tokens)
        body = unit * (length // len(unit) + 1)
    else:
        body = "".join(chance.choices(tokens, k=length // max(1, len(tokens[0]))))
    body = body[:length]
    if chance.random() < 0.3:
        return f"某市2023年工作总结\n全市煤炭消费总量{body}万吨,同比下降{body}%。"
    return body


def _report(chance: random.Random, medium: str) -> bytes:
    genres = ALL_GENRES[:-1] if medium == "txt" else ALL_GENRES
    report = generate(
        chance.randrange(10**6), chance.choice(genres), chance.randint(2018, 2025), chance.choice(CITIES),
        damage=medium == "txt" and chance.random() < 0.5,
    )  # fmt: skip
    return as_bytes(report, medium)


def _mutated(data: bytes, chance: random.Random) -> bytes:
    """Bytes changed, left out, doubled, moved, or hostile ones put in."""
    body = bytearray(data)
    for _ in range(chance.randint(1, 30)):
        at = chance.randrange(len(body) + 1)
        span = chance.randint(1, 200)
        kind = chance.randrange(5)
        if kind == 0 and at < len(body):
            body[at] = chance.randrange(256)
        elif kind == 1:
            del body[at : at + span]
        elif kind == 2:
            body[at:at] = body[at : at + span] * chance.randint(1, 5)
        elif kind == 3:
            body[at:at] = chance.choice(_TOKENS).encode() * chance.randint(1, 50)
        else:
            other = chance.randrange(len(body) + 1)
            body[at:at] = body[other : other + span]
    return bytes(body)


def _text(chance: random.Random) -> bytes:
    data = _report(chance, "txt") if chance.random() < 0.5 else hostile_text(chance).encode("utf-8", "replace")
    return _mutated(data, chance) if chance.random() < 0.7 else data


def _html(chance: random.Random) -> bytes:
    kind = chance.randrange(4)
    if kind == 0:
        return _mutated(_report(chance, "html"), chance)
    tags = (
        "<div>",
        "<p>",
        "<table>",
        "<tr>",
        "<td>",
        "<th>",
        "</td>",
        "</div>",
        "<a href=x>",
        "<span>",
        "<br>",
        "&#49;",
    )
    if kind == 1:
        return ("<html><body>" + "".join(chance.choices(tags, k=chance.choice(_SIZES) // 5))).encode()
    if kind == 2:
        cells = "".join(
            f"<td colspan={chance.choice((1, 9, 9999))} rowspan={chance.choice((1, 50))}>{n}" for n in range(60)
        )
        return f"<table>{'<tr>'.join([cells] * chance.choice((1, 20, 300)))}</table>".encode()
    return f"<html><body><p>{escape(hostile_text(chance))}</p></body></html>".encode()


def _docx(chance: random.Random) -> bytes:
    if chance.random() < 0.3:
        return _mutated(_report(chance, "docx"), chance)
    if chance.random() < 0.5:
        return _with_mutated_part(_report(chance, "docx"), chance)
    file = new_docx()
    printable = "".join(c for c in hostile_text(chance) if c >= " " and c not in "\ufffe\uffff")
    file.add_paragraph(printable)
    stream = BytesIO()
    file.save(stream)
    return stream.getvalue()


def _with_mutated_part(data: bytes, chance: random.Random) -> bytes:
    """The archive with one part mutated and the checksums right again."""
    stream = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(stream, "w", ZIP_DEFLATED) as new:
        names = old.namelist()
        target = "word/document.xml" if chance.random() < 0.6 else chance.choice(names)
        for name in names:
            content = old.read(name)
            new.writestr(name, _mutated(content, chance) if name == target else content)
    return stream.getvalue()


@cache
def _pages(number: int) -> bytes:
    return pdf_of([f"{CITIES[number]}2023年工作总结", "全市煤炭消费总量1569万吨,同比下降4.4%。" * (number + 1)])


def _pdf(chance: random.Random) -> bytes:
    if chance.random() < 0.7:
        return _mutated(_pages(chance.randrange(8)), chance)
    text = hostile_text(chance)[:50_000]
    return pdf_of(text.split("\n"))


_MAKERS: Mapping[str, Callable[[random.Random], bytes]] = {"text": _text, "html": _html, "docx": _docx, "pdf": _pdf}


def case(target: str, seed: int, number: int) -> bytes:
    """The file of that number."""
    return _MAKERS[target](random.Random(f"{target}|{seed}|{number}"))
