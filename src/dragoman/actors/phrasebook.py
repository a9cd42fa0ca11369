"""Every phrase of a language with what it can mean, built from the data of the lexicon, and as plain values to be kept.

Building takes most of a second, so what comes out is packed, kept by content hash and unpacked phrase by phrase.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from dragoman.actors.meanings import Meaning, pieces, word_pieces
from dragoman.actors.offices import Person
from dragoman.actors.vocabulary import Vocabulary
from dragoman.actors.world import Country, Organisation, state_names
from dragoman.folding import fold

_SHORT = 3
_ROMAN = frozenset("IVXL")


class Phrasebook:
    """Collects the phrases of one language.

    Args:
        language: ISO 639-1.
        vocabulary, countries, organisations, persons: the data of the lexicon.
    """

    def __init__(
        self,
        language: str,
        vocabulary: Vocabulary,
        countries: Sequence[Country],
        organisations: Sequence[Organisation],
        persons: Iterable[Person],
    ) -> None:
        self.language = language
        self.display: dict[str, str] = {}
        self.areas: dict[str, frozenset[str]] = {}
        self.phrases: dict[str, list[Meaning]] = {}
        self.longest: dict[str, int] = {}
        self._vocabulary = vocabulary
        self._add_states(countries)
        self._add_organisations(organisations)
        self._add_vocabulary(vocabulary)
        self._add_persons(persons)

    def packed(self) -> dict[str, Any]:
        """All of it as JSON values: meanings once each, and phrases by the numbers of their meanings.

        Rows of meanings and persons are JSON inside of JSON: a long text is read much faster than what it stands for.
        """
        rows: dict[str, int] = {}
        roles = {id(r): n for n, r in enumerate(self._vocabulary.roles)}
        modifiers = {id(m): n for n, m in enumerate(self._vocabulary.modifiers)}
        persons: dict[str, str] = {}
        phrases: dict[str, str] = {}
        for phrase, meanings in self.phrases.items():
            numbers = []
            for m in meanings:
                if m.person is not None and m.person.entity not in persons:
                    p = m.person
                    offices = [o.model_dump(by_alias=True, exclude_defaults=True) for o in p.offices]
                    persons[p.entity] = _text([p.name, p.aliases, offices])
                row = [m.kind, m.name, m.code, list(m.sectors), m.gender, m.number, list(m.capitals), m.shout, m.value]
                row += [roles[id(m.role)] if m.role else None, modifiers[id(m.modifier)] if m.modifier else None]
                row += [m.organisation.id if m.organisation else None, m.person.entity if m.person else None]
                numbers.append(str(rows.setdefault(_text(row), len(rows))))
            phrases[phrase] = " ".join(numbers)
        areas = {area: sorted(codes) for area, codes in self.areas.items()}
        return {
            "display": self.display,
            "states": state_names(self.language),
            "areas": areas,
            "longest": self.longest,
            "meanings": list(rows),
            "phrases": phrases,
            "persons": persons,
        }

    def _put(self, phrase: str, meaning: Meaning, cased: bool = False) -> None:
        parts = pieces(phrase)
        if not parts:
            return
        letters = [c for c in phrase if c.isalpha()]
        if cased:
            shout = len(letters) > 1 and all(c.isupper() for c in letters)
            capitals = (0,) if shout else _capitals(phrase)
            meaning = _with(meaning, capitals[-1:] if not shout or len(letters) > _SHORT else (), shout)
        known = self.phrases.setdefault(" ".join(parts), [])
        if meaning not in known:
            known.append(meaning)
        for beginning in {parts[0], " ".join(parts[:2])}:
            self.longest[beginning] = max(self.longest.get(beginning, 0), len(parts))

    def _add_states(self, countries: Sequence[Country]) -> None:
        language, names = self.language, state_names(self.language)
        claimed = {fold(n): c.id for c in countries for n in c.called(language).also}
        for c in countries:
            called, cldr = c.called(language), names.get(c.id, "")
            own = [cldr] if cldr and claimed.get(fold(cldr), c.id) == c.id else []
            plain = [n for n in own if "(" not in n and " - " not in n and "&" not in n]
            display = (plain or list(called.also) or own or [c.id])[0]
            self.display[c.id] = display
            base = Meaning("state", display, c.id, ("GOV",))
            for name in (*own, *called.also):
                self._put(name, base, cased=True)
            for kind, phrases in (("capital", called.capital), ("seat", called.seats)):
                for name in phrases:
                    self._put(name, Meaning(kind, display, c.id, ("GOV",), value=name), cased=True)
            self._add_people(called.people, Meaning("people", display, c.id, ("GOV",)))
            for region in c.regions:
                self._add_region(c, region.names(language), region.people(language), region.sector)
            for area in c.areas:
                self.areas[area] = self.areas.get(area, frozenset()) | {c.id}

    def _add_region(
        self, country: Country, names: tuple[str, ...], people: tuple[str, ...], sector: str | None
    ) -> None:
        sectors = (sector or "GOV",)
        for name in names:
            self._put(name, Meaning("region", names[0], country.id, sectors, value=name), cased=True)
        self._add_people(people, Meaning("people", names[0], country.id, sectors, value="region"))

    def _add_people(self, words: tuple[str, ...], meaning: Meaning) -> None:
        for word in words:
            cased = word[:1].isupper()
            for form, gender, number in self._vocabulary.forms(word):
                self._put(form, _graded(meaning, gender, number), cased=cased)

    def _add_organisations(self, organisations: Sequence[Organisation]) -> None:
        for o in organisations:
            names = o.called(self.language)
            for name in names:
                meaning = Meaning(
                    "organisation", name if o.each else names[0], o.code, o.sectors, organisation=o, value=o.id
                )
                self._put(name, meaning, cased=not name.islower())

    def _add_vocabulary(self, v: Vocabulary) -> None:
        for role in v.roles:
            for phrase in role.words:
                capital = " " not in phrase and phrase[:1].isupper()
                for form, gender, number in v.forms(phrase):
                    self._put(form, Meaning("role", role.id, gender=gender, number=number, role=role), cased=capital)
        for modifier in v.modifiers:
            for phrase in modifier.words:
                for form, gender, number in v.forms(phrase) if v.inflected == "first" else [(phrase, "", 0)]:
                    self._put(form, Meaning("modifier", gender=gender, number=number, modifier=modifier))
        for reference in v.references:
            for phrase in reference.words:
                for form, gender, number in v.forms(phrase):
                    self._put(form, Meaning("reference", gender=gender, number=number, value=reference.id))
        for area, words in v.areas.items():
            for phrase in words:
                for form, gender, number in v.forms(phrase):
                    self._put(form, Meaning("area", gender=gender, number=number, value=area))
        for pair, words in v.pairs.items():
            for phrase in words:
                self._put(phrase, Meaning("pair", number=2, value=pair))
        for count, words in v.counts.items():
            for phrase in words:
                self._put(phrase, Meaning("count", value=str(count), number=2))
        for kind, words in (("measure", v.measures), ("title", v.titles), ("ignore", v.ignore), ("sport", v.sports)):
            for phrase in words:
                self._put(phrase, Meaning(kind), cased=kind in ("ignore", "sport") and not phrase.islower())
        for pronoun in v.personal:
            for phrase in pronoun.words:
                self._put(
                    phrase,
                    Meaning("personal", phrase, gender=pronoun.gender, number=pronoun.number, value=pronoun.kind),
                )

    def _add_persons(self, persons: Iterable[Person]) -> None:
        for person in persons:
            for alias in person.aliases:
                self._put(alias, Meaning("person", person.name, person=person), cased=True)
            surname = person.name.split()[-1]
            if _is_surname(surname) and surname not in person.aliases and surname != person.name:
                self._put(surname, Meaning("person", person.name, person=person, value="derived"), cased=True)


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _is_surname(word: str) -> bool:
    """Whether the last word of a name can stand for the person: not "VI", "Jr." or "of Morocco"."""
    return len(word) > 2 and word[0].isupper() and word.isalpha() and not set(word) <= _ROMAN


def _graded(meaning: Meaning, gender: str, number: int) -> Meaning:
    return Meaning(meaning.kind, meaning.name, meaning.code, meaning.sectors, gender, number, value=meaning.value)


def _with(m: Meaning, capitals: tuple[int, ...], shout: bool) -> Meaning:
    return Meaning(
        m.kind,
        m.name,
        m.code,
        m.sectors,
        m.gender,
        m.number,
        capitals,
        shout,
        m.role,
        m.person,
        m.modifier,
        m.organisation,
        m.value,
    )


def _capitals(phrase: str) -> tuple[int, ...]:
    """Indexes of the pieces of a phrase that are written with a capital."""
    found, at = [], 0
    for word in phrase.replace("'s ", " 's ").split():
        n = len(word_pieces(word))
        if word[:1].isupper():
            found += list(range(at, at + n))[:1]
        at += n
    return tuple(found)
