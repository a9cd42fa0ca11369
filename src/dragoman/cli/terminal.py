"""What the commands share: exit statuses, the two consoles, complaints, progress."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TextIO

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

ALL_WELL = 0
SOME_FAILED = 1
WRONG_USAGE = 2

# Where there is no terminal, as in a file or a pipe, and COLUMNS says nothing else.
PLAIN_WIDTH = 110
# Up to so many files nobody needs to be told how far it is.
FEW = 3


class _Screen(Console):
    """A console that leaves it to the command line what to do when the reader of its output has gone."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def console(file: IO[str] | None = None) -> Console:
    """A console for results, on standard output unless a file is given; without colour where it is no terminal."""
    out = file or sys.stdout
    columns = os.environ.get("COLUMNS", "")
    plain = int(columns) if columns.isdigit() and int(columns) > 0 else PLAIN_WIDTH
    return _Screen(file=out, width=None if out.isatty() else plain, highlight=False, soft_wrap=False)


def complain(line: str) -> None:
    """One line on standard error."""
    print(f"dragoman: {' '.join(line.split())}", file=sys.stderr)


@contextmanager
def progress(total: int, *, busy: bool) -> Iterator[Callable[[str, int], None]]:
    """Shows on standard error how many of ``total`` files are done; yields a function of file name and files done.

    Args:
        busy: results go to the same terminal, so that they are progress enough.
    """
    if total <= FEW or busy or not sys.stderr.isatty():
        yield lambda name, done: None
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=total)
        yield lambda name, done: bar.update(task, description=name[-40:], completed=done)


@contextmanager
def target_of(output: Path | None) -> Iterator[TextIO]:
    """The file that --output names, closed at the end; standard output where it names none, or "-"."""
    if output is None or str(output) == "-":
        yield sys.stdout
        return
    try:
        file = output.open("w", encoding="utf-8", newline="")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise typer.BadParameter(f"{output} cannot be written: {reason}", param_hint="--output") from error
    with file:
        yield file
