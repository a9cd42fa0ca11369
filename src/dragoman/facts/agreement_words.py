"""The schema of ``lexicon/<language>/agreements.yaml``: what agreements are called and what is done with them."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from pydantic import Field

from dragoman.facts.lists import ListWords
from dragoman.folding import fold_text
from dragoman.lexicon import Entry

Kind = Literal["treaty", "pact", "agreement", "memorandum", "declaration", "contract"]
Deed = Literal["signed", "ratified", "suspended", "ended"]


class Noun(Entry):
    """Lemmas of one kind of agreement. ``topic``: the noun itself says what is agreed; ``joint``: it counts only with
    one of these adjectives, or where it is signed.
    """

    kind: Kind
    words: tuple[str, ...]
    topic: bool = False
    joint: tuple[str, ...] = ()


class Deeds(Entry):
    """Verbs (lemmas) whose object is the agreement, nouns for the same, and verbs that need a preposition."""

    verbs: tuple[str, ...]
    nouns: tuple[str, ...] = ()
    prepositions: dict[str, tuple[str, ...]] = Field(default_factory=dict)


class AgreementWords(Entry):
    """All of a language's words of agreements; the comments in the file say what each list is for."""

    nouns: tuple[Noun, ...]
    heads: tuple[str, ...]
    signing: Deeds
    ratifying: Deeds
    suspending: Deeds
    ending: Deeds
    denouncing: tuple[str, ...] = ()
    committing: tuple[str, ...] = ()
    unreal: tuple[str, ...] = ()
    with_: tuple[str, ...] = Field(alias="with")
    between: tuple[str, ...]
    topics: tuple[str, ...]
    hollow: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    hollow_then: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    introducers: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    joins: tuple[str, ...] = ()
    pairs: tuple[str, ...] = ()
    secret: tuple[str, ...] = ()
    several: tuple[str, ...] = ()
    resuming: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    spanning: dict[str, str] = Field(default_factory=dict)
    foreseen: tuple[str, ...] = ()
    again: tuple[str, ...] = ()
    worth: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()

    def noun(self, lemma: str) -> Noun | None:
        """The kind of agreement that a lemma names, or None."""
        return self._noun_of.get(fold_text(lemma))

    @cached_property
    def _noun_of(self) -> dict[str, Noun]:
        """The kind by each folded word; the first listed wins."""
        return {fold_text(word): noun for noun in reversed(self.nouns) for word in noun.words}

    @cached_property
    def naming(self) -> frozenset[str]:
        """The folded lemmas one of which a sentence has that tells of an agreement."""
        return frozenset((*self._noun_of, *map(fold_text, self.again)))

    def deed(self, lemma: str, prep: str | None) -> Deed | None:
        """What a verb does with its object (``prep`` None) or with what stands after a preposition."""
        table: tuple[tuple[Deed, Deeds], ...] = (
            ("ended", self.ending),
            ("suspended", self.suspending),
            ("ratified", self.ratifying),
            ("signed", self.signing),
        )
        for name, deeds in table:
            if (prep is None and lemma in deeds.verbs) or (
                prep is not None and prep in deeds.prepositions.get(lemma, ())
            ):
                return name
        return None

    def deed_of_noun(self, lemma: str) -> Deed | None:
        """The same for a noun such as "firma"."""
        table: tuple[tuple[Deed, Deeds], ...] = (
            ("ended", self.ending),
            ("suspended", self.suspending),
            ("ratified", self.ratifying),
            ("signed", self.signing),
        )
        return next((name for name, deeds in table if lemma in deeds.nouns), None)

    def list_words(self, relatives: tuple[str, ...]) -> ListWords:
        """What enumerations of topics are shaped by."""

        def folded(words: tuple[str, ...]) -> frozenset[str]:
            return frozenset(map(fold_text, words))

        return ListWords(
            ends=folded(self.ends),
            rest=folded(self.rest),
            articles=folded(self.articles),
            joins=folded(self.joins),
            pairs=tuple(map(fold_text, self.pairs)),
            relatives=folded(relatives),
        )
