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
    return near[low : high + 1]


def _joined(sentence: Sentence, left: ActorMention, right: ActorMention, joins: Collection[str]) -> bool:
    between = sentence.words[left.last + 1 : right.first]
    return 0 < len(between) <= _WIDEST and all(fold_text(w.text) in joins for w in between)
