"""Endless reports of the environment, written by grammar from facts that are known beforehand.

``generate`` writes one report with its facts and their places in the text; ``corpus`` writes those of several cities
and years, which agree with each other as far as honest printing allows; ``inject`` misprints one fact of a report.
Here belong the world the reports speak of, their words, what damages them and how a reader is scored on them; reading
and reconciling do not.

Example:
    >>> report = generate(7, Genre.PROGRESS, 2023, "开封市", rounding="truncate", errors=[ErrorKind.SIGN])
    >>> report.facts[0].fact.value, report.ties[0].relation, report.injected[0].right
"""

from generator.genres import Genre
from generator.records import ErrorKind, Fact, Injection, Placed, Tie, Trap
from generator.reports import ALL_GENRES, Report, corpus, generate, inject
from generator.scoring import Miss, Score, score
from generator.topics import CITIES

__all__ = [
    "ALL_GENRES",
    "CITIES",
    "ErrorKind",
    "Fact",
    "Genre",
    "Injection",
    "Miss",
    "Placed",
    "Report",
    "Score",
    "Tie",
    "Trap",
    "corpus",
    "generate",
    "inject",
    "score",
]
