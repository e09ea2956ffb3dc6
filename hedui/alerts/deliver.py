"""Sending a digest to the addresses of ``HEDUI_ALERT_URLS``, through Apprise."""

from collections.abc import Sequence
from dataclasses import dataclass

from hedui.alerts.digest import Digest


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of a digest at one address.

    Attributes:
        address: the address with its secrets masked.
        is_delivered: whether the service accepted the message.
        problem: why not; ``""`` where it did.
    """

    address: str
    is_delivered: bool
    problem: str = ""


def deliver(digest: Digest, urls: Sequence[str]) -> tuple[Delivery, ...]:
    """Send ``digest`` to each address; nothing is raised, and one failure keeps no other address from getting it."""
    return tuple(_send(digest, number, url) for number, url in enumerate(urls, start=1))


def _send(digest: Digest, number: int, url: str) -> Delivery:
    import apprise  # loads a hundred services; needed only where something is sent

    service = apprise.Apprise.instantiate(url, suppress_exceptions=True)
    if service is None:
        # The address may hold a token and could not be parsed, so it is named by its place, never printed.
        return Delivery(f"address {number} of HEDUI_ALERT_URLS", False, "is not one that Apprise knows")
    address: str = service.url(privacy=True)  # type: ignore[no-untyped-call]
    sender = apprise.Apprise()
    sender.add(service)
    markdown = apprise.NotifyFormat.MARKDOWN
    try:
        is_delivered = bool(sender.notify(title=digest.title, body=digest.body, body_format=markdown))
    except Exception as error:  # a plugin's fault must not become the build's
        return Delivery(address, False, f"{type(error).__name__} in Apprise")
    return Delivery(address, is_delivered, "" if is_delivered else "the service did not accept the message")
