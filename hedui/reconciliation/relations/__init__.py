"""The relations, one module a family: which figures must agree, and how.

Belongs here: the declaration of each relation and the finding of its cases. Does not belong here: verdicts, and any
arithmetic that is not the relation's own formula.
"""

from hedui.reconciliation.relations.chains import ORDER_CHAIN
from hedui.reconciliation.relations.completion import COMPLETION_RATE
from hedui.reconciliation.relations.compounding import COMPOUNDING
from hedui.reconciliation.relations.counts import ENUMERATION_COUNT, GRANULARITY
from hedui.reconciliation.relations.daily import DAY_AVERAGE
from hedui.reconciliation.relations.deadlines import DEADLINE_ORDER
from hedui.reconciliation.relations.flows import CUMULATIVE_ORDER, SUB_PERIOD_SUM
from hedui.reconciliation.relations.growth import DIFFERENCE, YEAR_ON_YEAR
from hedui.reconciliation.relations.identities import ACCOUNTING_IDENTITY, AIR_DAYS, BETWEEN, COMPOSITE_INDEX
from hedui.reconciliation.relations.parts import PART_WHOLE, SHARE
from hedui.reconciliation.relations.ranks import RANK_CHANGE, RANK_CLAIM
from hedui.reconciliation.relations.rates import SPEED_UP
from hedui.reconciliation.relations.repeats import REPEATED_FIGURE, UNIT_EQUIVALENCE
from hedui.reconciliation.relations.spans import SPAN_LENGTH
from hedui.reconciliation.relations.spec import RelationSpec
from hedui.reconciliation.relations.targets import TARGET_ATTAINMENT, TARGET_REVISION
from hedui.reconciliation.relations.units import BOUNDS, DIMENSION, MISSING_UNIT
from hedui.reconciliation.relations.yields import AREA_YIELD

RELATIONS: tuple[RelationSpec, ...] = (
    YEAR_ON_YEAR,
    DIFFERENCE,
    COMPLETION_RATE,
    SHARE,
    PART_WHOLE,
    ENUMERATION_COUNT,
    SPAN_LENGTH,
    ORDER_CHAIN,
    UNIT_EQUIVALENCE,
    REPEATED_FIGURE,
    TARGET_ATTAINMENT,
    TARGET_REVISION,
    CUMULATIVE_ORDER,
    SUB_PERIOD_SUM,
    RANK_CHANGE,
    RANK_CLAIM,
    GRANULARITY,
    AIR_DAYS,
    COMPOSITE_INDEX,
    COMPOUNDING,
    DAY_AVERAGE,
    SPEED_UP,
    AREA_YIELD,
    BETWEEN,
    ACCOUNTING_IDENTITY,
    DIMENSION,
    MISSING_UNIT,
    BOUNDS,
    DEADLINE_ORDER,
)
