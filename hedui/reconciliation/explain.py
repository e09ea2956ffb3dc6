"""What a check found, said in Chinese and in English: the arithmetic in at most three lines."""

from collections import defaultdict
from fractions import Fraction

from hedui.figures.figure import Figure
from hedui.reconciliation.cases import (
    BOUNDS,
    AtLeast,
    BaseReproduction,
    Between,
    Bound,
    Case,
    Claim,
    Count,
    DateOrder,
    Equality,
    Granular,
    Settled,
    Undecided,
    UnitDefect,
    WithinRange,
)
from hedui.reconciliation.corpus import compact
from hedui.reconciliation.diagnosis import Hint
from hedui.reconciliation.intervals import Interval
from hedui.reconciliation.judging import Outcome
from hedui.reconciliation.printing import factor, printed_value, rounding_set, step, truncation_set
from hedui.reconciliation.wording import (
    COMPARATORS,
    DIAGNOSES,
    EVIDENCE,
    INEQUALITIES,
    KINDS,
    REASONS,
    VERDICTS,
    Bilingual,
)
from hedui.vocabulary.codes import Role, Verdict

_RATIO_PLACES = 5
_MORE_PLACES = 3  # shown beyond those of the printed figure


def explain(case: Case, outcome: Outcome, hint: Hint | None = None) -> Bilingual:
    """The explanation of a case in Chinese and in English, lines separated by line breaks."""
    zh, en = _verdict(case, outcome)
    if hint:
        cause_zh, cause_en = _hint(hint)
        zh, en = f"{zh}{cause_zh}。", f"{en} Likely: {cause_en}."
    lines = [*_arithmetic(case, outcome), (zh, en)]
    return "\n".join(line[0] for line in lines), "\n".join(line[1] for line in lines)


def _verdict(case: Case, outcome: Outcome) -> Bilingual:
    if outcome.verdict is Verdict.UNTESTABLE and outcome.reason:
        return REASONS[outcome.reason]
    if outcome.verdict is Verdict.REVISED and outcome.evidence:
        (zh, en), (why_zh, why_en) = VERDICTS[outcome.verdict], EVIDENCE[outcome.evidence]
        return f"{zh}{why_zh}", f"{en} {why_en}"
    is_ordered = isinstance(case.test, (*BOUNDS, Claim, DateOrder)) and outcome.verdict in INEQUALITIES
    zh, en = (INEQUALITIES if is_ordered else VERDICTS)[outcome.verdict]
    if outcome.problem:
        return f"{zh}{outcome.problem}", f"{en} {outcome.problem}"
    if outcome.if_plan_rounded and outcome.if_plan_rounded is not outcome.verdict:
        also_zh, also_en = VERDICTS[outcome.if_plan_rounded]
        return f"{zh}若计划数亦经取舍:{also_zh}", f"{en} If the plan was rounded too: {also_en}"
    return zh, en


def _hint(hint: Hint) -> Bilingual:
    zh, en = DIAGNOSES[hint.diagnosis]
    values = {"figure": printed(hint.figure), "ratio": _ratio(hint.ratio)}
    return zh.format(**values), en.format(**values)


def _ratio(ratio: Fraction | None) -> str:
    if ratio is None:
        return ""
    return str(ratio) if ratio.denominator == 1 else number(ratio, 6)


def _arithmetic(case: Case, outcome: Outcome) -> list[Bilingual]:
    reported = case.reported
    match case.test:
        case Equality(scale=scale) if scale is not None:
            return _scaled(case, case.test, outcome)
        case Equality(formula=formula) if outcome.at_printed is not None and outcome.implied is not None:
            left, right = filled(formula, case), amount(outcome.at_printed, reported)
            computed = left if left == right else f"{left} = {right}"
            first = (f"{computed},印作{printed(reported)}。", f"{computed}, printed {printed(reported)}.")
            if outcome.verdict is Verdict.EXACT:
                return [first]
            return [first, _ranges(reported, outcome.implied, case.test)]
        case BaseReproduction(level=level, formula=formula) if outcome.implied is not None:
            return _base(case, formula, level, outcome)
        case Bound(lesser, greater):
            return [_both(f"{printed(lesser)} ≤ {printed(greater)}")]
        case AtLeast(formula=formula) if outcome.implied is not None:
            return [_both(f"{filled(formula, case)} = {_span(outcome.implied, reported)} ≤ {printed(reported)}")]
        case Between(parts):
            least, greatest = min(parts, key=printed_value), max(parts, key=printed_value)
            return [_both(f"{printed(least)} ≤ {printed(reported)} ≤ {printed(greatest)}")]
        case Granular(whole) if outcome.implied is not None:
            number_of = outcome.implied.low * printed_value(whole) / 100
            computed = f"{number_of} ÷ {printed(whole)} = {amount(outcome.implied.low, reported)}"
            return [(f"{computed},印作{printed(reported)}。", f"{computed}, printed {printed(reported)}.")]
        case DateOrder(earlier, later):
            return [_both(f"{earlier} ≤ {later}")]
        case WithinRange(low, high):
            ends = [amount(end, reported) if end is not None else "" for end in (low, high)]
            return [_both(" ≤ ".join(filter(None, (ends[0], printed(reported), ends[1]))))]
        case Claim(left, comparator, right):
            return [_both(f"{printed(left)} {COMPARATORS[comparator]} {printed(right)}")]
        case Count(stated, counted, formula):
            found = str(counted[0]) if len(counted) == 1 else f"{counted[0]}–{counted[-1]}"
            return [(f"{formula} = {found},文中作{stated}。", f"{formula} = {found}, the text says {stated}.")]
        case Undecided(implied=implied, formula=formula, unit_of=unit_of) if implied is not None:
            return [_both(f"{filled(formula, case)} = {_span(implied, unit_of or reported)}")]
        case Undecided(formula=formula) if formula:
            return [_both(filled(formula, case))]
        case UnitDefect(expected=expected) if expected is not None:
            zh, en = KINDS[expected]
            found_zh, found_en = KINDS[reported.quantity_kind]
            return [
                (
                    f"{printed(reported)}以{found_zh}单位印出,所述事物应以{zh}单位计。",
                    f"{printed(reported)} is printed in a unit of {found_en}; what is named is measured in {en}.",
                )
            ]
        case UnitDefect():
            return [(f"{printed(reported)}之后没有单位。", f"No unit follows {printed(reported)}.")]
        case Settled():
            shown = " → ".join(printed(figure) for _, figure in reversed(case.parts))
            return [_both(shown)]
    return [_both(", ".join(printed(figure) for _, figure in case.parts))]


def _scaled(case: Case, test: Equality, outcome: Outcome) -> list[Bilingual]:
    """The two sides of an equality that holds on another scale than the reported figure's: pure numbers."""
    left, _, right = filled(test.formula, case).partition(", ")
    implied = outcome.implied
    if implied is None or test.scale is None:
        return []
    shown = f"[{number(implied.low, _RATIO_PLACES)}, {number(implied.high, _RATIO_PLACES)}]"
    return [_both(f"{left} = {shown}; {right} = {number(test.scale(printed_value(case.reported)), _RATIO_PLACES)}")]


def _ranges(reported: Figure, implied: Interval, test: Equality) -> Bilingual:
    value, unit = reported.value or Fraction(0), step(reported)
    inputs = _span(implied, reported)
    rounded = _span(rounding_set(value, unit), reported)
    zh = f"输入数所容许的范围为{inputs};{printed(reported)}四舍五入代表{rounded}"
    en = f"The inputs allow {inputs}; {printed(reported)} stands for {rounded} if rounded"
    if test.is_derived:
        cut = _span(truncation_set(value, unit), reported)
        zh, en = f"{zh},截尾代表{cut}", f"{en}, {cut} if cut off"
    return f"{zh}。", f"{en}."


def _base(case: Case, formula: str, level: Figure, outcome: Outcome) -> list[Bilingual]:
    if outcome.implied is None:
        return []
    computed = f"{filled(formula, case)} = {_span(outcome.implied, level)}"
    first = (f"基数未印出:{computed}。", f"The base is not printed: {computed}.")
    if outcome.verdict is Verdict.EXACT and outcome.base is not None and level.value is not None:
        growth = (level.value / outcome.base - 1) * (case.reported.unit_factor or 1)
        growth *= 100 if case.reported.unit == "%" else 1
        found = f"{printed(level)} ÷ {amount(outcome.base, level)} − 1 = {amount(growth, case.reported)}"
        return [first, _both(found)]
    if outcome.verdict is Verdict.WITHIN_ROUNDING:
        change = printed(case.reported)
        return [
            first,
            (
                f"与本期同位数的基数都得不出{change},只有未取舍的数可以。",
                f"No base with the printed decimals gives {change}; only unrounded levels do.",
            ),
        ]
    return [first]


def filled(formula: str, case: Case) -> str:
    """The formula with the printed figures in the place of their parts."""
    figures: defaultdict[str, list[str]] = defaultdict(list)
    for part, figure in case.parts:
        figures[part].append(printed(figure))
    return formula.format(**{part: " + ".join(texts) for part, texts in figures.items()})


def printed(figure: Figure) -> str:
    """The figure as printed, without blanks; a decline with its sign."""
    falls = figure.role is Role.CHANGE and figure.value is not None and figure.value < 0
    text = compact(figure.text)
    return f"(−{text})" if falls else text


def amount(value: Fraction, figure: Figure) -> str:
    """A computed value in the printed unit of ``figure``, a few places finer than it is printed."""
    return f"{number(value / factor(figure), (figure.decimals or 0) + _MORE_PLACES)}{figure.unit_printed}"


def _span(interval: Interval, figure: Figure) -> str:
    ends = (amount(interval.low, figure), amount(interval.high, figure))
    if ends[0] == ends[1]:
        return ends[0]
    return f"{'(' if interval.low_open else '['}{ends[0]}, {ends[1]}{')' if interval.high_open else ']'}"


def number(value: Fraction, places: int) -> str:
    """An exact number with at most ``places`` decimals, trailing zeros left out."""
    digits = f"{abs(round(value * 10**places)):0{places + 1}d}"
    text = f"{digits[:-places]}.{digits[-places:]}".rstrip("0").rstrip(".") if places else digits
    return f"−{text}" if value < 0 and text.strip("0.") else text


def _both(shown: str) -> Bilingual:
    return f"{shown}。", f"{shown}."
