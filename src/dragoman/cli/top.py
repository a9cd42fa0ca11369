"""`dragoman top`: counts by something."""

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
from dragoman.cli.shown import show_ranking
from dragoman.cli.store import StoreOption


class By(StrEnum):
    """What can be counted by."""

    party = "party"
    actor = "actor"
    recipient = "recipient"
    dyad = "dyad"
    type = "type"
    mode = "mode"
    quad = "quad"
    status = "status"
    country = "country"
    outlet = "outlet"
    language = "language"
    month = "month"
    year = "year"
    topic = "topic"
    speaker = "speaker"


SHOWN = 20


def top(
    store: StoreOption,
    by: Annotated[
        By,
        typer.Option(
            metavar="|".join(By),
            help="party: on either side. country: where it happened. topic: of agreements. speaker: of quotes.",
        ),
    ] = By.party,
    since: SinceOption = None,
    until: UntilOption = None,
    kind: TypesOption = None,
    country: CountriesOption = None,
    party: Annotated[
        str | None, typer.Option(metavar="CODE|NAME", help="Only events that have it on either side.")
    ] = None,
    status: StatusOption = None,
    limit: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help=f"Show so many, {SHOWN} without it; months, years and maps show all."),
    ] = None,
    articles: Annotated[bool, typer.Option("--articles", help="Count the articles that tell them, too.")] = False,
    format: AnswerFormatOption = AnswerFormat.table,
    output: OutputOption = None,
    plot: PlotOption = None,
    version: VersionOption = None,
) -> None:
    """Count events by party, type, country, month and more. Countries are drawn as a map, months as a time line."""
    from dragoman import asking

    shown = limit or (None if plot and by is By.country else SHOWN)
    with opened(store, version) as snapshot:
        answer = asking.top(
            snapshot,
            by.value,
            since,
            until,
            types=kind or (),
            countries=country or (),
            statuses=statuses_of(status),
            party=party,
            limit=shown,
            articles=articles,
        )
    write_answer(answer, format, output, None, plot, lambda screen: show_ranking(answer, screen))
