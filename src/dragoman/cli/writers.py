"""Records to a stream: JSON Lines, CSV of events, CSV of quotes, or a table for people."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import TextIO

from dragoman.cli.table import show_record
from dragoman.cli.terminal import console
from dragoman.records import Record
from dragoman.rendering.rows import EVENT_COLUMNS, QUOTE_COLUMNS, event_rows, quote_rows

Write = Callable[[Record], None]


class Format(StrEnum):
    """Kinds of output."""

    table = "table"
    jsonl = "jsonl"
    csv = "csv"
    quotes = "quotes"


def writer(format: Format, target: TextIO) -> Write:
    """A function that writes one record in the given format; CSV begins with its header at once."""
    if format is Format.jsonl:
        return lambda record: _line(target, record.model_dump_json())
    if format is Format.csv:
        return _table_writer(target, EVENT_COLUMNS, event_rows)
    if format is Format.quotes:
        return _table_writer(target, QUOTE_COLUMNS, quote_rows)
    screen = console(target)
    return lambda record: show_record(record, screen)


def _line(target: TextIO, line: str) -> None:
    target.write(line + "\n")


def _table_writer(target: TextIO, columns: Sequence[str], rows: Callable[[Record], list[Sequence[object]]]) -> Write:
    table = csv.writer(target, lineterminator="\n")
    table.writerow(columns)
    return lambda record: table.writerows(rows(record))
