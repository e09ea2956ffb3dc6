"""The characters that a match of a pattern can begin with, put in front of it as a look ahead.

A search then tries the alternatives of a pattern at few places of a text and not at every character of it.
"""

import re
from collections.abc import Iterable
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_EMPTY = frozenset({ops.AT, ops.ASSERT, ops.ASSERT_NOT})
_REPEATS = frozenset({ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT})
_DIGITS = frozenset({ops.CATEGORY_DIGIT})


def guarded(pattern: str) -> str:
    """A pattern that matches as ``pattern`` does, behind a look ahead for the characters that it can begin with."""
    found, may_be_empty = _first(parser.parse(pattern))
    return pattern if found is None or may_be_empty else f"(?=[{''.join(sorted(found))}])(?:{pattern})"


def _first(items: Iterable[tuple[Any, Any]]) -> tuple[set[str] | None, bool]:
    """What a sequence can begin with, as members of a character class; and whether it can be empty.

    None stands for any character.
    """
    found: set[str] = set()
    for op, value in items:
        own, may_be_empty = _first_of(op, value)
        if own is None:
            return None, may_be_empty
        found |= own
        if not may_be_empty:
            return found, False
    return found, True


def _first_of(op: Any, value: Any) -> tuple[set[str] | None, bool]:
    if op in _EMPTY:
        return set(), True
    if op is ops.LITERAL:
        return {re.escape(chr(value))}, False
    if op is ops.IN:
        return _members(value), False
    if op is ops.SUBPATTERN:
        return _first(value[-1])
    if op is ops.BRANCH:
        return _any_of(map(_first, value[1]))
    if op in _REPEATS:
        own, may_be_empty = _first(value[2])
        return own, may_be_empty or value[0] == 0
    return None, False


def _any_of(branches: Iterable[tuple[set[str] | None, bool]]) -> tuple[set[str] | None, bool]:
    found: set[str] = set()
    is_open = may_be_empty = False
    for own, is_empty in branches:
        is_open = is_open or own is None
        may_be_empty = may_be_empty or is_empty
        found |= own or set()
    return None if is_open else found, may_be_empty


def _members(items: Iterable[tuple[Any, Any]]) -> set[str] | None:
    found: set[str] = set()
    for op, value in items:
        if op is ops.LITERAL:
            found.add(re.escape(chr(value)))
        elif op is ops.RANGE:
            found.add(f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}")
        elif op is ops.CATEGORY and value in _DIGITS:
            found.add(r"\d")
        else:
            return None
    return found
