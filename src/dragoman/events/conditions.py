"""Conditions of frames: which words or actors must, or must not, stand in a role of a clause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dragoman.events.parties import Parties
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


@dataclass(frozen=True, slots=True)
class Condition:
    """Words of which one must stand in a role, or none may where they are ``barred``; ``why`` tells of a failure.

    Barred words are not looked for inside the name of an actor.
    """

    role: str
    wanted: Wanted
    barred: bool
    why: str

    def holds(self, clause: Clause, parties: Parties) -> bool:
        """Whether a clause is as asked."""
        return self._stands(clause, parties) != self.barred

    def _stands(self, clause: Clause, parties: Parties) -> bool:
        heads = parties.heads(clause, self.role, not self.barred)
        if not heads:
            return False
        wanted = self.wanted
        if wanted.anything or not wanted.words.isdisjoint(parties.forms(clause, self.role, not self.barred)):
            return True
        if wanted.phrases and any(_phrase(wanted, head, parties.view.texts) for head in heads):
            return True
        if wanted.actors:
            meant = [actors for head in heads if (actors := parties.meant(clause, head))]
            return any(_is_actor(kind, actors) for actors in meant for kind in wanted.actors)
        return False


def _phrase(wanted: Wanted, head: int, texts: Sequence[str]) -> bool:
    """Whether a wanted phrase begins or ends at a word."""
    if texts[head] not in wanted.edges:
        return False
    for parts in wanted.phrases:
        size = len(parts)
        if texts[head : head + size] == parts or (head + 1 >= size and texts[head + 1 - size : head + 1] == parts):
            return True
    return False


def _is_actor(kind: str, actors: list[Actor]) -> bool:
    if not kind:
        return bool(actors)
    if kind == "state":
        return any(a.code and (not a.sectors or "GOV" in a.sectors) for a in actors)
    return any(kind in a.sectors or a.code == kind for a in actors)
