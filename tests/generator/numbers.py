"""How numbers are printed: rounding and truncation, digits, units with their scale."""

from fractions import Fraction
from typing import Literal

Mode = Literal["round", "truncate"]

_MU = Fraction(10000, 15)
_UNITS: dict[str, tuple[str, Fraction]] = {
    "吨": ("t", Fraction(1)),
    "吨标准煤": ("tce", Fraction(1)),
    "亩": ("m2", _MU),
    "公顷": ("m2", Fraction(10**4)),
    "平方米": ("m2", Fraction(1)),
    "平方公里": ("m2", Fraction(10**6)),
    "公里": ("km", Fraction(1)),
    "米": ("km", Fraction(1, 1000)),
    "立方米": ("m3", Fraction(1)),
    "立方米/日": ("m3/d", Fraction(1)),
    "吨/日": ("t/d", Fraction(1)),
    "千瓦": ("kW", Fraction(1)),
    "兆瓦": ("kW", Fraction(1000)),
    "千瓦时": ("kWh", Fraction(1)),
    "微克/立方米": ("ug/m3", Fraction(1)),
    "毫克/立方米": ("ug/m3", Fraction(1000)),
    "毫克/升": ("mg/L", Fraction(1)),
    "克/千瓦时": ("g/kWh", Fraction(1)),
    "吨/平方公里·月": ("t/(km2*month)", Fraction(1)),
    "分贝": ("dB", Fraction(1)),
    "元": ("CNY", Fraction(1)),
    "天": ("d", Fraction(1)),
    "%": ("%", Fraction(1)),
    "个百分点": ("pp", Fraction(1)),
    "位": ("place", Fraction(1)),
    "名": ("place", Fraction(1)),
    "个位次": ("place", Fraction(1)),
    "个名次": ("place", Fraction(1)),
    "": ("1", Fraction(1)),
}
_SCALES = {"万": 10**4, "亿": 10**8}


def measured(unit_printed: str) -> tuple[str, Fraction]:
    """Unit code and exact factor of a printed unit; a classifier is its own code."""
    if unit_printed in _UNITS:
        return _UNITS[unit_printed]
    scale, rest = _SCALES.get(unit_printed[0]), unit_printed[1:]
    if scale is None:
        return unit_printed, Fraction(1)
    code, factor = measured(rest)
    return code, factor * scale


def shorten(value: Fraction, decimals: int, mode: Mode = "round") -> Fraction:
    """``value`` at ``decimals`` places, half up or cut off, both on the magnitude."""
    scaled = abs(value) * 10**decimals
    whole = int(scaled) if mode == "truncate" else int(scaled + Fraction(1, 2))
    return Fraction(whole, 10**decimals) * (-1 if value < 0 else 1)


def digits(value: Fraction, decimals: int) -> str:
    """The magnitude of an already shortened value in digits, trailing zeros included."""
    whole = abs(value) * 10**decimals
    if whole.denominator != 1:
        raise ValueError(f"{value} has more than {decimals} decimals")
    text = str(whole.numerator).rjust(decimals + 1, "0")
    return f"{text[:-decimals]}.{text[-decimals:]}" if decimals else text
