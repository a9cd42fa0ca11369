"""`dragoman import`: event files of GDELT and POLECAT into a store, beside our own."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.store import StoreOption
from dragoman.cli.terminal import SOME_FAILED, complain, progress

# Broken rows of one file that are named; of more only the number is told.
NAMED = 10


class System(StrEnum):
    """Systems whose files can be read."""

    gdelt = "gdelt"
    polecat = "polecat"


def import_(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILES", show_default=False, help="Event files as published: plain, zip or gz."),
    ],
    store: StoreOption,
    system: Annotated[
        System,
        typer.Option(metavar="gdelt|polecat", help="gdelt: event tables of 2.0 or 1.0. polecat: its yearly tables."),
    ],
) -> None:
    """Read events that another system coded into a store, to compare them. Reading a file again changes nothing."""
    from dragoman.exports import Imported, import_file
    from dragoman.lexicon import Lexicon
    from dragoman.store import Store

    opened, lexicon = Store.create(store), Lexicon()
    done = Imported()
    with progress(len(files), busy=False) as show:
        for number, file in enumerate(files):
            show(str(file), number)
            named = _Named(file)
            done += import_file(opened, file, system.value, named, lexicon)
            named.close()
    typer.echo(
        f"{done.added} events added, {done.replaced} replaced, {done.passed} there already, {done.broken} rows broken",
        err=True,
    )
    if done.broken:
        raise typer.Exit(SOME_FAILED)


class _Named:
    """Names the first broken rows of a file, and tells at its end how many more there were."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._seen = 0

    def __call__(self, line: str) -> None:
        self._seen += 1
        if self._seen <= NAMED:
            complain(line)

    def close(self) -> None:
        if self._seen > NAMED:
            complain(f"{self._file}: {self._seen - NAMED} more rows cannot be read; the others are")
