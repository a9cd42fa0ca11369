"""POLECAT's table: 40 columns parted by tabs, with a header. Several actors stand in one cell, parted by semicolons."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TextIO

import pycountry

from dragoman.codebook import Codebook
from dragoman.exports.choosing import HAPPENED, NOT_HAPPENED, day_of
from dragoman.exports.codes import Codes
from dragoman.exports.files import cell
from dragoman.records import Actor, Event, Record
from dragoman.store.rows import day

_PARTY = (
    "{} Name", "{} Country", "{} COW", "Primary {} Sector", "{} Sectors", "{} Title", "{} Name Raw", "Wikipedia {} ID",
)  # fmt: skip
COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    *(name.format("Actor") for name in _PARTY), *(name.format("Recipient") for name in _PARTY),
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename",
    "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language",
    "Version",
)  # fmt: skip
"""The columns of the public release, in its order."""
SEPARATOR = ";"


class PolecatWriter:
    """Writes events that happened and have a date.

    Args:
        targets: the file.
        book: the codebook.
        codes: codes of countries in other systems.
    """

    suffixes = ("",)

    def __init__(self, targets: Sequence[TextIO], book: Codebook, codes: Codes) -> None:
        (target,) = targets
        self._rows = csv.writer(target, delimiter="\t", lineterminator="\n")
        self._rows.writerow(COLUMNS)
        self._organisations = frozenset(book.organisations)
        self._codes = codes

    def write(self, record: Record, events: Sequence[Event]) -> Counter[str]:
        """Writes the chosen events of a record; counts what was written and what was left out, by reason."""
        done: Counter[str] = Counter()
        story = self._story(record)
        for event in events:
            reason = left_out(event, record)
            done[reason or "written"] += 1
            if not reason:
                self._rows.writerow([cell(value) for value in self._row(event, record, story)])
        return done

    def _row(self, event: Event, record: Record, story: Sequence[str]) -> list[object]:
        article, place = record.article, event.place
        city = place is not None and place.latitude is not None
        language = pycountry.languages.get(alpha_2=article.language) if article.language else None
        return [
            event.id, day_of(event, article), event.type, event.mode, event.score, self._codes.actors.quads[event.quad],
            _joined(event.contexts), *self._parties(event.actors), *self._parties(event.recipients),
            place and place.name, place.name if place and city else None, None, None, place and place.country,
            place and place.latitude, place and place.longitude, place and place.geonames,
            place and place.span and place.span.text, None, article.outlet, day(article.published), *story,
            language.name if language else article.language, f"dragoman-{record.coder.version}",
        ]  # fmt: skip

    def _parties(self, actors: Sequence[Actor]) -> list[str]:
        """The eight columns of one side; each but the sectors has as many parts as there are actors."""

        def each(value: Callable[[Actor], str | None]) -> str:
            parts = [_part(value(a)) for a in actors]
            return SEPARATOR.join(parts) if any(parts) else ""

        return [
            each(lambda a: a.name or (a.span.text if a.span else None)),
            each(lambda a: a.code),
            each(lambda a: self._codes.cow(a.code)),
            each(lambda a: a.sectors[0] if a.sectors else None),
            _joined(s for a in actors for s in a.sectors),
            each(lambda a: a.office),
            each(lambda a: a.span.text if a.span else None),
            "",
        ]

    def _story(self, record: Record) -> tuple[str, str, str]:
        """People, organisations and places that the events of the article name."""
        actors = [a for event in record.events for a in (*event.actors, *event.recipients) if a.name]
        people = (a.name for a in actors if a.office)
        bodies = (a.name for a in actors if a.code in self._organisations and not a.office)
        places = (event.place.name for event in record.events if event.place)
        return _joined(people), _joined(bodies), _joined(places)


def left_out(event: Event, record: Record) -> str:
    """Why POLECAT and GDELT, which know only what happened and when, have no row for an event; "" where they have."""
    if event.status not in HAPPENED:
        return NOT_HAPPENED
    if day_of(event, record.article) is None:
        return "without any date"
    if not event.actors and not event.recipients:
        return "without actors"
    return ""


def _part(value: str | None) -> str:
    return (value or "").replace(SEPARATOR, ",")


def _joined(values: Iterable[str | None]) -> str:
    return SEPARATOR.join(dict.fromkeys(_part(v) for v in values if v))
