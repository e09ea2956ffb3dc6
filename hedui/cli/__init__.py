"""The command line: options in, text out.

Belongs here: commands, and how rows, progress and errors look. Does not belong here: what a number means, SQL of the
marts, or how a build runs; a command calls the room that knows and prints what it says.
"""

from hedui.cli.app import main
from hedui.shipped import make_importable

__all__ = ["main"]

make_importable()
