"""`dragoman dyad`: what two parties did with and to each other."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from dragoman.cli.answers import (
    AnswerFormat,
    AnswerFormatOption,
    OutputOption,
    PlotOption,
    SinceOption,
    StatusOption,
    TypesOption,
    UntilOption,
    VersionOption,
    opened,
    statuses_of,
    write_answer,
)
from dragoman.cli.shown import show_dyad
from dragoman.cli.store import StoreOption


class DyadPart(StrEnum):
    """The tables of the answer."""

    months = "months"
    types = "types"
    events = "events"
    agreements = "agreements"
    quotes = "quotes"


def dyad(
    a: Annotated[str, typer.Argument(metavar="A", help="A code, as RUS, or the name of a state.")],
    b: Annotated[str, typer.Argument(metavar="B", help="Another one.")],
    store: StoreOption,
    since: SinceOption = None,
    until: UntilOption = None,
    kind: TypesOption = None,
    status: StatusOption = None,
    limit: Annotated[
        int, typer.Option(metavar="N", min=0, help="Show so many events, agreements and quotes at most.")
    ] = 10,
    format: AnswerFormatOption = AnswerFormat.table,
    part: Annotated[
        DyadPart | None,
        typer.Option(metavar="|".join(DyadPart), help="What csv and json hold: csv without it months, json all."),
    ] = None,
    output: OutputOption = None,
    plot: PlotOption = None,
    version: VersionOption = None,
) -> None:
    """Show two parties month by month: who acted, cooperation and conflict, agreements and quotes."""
    from dragoman import asking

    with opened(store, version) as snapshot:
        answer = asking.dyad(snapshot, a, b, since, until, types=kind or (), statuses=statuses_of(status), limit=limit)
    write_answer(answer, format, output, part, plot, lambda screen: show_dyad(answer, screen))
