"""What a command that runs unattended leaves behind: a rotated log in the home, and lines or JSON on standard error.

Belongs here: where log lines go and how they look. Does not belong here: what is worth a line.
"""

import json
import logging
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler

import typer

from hedui.settings import LogFormat, Settings

LOG = logging.getLogger("hedui")
_BYTES = 5_000_000  # of a log before it is rotated
_KEPT = 5  # older ones
_COLOURS = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


class _Plain(logging.Formatter):
    """A line without colours."""

    def format(self, record: logging.LogRecord) -> str:
        return _COLOURS.sub("", super().format(record))


class _Json(logging.Formatter):
    """A JSON object a line: at, level, logger, message."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _COLOURS.sub("", record.getMessage()),
        }
        return json.dumps(line, ensure_ascii=False)


@contextmanager
def logged(settings: Settings, command: str, level: int = logging.WARNING) -> Iterator[None]:
    """Keep a log of the command while the block runs; an error ends it, and is its last line.

    Args:
        settings: the home, and whether lines are JSON.
        command: names the file below ``logs/`` of the home.
        level: what is worth a line on standard error, where lines are not JSON.
    """
    is_json = settings.log is LogFormat.JSON
    handlers: list[logging.Handler] = [logging.StreamHandler(sys.stderr)]
    handlers[0].setLevel(logging.INFO if is_json else level)
    handlers[0].setFormatter(_Json() if is_json else _Plain("%(message)s"))
    try:
        folder = settings.home / "logs"
        folder.mkdir(parents=True, exist_ok=True)
        file = RotatingFileHandler(folder / f"{command}.log", maxBytes=_BYTES, backupCount=_KEPT, encoding="utf-8")
    except OSError as error:
        LOG.warning("no log is kept (%s)", error)
    else:
        file.setFormatter(_Json() if is_json else _Plain("%(asctime)s %(levelname)s %(message)s"))
        handlers.append(file)
    before = LOG.level, LOG.propagate
    LOG.setLevel(logging.INFO)
    LOG.propagate = False
    for handler in handlers:
        LOG.addHandler(handler)
    try:
        yield
    except typer.Exit:
        raise
    except Exception as error:
        if is_json and "--debug" not in sys.argv:
            LOG.error("%s", error)
            raise typer.Exit(1) from error
        LOG.removeHandler(handlers[0])  # whoever catches it says it there
        LOG.error("%s", error)
        raise
    finally:
        for handler in handlers:
            LOG.removeHandler(handler)
            handler.close()
        LOG.level, LOG.propagate = before
