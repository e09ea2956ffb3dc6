"""What can pass, and what cannot."""

import errno
from concurrent.futures.process import BrokenProcessPool

import duckdb
import pytest

from assets.retrying import can_pass
from hedui.warehouse.building.readings import ReadersFailed
from hedui.warehouse.contracts.validator import ContractError
from hedui.warehouse.files import WriteFailed


def caused(error: Exception, by: Exception) -> Exception:
    error.__cause__ = by
    return error


@pytest.mark.parametrize(
    ("error", "passes"),
    [
        (OSError(errno.ENOSPC, "full"), True),
        (OSError(errno.EACCES, "no permission"), False),
        (FileNotFoundError("gone"), False),
        (caused(WriteFailed("x", "y"), OSError(errno.ENOSPC, "full")), True),
        (caused(WriteFailed("x", "y"), PermissionError(errno.EACCES, "no")), False),
        (caused(ReadersFailed("x", "y"), BrokenProcessPool()), True),
        (duckdb.IOException("Could not set lock on file"), True),
        (duckdb.IOException("not a database"), False),
        (ContractError("bad data", "look"), False),
        (ValueError("bad data"), False),
    ],
)
def test_only_what_can_pass_is_tried_again(error: Exception, passes: bool) -> None:
    assert can_pass(error) == passes
