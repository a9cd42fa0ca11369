"""How found and expected text is compared: as the words, without case, accents and punctuation."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from dragoman.records import Actor


def fold(text: str | None) -> str:
    """Lower case without accents and punctuation."""
    text = unicodedata.normalize("NFKD", text or "")
    plain = "".join(c for c in text if not unicodedata.combining(c)).lower()
    return " ".join(re.findall(r"\w+", plain))


def alike(one: str, other: str) -> bool:
    """Whether two texts share at least 80 % of the words of the longer."""
    a, b = fold(one).split(), fold(other).split()
    return sum((Counter(a) & Counter(b)).values()) >= 0.8 * max(len(a), len(b), 1)


def names(actor: Actor | None) -> str:
    """All that names an actor, folded."""
    if actor is None:
        return ""
    return fold(" ".join(filter(None, [actor.name, actor.code, actor.span.text if actor.span else None])))


def named(actor: Actor | None, wanted: str | None) -> bool:
    """Whether an actor goes by one of the names that are wanted ("Moscú|Rusia"); null wants nobody."""
    if wanted is None:
        return actor is None
    return any(fold(option) in names(actor) for option in wanted.split("|"))
