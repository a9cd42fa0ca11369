"""`dragoman compare`: our events beside those of GDELT or POLECAT."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, fields
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer
from rich import box
from rich.table import Table

from dragoman.cli.answers import SinceOption, UntilOption, days
from dragoman.cli.importing import System
from dragoman.cli.store import StoreOption
from dragoman.cli.terminal import console

if TYPE_CHECKING:
    from dragoman.exports import Comparison
    from dragoman.exports.comparing import Row


class By(StrEnum):
    """What is one row."""

    month = "month"
    dyad = "dyad"
    type = "type"


class CompareFormat(StrEnum):
    """Kinds of output."""

    table = "table"
    csv = "csv"
    json = "json"


def compare(
    store: StoreOption,
    by: Annotated[By, typer.Option(metavar="month|dyad|type", help="What is one row.")] = By.month,
    system: Annotated[
        System | None, typer.Option(metavar="gdelt|polecat", help="Only with this system.", show_default=False)
    ] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="Rows of the table, those with most events.")] = 20,
    format: Annotated[
        CompareFormat, typer.Option(metavar="table|csv|json", help="csv and json give all rows.")
    ] = CompareFormat.table,
) -> None:
    """Our events beside those read with `dragoman import`: how many each has, and where they meet.

    A cell is a dyad, a day and a quad. Compared are the days that both have, and events between two known parties.
    """
    from dragoman.exports import compare as ask
    from dragoman.store import Store

    first, last = days(since, until)
    found = ask(Store.open(store), by.value, since=first, until=last, system=system.value if system else None)
    if format is CompareFormat.json:
        typer.echo(json.dumps([asdict(c) for c in found], ensure_ascii=False))
    elif format is CompareFormat.csv:
        _csv(found)
    elif not found:
        typer.echo("no events of another system; read some with `dragoman import FILES --system gdelt --store DIR`")
    for comparison in found if format is CompareFormat.table else ():
        _show(comparison, by.value, limit)


def _csv(found: Sequence[Comparison]) -> None:
    from dragoman.exports.comparing import Row

    rows = csv.writer(sys.stdout, lineterminator="\n")
    rows.writerow(("system", *(f.name for f in fields(Row))))
    rows.writerows((c.system, *asdict(row).values()) for c in found for row in c.rows)


def _show(comparison: Comparison, by: str, limit: int) -> None:
    screen = console()
    name = comparison.system
    if comparison.since is None:
        screen.print(f"{name}: no day on which both have events")
        return
    screen.print(f"dragoman and {name}, {comparison.since} to {comparison.until}, events between two known parties")
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    table.add_column(by)
    for heading in ("Ours", name, "Our cells", f"{name} too", f"{name} cells", "ours too"):
        table.add_column(heading, justify="right")
    most = sorted(comparison.rows, key=lambda r: -(r.ours + r.theirs))[:limit]
    for row in (r for r in comparison.rows if r in most):
        _row(table, row)
    table.add_section()
    _row(table, comparison.total)
    screen.print(table)
    if len(comparison.rows) > limit:
        screen.print(f"{len(comparison.rows) - limit} more rows: --limit, or --format csv")
    if comparison.typeless:
        screen.print(f"{comparison.typeless} events of {name} are of no PLOVER type and left out")


def _row(table: Table, row: Row) -> None:
    counts = (row.ours, row.theirs, row.our_cells, _share(row.ours_shared, row.our_cells), row.their_cells)
    table.add_row(row.key, *map(str, counts), _share(row.theirs_shared, row.their_cells))


def _share(part: int, whole: int) -> str:
    return f"{part} ({part / whole:.0%})" if whole else "-"
