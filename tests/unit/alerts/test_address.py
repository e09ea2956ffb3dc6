"""Addresses: which channel they are, what they wish, and that no secret of theirs is ever shown."""

import base64
from urllib.parse import quote

import pytest

from hedui.alerts.address import Address, AddressError, Channel, parse_addresses
from hedui.alerts.digest import Language, Topic
from hedui.vocabulary.codes import Severity


def one(text: str) -> Address:
    [address] = parse_addresses([text])
    return address


@pytest.mark.parametrize(
    ("text", "channel", "url"),
    [
        ("https://oapi.dingtalk.com/robot/send?access_token=t", Channel.DINGTALK, None),
        ("https://open.feishu.cn/open-apis/bot/v2/hook/t", Channel.FEISHU, None),
        ("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=t", Channel.WECOM, None),
        ("dingtalk+https://ding.example.cn/send?a=1", Channel.DINGTALK, "https://ding.example.cn/send?a=1"),
        ("webhook+https://oapi.dingtalk.com/x", Channel.WEBHOOK, "https://oapi.dingtalk.com/x"),
        ("dingtalk://S@tOkEn", Channel.DINGTALK, "https://oapi.dingtalk.com/robot/send?access_token=tOkEn&secret=S"),
        ("wecombot://tOkEn", Channel.WECOM, "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=tOkEn"),
        ("feishu://tOkEn/", Channel.FEISHU, "https://open.feishu.cn/open-apis/bot/v2/hook/tOkEn"),
        ("json://host:8080/x", Channel.WEBHOOK, "http://host:8080/x"),
        ("jsons://host/x", Channel.WEBHOOK, "https://host/x"),
        ("slack://a/b/c/#channel", Channel.APPRISE, None),
    ],
)
def test_a_url_tells_its_channel(text: str, channel: Channel, url: str | None) -> None:
    address = one(text)
    assert (address.channel, address.url) == (channel, url or text)


def test_wishes_stand_behind_the_hash_and_are_no_part_of_the_address() -> None:
    plain = one("json://host/x")
    wishing = one("json://host/x#severity=medium&language=en&about=findings,runs&region=41,42&name=值班")
    assert wishing.key == plain.key
    assert (wishing.severity, wishing.language, wishing.regions) == (Severity.MEDIUM, Language.EN, ("41", "42"))
    assert wishing.topics == {Topic.FINDINGS, Topic.RUNS}
    assert str(wishing) == "值班"
    assert (plain.severity, plain.language, plain.topics) == (Severity.LOW, Language.ZH, frozenset(Topic))


def test_each_recipient_of_a_mail_is_an_address() -> None:
    addresses = parse_addresses(
        ["smtp://u:p@mail.example.cn/?from=h@x.cn&to=a@x.cn,b@x.cn", "json://h/x", "json://h/x"]
    )
    assert [address.channel for address in addresses] == [Channel.MAIL, Channel.MAIL, Channel.WEBHOOK]
    assert len({address.key for address in addresses}) == 3


SECRET = "s3cr3t/t0ken+x"


@pytest.mark.parametrize(
    "text",
    [
        f"json://user:{quote(SECRET, safe='')}@host/x",
        f"json://host/hook/{quote(SECRET, safe='')}/y",
        f"https://oapi.dingtalk.com/robot/send?access_token={quote(SECRET, safe='')}",
        f"dingtalk://{quote(SECRET, safe='')}",
        f"slack://{quote(SECRET, safe='')}/b/c",
        f"nothing://{quote(SECRET, safe='')}",
        f"smtp://u:{quote(SECRET, safe='')}@host/?from=a@x.cn&to=b@x.cn",
    ],
)
def test_no_form_of_a_secret_is_shown(text: str) -> None:
    address = one(text)
    forms = [SECRET, quote(SECRET), quote(SECRET, safe=""), base64.b64encode(SECRET.encode()).decode()]
    told = [str(address), repr(address), *(address.mask(f"cannot post to {form}: 500") for form in (*forms, text))]
    for form in forms:
        assert not [words for words in told if form in words], form


@pytest.mark.parametrize(
    "text",
    [
        "json://topsecret@host:port/x",
        "json:///topsecret",
        "xml+https://topsecret",
        "smtp://u:topsecret@host/?to=a@x.cn",
        "smtp://u:topsecret@host/?from=a@x.cn",
        "json://topsecret/x#severity=grave",
        "json://topsecret/x#level=high",
        "json://topsecret/x#about=everything",
    ],
)
def test_what_cannot_be_used_is_named_by_its_place_alone(text: str) -> None:
    with pytest.raises(AddressError, match="alert address 2 ") as caught:
        parse_addresses(["json://host/x", text])
    assert "topsecret" not in str(caught.value)
