"""`dragoman check`: second opinions on records that other systems made."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TextIO

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from dragoman.cli.code import Lexicons
from dragoman.cli.terminal import SOME_FAILED, complain, target_of
from dragoman.errors import DragomanError, InputError
from dragoman.reading.problems import Problem

_FREE = (".jsonl", ".ndjson")
"""Kinds of files whose rows need not have the same keys."""
Write = Callable[[Mapping[str, object]], None]


class SchemeName(StrEnum):
    """The schemes, for --scheme."""

    plover = "plover"
    plv = "plv"


class Kind(StrEnum):
    """Kinds of output."""

    csv = "csv"
    jsonl = "jsonl"


SchemeOption = Annotated[
    SchemeName,
    typer.Option(
        metavar="plover|plv", help="plover: the codebook's 16 types. plv: the benchmark's 15 and its customs."
    ),
]


def check(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="RECORDS",
            help="CSV, JSON Lines or Parquet with sentence, actor, recipient and code (a CAMEO code or a type). Actor "
            "and recipient are words of the sentence or offsets such as 12:30.",
        ),
    ],
    scheme: SchemeOption = SchemeName.plover,
    format: Annotated[
        Kind | None, typer.Option(metavar="csv|jsonl", help="Kind of output; as RECORDS, and jsonl for Parquet.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write there, not to standard output.")
    ] = None,
    lexicon: Lexicons = None,
) -> None:
    """Check records of other systems: does the sentence say that the actor did this to the recipient?"""
    from dragoman.relations.checking import lacking
    from dragoman.relations.tables import records

    if output is not None and output.resolve() == file.resolve():
        raise typer.BadParameter(f"{output} is the file to check", param_hint="--output")
    rows = records(file)
    kind = format or (Kind.csv if file.suffix.lower() in (".csv", ".tsv") else Kind.jsonl)
    judge = _judge(lexicon or [], scheme)
    done = failed = agreed = 0
    with target_of(output) as target, _progress(busy=output is None and target.isatty()) as show:
        write = _writer(target, kind)
        for number, row in rows:
            show(done + failed)
            first = done + failed == 0 and file.suffix.lower() not in _FREE
            if first and not isinstance(row, Problem) and (missing := lacking(row)):
                raise InputError(f"{file}: {missing}")
            result = row if isinstance(row, Problem) else judge(row, str(file), number)
            if isinstance(result, Problem):
                complain(str(result))
                failed += 1
                continue
            write(result)
            done += 1
            agreed += bool(result["agreement"])
    complain(f"{file}: {done} records checked, {agreed} agree, {done - agreed} do not, {failed} could not be checked")
    if failed or not done:
        raise typer.Exit(SOME_FAILED)


def _judge(
    lexicon: list[Path], scheme: SchemeName
) -> Callable[[Mapping[str, object], str, int], Mapping[str, object] | Problem]:
    from dragoman import models  # loads spaCy, which `dragoman --help` need not wait for
    from dragoman.codebook import load_codebook
    from dragoman.events.finder import EventFinder
    from dragoman.lexicon import Lexicon
    from dragoman.relations.checking import opinion
    from dragoman.relations.relate import Relater

    folders = Lexicon(*lexicon)
    book = load_codebook(folders)
    relater = Relater(folders, EventFinder(folders, book), models.load, book)

    def judge(row: Mapping[str, object], file: str, number: int) -> Mapping[str, object] | Problem:
        try:
            return {**row, **opinion(row, relater, book, scheme.value).columns()}
        except (ValueError, DragomanError) as error:
            return Problem(file, str(error), place=number)

    return judge


def _writer(target: TextIO, kind: Kind) -> Write:
    if kind is Kind.jsonl:
        return lambda row: _line(target, json.dumps(row, ensure_ascii=False, default=str))
    table = csv.writer(target, lineterminator="\n")
    columns: list[str] = []

    def write(row: Mapping[str, object]) -> None:
        if not columns:
            columns.extend(row)
            table.writerow(columns)
        table.writerow([_cell(row.get(name)) for name in columns])

    return write


def _line(target: TextIO, line: str) -> None:
    target.write(line + "\n")


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return str(value).lower()
    return json.dumps(value) if isinstance(value, (list, dict)) else value


@contextmanager
def _progress(*, busy: bool) -> Iterator[Callable[[int], None]]:
    """Shows on standard error how many rows are done; how many there are is not known before the end."""
    if busy or not sys.stderr.isatty():
        yield lambda done: None
        return
    columns = (SpinnerColumn(), TextColumn("{task.completed} records"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("checking", total=None)
        yield lambda done: bar.update(task, completed=done)
