"""Where the tasks of a document stand: numbered blocks, and the fields that say who answers for them by when."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from hedui.documents.document import Block, BlockKind, Document
from hedui.language.openings import guarded
from hedui.tasks.duties import duty_fields
from hedui.tasks.fields import LISTED, Field, FieldKind, Name, inline_fields, line_fields
from hedui.vocabulary.codes import DocumentKind

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Draft:
    """A task found, not yet read; all spans are of the clean text.

    Attributes:
        label: its number as printed.
        section: the heading above it without its label.
        statement: the spans that state it: a plan's text, or the finding of a list's item.
        fields: its fields in order.
        start: first character of the task, its label included.
        end: one past its last character.
    """

    label: str
    section: str
    statement: tuple[Span, ...]
    fields: tuple[Field, ...]
    start: int
    end: int


@dataclass(slots=True)
class _Node:
    """A numbered block with the lines below it that are its own."""

    position: int
    block: Block
    parent: int
    statement: list[Span] = field(default_factory=list)
    fields: list[tuple[Name, list[Span]]] = field(default_factory=list)
    children: list[int] = field(default_factory=list)
    end: int = 0

    @property
    def is_answered_for(self) -> bool:
        """Whether its fields make it a task: someone or some date answers for it."""
        return any(name.kind in (FieldKind.PARTY, FieldKind.DEADLINE) for name, _ in self.fields)


# Headings under which a plan's numbered paragraphs are its tasks, and those under which they are not.
_TASKS_BELOW = re.compile("任务|举措|措施|行动|工程|工作|重点")
_NO_TASKS_BELOW = re.compile("总体|指导思想|原则|目标|要求|保障|组织|实施步骤|形势|背景|基础|意义")
_ORDINAL = r"(?:\d{1,3}|[一二三四五六七八九十百]{1,5})"
_THING = "(?:整改|反馈|督察|交办|重点|工作)*(?:任务|问题|事项)"
_WORDED_LABEL = re.compile(
    guarded(rf"(?:第{_ORDINAL}[项个条]{_THING}|{_THING}{_ORDINAL})[:、.]|序号:?{_ORDINAL}(?=[:、.\n]|$)")
)
# A line in brackets, however short, is no heading: it may name who answers.
_OPENERS = "([【"
# Siblings of a task are tasks too when at least this share of them has fields.
_USUAL_SHARE = 0.5


def find_drafts(document: Document) -> list[Draft]:
    """Numbered tasks of the running text, in order; none where nobody answers for anything.

    A plan that names nobody has its numbered paragraphs under headings such as 重点任务 for tasks.
    """
    nodes = _nodes(document)
    _lift(nodes)
    answered = {position for position, node in nodes.items() if node.is_answered_for}
    stated = set(_unanswered(nodes, document)) if document.metadata.document_kind is DocumentKind.PLAN else set()
    if answered:
        chosen = answered | _fellows(nodes, answered)
        chosen |= stated if answered <= stated else set()
    elif stated:
        chosen = stated
    else:
        chosen = set()
    return [_draft(document, nodes, position, chosen) for position in sorted(chosen)]


def _nodes(document: Document) -> dict[int, _Node]:
    """Numbered blocks by position, each with the statement and the fields that stand below it."""
    clean, blocks = document.text.clean, document.blocks
    nodes: dict[int, _Node] = {}
    node: _Node | None = None
    is_listing = is_named = False  # whether the last field takes more lines; whether field lines have begun
    for position, bare in enumerate(blocks):
        if bare.kind is BlockKind.NOTE:
            continue
        block = _with_worded_label(clean, bare)
        fields = line_fields(clean, block.body, block.end)
        if fields:
            if node:
                node.fields += _open(fields)
                node.end = block.end
                is_listing, is_named = fields[-1].name.kind in LISTED, True
        elif block.label and not (is_listing and node and block.level > node.block.level):
            node = _Node(position, block, _numbered_above(blocks, nodes, block.parent))
            nodes[position] = node
            if node.parent >= 0:
                nodes[node.parent].children.append(position)
            is_listing = is_named = False
            _add_text(clean, node, block.body, block.end)
        elif not block.label and block.kind is not BlockKind.PARAGRAPH and clean[block.start] not in _OPENERS:
            node, is_listing = None, False
        elif node and is_listing:
            node.fields[-1][1].append((block.start, block.end))
            node.end = block.end
        elif node and (not is_named or node.block.kind is BlockKind.HEADING):
            _add_text(clean, node, block.start, block.end)
        else:
            node = None
    return nodes


def _with_worded_label(clean: str, block: Block) -> Block:
    """The block with 问题一: or 第3项整改任务: for its label, where its line begins so."""
    match = None if block.label else _WORDED_LABEL.match(clean, block.start, block.end)
    return replace(block, label=match.group(), body=match.end()) if match else block


def _numbered_above(blocks: Sequence[Block], nodes: dict[int, _Node], position: int) -> int:
    while position >= 0 and position not in nodes:
        position = blocks[position].parent
    return position


def _add_text(clean: str, node: _Node, start: int, end: int) -> None:
    """Add a running line: its text to the statement, fields and duties printed inside it to the fields."""
    named, text_end = inline_fields(clean, start, end)
    duties, text_end = duty_fields(clean, start, text_end)
    if start < text_end:
        node.statement.append((start, text_end))
    node.fields += _open([*duties, *named])
    node.end = end


def _open(fields: Iterable[Field]) -> Iterator[tuple[Name, list[Span]]]:
    """Fields to which lines may still be added."""
    return ((field.name, list(field.spans)) for field in fields)


def _lift(nodes: dict[int, _Node]) -> None:
    """Give a task the fields that stand below the last of its numbered parts.

    They are the parent's where no other part has fields, and no other task of the document is numbered like the parts.
    """
    groups = [node.children for node in nodes.values() if node.children]
    roots = [position for position, node in nodes.items() if node.parent < 0]
    levels = {
        nodes[position].block.level
        for group in (*groups, roots)
        if sum(nodes[position].is_answered_for for position in group) > 1
        for position in group
    }
    for node in nodes.values():
        if len(node.children) < 2 or node.fields:
            continue
        *others, last = (nodes[position] for position in node.children)
        below = (part for other in others for part in _below(nodes, other.position))
        is_alone = last.is_answered_for and not any(nodes[part].fields for part in below)
        if is_alone and last.block.level not in levels:
            node.fields, last.fields = last.fields, []
            node.end = last.end


def _fellows(nodes: dict[int, _Node], answered: set[int]) -> set[int]:
    """Tasks without fields among tasks with them: same numbering, under the same top heading."""
    groups: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for position, node in nodes.items():
        groups[_top(nodes, position), node.block.level].append(position)
    found: set[int] = set()
    for group in groups.values():
        if sum(position in answered for position in group) >= _USUAL_SHARE * len(group):
            found.update(position for position in group if answered.isdisjoint(_line_of(nodes, position)))
    return found


def _top(nodes: dict[int, _Node], position: int) -> int:
    """The uppermost numbered block above one; -1 where none is."""
    top = nodes[position].parent
    while top >= 0 and nodes[top].parent >= 0:
        top = nodes[top].parent
    return top


def _line_of(nodes: dict[int, _Node], position: int) -> Iterator[int]:
    """The node, all above it and all below it."""
    yield from _below(nodes, position)
    while (position := nodes[position].parent) >= 0:
        yield position


def _below(nodes: dict[int, _Node], position: int) -> Iterator[int]:
    yield position
    for child in nodes[position].children:
        yield from _below(nodes, child)


def _unanswered(nodes: dict[int, _Node], document: Document) -> Iterator[int]:
    """Under headings of tasks, the uppermost numbered blocks that are more than headings."""
    for position, node in nodes.items():
        name = document.text.clean[node.block.body : node.block.end]
        is_top = node.parent < 0 and node.block.kind is BlockKind.HEADING
        if is_top and _TASKS_BELOW.search(name) and not _NO_TASKS_BELOW.search(name):
            yield from _stating(nodes, position)


def _stating(nodes: dict[int, _Node], position: int) -> Iterator[int]:
    for child in nodes[position].children:
        node = nodes[child]
        is_stated = node.block.kind is not BlockKind.HEADING or len(node.statement) > 1
        if is_stated or not node.children:
            yield child
        else:
            yield from _stating(nodes, child)


def _draft(document: Document, nodes: dict[int, _Node], position: int, chosen: set[int]) -> Draft:
    node = nodes[position]
    below = list(_below(nodes, position))
    # Numbered parts are the task's own, unless some are tasks themselves.
    own = below if chosen.isdisjoint(below[1:]) else [position]
    inner = [nodes[p].block.start for p in below[1:] if p in chosen]
    return Draft(
        label=node.block.label,
        section=_section(document, nodes, node.block),
        statement=tuple(span for p in own for span in nodes[p].statement),
        fields=tuple(Field(name, tuple(spans)) for name, spans in node.fields),
        start=node.block.start,
        end=min([max(nodes[p].end for p in own), *inner]),
    )


def _section(document: Document, nodes: dict[int, _Node], block: Block) -> str:
    """The heading a block stands under, without its label: the first sentence where text follows on its line."""
    position = block.parent
    # What lists measures numbers them too; a task stands under a heading or a numbered block of its own kind.
    while position >= 0 and document.blocks[position].label and position not in nodes:
        position = document.blocks[position].parent
    if position < 0:
        return ""
    above = document.blocks[position]
    return document.text.clean[above.body : above.end].partition("。")[0]
