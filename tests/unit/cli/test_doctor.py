"""What makes `hedui doctor` call for a hand."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from hedui.cli import doctor
from hedui.settings import load_settings


@pytest.fixture
def published(tmp_path: Path) -> Callable[[float], doctor.Observation]:
    """What is said of a build so many hours old; of none where it is negative."""

    def said(hours: float) -> doctor.Observation:
        if hours >= 0:
            built_at = datetime.now(UTC).replace(tzinfo=None) - timedelta(hours=hours)
            with duckdb.connect(tmp_path / "hedui.duckdb") as connection:
                connection.execute("create schema meta")
                connection.execute("create table meta.build as select 'b1' as build_id, $1 as built_at", [built_at])
        observations = doctor.examine(load_settings(home=tmp_path, environ={}))
        return next(seen for seen in observations if seen.what == "published")

    return said


@pytest.mark.parametrize(("hours", "is_well"), [(-1, False), (1, True), (25.9, True), (26.1, False), (24 * 30, False)])
def test_a_house_without_a_fresh_build_needs_a_hand(
    published: Callable[[float], doctor.Observation], hours: float, is_well: bool
) -> None:
    assert published(hours).is_well == is_well
