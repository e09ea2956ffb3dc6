"""What can be wrong with a report file, each with the next step for whoever has the file."""


class DocumentError(Exception):
    """A file cannot be read as a report.

    Attributes:
        path: the file, as it was named to the reader.
        problem: what is wrong, in one clause.
        advice: what to do about it, in one clause.
    """

    def __init__(self, path: str, problem: str, advice: str) -> None:
        super().__init__(f"{path}: {problem}; {advice}")
        self.path = path
        self.problem = problem
        self.advice = advice

    def __reduce__(self) -> tuple[type["DocumentError"], tuple[str, str, str]]:
        """Pickle by the three parts, so that the error survives the way back from a worker process."""
        return type(self), (self.path, self.problem, self.advice)


class UnreachableFile(DocumentError):
    """The file is missing, is no regular file, or may not be read."""


class TooLarge(DocumentError):
    """The file, or what it unpacks to, is larger than any report."""


class EmptyFile(DocumentError):
    """The file holds no text."""


class BinaryFile(DocumentError):
    """The file is of no format that is read here."""


class UnreadableEncoding(DocumentError):
    """The text is in no encoding that is read here, or was damaged by a wrong conversion."""


class BrokenFile(DocumentError):
    """The file claims a format but cannot be opened as it."""


class ScannedPage(DocumentError):
    """A page of a PDF is a picture without a text layer."""
