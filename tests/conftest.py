"""One warehouse of the sample, built once; all tests that only read share it."""

import fcntl

import pytest
from harness import SAMPLE, Hedui
from hypothesis import settings

# No time limit on an example: how long one takes says how busy the machine is.
settings.register_profile("hedui", deadline=None)
settings.load_profile("hedui")


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Hedui:
    """A home with the warehouse of the sample reports. Tests read it; one that builds makes a home of its own.

    Test processes side by side share it: the first that asks builds it, the others wait.
    """
    base = tmp_path_factory.getbasetemp()
    folder = base if worker_id == "master" else base.parent
    hedui = Hedui(folder / "sample")
    with (folder / "sample.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not hedui.home.exists():
            hedui.run_apart("build", SAMPLE)
    return hedui
