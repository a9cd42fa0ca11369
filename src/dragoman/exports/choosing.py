"""Which events are wanted. It is told twice, of a record's event and in SQL, and a test holds the two together."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.records import Article, Event, Status
from dragoman.store.rows import day

HAPPENED = (Status.ASSERTED, Status.HISTORICAL)
"""What formats can take that have no place for "not done", "planned" or "possible"."""
NOT_HAPPENED = "told as planned, possible or not done"
"""Why such a format leaves the other events out."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Events between two days, of some countries, of some types; all by default.

    Attributes:
        since: first day, ISO.
        until: last day, ISO.
        countries: codes one of which is among the actors or recipients.
        types: PLOVER types.
    """

    since: str | None = None
    until: str | None = None
    countries: tuple[str, ...] = ()
    types: tuple[str, ...] = ()

    @property
    def everything(self) -> bool:
        """Whether nothing is left out."""
        return self == Choice()

    def keeps(self, event: Event, article: Article) -> bool:
        """Whether an event of an article is wanted."""
        if self.types and event.type not in self.types:
            return False
        if self.countries and not any(a.code in self.countries for a in (*event.actors, *event.recipients)):
            return False
        if self.since is None and self.until is None:
            return True
        told = day_of(event, article)
        return told is not None and (self.since or told) <= told <= (self.until or told)

    def where(self) -> tuple[str, list[object]]:
        """The same as a condition on the view ``events``, with its parameters."""
        parts: list[str] = []
        values: list[object] = []
        for sign, limit in ((">=", self.since), ("<=", self.until)):
            if limit is not None:
                parts.append(f"date {sign} CAST(? AS DATE)")
                values.append(limit)
        if self.types:
            parts.append("type IN (SELECT unnest(?))")
            values.append(list(self.types))
        if self.countries:
            parts.append("(list_has_any(actor_codes, ?) OR list_has_any(recipient_codes, ?))")
            values += [list(self.countries)] * 2
        return " AND ".join(parts) or "true", values


def day_of(event: Event, article: Article) -> str | None:
    """The ISO day by which an event is sorted and counted: the first of its days, else that of publication."""
    found = day(event.when.start if event.when else None) or day(article.published)
    return found.isoformat() if found else None
