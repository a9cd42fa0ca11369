"""What the commands that ask a store share: their options, and answers as CSV and JSON."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer
from rich.console import Console

from dragoman.cli.cells import as_json, distinct, flat
from dragoman.cli.shown import show_rows
from dragoman.cli.terminal import console, target_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from dragoman.asking import Dyad, Network, Ranking, Snapshot, Table


class AnswerFormat(StrEnum):
    """How an answer is written."""

    table = "table"
    csv = "csv"
    json = "json"


AnswerFormatOption = Annotated[
    AnswerFormat,
    typer.Option("--format", metavar="table|csv|json", help="table: for people. csv, json: for programs."),
]
OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write there, not to standard output.")
]
VersionOption = Annotated[
    int | None, typer.Option("--version", metavar="N", help="Ask this version of the store, not the newest.")
]
SinceOption = Annotated[
    str | None, typer.Option("--from", metavar="DATE", help="First day, month or year: 2024-06-21, 2024-06 or 2024.")
]
UntilOption = Annotated[
    str | None, typer.Option("--to", metavar="DATE", help="Last day, month or year; all of it counts.")
]
TypesOption = Annotated[
    list[str] | None, typer.Option("--type", metavar="TYPE", help="Only events of this PLOVER type; may be repeated.")
]
CountriesOption = Annotated[
    list[str] | None,
    typer.Option("--country", metavar="CODE|NAME", help="Only events that took place there; may be repeated."),
]
StatusOption = Annotated[
    list[str] | None,
    typer.Option(
        "--status",
        metavar="STATUS",
        help="Only events of this status: asserted (the default), future, hypothetical, negated, historical, or all.",
    ),
]
PlotOption = Annotated[
    Path | None, typer.Option("--plot", metavar="FILE.png|FILE.svg", help="Write a picture there, too.")
]


def opened(store: str, version: int | None) -> Snapshot:
    """A store, opened for one question."""
    from dragoman.asking import Snapshot

    return Snapshot.open(store, version)


def days(since: str | None, until: str | None) -> tuple[str | None, str | None]:
    """The first and the last day of a period, ISO, as --from and --to name them."""
    from dragoman.asking.periods import period

    first, last = period(since, until)
    return first.isoformat() if first else None, last.isoformat() if last else None


def statuses_of(given: list[str] | None) -> Sequence[str]:
    """The statuses that --status names, or those that count without it."""
    from dragoman.asking import HAPPENED

    return tuple(given) if given else HAPPENED


def write_answer(
    answer: Dyad | Network | Ranking,
    format: AnswerFormat,
    output: Path | None,
    part: str | None,
    plot: Path | None,
    show: Callable[[Console], None],
) -> None:
    """Writes a typed answer and draws it: CSV one of its parts, JSON all of it or one, a table as ``show`` does."""
    if plot:
        from dragoman.asking import draw

        draw(answer, plot)
    rows = answer.rows(part)
    with target_of(output) as target:
        if format is AnswerFormat.csv:
            columns = answer.columns(part)
            _csv(target, columns, ([getattr(row, column) for column in columns] for row in rows))
        elif format is AnswerFormat.json:
            whole = answer.model_dump(mode="json") if part is None else [r.model_dump(mode="json") for r in rows]
            target.write(as_json(whole) + "\n")
        else:
            show(console(target))


def write_table(table: Table, format: AnswerFormat, output: Path | None) -> None:
    """Writes the answer to a question in SQL."""
    with target_of(output) as target:
        if format is AnswerFormat.csv:
            _csv(target, table.columns, table.rows())
        elif format is AnswerFormat.json:
            names = distinct(table.columns)
            target.write(as_json([dict(zip(names, row, strict=True)) for row in table.rows()]) + "\n")
        else:
            screen = console(target)
            show_rows(screen, table.columns, table.rows())
            screen.print(f"{len(table):,} {'row' if len(table) == 1 else 'rows'}", style="dim")


def _csv(target: TextIO, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    table = csv.writer(target, lineterminator="\n")
    table.writerow(columns)
    table.writerows([flat(value) for value in row] for row in rows)
