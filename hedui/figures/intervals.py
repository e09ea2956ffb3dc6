"""The rounding interval of a printed number."""

from collections.abc import Sequence
from fractions import Fraction

from hedui.language.tokens import Token
from hedui.vocabulary.codes import QuantityKind, Role


def printed_interval(
    token: Token, factor: Fraction, values: Sequence[Fraction], kind: QuantityKind, role: Role
) -> tuple[Fraction | None, Fraction | None]:
    """Interval that rounding to the last printed place leaves open (GB/T 8170), in the canonical unit.

    Counts without a scale word, places and plans are points. ``(None, None)`` without a value.
    """
    if not values:
        return None, None
    low, high = min(values), max(values)
    is_point = role in (Role.PLAN, Role.RANK) or (kind in (QuantityKind.COUNT, QuantityKind.PLACE) and token.scale == 1)
    if is_point or token.decimals is None:
        return low, high
    half = factor * token.scale / (2 * 10**token.decimals)
    return low - half, high + half
