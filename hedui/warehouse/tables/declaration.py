"""What a declaration of a table is made of: types, columns, tables. The tables themselves are in ``tables``."""

from dataclasses import dataclass
from enum import StrEnum


class Type(StrEnum):
    """Types of column; each has one DuckDB type (in ``ddl``) and one Arrow type (in ``arrow``)."""

    TEXT = "text"
    TEXT_LIST = "text_list"
    EXACT = "exact"  # a rational number as the text "p/q", so that nothing is lost
    INTEGER = "integer"
    REAL = "real"
    BOOLEAN = "boolean"
    DATE = "date"
    TIMESTAMP = "timestamp"  # UTC, without a zone


CodeList = type[StrEnum]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its type and what it means.

    Attributes:
        name: name in every table that has the column.
        type: what it holds.
        label_zh: short Chinese name, fit for a table head.
        label_en: short English name.
        description_zh: what it means, where the label does not say it all.
        description_en: the same in English.
        unit: unit of a number, in words, where it has one.
        is_nullable: whether a row may leave it empty.
        codes: the code list its values are taken from.
        references: ``table.column`` that each value must be found in.
    """

    name: str
    type: Type
    label_zh: str
    label_en: str
    description_zh: str = ""
    description_en: str = ""
    unit: str | None = None
    is_nullable: bool = False
    codes: CodeList | None = None
    references: str | None = None

    @property
    def comment(self) -> str:
        """The label and meaning in both languages, on one line."""
        zh = f"{self.label_zh}：{self.description_zh}" if self.description_zh else self.label_zh
        en = f"{self.label_en}: {self.description_en}" if self.description_en else self.label_en
        return f"{zh} | {en}" + (f" [{self.unit}]" if self.unit else "")


@dataclass(frozen=True, slots=True)
class Table:
    """One table: where it lives, what one row is, which columns tell rows apart.

    Attributes:
        schema: ``stage`` (Parquet handed on between stages), ``core``, ``marts`` or ``meta``.
        name: singular noun; also the name of its SQL file and of its asset.
        label_zh: short Chinese name.
        description_zh: what it holds.
        description_en: the same in English.
        grain: "one row per …".
        key: columns that together are unique; rows are stored in their order.
        columns: all columns, in order.
    """

    schema: str
    name: str
    label_zh: str
    description_zh: str
    description_en: str
    grain: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def qualified_name(self) -> str:
        """``schema.name``, as SQL writes it."""
        return f"{self.schema}.{self.name}"

    @property
    def column_names(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    @property
    def comment(self) -> str:
        """Label, meaning and grain in both languages, on one line."""
        return f"{self.label_zh}：{self.description_zh} | {self.description_en} Grain: {self.grain}."
