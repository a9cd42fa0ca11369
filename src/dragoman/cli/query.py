"""`dragoman query`: SQL over a store, which only reads."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from dragoman.cli.answers import (
    AnswerFormat,
    AnswerFormatOption,
    OutputOption,
    VersionOption,
    opened,
    write_table,
)
from dragoman.cli.store import StoreOption


def query(
    sql: Annotated[str, typer.Argument(metavar="SQL|-", help="One SELECT in DuckDB's SQL, or - for standard input.")],
    store: StoreOption,
    format: AnswerFormatOption = AnswerFormat.table,
    output: OutputOption = None,
    version: VersionOption = None,
    seconds: Annotated[
        float | None, typer.Option("--timeout", metavar="SECONDS", min=0.01, help="Give up after so long.")
    ] = None,
) -> None:
    """Ask in SQL. Tables: articles, events, mentions, quotes, claims, agreements, positions, external. Only reads."""
    from dragoman import asking

    with opened(store, version) as snapshot:
        table = asking.query(snapshot, sys.stdin.read() if sql == "-" else sql, seconds=seconds)
    write_table(table, format, output)
