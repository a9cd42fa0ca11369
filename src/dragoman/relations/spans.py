"""The two given parties: from code points of the text to words of its parse."""

from __future__ import annotations

import operator
from dataclasses import dataclass

from dragoman.parsing.document import Document
from dragoman.parsing.words import Sentence

Offsets = tuple[int, int]
_AROUND = 1200
"""Code points read on either side of the parties; a relation further off is none that a sentence states."""
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "SYM", "X"})
_EMPTY = frozenset({"PUNCT", "DET", "ADP", "SPACE"})


@dataclass(frozen=True, slots=True)
class Party:
    """Where a given party stands: index of the sentence, indexes of its words, and the word the grammar refers to."""

    sentence: int
    words: tuple[int, ...]
    head: int


def check_spans(text: str, actor: Offsets, recipient: Offsets) -> None:
    """Checks that two spans name two parties of a text.

    Raises:
        ValueError: a span is no pair of offsets, out of the text, empty or blank, or both are the same.
    """
    trimmed = []
    for name, span in (("actor", actor), ("recipient", recipient)):
        start, end = _offsets(name, span)
        if not (0 <= start <= len(text) and 0 <= end <= len(text)):
            raise ValueError(f"{name} ({start}, {end}) is not within the text, which has {len(text)} characters")
        if start > end:
            raise ValueError(f"{name} ({start}, {end}) ends before it starts")
        held = text[start:end]
        if not any(c.isalnum() for c in held):
            raise ValueError(f"{name} ({start}, {end}) is empty: it holds no word of the text")
        trimmed.append((end - len(held.lstrip()), start + len(held.rstrip())))
    if trimmed[0] == trimmed[1]:
        raise ValueError(f"actor and recipient are the same span {tuple(actor)}; a relation needs two parties")


def _offsets(name: str, span: Offsets) -> Offsets:
    try:
        start, end = map(operator.index, span)
    except (TypeError, ValueError):
        raise ValueError(f"{name} {span!r} is no span; give two offsets: (start, end)") from None
    return start, end


def excerpt(text: str, actor: Offsets, recipient: Offsets) -> tuple[str, Offsets, Offsets]:
    """The paragraphs that hold the parties, and the spans in them; at most some sentences on either side."""
    first, last = min(actor[0], recipient[0]), max(actor[1], recipient[1])
    start = max(text.rfind("\n", 0, first) + 1, _word_start(text, first - _AROUND))
    end = text.find("\n", last)
    end = min(len(text) if end < 0 else end, _word_start(text, last + _AROUND))
    moved = [(a - start, b - start) for a, b in (actor, recipient)]
    return text[start:end], moved[0], moved[1]


def _word_start(text: str, at: int) -> int:
    if at <= 0 or at >= len(text):
        return min(max(at, 0), len(text))
    blank = text.rfind(" ", max(at - 40, 0), at)
    return at if blank < 0 else blank + 1


def place(document: Document, span: Offsets) -> Party | None:
    """The words of a span, in the sentence that holds most of them; None where the parse has no word there."""
    best: tuple[Sentence, list[int]] | None = None
    for parsed in document.sentences:
        words = [w.i for w in parsed.sentence.words if w.start < span[1] and w.end > span[0]]
        if words and (best is None or len(words) > len(best[1])):
            best = parsed.sentence, words
    if best is None:
        return None
    return Party(best[0].index, tuple(best[1]), _head(*best))


def _head(sentence: Sentence, words: list[int]) -> int:
    """The word of a span nearest the root, nouns before others."""
    inside = set(words)
    tops = [i for i in words if sentence.words[i].head not in inside or sentence.words[i].head == i] or words
    tops = [i for i in tops if sentence.words[i].pos not in _EMPTY] or tops
    nouns = [i for i in tops if sentence.words[i].pos in _NOMINAL] or tops
    return min(nouns, key=lambda i: sum(1 for _ in sentence.ancestors(i)))
