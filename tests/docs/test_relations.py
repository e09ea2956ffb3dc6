"""The page on checks names every relation and verdict there is, in the words of their declaration."""

from pathlib import Path

import pytest

from hedui.reconciliation.relations import RELATIONS
from hedui.reconciliation.relations.spec import RelationSpec
from hedui.vocabulary.codes import Verdict

PAGE = (Path(__file__).parents[2] / "docs" / "relations.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("spec", RELATIONS, ids=lambda spec: spec.code)
def test_each_relation_is_listed_as_declared(spec: RelationSpec) -> None:
    assert (
        f"| [`{spec.code}`](relations/{spec.code}.md) | {spec.label_zh} | {spec.statement_zh} | {spec.statement_en} |"
        in PAGE
    )


@pytest.mark.parametrize("verdict", Verdict)
def test_each_verdict_is_explained(verdict: Verdict) -> None:
    assert f"`{verdict}`" in PAGE.split("## Verdicts")[1]
