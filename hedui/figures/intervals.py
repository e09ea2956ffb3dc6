"""The rounding interval of a printed number."""

from fractions import Fraction
from functools import lru_cache

from hedui.language.tokens import Token
from hedui.vocabulary.codes import QuantityKind, Role


def ends(token: Token, factor: Fraction | int) -> tuple[Fraction | None, Fraction | None]:
    """Lowest and highest of the printed numbers times ``factor``; None for an open end, and without a number."""
    scaled = token.numbers if factor == 1 else [number * factor for number in token.numbers]
    low, high = (min(scaled), max(scaled)) if scaled else (None, None)
    if token.is_open:
        return (None, high) if factor < 0 else (low, None)
    return low, high


def printed_interval(
    token: Token, factor: Fraction, bounds: tuple[Fraction | None, Fraction | None], kind: QuantityKind, role: Role
) -> tuple[Fraction | None, Fraction | None]:
    """Interval that the printed number leaves open, in the canonical unit; None for an open end, and without a value.

    It is what ``±`` says, else what rounding to the last printed place leaves (GB/T 8170). Counts without a scale word,
    places, plans and vague words are as their ends say.

    Args:
        token: the printed number.
        factor: of the printed unit to the canonical one.
        bounds: the printed number or the ends of a printed range, in the canonical unit.
        kind: what is measured.
        role: what the number does.
    """
    low, high = bounds
    is_count = kind in (QuantityKind.COUNT, QuantityKind.PLACE) and token.scale == 1
    if token.tolerance is not None:
        half = token.tolerance * factor * token.scale
    elif role in (Role.PLAN, Role.RANK) or is_count or token.is_vague or token.decimals is None:
        return low, high
    else:
        half = _half_place(factor, token.scale, token.decimals)
    return None if low is None else low - half, None if high is None else high + half


@lru_cache(maxsize=1 << 10)
def _half_place(factor: Fraction, scale: int, decimals: int) -> Fraction:
    """Half of the last printed place, in the canonical unit."""
    half: Fraction = factor * scale / (2 * 10**decimals)
    return half
