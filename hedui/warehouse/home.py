"""Where things lie in a warehouse's home folder."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Home:
    """The folder of one warehouse."""

    root: Path

    @property
    def published(self) -> Path:
        """The published DuckDB file."""
        return self.root / "hedui.duckdb"

    @property
    def lock(self) -> Path:
        """The file whose kernel lock a build holds."""
        return self.root / "build.lock"

    @property
    def inputs(self) -> Path:
        """What the last build was made from, as a hash."""
        return self.root / "inputs.json"

    @property
    def staging(self) -> Path:
        """What the stages of a build hand on."""
        return self.root / "staging"

    @property
    def next(self) -> Path:
        """The DuckDB file being built."""
        return self.staging / "hedui.next.duckdb"

    @property
    def cache(self) -> Path:
        """Readings of documents, by content."""
        return self.root / "cache"

    @property
    def snapshots(self) -> Path:
        """The files of the last builds."""
        return self.root / "snapshots"

    @property
    def site(self) -> Path:
        """The pages of the published build."""
        return self.root / "site"

    def snapshot(self, build_id: str) -> Path:
        """The kept file of one build."""
        return self.snapshots / f"{build_id}.duckdb"

    def stage(self, name: str) -> Path:
        """The Parquet file of one stage table."""
        return self.staging / f"{name}.parquet"
