"""What every asset is handed: where to work, what to read, whom to tell how far it is."""

from collections.abc import Callable
from dataclasses import dataclass

from hedui.settings import Settings
from hedui.warehouse.home import Home

OnProgress = Callable[[str, int, int], None]
"""Called with the name of a stage, how much of it is done and how much there is."""


def tell_nobody(stage: str, done: int, total: int) -> None:
    """Progress of a run that nobody waits for."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """The home of one build, whose lock is held while it runs, and what it is to read."""

    settings: Settings
    on_progress: OnProgress = tell_nobody

    @property
    def home(self) -> Home:
        """The warehouse's folder."""
        return Home(self.settings.home)
