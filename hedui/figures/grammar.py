"""The lexicon as compiled patterns: built once for a vocabulary, read by every step.

Patterns that must stand directly before a number end in ``$`` and are searched in the words before it; patterns for the
words behind a number are matched at their front. Alternations of plain words only: linear on any input.
"""

import re
from functools import lru_cache
from itertools import pairwise

from hedui.language.lexer import Lexer
from hedui.language.openings import guarded
from hedui.language.rules import load_rules, meaning, words_of
from hedui.language.words import WordList, Words
from hedui.vocabulary.codes import Comparator
from hedui.vocabulary.load import Vocabulary

_MARKS = frozenset(",;:∶、。()·≤≥<>≈=±↑↓")
_SIGNS = _MARKS | frozenset("+-“”\"'% \t")
_PLACE = re.compile("[\u4e00-\u9fff]{2,5}[省市县区州盟旗]")
_DIGIT = re.compile(r"(?<![A-Za-z])\d")
_LEADS = ("lead", "lag", "better_than", "worse_than")
_THING = 2
"""Fewest characters that make a thing's name."""
# What a share that is bounded may be one of (不少于保有量的50%).
_OF_IT = "|[\u4e00-\u9fff]{1,8}的"
_SHARE_OF = "|占[\u4e00-\u9fff]{0,12}的?|全[国省市][\u4e00-\u9fff]{0,6}的"
# Verbs of stating between the name of a rate and its number.
_IS = "(?:为|达到|达|约|约为|的|:|已|已达|均为|均达|仅为|仅|不足|不到|超过|低于|近)*$"
# Adverbs that may stand between a verb of change and its number.
_ADVERBS = (
    "(?:了|预定|预期|目标|约|近|超过|超|逾|超额|至少|再|均|各|分别|为|达|达到|高达|力争|左右|:|幅度|只|仅"
    "|(?:保持|稳定|维持|控制)在)*"
)


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
        rising, falling = meaning(change, "rising", "better", "pull"), meaning(change, "falling", "worse", "less_of")
        ahead_of = meaning(change, *_LEADS)
        self.rising = re.compile(rf"{rising}{_ADVERBS}$")
        self.falling = re.compile(rf"{falling}{_ADVERBS}$")
        better = meaning(change, "better", "worse", "better_than", "worse_than")
        self.improving = re.compile(rf"{meaning(change, 'better', 'worse')}{_ADVERBS}$")
        self.better_or_worse = re.compile(better)
        self.worsening = re.compile(meaning(change, "worse", "worse_than"))
        self.lagging = re.compile(meaning(change, "lag"))
        self.less_is_better = re.compile(meaning(change, "less_is_better"))
        self.ahead_of = re.compile(f"{ahead_of}([^,;。]*)$")
        self.unchanged = re.compile(guarded(meaning(change, "level")))
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
        self._places = frozenset((*vocabulary.regions.by_name, *vocabulary.areas.by_name))
        self.words = Words([*words["terms"], *(name for name in self._places if len(name) > _THING)])
        self._lead, self._tail = WordList({*words["lead"], *_MARKS}), WordList({*words["tail"], *_MARKS})
        light = {*words["light"], *words["aspects"], *_SIGNS}
        self._light, self._idle = WordList(light), WordList({*light, *words["doing"]})
        self._doing = WordList(words["doing"])
        changing = words_of(change, "rising", "falling", "better", "worse", "pull", *_LEADS, "base", "compared")
        self._changing = WordList({*changing, *words["changing"], *_SIGNS})
        self._saying = frozenset(words["saying"])
        self._says = re.compile(_any(words["saying"]))
        self._ranking = WordList({*words["ranking"], *words["set_nouns"], *words["tail"], *_MARKS})
        self._faint, self._inert = (kind.characters | frozenset("0123456789") for kind in (self._light, self._idle))
        self.measure_noun = re.compile(rf"{_any((*words['measure_nouns'], *words['aspects']))}$")
        self.stock_noun = re.compile(_any(words["stock_nouns"]))
        self.set_noun = re.compile(_any(words["set_nouns"]))
        self.doing = re.compile(_any(words["doing"]))

    def trim(self, words: str) -> str:
        """Words without the adverbs in front and the verbs of stating at the end, cut between words only."""
        return self.words.without_start(self.trim_end(words), self._lead)

    def trim_end(self, words: str) -> str:
        """Words without the verbs of stating at the end."""
        return self.words.without_end(words, self._tail)

    def without_change(self, words: str) -> str:
        """Words without the verb of change that ends them, and the base it names (电价较上年下降: 电价)."""
        return self.words.without_end(words, self._changing)

    def without_rank(self, words: str) -> str:
        """Words without what says that, and among whom, a place is taken (产值稳居全国: 产值)."""
        return self.words.without_end(words, self._ranking)

    def opening_verb(self, words: str) -> str:
        """The verbs of doing with which words begin (新建改造公园: 新建改造)."""
        rest = self.words.without_start(words, self._doing)
        return words[: len(words) - len(rest)] if rest else ""

    def is_place(self, words: str) -> bool:
        """Whether words are the name of a place and nothing else."""
        return words in self._places or _PLACE.fullmatch(words) is not None

    def thing(self, words: str) -> str:
        """What words name, without those that say nothing of a thing by themselves."""
        return _DIGIT.sub("", self.words.rest(words, self._light))

    def measures(self, words: str) -> bool:
        """Whether words are the measure of a thing that stands before them (…,年均浓度为)."""
        return (
            bool(words)
            and not self.says_something(words)
            and self.measure_noun.search(self.trim_end(words)) is not None
        )

    def told(self, clause: str) -> str:
        """The thing of which a clause without a number says something; empty where it names none.

        It ends where the clause goes on to what is said of it (新能源汽车快速发展: 新能源汽车; 空气质量方面: 空气质量).
        """
        if self._says.search(clause) is None:
            return ""
        words = self.trim(clause)
        ends = self.words.ends(words)
        said = (start for start, end in pairwise(ends) if start and words[start:end] in self._saying)
        thing = self.trim_end(words[: next(said, 0)])
        return thing if self.says_something(thing) else ""

    def only_does(self, words: str) -> bool:
        """Whether words say what was done to a thing without naming it (全部清退)."""
        return self._inert.issuperset(words) and not _DIGIT.sub("", self.words.rest(words, self._idle))

    def says_something(self, words: str) -> bool:
        """Whether words name a thing, and do not only say what was done to one or that it was counted."""
        if len(set(words) - self._faint) >= _THING:
            return True  # so many characters stand in no light word: no need to cut
        return len(self.thing(words)) >= _THING


@lru_cache(maxsize=4)
def grammar_of(vocabulary: Vocabulary) -> Grammar:
    """The grammar of a vocabulary, built at the first call."""
    return Grammar(vocabulary)
