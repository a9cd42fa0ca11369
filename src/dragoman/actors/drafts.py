"""What composition hands to resolution: phrases with the parties they name, countries still open where not told."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.actors.meanings import Meaning
from dragoman.actors.names import Name
from dragoman.actors.world import Organisation
from dragoman.frozen import frozen


@frozen
class Owner:
    """Whose somebody is: a state, a region, an organisation, a body or a person.

    ``kind``: "state", "organisation", "body", "person" or "place" (whose state is to be found).
    ``code`` None is found from the context. ``organisation``:
    the entry, for those whose sector depends on the date. ``person_sectors``: his people have his sector.
    """

    kind: str
    code: str | None
    sectors: tuple[str, ...]
    label: str
    name: Name | None = None
    person_sectors: bool = False
    organisation: Organisation | None = None


@dataclass(slots=True)
class Party:
    """One actor of a phrase, before persons and countries are resolved."""

    owner: Owner | None = None
    name: Name | None = None


@dataclass(slots=True)
class Draft:
    """A phrase that names or refers to somebody.

    Attributes:
        first, last: word indexes, both inclusive. anchor: the word that carries the meaning.
        kind: "state", "region", "people", "organisation", "role", "name", "personal" or "reference".
        meaning: of the anchor. parties: who is named.
        sectors: set by modifiers. gender, number: for agreement (1, 2, 0).
        possessive: "su ministro": whose has to be found before it; relative: "cuyo ministro".
        owner_refers: kind of the reference that owns it ("the bloc's chairman").
        pointing: "este país", the one named last.
        definite: has the definite article; indefinite: the indefinite one.
        local: "la Fiscalía local": of the place spoken of.
        refers: kind of reference ("state", "side", "person", "organisation") and count, for references.
        area: states it can be ("el país andino"), None for any.
        how: as in ActorMention. sub: it is inside a larger phrase.
    """

    sentence: int
    first: int
    last: int
    anchor: int
    kind: str
    meaning: Meaning | None = None
    parties: list[Party] = field(default_factory=list)
    sectors: tuple[str, ...] = ()
    gender: str = ""
    number: int = 0
    possessive: bool = False
    relative: bool = False
    owner_refers: str = ""
    local: bool = False
    pointing: bool = False
    definite: bool = False
    indefinite: bool = False
    refers: str = ""
    count: int = 1
    area: frozenset[str] | None = None
    how: str = "agent"
