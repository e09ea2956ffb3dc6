"""Why there is nothing to show of an indicator, in words that lead on."""

from hedui.warehouse.access.read import Warehouse
from hedui.warehouse.errors import WarehouseError

_NEAR = 3  # names that are suggested
_SIMILAR = 65  # of 100, from which on a name may be the one that was meant


class NoSeries(WarehouseError):
    """There is nothing to show of an indicator in a place."""


def no_series(warehouse: Warehouse, indicator: str, region: str | None) -> NoSeries:
    """Say what there is instead: targets, other places, or the names that are most like what was asked for.

    Args:
        warehouse: the build.
        indicator: as for ``Warehouse.series``.
        region: as for ``Warehouse.series``.
    """
    problem = f"no value of {indicator}{f' in {region}' if region else ''} is in this warehouse"
    if warehouse.targets(indicator, region).num_rows:
        return NoSeries(problem, "It has targets: --plot or --chart shows them.")
    elsewhere = [*warehouse.series(indicator).to_pylist(), *warehouse.targets(indicator).to_pylist()]
    if elsewhere:
        places = sorted({row["region"] or "no named place" for row in elsewhere})
        return NoSeries(problem, f"There is something of {', '.join(places)}.")
    near = _names_like(warehouse, indicator)
    if near:
        return NoSeries(problem, f"Names like it that have one: {', '.join(near)}.")
    return NoSeries(problem, 'hedui query "select label_zh, label_en from core.dim_indicator" shows all names.')


def _names_like(warehouse: Warehouse, indicator: str) -> list[str]:
    """Names of indicators of which there is something, the most similar first."""
    from rapidfuzz import process

    rows = warehouse.query(
        """
        select label_zh, label_en
        from core.dim_indicator
        where indicator_id in (select indicator_id from marts.indicator_series)
            or indicator_id in (select indicator_id from marts.target_progress)
        order by indicator_id
        """
    ).to_pylist()
    names = [name for row in rows for name in (row["label_zh"], row["label_en"])]
    found = process.extract(indicator, names, processor=str.lower, limit=_NEAR, score_cutoff=_SIMILAR)
    return [name for name, _, _ in found]
