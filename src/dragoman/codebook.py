"""Types, modes, scores, quads and contexts of PLOVER (manual draft 0.8), read from ``lexicon/codebook.yaml``."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from dragoman.lexicon import Entry, Lexicon


class EventType(Entry):
    """One of the 16 event types. ``modes`` maps each mode to its own score, or null where the type's score holds."""

    quad: Literal["VC", "MC", "VX", "MX"]
    score: float
    cameo: tuple[str, ...]
    fifteen: str
    modes: dict[str, float | None] = Field(default_factory=dict)


class Codebook(Entry):
    """The ontology that events are coded in.

    ``types`` are keyed by name; ``cameo`` are CAMEO root codes "01" to "20"; ``fifteen`` is the name of the type in the
    schemes where CONCEDE and RETREAT are one, YIELD. ``sectors`` and ``organisations`` are PLOVER's actor codes.
    """

    types: dict[str, EventType]
    contexts: tuple[str, ...]
    sectors: tuple[str, ...]
    organisations: tuple[str, ...]

    def score(self, kind: str, mode: str | None) -> float:
        """Conflict (-10) to cooperation (+10) score of a type, or of its mode where that has one of its own."""
        entry = self.types[kind]
        own = entry.modes.get(mode) if mode else None
        return entry.score if own is None else own


def load_codebook(lexicon: Lexicon) -> Codebook:
    """Reads the codebook of a lexicon.

    Raises:
        LexiconError: the file is not valid.
    """
    return lexicon.document("codebook.yaml", Codebook)
