"""Files with one article a row: JSON Lines, CSV and Parquet. They are streamed, so their length does not matter."""

from __future__ import annotations

import codecs
import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

from dragoman.reading.decoding import check_text, not_utf8
from dragoman.reading.problems import Problem, Unreadable
from dragoman.reading.rows import FIELDS, Defaults, article_from
from dragoman.records import Article

T = TypeVar("T")

_DELIMITERS = (",", ";", "\t")
_BATCH = 64  # rows of Parquet held in memory at a time


def read_json_lines(lines: Iterable[bytes], file: str, defaults: Defaults) -> Iterator[Article | Problem]:
    """Articles of a JSON Lines stream; a bad line is a problem of its own."""
    any_row = False
    for number, raw in enumerate(lines, 1):
        if not raw.strip():
            continue
        any_row = True
        yield _article(_json_row, raw, file, number, defaults)
    if not any_row:
        yield Problem(file, "is empty")


def _json_row(raw: bytes) -> Mapping[str, object]:
    try:
        row = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise not_utf8(error.object[error.start], error.start) from error
    except (ValueError, RecursionError) as error:
        reason = getattr(error, "msg", "nested too deeply")
        column = getattr(error, "colno", 1)
        raise Unreadable(f"is not JSON: {reason} at column {column}", "write one object a line") from error
    if not isinstance(row, dict):
        raise Unreadable(f"is a JSON {type(row).__name__}", "write one object a line")
    return row


def read_csv(path: Path, file: str, defaults: Defaults) -> Iterator[Article | Problem]:
    """Articles of a CSV file with a header, separated by commas, semicolons or tabs, as its column 'text' shows."""
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    with path.open(encoding="utf-8-sig", newline="") as stream:
        try:
            delimiter, names = _columns(stream.readline())
            rows = csv.reader(stream, delimiter=delimiter, strict=True)
            any_row = False
            for cells in rows:
                if not any(cells):
                    continue
                any_row = True
                yield _article(lambda c: _csv_row(names, c), cells, file, rows.line_num + 1, defaults)
            if not any_row:
                yield Problem(file, "has a header and no rows")
        except UnicodeDecodeError:
            yield _bad_byte(path).at(file)
        except Unreadable as error:
            yield error.at(file)
        except csv.Error as error:
            yield Problem(file, f"is not CSV: {error}", "the rest of the file is not read", rows.line_num + 1)


def _columns(header: str) -> tuple[str, list[str]]:
    if not header.strip():
        raise Unreadable("is empty")
    for delimiter in _DELIMITERS:
        names = [n.strip().lower() for n in next(csv.reader([header], delimiter=delimiter), [])]
        if "text" in names:
            return delimiter, names
    found = ", ".join(next(csv.reader([header]), []))[:80]
    raise Unreadable(f"has no column 'text', only: {found}", "name the columns in the first line")


def _csv_row(names: list[str], cells: list[str]) -> Mapping[str, object]:
    if len(cells) > len(names):
        raise Unreadable(f"has {len(cells)} cells for {len(names)} columns", "put cells that hold separators in quotes")
    return dict(zip(names, cells, strict=False))


def read_parquet(path: Path, file: str, defaults: Defaults) -> Iterator[Article | Problem]:
    """Articles of a Parquet file; the place of a problem is the row, from 1."""
    try:
        with pq.ParquetFile(path) as table:
            columns = [c for c in FIELDS if c in table.schema_arrow.names]
            if "text" not in columns:
                found = ", ".join(table.schema_arrow.names)[:80]
                yield Problem(file, f"has no column 'text', only: {found}", "name the columns as in the guide")
                return
            number = 0
            for batch in table.iter_batches(batch_size=_BATCH, columns=columns):
                for row in batch.to_pylist():
                    number += 1
                    yield _article(lambda r: r, row, file, number, defaults)
            if not number:
                yield Problem(file, "has no rows")
    except pa.ArrowException as error:
        yield Problem(file, f"is not a Parquet file: {str(error).splitlines()[0][:100]}")


def _article(
    parse: Callable[[T], Mapping[str, object]], raw: T, file: str, place: int, defaults: Defaults
) -> Article | Problem:
    try:
        return article_from(parse(raw), defaults)
    except Unreadable as error:
        return error.at(file, place)


def _bad_byte(path: Path) -> Unreadable:
    """Where a file stops being UTF-8. Read again for this, because a text stream counts from its own buffer."""
    check = codecs.getincrementaldecoder("utf-8")()
    before = 0
    with path.open("rb") as stream:
        check_text(stream.read(4096))
        stream.seek(0)
        while chunk := stream.read(1 << 16):
            try:
                check.decode(chunk)
            except UnicodeDecodeError as error:
                held = len(error.object) - len(chunk)  # bytes kept back from the chunk before
                return not_utf8(error.object[error.start], before - held + error.start)
            before += len(chunk)
    return Unreadable("is not UTF-8: it ends within a character", "convert it to UTF-8")
