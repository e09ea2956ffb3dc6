"""From a document to its figures: the order of the steps."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from hedui.documents.document import Block, BlockKind, Document
from hedui.figures import tables
from hedui.figures.assembly import assemble
from hedui.figures.bases import Comparison, assign_bases
from hedui.figures.bracketed import assign_bracketed_bases
from hedui.figures.changes import unchanged
from hedui.figures.clock import cited, goes_by_source, time_told
from hedui.figures.discourse import State, read_states
from hedui.figures.document_period import settled
from hedui.figures.figure import Figure
from hedui.figures.grammar import Grammar, grammar_of
from hedui.figures.links import assign_links
from hedui.figures.mentions import Mention, Sentence, read_sentence, sentence_spans
from hedui.figures.periods import assign_periods
from hedui.figures.roles import assign_roles
from hedui.figures.subjects import assign_subjects, topic_told
from hedui.language.times import Span
from hedui.language.tokens import Token
from hedui.vocabulary.codes import Role
from hedui.vocabulary.load import Vocabulary

_FIRST_NUMBER = re.compile(r"\d")
_MOST_READINGS = 3
"""With the period of its head, without its day of print where that is a reprint's, with the period it then tells."""
_REACH = 60
"""How many mentions back, in its block, the level of a change may stand."""


@dataclass(frozen=True, slots=True)
class Report:
    """What reading a document's numbers gives.

    Attributes:
        document: the document, its kind and period as its statements tell them.
        figures: every numeral mention in text order; indicators and regions are mapped later.
    """

    document: Document
    figures: tuple[Figure, ...]


def read_report(document: Document, vocabulary: Vocabulary) -> Report:
    """Read the numbers of ``document``; again where they tell another period than its title or its print."""
    grammar = grammar_of(vocabulary)
    tokens = _tokens(document, grammar)
    sentences = _read_blocks(document, tokens, grammar)
    for _ in range(_MOST_READINGS - 1):
        metadata = settled(document, sentences)
        if metadata == document.metadata:
            break
        document = replace(document, metadata=metadata)
        sentences = _read_blocks(document, tokens, grammar)
    return Report(document, assemble(document, sentences))


def read_figures(document: Document, vocabulary: Vocabulary) -> tuple[Figure, ...]:
    """Every numeral mention of ``document`` as a figure, in text order; indicators and regions are mapped later."""
    return read_report(document, vocabulary).figures


def _read_blocks(document: Document, tokens: Sequence[Token], grammar: Grammar) -> list[Sentence]:
    """Read all blocks, each in the state that its document, headings and section give."""
    clean = document.text.clean
    starts = [token.start for token in tokens]
    states = read_states(document, grammar)
    grids = tables.read_grids(document)
    sentences: list[Sentence] = []
    before: Span | None = None
    for number, block in enumerate(document.blocks):
        inside = tokens[bisect_left(starts, block.start) : bisect_left(starts, block.end)]
        if not inside:
            continue
        if block.kind is BlockKind.TABLE_ROW and block.is_header:
            head, inside = tables.read_head(document, number, inside)
            sentences += head
        elif block.kind is BlockKind.TABLE_ROW:
            grid, calendar = grids[block.table], states[number].calendar
            row, inside = tables.read_row(document, number, inside, grid, calendar, grammar)
            sentences += row
            if inside:
                sentences += _read_cells(document, number, inside, states[number], grid, grammar)
            continue
        read, before = _read_block(clean, number, block, inside, states[number], before, grammar)
        if tables.is_caption(document, number, grids):
            _name_set(read)
        sentences += read
    return sentences


def _name_set(sentences: Sequence[Sentence]) -> None:
    """Take the numbers of a caption for what they are: they say what the table is about (168个城市, 后20名)."""
    for sentence in sentences:
        for mention in sentence.mentions:
            if mention.role.is_fact:
                mention.role = Role.SCOPE


def _read_cells(
    document: Document, number: int, tokens: Sequence[Token], state: State, grid: tables.Grid, grammar: Grammar
) -> list[Sentence]:
    """Read the running text of a row, each cell for itself; what its first words say is what the others go on with."""
    clean, block = document.text.clean, document.blocks[number]
    tasks, due = tables.read_task(document, number, grid)
    todo = replace(state, setting=replace(state.setting, is_planned=True))
    if due is not None:
        todo = replace(todo, calendar=replace(state.calendar, due=due))
    starts = [token.start for token in tokens]
    sentences: list[Sentence] = []
    topic = ""
    for start, end in block.cells:
        inside = tokens[bisect_left(starts, start) : bisect_left(starts, end)]
        if inside:
            cell = replace(block, start=start, body=start, end=end)
            own = todo if start in tasks else state
            sentences += _read_block(clean, number, cell, inside, own, None, grammar, topic)[0]
        topic = topic or topic_told(_FIRST_NUMBER.split(clean[start:end])[0], grammar)
    return sentences


def _read_block(
    clean: str,
    number: int,
    block: Block,
    tokens: Sequence[Token],
    state: State,
    before: Span | None,
    grammar: Grammar,
    topic: str = "",
) -> tuple[list[Sentence], Span | None]:
    """Read the running text of one block, sentence by sentence; ``topic`` is what it goes on with.

    Returns:
        Its sentences, and the time that 同期 in the next block goes on with.
    """
    starts = [token.start for token in tokens]
    sentences: list[Sentence] = []
    carried: Span | None = None
    source: Span | None = None
    comparison: Comparison | None = None
    earlier: list[Mention] = []
    setting = state.setting
    wordy: list[str] = []  # sentences without a number since the last one with some
    for start, end in sentence_spans(clean, block.body, block.end):
        inside = tokens[bisect_left(starts, start) : bisect_left(starts, end)]
        source = cited(clean[start:end]) or source
        if not inside:
            wordy.append(clean[start:end])
            continue
        if wordy:
            topic = topic_told(wordy[-1], grammar)
            told = (time_told(words, state.calendar, before) for words in reversed(wordy))
            carried = next(filter(None, told), carried)
            wordy = []
        sentence = read_sentence(clean, start, end, number, inside)
        setting = assign_roles(sentence, grammar, setting, state.setting)
        topic = assign_subjects(sentence, grammar, topic)
        if source is not None and goes_by_source(sentence):
            carried = source
        carried = assign_periods(sentence, grammar, state.calendar, carried, before)
        before = carried or before
        comparison = assign_bases(sentence, state.calendar, comparison)
        assign_links(sentence.mentions, earlier)
        assign_bracketed_bases(sentence)
        earlier = (earlier + sentence.mentions)[-_REACH:]
        sentences.append(sentence)
    return sentences, before


def _tokens(document: Document, grammar: Grammar) -> list[Token]:
    """Mentions of the running text, words that stand for a numeral (持平) too; the labels of blocks are blanked out."""
    clean = document.text.clean
    pieces, position = [], 0
    for block in document.blocks:
        if block.label:
            pieces += [clean[position : block.start], "\n" * (block.body - block.start)]
            position = block.body
    pieces.append(clean[position:])
    text = "".join(pieces)
    return sorted([*grammar.lexer.tokens(text), *unchanged(text, grammar)], key=lambda token: token.start)
