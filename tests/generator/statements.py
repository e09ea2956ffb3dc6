"""How bureaus put figures into words: several phrasings for each kind of statement.

Each function makes the facts of one statement with the pen and returns its line, without the full stop.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from generator.lines import Line, Mention, Table, Turn, fill, join
from generator.numbers import digits, measured, shorten
from generator.pen import Pen, last_day, period_of
from generator.records import Trap
from generator.topics import Basis, Measure, Nature, Work
from hedui.vocabulary.codes import Comparator, Relation, Role

_UP_DOWN = {
    Nature.FLOW: (("增长", "下降"), ("增加", "减少"), ("增长", "降低")),
    Nature.STOCK: (("增长", "下降"), ("增加", "减少")),
    Nature.AVERAGE: (("上升", "下降"), ("升高", "降低"), ("反弹", "下降")),
    Nature.RATIO: (("提高", "下降"), ("上升", "下降"), ("提升", "回落")),
}
_TO = {
    Nature.FLOW: (("增加到", "减少到"), ("增长至", "下降至")),
    Nature.STOCK: (("增加到", "减少到"), ("提升至", "降至")),
    Nature.AVERAGE: (("上升到", "下降到"), ("升至", "降至")),
    Nature.RATIO: (("提高到", "下降到"), ("提升至", "回落至")),
}
_IS = ("", "为", "达", "达到", "完成", "实现")
_COUNTED = ("", "共", "累计", "先后", "全市共")


def _against(pen: Pen) -> str:
    options = ["同比", "比上年同期", "较上年同期", "较去年同期"]
    if pen.when[2] == "year":
        options = ["同比", "同比", "比上年", "较上年", "与上年相比", "比去年", f"较{pen.year - 1}年"]
    return pen.random.choice(options)


def _copula(pen: Pen, measure: Measure) -> str:
    return pen.random.choice(_IS[:2] if measure.nature is Nature.AVERAGE else _IS[:4])


def _is_zero(pen: Pen, mention: Mention) -> bool:
    return Fraction(pen.facts[mention.key].number) == 0


def _name(pen: Pen, measure: Measure) -> str:
    """The measure's name, without the year where only months are covered."""
    return measure.name if pen.when[2] == "year" else measure.name.replace("年均", "平均")


def change_words(pen: Pen, measure: Measure, change: Mention) -> Line:
    """``同比下降4.4%``, or that it stayed where it was."""
    if _is_zero(pen, change):
        return (pen.either("与上年同期基本持平", "同比持平"),)
    up, down = pen.random.choice(_UP_DOWN[measure.nature])
    return fill("{against}{turn}{change}", against=_against(pen), turn=Turn(change.key, up, down), change=change)


def level_with_change(pen: Pen, measure: Measure) -> Line:
    """A level and its relative change, or its change in points."""
    level = pen.level(measure)
    change = pen.change(measure, level)
    is_rough = measure.nature in (Nature.FLOW, Nature.STOCK) and pen.random.random() < 0.1
    near = pen.roughly(level, "约", "近", "突破", "超过", "余") if is_rough else ""
    words = change_words(pen, measure, change)
    if measure.basis is Basis.CONSTANT_PRICE and not _is_zero(pen, change):
        words = fill("{how}{words}", how=pen.either("按不变价格计算,", "按可比价格计算,", ""), words=words)
    templates = ["{name}{is_}{level},{words}", "{name}{is_}{level},{words}", "{name}{is_}{level}({words})"]
    up, down = ("增幅", "降幅") if measure.nature is not Nature.AVERAGE else ("升幅", "降幅")
    if not _is_zero(pen, change) and measure.nature is not Nature.RATIO:
        templates.append("{name}{is_}{level},{against}{noun}为{change}")
    return fill(
        pen.random.choice(templates),
        name=_name(pen, measure),
        is_=near or _copula(pen, measure),
        level=level,
        words=words,
        against="同比",
        noun=Turn(change.key, up, down),
        change=change,
    )


def level_with_difference(pen: Pen, measure: Measure) -> Line:
    """A level, its change in its own unit, and perhaps the relative one."""
    level = pen.level(measure)
    difference = pen.difference(measure, level)
    if _is_zero(pen, difference):
        return fill("{name}{level},同比持平", name=_name(pen, measure), level=level)
    up, down = pen.random.choice((("增加", "减少"), ("多", "少"), ("增加", "下降")))
    both = measure.nature is not Nature.RATIO and pen.random.random() < 0.5
    line = fill(
        "{name}{is_}{level},{against}{turn}{difference}",
        name=_name(pen, measure),
        is_=_copula(pen, measure),
        level=level,
        against=_against(pen),
        turn=Turn(difference.key, up, down),
        difference=difference,
    )
    if not both:
        return line
    change = pen.change(measure, level)
    if _is_zero(pen, change):
        return line
    template = pen.either("{line},{noun}{change}", "{line}、{turn}{change}", "{line},{turn}{change}")
    turn = Turn(change.key, "增长", "下降")
    return fill(template, line=line, noun=Turn(change.key, "增幅", "降幅"), turn=turn, change=change)


def from_to(pen: Pen, measure: Measure, *, revised: bool = False) -> Line:
    """A level beside the previous one, which may silently differ from what was printed then."""
    base = pen.level(measure, pen.earlier(pen.when), revised=revised)
    level = pen.level(measure)
    change = pen.change(measure, level, base)
    up, down = pen.random.choice(_TO[measure.nature])
    before = {"year": ("上年", f"{pen.year - 1}年")}.get(pen.when[2], ("上年同期", "去年同期"))
    line = fill(
        "{name}由{before}的{base}{turn}{level}",
        name=_name(pen, measure),
        before=pen.random.choice(before),
        base=base,
        turn=Turn(change.key, up, down),
        level=level,
    )
    if pen.facts[base.key].number == pen.facts[level.key].number:
        return fill("{name}{level},与上年同期的{base}持平", name=_name(pen, measure), level=level, base=base)
    if _is_zero(pen, change) or pen.random.random() < 0.4:
        pen.note(Relation.DIFFERENCE, level, base, direction=pen.facts[change.key].sign)
        return line
    up, down = ("提高", "下降") if measure.nature is Nature.RATIO else ("增长", "下降")
    return fill("{line},{turn}{change}", line=line, turn=Turn(change.key, up, down), change=change)


def without_dust(pen: Pen, measure: Measure) -> Line:
    """A concentration as measured, and without the days of dust."""
    level = pen.level(measure)
    cleaned = replace(measure, variant="(扣除沙尘)")
    without = pen.level(cleaned)
    pen.note(Relation.REPEATED_FIGURE, without, trap=Trap.DUST)
    name = _name(pen, measure)
    if pen.random.random() < 0.5:
        return fill(
            pen.either("{name}{level},扣除沙尘影响后为{without}", "{name}{level}(扣除沙尘影响后为{without})"),
            name=name, level=level, without=without,
        )  # fmt: skip
    change = pen.change(cleaned, without)
    words = change_words(pen, measure, change)
    template = pen.either(
        "{name}{level};扣除沙尘影响后,{name}为{without},{words}", "剔除沙尘天气影响,{name}为{without},{words}"
    )
    return fill(template, name=name, level=level, without=without, words=words)


def on_another_base(pen: Pen, measure: Measure) -> Line:
    """A level whose change is on a base counted anew, not on what was printed a year before."""
    level = pen.level(measure)
    change = pen.change(measure, level, trap=Trap.REBASED)
    words = change_words(pen, measure, change)
    template = pen.either(
        "{name}{level},按可比口径计算{words}",
        "{name}{level},按同口径{words}",
        "{name}{level},{words}(上年基数按普查结果修订)",
        "{name}为{level},{words}(上年数为调整后数据)",
    )
    return fill(template, name=_name(pen, measure), level=level, words=words)


def by_another_method(pen: Pen, measure: Measure) -> Line:
    """A level by a method that other reports do not use yet."""
    anew = replace(measure, variant="(新口径)")
    level = pen.level(anew)
    pen.note(Relation.REPEATED_FIGURE, level, trap=Trap.METHOD)
    template = pen.either(
        "按新口径统计,{name}为{level}", "统计口径调整后,{name}{level}", "{name}{level}(新统计口径,与往年数据不可比)"
    )
    line = fill(template, name=_name(pen, measure), level=level)
    if "不可比" in template:
        return line
    change = pen.change(anew, level, trap=Trap.METHOD)
    return fill("{line},按同口径{words}", line=line, words=change_words(pen, measure, change))


def dealt_out(pen: Pen, measures: Sequence[Measure]) -> Line:
    """Levels of several measures, then their changes, dealt out by 分别."""
    levels = [pen.level(measure) for measure in measures]
    names = "、".join(_name(pen, measure) for measure in measures)
    line = fill(
        pen.either("{names}分别为{levels}", "{names}分别达到{levels}", "{names}分别为{levels}"),
        names=names,
        levels=join([(level,) for level in levels], "、"),
    )
    changes = [pen.change(measure, level) for measure, level in zip(measures, levels, strict=True)]
    signs = {pen.facts[change.key].sign for change in changes}
    if len(signs) > 1 or any(_is_zero(pen, change) for change in changes):
        return line
    up, down = pen.random.choice(_UP_DOWN[measures[0].nature])
    return fill(
        "{line},{against}分别{turn}{changes}",
        line=line,
        against=_against(pen),
        turn=Turn(changes[0].key, up, down),
        changes=join([(change,) for change in changes], "、"),
    )


def level_against_target(pen: Pen, measure: Measure) -> Line:
    """A level of an average or a ratio and the year's target, with the claim that it was met where it was."""
    level = pen.level(measure)
    plan = pen.target(measure, pen.year)
    pen.note(Relation.TARGET_ATTAINMENT, level, plan)
    return fill(
        pen.either(
            "{name}{is_}{level},完成省定{plan}的目标任务",
            "{name}{is_}{level},完成省定{plan}目标",
            "{name}{is_}{level},优于省下达的{plan}目标",
            "{name}{is_}{level},圆满完成省定{plan}的年度目标",
        ),
        name=_name(pen, measure),
        is_=_copula(pen, measure),
        level=level,
        plan=plan,
    )


def good_days(pen: Pen) -> Line:
    """Days of good air, how many more than a year before, and their share of all days."""
    days, more, ratio = pen.good_days()
    name = pen.either("优良天数比例", "优良率", "空气质量优良天数比例")
    if _is_zero(pen, more):
        return fill("优良天数{days},{name}{ratio}", days=days, name=name, ratio=ratio)
    template = pen.either(
        "空气质量优良天数{days},同比{turn}{more},{name}为{ratio}",
        "优良天数{days},{against}{turn}{more},{name}{ratio}",
        "优良天数达到{days},{against}{turn}{more};{name}达到{ratio}",
    )
    turn = Turn(more.key, "增加", "减少")
    return fill(template, days=days, against=_against(pen), turn=turn, more=more, name=name, ratio=ratio)


def total_with_parts(pen: Pen, measure: Measure) -> Line:
    """A total and its parts: all of them, or with 其中 some."""
    _, decimals = pen.world.print_of(measure)
    total = pen.level(measure)
    is_open = pen.random.random() < 0.4
    names = measure.parts[:-1] if is_open else measure.parts
    parts = pen.parts(names, total, decimals, trap=Trap.OPEN_LIST if is_open else None)
    style = pen.random.randrange(4)
    if style == 0 and not is_open:
        return fill(
            "{name}{total},其中{names}分别为{parts}",
            name=_name(pen, measure),
            total=total,
            names="、".join(names),
            parts=join([(part,) for part in parts], "、"),
        )
    listed = join([(name, part) for name, part in zip(names, parts, strict=True)], "、" if style < 3 else ",")
    line = fill(
        pen.either("{name}{total},其中{listed}", "{name}{total},其中:{listed}", "{name}为{total},其中,{listed}"),
        name=_name(pen, measure),
        total=total,
        listed=listed,
    )
    if pen.random.random() < 0.5:
        return line
    share = pen.share(names[-1], (names[-1],), parts[-1], total)
    return fill(
        pen.either("{line},{name}占比{share}", "{line},{name}占{whole}的{share}", "{line},{name}占比为{share}"),
        line=line,
        name=names[-1],
        whole=_name(pen, measure),
        share=share,
    )


def plan_done_rate(pen: Pen, work: Work, *, until: str = "", is_year_end: bool = False) -> Line:
    """A work's plan, what is done of it and the completion rate; ``until`` is 截至6月底 or the like."""
    plan = pen.planned(work, last_day(pen.year))
    done = pen.done(work)
    if not work.decimals and pen.random.random() < 0.1:
        pen.roughly(done, "余")
    named = f"{work.verb}{work.thing}"
    task = work.thing if work.verb == "完成" else named
    templates = [
        "计划{named}{plan},{until}已完成{done},完成率{rate}",
        "年度计划{named}{plan},{until}已完成{done},完成率为{rate}",
        "全年计划{named}{plan},{until}累计完成{done},占年度任务的{rate}",
        "{task}年度任务{plan},{until}已完成{done},完成率{rate}",
        "{until}{named}{done},完成年度目标任务({plan})的{rate}",
        "{named}{done},完成年度计划{plan}的{rate}",
        "{until}已{named}{done},占年度任务{plan}的{rate}",
        "计划{named}{plan},目前已完成{done},完成率{rate}",
        "省下达我市{named}任务{plan},{until}已完成{done},完成年度任务的{rate}",
    ]
    if is_year_end:
        templates = [t for t in templates if "目前" not in t]
    template = pen.random.choice(templates)
    bare = pen.random.random() < 0.7
    if bare:
        template = pen.either("计划{named}{plan},{until}已完成{done}", "{task}年度任务{plan},{until}已完成{done}")
    if "{rate}" not in template:
        return fill(template, named=named, task=task, plan=plan, until=until, done=done)
    return fill(template, named=named, task=task, plan=plan, until=until, done=done, rate=pen.rate(work, done, plan))


def done_with_parts(pen: Pen, work: Work) -> Line:
    """What is done of a countable work, with its kinds."""
    done = pen.done(work)
    is_open = pen.random.random() < 0.35
    names = work.parts[:1] if is_open else work.parts
    parts = pen.parts(names, done, work.decimals, trap=Trap.OPEN_LIST if is_open else None)
    listed = join([(name, part) for name, part in zip(names, parts, strict=True)], "、")
    template = pen.either(
        "{verb}{thing}{done},其中{listed}", "累计{verb}{thing}{done},其中{listed}", "{verb}{thing}{done}(其中{listed})"
    )
    return fill(template, verb=work.verb, thing=work.thing, done=done, listed=listed)


def counts(pen: Pen, works: Sequence[Work]) -> Line:
    """A run of counted activities."""
    lines = []
    for number, work in enumerate(works):
        count = pen.counted(work)
        near = pen.roughly(count, "余", "约", "近") if not work.decimals and pen.random.random() < 0.25 else ""
        said = pen.random.choice(_COUNTED) if number == 0 else pen.either("", "", "累计")
        lines.append(
            fill(
                "{said}{verb}{thing}{near}{count}", said=said, verb=work.verb, thing=work.thing, near=near, count=count
            )
        )
    return join(lines, ",")


def in_other_unit(pen: Pen, work: Work, other: str, decimals: int) -> Line:
    """What is done of a work, in another unit than elsewhere in the report."""
    first = pen.done(work)
    fact = pen.facts[first.key]
    assert fact.truth is not None
    again = pen.put(
        work.thing,
        Role.ACTUAL,
        (work.thing,),
        digits(shorten(fact.value / measured(other)[1], decimals), decimals),
        other,
        period=fact.period,
        truth=fact.truth,
    )
    pen.note(Relation.UNIT_EQUIVALENCE, again, first)
    template = pen.either(
        "{verb}{thing}{first}(折合{again})", "{verb}{thing}{first}(合{again})", "{verb}{thing}{first},折合{again}"
    )
    return fill(template, verb=work.verb, thing=work.thing, first=first, again=again)


def rank(pen: Pen, name: str, *, size: int = 17) -> Line:
    """A place in a ranking of cities, and how it moved; a city always ranks itself in one wording."""
    place = pen.world.place(name, size, pen.when)
    before = pen.earlier(pen.when)
    gained = pen.world.place(name, size, before) - place
    period = period_of(pen.when)
    now = pen.put(name, Role.RANK, (name,), str(place), pen.either("位", "名", ""), period=period, before="第",
                  truth=Fraction(place))  # fmt: skip
    if not gained:
        return fill("{name}在全省{size}个省辖市中排名{now}", name=name, size=str(size), now=now)
    moved = pen.put(
        name, Role.CHANGE, (name,), str(abs(gained)), pen.either("个位次", "个名次", "位"), period=period, of=now.key,
        sign=-1 if gained < 0 else 1, truth=Fraction(gained),
    )  # fmt: skip
    pen.note(Relation.RANK_CHANGE, moved, now, base=period_of(before))
    templates = (
        ("{name}在全省{size}个省辖市中排名{now},同比{turn}{moved}", "前移", "后移"),
        ("{name}位居全省{now},同比{turn}{moved}", "提升", "下降"),
        ("{name}在全省排名{now},较上年{turn}{moved}", "前进", "后退"),
    )
    template, up, down = pen.world.draw("words", name).choice(templates)
    return fill(template, name=name, size=str(size), now=now, turn=Turn(moved.key, up, down), moved=moved)


def contribution(pen: Pen, work: Work) -> Line:
    """Money that went into something, with its projects counted."""
    amount = pen.counted(work)
    projects = pen.put(
        "涉及项目", Role.ACTUAL, ("项目",), str(pen.random.randint(6, 96)), "个", period=pen.facts[amount.key].period
    )
    template = pen.either("{verb}{thing}{amount},涉及项目{projects}", "{verb}{thing}{amount},支持项目{projects}")
    return fill(template, verb=work.verb, thing=work.thing, amount=amount, projects=projects)


_AT_LEAST = ("不低于{plan}", "达到{plan}以上", "稳定在{plan}以上", "达到{plan}", "提高到{plan}", "提升至{plan}以上")
_AT_MOST = ("控制在{plan}以内", "控制在{plan}以下", "不高于{plan}", "下降到{plan}以下", "不超过{plan}", "降至{plan}")


def target(pen: Pen, measure: Measure, due: int, *, opens: bool = True) -> Line:
    """What a measure is to be by the end of a year; ``opens`` when the year is named here."""
    phrase = pen.random.choice(_AT_LEAST if measure.better > 0 else _AT_MOST)
    comparator = Comparator.EQUAL
    if "不低于" in phrase or "以上" in phrase:
        comparator = Comparator.AT_LEAST
    elif "{plan}以" in phrase or "不" in phrase:
        comparator = Comparator.AT_MOST
    plan = pen.target(measure, due, comparator)
    hope = pen.either("", "", "力争") if not phrase.startswith(("不", "稳定")) else ""
    when = pen.either(f"到{due}年,", f"到{due}年底,", f"{due}年年底前,") if opens else ""
    return (*fill("{when}{name}{hope}", when=when, name=_name(pen, measure), hope=hope), *fill(phrase, plan=plan))


def target_change(pen: Pen, measure: Measure, due: int, base: int) -> Line:
    """By how much a measure is to change against a year before."""
    level = pen.world.annual(measure, base)
    ratio = measure.nature is Nature.RATIO
    size = Fraction(pen.random.randint(15, 120), 10)
    change = pen.put(
        measure.quantity,
        Role.CHANGE,
        measure.heads,
        digits(size, 1) if size.denominator != 1 else str(int(size)),
        "个百分点" if ratio else "%",
        sign=measure.better,
        period=(None, last_day(due)),
        is_planned=True,
        truth=size * measure.better if level else None,
        comparator=pen.random.choice((Comparator.EQUAL, Comparator.AT_LEAST)),
    )
    above = "以上" if pen.facts[change.key].comparator is Comparator.AT_LEAST else ""
    up, down = ("提高", "下降") if ratio else ("增长", "下降")
    return fill(
        "到{due}年,{hope}{name}较{base}年{turn}{change}{above}",
        due=str(due),
        hope=pen.either("", "力争", "确保"),
        name=_name(pen, measure),
        base=str(base),
        turn=Turn(change.key, up, down),
        change=change,
        above=above,
    )


def work_target(pen: Pen, work: Work, when: str, due: date) -> Line:
    """What is to be done of a work by a date; ``when`` is how the date is put, empty where it is said elsewhere."""
    plan = pen.planned(work, due)
    template = pen.either(
        "{when}{verb}{thing}{plan}",
        "{when}完成{thing}{verb}{plan}",
        "{when}{verb}{thing}{plan}以上",
        "{when}力争{verb}{thing}{plan}",
    )
    if work.verb in ("完成", "新增"):
        template = "{when}{verb}{thing}{plan}"
    if "以上" in template:
        pen.change_fact(plan, comparator=Comparator.AT_LEAST)
    return fill(template, when=when, verb=work.verb, thing=work.thing, plan=plan)


def amount(value: Fraction, work: Work) -> str:
    """An amount of a work in digits, with the fewest places that its unit is printed with."""
    shown = shorten(value, work.decimals)
    places = next(places for places in range(work.decimals + 1) if (shown * 10**places).denominator == 1)
    return digits(shown, places)


def month_level(pen: Pen, measure: Measure) -> Line:
    """A month's level with its changes against a year and a month before."""
    level = pen.level(measure)
    yearly = pen.change(measure, level)
    monthly = pen.change(measure, level, month=True)
    if _is_zero(pen, yearly) or _is_zero(pen, monthly):
        return fill("{name}为{level}", name=_name(pen, measure), level=level)
    up, down = pen.random.choice(_UP_DOWN[measure.nature])
    template = pen.either("{name}为{level},同比{yearly_turn}{yearly},环比{monthly_turn}{monthly}",
         "{name}{level},同比{yearly_turn}{yearly}、环比{monthly_turn}{monthly}",
         "{name}{level},较上月{monthly_turn}{monthly},较上年同期{yearly_turn}{yearly}")  # fmt: skip
    return fill(
        template,
        name=_name(pen, measure),
        level=level,
        yearly=yearly,
        monthly=monthly,
        yearly_turn=Turn(yearly.key, up, down),
        monthly_turn=Turn(monthly.key, up, down),
    )


def level_table(pen: Pen, measures: Sequence[Measure]) -> Table:
    """Measures with this year's level, last year's, and often the change; units in a column of their own."""
    head: tuple[Line, ...] = (("指标",), ("单位",), (f"{pen.year}年",), (f"{pen.year - 1}年",), ("同比(%)",))
    shows_change = pen.random.random() < 0.5
    rows: list[tuple[Line, ...]] = [head if shows_change else head[:-1]]
    for measure in measures:
        level, base = pen.level(measure), pen.level(measure, pen.earlier(pen.when))
        unit = pen.facts[level.key].unit_printed
        in_cell = {"unit_printed": "", "cell_unit": unit}
        cells = [pen.change_fact(mention, **in_cell) for mention in (level, base)]
        row: tuple[Line, ...] = ((measure.name,), (unit,), (cells[0],), (cells[1],))
        if shows_change and measure.nature is Nature.RATIO:
            row = (*row, ("—",))
        elif shows_change:
            change = pen.change(measure, level, base)
            sign = Turn(change.key, "", "-")
            row = (*row, (sign, pen.change_fact(change, unit_printed="", cell_unit="%")))
        rows.append(row)
    return Table(tuple(rows))


def progress_table(pen: Pen, works: Sequence[Work]) -> Table:
    """Works with plan and done, and often the completion rate."""
    head: tuple[Line, ...] = (("项目",), ("单位",), ("年度计划",), ("实际完成",), ("完成率(%)",))
    shows_rate = pen.random.random() < 0.4
    rows: list[tuple[Line, ...]] = [head if shows_rate else head[:-1]]
    for work in works:
        plan = pen.planned(work, last_day(pen.year))
        done = pen.done(work)
        row: tuple[Line, ...] = ((f"{work.verb}{work.thing}",), (work.unit,), (plan,), (done,))
        if shows_rate:
            rate = pen.rate(work, done, plan)
            row = (*row, (pen.change_fact(rate, unit_printed="", cell_unit="%"),))
        for mention in (plan, done):
            pen.change_fact(mention, unit_printed="", cell_unit=work.unit)
        rows.append(row)
    return Table(tuple(rows))


_INDUSTRIES = ("绿色环保产业", "新能源产业", "节能环保装备制造业", "资源循环利用产业")


def growth_of_industry(pen: Pen) -> Line:
    """Growth of an industry: its pull, its share of growth, its lead over the country, or its mean over years."""
    name = f"{pen.random.choice(_INDUSTRIES)}增加值"
    period = period_of(pen.when)
    growth = pen.put(name, Role.CHANGE, (name,), _drawn(pen, 30, 190), "%", period=period)
    line = fill("{name}{against}增长{growth}", name=name, against=_against(pen), growth=growth)
    style = pen.random.randrange(4)
    if style == 0:
        lead = pen.put(name, Role.CHANGE, (name,), _drawn(pen, 5, 45), "个百分点", period=period)
        where = pen.either("全省平均水平", "全国平均水平", "规模以上工业增加值")
        return fill("{line},增速快于{where}{lead}", line=line, where=where, lead=lead)
    if style == 1:
        pull = pen.put(name, Role.CHANGE, (), _drawn(pen, 2, 25), "个百分点", period=period)
        return fill("{line},拉动全市工业增长{pull}", line=line, pull=pull)
    if style == 2:
        part = pen.put(name, Role.ACTUAL, ("贡献率",), _drawn(pen, 60, 320), "%", period=period)
        return fill("{line},对工业增长的贡献率{is_}{part}", line=line, is_=pen.either("为", "达", "达到"), part=part)
    mean = pen.put(name, Role.CHANGE, (name,), _drawn(pen, 30, 140), "%")
    plan = "“十四五”以来年均增长" if pen.year > 2021 else "“十三五”以来年均增长"
    years = pen.either("近三年年均增长", f"{pen.year - 3}年以来年均增长", plan)
    return fill("{line},{years}{mean}", line=line, years=years, mean=mean)


def _drawn(pen: Pen, low: int, high: int) -> str:
    return digits(Fraction(pen.random.randint(low, high), 10), 1)


def five_years(pen: Pen, work: Work) -> Line:
    """What was done of a work in five years."""
    done = sum((pen.world.done(work, pen.year - back) for back in range(5)), Fraction(0))
    total = pen.put(
        work.thing, Role.ACTUAL, (work.thing,), digits(shorten(done, work.decimals), work.decimals), work.unit,
        period=(date(pen.year - 4, 1, 1), last_day(pen.year)),
    )  # fmt: skip
    opener = pen.either("五年来,累计", f"{pen.year - 4}—{pen.year}年,累计", f"{pen.year - 4}至{pen.year}年,全市累计")
    return fill("{opener}{verb}{thing}{total}", opener=opener, verb=work.verb, thing=work.thing, total=total)


def forecast(pen: Pen, measure: Measure) -> Line:
    """What a measure of the next year is expected to be, as a number or a range."""
    unit, decimals = pen.world.print_of(measure)
    expected = shorten(pen.world.annual(measure, pen.year + 1) / measured(unit)[1], decimals)
    step = max(Fraction(1, 10**decimals), shorten(expected / 50, decimals))
    upper = digits(expected + step, decimals) if pen.random.random() < 0.4 else ""
    plan = pen.put(
        measure.quantity, Role.PLAN, measure.heads, digits(expected, decimals), unit,
        upper=upper, period=(None, last_day(pen.year + 1)),
    )  # fmt: skip
    template = pen.either(
        "预计{year}年{name}达到{plan}", "{year}年{name}预计{plan}", "预计到{year}年,{name}将达到{plan}"
    )
    return fill(template, year=str(pen.year + 1), name=_name(pen, measure), plan=plan)


_SPELLED = (("两", 2), ("三", 3), ("五", 5), ("八", 8), ("十二", 12))
_FEW = (("建成投用", "生活垃圾焚烧发电厂", "座"), ("新建", "污水处理厂", "座"), ("关停", "燃煤机组", "台"))


def spelled_out(pen: Pen) -> Line:
    """A count in words."""
    verb, thing, unit = pen.random.choice(_FEW)
    word, number = pen.random.choice(_SPELLED)
    count = pen.put(
        thing, Role.ACTUAL, (thing,), str(number), "", words=word + unit, cell_unit=unit, period=period_of(pen.when)
    )
    return fill("全年{verb}{thing}{count}", verb=verb, thing=thing, count=count)
