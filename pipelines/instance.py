"""The Dagster instance of a home: one history of runs for the command line, the user interface and the daemon."""

from hedui.settings import REPOSITORY, Settings

_INSTANCE_FILE = REPOSITORY / "dagster.yaml"


def instance_environment(settings: Settings) -> dict[str, str]:
    """Make the home's instance folder ready.

    Returns:
        The variables that have a process use it.
    """
    folder = settings.home / "dagster"
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / _INSTANCE_FILE.name
    if not copy.exists() or copy.read_bytes() != _INSTANCE_FILE.read_bytes():
        copy.write_bytes(_INSTANCE_FILE.read_bytes())
    # the setting in dagster.yaml stops the recording, the variable the upload thread
    return {"DAGSTER_HOME": str(folder), "DAGSTER_DISABLE_TELEMETRY": "1"}
