"""What a phrase can mean, and the pieces by which phrases are looked up.

Pieces are folded (no accents, lower case, no full stops or apostrophes), so a lookup is one hash a length.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from dragoman.actors.offices import Person
from dragoman.actors.vocabulary import Modifier, Role
from dragoman.actors.world import Organisation
from dragoman.folding import fold
from dragoman.frozen import frozen

_DROPPED = str.maketrans("", "", ".'’ʼ`´")
_SPLIT = str.maketrans(dict.fromkeys("-‐‑–/", " "))


def pieces(text: str) -> list[str]:
    """A phrase as the folded pieces it is looked up by."""
    spaced = text.replace("’s ", " 's ").replace("'s ", " 's ").replace("' ", " ' ")
    return [p for word in spaced.split() for p in word_pieces(word)]


@lru_cache(maxsize=16_384)
def word_pieces(word: str) -> tuple[str, ...]:
    """The pieces of one word as the parser cuts it."""
    if word in ("'s", "’s", "'", "’"):
        return ("'s",)
    return tuple(fold(word).translate(_DROPPED).translate(_SPLIT).split())


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase can mean.

    Attributes:
        kind: "state", "capital", "seat", "people", "region", "organisation", "role", "modifier", "person", "measure",
            "count", "pair", "reference", "personal", "area", "title", "sport" or "ignore".
        name: canonical name. code, sectors: of the actor where the phrase fixes them.
        gender, number: of the form ("m", "f", ""; 1, 2, 0 for either).
        capitals: indexes of pieces that must be capitalised; shout: the whole must be in capitals.
        role, person, modifier: the entry, for those kinds.
        value: other data: the number of a count, the kind of a reference, the entity id of an organisation.
    """

    kind: str
    name: str = ""
    code: str | None = None
    sectors: tuple[str, ...] = ()
    gender: str = ""
    number: int = 0
    capitals: tuple[int, ...] = ()
    shout: bool = False
    role: Role | None = None
    person: Person | None = None
    modifier: Modifier | None = None
    organisation: Organisation | None = None
    value: str = ""


@frozen
class Hit:
    """A known phrase in a sentence: word indexes, both inclusive, and what it can mean."""

    first: int
    last: int
    meanings: tuple[Meaning, ...]

    def get(self, *kinds: str) -> Meaning | None:
        """The first meaning of one of these kinds."""
        for meaning in self.meanings:
            if meaning.kind in kinds:
                return meaning
        return None
