"""PLOVER events as JSON Lines: one event a line."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any, TextIO

from dragoman.codebook import Codebook
from dragoman.exports.choosing import day_of
from dragoman.records import Actor, Event, Place, Record


class PloverWriter:
    """Writes events with everything that PLOVER has a field for.

    Args:
        targets: the file.
        book: the codebook, for which codes are organisations.
    """

    suffixes = ("",)

    def __init__(self, targets: Sequence[TextIO], book: Codebook) -> None:
        (self._target,) = targets
        self._organisations = frozenset(book.organisations)

    def write(self, record: Record, events: Sequence[Event]) -> Counter[str]:
        """Writes the chosen events of a record; counts what was written."""
        for event in events:
            self._target.write(json.dumps(self._event(event, record), ensure_ascii=False) + "\n")
        return Counter(written=len(events))

    def _event(self, event: Event, record: Record) -> dict[str, Any]:
        article = record.article
        when, planned = event.when, event.planned
        return {
            "id": event.id,
            "date": day_of(event, article),
            "date_end": (when.end if when else None) or day_of(event, article),
            "date_granularity": when.granularity if when else None,
            "type": event.type,
            "mode": event.mode,
            "auxiliary_mode": event.status.value,
            "contexts": list(event.contexts),
            "quad": event.quad,
            "score": event.score,
            "actor": [self._actor(a) for a in event.actors],
            "recipient": [self._actor(a) for a in event.recipients],
            "place": _place(event.place),
            "magnitude": None,
            "planned": planned.model_dump(include={"start", "end", "granularity"}) if planned else None,
            "confidence": event.confidence,
            "text": event.mentions[0].sentence.text if event.mentions else None,
            "article": article.id,
            "publisher": article.outlet,
            "publication_date": article.published,
            "url": article.url,
            "language": article.language,
            "coder": f"dragoman {record.coder.version}",
            "lexicon": record.coder.lexicon,
        }

    def _actor(self, actor: Actor) -> dict[str, Any]:
        organisation = actor.code in self._organisations
        return {
            "country": None if organisation else actor.code,
            "organization": actor.code if organisation else None,
            "sector": actor.sectors[0] if actor.sectors else None,
            "sectors": list(actor.sectors),
            "name": actor.name,
            "title": actor.office,
            "entity": actor.entity,
            "text": actor.span.text if actor.span else None,
        }


def _place(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    return {**place.model_dump(exclude={"span"}), "text": place.span.text if place.span else None}
