"""`dragoman actors`: adds persons from files of others, and shows what is known under a name."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.text import Text

from dragoman.cli.code import Lexicons, iso_day
from dragoman.cli.terminal import SOME_FAILED, complain, console
from dragoman.errors import OutputError
from dragoman.lexicon import Lexicon
from dragoman.lexicon.loading import LANGUAGES

if TYPE_CHECKING:
    from dragoman.actors.finding import Match
    from dragoman.actors.gazetteer import Gazetteer

_STEP = 100_000
"""Where there is no terminal, a line is written every so many rows."""


def load(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILES|-",
            show_default=False,
            help="FollowTheMoney JSON lines, such as OpenSanctions publishes of politically exposed persons; may be "
            "compressed (gzip, zstd, bzip2, xz). - is standard input.",
        ),
    ],
    into: Annotated[
        Path, typer.Option("--into", metavar="DIR", help="Lexicon folder of your own that they are added to.")
    ] = Path("my-lexicon"),
) -> None:
    """Add persons and the offices they held to a lexicon folder, for use with --lexicon.

    Persons, positions and occupancies may come in any order and in several files, which have to be given together.
    Persons of an earlier import stay; one with the same id is replaced. A broken row is named and skipped; then the
    exit status is 1.
    """
    from dragoman.actors.importing import Importer
    from dragoman.actors.titles import TitleReader

    missing = False
    lexicon = Lexicon()
    reader = TitleReader(lexicon, _gazetteers(lexicon))

    def opened() -> Iterator[tuple[str, BinaryIO]]:
        nonlocal missing
        for name in files:
            if name == "-":
                yield name, sys.stdin.buffer
                continue
            try:
                with Path(name).open("rb") as stream:
                    yield name, stream
            except OSError as error:
                missing = True
                complain(f"{name}: cannot be read: {(error.strerror or str(error)).lower()}")

    try:
        with _counting() as tell:
            outcome = Importer(into, reader, lambda problem: complain(str(problem)), tell).run(opened())
    except OSError as error:
        raise OutputError(f"{into}: cannot be written: {(error.strerror or str(error)).lower()}") from error
    screen = console()
    screen.print(
        f"{outcome.rows:,} rows read, {outcome.broken:,} broken: {outcome.persons:,} persons with {outcome.offices:,} "
        f"offices under {outcome.names:,} names in {outcome.table}",
        soft_wrap=True,
    )
    if outcome.idle:
        screen.print(f"{outcome.idle:,} persons passed over: no office is told, or not when it ended")
    if outcome.lost:
        screen.print(f"{outcome.lost:,} occupancies passed over: their person or position is in none of the files")
    if outcome.persons:
        screen.print(f"Use them with --lexicon {into}", soft_wrap=True)
    if missing or outcome.broken:
        raise typer.Exit(SOME_FAILED)


def find(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A person, state, organisation or word for an agent.")],
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="DATE", callback=iso_day, help="Day for which offices are asked, as 2024-06-21."),
    ] = None,
    lexicon: Lexicons = None,
) -> None:
    """Show whom a name can mean: who that is, with code, sector and offices, and how it is found.

    Exit status 1 where nobody is known by it; then names that are written nearly so are told.
    """
    from dragoman.actors.finding import find as matches_of
    from dragoman.actors.finding import near
    from dragoman.actors.imported import imported

    folders = Lexicon(*(lexicon or ()))
    gazetteers, tables = _gazetteers(folders), imported(folders)
    matches = matches_of(name, on, gazetteers, tables)
    if not matches:
        others = ", ".join(near(name, gazetteers, tables))
        complain(f"{name}: nobody is known by that name{f'; near it: {others}' if others else ''}")
        raise typer.Exit(SOME_FAILED)
    screen = console()
    for match in matches:
        _show(screen, match, on)


def _show(screen: Console, match: Match, on: str | None) -> None:
    from dragoman.actors.finding import described

    code = " ".join((match.code or "?", *match.sectors))
    screen.print(
        Text.assemble((match.name, "bold"), f"  {code}  ", (f"{match.kind} {match.id}, by {match.how}", "dim")),
        soft_wrap=True,
    )
    for row in match.offices:
        actor, sector, office, term, title = described(row)
        line = f"  {actor} {sector:4}{office:24} {term:26} {title}".rstrip()
        screen.print(Text(line, "green" if row is match.held else ""), soft_wrap=True)
    if match.kind != "person":
        return
    when = f"on {on}" if on else "now"
    if match.held is None:
        screen.print(Text(f"  {when}: no office is known", "dim"))
    else:
        screen.print(Text(f"  {when}: {match.held.office} of {match.held.country}", "bold green"))


def _gazetteers(lexicon: Lexicon) -> list[Gazetteer]:
    from dragoman.actors.resolver import Resolver

    resolver = Resolver(lexicon)
    return [resolver.gazetteer(language) for language in LANGUAGES]


@contextmanager
def _counting() -> Iterator[Callable[[str, int], None]]:
    """Shows on standard error how many rows are done."""
    if not sys.stderr.isatty():
        told = 0

        def tell(step: str, done: int) -> None:
            nonlocal told
            if done // _STEP != told // _STEP and done >= _STEP:
                print(f"dragoman: {os.path.basename(step)}: {done:,} rows", file=sys.stderr)
            told = done

        yield tell
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TextColumn("{task.completed:,}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)
        yield lambda step, done: bar.update(task, description=step[-40:], completed=done)
