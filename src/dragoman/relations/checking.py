"""Second opinions on records that other systems made: does the sentence say that?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from dragoman.codebook import Codebook
from dragoman.folding import fold
from dragoman.relations.relate import Relation
from dragoman.relations.schemes import Scheme
from dragoman.relations.spans import Offsets

# Names under which a record may hold a value; the first that is there is taken.
_NAMES: Mapping[str, tuple[str, ...]] = {
    "sentence": ("sentence", "text"),
    "actor": ("actor", "source"),
    "recipient": ("recipient", "target"),
    "code": ("code", "type", "root", "cameo", "event_code"),
    "language": ("language", "lang"),
}
# The last digit that CAMEO gives to a code of three under roots 02 to 09 ("036" is one, "099" is none).
_LAST = {"2": 8, "3": 9, "4": 6, "5": 7, "6": 4, "7": 5, "8": 7, "9": 4}
_PAIR = re.compile(r"^[\[(]?\s*(\d+)\s*[,:;–-]\s*(\d+)\s*[\])]?$")


class Asked(Protocol):
    """Something that can be asked for a relation, such as a coder or ``Relater``."""

    def relation(
        self, text: str, actor: Offsets, recipient: Offsets, language: str | None = None, scheme: Scheme = "plover"
    ) -> list[Relation]:
        """As ``Relater.relation``."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What Dragoman thinks of a record.

    Attributes:
        agreement: whether the most probable type is one that the record's code stands for.
        probability: of the types that the record's code stands for, together.
        better_code: the most probable code, in the record's own system (CAMEO root or type); the record's own where
            both agree. better_type: the type it stands for. better_probability: of that type.
    """

    agreement: bool
    probability: float
    better_code: str
    better_type: str
    better_probability: float

    def columns(self) -> dict[str, object]:
        """The values that are added to a record."""
        return {
            "agreement": self.agreement,
            "code_probability": round(self.probability, 4),
            "better_code": self.better_code,
            "better_type": self.better_type,
            "better_probability": round(self.better_probability, 4),
        }


def lacking(values: Mapping[str, object]) -> str:
    """What a record has no column for, in words that say what to do; empty if it has all it needs."""
    for name, keys in _NAMES.items():
        if name != "language" and not any(key in values for key in keys):
            return f"has no column for {name}; it is called one of: {' '.join(keys)}"
    return ""


def opinion(values: Mapping[str, object], asked: Asked, book: Codebook, scheme: Scheme = "plover") -> Opinion:
    """Judges one record with sentence, actor, recipient and code.

    Raises:
        ValueError: a value is missing or means nothing; the message says which.
        LanguageError: the sentence is in no language that is coded.
    """
    text = _string(values, "sentence")
    actor, recipient = (_span(values, name, text) for name in ("actor", "recipient"))
    code = _string(values, "code")
    types = types_of(code, book, scheme)
    given = _value(values, "language")
    ranked = asked.relation(text, actor, recipient, str(given) if given else None, scheme)
    best = ranked[0]
    agrees = best.type in types
    return Opinion(
        agreement=agrees,
        probability=sum(r.probability for r in ranked if r.type in types),
        better_code=code if agrees else _same_system(code, best.type, book),
        better_type=best.type,
        better_probability=best.probability,
    )


def types_of(code: str, book: Codebook, scheme: Scheme) -> frozenset[str]:
    """The types of a scheme that a CAMEO code (root or longer) or the name of a type stands for.

    Raises:
        ValueError: the code is unknown.
    """
    name = code.strip().upper()
    if name.isdigit():
        root = _root(name)
        found = {kind for kind, entry in book.types.items() if root in entry.cameo}
    else:
        found = {kind for kind, entry in book.types.items() if name in (kind, entry.fifteen)}
    if not found:
        raise ValueError(f"unknown code {code!r}; give a CAMEO root 01 to 20 or one of {' '.join(book.types)}")
    return frozenset(book.types[kind].fifteen for kind in found) if scheme == "plv" else frozenset(found)


def _root(digits: str) -> str:
    """CAMEO root of a code; a lost leading zero ("4", "36") is put back where the code would be none without it."""
    if len(digits) == 1:
        return "0" + digits
    if int(digits[:2]) <= 20:
        return digits[:2]
    return "0" + digits[0] if int(digits[1]) <= _LAST[digits[0]] else ""


def _same_system(code: str, kind: str, book: Codebook) -> str:
    if not code.strip().isdigit():
        return kind
    entries = (e for name, e in book.types.items() if kind in (name, e.fifteen))
    return next((e.cameo[0] for e in entries), kind)


def _value(values: Mapping[str, object], name: str) -> object:
    for key in _NAMES[name]:
        if values.get(key) not in (None, ""):
            return values[key]
    return None


def _string(values: Mapping[str, object], name: str) -> str:
    value = _value(values, name)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"has no {name}; the column or key is one of: {' '.join(_NAMES[name])}")
    return value


def _span(values: Mapping[str, object], name: str, text: str) -> Offsets:
    """A party as given: two offsets, "12:30", or words of the sentence."""
    value = _value(values, name)
    if isinstance(value, (list, tuple)) and len(value) == 2 and all(isinstance(v, int) for v in value):
        return (value[0], value[1])
    if value is None:
        raise ValueError(f"has no {name}; the column or key is one of: {' '.join(_NAMES[name])}")
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{name} {str(value)[:60]!r} is no party; give words of the sentence or two offsets")
    pair = _PAIR.match(value.strip())
    if pair and value.strip() not in text:
        return (int(pair[1]), int(pair[2]))
    found = find(value.strip(), text)
    if found is None:
        raise ValueError(f"{name} {value.strip()[:60]!r} does not stand in the sentence")
    return found


def find(words: str, text: str) -> Offsets | None:
    """Where words stand in a text, as whole words; without regard to case and accents where they do not as written."""
    for wanted, within in ((words, text), (_folded(words), _folded(text))):
        start = within.find(wanted)
        while start >= 0:
            end = start + len(wanted)
            left = start == 0 or not (within[start - 1].isalnum() and wanted[0].isalnum())
            right = end == len(within) or not (within[end].isalnum() and wanted[-1].isalnum())
            if left and right:
                return (start, end)
            start = within.find(wanted, start + 1)
    return None


def _folded(text: str) -> str:
    """Letter by letter without case and accents, so that offsets stay."""
    return "".join(f if len(f := fold(c)) == 1 else c for c in text)
