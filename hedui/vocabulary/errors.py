"""The one error of loading the vocabulary."""

from pathlib import Path


class VocabularyError(Exception):
    """A vocabulary file is missing or wrong.

    Attributes:
        file: the file at fault.
        line: its line, from 1; 0 where the file as a whole is at fault.
        problem: what is wrong.
        advice: what to do about it.
    """

    def __init__(self, file: Path, line: int, problem: str, advice: str) -> None:
        place = f"{file}, line {line}" if line else str(file)
        super().__init__(f"{place}: {problem}. {advice}")
        self.file = file
        self.line = line
        self.problem = problem
        self.advice = advice
