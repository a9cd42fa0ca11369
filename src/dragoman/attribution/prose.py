"""Tells a line of news at its first plain word, so that it is not read as one of names."""

from __future__ import annotations

import re

from dragoman.attribution.cues import SourceCues
from dragoman.attribution.outletnames import TOKEN
from dragoman.attribution.outlets import Outlets
from dragoman.folding import fold

_RUN = re.compile(r"[^\W_]+")
_INITIALS = 5  # letters that each of the initials of a writer can have


class Prose:
    """Knows words in lower case that no line of names has: neither a byline nor one that only names outlets."""

    def __init__(self, cues: SourceCues, outlets: Outlets) -> None:
        small = (*cues.particles, *cues.joiners, *cues.generic, *cues.bylines, *cues.for_outlet)
        self._known = outlets.words | _words(small)
        # What opens a byline is cut out of words too.
        self._cut = tuple(_words(cues.bylines))
        self._any = any("*" in phrase for phrase in small)

    def has_word(self, text: str, start: int, end: int) -> bool:
        """Whether a stretch has such a word."""
        if self._any:
            return False
        for token in TOKEN.finditer(text, start, end):
            if not text[token.start()].islower():
                continue
            run = _RUN.match(token.group())
            word = fold(run.group()) if run is not None else ""
            if len(word) > _INITIALS and word not in self._known and not word.endswith(self._cut):
                return True
        return False


def _words(phrases: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for phrase in phrases for word in _RUN.findall(fold(phrase)))
