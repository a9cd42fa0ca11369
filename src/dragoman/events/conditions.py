"""Conditions of frames: which words or actors must, or must not, stand in a role of a clause."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dragoman.events.parties import Parties
from dragoman.events.views import ClauseView, RoleWords, SentenceView
from dragoman.folding import fold
from dragoman.parsing.clauses import Clause
from dragoman.records import Actor


@dataclass(frozen=True, slots=True)
class Wanted:
    """The words of a condition, folded.

    Attributes:
        anything: "*", any word at all. words: lemmas. phrases: of several words. actors: what follows "@".
        edges: first and last words of the phrases.
    """

    anything: bool
    words: frozenset[str]
    phrases: tuple[tuple[str, ...], ...]
    actors: tuple[str, ...]
    edges: frozenset[str]

    @classmethod
    def of(cls, patterns: tuple[str, ...], classes: Mapping[str, frozenset[str]]) -> Wanted:
        """Resolves the patterns of a frame; ``classes`` are the named lists, folded."""
        words: set[str] = set()
        for pattern in patterns:
            if pattern.startswith("$"):
                words |= classes[pattern[1:]]
            elif not pattern.startswith("@") and pattern != "*":
                words.add(fold(pattern))
        phrases = tuple(tuple(w.split()) for w in sorted(words) if " " in w)
        return cls(
            "*" in patterns,
            frozenset(w for w in words if " " not in w),
            phrases,
            tuple(p[1:] for p in patterns if p.startswith("@")),
            frozenset(w for parts in phrases for w in (*parts[:1], *parts[-1:])),
        )

    def reads(self, words: RoleWords, view: SentenceView) -> bool:
        """Whether one of some words of a sentence is wanted, without regard to actors."""
        if self.anything or not self.words.isdisjoint(words.forms):
            return bool(words.heads)
        return bool(self.phrases) and any(self._phrase(head, view.texts) for head in words.heads)

    def _phrase(self, head: int, texts: tuple[str, ...]) -> bool:
        """Whether a wanted phrase begins or ends at a word."""
        if texts[head] not in self.edges:
            return False
        for parts in self.phrases:
            size = len(parts)
            if texts[head : head + size] == parts or (head + 1 >= size and texts[head + 1 - size : head + 1] == parts):
                return True
        return False


@dataclass(frozen=True, slots=True)
class Condition:
    """Words of which one must stand in a role, or none may where they are ``barred``; ``why`` tells of a failure.

    Barred words are not looked for inside the name of an actor. ``fixed``: the words in the role are the same whoever
    the actors are.
    """

    role: str
    wanted: Wanted
    barred: bool
    why: str
    fixed: bool

    def settled(self, view: ClauseView) -> bool | None:
        """Whether it holds, where it is ``fixed``; None where that cannot be told without knowing the actors."""
        words = view.words(self.role)
        if not words.heads:
            return self.barred
        if self.wanted.reads(words, view.sentence):
            return None if self.barred and self.role == "any" else not self.barred
        return None if self.wanted.actors else self.barred

    def holds(self, clause: Clause, parties: Parties) -> bool:
        """Whether a clause is as asked."""
        words = parties.words(clause, self.role, names=not self.barred)
        stands = self.wanted.reads(words, parties.view)
        if not stands and self.wanted.actors:
            meant = [actors for head in words.heads if (actors := parties.meant(clause, head))]
            stands = any(_is_actor(kind, actors) for actors in meant for kind in self.wanted.actors)
        return stands != self.barred


def _is_actor(kind: str, actors: list[Actor]) -> bool:
    if not kind:
        return bool(actors)
    if kind == "state":
        return any(a.code and (not a.sectors or "GOV" in a.sectors) for a in actors)
    return any(kind in a.sectors or a.code == kind for a in actors)
