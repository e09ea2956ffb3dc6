"""The page on faults names a test for each, and the test is there."""

import re
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
ROWS = [
    line.strip("| ").split(" | ")
    for line in (REPOSITORY / "docs" / "faults.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and "---" not in line
][1:]


def test_each_fault_has_a_test() -> None:
    assert ROWS
    for fault, what, test in ROWS:
        assert fault and what
        [name] = re.findall(r"^`(tests/\S+\.py)`$", test)
        assert (REPOSITORY / name).is_file(), name
