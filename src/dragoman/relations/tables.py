"""Records that other systems made, one a row, as named values: JSON Lines, CSV and Parquet, streamed."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from dragoman.errors import InputError
from dragoman.reading.problems import Problem

Values = Mapping[str, object]
KINDS = (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet")
_BATCH = 256
_DELIMITERS = (",", ";", "\t")


def records(path: Path) -> Iterator[tuple[int, Values | Problem]]:
    """The rows of a file with their line (Parquet: row) from 1; what cannot be read is a problem and the rest goes on.

    Raises:
        InputError: the file is not there, or is of another kind.
    """
    kind = path.suffix.lower()
    if kind not in KINDS:
        raise InputError(f"{path}: is none of {' '.join(KINDS)}")
    if not path.is_file():
        raise InputError(f"{path}: no such file")
    if kind == ".parquet":
        return _parquet(path)
    return _csv(path) if kind in (".csv", ".tsv") else _json_lines(path)


def _json_lines(path: Path) -> Iterator[tuple[int, Values | Problem]]:
    with path.open("rb") as stream:
        for number, raw in enumerate(stream, 1):
            if not raw.strip():
                continue
            try:
                row = json.loads(raw.decode("utf-8-sig"))
            except (ValueError, RecursionError) as error:
                yield number, Problem(str(path), f"is not JSON: {str(error)[:80]}", "write one object a line", number)
                continue
            if isinstance(row, dict):
                yield number, row
            else:
                yield number, Problem(str(path), "is no JSON object", "write one object a line", number)


def _csv(path: Path) -> Iterator[tuple[int, Values | Problem]]:
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    number = 1
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            header = stream.readline()
            delimiter = max(_DELIMITERS, key=header.count)
            names = [n.strip() for n in next(csv.reader([header], delimiter=delimiter), [])]
            twice = sorted({n for n in names if names.count(n) > 1})
            if twice:
                yield 1, Problem(str(path), f"has two columns named {twice[0]!r}", "rename one of them", 1)
                return
            rows = csv.reader(stream, delimiter=delimiter, strict=True)
            for cells in rows:
                number = rows.line_num + 1
                if not any(cells):
                    continue
                if len(cells) != len(names):
                    reason = f"has {len(cells)} cells for {len(names)} columns"
                    yield number, Problem(str(path), reason, "put cells that hold separators in quotes", number)
                    continue
                yield number, dict(zip(names, cells, strict=True))
    except UnicodeDecodeError:
        yield number, Problem(str(path), "is not UTF-8", "the rest of the file is not read", number)
    except csv.Error as error:
        yield number, Problem(str(path), f"is not CSV: {error}", "the rest of the file is not read", number)


def _parquet(path: Path) -> Iterator[tuple[int, Values | Problem]]:
    number = 0
    try:
        with pq.ParquetFile(path) as table:
            for batch in table.iter_batches(batch_size=_BATCH):
                for row in batch.to_pylist():
                    number += 1
                    yield number, row
    except pa.ArrowException as error:
        yield number, Problem(str(path), f"is not a Parquet file: {str(error).splitlines()[0][:100]}")
