"""Handing a message to a service, and telling truly whether it took it.

Apprise sends to a hundred services, but takes the HTTP status of DingTalk and Feishu for their answer, which is 200
when they refuse; and it gives a mail a new id each time. So these, WeCom, webhooks and mail are posted here.

Belongs here: the request and the answer of each channel. Does not belong here: when to send, or what.
"""

import base64
import hashlib
import hmac
import json
import logging
import smtplib
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from email.message import EmailMessage
from email.utils import formatdate
from http import HTTPStatus
from ipaddress import ip_address
from typing import Any
from urllib.parse import parse_qs, parse_qsl, unquote, urlencode, urlsplit

import requests

from hedui.alerts.address import Address, Channel
from hedui.alerts.digest import TROUBLES, Digest
from hedui.alerts.render import FORMS, Form, render

TIMEOUT = 10.0  # seconds, for a connection and for each answer
_ANSWER = 65_536  # bytes of an answer that are read
_QUOTED = 200  # characters of an answer that are told
_APPRISE_ROOM = 200  # characters that Apprise may add to a body


class NotTaken(Exception):
    """The service did not take the message; says why, secrets masked."""


def send(digest: Digest, address: Address, now: float) -> None:
    """Hand a digest to an address; that it returns means that the service says it has it.

    Args:
        digest: what the address is to get.
        address: where to.
        now: seconds since 1970, for services that want the request dated.

    Raises:
        NotTaken: it was not taken, or nobody knows whether it was.
    """
    try:
        _CHANNELS[address.channel](digest, address, now)
    except NotTaken as error:
        raise NotTaken(address.mask(str(error))) from None
    except (requests.RequestException, OSError, smtplib.SMTPException) as error:
        # its words may hold the URL, in forms that nobody foresees
        raise NotTaken(_in_words(error)) from None


def _in_words(error: Exception) -> str:
    match error:
        case smtplib.SMTPResponseException():
            return f"the mail server answered {error.smtp_code}"
        case smtplib.SMTPRecipientsRefused():
            codes = ", ".join(str(code) for code, _ in error.recipients.values())
            return f"the mail server refused the recipient ({codes})"
        case requests.Timeout() | TimeoutError():
            return f"no answer within {TIMEOUT:g} seconds"
        case requests.exceptions.SSLError() | ssl.SSLError():
            return "its certificate is not trusted"
        case requests.ConnectionError() | OSError():
            return "no connection"
        case _:
            return type(error).__name__


def _webhook(digest: Digest, address: Address, now: float) -> None:
    message = render(digest, address.language, FORMS[Channel.WEBHOOK])
    payload = {
        "version": "1.0",  # as Apprise numbers it
        "id": digest.digest_id,
        "event": digest.event,
        "type": "failure" if digest.notice is not None and digest.notice.kind in TROUBLES else "info",
        "title": message.title,
        "message": message.body,
        "entries": json.loads(digest.to_json())["entries"],
    }
    _posted(address.url, payload, digest.digest_id)


def _dingtalk(digest: Digest, address: Address, now: float) -> None:
    message = render(digest, address.language, FORMS[Channel.DINGTALK])
    url, secret = _without_secret(address.url)
    if secret:
        stamp = str(round(now * 1000))
        sign = _signature(secret.encode(), f"{stamp}\n{secret}".encode())
        url += "&" + urlencode({"timestamp": stamp, "sign": sign})
    text = f"#### {message.title}\n\n{message.body}"
    payload = {"msgtype": "markdown", "markdown": {"title": message.title, "text": text}}
    _expect(_posted(url, payload, digest.digest_id), ("errcode",), "errmsg")


def _wecom(digest: Digest, address: Address, now: float) -> None:
    form = FORMS[Channel.WECOM]
    title = render(digest, address.language, form).title
    message = render(digest, address.language, replace(form, room=form.room - form.size(title) - len("#### \n")))
    payload = {"msgtype": "markdown", "markdown": {"content": f"#### {message.title}\n{message.body}"}}
    _expect(_posted(address.url, payload, digest.digest_id), ("errcode",), "errmsg")


def _feishu(digest: Digest, address: Address, now: float) -> None:
    message = render(digest, address.language, FORMS[Channel.FEISHU])
    url, secret = _without_secret(address.url)
    lines = [[{"tag": "text", "text": line}] for line in message.body.splitlines()]
    payload: dict[str, Any] = {
        "msg_type": "post",
        "content": {"post": {"zh_cn": {"title": message.title, "content": lines}}},
    }
    if secret:
        stamp = str(round(now))
        payload |= {"timestamp": stamp, "sign": _signature(f"{stamp}\n{secret}".encode(), b"")}
    _expect(_posted(url, payload, digest.digest_id), ("code", "StatusCode"), "msg")


def _mail(digest: Digest, address: Address, now: float) -> None:
    rendered = render(digest, address.language, FORMS[Channel.MAIL])
    parts = urlsplit(address.url)
    people = {name: values[0] for name, values in parse_qs(parts.query).items()}
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = rendered.title, people["from"], people["to"]
    message["Date"] = formatdate(now)
    message["Message-ID"] = f"<{digest.digest_id}.{address.key}@hedui>"  # the same each time: mail servers fold by it
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(rendered.body)
    host, context = parts.hostname or "", ssl.create_default_context()
    server: smtplib.SMTP
    if parts.scheme == "smtps":
        server = smtplib.SMTP_SSL(host, parts.port or 465, timeout=TIMEOUT, context=context)
    else:
        server = smtplib.SMTP(host, parts.port or 25, timeout=TIMEOUT)
    with server:
        server.ehlo_or_helo_if_needed()
        is_private = parts.scheme == "smtps"
        if not is_private and server.has_extn("starttls"):
            server.starttls(context=context)
            is_private = True
        if parts.username and not (is_private or _is_here(host)):
            raise NotTaken("the mail server offers no encryption, and a password is not sent without")
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.send_message(message)


def _apprise(digest: Digest, address: Address, now: float) -> None:
    import apprise  # loads a hundred services; needed only where one of them is meant

    logging.getLogger("apprise").setLevel(logging.CRITICAL)  # what it logs may hold the URL
    service = apprise.Apprise.instantiate(address.url, suppress_exceptions=True)
    if service is None:
        raise NotTaken("it is no address that Apprise knows")
    form = FORMS[Channel.APPRISE]
    room = max(int(service.body_maxlen) - _APPRISE_ROOM, _APPRISE_ROOM)
    message = render(digest, address.language, Form(form.markup, min(form.room, room), form.size))
    sender = apprise.Apprise()
    sender.add(service)
    try:
        is_taken = sender.notify(title=message.title, body=message.body, body_format=apprise.NotifyFormat.TEXT)
    except Exception as error:  # a plugin's fault must not become ours
        raise NotTaken(f"{type(error).__name__} in Apprise") from None
    if not is_taken:
        raise NotTaken("the service did not accept the message")


_CHANNELS: Mapping[Channel, Callable[[Digest, Address, float], None]] = {
    Channel.WEBHOOK: _webhook,
    Channel.DINGTALK: _dingtalk,
    Channel.FEISHU: _feishu,
    Channel.WECOM: _wecom,
    Channel.MAIL: _mail,
    Channel.APPRISE: _apprise,
}


def _posted(url: str, payload: Mapping[str, Any], digest_id: str) -> bytes:
    """The answer to a payload that was posted, no redirection followed: it would carry the token elsewhere."""
    data = json.dumps(payload, ensure_ascii=False).encode("utf-8", "replace")
    headers = {"Content-Type": "application/json; charset=utf-8", "Idempotency-Key": digest_id}
    until = time.monotonic() + TIMEOUT
    with requests.post(url, data, headers=headers, timeout=TIMEOUT, allow_redirects=False, stream=True) as answer:
        body = b""
        for chunk in answer.iter_content(1024):
            body += chunk
            if len(body) > _ANSWER or time.monotonic() > until:  # one that never ends
                break
        if not HTTPStatus.OK <= answer.status_code < HTTPStatus.MULTIPLE_CHOICES:
            raise NotTaken(f"HTTP {answer.status_code}: {_shown(body)}".rstrip(": "))
    return body


def _expect(body: bytes, codes: tuple[str, ...], words: str) -> None:
    """What a robot answers with when it took the message: 0 under one of these names."""
    try:
        answer = json.loads(body)
        [code] = [answer[name] for name in codes if name in answer][:1]
    except (ValueError, TypeError):
        raise NotTaken(f"it did not answer as a robot does: {_shown(body)}") from None
    if code != 0:
        raise NotTaken(f"{code} {answer.get(words, '')}".strip())


def _shown(body: bytes) -> str:
    return " ".join(body.decode("utf-8", "replace").split())[:_QUOTED]


def _without_secret(url: str) -> tuple[str, str]:
    """The URL as it is posted to, and the secret that it is signed with."""
    parts = urlsplit(url)
    query = parse_qsl(parts.query)
    secret = next((value for name, value in query if name == "secret"), "")
    return parts._replace(query=urlencode([pair for pair in query if pair[0] != "secret"])).geturl(), secret


def _signature(key: bytes, text: bytes) -> str:
    return base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode()


def _is_here(host: str) -> bool:
    """Whether a host is this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
