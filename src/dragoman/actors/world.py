"""States and organisations: the schemas of ``actors/countries.yaml`` and ``actors/organisations.yaml``."""

from __future__ import annotations

from functools import cache

import babel
import pycountry
from pydantic import Field

from dragoman.lexicon import Entry, Lexicon


class Called(Entry):
    """What a state is called in one language besides its CLDR name; see the head of the file."""

    also: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    capital: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()


class Region(Entry):
    """A part of a state that is named as if it were one; ``sector`` PRE where it claims to be."""

    es: tuple[str, ...]
    en: tuple[str, ...]
    people_es: tuple[str, ...] = ()
    people_en: tuple[str, ...] = ()
    sector: str | None = None

    def names(self, language: str) -> tuple[str, ...]:
        return self.es if language == "es" else self.en

    def people(self, language: str) -> tuple[str, ...]:
        return self.people_es if language == "es" else self.people_en


class Country(Entry):
    """A state: ISO 3166-1 alpha-3 code, names, demonyms, capitals, seats of power, areas and regions."""

    id: str
    formerly: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    es: Called = Called()
    en: Called = Called()
    regions: tuple[Region, ...] = ()

    def called(self, language: str) -> Called:
        return self.es if language == "es" else self.en


class Organisation(Entry):
    """An organisation that acts.

    Attributes:
        code: alpha-3 of the home state or UNO, EUR, IGO, NGO, IMG, MNC, ISM; sectors: the primary one first.
        kind: what it is; "bloc" has member states.
        names: names in any language; es, en: in one.
        each: the names are of several bodies of one kind, not of one.
        seat: the name is that of a city, so it is a place where it stands in a phrase of place.
        governs: terms (first and last day, ISO) in which a movement is the government of its state.
    """

    id: str
    code: str
    sectors: tuple[str, ...] = ()
    kind: str
    names: tuple[str, ...] = ()
    es: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    seat: bool = False
    each: bool = False
    governs: tuple[tuple[str, str], ...] = Field(default=())

    def called(self, language: str) -> tuple[str, ...]:
        own = self.es if language == "es" else self.en
        return tuple(dict.fromkeys((*own, *self.names)))

    def sectors_at(self, day: str | None) -> tuple[str, ...]:
        """Sectors on an ISO day (without one: today's)."""
        at = day or "9998"
        return ("GOV",) if any(first <= at <= last for first, last in self.governs) else self.sectors


def load_countries(lexicon: Lexicon) -> list[Country]:
    """Reads ``actors/countries.yaml``.

    Raises:
        LexiconError: the file is not valid.
    """
    return lexicon.entries("actors/countries.yaml", Country)


def load_organisations(lexicon: Lexicon) -> list[Organisation]:
    """Reads ``actors/organisations.yaml``.

    Raises:
        LexiconError: the file is not valid.
    """
    return lexicon.entries("actors/organisations.yaml", Organisation)


@cache
def state_names(language: str) -> dict[str, str]:
    """CLDR's names of the territories of ISO 3166-1, by alpha-3 code."""
    names = babel.Locale(language).territories
    found = {c.alpha_3: names[c.alpha_2] for c in pycountry.countries if c.alpha_2 in names}
    if "XK" in names:
        found["KOS"] = names["XK"]
    return found
