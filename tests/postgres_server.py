"""A PostgreSQL server of our own for the tests that need one."""

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


def _program(name: str) -> str:
    """A program of the server, on the path or where Debian keeps it."""
    found = shutil.which(name) or next(map(str, sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))[::-1]), None)
    if found is None:
        pytest.skip(f"no PostgreSQL server on this machine: {name} not found")
    return str(Path(found).resolve())


@contextlib.contextmanager
def running_postgres() -> Iterator[str]:
    """Start a server that listens on a socket of its own; yields its SQLAlchemy address."""
    initdb, control = _program("initdb"), _program("pg_ctl")
    user = pwd.getpwuid(os.getuid()).pw_name
    if os.getuid() == 0:  # the server refuses to run as root
        user = "postgres"
        if user not in {entry.pw_name for entry in pwd.getpwall()}:
            pytest.skip("PostgreSQL does not run as root, and there is no user postgres")
    as_user = ("runuser", "-u", user, "--") if os.getuid() == 0 else ()
    folder = Path(tempfile.mkdtemp(prefix="pg"))  # short: the path of a socket is limited to 107 bytes
    try:
        if as_user:
            shutil.chown(folder, user)

        def run(*command: str) -> None:
            # to a file: the server keeps the pipe of pg_ctl open, and waiting for its end would never end
            with (folder.parent / f"{folder.name}.log").open("ab") as log:
                subprocess.run([*as_user, *command], check=True, cwd=folder, stdout=log, stderr=log, timeout=60)

        data = str(folder / "data")
        run(initdb, "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C")
        run(control, "-D", data, "-w", "-o", f"-k {folder} -c listen_addresses='' -c fsync=off", "start")
        try:
            yield f"postgresql+psycopg://postgres@/postgres?host={folder}"
        finally:
            run(control, "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        Path(f"{folder}.log").unlink(missing_ok=True)
