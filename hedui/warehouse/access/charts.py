"""A series as a picture: printed values, feasible intervals, targets, and a mark where a finding stands."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hedui.warehouse.access.missing_series import no_series
from hedui.warehouse.access.read import Warehouse
from hedui.warehouse.cells import harmless
from hedui.warehouse.errors import WarehouseError
from hedui.warehouse.files import written_aside

if TYPE_CHECKING:
    import altair as alt

PICTURES = (".svg", ".png", ".html")

_WIDTH, _HEIGHT = 640, 320  # of one panel
_PNG_SCALE = 2
_BLUE, _PALE, _ORANGE, _RED = "#1f5a99", "#9dbfe0", "#c96a12", "#c62828"
# Families with Chinese characters by the beginning of their file's name; what a viewer of SVG and HTML is offered, too.
_CHINESE_FONTS = {
    "NotoSansCJK": "Noto Sans CJK SC",
    "NotoSansSC": "Noto Sans SC",
    "SourceHanSans": "Source Han Sans SC",
    "PingFang": "PingFang SC",
    "msyh": "Microsoft YaHei",
    "wqy-microhei": "WenQuanYi Micro Hei",
    "wqy-zenhei": "WenQuanYi Zen Hei",
    "simhei": "SimHei",
    "DroidSansFallback": "Droid Sans Fallback",
}
_FONT_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "C:/Windows/Fonts",
)
_VALUE, _INTERVAL, _TARGET, _FINDING = "所印数值 printed", "可能区间 feasible", "目标 target", "发现 finding"


class ChartError(WarehouseError):
    """There is nothing to draw, or it cannot be drawn as asked."""


def chart(warehouse: Warehouse, indicator: str, region: str | None = None) -> "alt.VConcatChart":
    """Draw the series of an indicator, a panel for each indicator that fits.

    Args:
        warehouse: the build.
        indicator: its ``indicator_id`` or a part of its Chinese or English name.
        region: GB/T 2260 code or name of the place; all places without it.

    Raises:
        NoSeries: no value and no target fits.
    """
    import altair as alt

    intervals = [_point(row) for row in warehouse.series(indicator, region).to_pylist()]
    printings = [_point(row) for row in warehouse.printings(indicator, region).to_pylist()]
    targets = [_point(row) for row in warehouse.targets(indicator, region).to_pylist()]
    names = list(dict.fromkeys(row["indicator"] for row in (*printings, *targets)))
    if not names:
        raise no_series(warehouse, indicator, region)
    panels = [
        _panel(*([row for row in rows if row["indicator"] == name] for rows in (intervals, printings, targets)))
        for name in names
    ]
    family = ", ".join((*_installed_chinese_fonts(), *_CHINESE_FONTS.values(), "sans-serif"))
    picture: alt.VConcatChart = alt.vconcat(*panels).configure(font=family).configure_view(stroke="#ddd")
    return picture


def save_chart(picture: "alt.VConcatChart", path: Path) -> None:
    """Write a chart as SVG, PNG, or HTML that needs no network; the suffix tells.

    Raises:
        ChartError: another suffix, or a PNG where no font with Chinese characters is installed.
        WriteFailed: the file cannot be written.
    """
    suffix = path.suffix.lower()
    if suffix not in PICTURES:
        raise ChartError(f"{path} does not end in a format of pictures", f"Use one of: {', '.join(PICTURES)}.")
    if suffix == ".png" and not _installed_chinese_fonts():
        raise ChartError(
            "no font with Chinese characters was found, a PNG would show boxes",
            "Install one (Debian: fonts-noto-cjk or fonts-wqy-zenhei), or write .svg or .html.",
        )
    import vl_convert

    spec = picture.to_json()
    with written_aside(path) as aside:
        match suffix:
            case ".svg":
                aside.write_text(vl_convert.vegalite_to_svg(spec), encoding="utf-8")
            case ".png":
                aside.write_bytes(vl_convert.vegalite_to_png(spec, scale=_PNG_SCALE))
            case ".html":
                aside.write_text(vl_convert.vegalite_to_html(spec, bundle=True), encoding="utf-8")


def _panel(
    intervals: list[dict[str, Any]], printings: list[dict[str, Any]], targets: list[dict[str, Any]]
) -> "alt.LayerChart | alt.FacetChart":
    """One indicator."""
    import altair as alt

    name, unit = (*printings, *targets)[0]["indicator"], (*printings, *targets)[0]["unit"]
    kinds = alt.Color(
        "layer:N",
        title=None,
        scale=alt.Scale(domain=[_VALUE, _INTERVAL, _TARGET, _FINDING], range=[_BLUE, _PALE, _ORANGE, _RED]),
        legend=alt.Legend(orient="top", symbolType="circle", symbolOpacity=1),
    )
    # in UTC: else a browser west of Greenwich shows the day before
    axis = alt.Axis(format="%Y-%m-%d", labelAngle=-30, labelOverlap=True)
    days = alt.X("day:T", title=None, axis=axis, scale=alt.Scale(type="utc", padding=60))
    values = alt.Y("value:Q", title=unit, scale=alt.Scale(zero=False, padding=20))
    of_value = ["place:N", "period:N", "text:N", "file_name:N", "sentence:N"]
    of_target = ["place:N", "due_on:T", "comparator:N", "value:Q", "attainment:N", "file_name:N", "sentence:N"]
    layers = [
        alt.Chart(_data(intervals, _INTERVAL))
        .mark_rule(strokeWidth=9, opacity=0.7)
        .encode(x=days, y=alt.Y("value_low:Q", title=unit), y2="value_high:Q", color=kinds),
        alt.Chart(_data(intervals, _VALUE))
        .mark_line(strokeWidth=1, opacity=0.5)
        .encode(x=days, y=values, detail=["place:N", "season:N"], color=kinds),
        alt.Chart(_data(printings, _VALUE))
        .mark_point(filled=True, size=60, opacity=1)
        .encode(x=days, y=values, color=kinds, tooltip=of_value),
        alt.Chart(_data(printings, _VALUE))
        .mark_text(dx=10, align="left", fontSize=11)
        .encode(x=days, y=values, text="text:N", color=kinds),
        alt.Chart(_data([row for row in printings if row["findings"]], _FINDING))
        .mark_point(size=260, strokeWidth=2)
        .encode(x=days, y=values, color=kinds, tooltip=["findings:N", *of_value]),
        alt.Chart(_data(targets, _TARGET)).mark_rule(strokeDash=[5, 4], opacity=0.6).encode(y=values, color=kinds),
        alt.Chart(_data(targets, _TARGET))
        .mark_point(shape="diamond", filled=True, size=110, opacity=1)
        .encode(x=days, y=values, color=kinds, tooltip=of_target),
        alt.Chart(_data(targets, _TARGET))
        .mark_text(dy=15, fontSize=11)
        .encode(x=days, y=values, text="label:N", color=kinds),
    ]
    return alt.layer(*layers).properties(title=name, width=_WIDTH, height=_HEIGHT)


def _data(rows: list[dict[str, Any]], layer: str) -> "alt.InlineData":
    """Rows as the data of one layer."""
    import altair as alt

    return alt.InlineData(values=[row | {"layer": layer} for row in rows])


def _point(row: dict[str, Any]) -> dict[str, Any]:
    """A row of ``series``, ``printings`` or ``targets`` as a point of a chart."""
    day = row.get("due_on") or row["period_end"]
    value = row["target"] if "target" in row else row["value"]
    point = {
        "day": day.isoformat(),
        "value": value,
        "place": " ".join(filter(None, (row["region"], row["scope"]))),
        "findings": "、".join(row.get("findings", ())),
    }
    if "target" in row:
        point |= {"due_on": day.isoformat(), "label": f"{row['comparator']}{value:.10g}"}
    else:
        start = row["period_start"]
        point["period"] = f"{start} – {day}" if start else day.isoformat()
        # lines join like with like: whole years, or the same months of several years
        point["season"] = f"{start:%m-%d} {day.year - start.year} {day:%m-%d}" if start else "instant"
    kept = ("indicator", "unit", "value_low", "value_high", "comparator", "attainment")
    shown = ("text", "sentence", "file_name")
    return point | {name: row.get(name) for name in kept} | {name: _shown(row.get(name)) for name in shown}


def _shown(text: str | None) -> str | None:
    """Text of a report within a page: nothing in it can end the script that it stands in, or begin a tag."""
    return None if text is None else harmless(" ".join(text.split())).replace("<", "＜").replace(">", "＞")


@cache
def _installed_chinese_fonts() -> tuple[str, ...]:
    """Families with Chinese characters whose files are on this machine."""
    home = Path.home()
    folders = [*map(Path, _FONT_FOLDERS), home / ".fonts", home / ".local/share/fonts", home / "Library/Fonts"]
    files = {path.name.lower() for folder in folders if folder.is_dir() for path in folder.rglob("*.[to]t[cf]")}
    return tuple(
        family
        for beginning, family in _CHINESE_FONTS.items()
        if any(name.startswith(beginning.lower()) for name in files)
    )
