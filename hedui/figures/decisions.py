"""What a person would decide about a name that fits no indicator, so that one decision settles many names."""

from hedui.figures.naming import heads
from hedui.vocabulary.codes import Decision
from hedui.vocabulary.indicators import fold_name
from hedui.vocabulary.load import Vocabulary

_SHORTEST = 3
"""Characters that a known name within another has at least."""
_LONGEST_QUALIFIER = 8


def decision_on(subject: str, vocabulary: Vocabulary) -> tuple[Decision, str]:
    """What is to be decided about a name, and of which words.

    Args:
        subject: name of the thing measured.
        vocabulary: the registries that hold the known names.

    Returns:
        ``FRONT`` or ``BEHIND`` with the words before or behind a known name, else ``NAME`` with the name itself behind
        its words of place, time and style.
    """
    *_, head = heads(vocabulary.naming.without_tail(fold_name(subject)), vocabulary)
    known = vocabulary.indicators.by_name
    for length in range(1, min(_LONGEST_QUALIFIER, len(head) - _SHORTEST) + 1):
        if head[length:] in known:
            return Decision.FRONT, head[:length]
        if head[:-length] in known:
            return Decision.BEHIND, head[-length:]
    return Decision.NAME, head
