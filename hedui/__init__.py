"""hedui (核对): reads every printed number of Chinese government environmental reports and checks it against others.

Belongs here: the domain, as plain typed functions and frozen data classes, and its edges (warehouse file, alerts,
command line). Does not belong here: orchestration (``assets/``, ``pipelines/``), SQL (``sql/``), curated data
(``data/``).

For analysts: ``hedui.open()`` reads the published warehouse as pandas data frames.
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hedui.warehouse.access.frames import Frames


def open(home: str | Path | None = None, build: str | None = None) -> "Frames":
    """Open the published warehouse for reading as data frames; close it, or use it in a ``with`` block.

    Args:
        home: the warehouse's folder; else ``HEDUI_HOME``, ``hedui.toml`` or ``data/warehouse``.
        build: a build that ``hedui builds`` lists, or an unambiguous beginning of its id; else the published one.

    Raises:
        SettingsError: a setting cannot be used.
        WarehouseError: there is no such warehouse, or it cannot be opened.
    """
    from hedui.settings import load_settings
    from hedui.warehouse.access.frames import Frames
    from hedui.warehouse.access.read import open_warehouse

    return Frames(open_warehouse(load_settings(home=Path(home) if home is not None else None).home, build))
