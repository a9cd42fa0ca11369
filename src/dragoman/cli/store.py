"""`dragoman store`: what is in a store, its versions, and looking after it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta
from enum import StrEnum
from typing import Annotated, Any

import typer
from rich import box
from rich.table import Table

from dragoman.cli.terminal import console


class Shape(StrEnum):
    """How an answer is written."""

    table = "table"
    json = "json"


StoreOption = Annotated[
    str,
    typer.Option(
        "--store", metavar="DIR|URL", envvar="DRAGOMAN_STORE", help="The store: a directory or an object store's URL."
    ),
]
FormatOption = Annotated[
    Shape, typer.Option("--format", metavar="table|json", help="table: for people. json: one object.")
]

store = typer.Typer(help="Look at a store of records and look after it.", no_args_is_help=True)


@store.command()
def info(store: StoreOption, format: FormatOption = Shape.table) -> None:
    """Show what a store holds: rows, files, coders, dates, and what was set aside."""
    from dragoman.store import Store

    found = Store.open(store).info()
    if format is Shape.json:
        _json(asdict(found))
        return
    screen = console()
    span = f", published {found.first} to {found.last}" if found.first else ""
    screen.print(f"{found.uri}, version {found.version}{span}", soft_wrap=True)
    tables = [(n, t.live, t.dead, t.files, _size(t.bytes)) for n, t in found.tables.items()]
    screen.print(_table(("Table", "Rows", "Dead rows", "Files", "Size"), tables))
    if found.coders:
        coders = [(c.version, c.models or "-", c.lexicon, c.articles) for c in found.coders]
        screen.print(_table(("Coder", "Model", "Lexicon", "Articles"), coders, left=3))


@store.command()
def compact(
    store: StoreOption,
    older_than: Annotated[
        float,
        typer.Option(min=1, metavar="HOURS", help="Sweep rows that have been dead for so long; at least one hour."),
    ] = 24,
) -> None:
    """Make large files of small ones, and sweep what killed batches and replaced articles left; safe at any time."""
    from dragoman.store import Store

    done = Store.open(store).compact(timedelta(hours=older_than))
    console().print(f"{done.files_before} files, now {done.files_after}; {done.swept} dead rows swept")


@store.command()
def vacuum(
    store: StoreOption,
    keep: Annotated[
        float, typer.Option(min=1, metavar="HOURS", help="Versions of the last so many hours stay readable.")
    ] = 168,
    version: Annotated[
        list[int] | None, typer.Option(metavar="N", help="A version that stays readable; may be repeated.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say how many files would go.")] = False,
) -> None:
    """Remove files that only old versions need; these versions cannot be read any more."""
    from dragoman.store import Store

    gone = Store.open(store).vacuum(timedelta(hours=keep), version or (), dry=dry_run)
    console().print(f"{gone} files {'would be ' if dry_run else ''}removed")


@store.command()
def versions(
    store: StoreOption,
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="Only the newest so many.")] = None,
    format: FormatOption = Shape.table,
) -> None:
    """List the versions of a store, the newest first."""
    from dragoman.store import Store

    found = Store.open(store).versions(limit)
    if format is Shape.json:
        _json([{**asdict(v), "time": v.time.isoformat()} for v in found])
        return
    rows = [(v.version, v.time.strftime("%Y-%m-%d %H:%M:%S"), v.work, v.added, v.replaced) for v in found]
    console().print(_table(("Version", "Time (UTC)", "Work", "Articles added", "replaced"), rows, left=0))


@store.command()
def diff(
    store: StoreOption,
    earlier: Annotated[int, typer.Argument(metavar="EARLIER", help="A version.")],
    later: Annotated[
        int | None, typer.Argument(metavar="LATER", show_default=False, help="A later version; the newest if left out.")
    ] = None,
    format: FormatOption = Shape.table,
) -> None:
    """Say how two versions differ: articles, events and facts added, changed and removed."""
    from dragoman.store import Store

    found = Store.open(store).diff(earlier, later)
    if format is Shape.json:
        _json(asdict(found))
        return
    screen = console()
    screen.print(f"from version {found.earlier} to {found.later}")
    rows = [(name, c.added, c.changed, c.removed) for name, c in {"articles": found.articles, **found.nouns}.items()]
    screen.print(_table(("", "Added", "Changed", "Removed"), rows))
    if found.recoded:
        screen.print(f"{found.recoded} more articles were coded anew and say the same")


def _json(value: Any) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _table(heads: Sequence[str], rows: Sequence[Sequence[object]], left: int = 1) -> Table:
    """A plain table; all columns but the first ``left`` ones are figures."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for number, head in enumerate(heads):
        table.add_column(head, justify="left" if number < left else "right")
    for row in rows:
        table.add_row(*(f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in row))
    return table


def _size(count: int) -> str:
    size = float(count)
    for unit in ("B", "kB", "MB", "GB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} TB"
