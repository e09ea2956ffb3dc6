"""Each channel against a server that answers as the service does: what was taken, and what only looks as if."""

import json
import socket
from collections.abc import Iterator
from dataclasses import replace

import pytest
from alert_examples import DIGEST, FAILED, many
from mail_server import MailServer, mail_server
from webhook import REFUSED, TAKEN, Webhook, webhook_server

from hedui.alerts import channels
from hedui.alerts.address import Address, parse_addresses
from hedui.alerts.channels import NotTaken, send
from hedui.alerts.digest import Digest

NOW = 1_700_000_000.0
ROBOTS = tuple(TAKEN)


@pytest.fixture
def webhook() -> Iterator[Webhook]:
    with webhook_server() as hook:
        yield hook


@pytest.fixture
def mail() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server


def one(text: str) -> Address:
    [address] = parse_addresses([text])
    return address


def problem(text: str, digest: Digest = DIGEST) -> str:
    """Why an address did not take a digest."""
    with pytest.raises(NotTaken) as caught:
        send(digest, one(text), NOW)
    return str(caught.value)


def test_a_webhook_gets_text_and_data_under_the_digests_id(webhook: Webhook) -> None:
    send(DIGEST, one(webhook.address), NOW)
    [request] = webhook.requests
    assert request.headers["Idempotency-Key"] == request.payload["id"] == DIGEST.digest_id
    assert request.payload["title"] == "核对：新发现 1（低 1）"
    assert "`hedui trace" in request.payload["message"]
    assert [entry["item"] for entry in request.payload["entries"]] == ["f1"]


@pytest.mark.parametrize("channel", ROBOTS)
def test_a_robot_that_took_it_took_it(webhook: Webhook, channel: str) -> None:
    webhook.answer = TAKEN[channel]
    send(DIGEST, one(webhook.robot(channel)), NOW)
    sent = json.dumps(webhook.received, ensure_ascii=False)
    assert "计划治理20家，【已完成12家】" in sent
    assert f"消息编号 {DIGEST.digest_id}" in sent


@pytest.mark.parametrize("channel", ROBOTS)
@pytest.mark.parametrize("answer", ["its own", {}, [], "not found", {"errcode": None, "code": None}])
def test_a_robot_that_answers_200_and_an_error_did_not_take_it(webhook: Webhook, channel: str, answer: object) -> None:
    webhook.answer = REFUSED[channel] if answer == "its own" else answer
    said = problem(webhook.robot(channel))
    if answer == "its own":
        assert str(next(iter(REFUSED[channel].values()))) in said


@pytest.mark.parametrize("status", [301, 400, 404, 429, 500, 503])
@pytest.mark.parametrize("channel", [*ROBOTS, "webhook"])
def test_only_success_is_success(webhook: Webhook, channel: str, status: int) -> None:
    webhook.status, webhook.answer = status, TAKEN.get(channel, {})
    assert f"HTTP {status}" in problem(webhook.robot(channel))


@pytest.mark.parametrize("channel", ROBOTS)
def test_what_a_robot_echoes_of_its_token_is_masked(webhook: Webhook, channel: str) -> None:
    webhook.answer = {
        name: "no: topsecret123" if name in ("msg", "errmsg") else value for name, value in REFUSED[channel].items()
    }
    address = webhook.robot(channel, "topsecret123")
    assert "***" in problem(address)
    assert "topsecret123" not in problem(address)


@pytest.mark.parametrize("channel", ROBOTS)
def test_a_long_digest_keeps_to_the_size_that_the_robot_takes(webhook: Webhook, channel: str) -> None:
    webhook.answer = TAKEN[channel]
    send(many(200), one(webhook.robot(channel)), NOW)
    [payload] = webhook.received
    size = len(json.dumps(payload, ensure_ascii=False).encode())
    assert size <= {"dingtalk": 20_000, "feishu": 20_000, "wecom": 20_000}[channel]
    if channel == "wecom":
        assert len(payload["markdown"]["content"].encode()) <= 4_096
    assert "另有 " in json.dumps(payload, ensure_ascii=False)


def test_robots_with_a_secret_get_a_signature_and_never_the_secret(webhook: Webhook) -> None:
    webhook.answer = TAKEN["dingtalk"] | TAKEN["feishu"]
    for channel in ("dingtalk", "feishu"):
        send(DIGEST, one(webhook.robot(channel) + "&secret=SECabc"), NOW)
    by_ding, by_feishu = webhook.requests
    assert "timestamp=1700000000000&sign=" in by_ding.path
    assert by_feishu.payload["timestamp"] == "1700000000"
    # as the documentation of both computes it: HMAC-SHA-256 with timestamp, line break, secret
    assert by_feishu.payload["sign"] == "XprR1de+0SSBnwWyU/4k6x2TL+Q2SJlM5NNEdAv7MWg="
    assert "SECabc" not in f"{by_ding} {by_feishu}"


def test_nobody_there_is_said_without_the_address() -> None:
    said = problem("json://127.0.0.1:9/topsecret?key=topsecret")
    assert said == "no connection"


def test_one_that_does_not_answer_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channels, "TIMEOUT", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        assert problem(f"json://127.0.0.1:{deaf.getsockname()[1]}/x") == "no answer within 0.05 seconds"


def test_a_mail_has_the_digests_id_however_often_it_is_sent(mail: MailServer) -> None:
    address = one(f"smtp://{mail.host}/?from=hedui@example.cn&to=team@example.cn")
    send(DIGEST, address, NOW)
    send(DIGEST, address, NOW + 60)
    first, second = mail.received
    assert first["Message-ID"] == second["Message-ID"] == f"<{DIGEST.digest_id}.{address.key}@hedui>"
    assert (first["Subject"], first["To"]) == ("核对：新发现 1（低 1）", "team@example.cn")
    assert "【已完成12家】" in first.get_content()


def test_a_recipient_that_the_mail_server_refuses_has_nothing(mail: MailServer) -> None:
    mail.refused.add("team@")
    said = problem(f"smtp://{mail.host}/?from=hedui@example.cn&to=team@example.cn", FAILED)
    assert said == "the mail server refused the recipient (550)"
    assert not mail.received


@pytest.mark.parametrize("text", ["nothing://topsecret", "slack://topsecret", "mailto://topsecret"])
def test_what_apprise_cannot_use_is_no_success(text: str) -> None:
    assert "topsecret" not in problem(text)


def test_apprise_gets_plain_text(webhook: Webhook) -> None:
    address = replace(one(webhook.address), url=webhook.address, channel=channels.Channel.APPRISE)
    send(DIGEST, address, NOW)
    [payload] = webhook.received
    assert "【已完成12家】" in payload["message"]
    assert "**" not in payload["message"]
    webhook.status = 500
    with pytest.raises(NotTaken):
        send(DIGEST, address, NOW)
