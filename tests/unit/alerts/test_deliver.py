"""Delivery, to a real webhook server on the loopback interface."""

from collections.abc import Iterator

import pytest
from webhook import Webhook, webhook_server

from hedui.alerts.deliver import deliver
from hedui.alerts.digest import Digest

DIGEST = Digest("核对: 1 new finding", "> 已完成12家")


@pytest.fixture
def webhook() -> Iterator[Webhook]:
    with webhook_server() as hook:
        yield hook


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
