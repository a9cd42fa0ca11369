"""A copy of a text of the same length that the models read better: plain quotes, no odd spaces, no shouting.

Curly and angle quotes, newlines inside a sentence and lines in capitals spoil the models' trees. The copy has one code
point for one, so offsets found in it are offsets of the original.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache

_QUOTES = {ord(c): '"' for c in "“”„‟«»‹›❝❞〝〞＂"} | {ord(c): "'" for c in "‘’‚‛′`´"} | {ord(c): "-" for c in "‐‑‒"}


class _Plain(dict[int, str]):
    """Code point -> what the models read, worked out when first met."""

    def __missing__(self, point: int) -> str:
        char = _QUOTES.get(point, chr(point))
        plain = self[point] = " " if char.isspace() or unicodedata.category(char) in ("Cc", "Cf") else char
        return plain


_PLAIN = _Plain()
_BREAK = re.compile(r"(?:\r\n|\r|\n|\u2028|\u2029)+")
_WORD = re.compile(r"[^\W\d_]+")
_SHOUTED = 12
"""Letters that a line must have to be taken for shouted."""
_CAPITAL = re.compile(r"[^\W_][\])\"',%]*\s[\[(\"']*[A-ZÀ-ÞĀ-Ž]|[^\W_][-/'][A-ZÀ-ÞĀ-Ž]|^\W*[A-ZÀ-ÞĀ-Ž]{2}")
_OPENING = re.compile(r"(?:^|[.!?:;])[\W_]*([A-ZÀ-ÞĀ-Ž]\w*)")
LONGEST = 6_000
"""Code points of the longest piece parsed at once: a tree over more is slow and worthless."""


def plain(text: str) -> str:
    """``text`` with plain quotes, hyphens and spaces, code point for code point."""
    return text.translate(_PLAIN)


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each line that is not blank; an overlong one in pieces that end at a space."""
    start = 0
    for match in [*_BREAK.finditer(text), None]:
        end = match.start() if match else len(text)
        yield from _pieces(text, start, end)
        start = match.end() if match else end


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST:
        cut = text.rfind(" ", start, start + LONGEST)
        cut = start + LONGEST if cut <= start else cut
        yield start, cut
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield start, end


def named(text: str, particles: tuple[str, ...]) -> str:
    """A line with the particles of names between two capitalised words capitalised too, of the same length."""
    if not particles:
        return text

    def raised(match: re.Match[str]) -> str:
        before = text[max(0, match.start() - 40) : match.start() - 1].rsplit(None, 1)
        return match.group().capitalize() if before and before[-1][:1].isupper() else match.group()

    return _between(particles).sub(raised, text)


@lru_cache(maxsize=16)
def _between(particles: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<=[a-zà-ÿ] )({'|'.join(map(re.escape, particles))})(?= [A-ZÀ-Þ])")


def may_name(text: str, known: Callable[[str], bool]) -> bool:
    """Whether a line can hold a name: a word in capitals elsewhere than at the beginning of a sentence, or one there
    that in lower case is not ``known`` as a word."""
    return bool(_CAPITAL.search(text)) or any(not known(m.group(1).lower()) for m in _OPENING.finditer(text))


def shouted(text: str) -> bool:
    """Whether a line is written in capitals throughout (a headline, a telegram)."""
    if sum(map(str.isupper, text)) <= _SHOUTED // 2:
        return False
    letters = [c for c in text if c.isalpha()]
    return len(letters) > _SHOUTED and sum(c.isupper() for c in letters) > 0.9 * len(letters)


def calmed(text: str) -> str:
    """A line in capitals with each word but the first letter in lower case, of the same length."""

    def calm(match: re.Match[str]) -> str:
        word = match.group()
        low = word.lower()
        return word[0] + low[1:] if len(low) == len(word) else word

    return _WORD.sub(calm, text)
