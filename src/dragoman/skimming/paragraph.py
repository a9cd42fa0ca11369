"""A paragraph as its words tell of it; each thing is worked out when it is first asked for."""

from __future__ import annotations

import re

from dragoman.actors.homes import places
from dragoman.actors.meanings import Meaning
from dragoman.cached import cached_property
from dragoman.folding import fold
from dragoman.parsing.lemmas import is_form
from dragoman.skimming.openers import Form, Openers

_WORD = re.compile(r"['’]s\b|\w+(?:[.\-]\w+|['’](?!s\b)\w+)*")
_MARKS = re.compile("[“”„‟«»‹›\"❝❞〝〞＂「」『』]|(?<!\\w)['‘]|^[ \t]*[-—–―]", re.MULTILINE)
_QUOTED = re.compile('[“„«"][^”“»"]*[”“»"]')
_INNER = re.compile(r"\w[^\w.!?:;]+[A-ZÀ-ÞĀ-Ž]")
_ENDS = frozenset(".!?:;")
_AHEAD = 14
_NEAR = 8
_LONGEST = 4
_RULING = frozenset({"GOV", "LEG", "JUD", "MIL", "COP", "SPY", "PRM", "OPP", "PTY", "REB", "UAF", "PRE", "REF"})


class Paragraph:
    """One paragraph of an article.

    Args:
        text: the article. start, end: code points in it.
    """

    def __init__(self, text: str, start: int, end: int, openers: Openers) -> None:
        self.start, self.end = start, end
        self._text = text[start:end]
        self._openers = openers

    @cached_property
    def _words(self) -> list[str]:
        return [m.group() for m in _WORD.finditer(self._text)]

    @cached_property
    def _begins(self) -> list[int]:
        return [m.start() for m in _WORD.finditer(self._text)]

    @cached_property
    def _forms(self) -> list[Form]:
        return [self._openers.of(word) for word in self._words]

    @property
    def named(self) -> bool:
        """Whether it may name somebody: a word in capitals does not open a sentence."""
        return bool(_INNER.search(self._text))

    @cached_property
    def names(self) -> list[str]:
        """Words in capitals that do not open a sentence and stand in no quotation, folded: what may be names."""
        named = [n for n, w in enumerate(self._words) if w[0].isupper() and len(w) > 1 and not self._opens(n)]
        if named and self.quoted:
            inside = [m.span() for m in _QUOTED.finditer(self._text)]
            named = [n for n in named if not any(start < self._begins[n] < end for start, end in inside)]
        return [fold(self._words[n]) for n in named]

    @cached_property
    def capitals(self) -> frozenset[str]:
        """All words in capitals, folded: what a name can be known by again."""
        return frozenset(fold(w) for w in self._words if w[0].isupper())

    @cached_property
    def timed(self) -> bool:
        """Whether it tells a time."""
        return any(form.time for form in self._forms)

    @cached_property
    def _acts(self) -> tuple[bool, bool]:
        """Whether it may tell an act at all, and one for which parties known by kind are enough."""
        helped = {n for form in self._forms for n in form.helps}
        frames = self._openers.frames
        acts = False
        for number in {n for form in self._forms for n in form.frames}:
            if frames[number].conditions <= helped:
                acts = True
                if frames[number].armed:
                    return True, True
        return acts, False

    @property
    def acts(self) -> bool:
        """Whether it may tell an act or a fact, or anything with a number."""
        return any(form.fact or form.number for form in self._forms) or self._acts[0]

    @property
    def _facts(self) -> bool:
        """Whether it may tell a fact: such a word stands there, and a number where it needs one."""
        forms = self._forms
        return any(f.fact for f in forms) or (any(f.counted for f in forms) and any(f.number for f in forms))

    @property
    def armed(self) -> bool:
        """Whether it may tell an act of force, for which parties known by kind are enough."""
        return self._acts[1]

    @cached_property
    def quoted(self) -> bool:
        """Whether it has quotation marks or the dash of a dialogue."""
        return bool(_MARKS.search(self._text))

    @cached_property
    def charged(self) -> bool:
        """Whether somebody is accused."""
        return any(form.charges for form in self._forms)

    @cached_property
    def said(self) -> bool:
        """Whether somebody may say something."""
        if self.quoted:
            return True
        return any(
            (form.says and self._has_content(n, form)) or (form.phrases and self._goes_on(n, form))
            for n, form in enumerate(self._forms)
        )

    def _goes_on(self, at: int, form: Form) -> bool:
        """Whether a phrase of saying stands here whole."""
        return any(rest == tuple(w.lower() for w in self._words[at + 1 : at + 1 + len(rest)]) for rest in form.phrases)

    def _has_content(self, at: int, form: Form) -> bool:
        """Whether what is said can stand beside a verb of saying: behind a conjunction or a colon, before a comma."""
        if self._openers.bare:
            return True
        behind = self._forms[at + 1 : at + 1 + _AHEAD]
        if any(f.joins for f in behind) or (form.plain and any(f.infinitive for f in behind[:_NEAR])):
            return True
        first, last = self._begins[max(0, at - _AHEAD)], self._begins[min(at + _NEAR, len(self._begins) - 1)]
        return "," in self._text[first : self._begins[at]] or ":" in self._text[self._begins[at] : last]

    def _opens(self, n: int) -> bool:
        """Whether a word opens a sentence."""
        if n == 0:
            return True
        between = self._text[self._begins[n - 1] + len(self._words[n - 1]) : self._begins[n]]
        return between != " " and not _ENDS.isdisjoint(between)

    @cached_property
    def world(self) -> bool:
        """Whether it names an actor of the world: a state, an organisation, somebody known."""
        return any(self._of_the_world(at, size, m) for at, size, meanings in self._found for m in meanings)

    @cached_property
    def surely(self) -> bool:
        """Whether it names one by more than what may be the name of anybody."""
        return any(
            self._of_the_world(at, size, m)
            for at, size, meanings in self._found
            for m in meanings
            if m.person is None or size > 1
        )

    @cached_property
    def placed(self) -> bool:
        """Whether it names a city or province, in whose state people told by what they are have their home."""
        words = self._words
        firsts = [
            n for n, w in enumerate(words) if w[0].isupper() and not self._opens(n) and not words[n - 1][0].isupper()
        ]
        known = places() if firsts else {}
        return any(fold(" ".join(words[n : n + size])) in known for n in firsts for size in range(1, _LONGEST + 1))

    @cached_property
    def roles(self) -> bool:
        """Whether it tells of people by what they are."""
        return bool(self._roles)

    @property
    def ruled(self) -> bool:
        """Whether it tells of people of a state or of politics by what they are."""
        return any(_RULING.intersection(m.sectors or (m.role.sector if m.role else "",)) for m in self._roles)

    @cached_property
    def _roles(self) -> list[Meaning]:
        meant = (m for _, _, meanings in self._found for m in meanings)
        return [m for m in meant if (m.sectors or m.role) and not _is_of_the_world(m)]

    def armed_people(self) -> bool:
        """Whether it may tell an act of force of people who are told by what they are."""
        return self.armed and self.roles

    def told_of(self) -> bool:
        """Whether it may tell an act or a fact of somebody whom it names itself."""
        return (self.world and (self._acts[0] or self._facts)) or self.armed_people() or (self.ruled and self._acts[0])

    @cached_property
    def _owners(self) -> list[int]:
        """For every piece its word."""
        return [n for n, form in enumerate(self._forms) for _ in form.pieces]

    @cached_property
    def _found(self) -> list[tuple[int, int, tuple[Meaning, ...]]]:
        """The phrases of the gazetteer, the longest first: their first piece, number of pieces, and meanings."""
        forms = self._forms
        if not any(form.begins for form in forms):
            return []
        parts = [piece for form in forms for piece in form.pieces]
        owners = self._owners
        found, at = [], 0
        while at < len(parts):
            if not forms[owners[at]].begins:
                at += 1
                continue
            size, meanings = self._openers.gazetteer.at(parts, at)
            if size:
                found.append((at, size, meanings))
            at += max(size, 1)
        return found

    def _of_the_world(self, at: int, size: int, meaning: Meaning) -> bool:
        return _is_of_the_world(meaning) and (
            self._text.isupper() or self._text.islower() or self._written_so(at, size, meaning)
        )

    def _written_so(self, at: int, size: int, meaning: Meaning) -> bool:
        """Whether a phrase is written as a name, where it is one; "long" is no Mr Long."""
        words = [self._words[k] for k in self._owners[at : at + size]]
        if meaning.shout and not meaning.capitals:
            return all(word.isupper() for word in words)
        if not all(words[k][0].isupper() for k in meaning.capitals if k < size):
            return False
        if not meaning.capitals or meaning.person is None or size > 1:
            return True
        n = self._owners[at]
        if self._opens(n):
            return not is_form(words[0].lower(), self._openers.language)
        return not self._words[n - 1][0].isupper() and not self._forms[n].time


def _is_of_the_world(meaning: Meaning) -> bool:
    return meaning.code is not None or meaning.person is not None or meaning.organisation is not None
