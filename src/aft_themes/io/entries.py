"""What the catalog is made of: entries for files, and tables with their columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from aft_themes.io.files import PRIVATE

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True)
class Entry:
    """A file of a study, as the catalog lists it.

    Parameters
    ----------
    name : str
        Its only name: in rules, scripts, tests and documentation.
    path : str
        Its place below ``folder``; may hold the wildcard ``{shard}``.
    about : str
        One sentence: what it holds.
    folder : str
        ``raw``, ``processed`` or ``reports``: below which of the study's folders it lies.
    """

    name: str
    path: str
    about: str
    folder: str = "processed"

    @property
    def private(self) -> bool:
        """Whether it may identify people."""
        return self.folder == "raw" or self.path.startswith(f"{PRIVATE}/")


@dataclass(frozen=True)
class Column:
    """A column of a stage table: its type, and one sentence."""

    type: str  # str, int, float, bool, list[str] or list[float]; "?" at the end: may be missing
    about: str


@dataclass(frozen=True)
class Table(Entry):
    """A stage table: an entry with columns.

    Parameters
    ----------
    key : tuple of str
        Columns that together are unique, and by which rows are sorted.
    columns : mapping of str to Column
        In the order of the file.
    """

    key: tuple[str, ...] = ()
    columns: Mapping[str, Column] = field(default_factory=dict)

    @cached_property
    def schema(self) -> pa.Schema:
        """Column names, types, and which values may be missing."""
        import pyarrow as pa  # here, so that the workflow can read the catalog without it

        types = {
            "str": pa.string(),
            "int": pa.int32(),
            "float": pa.float64(),
            "bool": pa.bool_(),
            "list[str]": pa.list_(pa.string()),
            "list[float]": pa.list_(pa.float32()),
        }
        return pa.schema(
            pa.field(name, types[column.type.rstrip("?")], nullable=column.type.endswith("?"))
            for name, column in self.columns.items()
        )

    def stored_as(self, name: str, path: str, about: str, key: str = "") -> Table:
        """Give a second table with the same columns, such as another layer of codings."""
        own = tuple(key.split()) or self.key
        return replace(self, name=name, path=path, about=about, key=own)

    def with_columns(self, **columns: str) -> Table:
        """Give the same table with further columns, described as :func:`table` takes them."""
        return replace(self, columns={**self.columns, **_describe(columns)})


def table(name: str, path: str, about: str, /, key: str, **columns: str) -> Table:
    """Make a table from short descriptions of its columns."""
    return Table(name, path, about, key=tuple(key.split()), columns=_describe(columns))


def _describe(columns: Mapping[str, str]) -> dict[str, Column]:
    return {column: Column(*text.split(": ", 1)) for column, text in columns.items()}
