"""The job, run for real: what is published, what is not, and the one message that each run gives rise to."""

import errno
import hashlib
import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import dagster as dg
import pytest
from harness import SAMPLE, Hedui
from webhook import Webhook, webhook_server

from assets import checks, documents, publication, retrying
from hedui.alerts.outbox import Outbox
from hedui.settings import Settings, load_settings
from hedui.shipped import EXPECTATIONS_DIR
from hedui.site import SiteError, build_shown
from hedui.warehouse.access.read import open_warehouse
from hedui.warehouse.building.scan import NoReports
from hedui.warehouse.building.snapshots import build_id as id_of
from hedui.warehouse.contracts.validator import ContractError, confront
from hedui.warehouse.home import Home
from pipelines.run import run_build
from pipelines.runs import Outcome, recent_runs
from pipelines.sensors import tell


@pytest.fixture(scope="module")
def settings(sample: Hedui, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """A copy of the sample's home, first build and history of runs included, as the settings of this process."""
    home = tmp_path_factory.mktemp("run") / "home"
    shutil.copytree(sample.home, home)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("HEDUI_HOME", str(home))
        environment.setenv("DAGSTER_HOME", str(home / "dagster"))
        environment.setenv("DAGSTER_DISABLE_TELEMETRY", "1")
        yield load_settings()


@pytest.fixture
def webhook(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Webhook]:
    """A server that gets what is sent, behind an address where nobody answers."""
    with webhook_server() as hook:
        monkeypatch.setenv("HEDUI_ALERT_URLS", f"json://127.0.0.1:9/closed {hook.address}")
        yield hook


def last_run(instance: dg.DagsterInstance) -> dg.DagsterRun:
    return instance.get_run_records(limit=1)[0].dagster_run


def fingerprint(settings: Settings) -> str:
    return hashlib.sha256(Home(settings.home).published.read_bytes()).hexdigest()


def tick() -> str:
    """Have the daemon's sensor look; what its tick says."""
    with dg.DagsterInstance.get() as instance:
        told = tell(dg.build_sensor_context(instance))
        assert isinstance(told, dg.SkipReason)
        return told.skip_message or ""


def test_a_run_is_in_the_homes_history_with_its_checks_and_counts(settings: Settings) -> None:
    with dg.DagsterInstance.get() as instance:
        run = last_run(instance)
        assert run.status is dg.DagsterRunStatus.SUCCESS
        made = {
            record.asset_key.to_user_string(): record.event_log_entry.asset_materialization
            for record in instance.get_records_for_run(
                run.run_id, of_type=dg.DagsterEventType.ASSET_MATERIALIZATION
            ).records
        }
    with open_warehouse(settings.home) as warehouse:
        [(figures,)] = [row.values() for row in warehouse.query("select count(*) from core.fact_figure").to_pylist()]
        build = warehouse.build()
    assert made["core/fact_figure"].metadata["dagster/row_count"].value == figures
    preview = made["marts/finding"].metadata["preview"].value
    assert preview.startswith("| severity | state |")
    assert "215.5亿千瓦" in preview
    assert made["stage/source_file"].metadata["read_anew"].value == len(list(SAMPLE.iterdir()))
    assert made["published"].metadata["build_id"].value == build["build_id"]
    assert (settings.home / "data_docs" / "index.html").exists()
    assert settings.reports == (SAMPLE,)


def test_findings_first_seen_are_told_once(settings: Settings, webhook: Webhook) -> None:
    tick()  # from now on the addresses are known
    with Outbox(settings.home, (), time.time()) as outbox, outbox._transaction():
        outbox._connection.execute("delete from finding")  # as if none had been told
        outbox._connection.execute("delete from digest")
        outbox._connection.execute("delete from fact where name = 'told'")
    assert tick().startswith("1 of 2 deliveries")
    [message] = webhook.received
    with open_warehouse(settings.home) as warehouse:
        findings = warehouse.findings().to_pylist()
    assert {entry["item"] for entry in message["entries"]} == {finding["finding_id"] for finding in findings}
    for finding in findings:
        assert f"【{finding['text']}】" in message["message"]
        assert finding["explanation_zh"].split("\n")[0] in message["message"]
        assert f"hedui trace {finding['reported_figure_id']} --home {settings.home}" in message["message"]

    result = run_build(settings, rebuild=True)
    assert (result.read_count, result.cached_count) == (0, len(list(SAMPLE.iterdir())))
    tick()
    assert len(webhook.received) == 1


def test_where_nothing_has_changed_nothing_is_built(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    run_build(settings, rebuild=True)
    before, kept = fingerprint(settings), sorted(Home(settings.home).snapshots.iterdir())
    result = run_build(settings)
    assert (result.is_unchanged, result.read_count) == (True, 0)
    with dg.DagsterInstance.get() as instance:
        assert [run.outcome for run in recent_runs(instance, 2)] == [Outcome.UNCHANGED, Outcome.PUBLISHED]
    assert fingerprint(settings) == before
    assert sorted(Home(settings.home).snapshots.iterdir()) == kept
    monkeypatch.setattr(documents, "code_version", lambda: "another")
    assert not run_build(settings).is_unchanged


@pytest.mark.parametrize("fails", [1, len(retrying.WAITS) + 1])
def test_what_can_pass_is_tried_again_so_often(settings: Settings, monkeypatch: pytest.MonkeyPatch, fails: int) -> None:
    monkeypatch.setattr(retrying, "WAITS", tuple(0.0 for _ in retrying.WAITS))
    attempts = []

    def scan(places: object) -> object:
        attempts.append(places)
        if len(attempts) <= fails:
            raise OSError(errno.ENOSPC, "No space left on device")
        return documents_scan(places)

    documents_scan = documents.scan
    monkeypatch.setattr(documents, "scan", scan)
    if fails > len(retrying.WAITS):
        with pytest.raises(OSError, match="No space left"):
            run_build(settings)
        assert len(attempts) == fails
    else:
        run_build(settings, rebuild=True)
        assert len(attempts) == fails + 2  # reading looks at the files, too


def test_a_breach_is_not_published_and_is_told(
    settings: Settings, webhook: Webhook, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = fingerprint(settings)
    shutil.copytree(EXPECTATIONS_DIR, tmp_path / "suites")
    rule = "{whole: count(*) > 1000000, en: a million figures, zh: 一百万个数字}"
    (tmp_path / "suites" / "fact_figure.yml").write_text(f"rules: [{rule}]", encoding="utf-8")
    monkeypatch.setattr(checks, "confront", partial(confront, suites=tmp_path / "suites"))
    with pytest.raises(ContractError, match=r"core\.fact_figure: a million figures"):
        run_build(settings, rebuild=True)
    assert fingerprint(settings) == before
    tick()
    assert "the new file does not keep its contract: core.fact" in webhook.received[-1]["message"]
    count = len(webhook.received)
    tick()
    assert len(webhook.received) == count
    monkeypatch.undo()
    monkeypatch.setenv("HEDUI_ALERT_URLS", webhook.address)
    run_build(settings, rebuild=True)
    tick()
    assert webhook.received[-1]["title"] == "核对：已恢复"


def test_pages_that_fail_leave_the_data_published_and_are_told(
    settings: Settings, webhook: Webhook, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home(settings.home)
    before, shown = fingerprint(settings), (home.site / "index.html").read_bytes()

    def broken(*_: object) -> None:
        raise SiteError("the page index.html could not be made", "Run it again.")

    monkeypatch.setattr(publication, "make_site", broken)
    with pytest.raises(SiteError, match=r"index\.html"):
        run_build(settings, rebuild=True)
    assert fingerprint(settings) != before
    assert (home.site / "index.html").read_bytes() == shown
    tick()
    assert "网页未更新" in webhook.received[-1]["title"] and "index.html" in webhook.received[-1]["message"]
    monkeypatch.undo()
    assert not run_build(settings).is_unchanged  # made up for, although no report changed
    assert build_shown(home.site) == id_of(home.published)


def test_a_rule_that_raises_is_no_pass(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint(settings)

    def broken(*_: object) -> None:
        raise RuntimeError("the library broke")

    monkeypatch.setattr(checks, "confront", partial(confront, judged=broken))
    with pytest.raises(ContractError, match="could not judge: RuntimeError: the library broke"):
        run_build(settings, rebuild=True)
    assert fingerprint(settings) == before
    with dg.DagsterInstance.get() as instance:
        run = last_run(instance)
        assert run.status is dg.DagsterRunStatus.FAILURE
        evaluations = instance.get_records_for_run(run.run_id, of_type=dg.DagsterEventType.ASSET_CHECK_EVALUATION)
    assert not evaluations.records


def test_a_folder_that_shrank_is_published_only_when_that_is_accepted(settings: Settings, tmp_path: Path) -> None:
    before = fingerprint(settings)
    for report in sorted(SAMPLE.iterdir())[:3]:
        shutil.copy(report, tmp_path)
    left = replace(settings, reports=(tmp_path,))
    gone = sorted(SAMPLE.iterdir())[-1].name
    with pytest.raises(ContractError, match=r"documents of the last build are gone .*--accept-shrink") as caught:
        run_build(left)
    assert gone in (settings.home / "data_docs" / "index.html").read_text(encoding="utf-8")
    assert "file_name" in str(caught.value)
    assert fingerprint(settings) == before
    run_build(left, accept_shrink=True)
    assert fingerprint(settings) != before


def test_a_folder_of_which_nothing_can_be_read_is_not_published(settings: Settings, tmp_path: Path) -> None:
    before = fingerprint(settings)
    (tmp_path / "empty.txt").touch()
    with pytest.raises(NoReports, match=r"none of 1 files could be read: .*empty\.txt is empty"):
        run_build(replace(settings, reports=(tmp_path,)))
    assert fingerprint(settings) == before
