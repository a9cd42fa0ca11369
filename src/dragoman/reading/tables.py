"""Files with one article a row: JSON Lines and Parquet. They are streamed, so their length does not matter."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

from dragoman.reading.decoding import not_utf8
from dragoman.reading.limits import size
from dragoman.reading.lines import Lines, too_long
from dragoman.reading.packing import Cut
from dragoman.reading.problems import Problem, Unreadable
from dragoman.reading.rows import FIELDS, Defaults, article_from
from dragoman.records import Article

T = TypeVar("T")

_BATCH = 64  # rows of Parquet held in memory at a time
_PIECE = 1 << 20


def read_json_lines(stream: BinaryIO, file: str, defaults: Defaults) -> Iterator[Article | Problem]:
    """Articles of a JSON Lines stream; a bad line is a problem of its own."""
    any_row = False
    lines = Lines(stream, defaults.limits.row)
    try:
        for number, _, raw in lines:
            if raw is not None and not raw.strip():
                continue
            any_row = True
            if raw is None:
                yield too_long(defaults.limits.row).at(file, number)
            else:
                yield article_or_problem(_json_row, raw, file, number, defaults)
    except Unreadable as error:  # the stream ends in the middle
        yield error.at(file, lines.number)
        return
    if not any_row:
        yield Problem(file, "is empty")


def _json_row(raw: bytes) -> Mapping[str, object]:
    try:
        row = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise not_utf8(error.object[error.start], error.start) from error
    except json.JSONDecodeError as error:
        raise Unreadable(f"is not JSON: {error.msg} at column {error.colno}", "write one object a line") from error
    except RecursionError as error:
        raise Unreadable("is not JSON: nested too deeply", "write one object a line") from error
    except ValueError as error:  # a number of thousands of digits
        raise Unreadable(f"is not JSON: {str(error).partition(';')[0]}", "write one object a line") from error
    if not isinstance(row, dict):
        raise Unreadable(f"is a JSON {type(row).__name__}", "write one object a line")
    return row


def read_parquet(source: Path | BinaryIO, file: str, defaults: Defaults) -> Iterator[Article | Problem]:
    """Articles of a Parquet file; the place of a problem is the row, from 1."""
    try:
        with pq.ParquetFile(source) as table:
            columns = [c for c in FIELDS if c in table.schema_arrow.names]
            if "text" not in columns:
                found = ", ".join(table.schema_arrow.names)[:80]
                yield Problem(file, f"has no column 'text', only: {found}", "name the columns as in the guide")
                return
            number = 0
            for batch in table.iter_batches(batch_size=_BATCH, columns=columns):
                for row in batch.to_pylist():
                    number += 1
                    yield article_or_problem(lambda r: r, row, file, number, defaults)
            if not number:
                yield Problem(file, "has no rows")
    except pa.ArrowException as error:
        yield Problem(file, f"is not a Parquet file: {str(error).splitlines()[0][:100]}")


def read_parquet_stream(stream: BinaryIO, file: str, defaults: Defaults) -> Iterator[Article | Problem]:
    """As ``read_parquet``, from a stream that may be unable to go back, such as a compressed one.

    It is copied to a temporary file, because the table of contents of Parquet stands at its end.
    """
    limit = defaults.limits.download
    with tempfile.TemporaryFile() as copy:
        try:
            while piece := stream.read(_PIECE):
                copy.write(piece)
                if copy.tell() > limit:
                    raise Unreadable(f"is longer than {size(limit)} when it is unpacked", "split it")
        except Cut as error:  # the table of contents is missing
            raise Unreadable(error.reason, "fetch it again") from error
        copy.seek(0)
        yield from read_parquet(copy, file, defaults)


def article_or_problem(
    parse: Callable[[T], Mapping[str, object]], raw: T, file: str, place: int, defaults: Defaults
) -> Article | Problem:
    """The article of one row, or what is wrong with it."""
    try:
        return article_from(parse(raw), defaults)
    except Unreadable as error:
        return error.at(file, place)
