"""The genres of report: what stands in which order, under which headings."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

from generator import statements, topics
from generator.lines import Block, BlockKind, Blocks, Line, Table, fill, join
from generator.pen import Pen, When, last_day
from generator.topics import Measure, Work
from hedui.vocabulary.codes import Role

T = TypeVar("T")


class Genre(StrEnum):
    """Genres of report."""

    WORK_REPORT = "work_report"
    PLAN = "plan"
    PROGRESS = "progress"
    RECTIFICATION = "rectification"
    MONTHLY = "monthly"
    STATISTICAL = "statistical"


_DIGITS = "零一二三四五六七八九十"
_QUALITY = ("总体保持稳定", "持续改善", "稳中向好")
_OPENERS = ("一是", "二是", "三是", "四是", "五是")


def when_of(genre: Genre, year: int, month: int) -> When:
    """The time a report of that genre and year covers."""
    if genre is Genre.PROGRESS:
        return year, month, "to_date"
    if genre is Genre.MONTHLY:
        return year, month, "month"
    return year, 12, "year"


def write(genre: Genre, pen: Pen) -> Blocks:
    """The blocks of a report."""
    return _WRITERS[genre](pen)


def _heading(number: int, words: str) -> Block:
    return Block(BlockKind.HEADING, (f"{_DIGITS[number]}、{words}",))


def _paragraph(*lines: Line) -> Block:
    return Block(BlockKind.PARAGRAPH, join(lines))


def _said(line: Line) -> Line:
    return (*line, "。")


def _title(words: str) -> Block:
    return Block(BlockKind.TITLE, (words,))


def _pick(pen: Pen, things: Sequence[T], least: int, most: int) -> list[T]:
    return pen.random.sample(things, pen.random.randint(least, min(most, len(things))))


def _level(pen: Pen, measure: Measure) -> Line:
    """Some statement of a measure's level."""
    styles = [statements.level_with_change, statements.level_with_change]
    if measure.basis is topics.Basis.LEVELS:
        styles += [statements.level_with_difference, _from_to]
    is_counted_anew = measure.nature is topics.Nature.FLOW and pen.when[2] == "year" and pen.random.random() < 0.15
    if is_counted_anew:
        styles = [statements.on_another_base, statements.by_another_method]
    return pen.random.choice(styles)(pen, measure)


def _from_to(pen: Pen, measure: Measure) -> Line:
    is_physical = measure.nature is topics.Nature.FLOW and pen.when[2] == "year"
    return statements.from_to(pen, measure, revised=is_physical and pen.random.random() < 0.6)


def _work_report(pen: Pen) -> Blocks:
    city, year = pen.world.city, pen.year
    blocks: list[Block | Table] = [
        _title(
            f"{city}{year}年"
            + pen.either("生态环境保护工作情况报告", "大气污染防治工作总结", "生态环境状况和环境保护情况报告")
        ),
        _paragraph(
            (
                f"{year}年,全市上下认真落实党中央、国务院决策部署,生态环境质量{pen.random.choice(_QUALITY)}。现将有关情况报告如下。",
            )
        ),
        _heading(1, "生态环境质量状况"),
        _air(pen),
        _ratios(pen),
        _heading(2, "主要工作完成情况"),
    ]
    works = _pick(pen, topics.WORKS, 9, 13)
    sections = [_energy, _industry, _ecology, _enforcement, _growth]
    pen.random.shuffle(sections)
    for number, section in enumerate(sections, 1):
        title, lines = section(pen, works)
        blocks.append(_paragraph((f"({_DIGITS[number]}){title}。",), *(_said(line) for line in lines)))
    blocks += [_heading(3, "下一步工作打算"), _outlook(pen)]
    return blocks


def _air(pen: Pen) -> Block:
    measures = _pick(pen, topics.AIR, 3, 4)
    lines: list[Line] = [_said(statements.good_days(pen))]
    dusts = [m for m in topics.AIR[1:3] if pen.random.random() < 0.35]
    if len(dusts) == 2:
        lines.append(_said(statements.dealt_out(pen, dusts)))
    lines += [_said(_air_level(pen, m)) for m in measures if m not in dusts]
    if pen.random.random() < 0.5:
        lines.append(_said(statements.rank(pen, "环境空气质量综合指数")))
    return _paragraph(("全市环境空气质量",), (pen.random.choice(_QUALITY), "。"), *lines)


def _air_level(pen: Pen, measure: Measure) -> Line:
    if measure.name.startswith("PM") and pen.random.random() < 0.6:
        return statements.without_dust(pen, measure)
    return statements.level_against_target(pen, measure) if pen.random.random() < 0.2 else _level(pen, measure)


def _ratios(pen: Pen) -> Block:
    return _paragraph(*(_said(_level(pen, m)) for m in _pick(pen, topics.RATIOS, 2, 4)))


def _numbered(lines: Sequence[Line]) -> list[Line]:
    """一是 …, 二是 … in front of the lines."""
    return [fill("{opener}{line}", opener=opener, line=line) for opener, line in zip(_OPENERS, lines, strict=False)]


def _energy(pen: Pen, works: Sequence[Work]) -> tuple[str, list[Line]]:
    lines = [_level(pen, m) for m in _pick(pen, (*topics.FLOWS, *topics.STOCKS), 2, 4)]
    if pen.random.random() < 0.6:
        lines.append(statements.total_with_parts(pen, pen.random.choice(topics.TOTALS)))
    if pen.random.random() < 0.5:
        lines.append(statements.level_with_change(pen, pen.random.choice(topics.ECONOMY)))
    return "推动能源结构优化", lines


def _industry(pen: Pen, works: Sequence[Work]) -> tuple[str, list[Line]]:
    half = [work for work in works if not work.decimals]
    lines = [_work(pen, work) for work in half[:5]]
    return "强化污染综合治理", _numbered(lines) if pen.random.random() < 0.5 else lines


def _work(pen: Pen, work: Work) -> Line:
    if work.parts and pen.random.random() < 0.6:
        return statements.done_with_parts(pen, work)
    until = "" if pen.when[2] == "year" else pen.either(f"截至{pen.when[1]}月底,", f"1-{pen.when[1]}月,", "截至目前,")
    return statements.plan_done_rate(pen, work, until=until, is_year_end=pen.when[2] == "year")


_OTHER_UNITS = {"万亩": ("公顷", 1), "公顷": ("亩", 0), "平方公里": ("公顷", 1), "万平方米": ("公顷", 2)}


def _ecology(pen: Pen, works: Sequence[Work]) -> tuple[str, list[Line]]:
    lines = []
    for work in [work for work in works if work.decimals][:4]:
        if work.unit in _OTHER_UNITS and pen.random.random() < 0.3:
            lines.append(statements.in_other_unit(pen, work, *_OTHER_UNITS[work.unit]))
        else:
            lines.append(_work(pen, work))
    return "加强生态保护修复", lines or [_level(pen, pen.random.choice(topics.STOCKS))]


def _enforcement(pen: Pen, works: Sequence[Work]) -> tuple[str, list[Line]]:
    lines = [statements.counts(pen, _pick(pen, topics.COUNTS, 5, 8))]
    if pen.random.random() < 0.6:
        lines.append(statements.contribution(pen, pen.random.choice(topics.MONEY)))
    return "严格环境监管执法", lines


def _growth(pen: Pen, works: Sequence[Work]) -> tuple[str, list[Line]]:
    lines = [statements.growth_of_industry(pen), statements.five_years(pen, pen.random.choice(topics.WORKS))]
    if pen.random.random() < 0.5:
        lines.append(statements.spelled_out(pen))
    if pen.random.random() < 0.4:
        lines.append(statements.forecast(pen, pen.random.choice(topics.FLOWS)))
    return "服务绿色低碳发展", lines


def _outlook(pen: Pen) -> Block:
    year = pen.year + 1
    measures = _pick(pen, (*topics.AIR, *topics.RATIOS), 2, 3)
    lines = [statements.target(pen, m, year, opens=number == 0) for number, m in enumerate(measures)]
    return _paragraph(_said(join(lines, ",")))


def _plan(pen: Pen) -> Blocks:
    city, year = pen.world.city, pen.year
    name = f"{city}{year}年" + pen.either("大气污染防治攻坚行动方案", "生态环境保护工作计划", "蓝天保卫战实施方案")
    blocks: list[Block | Table] = [
        _title(name),
        _paragraph((f"为切实做好{year}年生态环境保护工作,结合我市实际,制定本方案。",)),
        _heading(1, "工作目标"),
    ]
    measures = _pick(pen, (*topics.AIR, *topics.RATIOS), 3, 5)
    lines = [statements.target(pen, m, year, opens=number == 0) for number, m in enumerate(measures)]
    blocks.append(_paragraph(_said(join(lines, pen.either(",", ";")))))
    if pen.random.random() < 0.7:
        measure = pen.random.choice((*topics.FLOWS, *topics.RATIOS))
        blocks.append(_paragraph(_said(statements.target_change(pen, measure, year, year - pen.random.randint(1, 3)))))
    blocks.append(_heading(2, "重点任务"))
    for number, work in enumerate(_pick(pen, topics.WORKS, 7, 11), 1):
        blocks += _task(pen, number, work)
    return blocks


def _task(pen: Pen, number: int, work: Work) -> list[Block]:
    month = pen.random.choice((6, 9, 10, 12))
    when = pen.either(f"{pen.year}年{month}月底前,", f"{month}月底前,")
    if month == 12:
        when = pen.either(f"{pen.year}年年底前,", "年底前,", "全年", f"到{pen.year}年底,")
    line = statements.work_target(pen, work, when, last_day(pen.year, month))
    lead, *others = pen.random.sample(topics.BUREAUS, pen.random.randint(2, 4))
    title = pen.either(f"加快{work.verb}{work.thing}", f"有序{work.verb}{work.thing}", f"做好{work.thing}工作")
    lines: list[Line] = [(f"{number}.{title}。",), _said(line)]
    if pen.random.random() < 0.4:
        lines.append(("严格落实属地责任,建立工作台账,实行清单化管理。",))
    fields = [f"牵头单位:{lead}", f"配合单位:{'、'.join(others)}", "责任单位:各县(市、区)人民政府"]
    if pen.random.random() < 0.5:
        fields = [f"责任单位:{lead}、{'、'.join(others)}", f"完成时限:{pen.year}年{month}月底前"]
    return [_paragraph(*lines), *(_paragraph((field,)) for field in fields)]


def _progress(pen: Pen) -> Blocks:
    city, (year, month, _) = pen.world.city, pen.when
    blocks: list[Block | Table] = [
        _title(
            f"{city}{year}年{month}月份"
            + pen.either("大气污染防治重点工作进展情况通报", "生态环境重点任务进展情况的通报")
        ),
        _paragraph(("各县(市、区)人民政府,市直有关单位:",)),
        _paragraph((f"现将{month}月份全市重点工作进展情况通报如下:",)),
        _heading(1, "重点工作进展情况"),
    ]
    works = _pick(pen, topics.WORKS, 8, 12)
    for number, start in enumerate(range(0, len(works), 3), 1):
        lines = [_work(pen, work) for work in works[start : start + 3]]
        title = ("污染治理", "结构调整", "生态建设", "移动源管控")[number - 1]
        blocks.append(_paragraph((f"({_DIGITS[number]}){title}方面。",), _said(join(lines, pen.either(";", "。")))))
    blocks += [
        _heading(2, "能源消费情况"),
        _paragraph(*(_said(_to_date(pen, m)) for m in _pick(pen, topics.FLOWS[:6], 2, 3))),
        _heading(3, "监管执法情况"),
        _paragraph(
            _said(
                fill(
                    "{until}{line}", until=f"1-{month}月,", line=statements.counts(pen, _pick(pen, topics.COUNTS, 5, 8))
                )
            )
        ),
    ]
    return blocks


def _to_date(pen: Pen, measure: Measure) -> Line:
    line = pen.random.choice((statements.level_with_change, statements.level_with_difference))(pen, measure)
    return fill("1-{month}月{份},{line}", month=str(pen.when[1]), 份=pen.either("", "份"), line=line)


_FINDINGS = (
    "推进不力,工作进度滞后",
    "管理不到位,扬尘污染问题突出",
    "治理设施运行不正常,群众反映强烈",
    "底数不清,台账不全,整治效果不明显",
)


def _rectification(pen: Pen) -> Blocks:
    city, year = pen.world.city, pen.year
    blocks: list[Block | Table] = [
        _title(f"{city}贯彻落实省生态环境保护督察反馈意见整改方案"),
        _paragraph((f"{year}年3月5日",)),
        _paragraph(("为切实抓好督察反馈问题整改,结合我市实际,制定本方案。",)),
        _heading(1, "整改任务清单"),
    ]
    for number, work in enumerate(_pick(pen, topics.WORKS, 6, 9), 1):
        blocks += _item(pen, number, work)
    return blocks


def _item(pen: Pen, number: int, work: Work) -> list[Block]:
    before = pen.year - 1
    plan, done = pen.world.plan(work, before), pen.world.done(work, before)
    period = (None, last_day(before))
    planned = pen.put(work.thing, Role.PLAN, (work.thing,), statements.amount(plan, work), work.unit, period=period)
    realised = pen.put(
        work.thing, Role.ACTUAL, (work.thing,), statements.amount(done, work), work.unit,
        period=(last_day(before).replace(month=1, day=1), last_day(before)),
    )  # fmt: skip
    lead, support = pen.random.sample(topics.BUREAUS, 2)
    due = last_day(pen.year, pen.random.choice((6, 9, 12)))
    goal = statements.work_target(pen, work, f"{due.year}年{due.month}月底前,", due)
    finding = fill(
        "{number}.{thing}{finding}。{before}年计划{verb}{thing}{planned},{realising}{realised}。",
        number=str(number), thing=work.thing, finding=pen.random.choice(_FINDINGS), before=str(before), verb=work.verb,
        planned=planned, realising="实际仅完成" if done < plan else "实际完成", realised=realised,
    )  # fmt: skip
    return [
        _paragraph(finding),
        _paragraph((f"责任单位:{lead}、{support}",)),
        _paragraph(("整改目标:",), _said(goal)),
        _paragraph(("整改措施:(1)开展全面排查,建立问题台账。(2)强化日常监管,严格责任追究。",)),
        _paragraph((f"整改时限:{due.year}年{due.month}月底",)),
    ]


def _monthly(pen: Pen) -> Blocks:
    city, (year, month, _) = pen.world.city, pen.when
    measures = _pick(pen, topics.AIR, 4, 6)
    lines = [_level_of_month(pen, m) for m in measures]
    return [
        _title(f"{city}{year}年{month}月环境质量月报"),
        _heading(1, "环境空气质量"),
        _paragraph((f"{year}年{month}月,",), _said(statements.good_days(pen))),
        _paragraph(*(_said(line) for line in lines)),
        _paragraph((f"{month}月,",), _said(statements.rank(pen, "环境空气质量综合指数"))),
        _heading(2, "水环境质量"),
        _paragraph((f"{month}月,",), _said(statements.level_with_change(pen, topics.RATIOS[0]))),
        _heading(3, "监管情况"),
        _paragraph((f"{month}月份,",), _said(statements.counts(pen, _pick(pen, topics.COUNTS, 3, 5)))),
    ]


def _level_of_month(pen: Pen, measure: Measure) -> Line:
    if measure.name.startswith("PM") and pen.random.random() < 0.3:
        return statements.without_dust(pen, measure)
    return statements.month_level(pen, measure) if pen.random.random() < 0.6 else _level(pen, measure)


def _statistical(pen: Pen) -> Blocks:
    city, year = pen.world.city, pen.year
    return [
        _title(f"{city}{year}年" + pen.either("生态环境统计公报", "环境统计公报", "能源与环境统计公报")),
        _heading(1, "综合"),
        _paragraph(*(_said(statements.level_with_change(pen, m)) for m in _pick(pen, topics.ECONOMY, 1, 2))),
        _heading(2, "能源消费和污染排放"),
        _paragraph(*(_said(_level(pen, m)) for m in _pick(pen, (*topics.FLOWS, *topics.STOCKS), 4, 6))),
        _paragraph(_said(statements.total_with_parts(pen, pen.random.choice(topics.TOTALS)))),
        _heading(3, "主要指标"),
        statements.level_table(pen, _pick(pen, (*topics.FLOWS, *topics.RATIOS, *topics.STOCKS), 5, 8)),
        _heading(4, "重点工程"),
        statements.progress_table(pen, _pick(pen, topics.WORKS, 4, 7)),
    ]


_WRITERS: Mapping[Genre, Callable[[Pen], Blocks]] = {
    Genre.WORK_REPORT: _work_report,
    Genre.PLAN: _plan,
    Genre.PROGRESS: _progress,
    Genre.RECTIFICATION: _rectification,
    Genre.MONTHLY: _monthly,
    Genre.STATISTICAL: _statistical,
}
