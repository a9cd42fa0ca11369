"""CSV to articles. A row that is broken is one problem, and the next row is read again."""

from __future__ import annotations

import csv
import sys
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from dragoman.reading.decoding import not_utf8
from dragoman.reading.lines import Line, Lines, too_long
from dragoman.reading.packing import Cut
from dragoman.reading.problems import Problem, Unreadable
from dragoman.reading.rows import FIELDS, Defaults
from dragoman.reading.tables import article_or_problem
from dragoman.records import Article

_DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class Header:
    """What separates the cells, and the names of the columns in lower case."""

    delimiter: str
    names: tuple[str, ...]


def header_of(line: str) -> Header | None:
    """The header that has a column 'text', or None."""
    for delimiter in _DELIMITERS:
        try:
            cells = next(csv.reader([line], delimiter=delimiter), [])
        except csv.Error:
            continue
        names = tuple(n.strip().lower() for n in cells)
        if "text" in names:
            return Header(delimiter, names)
    return None


def read_csv(stream: BinaryIO, file: str, defaults: Defaults) -> Iterator[Article | Problem]:
    """Articles of a CSV file with a header, separated by commas, semicolons or tabs, as its column 'text' shows.

    The place of a problem is the line where the row begins.
    """
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))  # ours is the length of a row
    lines = Lines(stream, defaults.limits.row)
    any_row = broken = False
    try:
        header = _header(lines, defaults.limits.row)
        for place, cells in _Rows(lines, header.delimiter, defaults.limits.row):
            any_row = True
            if isinstance(cells, Unreadable):
                broken = True
                yield cells.at(file, place)
            elif not broken or len(cells) == len(header.names):
                # Lines behind a broken row may be the rest of it: wait for one that has all columns.
                broken = False
                yield article_or_problem(lambda c: _named(header.names, c), cells, file, place, defaults)
        if not any_row:
            yield Problem(file, "has a header and no rows")
    except Cut as error:
        yield error.at(file, lines.number)
    except Unreadable as error:
        yield error.at(file)


def _header(lines: Lines, limit: int) -> Header:
    first = next(lines, None)
    if first is None or (first.data is not None and not first.data.strip()):
        raise Unreadable("is empty")
    if first.data is None:
        raise too_long(limit)
    text = _text(first, first.data, "utf-8-sig")
    if "\r" in text.rstrip("\r\n"):
        raise Unreadable("has lines that end in CR alone, as on old Macs", "convert it: tr '\\r' '\\n'")
    found = header_of(text)
    if found is None:
        raise Unreadable(f"has no column 'text', only: {text.strip()[:80]}", "name the columns in the first line")
    double = [name for name in FIELDS if found.names.count(name) > 1]
    if double:
        raise Unreadable(f"has more than one column {double[0]!r}", "name the others differently")
    return found


def _text(line: Line, data: bytes, encoding: str = "utf-8") -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise not_utf8(data[error.start], line.offset + error.start) from error


class _Rows:
    """Rows of a CSV stream, each with the number of its first line; what cannot be one comes out as Unreadable.

    A quote that is never closed would swallow the rest of the file as one cell. So the lines of a row are kept until it
    is whole, and reading begins again behind its first line where it turns out not to be one.
    """

    def __init__(self, lines: Lines, delimiter: str, limit: int) -> None:
        self._lines = lines
        self._delimiter = delimiter
        self._limit = limit
        self._again: deque[Line] = deque()
        self._taken: list[Line] = []
        self._bad: Unreadable | None = None

    def __iter__(self) -> Iterator[tuple[int, list[str] | Unreadable]]:
        while True:
            self._taken, self._bad = [], None
            try:
                cells = next(csv.reader(self._feed(), delimiter=self._delimiter, strict=True), None)
            except csv.Error as error:
                self._back(1)
                yield (
                    self._taken[0].number,
                    Unreadable(f"is not CSV: {error}", "put the cell in quotes and double those within"),
                )
                continue
            except Cut:
                raise
            except Unreadable as error:
                long = self._taken[-1]
                self._back(1, leave=1)
                yield long.number, error
                continue
            if cells is None:
                return
            if self._bad is not None:
                yield self._taken[0].number, self._bad
            elif any(cells):
                yield self._taken[0].number, cells

    def _feed(self) -> Iterator[str]:
        length = 0
        while (line := self._again.popleft() if self._again else next(self._lines, None)) is not None:
            self._taken.append(line)
            if line.data is None:
                raise too_long(self._limit)
            length += len(line.data)
            if length > self._limit:
                raise csv.Error(f"a quote opens a cell of more than {self._limit:,} bytes")
            try:
                yield _text(line, line.data)
            except Unreadable as error:
                self._bad = self._bad or error
                yield line.data.decode("utf-8", "replace")

    def _back(self, first: int, leave: int = 0) -> None:
        """Puts the lines of the row back, but for the first and the ``leave`` last ones."""
        self._again.extendleft(reversed(self._taken[first : len(self._taken) - leave]))


def _named(names: tuple[str, ...], cells: list[str]) -> Mapping[str, object]:
    if len(cells) > len(names):
        raise Unreadable(f"has {len(cells)} cells for {len(names)} columns", "put cells that hold separators in quotes")
    return dict(zip(names, cells, strict=False))
