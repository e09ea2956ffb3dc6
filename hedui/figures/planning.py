"""Whether what a sentence says is planned or has come about."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from hedui.figures.clock import context_of, use_of
from hedui.figures.mentions import Mention, Sentence
from hedui.language import times
from hedui.language.openings import guarded
from hedui.language.rules import Rule, load_rules
from hedui.language.times import Span
from hedui.vocabulary.codes import QuantityKind, Role

_GOAL_BEHIND = re.compile(
    r"(?:以上|以下|以内|左右)?(?:、[^,;。、\d]{0,14}[\d.]+[^,;。、\d]{1,5}(?=的))?"
    "(?:的)?(?:年度|省定|国定|总|预期|改善|控制|减排|考核|约束性|既定|工作)*(?:目标|指标|考核)|(?:计划|力争|拟|预计|将)(?:于|在)?"
    r"|[^,;。、\d]{0,12}(?:于|在)?(?:20\d\d年)?(?:\d{1,2}月(?:\d{1,2}日|底)|年底)前(?!已)"
    r"|[,、]?(?:须|应|要求|需|要|必须)(?:于|在)?(?:20\d\d年)?(?:\d{1,2}月(?:\d{1,2}日)?|年)底?末?前"
)
_CLAUSES = 12
"""How many clauses back a word of planning or achievement may stand."""
_GOAL_AHEAD = re.compile(
    "(?:(?:年度|全年|省定|国定)(?:目标)?(?:任务|计划|目标)|目标任务)(?:量|数)?(?:为|是|:)?[(]?$"
    "|(?:分配|下达|核定|批复|承担)[^,;。]{2,30}(?:指标|任务|计划|额度|限额)[量数]?(?:为|是|:)?$|(?<!完成)计划总?投资额?(?:约|为|达|:)*$"
)
_STATE = re.compile("(?:保有量|现有|共有|总人口|存栏|通车里程|常住人口)$")
"""How things stand, also in a plan."""
_TASK_BEHIND = re.compile(r"(?:、[^,;。、\d]{0,12}[\d.]+[^,;。、\d]{1,4})?(?:的[^,;。\d]{0,6})?任务(?!清单|书|单)")
_DONE_BEHIND = re.compile(
    "[^,;。\\d]{1,14}?(?<!尚未|还未)(?:已经?|均已|现已)(?:全部|全面|基本|部分|陆续|顺利|如期|提前|均)*地?"
    "(?:完成|建成|完工|竣工|投产|投入|开工|动工|投用|落地|通车|并网|销号|整改|关停|淘汰|退出|拆除)"
)
"""What is counted has come about, as the words behind the count say (17个项目已完工)."""
_TASK_DONE = re.compile("(?<!未)完成(?:了)?[^,;。\\d]{0,16}任务(?:量|数)?(?:共|约)?$")
_TASK_AHEAD = re.compile("任务(?:量|数)?(?:为|是|:)?[(]?$")
_ASSIGNED = re.compile("今年|全年|年度|下达|承担|分配|新增")
_ANSWERED = re.compile(
    "[,、;](?:(?:目前|截至目前|现|实际|仅|只|已|均已)+(?:累计|全部)?(?:完成|淘汰|建成|实施|治理|整治|改造)|(?:累计|全部)?完成)"
)
_HAS_COME = re.compile("已|提前|超额|目前|实际|[现仍尚还]有|完成了")
_DONE_OF_IT = re.compile("[,、;]?(?:中|仅|已|实际|现)*(?:累计)?完成了?")
_BRACKETS = re.compile(r"\([^()]*\)")
_CONDITION = re.compile("(?:^|(?<=[,;。]))(?:凡|对)[^,;。]{2,60}的[^,;。]{0,14}(?:,|$)")
"""Whom an award is for: what is said there has come about with none of them yet (对获得认证的企业,奖励5万元)."""
_GOAL_REACHED = re.compile("(?:实现|完成|达到)了[^,;。\\d]{0,10}$")
_MOVES_TO = re.compile("(?:由|从)[^;。]*[加高升降少小低大]到$")
"""That a level moved from one time to another, and none is to be reached (从…增加到2024年的…)."""
_BUT = re.compile("但|然而|可是")
_GOAL_NAMED = re.compile(
    guarded(
        r"(?:[优好劣高低大小多少]于|超过?|达到|距离?|[较比与])[^,;。\d]{0,10}目标(?:值|任务|要求)?"
        "|以[^,;。]{1,40}为(?:总|首要|根本|主要)?目标|(?<=完成)[^,;。]{0,12}?(?:目标任务|目标|任务|计划|指标)(?!的)"
        "|(?:行动|攻坚|实施|专项|提升|倍增|培育|建设|作战)计划"
        r"|[占为][^,;。\d]{0,8}(?:计划|任务|目标|指标)[\d.,]+[^\d,;。]{0,4}的"
        r"|(?:优于|好于|劣于|差于|高于|低于|超过|超出|超)[^,;。\d]{0,10}(?:目标|任务|计划|要求|指标|预期)[值量数]?"
    )
)
"""Goals that words only name: what is aimed at, what has been met, what is measured against; and names of plans."""
_GOAL_COUNTED = re.compile("(?:年度|约束性|预期性|主要|考核|工作)*(?:指标|目标|任务)")
"""Goals that are counted themselves (3项约束性指标)."""
_GOALS_ARE = re.compile("目标(?:是|为|:)|(?:^|[。\n])任务:")
_AGAINST_GOAL = re.compile("[比较距离][^,;。]{0,8}目标[^,;。(]{1,4}$")
_BASE_LEVEL = re.compile(
    "[较比与](?:19|20)\\d\\d年(?:年?[底末])?的(?:[^,;。]{0,20}、)?$|(?:由|从)(?:[^,;。的]{0,8}的)?$"
)
_PERIOD_BEHIND = re.compile('[”"]?(?:时期|期间|末|以来|[,,]|全[国省市县区]|我[国省市县区])')
_THIS_YEAR = re.compile("今年(?!以来|[一二三四1-4][季月])")
_CONTENT_UNITS = frozenset({"项", "个", "条", "大", "方面", "类", "章", "部分"})
_CONTAINS = re.compile(
    "(?:提出|提了|包[含括]|分为|设置|安排|明确|部署|确定|共计?|其中(?:预期性|约束性)?|列出|细化|[、,](?:预期性|约束性))了?(?:预期性|约束性)?(?:指标|任务|措施)?$"
)
_CONTENT = re.compile(
    "(?:方面)?的?(?:主要|重点|具体|约束性|预期性|发展|核心)*(?:指标|任务|措施|举措|条款|章节|部分|领域的?[^,;。]{0,4}任务|方面|工程项目|内容|要求|原则|行动)(?![^,;。]{0,6}(?:已|完成|达标|落实|推进))"
)
_ANSWER = re.compile(
    "(?:目前|现|实际|仅|已经?|累计|共计?|均|通过|完成|建成|建设|实现|改造|治理|整治|整改|评估|监测|验收|达到?|投用|开工|竣工|为|约|[,的了])*"
)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a block's surroundings say of its numbers.

    Attributes:
        is_planned: whether they are planned unless their sentence says otherwise.
        reported: the time reported on, None where unknown; a later time is planned, an earlier one has come about.
        is_plan: whether the document is a plan as a whole.
        year: the year of a month printed without one.
        is_due: whether a date by which something is to be done was just named.
        is_review: whether a heading or an opening says that the time passed is reviewed.
        this_year: the year that 今年 is.
    """

    is_planned: bool
    reported: Span | None
    is_plan: bool = False
    year: int | None = None
    is_due: bool = False
    is_review: bool = False
    this_year: int | None = None


def after_time(mention: Mention, sentence: Sentence, setting: Setting) -> Setting:
    """The setting for what follows a time: due and later times are planned, earlier ones have come about."""
    if mention.is_titled:
        return setting
    token = mention.token
    near = sentence.between(max(sentence.start, token.start - 3), token.start)
    behind = sentence.between(token.end, min(sentence.end, token.end + 3))
    is_due = (near.endswith("到") and not near.endswith("达到")) or bool(re.match("年?底?前|之前|以前", behind))
    if not is_due:
        setting = replace(setting, is_due=False)
    if setting.reported is None:
        is_move = _MOVES_TO.search(sentence.between(sentence.clauses[mention.clause][0], token.start))
        return replace(setting, is_planned=True, is_due=True) if is_due and not is_move else setting
    span = times.parse(sentence.between(token.start, token.end), setting.year or setting.reported.end.year)
    if span is None or re.search("[较比与对由从]$", near):
        return setting
    if setting.is_plan and is_due and span.end > setting.reported.end:
        return replace(setting, is_planned=True, is_due=True)
    if setting.is_planned:
        start = setting.reported.start
        is_past = not is_due and (span.end <= setting.reported.end if setting.is_plan else start and span.end < start)
        return replace(setting, is_planned=not is_past)
    is_day = span.start == span.end  # a day after the time reported on may be that of the print
    is_later = span.end > setting.reported.end and (
        is_due or (span.start is not None and span.start > setting.reported.end and not is_day)
    )
    return replace(setting, is_planned=True, is_due=is_due) if is_later else setting


def is_this_year_ahead(words: str, setting: Setting) -> bool:
    """Whether words name 今年 in a report on the year before."""
    is_ahead = setting.this_year and setting.reported and setting.this_year > setting.reported.end.year
    return bool(is_ahead and _THIS_YEAR.search(words))


def is_over(mention: Mention, sentence: Sentence, setting: Setting) -> bool:
    """Whether a time with its year, said of what follows, has passed."""
    if setting.reported is None or mention.is_titled or mention.is_plan_period:
        return False
    rule = use_of(context_of(sentence, mention))
    if rule is not None and rule.means not in ("until", "since"):
        return False
    span = times.parse(sentence.between(mention.token.start, mention.token.end), None)
    return span is not None and span.end <= setting.reported.end


def is_later_year(mention: Mention, sentence: Sentence, setting: Setting) -> bool:
    """Whether a sentence opens with a whole year after the time reported on."""
    if mention.is_plan_period and not _PERIOD_BEHIND.match(sentence.between(mention.token.end, sentence.end)):
        return False  # “十四五”国控断面 is a name
    span = times.parse(sentence.between(mention.token.start, mention.token.end), None)
    return (
        span is not None
        and span.start is not None
        and setting.reported is not None
        and span.start > setting.reported.end
    )


def is_content(mention: Mention) -> bool:
    """Whether a number counts what a plan or a document is made of (提出6项指标, 共8个部分)."""
    return mention.token.classifier in _CONTENT_UNITS and bool(
        _CONTAINS.search(mention.ahead) and _CONTENT.match(mention.behind)
    )


def is_planned(mention: Mention, previous: Mention | None, sentence: Sentence, setting: Setting) -> tuple[bool, str]:
    """Whether a number is planned: the nearest word of planning or of achievement decides, else the setting.

    Returns:
        The answer, and what decided it: a rule of ``plan.yml``, or a code that ``because.yml`` puts in words.
    """
    if is_content(mention):
        return False, "content"
    if _BASE_LEVEL.search(mention.ahead) or _AGAINST_GOAL.search(mention.ahead):
        return False, "base-level"
    if _GOAL_REACHED.search(mention.ahead) and _GOAL_BEHIND.match(mention.behind):
        return False, "goal-met"
    is_goal = _GOAL_BEHIND.match(mention.behind) and not (
        mention.token.classifier in _CONTENT_UNITS and _GOAL_COUNTED.match(mention.behind)
    )
    if is_goal or _GOAL_AHEAD.search(mention.ahead):
        return True, "goal"
    is_measured = mention.token.unit is not None or mention.behind.startswith("的")
    is_task = _TASK_AHEAD.search(mention.ahead) and (setting.is_planned or not _TASK_DONE.search(mention.ahead))
    is_answered = _ANSWERED.match(sentence.between(mention.token.end, sentence.end))
    if (is_measured and _TASK_BEHIND.match(mention.behind)) or (
        is_task and (_ASSIGNED.search(mention.ahead) or is_answered)
    ):
        return True, "task"
    is_after_plan = previous is not None and previous.role is Role.PLAN
    if previous is not None and is_after_plan:
        between = sentence.between(previous.token.end, mention.token.start)
        if _DONE_OF_IT.fullmatch(between):
            return False, "done-of-it"
    if mention.token.classifier and _DONE_BEHIND.match(mention.behind):
        return False, "done-behind"
    if setting.is_due and not _HAS_COME.search(mention.ahead):
        return True, "due"
    if cue := _cue(mention.ahead, is_review=setting.is_review):
        return cue
    if mention.is_listed and previous is not None and previous.is_level:
        return is_after_plan, "list"
    if _BUT.match(sentence.clause_text(mention.clause)):
        return setting.is_planned, "section"
    for clause in range(mention.clause - 1, max(-1, mention.clause - _CLAUSES), -1):
        words = sentence.clause_text(clause)
        if words.endswith(";"):
            break
        if cue := _cue(words, is_review=setting.is_review):
            is_answer = not setting.is_planned and (
                (_ANSWER.fullmatch(mention.before) and _is_of_plan(mention, sentence))
                or _is_dated(mention, sentence, setting)
            )
            return (False, "answer") if cue[0] and is_answer else cue
    if _GOALS_ARE.search(sentence.text[: mention.token.start - sentence.start]):
        return True, "goal"
    if previous is not None and previous.is_level and sentence.clause_text(mention.clause).startswith("其中"):
        return is_after_plan, "list"
    if setting.is_plan and _STATE.search(mention.before) and all(m.role is not Role.TIME for m in sentence.mentions):
        return False, "state-in-a-plan"
    if is_this_year_ahead(sentence.text[: mention.token.start - sentence.start], setting):
        return True, "this-year"
    roles = {other.role for other in sentence.mentions}
    is_listing = Role.PLAN in roles and Role.ACTUAL not in roles and not _says_done(sentence.text)
    return (True, "list") if is_listing and not setting.is_planned else (setting.is_planned, "section")


def _is_of_plan(mention: Mention, sentence: Sentence) -> bool:
    """Whether a planned number before is in the unit of this one, so that this may be what came of it."""
    is_share = mention.token.quantity_kind is QuantityKind.PERCENT
    planned = (other for other in sentence.mentions if other.role is Role.PLAN)
    return is_share or any(other.shares_unit(mention) for other in planned if other.token.start < mention.token.start)


def _is_dated(mention: Mention, sentence: Sentence, setting: Setting) -> bool:
    """Whether a clause names a time of its own that is over (今年计划淘汰6500辆,1—8月淘汰4823辆)."""
    if setting.reported is None:
        return False
    end = setting.reported.end
    named = [
        times.parse(sentence.between(other.token.start, other.token.end), end.year)
        for other in sentence.mentions
        if other.role is Role.TIME and other.clause == mention.clause and not other.is_titled
        if other.token.start < mention.token.start
    ]
    return bool(named) and all(span is not None and span.start is not None and span.end <= end for span in named)


def _says_done(words: str) -> bool:
    return any(rule.means == "realised" for rule, _ in _cues_in(words))


def _cues_in(words: str) -> Iterator[tuple[Rule, re.Match[str]]]:
    """The words of planning and of achievement, in order, each with its rule."""
    rules, pattern = _cues()
    for match in pattern.finditer(words):
        yield rules[int((match.lastgroup or "r0")[1:])], match


@lru_cache(maxsize=1)
def _cues() -> tuple[tuple[Rule, ...], re.Pattern[str]]:
    """All rules of ``plan.yml`` as one pattern, each in a group named after its place; achievement is tried last."""
    rules = tuple(sorted(load_rules("plan"), key=lambda rule: ("planned", "named", "realised").index(rule.means)))
    return rules, re.compile(guarded("|".join(f"(?P<r{n}>{rule.pattern.pattern})" for n, rule in enumerate(rules))))


@lru_cache(maxsize=1 << 8)
def _cue(words: str, *, is_review: bool) -> tuple[bool, str] | None:
    """What the last word of planning or achievement in ``words`` says, and its rule; None without such a word.

    A planning word inside an attribute yields. In a review of the time passed only words of the future plan; a plan or
    a goal is named there for what came of it.
    """
    words = _GOAL_NAMED.sub("", _CONDITION.sub("", _BRACKETS.sub("", words))).removesuffix("将")
    plan: tuple[Rule, re.Match[str]] | None = None
    done: tuple[Rule, re.Match[str]] | None = None
    for rule, match in _cues_in(words):
        if rule.means == "realised":
            done = rule, match
        elif rule.means == "planned" or not is_review:
            plan = rule, match
    if plan is None:
        return (False, done[0].rule_id) if done else None
    if done is None:
        return True, plan[0].rule_id
    is_attribute = done[1].start() < plan[1].start() and "的" in words[plan[1].end() : plan[1].end() + 3]
    is_last = plan[1].start() > done[1].start() and not is_attribute
    return (True, plan[0].rule_id) if is_last else (False, done[0].rule_id)
