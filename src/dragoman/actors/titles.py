"""What the title of a position tells: its office, sector and state, read with the words of ``agents.yaml``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import pycountry

from dragoman.actors.gazetteer import Gazetteer
from dragoman.actors.meanings import Meaning
from dragoman.lexicon import Entry, Lexicon

_YEARS = re.compile(r"\(?\b(\d{4})?\s?[-–—]\s?(\d{4})?\)?\s*$")
_GIVERS = ("state", "region", "people", "organisation")
_BLOCS = frozenset({"UNO", "EUR", "IGO"})
_FORMER = "ELI"


class Topic(Entry):
    """What a topic of FollowTheMoney means: a sector, and the office where the title names none."""

    topic: str
    sector: str
    office: str


class Imports(Entry):
    """The schema of ``actors/imports.yaml``; its comments tell what the fields are for."""

    countries: dict[str, str]
    topics: tuple[Topic, ...]


@dataclass(frozen=True, slots=True)
class Office:
    """An office as a title tells it. ``country`` None: it tells none. ``abroad``: it is held in another state than
    the holder's. ``vague``: the title only says that somebody is a member or a head of something. ``years``: first and
    last, as the title has them."""

    office: str
    sector: str
    country: str | None
    organisation: str | None
    abroad: bool = False
    vague: bool = False
    years: tuple[str | None, str | None] = (None, None)


class TitleReader:
    """Reads titles in any language of the lexicon.

    Args:
        lexicon: where ``actors/imports.yaml`` stands.
        gazetteers: of every language.
    """

    def __init__(self, lexicon: Lexicon, gazetteers: Sequence[Gazetteer]) -> None:
        self._imports = lexicon.document("actors/imports.yaml", Imports)
        self._gazetteers = gazetteers
        self._alpha3 = {c.alpha_2.lower(): str(c.alpha_3) for c in pycountry.countries} | self._imports.countries
        self.read = lru_cache(maxsize=50_000)(self._read)

    def country(self, codes: Sequence[str]) -> str | None:
        """The actor code of the first code of a file that is known."""
        return next((self._alpha3[c.lower()] for c in codes if c.lower() in self._alpha3), None)

    def by_topic(self, topics: Sequence[str]) -> Topic | None:
        """The first topic of the list in imports.yaml that an entity has."""
        for topic in self._imports.topics:
            if any(t == topic.topic or t.startswith(topic.topic + ".") for t in topics):
                return topic
        return None

    def _read(self, title: str, topics: tuple[str, ...] = ()) -> Office | None:
        """The office that a title with its topics means; None where neither tells any."""
        years: tuple[str | None, str | None] = (None, None)
        if (found := _YEARS.search(title)) and any(found.groups()):
            years, title = (found[1], found[2]), title[: found.start()]
        best: tuple[int, Office] | None = None
        for gazetteer in self._gazetteers:
            read = self._in(gazetteer, title, years)
            if read and (best is None or read[0] > best[0]):
                best = read
        topic = self.by_topic(topics)
        if best is None:
            return Office(topic.office, topic.sector, None, None, years=years) if topic else None
        office = best[1]
        if topic and office.vague:
            office = replace(office, office=topic.office, sector=topic.sector)
        return office

    def _in(self, gazetteer: Gazetteer, title: str, years: tuple[str | None, str | None]) -> tuple[int, Office] | None:
        """How many pieces of the title a language knows, and what they say."""
        hits = gazetteer.spot(title)
        roles = [m.role for _, found in hits for m in found[:1] if m.role is not None]
        if not roles:
            return None
        first = roles[0]
        body = next((r for r in roles[1:] if r.kind == "body"), None)
        owner = next((m for _, found in hits for m in found if m.kind in _GIVERS), None)
        sector, office = first.sector, first.id
        if body is not None and (first.of or first.weak):
            sector = body.sector
        organisation = owner.organisation if owner and not first.abroad else None
        if organisation is not None:
            sector = self._within(owner, sector)
        if sector not in ("", first.sector):
            office = self._usual(sector, office)
        country = None if owner is None or first.abroad else owner.code
        vague = first.weak and body is None and organisation is None
        known = sum(length for length, _ in hits)
        ident = organisation.id if organisation else None
        return known, Office(office, sector, country or first.code, ident, first.abroad, vague, years)

    def _usual(self, sector: str, office: str) -> str:
        return next((t.office for t in self._imports.topics if t.sector == sector), office)

    def _within(self, owner: Meaning | None, sector: str) -> str:
        """Those who speak for an organisation have its sector, and those of a union of states none."""
        if owner is None or sector == _FORMER:
            return sector
        if owner.code in _BLOCS:
            return "JUD" if "JUD" in owner.sectors else ""
        return owner.sectors[0] if owner.sectors else sector
