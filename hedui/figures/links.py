"""Which level each change and each rate speaks of."""

import re
from collections.abc import Iterable, Sequence

from hedui.figures.mentions import Mention
from hedui.vocabulary.codes import QuantityKind, Role

_SHARE = re.compile("占比?(?:为|达到?|约)?")
_OF_GROWTH = re.compile("增速|增幅|降幅|涨幅")
_REACHES = re.compile("^(?:达到?|总数达到?|增至|升至|降至|减至|累计达到?)$")


def assign_links(mentions: Sequence[Mention], before: Sequence[Mention]) -> None:
    """Point the changes and rates of a sentence to the levels they qualify.

    Args:
        mentions: those of the sentence, in order.
        before: those before them in the block; a change may name one of their levels again.
    """
    for index, mention in enumerate(mentions):
        if mention.role is Role.CHANGE:
            mention.level = (
                _level(mentions[:index], mention)
                or _reached(mentions[index + 1 : index + 2], mention)
                or (None if mention.counts_places else _level(before, mention))
            )
        elif mention.role is Role.RATE:
            mention.level = mention.peer or _done(mentions[:index], mention)
        elif mention.role is Role.ACTUAL and index and _SHARE.fullmatch(mention.before):
            mention.level = mentions[index - 1] if mentions[index - 1].role is Role.ACTUAL else None
        elif mention.role is Role.RANK:
            scopes = [m for m in mentions[:index] if m.role is Role.SCOPE and m.token.numbers]
            if scopes and scopes[-1].clause == mention.clause:
                mention.set_size = int(scopes[-1].token.numbers[0])


def _level(earlier: Sequence[Mention], change: Mention) -> Mention | None:
    """Level that a change speaks of: of the same name first, then of the topic that a nameless change goes on with."""
    if change.counts_places:
        return _last(other for other in earlier if other.role is Role.RANK)
    if change.is_lead and (growth := _last(filter(_is_growth, earlier))):
        return growth
    if change.token.quantity_kind is QuantityKind.PERCENTAGE_POINT and _OF_GROWTH.search(change.before):
        return _last(filter(_is_growth, earlier))
    if change.peer is not None:
        return change.peer if change.peer.peer is None or change.peer.role is Role.CHANGE else change.peer.peer
    levels = [other for other in earlier if other.is_level]
    if change.is_lead:
        levels = [level for level in levels if level.role is Role.ACTUAL] or levels
    levels = [level for level in levels if not _is_before(level, change)] or levels
    levels = [level for level in levels if _in_its_measure(change, level)] or levels
    return (
        _last(level for level in levels if level.subject == change.subject)
        or _last(level for level in levels if _is_about(level.subject, change.subject))
        or (None if change.is_named else _last(level for level in levels if level.topic == change.topic))
    )


def _last(mentions: Iterable[Mention]) -> Mention | None:
    found = None
    for found in mentions:  # noqa: B007
        pass
    return found


def _is_about(level: str, change: str) -> bool:
    """Whether one name is the other with more words in front or behind."""
    is_name = len(level) > 2 and (len(change) > 2 or change.isascii())
    return is_name and (level.startswith(change) or change.startswith(level) or level.endswith(change))


def _is_growth(mention: Mention) -> bool:
    return mention.role is Role.CHANGE and mention.token.quantity_kind is QuantityKind.PERCENT


def _is_before(level: Mention, change: Mention) -> bool:
    """Whether a level is of an earlier time than its change ends in: what the change starts from."""
    return level.span is not None and change.span is not None and level.span.end < change.span.end


def _in_its_measure(change: Mention, level: Mention) -> bool:
    """Whether a level is in what its change would be in: points go with a share, an amount with its own unit."""
    kind = change.token.quantity_kind
    if kind in (QuantityKind.PERCENTAGE_POINT, QuantityKind.PERMILLE):
        return level.token.quantity_kind is QuantityKind.PERCENT
    return kind in (QuantityKind.PERCENT, QuantityKind.MULTIPLE) or change.shares_unit(level)


def _reached(later: Sequence[Mention], change: Mention) -> Mention | None:
    """The level that a change leads to, named behind it (``增加11个、达到25个``)."""
    for level in later:
        if level.is_level and _in_its_measure(change, level) and _REACHES.search(level.before):
            return level
    return None


def _done(earlier: Sequence[Mention], rate: Mention) -> Mention | None:
    """The amount done that a completion rate speaks of: of its measure (台数完成率), else the nearest."""
    done = [m for m in earlier if m.role is Role.ACTUAL and m.token.quantity_kind is not QuantityKind.PERCENT]
    return (
        _last(m for m in done if m.token.classifier and f"{m.token.classifier}数" in rate.before)
        or _last(m for m in done if "完成" in m.before and m.shares_unit(done[-1]))
        or _last(done)
    )
