"""A digest as one address is to get it: what it asked for, in its language, with the marks and the size of its channel.

Belongs here: choosing, cutting, laying out. Does not belong here: what is news, or sending.
"""

import shlex
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from hedui.alerts import words
from hedui.alerts.address import Address, Channel
from hedui.alerts.digest import Digest, Entry, Language, News, Notice, NoticeKind, Quote
from hedui.alerts.markup import COMMONMARK, DINGTALK, GUARDED, PLAIN, WECOM, Markup, shortened
from hedui.vocabulary.codes import Severity

MOST_ENTRIES = 10  # what a person looks at in one night; the rest is a command away
MOST_LINES = 3  # of an arithmetic
MOST_SETTLED = 10  # names of what is resolved or refused
_QUOTE = 300  # characters of a sentence or a line of its arithmetic
_CAUSE = 1000  # characters of what made a run fail
_NAME = 80  # characters of the name of a document, or of a figure

_SEVERITIES = tuple(Severity)  # from high to low
_STANDING = (News.WORSE, News.NEW, News.BACK)


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Form:
    """What a channel takes.

    Attributes:
        markup: its marks.
        room: how much of a body it takes, by ``size``.
        size: how it measures a body.
    """

    markup: Markup
    room: int
    size: Callable[[str], int] = lambda text: len(text.encode())


FORMS = {
    Channel.WEBHOOK: Form(COMMONMARK, 1_000_000),
    Channel.DINGTALK: Form(DINGTALK, 15_000),  # of 20,000 bytes that a request may have
    Channel.FEISHU: Form(PLAIN, 15_000),  # of 20 KB
    Channel.WECOM: Form(WECOM, 3_900),  # of 4,096 bytes, its title among them
    Channel.MAIL: Form(PLAIN, 1_000_000),
    Channel.APPRISE: Form(GUARDED, 1_500, len),  # unless the service says otherwise
}


def chosen(digest: Digest, address: Address) -> Digest | None:
    """What of a digest an address asked for; None where that is nothing."""
    notice = digest.notice
    if notice is not None and notice.topic is not None and notice.topic not in address.topics:
        notice = None
    least = _SEVERITIES.index(address.severity)
    entries = tuple(
        entry
        for entry in digest.entries
        if entry.topic in address.topics
        and (entry.severity is None or _SEVERITIES.index(entry.severity) <= least)
        and (not address.regions or entry.severity is None or entry.region.startswith(address.regions))
    )
    return replace(digest, notice=notice, entries=entries) if notice or entries else None


def render(digest: Digest, language: Language, form: Form) -> Message:
    """The message that tells what an address asked for, cut to the form with a count of what is left out."""
    writer = _Writer(digest, language, form.markup)
    fixed = writer.notice()
    standing = [entry for entry in digest.entries if entry.news in _STANDING]
    others = [entry for entry in digest.entries if entry.news not in _STANDING]
    pointers = writer.pointers()
    foot = words.FOOT[language].format(id=digest.digest_id)

    def body(parts: Sequence[str], told: int) -> str:
        rest = len(digest.entries) - told
        more = words.MORE[language].format(count=rest) if rest else ""
        lines = [line for line in (more, *(pointers if digest.entries else ()), foot) if line]
        return form.markup.paragraph.join((*fixed, *parts, form.markup.line.join(lines)))

    parts: list[str] = []
    told = 0
    for entry in standing[:MOST_ENTRIES]:
        fitting = (
            text
            for text in (writer.entry(entry), writer.brief(entry))
            if form.size(body([*parts, text], told)) <= form.room
        )
        if (text := next(fitting, None)) is None:
            break
        parts.append(text)
        told += 1
    for news in (News.RESOLVED, News.REFUSED):
        listed = [entry for entry in others if entry.news is news]
        for count in range(min(len(listed), MOST_SETTLED), 0, -1):
            text = writer.listed(news, listed[:count])
            if form.size(body([*parts, text], told)) <= form.room:
                parts.append(text)
                told += count
                break
    return Message(writer.title(), body(parts, told))


class _Writer:
    """Writes the parts of one message."""

    def __init__(self, digest: Digest, language: Language, markup: Markup) -> None:
        self._digest, self._language, self._markup = digest, language, markup

    def title(self) -> str:
        """What it is about, in one line of plain text."""
        language, parts = self._language, []
        if self._digest.notice is not None:
            parts.append(words.NOTICES[self._digest.notice.kind][language][0])
        counts = Counter(entry.news for entry in self._digest.entries)
        tally = [
            words.COUNTED[language].format(what=words.NEWS[news][language], count=counts[news])
            for news in News
            if counts[news]
        ]
        if tally:
            parts.append(words.COMMA[language].join(tally) + self._severities())
        return words.NAME[language] + words.COLON[language] + words.STOP[language].join(parts)

    def _severities(self) -> str:
        language = self._language
        counts = Counter(entry.severity for entry in self._digest.entries if entry.news in _STANDING)
        inner = words.COMMA[language].join(
            words.COUNTED[language].format(what=words.SEVERITIES[severity][language], count=counts[severity])
            for severity in Severity
            if counts[severity]
        )
        return words.BRACKETS[language].format(inner=inner) if inner else ""

    def notice(self) -> list[str]:
        """The paragraphs of the notice."""
        notice = self._digest.notice
        if notice is None:
            return []
        text = words.NOTICES[notice.kind][self._language][1]
        facts = {name: self._fact(notice, name, value) for name, value in notice.facts.items()}
        code = self._markup.code
        return [
            "\n".join(line.replace("`", code) for line in text.splitlines())
            .replace("\n", self._markup.line)
            .format(**facts)
        ]

    def _fact(self, notice: Notice, name: str, value: str) -> str:
        if name == "trouble":
            return words.NOTICES[NoticeKind(value)][self._language][0]
        return self._safe(value, _CAUSE)

    def entry(self, entry: Entry) -> str:
        """What does not hold and where, the sentences with the figures marked, the arithmetic, how to see more."""
        lines = [self._head(entry)]
        for at, quoted in enumerate(entry.quotes):
            if at:
                lines.append(self._safe(quoted.document, _NAME))
            lines.append(self._markup.quote + self._marked(quoted) + self._markup.unquote)
        arithmetic = [line for line in entry.arithmetic[self._language].splitlines() if line.strip()][:MOST_LINES]
        lines += [self._markup.bullet + self._safe(line, _QUOTE) for line in arithmetic]
        if entry.also:
            texts = words.COMMA[self._language].join(self._safe(text, _NAME) for text in entry.also[:MOST_LINES])
            lines.append(words.ALSO[self._language].format(count=len(entry.also), texts=texts))
        lines.append(self._command("trace", entry.figure_id))
        return self._laid_out(lines)

    def brief(self, entry: Entry) -> str:
        """The same where there is little room."""
        return self._laid_out([self._head(entry), self._command("trace", entry.figure_id)])

    def listed(self, news: News, entries: Sequence[Entry]) -> str:
        """What is resolved or refused: a line each."""
        bold = self._markup.bold
        lines = [f"{bold}{words.NEWS[news][self._language]}{bold}"]
        for entry in entries:
            name, at = (entry.quotes[0].document, f" {entry.quotes[0].at}") if entry.quotes else (entry.item, "")
            said = self._safe(f"{name}{at}", 2 * _NAME), self._safe(entry.what.get(self._language, ""), _QUOTE)
            lines.append((self._markup.bullet or "· ") + words.COLON[self._language].join(said))
        return self._laid_out(lines)

    def pointers(self) -> list[str]:
        """The commands that show everything."""
        kinds = {entry.news for entry in self._digest.entries}
        commands = []
        if kinds & {*_STANDING}:
            commands.append(self._command("findings"))
        if News.RESOLVED in kinds:
            commands.append(self._command("findings", "--state", "resolved"))
        if News.REFUSED in kinds:
            commands.append(
                self._command("query", "select path, problem from core.source_file where status = 'refused'")
            )
        return commands

    def _head(self, entry: Entry) -> str:
        assert entry.severity is not None
        bold, language = self._markup.bold, self._language
        kind = f"{words.NEWS[entry.news][language]} · {words.SEVERITIES[entry.severity][language]}"
        what = self._safe(entry.what[language], _NAME)
        return f"{bold}{kind} · {what}{bold} {self._safe(entry.quotes[0].document, _NAME)}"

    def _marked(self, quoted: Quote) -> str:
        """The sentence with the figure marked, as much of it as a message has room for."""
        beside = (_QUOTE - len(quoted.at)) // 2
        before, after = (" ".join(part.split()) for part in (quoted.before, quoted.after))
        before = before if len(before) <= beside else f"…{before[-beside:]}"
        after = after if len(after) <= beside else f"{after[:beside]}…"
        # by brackets alone: between two characters of Chinese, Markdown may not take asterisks for what they are
        return f"{self._safe(before, _QUOTE)}【{self._safe(quoted.at, _NAME)}】{self._safe(after, _QUOTE)}"

    def _command(self, *arguments: str) -> str:
        code = self._markup.code
        return f"{code}{shlex.join(('hedui', *arguments, '--home', self._digest.home))}{code}"

    def _safe(self, text: str, width: int) -> str:
        return self._markup.harmless(shortened(text, width))

    def _laid_out(self, lines: Sequence[str]) -> str:
        """Lines as one paragraph; a quote is one of its own, so that it does not swallow what follows."""
        markup, text = self._markup, ""
        for at, line in enumerate(lines):
            beside_quote = markup.quote.startswith(">") and (
                line.startswith(">") or (at and lines[at - 1].startswith(">"))
            )
            text += (markup.paragraph if beside_quote else markup.line) * bool(at) + line
        return text
