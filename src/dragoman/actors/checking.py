"""Whether the data of offices is whole: what a schema cannot see, for ``dragoman lexicon check`` and the tests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import combinations

from dragoman.actors.offices import OfficeHeld, load_offices
from dragoman.actors.vocabulary import load_vocabulary
from dragoman.actors.world import load_countries, load_organisations
from dragoman.codebook import load_codebook
from dragoman.lexicon import Lexicon
from dragoman.lexicon.loading import LANGUAGES

ONE_HOLDS = ("president", "prime-minister", "monarch", "chancellor", "foreign-minister", "secretary-general")
"""Offices that one person holds at a time, but for what the world is like."""
_TOUCHING = 62
"""Days for which two terms may overlap where only months are known."""


def office_problems(lexicon: Lexicon) -> Iterator[str]:
    """One line for each office of ``actors/offices*.yaml`` that does not fit the rest of the lexicon.

    Raises:
        LexiconError: a file is not valid.
    """
    codebook = load_codebook(lexicon)
    organisations = {o.id: o for o in load_organisations(lexicon)}
    codes = {code for c in load_countries(lexicon) for code in (c.id, *c.formerly)} | set(codebook.organisations)
    words = {language: {r.id for r in load_vocabulary(lexicon, language).roles} for language in LANGUAGES}
    rows = load_offices(lexicon)
    for row in rows:
        where = _Place(lexicon, row)
        missing = [language for language, ids in words.items() if row.office not in ids]
        if missing:
            yield f"{where}: office {row.office} has no words in {' and '.join(missing)} agents.yaml"
        if row.country not in codes:
            yield f"{where}: {row.country} is no code of a state or of a kind of organisation"
        if row.sector and row.sector not in codebook.sectors:
            yield f"{where}: {row.sector} is no sector; allowed: {', '.join(codebook.sectors)}"
        if row.first > row.last:
            yield f"{where}: {row.name}: the term ends ({row.to}) before it begins ({row.from_})"
        organisation = organisations.get(row.organisation or "")
        if row.organisation and organisation is None:
            yield f"{where}: organisation {row.organisation} stands in no organisations.yaml"
        if organisation is not None and row.country != organisation.code in codebook.organisations:
            yield f"{where}: {row.name} has code {row.country}, {organisation.id} has {organisation.code}"
    for one, other, _ in overlaps(rows):
        if one.entity == other.entity:
            twice = f"{_term(one)} and {_term(other)}"
            yield f"{_Place(lexicon, other)}: {one.name} holds {one.office} twice at once: {twice}"


def overlaps(rows: list[OfficeHeld]) -> Iterator[tuple[OfficeHeld, OfficeHeld, int]]:
    """Two terms at one time, and for how many days: of one person in an office, or in an office that one holds."""
    own: dict[object, list[OfficeHeld]] = defaultdict(list)
    seats: dict[object, list[OfficeHeld]] = defaultdict(list)
    for row in rows:
        own[row.entity, row.country, row.office, row.organisation].append(row)
        if row.office in ONE_HOLDS:
            seats[row.country, row.office, row.organisation].append(row)
    for group, same in [(own, True), (seats, False)]:
        for held in group.values():
            for one, other in combinations(sorted(held, key=lambda r: (r.first, r.last)), 2):
                days = (min(_day(one.last), _day(other.last)) - max(_day(one.first), _day(other.first))).days
                if days > _TOUCHING and (one.entity == other.entity) == same:
                    yield one, other, days


def _day(value: str) -> date:
    if value == "9999":
        return date.max
    return date.fromisoformat(value) if value else date.min


def _term(row: OfficeHeld) -> str:
    return f"{row.from_ or '?'} to {row.to or 'now'}"


class _Place:
    """File and line of a row, looked up when it is written."""

    def __init__(self, lexicon: Lexicon, row: OfficeHeld) -> None:
        self._lexicon, self._row = lexicon, row

    def __str__(self) -> str:
        names = {p.name for folder in self._lexicon.folders for p in (folder / "actors").glob("offices*.yaml")}
        places = (self._lexicon.where(f"actors/{name}", "entity", self._row.entity) for name in sorted(names))
        return next((p for p in places if ":" in p), f"actors/offices: {self._row.entity}")
