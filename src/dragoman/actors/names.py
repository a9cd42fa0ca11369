"""Runs of capitalised words that name a person, known to the lexicon or not."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from dragoman.actors.gazetteer import Gazetteer
from dragoman.actors.meanings import Hit
from dragoman.actors.offices import Person
from dragoman.folding import fold
from dragoman.frozen import frozen
from dragoman.parsing.words import Sentence, Word

PERSONAL = frozenset({"PER", "PERSON"})
_PLACES = ("state", "capital", "region")
_NO_SURNAMES = frozenset({*_PLACES, "seat", "organisation"})
_NOT_NAMES = frozenset({"DET", "ADP", "PRON", "AUX", "CCONJ", "SCONJ", "PUNCT", "NUM", "SYM", "ADV", "PART", "INTJ"})
_NAMES = frozenset({"PROPN", "NOUN", "X", "ADJ", "VERB"})
_TIMES = frozenset({"DATE", "TIME"})
_HYPHENS = frozenset({"-", "‐"})
_TITLE_CASE = 0.65
_LITTLE = 4
"""Up to this length a word is small in a headline in title case."""


@frozen
class Name:
    """A name in a sentence: word indexes, its text, and the known persons it can be.

    ``derived``: those persons are only guessed from a surname. ``person_like``: the model sees a person.
    """

    first: int
    last: int
    text: str
    persons: tuple[Person, ...] = ()
    derived: bool = False
    person_like: bool = False


def find_names(
    sentence: Sentence, hits: Sequence[Hit], gazetteer: Gazetteer, seen: Collection[str] = ()
) -> tuple[list[Name], list[Hit]]:
    """The names of a sentence, and the hits that are left when those inside a longer name are gone.

    Args:
        seen: folded words of names that came before, which are names at the start of a sentence too.
    """
    hits = [_cleared(h) for h in hits]
    runs = _Runs(sentence, hits, gazetteer, seen)
    names: list[Name] = []
    lost: set[tuple[int, int]] = set()
    last = -1
    for i in runs.candidates():
        if i > last and runs.name_like(i):
            last = runs.end(i)
            found, gone = runs.read(i, last)
            names += found
            lost |= gone
    kept = []
    for hit in hits:
        others = tuple([m for m in hit.meanings if m.kind != "person"])
        if others and (hit.first, hit.last) not in lost:
            kept.append(hit if len(others) == len(hit.meanings) else Hit(hit.first, hit.last, others))
    return names, kept


def _cleared(hit: Hit) -> Hit:
    """A single word that is also a place or an organisation is no surname; a guessed surname yields to any word."""
    if hit.first != hit.last or not hit.get("person"):
        return hit
    others = {m.kind for m in hit.meanings} - {"person"}
    if not others:
        return hit
    if others & _NO_SURNAMES:
        return Hit(hit.first, hit.last, tuple([m for m in hit.meanings if m.kind != "person"]))
    return Hit(hit.first, hit.last, tuple([m for m in hit.meanings if m.value != "derived"]))


def _is_headline(words: Sequence[Word]) -> bool:
    """Whether a sentence is written in title case: all long words, and most of all, with a capital."""
    letters = capitals = 0
    for word in words:
        first = word.text[:1]
        if not first.isalpha():
            continue
        letters += 1
        if first.isupper():
            capitals += 1
        elif len(word.text) > _LITTLE:
            return False
    return letters > 4 and capitals / letters > _TITLE_CASE


class _Runs:
    """Finds the runs of name-like words of one sentence and reads them."""

    def __init__(self, sentence: Sentence, hits: Sequence[Hit], gazetteer: Gazetteer, seen: Collection[str]) -> None:
        self.sentence = sentence
        self.words: Sequence[Word] = sentence.words
        self.hits = hits
        self.cover = {i: h for h in hits for i in range(h.first, h.last + 1)}
        self.links = gazetteer.vocabulary.name_links
        self.compass = gazetteer.vocabulary.compass
        self.seen = seen
        self.headline = _is_headline(self.words)

    def candidates(self) -> list[int]:
        """The words that can be part of a name: those with a capital, and those of the known names of persons."""
        whole = {i for h in self.hits if h.first < h.last and h.get("person") for i in range(h.first, h.last + 1)}
        return [w.i for w in self.words if w.text[:1].isupper() or w.i in whole]

    def name_like(self, i: int) -> bool:
        """Whether word ``i`` can be part of a person's name."""
        word, hit = self.words[i], self.cover.get(i)
        person = hit.get("person") if hit else None
        if hit is not None and person is not None and hit.first < hit.last:
            return True
        if not word.text[:1].isupper() or (word.pos in _NOT_NAMES and hit is None):
            return False
        known = (person is not None and person.value != "derived") or fold(word.text) in self.seen
        if person is not None and not known and word.entity not in PERSONAL and (i == 0 or word.pos != "PROPN"):
            return False
        if word.entity in _TIMES and not known:
            return False
        if hit is not None:
            if hit.get("person") or self._surname(i, hit):
                return True
            return hit.first == hit.last and hit.get(*_PLACES) is not None and not self.headline
        if word.text.isupper() and len(word.text) > 1 and not self.headline and word.entity not in PERSONAL:
            return False
        if i == 0 or self.headline:
            return word.pos == "PROPN" or fold(word.text) in self.seen
        return word.pos in _NAMES or word.entity in PERSONAL

    def _surname(self, i: int, hit: Hit) -> bool:
        """As in "Moses Banda": a word for an agent that with a capital, behind a name, is part of it."""
        if i == 0 or hit.first != hit.last or self.headline or hit.get(*_PLACES, "seat", "organisation", "people"):
            return False
        before = self.words[i - 1]
        word, known = self.words[i], self.cover.get(i - 1)
        if not (
            before.text[:1].isupper() and before.pos == word.pos == "PROPN" and (known is None or known.get("person"))
        ):
            return False
        return before.entity in PERSONAL or word.dep.startswith("flat") or before.head == i

    def end(self, i: int) -> int:
        """Index of the last word of the run that starts at ``i``."""
        last = i
        while last + 1 < len(self.words):
            nxt = last + 1
            if self.name_like(nxt) or self._link(nxt):
                last = nxt
            elif self.words[nxt].text in _HYPHENS and self._joined(nxt):
                last = nxt + 1
            else:
                break
        while self.words[last].lower in self.links and not self.words[last].text[:1].isupper():
            last -= 1
        return last

    def _joined(self, i: int) -> bool:
        """Whether a hyphen joins the words around it, of which only the first may have a capital ("Yong-hyun")."""
        if i + 1 >= len(self.words) or not self.words[i + 1].text.isalpha():
            return False
        tight = self.words[i - 1].end == self.words[i].start and self.words[i].end == self.words[i + 1].start
        return self.name_like(i + 1) or (tight and self.words[i + 1].pos == "PROPN")

    def _link(self, i: int) -> bool:
        """Whether a small word inside a name leads to another part of it, one that is no place."""
        if self.words[i].lower not in self.links:
            return False
        for k in range(i + 1, min(i + 3, len(self.words))):
            if self.words[k].lower not in self.links and self.words[k].text not in _HYPHENS:
                hit = self.cover.get(k)
                return self.name_like(k) and (hit is None or hit.get("person") is not None)
        return False

    def read(self, first: int, last: int) -> tuple[list[Name], set[tuple[int, int]]]:
        """The names in a run, and the hits that are not meant because they are parts of a longer name."""
        inside = [h for h in self.hits if first <= h.first and h.last <= last]
        places = [h for h in inside if h.get(*_PLACES) and not h.get("person")]
        if not places:
            return [self._named(first, last, inside)], set()
        covered = {i for h in inside for i in range(h.first, h.last + 1)}
        extra = [i for i in range(first, last + 1) if i not in covered and self.words[i].lower not in self.compass]
        people = [h for h in inside if h.get("person")]
        if not extra and not people:
            return [], set()
        tags = [self.words[i].entity for i in range(first, last + 1)]
        persons = sum(t in PERSONAL for t in tags)
        ends_in_place = not people and extra and places[-1].last == last and extra[0] > 0
        plain = "LOC" not in tags and "ORG" not in tags
        if (persons * 2 > len(tags) or ends_in_place) and (persons or plain):
            return [self._named(first, last, inside)], {(h.first, h.last) for h in inside}
        beside = {i + step for i in extra if i > 0 for step in (-1, 1)}
        lost = {(h.first, h.last) for h in places if beside & {h.first, h.last}}
        return [self._named(h.first, h.last, [h]) for h in people], lost

    def _named(self, first: int, last: int, inside: Sequence[Hit]) -> Name:
        person_like = any(self.words[i].entity in PERSONAL for i in range(first, last + 1))
        whole = [h for h in inside if h.first == first and h.last == last]
        given = fold(self.words[first].text)
        found: list[Person] = []
        derived = True
        for hit in whole or [h for h in inside if h.get("person")]:
            for m in hit.meanings:
                if m.person is None:
                    continue
                same = fold(m.person.name).split()[0] == given and (hit.last == last or hit.last > hit.first)
                if hit in whole or same or (hit.first == first and hit.last > hit.first):
                    found.append(m.person)
                    derived = derived and m.value == "derived"
        text = self.sentence.phrase(first, last)
        return Name(
            first, last, text, tuple({p.entity: p for p in found}.values()), bool(found) and derived, person_like
        )
