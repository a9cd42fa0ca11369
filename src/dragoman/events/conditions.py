"""Conditions of frames: which words or actors must, or must not, stand in a role of a clause."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dragoman.events.parties import Parties
from dragoman.folding import fold
from dragoman.parsing.clauses import Clause
from dragoman.parsing.predicates import verb_form
from dragoman.records import Actor


@dataclass(frozen=True, slots=True)
class Wanted:
    """The words of a condition, folded.

    Attributes:
        anything: "*", any word at all. words: lemmas. phrases: of several words. actors: what follows "@".
    """

    anything: bool
    words: frozenset[str]
    phrases: tuple[tuple[str, ...], ...]
    actors: tuple[str, ...]

    @classmethod
    def of(cls, patterns: tuple[str, ...], classes: Mapping[str, frozenset[str]]) -> Wanted:
        """Resolves the patterns of a frame; ``classes`` are the named lists, folded."""
        words: set[str] = set()
        for pattern in patterns:
            if pattern.startswith("$"):
                words |= classes[pattern[1:]]
            elif not pattern.startswith("@") and pattern != "*":
                words.add(fold(pattern))
        return cls(
            "*" in patterns,
            frozenset(w for w in words if " " not in w),
            tuple(tuple(w.split()) for w in sorted(words) if " " in w),
            tuple(p[1:] for p in patterns if p.startswith("@")),
        )


def meets(role: str, wanted: Wanted, clause: Clause, parties: Parties, *, names: bool = True) -> bool:
    """Whether a condition holds. Without ``names`` a word inside the name of an actor does not count."""
    for head in _heads(role, clause, parties):
        if not names and role == "any" and parties.names(head):
            continue
        if wanted.anything:
            return True
        word = parties.sentence.words[head]
        if any(fold(form) in wanted.words for form in word.lemmas()):
            return True
        if wanted.phrases and _phrase(wanted.phrases, head, parties):
            return True
        if wanted.actors:
            meant = parties.meant(clause, head)
            if any(_is_actor(kind, meant) for kind in wanted.actors):
                return True
    return False


def _phrase(phrases: tuple[tuple[str, ...], ...], head: int, parties: Parties) -> bool:
    """Whether a wanted phrase begins or ends at a word."""
    words = parties.sentence.words
    for parts in phrases:
        for start in (head, head - len(parts) + 1):
            window = words[max(start, 0) : start + len(parts)]
            if len(window) == len(parts) and all(fold(w.text) == p for w, p in zip(window, parts, strict=True)):
                return True
    return False


def _heads(role: str, clause: Clause, parties: Parties) -> list[int]:
    if role == "any":
        return [i for a in clause.arguments if a.role != "complement" for i in parties.inside(a.head)]
    if role in ("infinitive", "content"):
        heads = [a.head for a in clause.role("complement")]
        return [h for h in heads if _is_infinitive(parties, h) == (role == "infinitive")]
    if role == "modifier":
        near = [a.head for a in clause.role("modifier")]
        near += [
            c.i for c in parties.sentence.children(clause.head, "amod", "compound", "nmod", "acl", "nummod", "flat")
        ]
        return near + [c.i for i in near for c in parties.sentence.children(i, "amod", "conj")]
    return [a.head for a in parties.arguments(clause, role)]


def _is_infinitive(parties: Parties, head: int) -> bool:
    """Whether a complement is in the infinitive; one under "would" or "will" is not."""
    finite = any(w.morph.get("VerbForm") == "Fin" for w in parties.sentence.children(head, "aux"))
    return verb_form(parties.sentence.words[head]) == "infinitive" and not finite


def _is_actor(kind: str, actors: list[Actor]) -> bool:
    if not kind:
        return bool(actors)
    if kind == "state":
        return any(a.code and (not a.sectors or "GOV" in a.sectors) for a in actors)
    return any(kind in a.sectors or a.code == kind for a in actors)
