"""Events and quotes of a record as rows of a table."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.records import Attribution, Record
from dragoman.rendering.words import names, party_codes, speaker_of, when_text

EVENT_COLUMNS = (
    "article", "published", "language", "event", "type", "mode", "quad", "score", "status", "contexts",
    "actors", "actor_names", "recipients", "recipient_names", "start", "end", "granularity", "planned",
    "place", "country", "according_to", "certainty", "confidence", "frames", "words", "sentence",
)  # fmt: skip
QUOTE_COLUMNS = (
    "article", "published", "language", "speaker", "code", "office", "direct", "text", "addressee", "venue",
    "start", "end",
)  # fmt: skip


def event_rows(record: Record) -> list[Sequence[object]]:
    """The events of a record as rows of EVENT_COLUMNS; lists inside a cell are parted by semicolons."""
    article = record.article
    return [
        (
            article.id, article.published, article.language, event.id, event.type, event.mode, event.quad, event.score,
            event.status.value, ";".join(event.contexts),
            party_codes(event.actors), names(event.actors), party_codes(event.recipients), names(event.recipients),
            event.when.start if event.when else None, event.when.end if event.when else None,
            event.when.granularity if event.when else None, when_text(event.planned),
            event.place.name if event.place else None, event.place.country if event.place else None,
            _according_to(event.attribution), event.attribution[0].certainty if event.attribution else None,
            event.confidence, ";".join(dict.fromkeys(m.frame for m in event.mentions)),
            " | ".join(m.trigger.text for m in event.mentions),
            event.mentions[0].sentence.text if event.mentions else None,
        )
        for event in record.events
    ]  # fmt: skip


def quote_rows(record: Record) -> list[Sequence[object]]:
    """The quotes of a record as rows of QUOTE_COLUMNS; ``start`` and ``end`` are code points of the text."""
    article = record.article
    return [
        (
            article.id, article.published, article.language, quote.speaker.name if quote.speaker else None,
            quote.speaker.code if quote.speaker else None, quote.speaker.office if quote.speaker else None,
            str(quote.direct).lower(), quote.text, quote.addressee, quote.venue, quote.span.start, quote.span.end,
        )
        for quote in record.quotes
    ]  # fmt: skip


def _according_to(attribution: Sequence[Attribution]) -> str:
    return ";".join(filter(None, map(speaker_of, attribution)))
