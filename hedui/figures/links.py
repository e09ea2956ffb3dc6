"""Which level each change and each rate speaks of."""

import re
from collections.abc import Sequence

from hedui.figures.mentions import Mention
from hedui.vocabulary.codes import ChangeKind, QuantityKind, Role

_REACHES = re.compile("^(?:达到?|总数达到?|增至|升至|降至|减至|累计达到?)$")


def assign_links(mentions: Sequence[Mention]) -> None:
    """Point the changes and rates among ``mentions`` (one sentence, in order) to the levels they qualify."""
    for index, mention in enumerate(mentions):
        if mention.role is Role.CHANGE:
            mention.level = _level(mentions[:index], mention) or _reached(mentions[index + 1 : index + 2], mention)
        elif mention.role is Role.RATE:
            mention.level = _done(mentions[:index], mention)
        elif mention.role is Role.RANK:
            scopes = [m for m in mentions[:index] if m.role is Role.SCOPE and m.token.numbers]
            if scopes and scopes[-1].clause == mention.clause:
                mention.set_size = int(scopes[-1].token.numbers[0])


def _level(earlier: Sequence[Mention], change: Mention) -> Mention | None:
    """Nearest earlier level of the same thing; a lead over others qualifies the growth before it."""
    is_places = change.token.quantity_kind is QuantityKind.PLACE or change.token.classifier in ("位", "名")
    for other in reversed(earlier):
        if is_places:
            if other.role is Role.RANK:
                return other
            continue
        if change.change_kind is ChangeKind.VERSUS_OTHER and other.role is Role.CHANGE:
            return other
        if other.role in (Role.ACTUAL, Role.PLAN) and _same(other, change):
            return other
    return None


def _reached(later: Sequence[Mention], change: Mention) -> Mention | None:
    """The level that a change leads to, named behind it (``增加11个、达到25个``)."""
    for level in later:
        is_level = level.role in (Role.ACTUAL, Role.PLAN) and level.token.unit == change.token.unit
        if is_level and _REACHES.search(level.before) and level.token.classifier == change.token.classifier:
            return level
    return None


def _same(level: Mention, change: Mention) -> bool:
    return bool(level.subject) and (level.subject == change.subject or level.topic == change.topic)


def _done(earlier: Sequence[Mention], rate: Mention) -> Mention | None:
    """The amount done that a completion rate speaks of: the nearest earlier actual of its sentence."""
    for other in reversed(earlier):
        if other.role is Role.ACTUAL and other.token.quantity_kind is not QuantityKind.PERCENT:
            return other
    return None
