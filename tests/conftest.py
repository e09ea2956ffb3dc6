"""One warehouse of the sample, built once; all tests that only read share it."""

import pytest
from harness import SAMPLE, Hedui


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Hedui:
    """A home with the warehouse of the sample reports. Tests read it; one that builds makes a home of its own."""
    hedui = Hedui(tmp_path_factory.mktemp("sample"))
    hedui.run("build", SAMPLE)
    return hedui
