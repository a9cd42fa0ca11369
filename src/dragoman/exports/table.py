"""Events as CSV, one a row as `dragoman code --format csv` writes them, and as Parquet, the view ``events``."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from dragoman.exports.choosing import Choice
from dragoman.records import Event, Record
from dragoman.rendering.rows import EVENT_COLUMNS, event_rows

_ROWS = 20_000  # rows of Parquet held in memory at a time


class CsvWriter:
    """Writes one event a row.

    Args:
        targets: the file.
    """

    suffixes = ("",)

    def __init__(self, targets: Sequence[TextIO]) -> None:
        (target,) = targets
        self._rows = csv.writer(target, lineterminator="\n")
        self._rows.writerow(EVENT_COLUMNS)

    def write(self, record: Record, events: Sequence[Event]) -> Counter[str]:
        """Writes the chosen events of a record; counts what was written."""
        self._rows.writerows(event_rows(record.model_copy(update={"events": tuple(events)})))
        return Counter(written=len(events))


def write_parquet(con: duckdb.DuckDBPyConnection, path: Path, choice: Choice) -> Counter[str]:
    """Writes the chosen rows of the view ``events``; counts what was written."""
    where, values = choice.where()
    reader: pa.RecordBatchReader = con.sql(f"SELECT * FROM events WHERE {where}", params=values).to_arrow_reader(_ROWS)
    rows = 0
    with pq.ParquetWriter(path, reader.schema, compression="zstd") as writer:
        for batch in reader:
            writer.write_batch(batch)
            rows += batch.num_rows
    return Counter(written=rows)
