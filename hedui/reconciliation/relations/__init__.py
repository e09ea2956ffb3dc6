"""The relations, one module a family: which figures must agree, and how.

Belongs here: the declaration of each relation and the finding of its cases. Does not belong here: verdicts, and any
arithmetic that is not the relation's own formula.
"""

from hedui.reconciliation.relations.completion import COMPLETION_RATE
from hedui.reconciliation.relations.growth import DIFFERENCE, YEAR_ON_YEAR
from hedui.reconciliation.relations.parts import PART_WHOLE, SHARE
from hedui.reconciliation.relations.ranks import RANK_CHANGE, RANK_CLAIM
from hedui.reconciliation.relations.repeats import REPEATED_FIGURE, UNIT_EQUIVALENCE
from hedui.reconciliation.relations.spans import SPAN_LENGTH
from hedui.reconciliation.relations.spec import RelationSpec
from hedui.reconciliation.relations.targets import TARGET_ATTAINMENT, TARGET_REVISION
from hedui.reconciliation.relations.units import BOUNDS, DIMENSION, MISSING_UNIT

RELATIONS: tuple[RelationSpec, ...] = (
    YEAR_ON_YEAR,
    DIFFERENCE,
    COMPLETION_RATE,
    SHARE,
    PART_WHOLE,
    SPAN_LENGTH,
    UNIT_EQUIVALENCE,
    REPEATED_FIGURE,
    TARGET_ATTAINMENT,
    TARGET_REVISION,
    RANK_CHANGE,
    RANK_CLAIM,
    DIMENSION,
    MISSING_UNIT,
    BOUNDS,
)
