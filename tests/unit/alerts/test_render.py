"""Messages: what an address asked for, in one language, with the marks of its channel and never beyond its size."""

import shlex
from dataclasses import replace

import pytest
from alert_examples import DIGEST, ENTRY, FAILED, FILE, HOME, many
from hypothesis import given
from hypothesis import strategies as st

from hedui.alerts.address import Address, Channel
from hedui.alerts.digest import Digest, Language, News, Notice, NoticeKind, Quote, Topic
from hedui.alerts.render import FORMS, MOST_ENTRIES, Form, chosen, render
from hedui.alerts.words import NOTICES
from hedui.vocabulary.codes import Severity

ZH, EN = Language.ZH, Language.EN
ANY = Address(Channel.WEBHOOK, "http://host/x")


def body(digest: Digest, channel: Channel = Channel.WEBHOOK, language: Language = ZH) -> str:
    return render(digest, language, FORMS[channel]).body


def test_a_finding_has_its_sentences_marked_both_documents_its_arithmetic_and_a_command() -> None:
    message = render(DIGEST, ZH, FORMS[Channel.MAIL])
    assert message.title == "核对：新发现 1（低 1）"
    for said in (
        "计划治理20家，【已完成12家】，占50%。",
        "今年治理【20家】。",
        "《甲市通报》（甲环〔2024〕1号）",
        "《甲市计划》",
        "12 ÷ 20 = 60 %",
    ):
        assert said in message.body
    [command] = [line for line in message.body.splitlines() if line.startswith("hedui trace")]
    assert shlex.split(command) == ["hedui", "trace", ENTRY.figure_id, "--home", HOME]
    assert message.body.endswith("消息编号 d1")


@pytest.mark.parametrize("channel", Channel)
@pytest.mark.parametrize("digest", [DIGEST, FAILED, replace(DIGEST, entries=(FILE,))])
def test_a_message_has_one_language(digest: Digest, channel: Channel) -> None:
    english = render(digest, EN, FORMS[channel])
    quoted = {quote.at for entry in digest.entries for quote in entry.quotes}
    for word in ("新发现", "完成率", "不符", "构建", "消息编号", "退回"):
        assert word not in english.title + english.body, quoted
    chinese = render(digest, ZH, FORMS[channel])
    for word in ("new", "completion rate", "is printed", "build failed", "message"):
        assert word not in chinese.title + chinese.body


@pytest.mark.parametrize("channel", [Channel.FEISHU, Channel.MAIL, Channel.APPRISE])
def test_no_markup_is_left_where_none_is_read(channel: Channel) -> None:
    for digest in (DIGEST, FAILED, replace(DIGEST, entries=(FILE,))):
        text = body(digest, channel)
        assert not [sign for sign in ("**", "`", "> ", "\\") if sign in text]


@pytest.mark.parametrize(
    ("printed", "as_markdown", "as_robot", "plain"),
    [
        ("<img src=x>", "&lt;img src=x&gt;", "＜img src=x＞", "<img src=x>"),
        ("[点](http://x)", r"\[点\](http://x)", "［点］(http://x)", "[点](http://x)"),
        ("**粗**", r"\*\*粗\*\*", "＊＊粗＊＊", "**粗**"),
        ("@all", r"\@all", "＠all", "@all"),
        ("一\n\n# 二", r"一 \# 二", "一 ＃ 二", "一 # 二"),
        ("\x1b[31m红\u202e", r"\[31m红", "［31m红", "[31m红"),
    ],
)
def test_the_text_of_a_report_cannot_act(printed: str, as_markdown: str, as_robot: str, plain: str) -> None:
    digest = replace(DIGEST, entries=(replace(ENTRY, quotes=(Quote("甲", printed, "1", ""),)),))
    assert f"{as_markdown}【1】" in body(digest)
    assert f"{as_robot}【1】" in body(digest, Channel.DINGTALK)
    assert f"{as_robot}【1】" in body(digest, Channel.WECOM)
    assert f"{as_robot}【1】" in body(digest, Channel.APPRISE)
    assert f"{plain}【1】" in body(digest, Channel.MAIL)


def test_a_long_list_is_cut_with_its_count_and_where_the_rest_is() -> None:
    text = body(many(MOST_ENTRIES + 3), Channel.MAIL)
    assert text.count("hedui trace") == MOST_ENTRIES
    assert "另有 3 条" in text
    assert shlex.join(["hedui", "findings", "--home", HOME]) in text


@given(
    count=st.integers(0, 30),
    room=st.integers(700, 6_000),
    sentence=st.text("字a*", min_size=0, max_size=900),
    resolved=st.integers(0, 30),
    channel=st.sampled_from(Channel),
)
def test_whatever_the_size_what_is_told_and_what_is_counted_are_all(
    count: int, room: int, sentence: str, resolved: int, channel: Channel
) -> None:
    found = many(count, quotes=(Quote("《甲》", sentence, "1", sentence),)).entries
    gone = many(resolved, news=News.RESOLVED).entries
    form = Form(FORMS[channel].markup, room)
    message = render(replace(DIGEST, entries=(*found, *gone)), ZH, form)
    assert form.size(message.body) <= room
    told = message.body.count("hedui trace") + message.body.count("已完成12家")
    rest = next((int(line.split()[1]) for line in message.body.splitlines() if line.startswith("另有 ")), 0)
    assert told + rest == count + resolved
    assert told or not count or room < 1_500


def test_what_is_long_is_cut_around_the_figure() -> None:
    long = replace(ENTRY, quotes=(Quote("甲", "前" * 900, "1.5", "后" * 900),))
    text = body(replace(DIGEST, entries=(long,)))
    assert "前【1.5】后" in text
    assert "…前" in text and "后…" in text
    assert text.count("前") < 200


@pytest.mark.parametrize("kind", NoticeKind)
@pytest.mark.parametrize("language", Language)
def test_every_notice_can_be_said(kind: NoticeKind, language: Language) -> None:
    facts = {name: name for name in ("run_id", "cause", "at", "since", "hours", "build_id", "findings")}
    message = render(replace(FAILED, notice=Notice(kind, {**facts, "trouble": "late"})), language, FORMS[Channel.MAIL])
    assert NOTICES[kind][language][0] in message.title
    assert "{" not in message.body


def test_a_cause_is_harmless_and_commands_are_marked() -> None:
    text = body(FAILED)
    assert r"no \*space\* left" in text
    assert "`hedui runs`" in text


@pytest.mark.parametrize(
    ("wish", "is_told"),
    [
        ({}, True),
        ({"severity": Severity.LOW}, True),
        ({"severity": Severity.MEDIUM}, False),
        ({"topics": frozenset({Topic.FINDINGS})}, True),
        ({"topics": frozenset({Topic.RUNS, Topic.FILES, Topic.LIFE})}, False),
        ({"regions": ("41",)}, True),
        ({"regions": ("11", "4101")}, True),
        ({"regions": ("11",)}, False),
    ],
)
def test_an_address_gets_what_it_asked_for(wish: dict[str, object], is_told: bool) -> None:
    assert (chosen(DIGEST, replace(ANY, **wish)) is not None) == is_told  # type: ignore[arg-type]


def test_a_notice_goes_to_whoever_wants_to_hear_of_runs_and_a_test_to_all() -> None:
    silent = replace(ANY, topics=frozenset({Topic.FINDINGS}))
    both = replace(FAILED, entries=DIGEST.entries)
    only = chosen(both, silent)
    assert only is not None and only.notice is None and only.entries == DIGEST.entries
    assert chosen(FAILED, silent) is None
    assert chosen(replace(FAILED, notice=Notice(NoticeKind.TEST)), silent) is not None


def test_a_digest_survives_the_outbox() -> None:
    for digest in (DIGEST, FAILED, replace(DIGEST, entries=(FILE,))):
        assert Digest.from_json(digest.to_json()) == digest
