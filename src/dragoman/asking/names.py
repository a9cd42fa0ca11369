"""Codes of parties from what people type, and names of codes."""

from __future__ import annotations

import difflib
import re
from functools import cached_property

import pycountry

from dragoman.actors.world import load_countries, load_organisations, state_names
from dragoman.codebook import load_codebook
from dragoman.errors import QuestionError
from dragoman.folding import fold
from dragoman.lexicon import Lexicon
from dragoman.lexicon.loading import LANGUAGES

# The language in which answers name a party.
SHOWN = "en"
# Demonyms of fewer letters are acronyms, which have no endings.
SHORT = 4
# How alike a name must be (0 to 1) to be what somebody may have meant.
ALIKE = 0.75


class Names:
    """The codes of states and organisations and how they are called, from the lexicon and CLDR.

    Args:
        lexicon: where further names stand; that of the package unless given.
    """

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        self._lexicon = lexicon or Lexicon()
        self._patterns: dict[str, re.Pattern[str] | None] = {}

    def name(self, code: str) -> str:
        """What a code is called; the code itself where it has no name of its own."""
        return self._shown.get(code, code)

    def code(self, text: str, more: frozenset[str] = frozenset()) -> str:
        """The code that somebody means by a code or a name: rus, Russia, Rusia.

        Args:
            more: further codes that are right, such as those in a store.

        Raises:
            QuestionError: nothing is called so.
        """
        wanted = text.strip()
        if wanted.upper() in self._codes or wanted.upper() in more:
            return wanted.upper()
        found = self._called.get(fold(wanted))
        if found:
            return found
        near = difflib.get_close_matches(fold(wanted), self._called, n=1, cutoff=ALIKE)
        hint = (
            f"did you mean {self._called[near[0]]}, {self.name(self._called[near[0]])}?"
            if near
            else (
                "give an ISO 3166-1 alpha-3 code such as RUS, the name of a state, or one of "
                f"{', '.join(self._organisations)}"
            )
        )
        raise QuestionError(f"no party is called {text!r}; {hint}")

    def named(self, code: str, text: str) -> bool:
        """Whether a text names a party by name, demonym or capital."""
        if code not in self._patterns:
            self._patterns[code] = self._pattern(code)
        pattern = self._patterns[code]
        return pattern is not None and pattern.search(text) is not None

    def _pattern(self, code: str) -> re.Pattern[str] | None:
        words = [re.escape(name) for own, name in self._names() if own == code]
        for country in load_countries(self._lexicon):
            if country.id == code:
                for language in LANGUAGES:
                    called = country.called(language)
                    words += [re.escape(name) for name in called.capital]
                    words += [_demonym(name) for name in called.people]
        return re.compile(rf"(?<!\w)(?:{'|'.join(dict.fromkeys(words))})(?!\w)") if words else None

    @cached_property
    def _organisations(self) -> tuple[str, ...]:
        return load_codebook(self._lexicon).organisations

    @cached_property
    def _codes(self) -> frozenset[str]:
        return frozenset((*state_names(SHOWN), *self._organisations))

    @cached_property
    def _shown(self) -> dict[str, str]:
        blocs = {code: names[SHOWN][0] for code, names in self._blocs.items() if names[SHOWN]}
        return {**state_names(SHOWN), **blocs}

    @cached_property
    def _blocs(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """The first bloc of each code that stands for one only: IGO are many, UNO is one."""
        found: dict[str, dict[str, tuple[str, ...]]] = {}
        seen: set[str] = set()
        ambiguous = set()
        for each in load_organisations(self._lexicon):
            if each.kind == "bloc" and not each.seat:
                if each.code in seen:
                    ambiguous.add(each.code)
                seen.add(each.code)
                found[each.code] = {language: each.called(language) for language in LANGUAGES}
        return {code: names for code, names in found.items() if code in self._organisations and code not in ambiguous}

    @cached_property
    def _called(self) -> dict[str, str]:
        """Every name of a state or bloc, folded -> its code, and codes of two letters; what two share is left out."""
        found: dict[str, str] = {}
        double = set()
        short = [(c.alpha_3, c.alpha_2) for c in pycountry.countries if c.alpha_3 in self._codes]
        for code, name in [*self._names(), *short]:
            folded = fold(name)
            if found.setdefault(folded, code) != code:
                double.add(folded)
        return {name: code for name, code in found.items() if name not in double}

    def _names(self) -> list[tuple[str, str]]:
        pairs = [(code, name) for language in LANGUAGES for code, name in state_names(language).items()]
        for country in load_countries(self._lexicon):
            pairs += [(country.id, name) for language in LANGUAGES for name in country.called(language).also]
        for code, names in self._blocs.items():
            pairs += [(code, name) for language in LANGUAGES for name in names[language]]
        return pairs


def _demonym(name: str) -> str:
    """A demonym in any ending and case: its last letter is what most of them change."""
    if len(name) < SHORT:
        return re.escape(name)
    return rf"(?i:{re.escape(name[:-1])}\w{{0,3}})"
