"""How many articles the sources hold, where that can be told without reading them: for the time left."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from dragoman.reading import Problem
from dragoman.reading.addresses import is_address
from dragoman.reading.finding import find

_LINES = frozenset({".jsonl", ".ndjson", ".csv", ".tsv"})
_TABLE = frozenset({".parquet", ".pq"})
_PACKED = frozenset({".gz", ".zst", ".bz2", ".xz", ".warc"})
_CHUNK = 1 << 20


def amount(sources: Iterable[str]) -> int | None:
    """The number of articles, about; None where a source does not tell, such as an address or a compressed file."""
    total = 0
    for source in sources:
        if source == "-" or is_address(source):
            return None
        for file in find(source):
            if isinstance(file, Problem):
                continue
            count = _in_file(Path(file))
            if count is None:
                return None
            total += count
    return total


def _in_file(path: Path) -> int | None:
    kind = path.suffix.lower()
    try:
        if kind in _LINES:
            return _lines(path)
        if kind in _TABLE:
            return int(pq.read_metadata(path).num_rows)
    except (OSError, pa.ArrowException):
        return 0  # the reader will say what is wrong with it
    return None if kind in _PACKED else 1


def _lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(_CHUNK), b""))
