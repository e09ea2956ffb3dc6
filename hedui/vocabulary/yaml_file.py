"""YAML read by the parser written in C where there is one: ten times as fast, the same result."""

from pathlib import Path
from typing import Any

import yaml

# both are loaders of plain data alone
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(file: Path) -> Any:
    """What a file of UTF-8 says.

    Raises:
        OSError, UnicodeDecodeError, yaml.YAMLError: it cannot be read, or is no YAML.
    """
    return yaml.load(file.read_text(encoding="utf-8"), Loader=_LOADER)
