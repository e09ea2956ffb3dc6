"""The pages on checks: every relation and verdict in the words of its declaration, every example as it runs."""

from pathlib import Path

import pytest
from example_pages import RELATION_PAGES, Workplace, examples
from harness import Hedui

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


def test_each_relation_has_a_page_of_its_own() -> None:
    assert {page.stem for page in RELATION_PAGES} == {spec.code for spec in RELATIONS}


@pytest.mark.parametrize("spec", RELATIONS, ids=lambda spec: spec.code)
def test_a_page_states_its_relation_as_declared(spec: RelationSpec) -> None:
    [page] = [page for page in RELATION_PAGES if page.stem == spec.code]
    head = page.read_text(encoding="utf-8").split("## ")[0]
    assert f"# {spec.label_zh} · {spec.label_en}" in head
    assert f"> {spec.statement_zh}。" in head
    assert spec.statement_en[1:] in head


@pytest.mark.parametrize("page", RELATION_PAGES, ids=lambda page: page.stem)
def test_examples_print_what_is_shown(page: Path, sample: Hedui, tmp_path: Path) -> None:
    workplace = Workplace.around(sample.home, tmp_path)
    shown = [example for example in examples(page) if example.output is not None]
    assert shown
    for example in shown:
        assert workplace.run(example) == example.output, f"{example.code}\nrun `make docs`"
