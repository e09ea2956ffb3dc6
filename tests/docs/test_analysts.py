"""Every example of docs/analysts runs on the sample and prints what the page shows; every link leads somewhere."""

import re
from pathlib import Path

import pytest
from example_pages import PAGES, Workplace, examples
from harness import Hedui

QUESTIONS = re.compile(r"^## \d+\. ", re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_examples_print_what_is_shown(page: Path, sample: Hedui, tmp_path: Path) -> None:
    workplace = Workplace.around(sample.home, tmp_path)
    for example in examples(page):
        printed = workplace.run(example)
        if example.output is not None:
            assert printed == example.output, f"{example.code}\nrun `make docs`"


def test_the_cookbook_answers_enough_questions_each_with_rows() -> None:
    [cookbook] = [page for page in PAGES if page.name == "cookbook.md"]
    text = cookbook.read_text(encoding="utf-8")
    answered = [example for example in examples(cookbook) if example.language == "sql"]
    assert len(QUESTIONS.findall(text)) == len(answered) >= 15
    assert all(len((example.output or "").splitlines()) > 2 for example in answered)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if "://" not in link and not (page.parent / link).exists()] == []
