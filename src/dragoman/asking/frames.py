"""Answers as Arrow tables and as data frames of pandas and Polars, which are loaded only where they are asked for."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import Any, ClassVar, get_args, get_origin

import pyarrow as pa

from dragoman.errors import QuestionError
from dragoman.records import Noun
from dragoman.store.schemas import fields


class Framed:
    """Whatever can be had as a table. ``part`` names one of several tables; without it the main one is meant."""

    def to_arrow(self, part: str | None = None) -> pa.Table:
        """As a pyarrow table."""
        raise NotImplementedError

    def to_pandas(self, part: str | None = None) -> Any:
        """As a pandas data frame.

        Raises:
            QuestionError: pandas is not installed.
        """
        _need("pandas")
        return self.to_arrow(part).to_pandas()

    def to_polars(self, part: str | None = None) -> Any:
        """As a Polars data frame.

        Raises:
            QuestionError: Polars is not installed.
        """
        return _need("polars").from_arrow(self.to_arrow(part))


class Answer(Noun, Framed):
    """Base of the typed answers. Its fields that are tuples of rows are its parts, the main one first."""

    # How the main part is called where there is more than one tuple of rows.
    MAIN: ClassVar[str]

    @classmethod
    def parts(cls) -> tuple[str, ...]:
        """The names of its tables, the main one first."""
        named = [name for name, field in cls.model_fields.items() if _row_of(field.annotation)]
        return (cls.MAIN, *(n for n in named if n != cls.MAIN))

    def rows(self, part: str | None = None) -> tuple[Noun, ...]:
        """The rows of one of its tables.

        Raises:
            QuestionError: it has no such table.
        """
        rows: tuple[Noun, ...] = getattr(self, self._named(part))
        return rows

    def columns(self, part: str | None = None) -> tuple[str, ...]:
        """The columns of one of its tables."""
        return tuple(self._row(part).model_fields)

    def to_arrow(self, part: str | None = None) -> pa.Table:
        """As a pyarrow table; the columns have their types where there is no row, too."""
        row = self._row(part)
        schema = pa.schema(fields(row))
        return pa.Table.from_pylist([r.model_dump(mode="python") for r in self.rows(part)], schema=schema)

    def _row(self, part: str | None) -> type[Noun]:
        row = _row_of(type(self).model_fields[self._named(part)].annotation)
        assert row is not None
        return row

    def _named(self, part: str | None) -> str:
        if part is not None and part not in self.parts():
            raise QuestionError(f"there is no table {part!r} in this answer; there are {', '.join(self.parts())}")
        return part or self.MAIN


class Table(Framed):
    """The answer to a question in SQL: any columns, any rows."""

    def __init__(self, arrow: pa.Table) -> None:
        self._arrow = arrow

    def __len__(self) -> int:
        return int(self._arrow.num_rows)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in order; two may be the same."""
        return tuple(self._arrow.column_names)

    def rows(self) -> list[tuple[Any, ...]]:
        """Every row as a tuple of Python values."""
        columns: Sequence[list[Any]] = [c.to_pylist(maps_as_pydicts="lossy") for c in self._arrow.columns]
        return list(zip(*columns, strict=True)) if columns else []

    def to_arrow(self, part: str | None = None) -> pa.Table:
        """As a pyarrow table."""
        return self._arrow


def _need(package: str) -> Any:
    try:
        return importlib.import_module(package)
    except ImportError as error:
        raise QuestionError(f"{package} is not installed; install it: pip install 'dragoman[frames]'") from error


def _row_of(annotation: Any) -> type[Noun] | None:
    """The type of row where a field is a tuple of rows."""
    inner = get_args(annotation)
    if get_origin(annotation) is tuple and inner and isinstance(inner[0], type) and issubclass(inner[0], Noun):
        return inner[0]
    return None
