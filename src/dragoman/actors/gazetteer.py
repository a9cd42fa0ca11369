"""One pass over a sentence that finds every phrase the lexicon knows: states, demonyms, organisations, roles, persons.

Phrases are kept as folded pieces (no accents, lower case, no full stops or apostrophes) in a dictionary, so a lookup is
one hash a length. How a phrase must be capitalised is checked after it is found: "turkey" is no state in English prose.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dragoman.actors.offices import Person
from dragoman.actors.vocabulary import Modifier, Role, Vocabulary
from dragoman.actors.world import Country, Organisation, state_names
from dragoman.folding import fold
from dragoman.parsing.words import Sentence

_DROPPED = str.maketrans("", "", ".'’ʼ`´")
_SPLIT = str.maketrans(dict.fromkeys("-‐‑–/", " "))
_SHORT = 3
_ROMAN = frozenset("IVXL")


def pieces(text: str) -> list[str]:
    """A phrase as the folded pieces it is looked up by."""
    spaced = text.replace("’s ", " 's ").replace("'s ", " 's ").replace("' ", " ' ")
    return [p for word in spaced.split() for p in _word_pieces(word)]


@lru_cache(maxsize=65536)
def _word_pieces(word: str) -> tuple[str, ...]:
    if word in ("'s", "’s", "'", "’"):
        return ("'s",)
    return tuple(fold(word).translate(_DROPPED).translate(_SPLIT).split())


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase can mean.

    Attributes:
        kind: "state", "capital", "seat", "people", "region", "organisation", "role", "modifier", "person", "measure",
            "count", "reference", "personal", "area", "title", "sport" or "ignore".
        name: canonical name. code, sectors: of the actor where the phrase fixes them.
        gender, number: of the form ("m", "f", ""; 1, 2, 0 for either).
        capitals: indexes of pieces that must be capitalised; shout: the whole must be in capitals.
        role, person, modifier: the entry, for those kinds.
        value: other data: the number of a count, the kind of a reference, the entity id of an organisation.
    """

    kind: str
    name: str = ""
    code: str | None = None
    sectors: tuple[str, ...] = ()
    gender: str = ""
    number: int = 0
    capitals: tuple[int, ...] = ()
    shout: bool = False
    role: Role | None = None
    person: Person | None = None
    modifier: Modifier | None = None
    organisation: Organisation | None = None
    value: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A known phrase in a sentence: word indexes, both inclusive, and what it can mean."""

    first: int
    last: int
    meanings: tuple[Meaning, ...]

    def get(self, *kinds: str) -> Meaning | None:
        """The first meaning of one of these kinds."""
        return next((m for m in self.meanings if m.kind in kinds), None)


class Gazetteer:
    """Every phrase of one language that means somebody.

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
        self.vocabulary = vocabulary
        self.display: dict[str, str] = {}
        self.areas: dict[str, frozenset[str]] = {}
        self._phrases: dict[tuple[str, ...], list[Meaning]] = {}
        self._longest: dict[str, int] = {}
        self._add_states(countries)
        self._add_organisations(organisations)
        self._add_vocabulary(vocabulary)
        self._add_persons(persons)

    @property
    def known(self) -> Mapping[tuple[str, ...], list[Meaning]]:
        """Every phrase, as folded pieces, with what it can mean."""
        return self._phrases

    def scan(self, sentence: Sentence) -> list[Hit]:
        """All known phrases, leftmost and longest first, without overlap."""
        shape = _shape(sentence)
        flat: list[tuple[str, int]] = []
        for word in sentence.words:
            flat += [(piece, word.i) for piece in _word_pieces(word.text)]
        hits: list[Hit] = []
        at = 0
        while at < len(flat):
            hit, used = self._longest_at(sentence, flat, at, shape)
            if hit:
                hits.append(hit)
            at += max(used, 1)
        return hits

    def _longest_at(
        self, sentence: Sentence, flat: list[tuple[str, int]], at: int, shape: str
    ) -> tuple[Hit | None, int]:
        reach = min(self._longest.get(flat[at][0], 0), len(flat) - at)
        if at and flat[at - 1][1] == flat[at][1]:
            return None, 1
        for n in range(reach, 0, -1):
            if at + n < len(flat) and flat[at + n][1] == flat[at + n - 1][1]:
                continue
            known = self._phrases.get(tuple(p for p, _ in flat[at : at + n]))
            if known is None:
                continue
            words = [i for _, i in flat[at : at + n]]
            fitting = tuple(m for m in known if _written_so(m, sentence, words, shape))
            if fitting:
                return Hit(words[0], words[-1], fitting), n
        return None, 1

    def _put(self, phrase: str, meaning: Meaning, cased: bool = False) -> None:
        parts = pieces(phrase)
        if not parts:
            return
        letters = [c for c in phrase if c.isalpha()]
        if cased:
            shout = len(letters) > 1 and all(c.isupper() for c in letters)
            capitals = (0,) if shout else _capitals(phrase)
            meaning = _with(meaning, capitals[-1:] if not shout or len(letters) > _SHORT else (), shout)
        known = self._phrases.setdefault(tuple(parts), [])
        if meaning not in known:
            known.append(meaning)
        self._longest[parts[0]] = max(self._longest.get(parts[0], 0), len(parts))

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
            for form, gender, number in self.vocabulary.forms(word):
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
        n = len(_word_pieces(word))
        if word[:1].isupper():
            found += list(range(at, at + n))[:1]
        at += n
    return tuple(found)


def _shape(sentence: Sentence) -> str:
    """As in "upper" or "lower" where the whole sentence is written so, else "mixed"."""
    words = [w.text for w in sentence.words if w.text[:1].isalpha()]
    if len(words) > 1 and all(not any(c.islower() for c in w) for w in words):
        return "upper"
    if words and all(w.islower() for w in words):
        return "lower"
    return "mixed"


def _written_so(meaning: Meaning, sentence: Sentence, words: list[int], shape: str) -> bool:
    if shape == "upper" or not (meaning.shout or meaning.capitals):
        return True
    if shape == "lower":
        return not meaning.shout or sum(len(sentence.words[i].text) for i in set(words)) > _SHORT
    if meaning.shout and not meaning.capitals:
        return all(not any(c.islower() for c in sentence.words[i].text) for i in words)
    return all(_capital(sentence.words[words[k]].text) for k in meaning.capitals if k < len(words))


def _capital(text: str) -> bool:
    letter = next((c for c in text if c.isalpha()), "")
    return letter.isupper()
