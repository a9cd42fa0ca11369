"""The short cut: which paragraphs can hold a record, told from their words before anything is parsed.

A paragraph is left out where nothing in it can become a record and nothing can be what another one refers to. When in
doubt it stays, so the words are compared by stems, which lets more through than the frames do.

- Where no actor of the world is named in the whole article, only what somebody says can be a record, and armed deeds
  of people who are told by what they are: the paragraphs with words of these or with quotation marks stay, what stands
  directly before them, and all before them that may name somebody.
- Else those stay that have an act, words of saying, a fact or a number, or that may name somebody or a time. An article
  with none of the former is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import simplemma

from dragoman.actors.gazetteer import Gazetteer
from dragoman.actors.meanings import Meaning, word_pieces
from dragoman.attribution.cues import Cues
from dragoman.circumstances.numbers import NumberWords
from dragoman.circumstances.patterns import DateWords
from dragoman.events.matching import FrameIndex
from dragoman.facts.agreement_words import AgreementWords
from dragoman.facts.claim_words import ClaimWords
from dragoman.facts.quantities import QuantityWords
from dragoman.facts.vote_words import VoteWords
from dragoman.folding import fold
from dragoman.lexicon import Lexicon
from dragoman.parsing.plain import paragraphs
from dragoman.parsing.syntax import Syntax
from dragoman.records import Span

_WORD = re.compile(r"['’]s\b|\w+(?:[.\-]\w+|['’](?!s\b)\w+)*")
_MARKS = re.compile("[“”„‟«»‹›\"❝❞〝〞＂「」『』]|(?<!\\w)['‘]|^[ \t]*[-—–―]", re.MULTILINE)
_STEM = 5
_TAIL = 2
_AHEAD = 12
_FORMS = 200_000


class Token(NamedTuple):
    """A word of a paragraph and where it begins in it."""

    text: str
    at: int


class _Cues:
    """What opens a record, as entries: words of which one must stand there, and others of which one must besides.

    Sets of entries are whole numbers, a bit an entry. A word stands there in any form: its dictionary form is the same,
    or it begins with the stem and goes on with another ending.
    """

    def __init__(self, language: str, endings: tuple[str, ...], irregular: dict[str, str]) -> None:
        self._language = language
        self._endings = endings
        self._irregular = irregular
        self._words: tuple[dict[str, int], dict[str, int]] = ({}, {})
        self._stems: tuple[dict[str, int], dict[str, int]] = ({}, {})
        self._known: dict[str, tuple[int, int]] = {}
        self._count = 0
        self.alone = 0

    def add(self, words: Iterable[str], besides: Iterable[str] = ()) -> int:
        """Takes in an entry and gives its bit. A phrase stands where its longest word does."""
        bit = 1 << self._count
        self._count += 1
        besides = tuple(besides)
        if not besides:
            self.alone |= bit
        for side, listed in enumerate((words, besides)):
            for phrase in listed:
                word = max(fold(phrase).split(), key=len)
                stem = _stem(word, self._endings)
                self._words[side][word] = self._words[side].get(word, 0) | bit
                if len(stem) >= _STEM:
                    self._stems[side][stem] = self._stems[side].get(stem, 0) | bit
        return bit

    def of(self, word: str) -> tuple[int, int]:
        """The entries that a word can open, and those for which it is what they need besides."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) > _FORMS:
                self._known.clear()
            known = self._known[word] = self._read(word)
        return known

    def _read(self, word: str) -> tuple[int, int]:
        low = word.lower()
        forms = {fold(low), fold(str(simplemma.lemmatize(low, lang=self._language)).lower())}
        forms |= {fold(part) for part in re.split(r"\W", low) if part}
        forms |= {fold(self._irregular[form]) for form in tuple(forms) if form in self._irregular}
        sides = []
        for words, stems in zip(self._words, self._stems, strict=True):
            found = 0
            for form in forms:
                found |= words.get(form, 0)
                for k in range(max(_STEM, len(form) - _TAIL), len(form) + 1):
                    found |= stems.get(form[:k], 0)
            sides.append(found)
        return sides[0], sides[1]


@dataclass(slots=True)
class _Paragraph:
    """A paragraph and what its words may be. ``world``: it names an actor of the world; ``named``: it may name one."""

    start: int
    end: int
    acts: bool = False
    armed: bool = False
    said: bool = False
    timed: bool = False
    world: bool = False
    roles: bool = False
    named: bool = False


class Skimmed(NamedTuple):
    """What need not be looked at: ``idle`` paragraphs, in code points; ``spoken``: all but what somebody says."""

    idle: tuple[tuple[int, int], ...] = ()
    spoken: bool = False


class Skimmer:
    """Skims articles of one language.

    Args:
        lexicon: the data of the language.
        gazetteer, frames, cues, syntax: what the stages read of it.

    Raises:
        LexiconError: a file is missing or not valid.
    """

    def __init__(
        self, lexicon: Lexicon, language: str, gazetteer: Gazetteer, frames: FrameIndex, cues: Cues, syntax: Syntax
    ) -> None:
        self._language = language
        self._gazetteer = gazetteer
        irregular = {fold(form): lemma for form, lemma in {**syntax.form_lemmas, **cues.forms}.items()}
        self._cues = _Cues(language, syntax.verbal_endings, irregular)
        self._armed = self._said = 0
        for frame, words, besides in frames.openers():
            words = tuple(w.removesuffix(syntax.reflexive_ending) for w in words)
            bit = self._cues.add(words, besides)
            self._armed |= bit if frame.type in frames.violent else 0
        self._cues.add(_fact_words(lexicon, language))
        numbers = lexicon.document(f"{language}/numbers.yaml", NumberWords)
        self._cues.add((*numbers.adders, *numbers.hundreds, *numbers.scales, *numbers.nouns))
        self._said = self._cues.add((*cues.sayers, *cues.accusers))
        self._conjunctions = {phrase.split()[0] for phrase in cues.conjunctions}
        self._plain = self._cues.add(cues.infinitive)
        self._said |= self._plain
        self._bare = not syntax.drops_subjects
        for phrase in cues.saying.phrases:
            verb, *rest = phrase.split()
            self._said |= self._cues.add([verb], [" ".join(rest)])
        dates = lexicon.document(f"{language}/dates.yaml", DateWords)
        times = [w for group in (dates.months, dates.weekdays, dates.units) for forms in group.values() for w in forms]
        self._times = {fold(max(w.split(), key=len)).rstrip(".") for w in times}

    def skim(self, text: str, lines: Iterable[Span] = (), placed: bool = False) -> Skimmed:
        """What of a text need not be parsed.

        Args:
            lines: stretches that are no prose. placed: whether the dateline tells a place, which is an actor at hand.
        """
        skipped = [(line.start, line.end) for line in lines]
        found = [self._read(text, start, end) for start, end in paragraphs(text) if (start, end) not in skipped]
        world = placed or self._gazetteer.open or any(p.world for p in found)
        needed = self._in_the_world(found) if world else self._elsewhere(found)
        spoken = not world and not any(p.armed and p.roles for p in found)
        return Skimmed(tuple((p.start, p.end) for p in found if id(p) not in needed), spoken)

    @staticmethod
    def _in_the_world(found: list[_Paragraph]) -> set[int]:
        if not any(p.acts or p.said for p in found):
            return set()
        return {id(p) for p in found if p.acts or p.said or p.timed or p.named or p.world or p.roles}

    @staticmethod
    def _elsewhere(found: list[_Paragraph]) -> set[int]:
        """What is said, armed deeds of people who are told by what they are, and whom these may refer to."""
        telling = [p.said or (p.armed and p.roles) for p in found]
        last = max((n for n, tells in enumerate(telling) if tells), default=-1)
        return {id(p) for n, p in enumerate(found[: last + 1]) if telling[n] or p.named or telling[n + 1]}

    def _read(self, text: str, start: int, end: int) -> _Paragraph:
        made = _Paragraph(start, end)
        stretch = text[start:end]
        tokens = [Token(m.group(), m.start()) for m in _WORD.finditer(stretch)]
        opened = besides = 0
        opening, at = True, 0
        for n, (word, begin) in enumerate(tokens):
            opens, helps = self._cues.of(word)
            opened |= opens
            besides |= helps
            made.timed |= word.isdigit() or fold(word) in self._times
            opening = n == 0 or any(c in ".!?:;" for c in stretch[at:begin])
            made.named |= word[0].isupper() and not opening
            at = begin + len(word)
        full = opened & (besides | self._cues.alone)
        made.said = bool(_MARKS.search(stretch)) or bool(full & self._said and self._says(stretch, tokens))
        made.acts = bool(full & ~self._said) or any(c.isdigit() for c in stretch)
        made.armed = bool(full & self._armed)
        self._look_up(stretch, tokens, made)
        return made

    def _says(self, stretch: str, tokens: list[Token]) -> bool:
        """Whether words that are said can stand beside a verb of saying: behind a conjunction, a comma or a colon."""
        if self._bare or ":" in stretch:
            return True
        for n, (word, begin) in enumerate(tokens):
            if self._cues.of(word)[0] & self._said:
                if any(t.text.lower() in self._conjunctions for t in tokens[n + 1 : n + 1 + _AHEAD]):
                    return True
                if "," in stretch[tokens[max(0, n - _AHEAD)].at : begin] or self._cues.of(word)[0] & self._plain:
                    return True
        return False

    def _look_up(self, stretch: str, tokens: list[Token], made: _Paragraph) -> None:
        """Who is named: the phrases of the gazetteer, the longest first."""
        parts = [(piece, n) for n, token in enumerate(tokens) for piece in word_pieces(token.text)]
        folded = [piece for piece, _ in parts]
        shouted = stretch.isupper() or stretch.islower()
        at = 0
        while at < len(parts):
            size, meanings = self._gazetteer.at(folded, at)
            n = parts[at][1]
            for meaning in meanings:
                if _of_the_world(meaning):
                    made.world |= shouted or self._written_so(stretch, tokens, n, size, meaning)
                elif meaning.sectors or meaning.role:
                    made.roles = True
            at += max(size, 1)

    def _written_so(self, stretch: str, tokens: list[Token], n: int, size: int, meaning: Meaning) -> bool:
        """Whether the first word of a phrase is written as a name, where it is one; "long" is no Mr Long."""
        word = tokens[n].text
        if meaning.shout and not word.isupper():
            return False
        if not meaning.capitals and not meaning.shout:
            return True
        if not word[0].isupper():
            return False
        if meaning.person is None or size > 1:
            return True
        before = tokens[n - 1] if n else None
        opens = before is None or any(c in ".!?:;" for c in stretch[before.at + len(before.text) : tokens[n].at])
        if opens:
            return not simplemma.is_known(word.lower(), lang=self._language)
        return before is not None and not before.text[0].isupper() and fold(word) not in self._times


def _of_the_world(meaning: Meaning) -> bool:
    return meaning.code is not None or meaning.person is not None or meaning.organisation is not None


def _stem(word: str, endings: tuple[str, ...]) -> str:
    """A word without the ending of its dictionary form."""
    return word[:-2] if word.endswith(endings or ("\0",)) else word.rstrip("aeiouy") if len(word) > _STEM + 1 else word


def _fact_words(lexicon: Lexicon, language: str) -> list[str]:
    """Words without which no agreement, claim or position is found; amounts and shares need a number besides."""
    agreements = lexicon.document(f"{language}/agreements.yaml", AgreementWords)
    claims = lexicon.document(f"{language}/claims.yaml", ClaimWords)
    votes = lexicon.document(f"{language}/votes.yaml", VoteWords)
    found = [word for noun in agreements.nouns for word in noun.words]
    found += [*agreements.heads, *claims.rank.nouns, *claims.rank.held, *claims.rank.plain]
    found += [*claims.relation.nouns, *claims.relation.adjectives, *claims.relation.verbs, *claims.toll.causes]
    found += [verb for stance in votes.stances for verb in stance.verbs]
    counts = [phrase for phrases in votes.tally.counts.values() for phrase in phrases]
    told = [phrase for phrases in votes.phrases.values() for phrase in phrases]
    found += [word for phrase in (*counts, *told) for word in phrase.split(" ") if len(word) > 5]
    quantities = lexicon.document(f"{language}/quantities.yaml", QuantityWords)
    found += [form.split(" ")[-1] for forms in quantities.fractions.values() for form in forms]
    return [*found, *claims.amount.peopled, *claims.share.nouns, *votes.votes]
