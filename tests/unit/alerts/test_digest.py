"""The digest: nothing when nothing is new, the gravest first, and report text that cannot act in a message."""

from dataclasses import replace

import pytest

from hedui.alerts.digest import MAX_FINDINGS, MAX_QUOTE, Finding, failure_digest, findings_digest
from hedui.vocabulary.codes import Severity

FINDING = Finding(
    finding_id="f1",
    severity=Severity.LOW,
    relation="完成率 completion rate",
    file_name="list.txt",
    sentence="已完成12家,占计划的50%。",
    arithmetic=("12 ÷ 20 = 60 %", "60 % is not 50 %"),
)


def test_nothing_new_says_nothing() -> None:
    assert findings_digest([], "b1") is None


def test_each_finding_has_its_sentence_and_arithmetic() -> None:
    digest = findings_digest([FINDING], "b1")
    assert digest is not None
    assert digest.title == "核对 hedui: 1 new finding (1 low), build b1"
    assert f"> {FINDING.sentence}" in digest.body
    assert "- 12 ÷ 20 = 60 %\n- 60 % is not 50 %" in digest.body


def test_the_gravest_comes_first_whatever_the_order() -> None:
    findings = [FINDING, replace(FINDING, finding_id="f2", severity=Severity.HIGH)]
    digest = findings_digest(findings, "b1")
    assert digest == findings_digest(findings[::-1], "b1")
    assert digest is not None
    assert digest.title == "核对 hedui: 2 new findings (1 high, 1 low), build b1"
    assert digest.body.index("(f2)") < digest.body.index("(f1)")


def test_a_long_list_is_cut_and_says_so() -> None:
    findings = [replace(FINDING, finding_id=f"f{number:02}") for number in range(MAX_FINDINGS + 3)]
    digest = findings_digest(findings, "b1")
    assert digest is not None
    assert digest.body.count("**[low]") == MAX_FINDINGS
    assert "3 more: `hedui findings`" in digest.body


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("<img src=x>", "&lt;img src=x&gt;"),
        ("[点击](http://x)", r"\[点击\](http://x)"),
        ("**粗**", r"\*\*粗\*\*"),
        ("@all", r"\@all"),
        ("一\n\n# 二", r"一 \# 二"),
        ("\x1b[31m红\u202e", r"\[31m红"),
        ("字" * (MAX_QUOTE + 1), "字" * (MAX_QUOTE - 1) + "…"),
    ],
)
def test_report_text_cannot_act(printed: str, shown: str) -> None:
    digest = findings_digest([replace(FINDING, sentence=printed)], "b1")
    assert digest is not None
    assert f"> {shown}\n" in digest.body


def test_a_failure_names_its_cause_and_run() -> None:
    digest = failure_digest("0123456789ab", "no space left")
    assert "0123456789ab" in digest.body
    assert "> no space left" in digest.body
    assert digest.title == "核对 hedui: build failed (run 01234567)"
