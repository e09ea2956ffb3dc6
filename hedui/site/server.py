"""The pages for an office: files of the site, text search for where there are too many for an index, and how it is.

It only reads: no address writes, asks a query or takes a decision, and there is no sign-in; behind a proxy that has one
it may face others. The pages and the warehouse are opened for each request, so that a new build is there at once.
"""

import re
import unicodedata
from collections import defaultdict
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hedui.site.making import build_shown
from hedui.site.search import fold
from hedui.site.site import POLICY
from hedui.warehouse.access.read import open_warehouse
from hedui.warehouse.cells import harmless
from hedui.warehouse.errors import WarehouseError

LOOPBACK = ("127.0.0.1", "localhost", "::1")
MOST_HITS = 50
LONGEST_QUERY = 100  # characters
_LAST_FORM = 0x1F300  # behind it no character is another form of one
_AROUND = 30  # characters of a passage on each side of what was found
_HEADERS = {
    "content-security-policy": f"{POLICY}; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-cache",  # asked for anew each time, answered "not modified" where it is not
}


class _Headers:
    """Every answer says what its page may do."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [
                    *message["headers"],
                    *((name.encode(), value.encode()) for name, value in _HEADERS.items()),
                ]
            await send(message)

        await self._app(scope, receive, send_with)


def application(home: Path, folder: Path, host: str = LOOPBACK[0]) -> Starlette:
    """The server of the pages of one home.

    Args:
        home: the warehouse's folder.
        folder: that of the site.
        host: the address it is bound to. On a loopback address it answers to loopback names alone, lest a page
            elsewhere reaches it by a name of its own.
    """

    def health(_: Request) -> JSONResponse:
        return _health(home, folder)

    def search(request: Request) -> JSONResponse:
        return JSONResponse(find_texts(home, request.query_params.get("q", "")))

    hosts = [*LOOPBACK, "[::1]"] if host in LOOPBACK else ["*"]
    return Starlette(
        routes=[
            Route("/health", health),
            Route("/search", search),
            Mount("/", StaticFiles(directory=folder, html=True, check_dir=False)),
        ],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=hosts), Middleware(_Headers)],
    )


def find_texts(home: Path, query: str) -> list[dict[str, str]]:
    """The reports whose text has the words, the latest first, each with the first passage.

    Args:
        home: the warehouse's folder.
        query: the words; width and form of characters, case and white space do not count.
    """
    folded = fold(query)[:LONGEST_QUERY]
    if len(folded) < 2:
        return []
    pattern = r"\s*".join(_class(character) for character in folded)
    with open_warehouse(home) as warehouse:
        rows = warehouse.query(_SEARCH, [pattern, f".{{0,{_AROUND}}}{pattern}.{{0,{_AROUND}}}", MOST_HITS]).to_pylist()
    return [
        {
            "title": harmless(row["title"]),
            "href": f"report/{row['document_id']}.html",
            "passage": harmless(" ".join(row["passage"].split())),
        }
        for row in rows
    ]


def _health(home: Path, folder: Path) -> JSONResponse:
    """Which build is published, how old it is, and whether the pages are those of it."""
    try:
        with open_warehouse(home) as warehouse:
            build = warehouse.build()
    except WarehouseError as error:
        return JSONResponse({"is_well": False, "problem": str(error)}, 503)
    age = datetime.now(UTC) - build["built_at"].replace(tzinfo=UTC)
    shown = build_shown(folder)
    answer: dict[str, Any] = {
        "is_well": shown == build["build_id"],
        "build_id": build["build_id"],
        "built_at": f"{build['built_at']:%Y-%m-%dT%H:%M:%SZ}",
        "age_hours": round(age.total_seconds() / 3600, 1),
        "pages_build_id": shown,
    }
    return JSONResponse(answer, 200 if answer["is_well"] else 503)


def _class(character: str) -> str:
    """A class of all characters that are folded to the same one."""
    return f"[{''.join(map(re.escape, sorted({character, *_alike()[character]})))}]"


@cache
def _alike() -> dict[str, list[str]]:
    """The other forms of each character: ２ and ² of 2."""
    forms: dict[str, list[str]] = defaultdict(list)
    for code in range(_LAST_FORM):
        character = chr(code)
        folded = unicodedata.normalize("NFKC", character).lower()
        if folded != character and len(folded) == 1:
            forms[folded].append(character)
    return forms


_SEARCH = """
    select
        document_id, coalesce(nullif(dim_document.title, ''), dim_document.file_name) as title,
        regexp_extract(document_text.text, $2) as passage,
    from core.document_text as document_text
    join core.dim_document as dim_document using (document_id)
    where regexp_matches(document_text.text, $1)
    order by coalesce(published_on, period_end) desc nulls last, title, document_id
    limit $3
"""
