"""A record as a table for people, on 80 columns and more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dragoman.records import Actor, Event, Mention, Record
from dragoman.rendering.words import (
    STATUSES,
    agreement_text,
    attribution_text,
    claim_text,
    heading_text,
    party_code,
    party_names,
    position_text,
    quote_text,
    source_text,
    what_text,
    when_text,
)

QUAD_STYLES = {"VC": "green", "MC": "bold green", "VX": "yellow", "MX": "bold red"}
# Code points of a sentence that are shown around the words that carry an event.
AROUND = 30
# Columns of a screen on which every column of the table finds room.
WIDE = 100


def show_record(record: Record, screen: Console) -> None:
    """Prints one record."""
    screen.print(_heading(record))
    if record.events:
        screen.print(_events(record.events, screen.width, screen.is_terminal and not screen.no_color))
        screen.print()
    else:
        screen.print("  no events", style="dim")
    _list(screen, "Agreements", map(agreement_text, record.agreements))
    _list(screen, "Quotes", (quote_text(q) for q in record.quotes if q.direct))
    _list(screen, "Reported", (quote_text(q) for q in record.quotes if not q.direct))
    _list(screen, "Claims", map(claim_text, record.claims))
    _list(screen, "Positions", map(position_text, record.positions))
    screen.print()


def _heading(record: Record) -> Text:
    article = record.article
    title = heading_text(article)
    chain = source_text(article.sources)
    facts = (None if chain else article.outlet, article.published, article.language, chain)
    return Text.assemble((title, "bold"), ("  " + " · ".join(filter(None, facts)), "dim"))


def _events(events: Sequence[Event], width: int, marked: bool) -> Table:
    """On a narrow screen who says so stands below the date, to leave room for the words."""
    table = Table(box=box.SIMPLE_HEAD, leading=1, padding=(0, 1, 0, 0), expand=True, show_edge=False, pad_edge=False)
    wide = width >= WIDE
    table.add_column("Who", width=18 if wide else 14, overflow="fold")
    table.add_column("What", width=13 if wide else 12, overflow="fold")
    table.add_column("Whom", width=18 if wide else 14, overflow="fold")
    table.add_column("When" if wide else "When, says", width=11, overflow="fold")
    said = wide and any(attribution_text(e.attribution) for e in events)
    if said:
        table.add_column("According to", width=14, overflow="fold")
    table.add_column("Words", ratio=1, overflow="fold")
    for event in events:
        when, says = _when(event), Text(attribution_text(event.attribution))
        circumstances = (when, says) if said else (Text("\n").join(t for t in (when, says) if t),)
        actors, recipients = _parties(event.actors), _parties(event.recipients)
        table.add_row(actors, _what(event), recipients, *circumstances, _words(event.mentions, marked))
    return table


def _parties(actors: Sequence[Actor]) -> Text:
    """Names over codes."""
    lines = []
    for actor, name in zip(actors, party_names(actors), strict=True):
        code = party_code(actor)
        lines.append(Text(code) if name in (code, actor.code, "?") else Text.assemble(name, "\n", (code, "dim")))
    return Text("\n").join(lines) if lines else Text("-", "dim")


def _what(event: Event) -> Text:
    text = Text(what_text(event), QUAD_STYLES.get(event.quad, ""))
    status = STATUSES[event.status]
    return Text.assemble(text, "\n", (status, "italic")) if status else text


def _when(event: Event) -> Text:
    planned = when_text(event.planned)
    lines = [when_text(event.when), f"for {planned}" if planned else ""]
    return Text("\n".join(filter(None, lines)))


def _words(mentions: Sequence[Mention], marked: bool) -> Text:
    return Text("\n").join(_excerpt(m, marked) for m in mentions[:2])


def _excerpt(mention: Mention, marked: bool) -> Text:
    """The words that carry the event between some around them: in bold, or in asterisks where there is no bold."""
    sentence, trigger = mention.sentence, mention.trigger
    before = sentence.text[: max(trigger.start - sentence.start, 0)]
    after = sentence.text[max(trigger.end - sentence.start, 0) :]
    if len(before) > AROUND:
        before = "…" + before[-AROUND:].partition(" ")[2]
    if len(after) > AROUND:
        after = after[:AROUND].rpartition(" ")[0] + "…"
    flat = str.maketrans("\n\r\t", "   ")
    words = trigger.text.translate(flat)
    shown = (words, "bold") if marked else f"*{words}*"
    return Text.assemble(before.translate(flat), shown, after.translate(flat))


def _list(screen: Console, name: str, lines: Iterable[str]) -> None:
    kept = list(lines)
    if kept:
        screen.print(Text(name, "bold"))
        for line in kept:
            screen.print(Padding(Text(" ".join(line.split())), (0, 0, 0, 2)))
