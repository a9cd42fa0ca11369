"""One pass over a sentence that finds every phrase the lexicon knows: states, demonyms, organisations, roles, persons.

How a phrase must be capitalised is checked after it is found: "turkey" is no state in English prose.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from dragoman.actors.imported import Imported
from dragoman.actors.meanings import Hit, Meaning, pieces, word_pieces
from dragoman.actors.offices import OfficeHeld, Person
from dragoman.actors.vocabulary import Vocabulary
from dragoman.actors.world import Organisation
from dragoman.cached import cached_property
from dragoman.parsing.words import Sentence

_SHORT = 3


class Gazetteer:
    """Every phrase of one language that means somebody. What a phrase means is unpacked when it is first met.

    Args:
        language: ISO 639-1.
        vocabulary, organisations: the data of the lexicon.
        packed: what ``Phrasebook.packed`` made of it.
        imported: tables of persons, which yield to the persons of the lexicon.
    """

    def __init__(
        self,
        language: str,
        vocabulary: Vocabulary,
        organisations: Sequence[Organisation],
        packed: dict[str, Any],
        imported: Sequence[Imported] = (),
    ) -> None:
        self.language = language
        self.vocabulary = vocabulary
        self.display: dict[str, str] = packed["display"]
        self.states: dict[str, str] = packed["states"]
        self.areas = {area: frozenset(codes) for area, codes in packed["areas"].items()}
        self._organisations = {o.id: o for o in organisations}
        self._longest: dict[str, int] = packed["longest"]
        self._phrases: dict[str, str] = packed["phrases"]
        self._rows: list[str] = packed["meanings"]
        self._persons: dict[str, str] = packed["persons"]
        self._people: dict[str, Person] = {}
        self._met: dict[str, tuple[Meaning, ...]] = {}
        self._imported = imported

    @property
    def open(self) -> bool:
        """Whether there are persons besides the phrases, so that a text without the latter may name somebody too."""
        return bool(self._imported)

    def __contains__(self, phrase: str) -> bool:
        """Whether a phrase, as folded pieces with blanks between them, is known."""
        return phrase in self._phrases

    def named(self) -> Iterator[str]:
        """Every phrase, as folded pieces with blanks between them."""
        return iter(self._phrases)

    def meanings(self, phrase: str) -> tuple[Meaning, ...]:
        """What a phrase, as folded pieces with blanks between them, can mean."""
        known = self._met.get(phrase)
        if known is None:
            known = self._met[phrase] = tuple(self._meaning(int(n)) for n in self._phrases.get(phrase, "").split())
        return known

    def spot(self, text: str) -> list[tuple[int, tuple[Meaning, ...]]]:
        """Known phrases of a text that nobody parsed, leftmost and longest first: how many pieces each has, and what it
        can mean. How it is capitalised does not count."""
        parts = pieces(text)
        found, at = [], 0
        while at < len(parts):
            length, meant = self.at(parts, at)
            if length:
                found.append((length, meant))
            at += max(length, 1)
        return found

    def begins(self, piece: str) -> bool:
        """Whether a phrase begins with a piece."""
        return piece in self._longest

    def at(self, parts: Sequence[str], at: int = 0) -> tuple[int, tuple[Meaning, ...]]:
        """How many pieces the longest known phrase has that begins at a place, and what it can mean; 0 for none."""
        for n in range(self._reach(parts, at), 0, -1):
            phrase = " ".join(parts[at : at + n])
            if phrase in self._phrases:
                return n, self.meanings(phrase)
        return 0, ()

    def _reach(self, parts: Sequence[str], at: int) -> int:
        """How many pieces a phrase can have that begins at a place; 0 where none does."""
        first = parts[at]
        if first not in self._longest:
            return 0
        several = self._longest.get(f"{first} {parts[at + 1]}", 0) if at + 1 < len(parts) else 0
        return min(several, len(parts) - at) or int(first in self._phrases)

    def _meaning(self, number: int) -> Meaning:
        kind, name, code, sectors, gender, many, capitals, shout, value, role, modifier, organisation, person = (
            json.loads(self._rows[number])
        )
        return Meaning(
            kind,
            name,
            code,
            tuple(sectors),
            gender,
            many,
            tuple(capitals),
            shout,
            None if role is None else self.vocabulary.roles[role],
            None if person is None else self.person(person),
            None if modifier is None else self.vocabulary.modifiers[modifier],
            None if organisation is None else self._organisations[organisation],
            value,
        )

    def person(self, entity: str) -> Person:
        """A person of the lexicon by entity id.

        Raises:
            KeyError: there is none.
        """
        if entity not in self._people:
            name, aliases, rows = json.loads(self._persons[entity])
            offices = tuple(OfficeHeld.model_validate(row) for row in rows)
            name = offices[-1].names.get(self.language, name)
            self._people[entity] = Person(entity, name, tuple(aliases), offices)
        return self._people[entity]

    def scan(self, sentence: Sentence) -> list[Hit]:
        """All known phrases, leftmost and longest first, without overlap."""
        laid = _Laid(sentence)
        hits: list[Hit] = []
        at, end = 0, len(laid.parts)
        while at < end:
            if laid.parts[at] not in self._longest and not self._imported:
                at += 1
                continue
            hit, used = self._longest_at(laid, at)
            if self._imported and (longer := self._imported_at(laid, at, used if hit else 0)):
                hit, used = longer
            if hit:
                hits.append(hit)
            at += used
        return hits

    def _imported_at(self, laid: _Laid, at: int, least: int) -> tuple[Hit, int] | None:
        """The longest name of imported persons at a place, and its pieces, where it is longer than what was found."""
        parts, places, words = laid.parts, laid.places, laid.sentence.words
        first = places[at]
        if at + 1 >= len(parts) or not _capital(words[first].text) or (at and places[at - 1] == first):
            return None
        beginning = f"{parts[at]} {parts[at + 1]}"
        found: dict[str, list[Person]] = {}
        for table in self._imported:
            for name, number in table.beginning(beginning):
                found.setdefault(name, []).append(table.person(number))
        for name in sorted(found, key=len, reverse=True):
            n = name.count(" ") + 1
            last = places[at : at + n][-1]
            whole = at + n >= len(parts) or places[at + n] != last
            if n <= least or " ".join(parts[at : at + n]) != name or not whole:
                continue
            if _capital(words[last].text):
                people = {p.entity: p for p in found[name]}.values()
                return Hit(first, last, tuple(Meaning("person", p.name, person=p) for p in people)), n
        return None

    def _longest_at(self, laid: _Laid, at: int) -> tuple[Hit | None, int]:
        parts, places = laid.parts, laid.places
        reach = self._reach(parts, at)
        if not reach or (at and places[at - 1] == places[at]):
            return None, 1
        for n in range(reach, 0, -1):
            if at + n < len(parts) and places[at + n] == places[at + n - 1]:
                continue
            phrase = parts[at] if n == 1 else " ".join(parts[at : at + n])
            if phrase not in self._phrases:
                continue
            words = places[at : at + n]
            fitting = tuple([m for m in self.meanings(phrase) if _written_so(m, laid, words)])
            if fitting:
                return Hit(words[0], words[-1], fitting), n
        return None, 1


class _Laid:
    """A sentence laid out in pieces: each, and the word that it is of."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        pairs = [(piece, word.i) for word in sentence.words for piece in word_pieces(word.text)]
        self.parts = [piece for piece, _ in pairs]
        self.places = [i for _, i in pairs]

    @cached_property
    def shape(self) -> str:
        """How the whole is written."""
        return _shape(self.sentence)


def _shape(sentence: Sentence) -> str:
    """As in "upper" or "lower" where the whole sentence is written so, else "mixed"."""
    upper = lower = True
    seen = 0
    for word in sentence.words:
        text = word.text
        if text[:1].isalpha():
            seen += 1
            lower = lower and text.islower()
            upper = upper and not any(c.islower() for c in text)
            if not lower and not upper:
                return "mixed"
    return "upper" if upper and seen > 1 else "lower" if lower and seen else "mixed"


def _written_so(meaning: Meaning, laid: _Laid, words: list[int]) -> bool:
    if not (meaning.shout or meaning.capitals) or laid.shape == "upper":
        return True
    sentence = laid.sentence
    if laid.shape == "lower":
        return not meaning.shout or sum(len(sentence.words[i].text) for i in set(words)) > _SHORT
    if meaning.shout and not meaning.capitals:
        return all(not any(c.islower() for c in sentence.words[i].text) for i in words)
    return all(_capital(sentence.words[words[k]].text) for k in meaning.capitals if k < len(words))


def _capital(text: str) -> bool:
    for char in text:
        if char.isalpha():
            return char.isupper()
    return False
