"""Settings: command line over variables over file over defaults; errors that name the place and the next step."""

from pathlib import Path

import pytest

from hedui.limits import Limits
from hedui.settings import DEFAULT_HOME, DEFAULT_REPORTS, Settings, SettingsError, load_settings


def load(tmp_path: Path, toml: str = "", environ: dict[str, str] | None = None, **arguments: object) -> Settings:
    file = tmp_path / "hedui.toml"
    file.write_text(toml, encoding="utf-8")
    return load_settings(file=file, environ=environ or {}, **arguments)  # type: ignore[arg-type]


def test_without_anything_the_defaults_hold() -> None:
    settings = load_settings(environ={}, file=Path("absent.toml"))
    assert settings.home == DEFAULT_HOME
    assert settings.alert_urls == ()


def test_command_line_over_variable_over_file_over_default(tmp_path: Path) -> None:
    toml, environ, home = 'home = "from_file"', {"HEDUI_HOME": "/from/variable"}, Path("/from/option")
    assert load(tmp_path, toml, environ, home=home).home == home
    assert load(tmp_path, toml, environ).home == Path("/from/variable")
    assert load(tmp_path, toml).home == tmp_path / "from_file"


def test_reports_come_from_the_last_build_before_the_sample(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert load(tmp_path, home=home).reports == (DEFAULT_REPORTS,)
    load(tmp_path, home=home, reports=[tmp_path / "a", tmp_path / "b"]).remember_reports()
    assert load(tmp_path, home=home).reports == (tmp_path / "a", tmp_path / "b")
    assert load(tmp_path, home=home, environ={"HEDUI_REPORTS": "/c:/d"}).reports == (Path("/c"), Path("/d"))


def test_another_process_reads_the_same(tmp_path: Path) -> None:
    toml = 'alert_urls = ["json://a", "json://b"]\nport = 3001\nkeep = 3\nread_seconds = 9'
    settings = load(tmp_path, toml, home=tmp_path / "家", reports=[tmp_path / "报 告"])
    assert load_settings(environ=settings.environment(), file=tmp_path / "absent.toml") == settings


@pytest.mark.parametrize(
    ("toml", "environ", "named"),
    [
        ("hom = 1", {}, "unknown key hom"),
        ("home = ", {}, "hedui.toml"),
        ("home = 3", {}, "key home"),
        ("reports = []", {}, "key reports"),
        ("", {"HEDUI_PORT": "many"}, "HEDUI_PORT"),
        ("port = 0", {}, "key port"),
        ("", {"HEDUI_KEEP": "0"}, "HEDUI_KEEP"),
        ("", {"HEDUI_ALERT_URLS": "not-an-address"}, "HEDUI_ALERT_URLS"),
    ],
)
def test_a_bad_value_is_named_with_its_place(tmp_path: Path, toml: str, environ: dict[str, str], named: str) -> None:
    with pytest.raises(SettingsError, match=named) as caught:
        load(tmp_path, toml, environ)
    assert caught.value.advice


@pytest.mark.parametrize("name", ["两\n行", "\udcff\udcfe"])
def test_a_folder_whose_name_cannot_be_kept_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(SettingsError, match="not UTF-8, or that holds a line break"):
        load(tmp_path, reports=[tmp_path / name])


def test_limits_of_reading_are_settings(tmp_path: Path) -> None:
    assert load(tmp_path).limits == Limits()
    toml, environ = "read_seconds = 5\nread_memory = 100", {"HEDUI_READ_CHARACTERS": "1000"}
    assert load(tmp_path, toml, environ).limits == Limits(5, 100, 1000)


def test_a_file_as_home_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(SettingsError, match="not a folder"):
        load(tmp_path, home=file)


def test_addresses_are_not_shown(tmp_path: Path) -> None:
    assert "token" not in repr(load(tmp_path, environ={"HEDUI_ALERT_URLS": "json://token@host"}))
