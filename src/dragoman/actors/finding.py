"""Everything the lexicon knows under a name, in all languages: for who asks why somebody is found, or not."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.actors.gazetteer import Gazetteer
from dragoman.actors.imported import Imported
from dragoman.actors.meanings import Meaning, pieces
from dragoman.actors.offices import OfficeHeld, Person

_ACTORS = ("state", "capital", "seat", "people", "region", "organisation", "role")
_NEAR = 5


@dataclass(frozen=True, slots=True)
class Match:
    """One thing that a name can mean.

    Attributes:
        kind: "person", "state", "capital", "seat", "people", "region", "organisation" or "role".
        id: entity of a person or organisation, alpha-3 of a state, id of a role.
        name: canonical name. code, sectors: of the actor, None and empty where a role has none of its own.
        how: by which spelling, in which languages, or from which table of imported persons.
        offices: of a person, oldest first. held: the office on the day asked for, None where there was none.
    """

    kind: str
    id: str
    name: str
    code: str | None
    sectors: tuple[str, ...]
    how: str
    offices: tuple[OfficeHeld, ...] = ()
    held: OfficeHeld | None = None


def find(name: str, day: str | None, gazetteers: Iterable[Gazetteer], tables: Iterable[Imported] = ()) -> list[Match]:
    """All that a name means, persons first.

    Args:
        name: as somebody would write it, in any of the languages.
        day: ISO date for which offices are asked; None: the latest.
    """
    parts = pieces(name)
    found: dict[tuple[str, str], tuple[Match, list[str]]] = {}
    for gazetteer in gazetteers:
        article = bool(parts) and parts[0] in gazetteer.vocabulary.articles
        whole = " ".join(parts)
        for meaning in gazetteer.meanings(whole) or gazetteer.meanings(" ".join(parts[article:])):
            match = _match(meaning, day)
            if match:
                languages = found.setdefault((match.kind, match.id), (match, []))[1]
                if gazetteer.language not in languages:
                    languages.append(gazetteer.language)
    matches = [_by(match, f"{_way(match)} in {', '.join(languages)}") for match, languages in found.values()]
    phrase = " ".join(parts)
    for table in tables:
        for spelling, number in table.beginning(phrase) if phrase else ():
            if spelling == phrase:
                matches.append(_person(table.person(number), day, f"name in {table.path}"))
    return sorted(matches, key=lambda m: m.kind != "person")


def near(name: str, gazetteers: Iterable[Gazetteer], tables: Iterable[Imported] = ()) -> list[str]:
    """Known names that are written nearly so."""
    phrase = " ".join(pieces(name))
    known = [p for g in gazetteers for p in g.named()]
    known += [n for table in tables for n in table.near(phrase)] if phrase else []
    return difflib.get_close_matches(phrase, dict.fromkeys(known), n=_NEAR, cutoff=0.75)


def _match(meaning: Meaning, day: str | None) -> Match | None:
    if meaning.person is not None:
        return _person(meaning.person, day, meaning.value)
    if meaning.kind not in _ACTORS:
        return None
    if meaning.role is not None:
        return Match("role", meaning.role.id, meaning.role.id, meaning.role.code, (meaning.role.sector,), "")
    ident = meaning.value if meaning.kind == "organisation" else meaning.code or ""
    return Match(meaning.kind, ident, meaning.name, meaning.code, meaning.sectors, "")


def _person(person: Person, day: str | None, how: str) -> Match:
    held = person.at(day)
    row = held or person.before(day) or person.offices[0]
    past = held is None or (day is None and held.to is not None)
    sectors = (row.sector,) if row.sector and not past else ()
    held = None if past else held
    return Match("person", person.entity, person.name, row.country, sectors, how, person.offices, held)


def _by(match: Match, how: str) -> Match:
    return Match(match.kind, match.id, match.name, match.code, match.sectors, how, match.offices, match.held)


def _way(match: Match) -> str:
    if match.kind == "person":
        return "surname" if match.how == "derived" else "name"
    return "word" if match.kind == "role" else match.kind


def described(row: OfficeHeld) -> Iterator[str]:
    """An office in parts: actor, sector, office, its terms, and the title that an imported row has."""
    yield row.country
    yield row.sector or "-"
    yield row.office
    yield f"{row.from_ or '?'} to {row.to or 'now'}" if row.from_ or row.to else "no dates known"
    yield row.title or row.organisation or ""
