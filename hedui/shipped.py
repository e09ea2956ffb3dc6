"""Where what ships beside the domain package lies: in a checkout next to it, in an installed package inside it.

Belongs here: these places, and how code that lies there is found. Does not belong here: what a user may choose
(``settings``), or the content of the folders.
"""

import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
INSIDE = "_shipped"  # the folder that the build back-end alone makes, see pyproject.toml

IS_CHECKOUT = not (PACKAGE / INSIDE).is_dir()
ROOT = PACKAGE.parent if IS_CHECKOUT else PACKAGE / INSIDE
"""The folder that holds ``assets/``, ``pipelines/``, ``sql/``, ``expectations/``, ``data/`` and ``dagster.yaml``."""

SQL_DIR = ROOT / "sql"
EXPECTATIONS_DIR = ROOT / "expectations"
VOCABULARY_DIR = ROOT / "data" / "vocabulary"
LANGUAGE_DIR = ROOT / "data" / "language"
LABELS_FILE = ROOT / "data" / "labels.yml"
MISREADINGS_FILE = ROOT / "data" / "misreadings.yml"
CORRECTIONS_FILE = ROOT / "data" / "corrections.yml"
INSTANCE_FILE = ROOT / "dagster.yaml"


def make_importable() -> None:
    """Have ``assets`` and ``pipelines`` found, whatever the working folder and whatever else is installed."""
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
