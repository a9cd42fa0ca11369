"""Puts the commands together, and turns what goes wrong into one line and an exit status."""

from __future__ import annotations

import io
import os
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from dragoman import __version__
from dragoman.cli import (
    actors,
    check,
    code,
    compare,
    dyad,
    evaluate,
    explain,
    export,
    importing,
    ingest,
    lexicon_check,
    lexicon_show,
    models,
    network,
    query,
    relations,
    store,
    top,
    watch,
)
from dragoman.cli.terminal import WRONG_USAGE, complain
from dragoman.errors import DragomanError


class _Commands(TyperGroup):
    """The commands, which end quietly and well where the reader of their output has gone, such as ``head``."""

    def invoke(self, ctx: Any) -> Any:
        try:
            done = super().invoke(ctx)
            sys.stdout.flush()
            return done
        except BrokenPipeError:
            # Nothing is left to say to it, at the end of the interpreter either.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit from None


app = typer.Typer(
    name="dragoman",
    cls=_Commands,
    help="Reads diplomatic news in Spanish and English and writes down, with sources, what states did, signed, said "
    "and claimed.",
    epilog="Exit status: 0 all well, 1 some input could not be coded or a check failed, 2 wrong usage.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
lexicon = typer.Typer(help="Look at the lexicon and check it.", no_args_is_help=True)

app.command("code")(code.code)
app.command("ingest")(ingest.ingest)
app.command("watch")(watch.watch)
app.command("explain")(explain.explain)
app.command("models")(models.models)
app.command("evaluate")(evaluate.evaluate)
lexicon.command("check")(lexicon_check.check)
lexicon.command("show")(lexicon_show.show)
app.add_typer(lexicon, name="lexicon")
people = typer.Typer(help="Who is known: add persons from other files, look one up.", no_args_is_help=True)
people.command("import")(actors.load)
people.command("find")(actors.find)
app.add_typer(people, name="actors")
app.command("check")(check.check)
app.command("export")(export.export)
app.command("import")(importing.import_)
app.command("compare")(compare.compare)
app.command("query")(query.query)
app.command("dyad")(dyad.dyad)
app.command("top")(top.top)
app.command("network")(network.network)
trained = typer.Typer(help="The classifier of relations between two given parties.", no_args_is_help=True)
trained.command("train")(relations.train)
app.add_typer(trained, name="relations")
app.add_typer(store.store, name="store")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dragoman {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Options before the command."""


def main() -> None:
    """Runs the command line; the exit status says how it went."""
    for stream in (sys.stdout, sys.stderr):
        # Records are UTF-8 whatever the locale says, and a terminal that cannot show a letter is no reason to stop.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    # What stands below Delta Lake would log its own view of what we tell in one line.
    os.environ.setdefault("RUST_LOG", "error")
    try:
        app()
    except DragomanError as error:
        complain(str(error))
        sys.exit(WRONG_USAGE)
