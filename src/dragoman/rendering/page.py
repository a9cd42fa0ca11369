"""A record as a page: the text with its evidence marked, then the events in a table. For notebooks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from dragoman.records import Actor, Event, Record, Span
from dragoman.rendering.words import (
    STATUSES,
    agreement_text,
    attribution_text,
    claim_text,
    heading_text,
    name_of,
    party_code,
    party_names,
    position_text,
    quote_text,
    source_text,
    what_text,
    when_text,
)


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind of evidence looks. Each has its own line below the words too, for who cannot tell the colours."""

    name: str
    colour: str
    line: str


# Light grounds on which black text keeps a contrast of more than 7 to 1.
KINDS = {
    "event": Kind("event", "#ffd98a", "solid"),
    "agreement": Kind("agreement", "#bfe6c8", "double"),
    "quote": Kind("quote", "#cfe3ff", "dotted"),
    "claim": Kind("claim", "#ecd2f5", "dashed"),
    "position": Kind("position", "#d9d9d9", "wavy"),
}


# Cells up to so many letters are not broken.
SHORT = 12


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text and what it is evidence of."""

    kind: str
    span: Span
    title: str


def record_html(record: Record) -> str:
    """One self-contained piece of HTML; everything that comes from outside is escaped."""
    article = record.article
    chain = source_text(article.sources)
    facts = (None if chain else article.outlet, article.published, article.language, chain)
    heading = escape(heading_text(article))
    parts = [
        '<div style="font-family:sans-serif;line-height:1.6;max-width:60em">',
        f"<p><strong>{heading}</strong> <small>{escape(' · '.join(filter(None, facts)))}</small></p>",
        f'<div style="white-space:pre-wrap">{marked_text(article.text, marks(record))}</div>',
        _legend({m.kind for m in marks(record)}),
        _table(record.events),
        _list("Agreements", map(agreement_text, record.agreements)),
        _list("Quotes", (quote_text(q) for q in record.quotes if q.direct)),
        _list("Reported", (quote_text(q) for q in record.quotes if not q.direct)),
        _list("Claims", map(claim_text, record.claims)),
        _list("Positions", map(position_text, record.positions)),
        "</div>",
    ]
    return "".join(parts)


def marks(record: Record) -> list[Mark]:
    """All evidence of a record, in order of the text."""
    found = []
    for event in record.events:
        title = _event_title(event)
        found += [Mark("event", m.trigger, title) for m in event.mentions]
    found += [Mark("agreement", a.span, agreement_text(a)) for a in record.agreements]
    found += [Mark("quote", q.span, f"quote: {name_of(q.speaker) or '?'}") for q in record.quotes if q.direct]
    found += [Mark("claim", c.span, claim_text(c)) for c in record.claims]
    found += [Mark("position", p.span, f"{name_of(p.actor)}: {p.stance}") for p in record.positions]
    return sorted(found, key=lambda m: (m.span.start, -m.span.end))


def marked_text(text: str, found: Iterable[Mark]) -> str:
    """The escaped text with marks around the evidence.

    Evidence overlaps, so the text is cut at every edge, and a piece takes the look of the shortest stretch over it and
    the titles of all. Linear in the text, but for stretches that lie over one another.
    """
    kept = [m for m in found if 0 <= m.span.start < m.span.end <= len(text)]
    edges = sorted({0, len(text), *(m.span.start for m in kept), *(m.span.end for m in kept)})
    opening = sorted(kept, key=lambda m: m.span.start)
    over: list[Mark] = []
    pieces, following = [], 0
    for start, end in pairwise(edges):
        over = [m for m in over if m.span.end > start]
        while following < len(opening) and opening[following].span.start <= start:
            over.append(opening[following])
            following += 1
        pieces.append(_piece(text[start:end], over))
    return "".join(pieces)


def _piece(text: str, over: list[Mark]) -> str:
    if not over:
        return escape(text)
    kind = KINDS[min(over, key=lambda m: m.span.end - m.span.start).kind]
    title = escape("\n".join(dict.fromkeys(m.title for m in over)), quote=True)
    return f'<mark title="{title}" style="{_style(kind)}">{escape(text)}</mark>'


def _style(kind: Kind) -> str:
    return f"background:{kind.colour};color:#000;text-decoration:underline {kind.line}"


def _event_title(event: Event) -> str:
    who = " + ".join(map(party_code, event.actors)) or "?"
    whom = " + ".join(map(party_code, event.recipients))
    facts = (STATUSES[event.status], when_text(event.when), attribution_text(event.attribution))
    return " · ".join(filter(None, (f"{what_text(event)}: {who}{f' > {whom}' if whom else ''}", *facts)))


def _legend(kinds: set[str]) -> str:
    shown = (f'<mark style="{_style(kind)}">{kind.name}</mark>' for name, kind in KINDS.items() if name in kinds)
    return f"<p><small>{' '.join(shown)}</small></p>" if kinds else ""


def _table(events: Iterable[Event]) -> str:
    rows = "".join(f"<tr>{''.join(_cell(c) for c in _cells(event))}</tr>" for event in events)
    if not rows:
        return "<p>No events.</p>"
    headings = ("Who", "What", "Whom", "When", "According to", "Words")
    head = "".join(f'<th style="text-align:left" scope="col">{name}</th>' for name in headings)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _cells(event: Event) -> tuple[str, ...]:
    status = STATUSES[event.status]
    planned = when_text(event.planned)
    return (
        _parties(event.actors),
        what_text(event) + (f" ({status})" if status else ""),
        _parties(event.recipients),
        "; ".join(filter(None, (when_text(event.when), f"for {planned}" if planned else ""))),
        attribution_text(event.attribution),
        "; ".join(dict.fromkeys(m.trigger.text for m in event.mentions)),
    )


def _parties(actors: Sequence[Actor]) -> str:
    named = zip(party_names(actors), map(party_code, actors), strict=True)
    return ", ".join(code if name in (code, code.split()[0]) else f"{name} ({code})" for name, code in named) or "-"


def _cell(text: str) -> str:
    short = ";white-space:nowrap" if len(text) <= SHORT else ""  # dates and types stay on one line
    return f'<td style="text-align:left;vertical-align:top;padding-right:1em{short}">{escape(text)}</td>'


def _list(name: str, lines: Iterable[str]) -> str:
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<p><strong>{name}</strong></p><ul>{items}</ul>" if items else ""
