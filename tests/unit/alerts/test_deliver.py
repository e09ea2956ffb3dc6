"""Delivery, to a real webhook server on the loopback interface."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from hedui.alerts.deliver import deliver
from hedui.alerts.digest import Digest

DIGEST = Digest("核对: 1 new finding", "> 已完成12家")


@dataclass
class Webhook:
    """A server that stores what it is sent and answers with ``status``."""

    status: int = 200
    received: list[dict[str, Any]] = field(default_factory=list)
    address: str = ""


@pytest.fixture
def webhook() -> Iterator[Webhook]:
    hook = Webhook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            hook.received.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(hook.status)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Keep the test's output clean."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    hook.address = f"json://127.0.0.1:{server.server_port}/hook"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield hook
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_digest_arrives(webhook: Webhook) -> None:
    (delivery,) = deliver(DIGEST, [webhook.address])
    assert delivery.is_delivered
    (message,) = webhook.received
    assert message["title"] == DIGEST.title
    assert message["message"] == DIGEST.body


def test_a_refusal_is_reported_and_not_raised(webhook: Webhook) -> None:
    webhook.status = 500
    (delivery,) = deliver(DIGEST, [webhook.address])
    assert not delivery.is_delivered
    assert delivery.problem


def test_one_bad_address_does_not_keep_the_others(webhook: Webhook) -> None:
    bad, closed, good = deliver(DIGEST, ["nothing://x", "json://127.0.0.1:9/closed", webhook.address])
    assert (bad.is_delivered, closed.is_delivered, good.is_delivered) == (False, False, True)
    assert len(webhook.received) == 1


def test_secrets_are_not_shown(webhook: Webhook) -> None:
    secret = webhook.address.replace("json://", "json://user:topsecret@")
    for delivery in deliver(DIGEST, [secret, "unknown://topsecret@host"]):
        assert "topsecret" not in f"{delivery}"
