"""spaCy's name finder without its states: the same names, found for all words of a batch at once.

Outside a name the scores depend on the word alone, so that the best move of every word is one product of matrices. Only
where a name begins are its next words asked, step by step, whether they end it. The moves and when they are allowed are
those of spaCy's BiluoPushDown (spacy/pipeline/_parser_internals/ner.pyx): begin, in, last, unit, out.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from spacy.tokens import Span

from dragoman.arithmetic.transitions import Steps

_NEVER = np.float32(-np.inf)


class Entities(Steps):
    """A name finder in a pipeline, in the place of spaCy's."""

    def __init__(self, component: Any) -> None:
        super().__init__(component)
        moves = [name.partition("-") for name in _moves(component)]
        self._labels = [label for _, _, label in moves]
        kinds = np.array([kind for kind, _, _ in moves])
        nameless = np.array([kind != "O" and not label for kind, _, label in moves])
        self._begins = (kinds == "B") & ~nameless
        self._outside = self._begins | ((kinds == "U") & ~nameless) | (kinds == "O")
        self._out = int(np.flatnonzero(kinds == "O")[0])
        self._unit = kinds == "U"
        places = {(kind, label): n for n, (kind, _, label) in enumerate(moves)}
        self._inner = np.array([places.get(("I", label), -1) for label in self._labels])
        self._last = np.array([places.get(("L", label), -1) for label in self._labels])

    @staticmethod
    def knows(component: Any) -> bool:
        """Whether a greedy component is a name finder whose moves are these and no others."""
        if type(component.moves).__name__ != "BiluoPushDown" or component.model.get_ref("lower").get_dim("nF") != 3:
            return False
        moves = {name.partition("-")[::2] for name in _moves(component)}
        begun = {label for kind, label in moves if kind == "B" and label}
        return ("O", "") in moves and all((kind, label) in moves for label in begun for kind in "IL")

    def annotated(self, docs: list[Any]) -> list[Any]:
        """The texts with their names; what another component or the user named before is spaCy's to respect."""
        if any(doc.has_annotation("ENT_IOB") for doc in docs):
            return super().annotated(docs)
        ends = np.cumsum([0, *(len(doc) for doc in docs)]).tolist()
        if ends[-1]:
            found = self._found(docs, ends)
            for doc, (first, end) in zip(docs, pairwise(ends), strict=True):
                doc.set_ents(_taken(doc, found, first, end), default="outside")
        for hook in self._component.postprocesses:
            for doc in docs:
                hook(doc)
        return docs

    def _found(self, docs: Sequence[Any], ends: list[int]) -> dict[int, tuple[int, str]]:
        """By the word it would begin with each name: the word behind its last one, and its label."""
        flags = np.concatenate([doc.to_array(["SENT_START", "IS_SPACE"]) for doc in docs]).reshape(-1, 2)
        spaces = flags[:, 1] != 0
        final = np.zeros(len(flags), bool)  # whether nothing that goes on may begin here
        final[:-1] = flags[1:, 0] == 1
        final[[end - 1 for first, end in pairwise(ends) if end > first]] = True
        vectors = self._weights.vectors(docs)
        words = np.full((len(flags), 3), -1, "int32")
        words[:, 0] = np.arange(len(flags))
        scores = self._weights.scores(vectors, words)
        scores[:, ~self._outside] = _NEVER
        scores[np.ix_(final | spaces, self._begins)] = _NEVER
        scores[np.ix_(spaces, self._unit)] = _NEVER
        best = scores.argmax(axis=1)
        found = {int(n): (int(n) + 1, self._labels[best[n]]) for n in np.flatnonzero(self._unit[best])}
        begun = np.flatnonzero(self._begins[best]).astype("int32")
        return found | self._closed(vectors, begun, best[begun], final)

    def _closed(self, vectors: Any, begun: Any, moves: Any, final: Any) -> dict[int, tuple[int, str]]:
        """Where the names end that begin at some words, all a word further at each step."""
        found = {}
        at = begun + 1
        while len(begun):
            words = np.stack((at, begun, at - 1), axis=1).astype("int32")
            hidden = self._weights.hidden(vectors, words)
            inner, last = (
                np.einsum("ij,ji->i", hidden, self._weights.weights[:, side[moves]]) + self._weights.offset[side[moves]]
                for side in (self._inner, self._last)
            )
            ended = final[at] | (last > inner)
            for first, end, move in zip(begun[ended], at[ended], moves[ended], strict=True):
                found[int(first)] = (int(end) + 1, self._labels[move])
            begun, at, moves = begun[~ended], at[~ended] + 1, moves[~ended]
        return found


def _moves(component: Any) -> list[str]:
    """The moves in the order of their scores, such as "B-PER"."""
    return [component.moves.get_class_name(n) for n in range(component.moves.n_moves)]


def _taken(doc: Any, found: dict[int, tuple[int, str]], first: int, end: int) -> list[Span]:
    """The names of one text, none within another."""
    spans = []
    at = first
    while at < end:
        if at in found:
            behind, label = found[at]
            spans.append(Span(doc, at - first, behind - first, label=label))
            at = behind
        else:
            at += 1
    return spans
