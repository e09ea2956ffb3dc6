"""What a document says of itself: title, number, issuer, genre, place, dates, period."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from hedui.documents.document import Block, BlockKind, Metadata, Text
from hedui.vocabulary.codes import Script

if TYPE_CHECKING:
    from hedui.vocabulary.regions import RegionRegistry


def read_metadata(text: Text, blocks: Sequence[Block], script: Script, regions: "RegionRegistry | None") -> Metadata:
    """Read the metadata of a document from its text and blocks."""
    titles = [text.clean[block.start : block.end] for block in blocks if block.kind is BlockKind.TITLE]
    return Metadata(title=titles[-1] if titles else "", script=script)
