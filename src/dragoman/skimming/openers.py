"""What a word may open: an act, something said, a fact, a time; told from its form before anything is parsed.

A word stands for an entry of the lexicon in any form: its dictionary form is the same, or it begins with the entry's
stem and goes on with another ending. This lets more through than the frames do, and hardly ever less.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from dragoman.actors.gazetteer import Gazetteer
from dragoman.actors.meanings import word_pieces
from dragoman.attribution.cues import Cues
from dragoman.circumstances.patterns import DateWords
from dragoman.events.matching import FrameIndex
from dragoman.folding import fold
from dragoman.lexicon import Lexicon
from dragoman.parsing.lemmas import dictionary_form
from dragoman.parsing.syntax import Syntax
from dragoman.skimming.facts import fact_words

_STEM = 5
"""Letters a stem has at least; of verbs known by their ending ``_VERB``."""
_VERB = 3
_TAIL = 2
_SHORT = 3
_FORMS = 4_096
"""Forms of which is kept what they open; beyond that the table begins anew."""


class Form(NamedTuple):
    """What a form of a word may be.

    Attributes:
        frames: numbers of the frames that it can open. helps: numbers of the conditions of frames that it can meet.
        fact: opens an agreement, claim or position; counted: opens one beside a number; number: is one.
        says: a verb of saying; plain: one that an infinitive may follow.
        phrases: what must follow, word for word, for it to be one of saying ("clear" behind "make").
        charges: a verb of accusing. joins: ends a conjunction before what is said. infinitive: looks like one.
        time: of a date. pieces: as the gazetteer looks it up; begins: whether a phrase of the gazetteer may begin here.
    """

    frames: tuple[int, ...]
    helps: tuple[int, ...]
    fact: bool
    counted: bool
    number: bool
    says: bool
    plain: bool
    phrases: tuple[tuple[str, ...], ...]
    charges: bool
    joins: bool
    infinitive: bool
    time: bool
    pieces: tuple[str, ...]
    begins: bool


class _Entries:
    """Numbers by the words of their entries."""

    def __init__(self, endings: tuple[str, ...]) -> None:
        self._endings = endings
        self._words: dict[str, set[int]] = {}
        self._stems: dict[str, set[int]] = {}

    def add(self, number: int, words: Iterable[str]) -> None:
        """An entry that stands where one of the words does; a phrase stands where its longest word does."""
        for phrase in words:
            word = max(fold(phrase).split(), key=len, default="")
            self._words.setdefault(word, set()).add(number)
            stem = self._stem(word)
            if len(stem) >= (_VERB if self._verbal(word) else _STEM):
                self._stems.setdefault(stem, set()).add(number)

    def of(self, forms: Iterable[str]) -> tuple[int, ...]:
        """The entries that one of the forms stands for."""
        found: set[int] = set()
        for form in forms:
            found |= self._words.get(form, set())
            for k in range(max(_VERB, len(form) - _TAIL), len(form) + 1):
                found |= self._stems.get(form[:k], set())
        return tuple(sorted(found))

    def _verbal(self, word: str) -> bool:
        """Whether a word ends as the dictionary forms of verbs do."""
        return word.endswith(self._endings or ("\0",))

    def _stem(self, word: str) -> str:
        """A word without the ending of its dictionary form."""
        if self._verbal(word):
            return word[:-2]
        return word.rstrip("aeiouy") if len(word) > _STEM + 1 else word


@dataclass(frozen=True, slots=True)
class Opening:
    """A frame, or one of its triggers of several words, as far as words tell of it: the conditions that it has, and
    whether parties known by kind alone are enough for it."""

    conditions: frozenset[int]
    armed: bool


_FACT, _COUNTED, _SAYS, _PLAIN, _CHARGES, _OTHERS = range(6)


class Openers:
    """Knows of every form of a word in one language what it may open.

    Args:
        lexicon: the data of the language.
        gazetteer, frames, cues, syntax: what the stages read of it.

    Attributes:
        bare: whether words that are said may follow a verb of saying without a sign of it ("said they were").

    Raises:
        LexiconError: a file is missing or not valid.
    """

    def __init__(
        self, lexicon: Lexicon, language: str, gazetteer: Gazetteer, frames: FrameIndex, cues: Cues, syntax: Syntax
    ) -> None:
        self.language = language
        self.gazetteer = gazetteer
        self.bare = not syntax.drops_subjects
        self._endings = syntax.verbal_endings
        self._irregular = {fold(form): fold(lemma) for form, lemma in {**syntax.form_lemmas, **cues.forms}.items()}
        self._triggers, self._helps, self._words = (_Entries(self._endings) for _ in range(3))
        self.frames: list[Opening] = []
        self._conditions: dict[tuple[str, ...], int] = {}
        for frame, triggers, wanted in frames.openers():
            armed = frame.type in frames.violent and not frame.needs
            conditions = frozenset(map(self._condition, wanted))
            plain = [w.removesuffix(syntax.reflexive_ending) for w in triggers if " " not in w]
            self._open(plain, Opening(conditions, armed))
            for phrase in (w for w in triggers if " " in w):
                word, *others = sorted(phrase.split(), key=len, reverse=True)
                self._open([word], Opening(conditions | {self._condition((w,)) for w in others}, armed))
        facts = fact_words(lexicon, language)
        self._words.add(_FACT, facts.alone)
        self._words.add(_COUNTED, facts.counted)
        self._numbers = frozenset(map(fold, facts.numbers))
        self._words.add(_SAYS, cues.sayers)
        self._phrases = [tuple(phrase.split()) for phrase in cues.saying.phrases]
        for number, (verb, *_) in enumerate(self._phrases, start=_OTHERS):
            self._words.add(number, [verb])
        self._words.add(_PLAIN, cues.infinitive)
        self._words.add(_CHARGES, cues.accusers)
        self._verbs = {
            *syntax.passive_auxiliaries,
            *cues.sayers,
            *(verb for frame in frames.frames.values() for verb in frame.trigger.verb),
        }
        self._joins = {phrase.split()[-1] for phrase in cues.conjunctions}
        dates = lexicon.document(f"{language}/dates.yaml", DateWords)
        times = [w for group in (dates.months, dates.weekdays, dates.units) for forms in group.values() for w in forms]
        self._times = {fold(max(w.split(), key=len)).rstrip(".") for w in times}
        self._known: dict[str, Form] = {}

    def _condition(self, words: tuple[str, ...]) -> int:
        """The number of the condition that one of these words stands there."""
        number = self._conditions.setdefault(words, len(self._conditions))
        if number == len(self._conditions) - 1:
            self._helps.add(number, words)
        return number

    def _open(self, words: Iterable[str], opening: Opening) -> None:
        self._triggers.add(len(self.frames), words)
        self.frames.append(opening)

    def of(self, word: str) -> Form:
        """What a word, as written, may open."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) > _FORMS:
                self._known.clear()
            known = self._known[word] = self._read(word)
        return known

    def _read(self, word: str) -> Form:
        low = word.lower()
        forms = {fold(low), fold(dictionary_form(low, self.language))}
        forms |= {fold(part) for part in re.split(r"\W", low) if part}
        forms |= {self._irregular[form] for form in tuple(forms) if form in self._irregular}
        kinds = self._words.of(forms)
        pieces = word_pieces(word)
        return Form(
            self._triggers.of(forms),
            self._helps.of(forms),
            _FACT in kinds,
            _COUNTED in kinds,
            any(c.isdigit() for c in word) or not self._numbers.isdisjoint(forms),
            _SAYS in kinds or _PLAIN in kinds,
            _PLAIN in kinds,
            tuple(self._phrases[number - _OTHERS][1:] for number in kinds if number >= _OTHERS),
            _CHARGES in kinds,
            low in self._joins,
            low.endswith(self._endings or ("\0",)) and (len(low) > _SHORT or low in self._verbs),
            word.isdigit() or fold(word) in self._times,
            pieces,
            any(self.gazetteer.begins(piece) for piece in pieces),
        )
