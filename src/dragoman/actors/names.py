"""Runs of capitalised words that name a person, known to the lexicon or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dragoman.actors.gazetteer import Gazetteer, Hit, fold
from dragoman.actors.offices import Person
from dragoman.parsing.words import Sentence, Word

_PLACES = ("state", "capital", "region")
_NOT_NAMES = frozenset({"DET", "ADP", "PRON", "AUX", "CCONJ", "SCONJ", "PUNCT", "NUM", "SYM", "ADV", "PART", "INTJ"})
_TITLE_CASE = 0.6
PERSONAL = frozenset({"PER", "PERSON"})
_TIMES = frozenset({"DATE", "TIME"})


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a sentence: word indexes, its text, and the known persons it can be."""

    first: int
    last: int
    text: str
    persons: tuple[Person, ...] = ()
    derived: bool = False
    person_like: bool = False


def find_names(sentence: Sentence, hits: Sequence[Hit], gazetteer: Gazetteer) -> tuple[list[Name], list[Hit]]:
    """The names of a sentence, and the hits that are left when those inside a longer name are gone."""
    words = sentence.words
    cover: dict[int, Hit] = {i: h for h in hits for i in range(h.first, h.last + 1)}
    headline = _headline(words)
    names: list[Name] = []
    lost: set[tuple[int, int]] = set()
    i = 0
    while i < len(words):
        if not _starts(words, i, cover, headline):
            i += 1
            continue
        last = _run(words, i, cover, gazetteer, headline)
        inside = [h for h in hits if i <= h.first and h.last <= last]
        names_here, lost_here = _read(sentence, i, last, inside, gazetteer, headline)
        names += names_here
        lost |= lost_here
        i = last + 1
    kept = [h for h in hits if (h.first, h.last) not in lost and not _only_person(h)]
    kept += [replace(h, meanings=tuple(m for m in h.meanings if m.kind != "person")) for h in hits if _mixed(h)]
    return names, sorted(dict.fromkeys(kept), key=lambda h: h.first)


def _only_person(hit: Hit) -> bool:
    return all(m.kind == "person" for m in hit.meanings) or _mixed(hit)


def _mixed(hit: Hit) -> bool:
    kinds = {m.kind for m in hit.meanings}
    return "person" in kinds and len(kinds) > 1


def _headline(words: Sequence[Word]) -> bool:
    letters = [w for w in words if w.text[:1].isalpha()]
    capital = sum(w.text[:1].isupper() for w in letters)
    return len(letters) > 4 and capital / len(letters) > _TITLE_CASE


def _starts(words: Sequence[Word], i: int, cover: dict[int, Hit], headline: bool) -> bool:
    return _name_like(words, i, cover, headline)


def _name_like(words: Sequence[Word], i: int, cover: dict[int, Hit], headline: bool) -> bool:
    word, hit = words[i], cover.get(i)
    if not word.text[:1].isupper() or word.entity in _TIMES or (word.pos in _NOT_NAMES and hit is None):
        return False
    if hit is not None:
        if hit.get("person"):
            return True
        return hit.first == hit.last and hit.get(*_PLACES) is not None and not headline
    if word.text.isupper() and len(word.text) > 1 and not headline and word.entity not in PERSONAL:
        return False
    if i == 0 or headline:
        return word.pos == "PROPN"
    return word.pos in ("PROPN", "NOUN", "X", "ADJ", "VERB") or word.entity in PERSONAL


def _run(words: Sequence[Word], i: int, cover: dict[int, Hit], gazetteer: Gazetteer, headline: bool) -> int:
    """Index of the last word of the run of name-like words that starts at ``i``."""
    last = i
    while last + 1 < len(words):
        nxt = last + 1
        if _name_like(words, nxt, cover, headline):
            last = nxt
        elif words[nxt].text in ("-", "‐") and nxt + 1 < len(words) and _name_like(words, nxt + 1, cover, headline):
            last = nxt + 1
        elif words[nxt].text in ("-", "‐") and _joined(words, nxt):
            last = nxt + 1
        elif _link(words, nxt, cover, gazetteer, headline):
            last = nxt
        else:
            break
    while words[last].lower in gazetteer.vocabulary.name_links and not words[last].text[:1].isupper():
        last -= 1
    return last


def _joined(words: Sequence[Word], i: int) -> bool:
    """Whether a hyphen joins the words around it without spaces, as in names of which only the first has a capital."""
    if i + 1 >= len(words) or not words[i + 1].text.isalpha():
        return False
    return words[i - 1].end == words[i].start and words[i].end == words[i + 1].start and words[i + 1].pos == "PROPN"


def _link(words: Sequence[Word], i: int, cover: dict[int, Hit], gazetteer: Gazetteer, headline: bool) -> bool:
    """Whether a small word inside a name leads to another part of it, one that is no place."""
    links = gazetteer.vocabulary.name_links
    if words[i].lower not in links:
        return False
    for k in range(i + 1, min(i + 3, len(words))):
        if words[k].lower in links:
            continue
        hit = cover.get(k)
        return _name_like(words, k, cover, headline) and (hit is None or hit.get("person") is not None)
    return False


def _read(
    sentence: Sentence, first: int, last: int, inside: list[Hit], gazetteer: Gazetteer, headline: bool
) -> tuple[list[Name], set[tuple[int, int]]]:
    places = [h for h in inside if h.get(*_PLACES) and not h.get("person")]
    if not places:
        return [_named(sentence, first, last, inside)], set()
    covered = {i for h in inside for i in range(h.first, h.last + 1)}
    compass = gazetteer.vocabulary.compass
    extra = [i for i in range(first, last + 1) if i not in covered and sentence.words[i].lower not in compass]
    people = [h for h in inside if h.get("person")]
    if not extra and not people:
        return [], set()
    tags = [sentence.words[i].entity for i in range(first, last + 1)]
    persons = sum(t in PERSONAL for t in tags)
    if persons * 2 > len(tags) or (not people and extra and places[-1].last == last and extra[0] > 0):
        if persons or ("LOC" not in tags and "ORG" not in tags):
            lost = {(h.first, h.last) for h in inside}
            return [_named(sentence, first, last, inside)], lost
    lost = {(h.first, h.last) for h in places if any(abs(i - k) == 1 and i > 0 for i in extra for k in (h.first, h.last))}
    names = [_named(sentence, h.first, h.last, [h]) for h in people]
    return names, lost


def _named(sentence: Sentence, first: int, last: int, inside: list[Hit]) -> Name:
    text = sentence.span(first, last).text
    person_like = any(sentence.words[i].entity in PERSONAL for i in range(first, last + 1))
    whole = [h for h in inside if h.first == first and h.last == last]
    parts = [h for h in inside if h.get("person")]
    given = fold(sentence.words[first].text)
    found: list[Person] = []
    derived = True
    for hit in whole or parts:
        for m in hit.meanings:
            if m.person is None:
                continue
            same = fold(m.person.name).split()[0] == given and (hit.last == last or hit.last > hit.first)
            if hit in whole or same or (hit.first == first and hit.last > hit.first):
                found.append(m.person)
                derived = derived and m.value == "derived"
    return Name(first, last, text, tuple(dict.fromkeys(found)), bool(found) and derived, person_like)
