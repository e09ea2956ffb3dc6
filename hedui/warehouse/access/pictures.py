"""A chart as a file: SVG, PNG or HTML, in fonts that have Chinese characters.

Belongs here: files and fonts. Does not belong here: what is drawn (``charts``).
"""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from hedui.warehouse.errors import WarehouseError
from hedui.warehouse.files import written_aside

if TYPE_CHECKING:
    import altair as alt

PICTURES = (".svg", ".png", ".html")

_PNG_SCALE = 2
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


class ChartError(WarehouseError):
    """There is nothing to draw, or it cannot be drawn as asked."""


def chinese_families() -> str:
    """Families with Chinese characters, those on this machine first, as a list of CSS."""
    return ", ".join((*_installed_chinese_fonts(), *_CHINESE_FONTS.values(), "sans-serif"))


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
