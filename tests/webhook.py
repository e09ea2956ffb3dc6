"""A server on the loopback interface that stores what is posted to it, and answers as a webhook or a robot does."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

# How the robots answer, with HTTP 200, when they took a message and when they did not.
TAKEN = {
    "dingtalk": {"errcode": 0, "errmsg": "ok"},
    "wecom": {"errcode": 0, "errmsg": "ok"},
    "feishu": {"code": 0, "msg": "success", "data": {}},
}
REFUSED = {
    "dingtalk": {"errcode": 310000, "errmsg": "keywords not in content"},
    "wecom": {"errcode": 93000, "errmsg": "invalid webhook url"},
    "feishu": {"code": 9499, "msg": "Bad Request", "data": {}},
}


@dataclass(frozen=True)
class Request:
    """One request: its path with the query, its headers, its payload."""

    path: str
    headers: dict[str, str]
    payload: dict[str, Any]


@dataclass
class Webhook:
    """What the server was sent, and what it answers with.

    Attributes:
        host: where it listens.
        status: HTTP status of its answers.
        answer: body of its answers.
        failures: how many of the next requests are answered with 500.
        requests: what came, in order; of a refused request, too.
    """

    host: str
    status: int = 200
    answer: Any = field(default_factory=dict)
    failures: int = 0
    requests: list[Request] = field(default_factory=list)

    @property
    def address(self) -> str:
        """As an address of the settings."""
        return f"json://{self.host}/hook"

    @property
    def received(self) -> list[dict[str, Any]]:
        """The payloads, in order."""
        return [request.payload for request in self.requests]

    def robot(self, channel: str, token: str = "tokentoken") -> str:
        """The address of a robot here."""
        return f"{channel}+http://{self.host}/robot/{token}?access_token={token}"


@contextmanager
def webhook_server() -> Iterator[Webhook]:
    """Listen while the block runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            payload = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            hook.requests.append(Request(self.path, dict(self.headers), payload))
            hook.failures -= 1
            body = json.dumps(hook.answer, ensure_ascii=False).encode()
            self.send_response(500 if hook.failures >= 0 else hook.status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Keep the test's output clean."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        hook = Webhook(f"127.0.0.1:{server.server_port}")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield hook
        finally:
            server.shutdown()
            thread.join()
