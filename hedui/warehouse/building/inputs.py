"""What a build is made from, as one hash: where it is that of the published build, there is nothing to build."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from hedui.warehouse.building.scan import SourceFile, displayed
from hedui.warehouse.building.snapshots import DamagedSnapshot, build_id
from hedui.warehouse.files import written_aside
from hedui.warehouse.home import Home


def inputs_hash(files: Iterable[SourceFile], places: Sequence[Path], others: Iterable[object]) -> str:
    """Hash of everything that decides what the tables hold.

    Args:
        files: the report files.
        places: files and folders whose bytes matter.
        others: whatever else matters; told apart by their ``repr``.
    """
    digest = hashlib.sha256()
    for file in files:
        digest.update(repr((displayed(file.path), file.sha256, file.status, file.problem)).encode())
    for path in _below(places):
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    for other in others:
        digest.update(repr(other).encode())
    return digest.hexdigest()


def keep_inputs(home: Home, build: str, inputs: str) -> None:
    """Note what a build is made from, as it begins; it counts once that build is published."""
    with written_aside(home.inputs) as aside:
        aside.write_text(json.dumps({"build_id": build, "inputs": inputs}), encoding="utf-8")


def is_built(home: Home, inputs: str) -> bool:
    """Whether the published build was made from these inputs."""
    with suppress(OSError, ValueError, DamagedSnapshot):
        kept = json.loads(home.inputs.read_text(encoding="utf-8"))
        return bool(kept == {"build_id": build_id(home.published), "inputs": inputs})
    return False


def _below(places: Sequence[Path]) -> Iterator[Path]:
    for place in places:
        if place.is_dir():
            yield from sorted(path for path in place.rglob("*") if path.is_file())
        elif place.exists():
            yield place
