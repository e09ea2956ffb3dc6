"""What one run has to tell: the findings first seen in it, or why it failed; nothing when there is nothing new."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from hedui.alerts.markdown import inline
from hedui.vocabulary.codes import Severity

MAX_FINDINGS = 20  # a digest is read in a chat window; the rest is a command away
MAX_QUOTE = 300  # characters of a sentence or of its arithmetic
MAX_CAUSE = 1000  # characters of what made a run fail

_SEVERITIES = tuple(Severity)  # from high to low


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding as a digest tells it.

    Attributes:
        finding_id: stable id, for looking it up.
        severity: how much it matters.
        relation: label of the relation that does not hold.
        file_name: the report that holds the sentence.
        sentence: the sentence with the reported figure, as printed.
        arithmetic: the explanation with the numbers, one entry a language.
    """

    finding_id: str
    severity: Severity
    relation: str
    file_name: str
    sentence: str
    arithmetic: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """One message: a plain title and a body in Markdown."""

    title: str
    body: str


def findings_digest(findings: Sequence[Finding], build_id: str) -> Digest | None:
    """The message on a build that was published, the gravest findings first.

    Args:
        findings: those first seen in this build.
        build_id: the build, as ``meta.build`` names it.

    Returns:
        The message; None where nothing is new.
    """
    if not findings:
        return None
    ranked = sorted(findings, key=lambda finding: (_SEVERITIES.index(finding.severity), finding.finding_id))
    count = Counter(finding.severity for finding in ranked)
    tally = ", ".join(f"{count[severity]} {severity}" for severity in _SEVERITIES if count[severity])
    entries = [_entry(finding) for finding in ranked[:MAX_FINDINGS]]
    if rest := len(ranked) - len(entries):
        entries.append(f"另有 {rest} 条 / {rest} more: `hedui findings`")
    noun = "finding" if len(ranked) == 1 else "findings"
    return Digest(f"核对 hedui: {len(ranked)} new {noun} ({tally}), build {build_id}", "\n\n".join(entries))


def failure_digest(run_id: str, cause: str) -> Digest:
    """The message on a run that failed: yesterday's warehouse is still the published one.

    Args:
        run_id: the Dagster run.
        cause: what went wrong, as the run recorded it.
    """
    body = (
        f"构建失败,已发布的数据不变。 / The build failed; the published warehouse is unchanged.\n\n"
        f"> {inline(cause, MAX_CAUSE) or 'no cause was recorded'}\n\n"
        f"`hedui dev` shows run {run_id}."
    )
    return Digest(f"核对 hedui: build failed (run {run_id[:8]})", body)


def _entry(finding: Finding) -> str:
    """One finding: what does not hold and where, the sentence, the arithmetic."""
    head = f"**[{finding.severity}] {_quote(finding.relation)}** {_quote(finding.file_name)} ({finding.finding_id})"
    arithmetic = "\n".join(f"- {_quote(line)}" for line in finding.arithmetic if line)
    return "\n\n".join(part for part in (head, f"> {_quote(finding.sentence)}", arithmetic) if part)


def _quote(text: str) -> str:
    return inline(text, MAX_QUOTE)
