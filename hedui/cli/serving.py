"""`hedui serve`: the pages of the home, made where they are missing, and served until stopped."""

from contextlib import suppress
from pathlib import Path

import typer
import uvicorn

from hedui.site import build_shown, make_site
from hedui.site.server import application
from hedui.warehouse.access.read import open_warehouse
from hedui.warehouse.building.publish import BuildLocked, build_lock
from hedui.warehouse.home import Home


def serve_site(home: Path, host: str, port: int) -> None:
    """Serve the pages until the process is told to stop.

    Raises:
        NotPublished: there is nothing to show yet.
    """
    folder = Home(home).site
    with open_warehouse(home) as warehouse:
        build_id = warehouse.build()["build_id"]
    if build_shown(folder) != build_id:
        with suppress(BuildLocked), build_lock(Home(home)):  # a build that is under way makes them itself
            make_site(home, folder)
    name = f"[{host}]" if ":" in host else host
    typer.echo(f"http://{name}:{port}/", err=True)
    uvicorn.run(application(home, folder, host), host=host, port=port, log_level="warning", access_log=False)
