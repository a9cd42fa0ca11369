"""`dragoman export`: events of a store in the formats of others."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.answers import SinceOption, UntilOption, days
from dragoman.cli.store import StoreOption
from dragoman.cli.terminal import complain, progress
from dragoman.errors import OutputError


class ExportFormat(StrEnum):
    """Formats of other systems and programs."""

    plover = "plover"
    polecat = "polecat"
    gdelt = "gdelt"
    csv = "csv"
    parquet = "parquet"
    graphml = "graphml"


def export(
    store: StoreOption,
    format: Annotated[
        ExportFormat,
        typer.Option(
            metavar="|".join(ExportFormat),
            help="plover: JSON Lines. polecat: its 40 columns. gdelt: 2.0 events and mentions. csv: one event a row, "
            "as `dragoman code`. parquet: the view `events`. graphml: who did how much to whom, for Gephi.",
        ),
    ],
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="PATH", help="The file; gdelt adds .export.CSV and .mentions.CSV."),
    ],
    since: SinceOption = None,
    until: UntilOption = None,
    country: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE|NAME", help="Only events with this actor or recipient; may be repeated."),
    ] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option("--type", metavar="TYPE", help="Only events of this type, as CONSULT; may be repeated."),
    ] = None,
) -> None:
    """Write events of a store in another format. What each format loses stands in the documentation, exports.md."""
    from dragoman.asking.names import Names
    from dragoman.codebook import load_codebook
    from dragoman.exports import Choice
    from dragoman.exports import export as write
    from dragoman.lexicon import Lexicon
    from dragoman.store import Store

    lexicon = Lexicon()
    names, book = Names(lexicon), load_codebook(lexicon)
    types = tuple(given.upper() for given in kind or ())
    for wanted in types:
        if wanted not in book.types:
            known = ", ".join(book.types)
            raise typer.BadParameter(f"there is no type {wanted}; there are {known}", param_hint="--type")
    choice = Choice(*days(since, until), tuple(map(names.code, country or ())), types)
    opened = Store.open(store)
    try:
        with progress(_MANY, busy=False) as show:
            done = write(
                opened, format.value, output, choice, lexicon=lexicon,
                show=lambda article, of: show(f"article {article} of {of}", article * _MANY // of),
            )  # fmt: skip
    except OutputError as error:
        raise typer.BadParameter(str(error), param_hint="--output") from error
    for file in done.files:
        typer.echo(file)
    typer.echo(f"{done.events} events, store version {done.version}", err=True)
    for reason, number in sorted(done.left_out.items()):
        complain(f"{number} events {reason} are left out: {format.value} has no place for them")


# Steps of the bar of progress; the number of articles is known later than the bar.
_MANY = 1000
