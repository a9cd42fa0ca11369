"""Outlets and news agencies: the schema of ``lexicon/actors/outlets.yaml`` and the finding of their names in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from dragoman.folding import fold
from dragoman.lexicon import Entry, Lexicon
from dragoman.records import Source

_WORD = re.compile(r"[^\W_]+")


class Outlet(Entry):
    """One outlet or agency.

    name: the short common name. aliases: other names, in any language. country: ISO 3166-1 alpha-3, null for one of no
    single country. languages: ISO 639-1, the main one first. control: who controls it, as commonly documented; basis:
    why, in a few words. agency: a news agency, whose name may close an article or open a dateline.
    """

    name: str
    aliases: tuple[str, ...] = ()
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] | None = None
    languages: tuple[Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")], ...] = ()
    control: Literal["state", "public", "party", "private", "unknown"] = "unknown"
    basis: str = Field(min_length=3)
    agency: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """An outlet's name in a text, ``start`` to ``end`` in code points."""

    start: int
    end: int
    outlet: Outlet


class Outlets:
    """All known outlets, found by any of their names without regard to case, accents and punctuation."""

    def __init__(self, entries: Iterable[Outlet]) -> None:
        self.all = tuple(entries)
        self._names: dict[tuple[str, ...], Outlet] = {}
        for entry in self.all:
            for name in (entry.name, *entry.aliases):
                self._names.setdefault(_key(name), entry)
        # how many words the longest name has that begins with a word
        self._longest: dict[str, int] = {}
        for key in self._names:
            if key:
                self._longest[key[0]] = max(len(key), self._longest.get(key[0], 0))

    @cached_property
    def words(self) -> frozenset[str]:
        """All folded words of all names."""
        return frozenset(word for key in self._names for word in key)

    def get(self, name: str) -> Outlet | None:
        """The outlet of exactly this name, or None."""
        return self._names.get(_key(name))

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Named]:
        """Names of outlets in a stretch of the text, in order; the longest wins where two begin at the same word."""
        stop = len(text) if end is None else end
        words = [(m.start(), m.end(), fold(m.group())) for m in _WORD.finditer(text, start, stop)]
        i = 0
        while i < len(words):
            for size in range(min(self._longest.get(words[i][2], 0), len(words) - i), 0, -1):
                outlet = self._names.get(tuple(w[2] for w in words[i : i + size]))
                if outlet:
                    yield Named(words[i][0], words[i + size - 1][1], outlet)
                    i += size
                    break
            else:
                i += 1

    def source(self, name: str, role: Literal["origin", "republished", "translated"], written: str = "") -> Source:
        """A link of the chain; an outlet that is not in the data keeps its name as written.

        ``written``: the language its text is in, where the outlet publishes in several; else its main one counts.
        """
        outlet = self.get(name)
        if outlet is None:
            return Source(outlet=name, role=role)
        language = outlet.languages[0] if outlet.languages else None
        language = written if written in outlet.languages else language
        return Source(outlet=outlet.name, role=role, language=language, country=outlet.country, control=outlet.control)


def _key(name: str) -> tuple[str, ...]:
    return tuple(fold(m.group()) for m in _WORD.finditer(name))


def load_outlets(lexicon: Lexicon) -> Outlets:
    """Reads the outlets.

    Raises:
        LexiconError: the file is not valid.
    """
    return Outlets(lexicon.entries("actors/outlets.yaml", Outlet, key="name"))
