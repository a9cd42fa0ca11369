"""Types, modes, scores, quads and contexts of PLOVER (manual draft 0.8), read from ``lexicon/codebook.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, Self, TypeVar

from pydantic import Field, StringConstraints, model_validator

from dragoman.lexicon import Entry, Lexicon


class EventType(Entry):
    """One of the 16 event types. ``modes`` maps each mode to its own score, or null where the type's score holds."""

    quad: Literal["VC", "MC", "VX", "MX"]
    score: float
    cameo: tuple[str, ...]
    fifteen: str
    modes: dict[str, float | None] = Field(default_factory=dict)


CameoCode = Annotated[str, StringConstraints(pattern=r"^(?:0[1-9]|1\d|20)\d{0,2}$")]
T = TypeVar("T")


class CameoWritten(Entry):
    """The CAMEO code that a type is written as, those of its modes, and that of a signed agreement of the type."""

    code: CameoCode
    modes: dict[str, CameoCode] = Field(default_factory=dict)
    signed: CameoCode | None = None


class CameoRead(Entry):
    """The type and mode that a CAMEO code is read as."""

    type: str
    mode: str | None = None


class Cameo(Entry):
    """How types and modes are written as CAMEO codes and CAMEO codes read as types and modes.

    ``written`` has every type; ``read`` and ``goldstein`` are keyed by a code or its beginning, the longest of which
    holds; ``classes`` are the roots of GDELT's four QuadClasses.
    """

    written: dict[str, CameoWritten]
    read: dict[CameoCode, CameoRead]
    classes: dict[Literal["1", "2", "3", "4"], tuple[CameoCode, ...]]
    goldstein: dict[CameoCode, float]

    def code(self, kind: str, mode: str | None, *, signed: bool = False) -> str:
        """The CAMEO code of a type and mode; ``signed`` where the event is the signing of an agreement."""
        entry = self.written[kind]
        return entry.modes.get(mode or "") or (entry.signed if signed else None) or entry.code

    def meaning(self, code: str) -> CameoRead | None:
        """What a CAMEO code is read as; None where PLOVER has nothing for it."""
        return _longest(self.read, code)

    def goldstein_of(self, code: str) -> float | None:
        """Goldstein score of a CAMEO code, -10 to 10."""
        return _longest(self.goldstein, code)

    def quad_class(self, code: str) -> str:
        """GDELT's QuadClass, "1" to "4", of a CAMEO code; "" for a code without a known root."""
        return next((number for number, roots in self.classes.items() if code[:2] in roots), "")


def _longest(table: Mapping[str, T], code: str) -> T | None:
    return next((table[code[:n]] for n in range(len(code), 1, -1) if code[:n] in table), None)


class Codebook(Entry):
    """The ontology that events are coded in.

    ``types`` are keyed by name; ``cameo`` are CAMEO root codes "01" to "20"; ``fifteen`` is the name of the type in the
    schemes where CONCEDE and RETREAT are one, YIELD. ``sectors`` and ``organisations`` are PLOVER's actor codes.
    ``cameo`` translates to and from the full codes of CAMEO.
    """

    types: dict[str, EventType]
    contexts: tuple[str, ...]
    sectors: tuple[str, ...]
    organisations: tuple[str, ...]
    cameo: Cameo

    @model_validator(mode="after")
    def _cameo_fits(self) -> Self:
        """Every type is written, and what is written or read are types and modes that there are."""
        missing = self.types.keys() - self.cameo.written.keys()
        if missing:
            raise ValueError(f"cameo.written lacks {', '.join(sorted(missing))}")
        named = [(kind, mode) for kind, entry in self.cameo.written.items() for mode in (None, *entry.modes)]
        named += [(entry.type, entry.mode) for entry in self.cameo.read.values()]
        for kind, mode in named:
            if kind not in self.types:
                raise ValueError(f"cameo: there is no type {kind}")
            if mode is not None and mode not in self.types[kind].modes:
                raise ValueError(f"cameo: {kind} has no mode {mode}")
        return self

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
