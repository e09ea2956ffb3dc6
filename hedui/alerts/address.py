"""One address of the settings: by which channel, where to, and what it wants to be told; its secrets never shown.

An address is a URL; what it wants stands behind a ``#``::

    https://oapi.dingtalk.com/robot/send?access_token=…&secret=…#severity=medium&name=值班群
    smtp://user:password@mail.example.cn/?from=hedui@example.cn&to=a@example.cn,b@example.cn#language=en
"""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from urllib.parse import SplitResult, parse_qs, parse_qsl, quote, unquote, urlencode, urlsplit

from hedui.alerts.digest import Language, Topic
from hedui.vocabulary.codes import Severity

_SHORTEST_SECRET = 4  # of a piece of a path or query: a shorter one is no token, and masking it spoils the words


class AddressError(Exception):
    """An address cannot be used; it is named by its place, never by its text."""

    def __init__(self, place: int, problem: str, advice: str) -> None:
        super().__init__(f"alert address {place} {problem}. {advice}")
        self.advice = advice


class Channel(StrEnum):
    """How a message is handed over."""

    WEBHOOK = "webhook"
    DINGTALK = "dingtalk"
    FEISHU = "feishu"
    WECOM = "wecom"
    MAIL = "mail"
    APPRISE = "apprise"


_HOSTS = {
    "oapi.dingtalk.com": Channel.DINGTALK,
    "open.feishu.cn": Channel.FEISHU,
    "open.larksuite.com": Channel.FEISHU,
    "qyapi.weixin.qq.com": Channel.WECOM,
}
_ROBOTS = {str(channel): channel for channel in (Channel.DINGTALK, Channel.FEISHU, Channel.WECOM)}
_BY_TOKEN = {  # a token alone, as Apprise writes the robots
    "dingtalk": (Channel.DINGTALK, "https://oapi.dingtalk.com/robot/send?access_token={token}"),
    "feishu": (Channel.FEISHU, "https://open.feishu.cn/open-apis/bot/v2/hook/{token}"),
    "lark": (Channel.FEISHU, "https://open.larksuite.com/open-apis/bot/v2/hook/{token}"),
    "wecombot": (Channel.WECOM, "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={token}"),
}
_WEBHOOKS = {"http": "http", "https": "https", "json": "http", "jsons": "https"}
_MAIL = ("smtp", "smtps")
_WISHES = ("severity", "language", "about", "region", "name")


@dataclass(frozen=True, slots=True)
class Address:
    """Where a digest goes, and what of it.

    Attributes:
        channel: how it is handed over.
        url: where to, secrets included, wishes not.
        severity: the least severity of a finding that is told.
        topics: what is told.
        regions: beginnings of the codes of places whose findings are told; none tells of all.
        language: the language of its messages.
        name: what a person calls it; ``""`` where it has no name.
    """

    channel: Channel
    url: str = field(repr=False)
    severity: Severity = Severity.LOW
    topics: frozenset[Topic] = frozenset(Topic)
    regions: tuple[str, ...] = ()
    language: Language = Language.ZH
    name: str = ""

    @property
    def key(self) -> str:
        """What the outbox knows it by: it tells nothing of the URL, and stays when the wishes change."""
        return hashlib.sha256(f"{self.channel} {self.url}".encode()).hexdigest()[:12]

    def __str__(self) -> str:
        """How it is shown: its name, else its channel and host, and the beginning of its key."""
        parts = urlsplit(self.url)
        shown = f"{parts.scheme}://" if self.channel is Channel.APPRISE else f"{self.channel} {parts.hostname}"
        return self.name or f"{shown} ({self.key[:4]})"

    def mask(self, text: str) -> str:
        """``text`` with everything secret of the address left out, in whatever form it stands there."""
        for secret in sorted(_secrets(self), key=len, reverse=True):
            text = text.replace(secret, "***")
        return text


def parse_addresses(texts: Sequence[str]) -> tuple[Address, ...]:
    """The addresses of the settings; one of several recipients of a mail is an address each.

    Raises:
        AddressError: one cannot be used.
    """
    return tuple(dict.fromkeys(address for at, text in enumerate(texts, start=1) for address in _parsed(at, text)))


def _parsed(place: int, text: str) -> Iterator[Address]:
    url, wishes = _without_wishes(place, text)
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise AddressError(place, "is no URL", "Write it as scheme://host/path.") from None
    if parts.scheme in _MAIL:
        yield from (replace(wishes, channel=Channel.MAIL, url=one) for one in _recipients(place, parts))
    else:
        channel, url = _channel(place, parts, url)
        yield replace(wishes, channel=channel, url=url)


def _channel(place: int, parts: SplitResult, url: str) -> tuple[Channel, str]:
    """The channel of a URL, and the URL that is posted to."""
    robot, plus, scheme = parts.scheme.partition("+")
    if plus:
        if robot not in (*_ROBOTS, "webhook") or scheme not in ("http", "https"):
            known = ", ".join((*_ROBOTS, "webhook"))
            raise AddressError(place, f"has the unknown scheme {parts.scheme}", f"Before +https there may be {known}.")
        return Channel(robot), url.partition("+")[2]
    if parts.scheme in _BY_TOKEN:
        channel, pattern = _BY_TOKEN[parts.scheme]
        url = pattern.format(token=parts.hostname and parts.netloc.rpartition("@")[2])
        return channel, url + (f"&secret={parts.username}" if parts.username else "")
    if parts.scheme in _WEBHOOKS:
        if not parts.hostname:
            raise AddressError(place, "names no host", "Write it as https://host/path.")
        as_posted = parts._replace(scheme=_WEBHOOKS[parts.scheme]).geturl()
        return _HOSTS.get(parts.hostname, Channel.WEBHOOK), as_posted
    return Channel.APPRISE, url


def _recipients(place: int, parts: SplitResult) -> Iterator[str]:
    """One URL for each recipient of a mail."""
    query = parse_qs(parts.query)
    recipients = [one.strip() for value in query.get("to", ()) for one in value.split(",") if one.strip()]
    if not parts.hostname or not recipients or len(query.get("from", ())) != 1:
        advice = "Write smtp://user:password@host/?from=a@example.cn&to=b@example.cn."
        raise AddressError(place, "lacks the host, the sender or a recipient", advice)
    for recipient in recipients:
        yield parts._replace(query=urlencode({"from": query["from"][0], "to": recipient})).geturl()


def _without_wishes(place: int, text: str) -> tuple[str, Address]:
    """The URL, and an address that holds what stands behind the ``#``; a ``#channel`` of a service is left alone."""
    url, mark, tail = text.rpartition("#")
    if not mark or "=" not in tail:
        return text, Address(Channel.WEBHOOK, "")
    wishes = dict(parse_qsl(tail, keep_blank_values=True))
    try:
        if unknown := sorted(wishes.keys() - set(_WISHES)):
            raise ValueError(f"the wish {unknown[0]}")
        address = Address(
            Channel.WEBHOOK,
            "",
            severity=Severity(wishes.get("severity", Severity.LOW)),
            topics=frozenset(map(Topic, wishes["about"].split(","))) if "about" in wishes else frozenset(Topic),
            regions=tuple(filter(None, wishes.get("region", "").split(","))),
            language=Language(wishes.get("language", Language.ZH)),
            name=wishes.get("name", ""),
        )
    except ValueError as error:
        advice = (
            f"Behind # there may be severity={'|'.join(Severity)}, language={'|'.join(Language)}, "
            f"about={','.join(Topic)}, region=CODE, name=NAME, with & between them."
        )
        raise AddressError(place, f"wishes what is unknown ({error})", advice) from None
    return url, address


def _secrets(address: Address) -> set[str]:
    """The pieces of the URL that may be secret, each as it stands, percent-encoded, decoded, and in Base64."""
    parts = urlsplit(address.url)
    login = parts.netloc.rpartition("@")[0]
    sure = {unquote(parts.password)} if parts.password else set()
    pieces = {login, *parts.path.split("/"), *(value for _, value in parse_qsl(parts.query)), parts.fragment}
    if address.channel is Channel.MAIL:
        pieces = {login}
    elif address.channel is Channel.APPRISE:
        pieces |= {parts.netloc, parts.query, *parts.netloc.split("@"), *parts.netloc.split(":")}
    decoded = {unquote(piece) for piece in pieces if len(piece) >= _SHORTEST_SECRET} | sure
    return {
        form
        for piece in decoded
        for form in (piece, quote(piece), quote(piece, safe=""), base64.b64encode(piece.encode()).decode())
        if form
    }
