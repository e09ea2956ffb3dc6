"""The one place that reads the environment: command line over ``HEDUI_*`` variables over ``hedui.toml`` over defaults.

Belongs here: where things lie and what the user may choose. Does not belong here: logic, or any other module's reading
of ``os.environ``.
"""

import os
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from hedui.limits import DEFAULT_CHARACTERS, DEFAULT_MEMORY, DEFAULT_SECONDS, Limits
from hedui.shipped import IS_CHECKOUT, ROOT

# A checkout is a project of its own; an installed hedui works on the project whose folder it is called in.
PROJECT = ROOT if IS_CHECKOUT else Path.cwd()
SETTINGS_FILE = PROJECT / "hedui.toml"
DEFAULT_HOME = PROJECT / "data" / "warehouse"
DEFAULT_REPORTS = PROJECT / "data" / "reports"
DEFAULT_PORT = 3000
DEFAULT_KEEP = 14

_MOST_SECONDS = 86_400
_MOST_MEMORY = 1 << 20
_MOST_CHARACTERS = 1 << 30

_LAST_REPORTS = "reports.txt"  # folders the published warehouse was built from, one a line
_KEYS = frozenset(
    {
        "home",
        "reports",
        "alert_urls",
        "alert_weekly",
        "log",
        "port",
        "keep",
        "read_seconds",
        "read_memory",
        "read_characters",
    }
)
_DAYS_OF_WEEK = 7
_MOST_BUILDS = 10_000


class SettingsError(Exception):
    """A setting has a value that cannot be used.

    Attributes:
        where: the option, variable or file that holds it.
        problem: what is wrong with it.
        advice: the next step.
    """

    def __init__(self, where: str, problem: str, advice: str) -> None:
        super().__init__(f"{where}: {problem}. {advice}")
        self.where = where
        self.problem = problem
        self.advice = advice


class LogFormat(StrEnum):
    """How the lines of a log look."""

    TEXT = "text"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user may choose, resolved.

    Attributes:
        home: folder of the warehouse and all that belongs to it; absolute.
        reports: files and folders with the reports to read; absolute, at least one.
        alert_urls: addresses that digests go to; none sends nothing.
        alert_weekly: day of the week, from 1 for Monday, on which a sign of life is sent; 0 for none.
        log: how the lines of a log look.
        port: TCP port of the Dagster user interface.
        keep: number of builds that can be read, the published one included.
        limits: what reading one file may cost; a file that costs more is refused.
    """

    home: Path
    reports: tuple[Path, ...]
    alert_urls: tuple[str, ...] = field(default=(), repr=False)  # they may hold tokens
    alert_weekly: int = 0
    log: LogFormat = LogFormat.TEXT
    port: int = DEFAULT_PORT
    keep: int = DEFAULT_KEEP
    limits: Limits = field(default_factory=Limits)

    def environment(self) -> dict[str, str]:
        """The ``HEDUI_*`` variables from which another process reads these same settings."""
        return {
            "HEDUI_HOME": str(self.home),
            "HEDUI_REPORTS": os.pathsep.join(map(str, self.reports)),
            "HEDUI_ALERT_URLS": " ".join(self.alert_urls),
            **({"HEDUI_ALERT_WEEKLY": str(self.alert_weekly)} if self.alert_weekly else {}),
            "HEDUI_LOG": str(self.log),
            "HEDUI_PORT": str(self.port),
            "HEDUI_KEEP": str(self.keep),
            "HEDUI_READ_SECONDS": str(self.limits.seconds),
            "HEDUI_READ_MEMORY": str(self.limits.memory),
            "HEDUI_READ_CHARACTERS": str(self.limits.characters),
        }

    def remember_reports(self) -> None:
        """Store in the home what it was built from, so that the next build without an argument reads the same."""
        self.home.mkdir(parents=True, exist_ok=True)
        aside = self.home / f"{_LAST_REPORTS}.next"
        aside.write_text("".join(f"{path}\n" for path in self.reports), encoding="utf-8")
        aside.replace(self.home / _LAST_REPORTS)


def load_settings(
    *,
    home: Path | None = None,
    reports: Sequence[Path] = (),
    port: int | None = None,
    environ: Mapping[str, str] = os.environ,
    file: Path = SETTINGS_FILE,
) -> Settings:
    """Resolve the settings; the arguments are what the command line gave.

    Args:
        home: ``--home``, if given.
        reports: the files and folders named on the command line, if any.
        port: ``--port``, if given.
        environ: the environment.
        file: the settings file; it may be absent.

    Raises:
        SettingsError: a value cannot be used; it names the variable or the file, and the next step.
    """
    table = _read_file(file)

    def pick(key: str) -> tuple[str, Any]:
        """The value of ``key`` and where it stands; the variable goes before the file; None where it is in neither."""
        variable = f"HEDUI_{key.upper()}"
        if environ.get(variable):
            return variable, environ[variable]
        return f"{file.name}, key {key}", table.get(key)

    if home is None:
        where, value = pick("home")
        home = DEFAULT_HOME if value is None else _path(where, value, file)
    home = home.absolute()
    if home.exists() and not home.is_dir():
        raise SettingsError(str(home), "is a file, not a folder", "Name a folder with --home or HEDUI_HOME.")

    if not reports:
        where, value = pick("reports")
        reports = _paths(where, value, file) if value is not None else _last_reports(home) or (DEFAULT_REPORTS,)

    for report in reports:
        if "\n" in str(report) or "\ufffd" in os.fsencode(report).decode("utf-8", "replace"):
            problem = "has a name that is not UTF-8, or that holds a line break"
            raise SettingsError(repr(str(report)), problem, "Give the folder another name.")

    where, value = pick("alert_urls")
    alert_urls = value.split() if isinstance(value, str) else value or ()
    if not all(isinstance(url, str) and "://" in url for url in alert_urls):
        raise SettingsError(where, "is not a list of addresses", "Write addresses such as https://host/path.")

    return Settings(
        home=home,
        reports=tuple(path.absolute() for path in reports),
        alert_urls=tuple(alert_urls),
        alert_weekly=_whole_number(*pick("alert_weekly"), 0, _DAYS_OF_WEEK),
        log=_log_format(*pick("log")),
        port=port if port is not None else _whole_number(*pick("port"), DEFAULT_PORT, 65_535),
        keep=_whole_number(*pick("keep"), DEFAULT_KEEP, _MOST_BUILDS),
        limits=Limits(
            _whole_number(*pick("read_seconds"), DEFAULT_SECONDS, _MOST_SECONDS),
            _whole_number(*pick("read_memory"), DEFAULT_MEMORY, _MOST_MEMORY),
            _whole_number(*pick("read_characters"), DEFAULT_CHARACTERS, _MOST_CHARACTERS),
        ),
    )


def _log_format(where: str, value: object) -> LogFormat:
    """``value`` as a format of logs; the default for None."""
    try:
        return LogFormat(str(value or LogFormat.TEXT))
    except ValueError:
        raise SettingsError(where, f"is {value!r}", f"Write {' or '.join(LogFormat)}.") from None


def _read_file(file: Path) -> dict[str, Any]:
    """The table of the settings file, empty where there is none."""
    if not file.is_file():
        return {}
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(str(file), f"cannot be read ({error})", "Mend it, or remove it.") from error
    if unknown := sorted(table.keys() - _KEYS):
        advice = f"Known are {', '.join(sorted(_KEYS))}."
        raise SettingsError(str(file), f"has the unknown key {unknown[0]}", advice)
    return table


def _path(where: str, value: object, file: Path) -> Path:
    """``value`` as a path; in the settings file, relative to it."""
    if not isinstance(value, str) or not value or "\0" in value:
        raise SettingsError(where, "is not a path", "Write one path as text.")
    path = Path(value).expanduser()
    return path if where.startswith("HEDUI_") else file.parent / path


def _paths(where: str, value: object, file: Path) -> tuple[Path, ...]:
    """``value``, paths with the system's separator between them or a list, as paths."""
    parts = [part for part in value.split(os.pathsep) if part] if isinstance(value, str) else value
    if not isinstance(parts, list) or not parts:
        advice = f"Write files or folders, with {os.pathsep} between them."
        raise SettingsError(where, "names no file or folder", advice)
    return tuple(_path(where, part, file) for part in parts)


def _last_reports(home: Path) -> tuple[Path, ...]:
    """What the home was last built from; empty where it was not built."""
    try:
        lines = (home / _LAST_REPORTS).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return ()
    return tuple(Path(line) for line in lines if line)


def _whole_number(where: str, value: object, default: int, most: int) -> int:
    """``value`` as a number from 1 to ``most``; the default for None."""
    if value is None:
        return default
    text = str(value)
    if not (text.isascii() and text.isdigit() and 0 < int(text[:6]) <= most):
        raise SettingsError(where, f"is {value!r}", f"Write a whole number from 1 to {most}.")
    return int(text)
