"""Which level each change and each rate speaks of."""

import re
from collections.abc import Iterable, Sequence

from hedui.figures.mentions import Mention
from hedui.vocabulary.codes import QuantityKind, Role

_SHARE = re.compile("占比?(?:为|达到?|约)?")
_OF_GROWTH = re.compile("增速|增幅|降幅|涨幅")
_SCHEDULE = re.compile("进度")
_OF_EACH = re.compile("分别|依次|[均都各]")
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
                or (None if mention.counts_places or mention.is_lead else _named_level(before, mention))
            )
            if mention.counts_places and mention.level is not None:
                mention.counted_from = mention.level.counted_from
        elif mention.role is Role.RATE:
            mention.level = mention.peer or _done(mentions[:index], mention)
        elif mention.role is Role.ACTUAL and index and _SHARE.fullmatch(mention.before):
            mention.level = mentions[index - 1] if mentions[index - 1].role is Role.ACTUAL else None
        elif mention.role is Role.RANK:
            scopes = [m for m in mentions[:index] if m.role is Role.SCOPE and m.token.numbers]
            if scopes and scopes[-1].clause == mention.clause:
                mention.set_size = int(scopes[-1].token.numbers[0])


def _level(earlier: Sequence[Mention], change: Mention) -> Mention | None:
    """What a change speaks of: a rank, the growth that a lead or a change of growth is about, else a level named."""
    if change.counts_places:
        return _last(other for other in earlier if other.role is Role.RANK)
    if change.is_lead and _SCHEDULE.search(change.ahead) and (rate := _last(filter(_is_rate, earlier))):
        return rate
    if change.is_lead and (growth := _last(filter(_is_growth, earlier))):
        return growth
    if change.token.quantity_kind is QuantityKind.PERCENTAGE_POINT:
        last = _last(other for other in earlier if other.is_number)
        is_next = last is not None and not change.is_named and _is_growth(last) and not last.is_bracketed
        if is_next or _OF_GROWTH.search(change.before):
            return _last(filter(_is_growth, earlier))
    if change.peer is not None:
        return change.peer if change.peer.peer is None or change.peer.role is Role.CHANGE else change.peer.peer
    if group := _dealt_with(earlier, change):
        return group[0]
    return _named_level(earlier, change)


def _named_level(earlier: Sequence[Mention], change: Mention) -> Mention | None:
    """The level of the same name as a change, or of the topic that a nameless change goes on with."""
    levels = [other for other in earlier if other.is_level and _in_its_measure(change, other)]
    if change.is_lead:
        levels = [level for level in levels if level.role is Role.ACTUAL] or levels
    levels = [level for level in levels if not _is_before(level, change)] or levels
    if not change.is_bracketed:
        levels = [level for level in levels if not level.is_bracketed] or levels
    return (
        _last(level for level in levels if level.subject == change.subject)
        or _last(level for level in levels if _is_about(level.subject, change.subject))
        or (None if change.is_named else _last(level for level in levels if level.topic == change.topic))
        or (None if change.is_named else _last(level for level in levels if _is_right_before(level, change, earlier)))
    )


def _is_right_before(level: Mention, change: Mention, earlier: Sequence[Mention]) -> bool:
    """Whether no number stands between a level and a nameless change of the same clause or the next."""
    last = _last(other for other in earlier if other.is_number)
    return level is last and change.clause - level.clause <= 1


def _dealt_with(earlier: Sequence[Mention], change: Mention) -> list[Mention]:
    """The list of levels that one nameless change speaks of as a whole (分别控制在11吨、9吨,均比2010年下降8%)."""
    if change.is_named or not _OF_EACH.search(change.before):
        return []
    group: list[Mention] = []
    for level in reversed([other for other in earlier if other.is_number]):
        if not level.is_level or (group and level.clause != group[0].clause):
            break
        group.insert(0, level)
        if not level.is_listed:
            return group if len(group) > 1 and _in_its_measure(change, level) else []
    return []


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


def _is_rate(mention: Mention) -> bool:
    return mention.role is Role.RATE


def _is_before(level: Mention, change: Mention) -> bool:
    """Whether a level is of an earlier time than its change ends in: what the change starts from."""
    return level.span is not None and change.span is not None and level.span.end < change.span.end


def _in_its_measure(change: Mention, level: Mention) -> bool:
    """Whether a level is in what its change would be in: points go with a share, an amount with its own unit."""
    kind = change.token.quantity_kind
    if change.is_unchanged:
        return True
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
