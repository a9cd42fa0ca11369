"""Actors named in one enumeration: "Alemania, Italia y la India"."""

from __future__ import annotations

from collections.abc import Callable, Collection

from dragoman.actors.mentions import ActorMention, ActorMentions
from dragoman.folding import fold_text
from dragoman.parsing.words import Sentence

_WIDEST = 4


def enumeration(
    sentence: Sentence,
    mention: ActorMention,
    mentions: ActorMentions,
    joins: Collection[str],
    bounds: tuple[int, int],
    counts: Callable[[ActorMention], bool],
) -> list[ActorMention]:
    """The mention and those that stand beside it with nothing but ``joins`` (marks, conjunctions, articles) between.

    Trees of long lists are often wrong, so the words decide. ``bounds``: first and last word to look at; ``counts``:
    which mentions can be members.
    """
    near = [m for m in mentions.within(sentence.index, *bounds) if counts(m)]
    if mention not in near:
        return [mention]
    low = high = near.index(mention)
    while low > 0 and _joined(sentence, near[low - 1], near[low], joins):
        low -= 1
    while high + 1 < len(near) and _joined(sentence, near[high], near[high + 1], joins):
        high += 1
    return _one_list(sentence, near[low : high + 1], mention)


def _one_list(sentence: Sentence, listed: list[ActorMention], mention: ActorMention) -> list[ActorMention]:
    """A comma before the conjunction closes a list only where commas part it: "A, B, and C", not "Gaza, y Fiyi"."""

    def between(at: int) -> set[str]:
        return {
            w.pos if w.pos == "CCONJ" else w.text for w in sentence.words[listed[at].last + 1 : listed[at + 1].first]
        }

    cuts = [
        n + 1
        for n in range(len(listed) - 1)
        if {"CCONJ", ","} <= between(n) and not (n and "," in between(n - 1) and "CCONJ" not in between(n - 1))
    ]
    at = listed.index(mention)
    low = max((c for c in cuts if c <= at), default=0)
    high = min((c for c in cuts if c > at), default=len(listed))
    return listed[low:high]


def _joined(sentence: Sentence, left: ActorMention, right: ActorMention, joins: Collection[str]) -> bool:
    between = sentence.words[left.last + 1 : right.first]
    return 0 < len(between) <= _WIDEST and all(fold_text(w.text) in joins for w in between)
