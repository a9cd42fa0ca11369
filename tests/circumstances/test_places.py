"""Places of predicates in parsed sentences. The cases stand in ``places.txt``."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.circumstances.gazetteer import gazetteer
from dragoman.coder import Coder
from dragoman.records import Article, Place

HERE = Path(__file__).parent
# Share of places that are right. Raise, never lower.
FLOOR = 0.95


def cases() -> list[tuple[str, str, str, str]]:
    rows = []
    for line in (HERE / "places.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            language, text, expected = (part.strip() for part in line.split("|"))
            lemma, _, value = expected.partition(" = ")
            rows.append((language, text, lemma, value))
    return rows


def right(place: Place | None, expected: str) -> bool:
    """Name, country, and then the id, or latitude and longitude within a degree, or 0 for no coordinates."""
    if place is None or expected == "null":
        return place is None and expected == "null"
    name, country, where = (part.strip() for part in expected.split(","))
    if (place.name, str(place.country)) != (name, country):
        return False
    if " " not in where:
        return where == str(place.geonames or 0)
    latitude, longitude = map(float, where.split(" "))
    if place.latitude is None or place.longitude is None:
        return False
    return abs(place.latitude - latitude) < 1 and abs(place.longitude - longitude) < 1


def told(place: Place | None) -> str:
    return "null" if place is None else f"{place.name}, {place.country}, {place.latitude} {place.longitude}"


def test_places() -> None:
    coder = Coder(short_cut=False)
    wrong = []
    rows = cases()
    for language, text, lemma, expected in rows:
        stages = coder.stages(Article(id="x", text=text, language=language))
        places = coder.places.find(stages.document, stages.mentions)
        have = {
            clause.lemma: places.of(parsed.sentence.index, clause.index)
            for parsed in stages.document.sentences
            for clause in parsed.clauses
        }
        if lemma not in have or not right(have[lemma], expected):
            wrong.append(f"{text}\n    want {lemma}={expected}, have {told(have.get(lemma))}")
    report = "\n".join(wrong)
    print(report, len(rows) - len(wrong), len(rows))
    assert 1 - len(wrong) / len(rows) >= FLOOR, report


@pytest.mark.parametrize(
    ("name", "countries", "expected"),
    [
        ("Santiago", {"CHL"}, "CHL"),
        ("Santiago", {"DOM"}, "DOM"),
        ("Valencia", {"VEN"}, "VEN"),
        ("Valencia", {"ESP"}, "ESP"),
        ("Córdoba", {"ARG"}, "ARG"),
        ("London", set(), "GBR"),
        ("Paris", {"USA"}, "FRA"),
        ("Pekín", set(), "CHN"),
        ("Xyzzyville", set(), None),
    ],
)
def test_countries_at_hand(name: str, countries: set[str], expected: str | None) -> None:
    city = gazetteer().best(name, countries, 100_000)
    assert (city.country if city else None) == expected
