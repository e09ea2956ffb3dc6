"""Reading of bare numerals: Arabic, Chinese, capital, colloquial and vague ones. Exact, as ``Fraction``."""

import re
import unicodedata
from fractions import Fraction
from functools import lru_cache

SCALES = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}

CHINESE = "零〇一二三四五六七八九十百千万亿两廿卅皕"
"""Characters of Chinese numerals."""
CAPITAL = "零壹贰叁肆伍陆柒捌玖拾佰仟万亿"
"""Characters of Chinese numerals as they stand on cheques."""
_EVERYDAY = str.maketrans(
    dict(zip(CAPITAL, "零一二三四五六七八九十百千万亿", strict=True)) | {"廿": "二十", "卅": "三十", "皕": "二百"}
)
_SEPARATORS = str.maketrans("", "", ",'’ ")
_FOLLOWS = {1: (2,), 2: (3,), 3: (4, 5), 4: (5,), 5: (6,), 6: (7,), 7: (8,), 8: (9,)}
"""Digits that make a vague number with the one before them: 两三, 三五, 七八."""

_D = "[一二两三四五六七八九]"
VAGUE = "|".join(
    [
        "成百上千|成千上万|几百上千|数以[十百千]?[百千万亿]计",
        "(?<![以之线网海路地面向晚陆岸水船车桌会础际乡迈跨跃踏登站走赶冲升加比爬历])上[十百千万亿]+(?=[^十百千万亿下中])",
        f"(?:{_D}?[百千])?{_D}?十几[万亿]*|{_D}[百千]几十[万亿]*|几[十百千][万亿]*|几[万亿]+",
        "(?<![天指倍人次户系参总岁度级函分整少多大半基计位字])数[十百千][万亿]*(?!分之)|(?<![指倍系参函总])数[万亿]+(?!分之)",
        f"(?:{_D}?[百千])?(?:{_D}?十)?(?:一两|两三|二三|三四|三五|四五|五六|六七|七八|八九|一二(?=[十百千万]))"
        f"[十百千]?[万亿]*(?!{_D})",
        f"百{_D}十(?![一二三四五六七八九万亿])|千{_D}百(?![一二三四五六七八九万亿])",
    ]
)
"""Numerals whose words leave a range of values open (上百, 十几万, 数万, 七八, 二三十, 百八十)."""


@lru_cache(maxsize=1 << 8)
def scale_of(text: str) -> int:
    """Factor of a run of scale words: ``万亿`` is 10**12, ``""`` is 1."""
    factor = 1
    for character in text:
        factor *= SCALES[character]
    return factor


@lru_cache(maxsize=1 << 12)
def arabic(text: str) -> Fraction:
    """Value of an Arabic numeral; thousands separators and white space are ignored."""
    return Fraction(text if text.isdecimal() else text.translate(_SEPARATORS))


def decimals_of(text: str) -> int:
    """Printed decimal places of an Arabic numeral."""
    return len(text) - text.rfind(".") - 1 if "." in text else 0


def fraction_sign(sign: str) -> Fraction:
    """Value of a fraction in one character (½, ⅔)."""
    return Fraction(unicodedata.numeric(sign)).limit_denominator(10)


@lru_cache(maxsize=1 << 12)
def chinese(text: str) -> Fraction | None:
    """Value of a Chinese numeral, None where the characters do not make one.

    Positional digits (``二〇二三``, with a scale ``一五六万``), full forms (``三百五十``), what is said for them
    (``廿三``, ``一万五``), capitals (``壹佰万``), bare scales (``千``, ``百万``) and decimals (``三点五``) are read.
    """
    text = text.translate(_EVERYDAY)
    if "点" in text:
        whole, _, places = text.partition("点")
        head = chinese(whole)
        if head is None or not places or any(c not in _DIGITS for c in places):
            return None
        return head + Fraction(int("".join(str(_DIGITS[c]) for c in places)), 10 ** len(places))
    if not text:
        return None
    digits = text.rstrip("万亿")
    if len(digits) > 2 and all(c in _DIGITS for c in digits):
        return _positional(digits) * scale_of(text[len(digits) :])
    if all(c in _DIGITS for c in text):
        return None if len(text) > 1 and "两" in text else _positional(text)
    return _by_scales(text)


def _positional(digits: str) -> Fraction:
    return Fraction(int("".join(str(_DIGITS[c]) for c in digits)))


def _by_scales(text: str) -> Fraction | None:
    """Value of a numeral with scale words; a last digit right behind one above ten counts its tenths (一万五)."""
    total = section = digit = 0
    is_digit_open = False
    last_scale = 10**9
    tenth = 1
    for character in text:
        if character in _DIGITS:
            if is_digit_open and digit:
                return None
            tenth = 1 if character in "零〇" or is_digit_open else tenth
            digit, is_digit_open = _DIGITS[character], True
            continue
        scale = SCALES[character]
        tenth = scale // 10
        if scale >= 10_000:
            section += digit
            total = (total + (section or (0 if total else 1))) * scale
            section, last_scale = 0, 10**9
        else:
            if scale >= last_scale:
                return None
            section += (digit if is_digit_open else 1) * scale
            last_scale = scale
        digit, is_digit_open = 0, False
    return Fraction(total + section + digit * tenth)


def vague(text: str) -> tuple[Fraction, ...]:
    """Ends of a numeral of the form ``VAGUE``; the lower one alone where the words leave the other open.

    Nothing where the characters do not make one.
    """
    if "计" in text or "上" in text:
        first = re.split("上(?=.)", text)[0] if text[0] != "上" else text  # 成百上千: from a hundred on
        return (Fraction(scale_of(first.strip("成几数以计上"))),)
    if match := re.fullmatch("([百千])(.)([十百])", text):
        return chinese(match[2] + match[3]) or Fraction(0), Fraction(SCALES[match[1]])
    if match := re.fullmatch("([^几数]*)[几数]([十百千]?)([万亿]*)", text):
        step, large = SCALES.get(match[2], 1), scale_of(match[3])
        if not match[1]:
            return (Fraction(step * large),)
        base = chinese(match[1])
        return () if base is None else ((base + (step if step > 1 else 0)) * large, (base + 10 * step) * large)
    for at in range(len(text) - 1):
        first, second = _DIGITS.get(text[at]), _DIGITS.get(text[at + 1])
        if first and second:
            low, high = chinese(text[:at] + text[at] + text[at + 2 :]), chinese(text[:at] + text[at + 1 :])
            if low is None or high is None or second not in _FOLLOWS.get(first, ()):
                return ()
            return low, high
    return ()
