"""Numbers in tables: from the grid of cells to mentions with subject, unit, role and time.

Belongs here: what heads, labels, captions and unit lines say of the numbers in the cells they stand over or beside.
Does not belong here: finding tables in files (``hedui.documents``), the running text of cells.
"""

from hedui.figures.tables.grid import Grid, read_grids
from hedui.figures.tables.reading import is_caption, read_head, read_row, read_task

__all__ = ["Grid", "is_caption", "read_grids", "read_head", "read_row", "read_task"]
