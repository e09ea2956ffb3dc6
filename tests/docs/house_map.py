"""The map of the house in CONTRIBUTING.md: its rooms and who imports whom, drawn from the imports themselves.

`python tests/docs/house_map.py` (part of `make docs`) draws it anew.
"""

import re
from collections.abc import Iterable
from pathlib import Path

import grimp

REPOSITORY = Path(__file__).parents[2]
PAGES = (REPOSITORY / "CONTRIBUTING.md", REPOSITORY / "CONTRIBUTING.zh-CN.md")
_MAP = re.compile(r"(?<=<!-- map: make docs -->\n).*?(?=<!-- end of map -->)", re.DOTALL)
_SPLIT = ("hedui.warehouse",)  # rooms that are shown room by room
_FOLDERS = {  # what a room is the code of, by the folder that people edit
    "sql": "hedui.warehouse.building",
    "expectations": "hedui.warehouse.contracts",
    "data/vocabulary": "hedui.vocabulary",
    "data/language": "hedui.language",
}


def house_map() -> str:
    """The rooms as a Mermaid diagram: an arrow where one imports another, none where a chain of arrows leads there."""
    imports = grimp.build_graph("hedui", "assets", "pipelines")
    rooms = sorted(_rooms(imports))
    uses = {(one, other) for one in rooms for other in rooms if one != other and _imports(imports, one, other)}
    arrows = [f"    {_id(one)} --> {_id(other)}" for one, other in sorted(uses - _implied(uses))]
    data = [f"    {_id(folder)}[/{folder}/] -.-> {_id(room)}" for folder, room in _FOLDERS.items()]
    names = [f"    {_id(room)}[{room}]" for room in rooms]
    return "\n".join(("```mermaid", "flowchart TD", *names, *arrows, *data, "```", ""))


def _rooms(imports: grimp.ImportGraph) -> Iterable[str]:
    """Packages of the first level, those of ``_SPLIT`` by their own rooms."""
    yield from ("assets", "pipelines")
    for room in imports.find_children("hedui"):
        if room in _SPLIT:
            yield from (child for child in imports.find_children(room) if imports.find_children(child))
        elif imports.find_children(room):
            yield room


def _imports(imports: grimp.ImportGraph, one: str, other: str) -> bool:
    return imports.direct_import_exists(importer=one, imported=other, as_packages=True)


def _implied(uses: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Arrows that a chain of other arrows says already; there is no circle in the house."""
    below: dict[str, set[str]] = {}

    def reach(room: str) -> set[str]:
        if room not in below:
            nexts = {other for one, other in uses if one == room}
            below[room] = nexts.union(*(reach(other) for other in nexts))
        return below[room]

    return {
        (one, other)
        for one, other in uses
        if any(other in reach(between) for start, between in uses if start == one and between != other)
    }


def _id(room: str) -> str:
    return re.sub(r"\W", "_", room)


def with_map(page: str) -> str:
    """The page with the map as the imports are now."""
    return _MAP.sub(lambda _: house_map(), page)


if __name__ == "__main__":
    for place in PAGES:
        place.write_text(with_map(place.read_text(encoding="utf-8")), encoding="utf-8")
