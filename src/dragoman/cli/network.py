"""`dragoman network`: who has to do with whom."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from dragoman.cli.answers import (
    AnswerFormat,
    AnswerFormatOption,
    CountriesOption,
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
from dragoman.cli.shown import show_network
from dragoman.cli.store import StoreOption


class NetworkPart(StrEnum):
    """The tables of the answer."""

    edges = "edges"
    nodes = "nodes"


def network(
    store: StoreOption,
    since: SinceOption = None,
    until: UntilOption = None,
    kind: TypesOption = None,
    country: CountriesOption = None,
    status: StatusOption = None,
    least: Annotated[int, typer.Option("--min", metavar="N", min=1, help="Only ties of so many events or more.")] = 1,
    limit: Annotated[int | None, typer.Option(metavar="N", min=1, help="Only the strongest ties.")] = None,
    format: AnswerFormatOption = AnswerFormat.table,
    part: Annotated[
        NetworkPart | None,
        typer.Option(metavar="edges|nodes", help="What csv and json hold: csv without it edges, json both."),
    ] = None,
    output: OutputOption = None,
    plot: PlotOption = None,
    version: VersionOption = None,
) -> None:
    """Show who has to do with whom, how often and how well. For Gephi: `dragoman export --format graphml`."""
    from dragoman import asking

    with opened(store, version) as snapshot:
        answer = asking.network(
            snapshot,
            since,
            until,
            types=kind or (),
            countries=country or (),
            statuses=statuses_of(status),
            least=least,
            limit=limit,
        )
    write_answer(answer, format, output, part, plot, lambda screen: show_network(answer, screen))
