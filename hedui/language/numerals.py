"""Reading of bare numerals: Arabic, Chinese, percentages and fractions in words. Exact, as ``Fraction``."""

from fractions import Fraction

SCALES = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}


def scale_of(text: str) -> int:
    """Factor of a run of scale words: ``万亿`` is 10**12, ``""`` is 1."""
    factor = 1
    for character in text:
        factor *= SCALES[character]
    return factor


def arabic(text: str) -> Fraction:
    """Value of an Arabic numeral; thousands separators and white space are ignored."""
    return Fraction(text.replace(",", "").replace(" ", ""))


def decimals_of(text: str) -> int:
    """Printed decimal places of an Arabic numeral."""
    return len(text) - text.rfind(".") - 1 if "." in text else 0


def chinese(text: str) -> Fraction | None:
    """Value of a Chinese numeral, None where the characters do not make one.

    Positional digits (``二〇二三``), full forms (``三百五十``, ``两万六千``), bare scales (``千``, ``百万``) and
    decimals (``三点五``) are read.
    """
    if "点" in text:
        whole, _, places = text.partition("点")
        head = chinese(whole)
        if head is None or not places or any(c not in _DIGITS for c in places):
            return None
        return head + Fraction(int("".join(str(_DIGITS[c]) for c in places)), 10 ** len(places))
    if not text:
        return None
    if all(c in _DIGITS for c in text):
        if len(text) > 1 and "两" in text:
            return None
        return Fraction(int("".join(str(_DIGITS[c]) for c in text)))
    total = section = digit = 0
    is_digit_open = False
    last_scale = 10**9
    for character in text:
        if character in _DIGITS:
            if is_digit_open and digit:
                return None
            digit, is_digit_open = _DIGITS[character], True
            continue
        scale = SCALES[character]
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
    return Fraction(total + section + digit)
