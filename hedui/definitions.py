"""What Dagster loads where hedui is installed as a package: ``dagster-webserver -m hedui.definitions``."""

from hedui.shipped import make_importable

make_importable()

from pipelines.definitions import defs  # noqa: E402  # found only now

__all__ = ["defs"]
