"""Which code made a build: the release, and a hash of the sources that decide what the tables hold."""

import hashlib
from importlib.metadata import version
from pathlib import Path

_REPOSITORY = Path(__file__).resolve().parents[3]
_SOURCES = ("hedui/**/*.py", "sql/*/*.sql")


def code_version() -> str:
    """The release and the first 12 hexadecimal digits of the SHA-256 over sources and SQL (``0.1.0+0123456789ab``)."""
    digest = hashlib.sha256()
    for path in sorted({path for pattern in _SOURCES for path in _REPOSITORY.glob(pattern)}):
        content = hashlib.sha256(path.read_bytes()).digest()
        digest.update(path.relative_to(_REPOSITORY).as_posix().encode() + b"\0" + content)
    return f"{version('hedui')}+{digest.hexdigest()[:12]}"
