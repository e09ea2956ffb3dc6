"""Alerts of a build that no daemon watches: what `hedui build` and cron tell when they end.

Belongs here: opening the outbox before a build, and one look and one round of deliveries after it. Does not belong
here: what is told. Nothing of it stops a build; what goes wrong is a warning.
"""

import hashlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from hedui.alerts.address import AddressError, parse_addresses
from hedui.alerts.courier import CLOCK, Clock, deliver
from hedui.alerts.outbox import Outbox, OutboxError
from hedui.settings import Settings
from hedui.warehouse.building.publish import BuildLocked
from hedui.warehouse.errors import WarehouseError
from pipelines.left_runs import fail_left_runs
from pipelines.run import HistoryFailed, history
from pipelines.runs import Outcome, runs_ended_since
from pipelines.watch import look, tell_build, tell_failure

PATIENCE = 60.0  # seconds within which a delivery that failed is tried again at the end of a build

_LOG = logging.getLogger("hedui.alerts")


@contextmanager
def telling(settings: Settings, *, is_attended: bool, clock: Clock = CLOCK) -> Iterator[None]:
    """Tell what the build that the block runs gives rise to; a person who sees it fail to begin is not told again."""
    try:
        with Outbox(settings.home, parse_addresses(settings.alert_urls), clock.now()):
            pass  # from now on, what is new is told
    except (AddressError, OutboxError) as error:
        _LOG.warning("alerts are not sent: %s", error)
    began = _now(clock)
    try:
        yield
    except Exception as error:
        watch(settings, None if is_attended or isinstance(error, BuildLocked) else Failure(error, began), clock)
        raise
    watch(settings, clock=clock)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a build failed, whether or not its run began: what is in the history of runs is told from there."""

    error: Exception
    began: datetime


def watch(settings: Settings, failure: Failure | None = None, clock: Clock = CLOCK) -> None:
    """Mark runs that were killed as failed, put into the outbox what is to be told, and attempt what is due."""
    try:
        with Outbox(settings.home, parse_addresses(settings.alert_urls), clock.now()) as outbox:
            is_told = _look(settings, outbox, failure.began if failure else _now(clock), _now(clock))
            if failure is not None and not is_told:
                cause = str(failure.error)
                digest = hashlib.sha256(cause.encode()).hexdigest()[:12]
                event = f"no run on {failure.began:%Y-%m-%d}: {digest}"  # once a day, however often it is tried
                tell_failure(outbox, "-", cause, failure.began, _now(clock), event)
            for attempt in deliver(outbox, PATIENCE, clock):
                if attempt.problem:
                    _LOG.warning("digest %s did not reach %s: %s", attempt.digest_id, attempt.address, attempt.problem)
    except (AddressError, WarehouseError) as error:
        _LOG.warning("alerts are not sent: %s", error)


def _look(settings: Settings, outbox: Outbox, began: datetime, now: datetime) -> bool:
    """One look at the runs, or, where their history cannot be used, at what is published; whether one failed lately."""
    try:
        with history(settings) as instance:
            fail_left_runs(instance)
            look(instance, outbox, settings, now)
            return any(run.outcome is Outcome.FAILED for run in runs_ended_since(instance, began))
    except HistoryFailed as error:
        _LOG.warning("%s", error)
        tell_build(outbox, now.timestamp())
        return False


def _now(clock: Clock) -> datetime:
    return datetime.fromtimestamp(clock.now(), UTC)
