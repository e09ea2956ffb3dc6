"""The lexicon as compiled patterns: built once for a vocabulary, read by every step.

Patterns that must stand directly before a number end in ``$`` and are searched in the words before it; patterns for the
words behind a number are matched at their front. Alternations of plain words only: linear on any input.
"""

import re
from functools import lru_cache

from hedui.language.rules import load_rules, meaning
from hedui.language.tokens import Lexer
from hedui.vocabulary.codes import Comparator
from hedui.vocabulary.load import Vocabulary

_MARKS = ",;:、。(·≤≥<>≈=±↑↓"
_THING = 2
"""Fewest characters that make a thing's name."""
# What a share that is bounded may be one of (不少于保有量的50%).
_OF_IT = "|[\u4e00-\u9fff]{1,8}的"
_SHARE_OF = "|占[\u4e00-\u9fff]{0,12}的?|全[国省市][\u4e00-\u9fff]{0,6}的"
# Verbs of stating between the name of a rate and its number.
_IS = "(?:为|达到|达|约|约为|的|:|已|已达|均为|均达|仅为|仅|不足|不到|超过|低于|近)*$"
# Adverbs that may stand between a verb of change and its number.
_ADVERBS = r"(?:了|约|近|超过|超|逾|超额|至少|再|均|各|分别|为|达|达到|高达|力争|左右|:|幅度)*"


def _any(words: tuple[str, ...]) -> str:
    return "(?:" + "|".join(map(re.escape, words)) + ")"


class Grammar:
    """Compiled patterns of one vocabulary.

    Args:
        vocabulary: units, classifiers and the lexicon are used.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.lexicon
        self.lexer = Lexer(vocabulary.units)
        change = load_rules("change")
        rising, falling = meaning(change, "rising", "better", "pull"), meaning(change, "falling", "worse")
        ahead_of = meaning(change, "lead", "lag", "better_than", "worse_than")
        self.rising = re.compile(rf"{rising}{_ADVERBS}$")
        self.falling = re.compile(rf"{falling}{_ADVERBS}$")
        better = meaning(change, "better", "worse", "better_than", "worse_than")
        self.improving = re.compile(rf"{meaning(change, 'better', 'worse')}{_ADVERBS}$")
        self.better_or_worse = re.compile(better)
        self.worsening = re.compile(meaning(change, "worse", "worse_than"))
        self.lagging = re.compile(meaning(change, "lag"))
        self.less_is_better = re.compile(meaning(change, "less_is_better"))
        self.ahead_of = re.compile(f"{ahead_of}([^,;。]*)$")
        self.unchanged = re.compile(meaning(change, "level"))
        self.compared = re.compile(meaning(change, "compared"))
        self.completion = re.compile(f"{_any(words['completion'])}{_IS}")
        self.progress = re.compile(f"{_any(words['progress'])}{_IS}")
        self.planned_heading = re.compile(_any(words["planned_headings"]))
        self.realised_heading = re.compile(_any(words["realised_headings"]))
        self.comparators_before = tuple(
            (
                re.compile(rf"{_any(words[name])}(?:了|再|达|到|达到|约|全国|省定|完成|新增|建设|建成|累计{of_it})?$"),
                sign,
            )
            for name, sign, of_it in (
                ("at_least_before", Comparator.AT_LEAST, _OF_IT),
                ("at_most_before", Comparator.AT_MOST, _OF_IT),
                ("above_before", Comparator.ABOVE, ""),
                ("below_before", Comparator.BELOW, ""),
                ("about_before", Comparator.ABOUT, _SHARE_OF),
            )
        )
        self.comparators_after = tuple(
            (re.compile(_any(words[name])), sign)
            for name, sign in (
                ("at_least_after", Comparator.AT_LEAST),
                ("at_most_after", Comparator.AT_MOST),
                ("about_after", Comparator.ABOUT),
                ("above_after", Comparator.ABOVE),
            )
        )
        self.lead = re.compile(rf"(?:(?!{_any(words['kept_starts'])}){_any(words['lead'])}|[,;:、。()·])+")
        self.tail = re.compile(rf"{_any(words['tail'])}$")
        self.kept_ends = words["kept_ends"]
        self.light = re.compile(rf"(?!(?:优良|超标|合格)率){_any(words['light'])}|[,;:、。()“”\"'·\s%]|(?<![A-Za-z])\d")
        self.change_words = re.compile(
            rf"(?:(?<!占)比|{meaning(change, 'base')}|{rising}|{falling}|{ahead_of}|"
            r"分别|同期|上年|去年|的|了|约|近|超|时|年均|平均|均|增速|幅度|为|(?<!下)达到?|年?底|末|[,;:、])+$"
        )
        self.measure_noun = re.compile(rf"{_any(words['measure_nouns'])}$")
        self.stock_noun = re.compile(_any(words["stock_nouns"]))
        self.set_noun = re.compile(_any(words["set_nouns"]))
        self.doing = re.compile(_any(words["doing"]))

    def trim(self, words: str) -> str:
        """Words without the adverbs in front and the verbs of stating at the end."""
        words = words.rstrip(_MARKS)
        while not words.endswith(self.kept_ends) and (tail := self.tail.search(words)):
            words = words[: tail.start()].rstrip(_MARKS)
        lead = self.lead.match(words)
        return words[lead.end() :] if lead else words

    def only_does(self, words: str) -> bool:
        """Whether words say what was done to a thing without naming it (全部清退)."""
        return not self.light.sub("", self.doing.sub("", words))

    def says_something(self, words: str) -> bool:
        """Whether words name a thing, and do not only say what was done to one or that it was counted."""
        return len(self.light.sub("", words)) >= _THING


@lru_cache(maxsize=4)
def grammar_of(vocabulary: Vocabulary) -> Grammar:
    """The grammar of a vocabulary, built at the first call."""
    return Grammar(vocabulary)
