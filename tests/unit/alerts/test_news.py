"""Of a build, what was not told is told: once when it is new, worse, back or gone; and files that were refused."""

import shutil
from pathlib import Path

import duckdb
import pytest
from harness import Hedui

from hedui.alerts.address import Address, Channel
from hedui.alerts.digest import Entry, Language, News
from hedui.alerts.news import Told, read_build
from hedui.alerts.outbox import PENDING, Outbox
from hedui.vocabulary.codes import FindingState, Severity
from hedui.warehouse.home import Home

ADDRESS = Address(Channel.WEBHOOK, "http://host/x")
PRINTED = "58.1万千瓦时"  # of the finding of the sample that these nights are about
ONE = f"update marts.finding set state = '%s' where text = '{PRINTED}'"
FIRST = "(select min(path) from core.source_file)"
REFUSE = f"update core.source_file set status = 'refused', problem = 'is empty; fetch it again' where path = {FIRST}"
ADMIT = "update core.source_file set status = 'read', problem = null"


class House:
    """A home whose published file is that of the sample, with changes as later builds would make them."""

    def __init__(self, sample: Hedui, root: Path) -> None:
        self.home = Home(root)
        shutil.copyfile(sample.home / "hedui.duckdb", self.home.published)
        self.at = 1_000.0

    def outbox(self) -> Outbox:
        self.at += 1
        return Outbox(self.home.root, (ADDRESS,), self.at)

    def build(self, *changes: str) -> None:
        """Publish a build with these changes."""
        with duckdb.connect(self.home.published) as connection:
            for change in (*changes, f"update meta.build set build_id = 'b{self.at:.0f}'"):
                connection.execute(change)

    def told(self) -> list[Entry]:
        """Tell what there is to tell; its entries."""
        with self.outbox() as outbox:
            is_new = outbox.tell_build(self.at)
            digests = [held.digest for held in outbox.deliveries((PENDING,), self.at)]
        return list(digests[-1].entries) if is_new else []

    def finding_id(self) -> str:
        with duckdb.connect(self.home.published, read_only=True) as connection:
            [(found,)] = connection.execute(f"select finding_id from marts.finding where text = '{PRINTED}'").fetchall()
        return str(found)


@pytest.fixture
def house(sample: Hedui, tmp_path: Path) -> House:
    return House(sample, tmp_path)


@pytest.fixture(scope="module")
def told(sample: Hedui, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Entry]]:
    """What was told of a row of nights."""
    house, told = House(sample, tmp_path_factory.mktemp("house")), {}
    house.build(
        f"create table kept as from marts.finding where text = '{PRINTED}'",
        f"delete from marts.finding where text = '{PRINTED}'",
    )
    with house.outbox():
        pass
    nights = {
        "clean": [],
        "wrong": ["insert into marts.finding from kept"],
        "as it was": [ONE % "open"],
        "refused": [REFUSE],
        "still refused": [],
        "gone": [ONE % "resolved", ADMIT],
        "back": [ONE % "new"],
        "accepted": [ONE % "accepted"],
        "expired": [ONE % "open"],
    }
    for name, changes in nights.items():
        house.build(*changes)
        told[name] = house.told()
        assert house.told() == []
    return told


def test_a_finding_is_told_when_it_is_new_gone_and_back_and_a_file_when_it_is_refused(
    told: dict[str, list[Entry]],
) -> None:
    assert {night: [entry.news for entry in entries] for night, entries in told.items()} == {
        "clean": [],
        "wrong": [News.NEW],
        "as it was": [],
        "refused": [News.REFUSED],
        "still refused": [],
        "gone": [News.RESOLVED],
        "back": [News.BACK],
        "accepted": [],
        "expired": [News.BACK],
    }


def test_a_finding_is_told_with_its_sentence_and_arithmetic(told: dict[str, list[Entry]]) -> None:
    [entry] = told["wrong"]
    assert (entry.quotes[0].at, entry.severity) == (PRINTED, Severity.HIGH)
    assert entry.quotes[0].before.endswith("光伏装机容量")
    assert entry.quotes[0].document == "《郑州市2023年大气污染防治工作情况报告》"
    assert "应以功率单位计" in entry.arithmetic[Language.ZH]
    assert "measured in power" in entry.arithmetic[Language.EN]
    [gone] = told["gone"]
    assert (gone.item, gone.quotes[0].at) == (entry.item, PRINTED)
    assert told["refused"][0].what[Language.ZH].startswith("is empty")


@pytest.mark.parametrize(
    ("before", "news"),
    [
        (None, News.NEW),
        (Told(Severity.LOW, FindingState.OPEN), News.WORSE),
        (Told(Severity.HIGH, FindingState.OPEN), None),
        (Told(Severity.LOW, FindingState.RESOLVED), News.BACK),
        (Told(Severity.HIGH, FindingState.ACCEPTED), News.BACK),
    ],
)
def test_what_is_new_depends_on_what_was_told(house: House, before: Told | None, news: News | None) -> None:
    house.build(f"delete from marts.finding where text <> '{PRINTED}'")
    finding_id = house.finding_id()
    build = read_build(house.home.root, {finding_id: before} if before else {}, {})
    assert [entry.news for entry in build.entries] == ([news] if news else [])
    assert build.findings[finding_id].state is FindingState.OPEN


def test_what_was_told_and_stands_no_more_in_the_build_is_gone(house: House) -> None:
    build = read_build(house.home.root, {"vanished": Told(Severity.MEDIUM, FindingState.OPEN)}, {})
    assert build.findings["vanished"].state is FindingState.RESOLVED


def test_what_stood_before_there_was_an_outbox_is_not_told(house: House) -> None:
    assert house.told() == []
    house.build("update marts.finding set finding_id = finding_id || 'x'")
    assert [entry.news for entry in house.told()].count(News.NEW) == 3


def test_other_documents_of_a_check_are_quoted(house: House) -> None:
    house.build(
        """
        insert into core.check_figure
        select check_id, (select min(figure_id) from core.fact_figure where document_id <> f.document_id), 'base'
        from marts.finding as f where text = '"""
        + PRINTED
        + "'"
    )
    [entry] = [entry for entry in read_build(house.home.root, {}, {}).entries if entry.quotes[0].at == PRINTED]
    assert len({quote.document for quote in entry.quotes}) == 2
