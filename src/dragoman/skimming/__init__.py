"""The short cut: which paragraphs can hold a record, told from their words before anything is parsed.

A paragraph is left out where nothing in it can become a record and nothing can be what another one refers to. When in
doubt it stays.

- Where actors of the world are named in more than passing, those stay that have an act, words of saying, a fact or a
  number, or that may name somebody or a time. An article with none of the former is left out.
- Where they are named in passing, or a place is and people who may be of its state, those stay with words of saying or
  quotation marks, or with an act or a fact of somebody whom they name themselves.
- Where nobody of the world is named only what somebody says can be a record, and armed deeds of people who are told by
  what they are.
- In both of the latter those stay besides that can tell who is meant in these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from dragoman.parsing.plain import paragraphs
from dragoman.records import Span
from dragoman.skimming.openers import Openers
from dragoman.skimming.paragraph import Paragraph

__all__ = ["Openers", "Skimmed", "Skimmer"]


_LEAD = 2
"""Paragraphs in which news tell what they are about, after a headline perhaps."""
_PASSING = 3
"""Actors of the world are named in passing where fewer than one paragraph in so many names one."""


_LAST = 3
"""So many paragraphs back that name somebody whom "she" may be."""


class Skimmed(NamedTuple):
    """What need not be looked at: ``idle`` paragraphs, in code points; ``spoken``: all but what somebody says."""

    idle: tuple[tuple[int, int], ...] = ()
    spoken: bool = False


class Skimmer:
    """Skims articles of one language, by what its words may open."""

    def __init__(self, openers: Openers) -> None:
        self._openers = openers

    def skim(self, text: str, lines: Iterable[Span] = (), placed: bool = False) -> Skimmed:
        """What of a text need not be parsed.

        Args:
            lines: stretches that are no prose. placed: whether the dateline tells a place, which is an actor at hand.
        """
        skipped = [(line.start, line.end) for line in lines]
        found = [Paragraph(text, *place, self._openers) for place in paragraphs(text) if place not in skipped]
        if placed or self._openers.gazetteer.open or _on_the_world(found):
            needed, spoken = _in_the_world(found), False
        else:
            passing = any(p.world for p in found) or _at_home(found)
            needed = _elsewhere(found, Paragraph.told_of if passing else Paragraph.armed_people)
            spoken = not passing and not any(p.armed_people() for p in found)
        return Skimmed(tuple((p.start, p.end) for p, stays in zip(found, needed, strict=True) if not stays), spoken)


def _on_the_world(found: Sequence[Paragraph]) -> bool:
    """Whether actors of the world are named in more than passing: where news begin, or time and again."""
    if any(p.surely for p in found[:_LEAD]):
        return True
    wanted = len(found) / _PASSING
    return any(n >= wanted for n, _ in enumerate((p for p in found if p.surely), start=1))


def _at_home(found: Sequence[Paragraph]) -> bool:
    """Whether people told by what they are can be of a state because of a place that is named."""
    return any(p.roles for p in found) and any(p.placed for p in found)


def _in_the_world(found: Sequence[Paragraph]) -> list[bool]:
    if not any(p.acts or p.said or p.charged for p in found):
        return [False] * len(found)
    return [p.named or p.acts or p.said or p.charged or p.timed or p.world or p.roles for p in found]


def _elsewhere(found: Sequence[Paragraph], tells: Callable[[Paragraph], bool]) -> list[bool]:
    """What is said, what a paragraph tells by itself, and whom these may refer to."""
    needed = [p.said or tells(p) for p in found]
    telling = [n for n, stays in enumerate(needed) if stays]
    for n in telling:
        for k in _antecedents(found, n):
            needed[k] = True
    if any(found[n].roles for n in telling):
        needed = [stays or p.world or p.placed for p, stays in zip(found, needed, strict=True)]
    return needed


def _antecedents(found: Sequence[Paragraph], n: int) -> Iterator[int]:
    """The paragraphs that it can take to know who is meant in one: those with a name that comes again in it, or, where
    it names nobody, the last ones that name somebody, and the one right before it."""
    telling = found[n]
    if telling.names:
        yield from (k for k in range(n) if not found[k].capitals.isdisjoint(telling.names))
        return
    named = [k for k in range(n) if found[k].names]
    yield from {*named[-_LAST:], *range(n - 1, n)} & set(range(n))
