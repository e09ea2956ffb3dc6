"""How a source shortens its derived figures, learned from the votes of its own checks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from hedui.vocabulary.codes import Rounding


class Vote(Enum):
    """What one check says of its source: only truncation fits, or only rounding does."""

    TRUNCATE = "T"
    ROUND = "R"


@dataclass(frozen=True, slots=True)
class Votes:
    """The votes of the checks of one document, or of one of its sections."""

    truncate: int = 0
    round: int = 0

    @classmethod
    def count(cls, votes: Iterable[Vote]) -> Votes:
        """Count votes."""
        cast = list(votes)
        return cls(cast.count(Vote.TRUNCATE), cast.count(Vote.ROUND))

    def without(self, vote: Vote | None) -> Votes:
        """The votes of the others, for the check that cast ``vote``."""
        return Votes(self.truncate - (vote is Vote.TRUNCATE), self.round - (vote is Vote.ROUND))

    @property
    def say_round(self) -> bool:
        """Whether they tell plainly that the source rounds."""
        return self.round >= 2 and self.truncate == 0

    @property
    def convention(self) -> Rounding:
        """The convention of the source."""
        if self.truncate and self.round:
            return Rounding.MIXED
        if self.truncate >= 2:
            return Rounding.TRUNCATE
        return Rounding.ROUND if self.round else Rounding.UNKNOWN


NO_VOTES = Votes()
