"""Which code made a build: the release, and a hash of the sources that decide what the tables hold."""

import hashlib
from importlib.metadata import version

from hedui.shipped import INSIDE, PACKAGE, ROOT, SQL_DIR


def code_version() -> str:
    """The release and the first 12 hexadecimal digits of the SHA-256 over sources and SQL (``0.1.0+0123456789ab``).

    A checkout and the package made from it have the same version.
    """
    inside = PACKAGE / INSIDE
    sources = {path.relative_to(PACKAGE.parent): path for path in PACKAGE.rglob("*.py") if inside not in path.parents}
    sources |= {path.relative_to(ROOT): path for path in SQL_DIR.glob("*/*.sql")}
    digest = hashlib.sha256()
    for name, path in sorted(sources.items()):
        digest.update(name.as_posix().encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return f"{version('hedui')}+{digest.hexdigest()[:12]}"
