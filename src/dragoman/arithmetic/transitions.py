"""spaCy's greedy parser, all texts of a batch one step at a time: the same moves, chosen faster.

spaCy works the steps out without holding Python's lock and takes it again for every state, which costs more than the
arithmetic. Here the scores of one step are two products of matrices for all texts together, and spaCy's own transition
system chooses and makes the moves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from spacy.ml.parser_model import ParserStepModel


def greedy(component: Any) -> bool:
    """Whether a component is a parser that decides greedily, by a model of the build that is known here."""
    model: Any = getattr(component, "model", None)
    if getattr(model, "name", "") != "parser_model" or not model.attrs.get("has_upper"):
        return False
    return (
        component.cfg.get("beam_width") == 1 and not model.attrs.get("unseen_classes") and component.moves.n_moves > 0
    )


class Weights:
    """What a state's words add up to, and the scores of all moves in it: the two upper layers of the model.

    Attributes:
        width: how many words of a state are looked at.
        names: the moves, in the order of their scores.
    """

    def __init__(self, component: Any) -> None:
        model = component.model
        self._lower = model.get_ref("lower")
        self._texts = model.get_ref("tok2vec")
        self.width: int = self._lower.get_dim("nF")
        self._pieces: int = self._lower.get_dim("nP")
        self._bias = self._lower.get_param("b").reshape(-1)
        upper = model.get_ref("upper")
        self.weights = np.ascontiguousarray(upper.get_param("W").T)
        self.offset = upper.get_param("b")
        self._places = np.arange(self.width, dtype="int32")

    def vectors(self, docs: Sequence[Any]) -> Any:
        """For each word of the texts one after the other, and for each place it can have in a state, what it adds.

        A row a word and place; the first ``width`` rows are those of "no word here".
        """
        made = self._lower.predict(self._texts.predict(docs))
        return made.reshape(made.shape[0] * self.width, -1)

    def hidden(self, vectors: Any, words: Any) -> Any:
        """States by the words in them, a row a state: numbers of words, -1 for none."""
        added = vectors[(words + 1) * self.width + self._places].sum(axis=1)
        added += self._bias
        best = added[:, :: self._pieces]
        for piece in range(1, self._pieces):
            best = np.maximum(best, added[:, piece :: self._pieces])
        return best

    def scores(self, vectors: Any, words: Any) -> Any:
        """The scores of all moves, a row a state."""
        scores = self.hidden(vectors, words) @ self.weights
        scores += self.offset
        return scores


class Steps:
    """A parser in a pipeline, in the place of spaCy's; all but its steps is spaCy's.

    Args:
        component: one for which ``greedy`` holds.
    """

    def __init__(self, component: Any) -> None:
        self._component = component
        self._weights = Weights(component)
        self.state2vec = self._Places(self._weights.width)

    class _Places:
        """What spaCy asks to see where it lists the words of states."""

        def __init__(self, width: int) -> None:
            self.nF = width

    def __getattr__(self, name: str) -> Any:
        return getattr(self._component, name)

    def __call__(self, doc: Any) -> Any:
        return self.annotated([doc])[0]

    def pipe(self, docs: Iterable[Any], *, batch_size: int = 256) -> Iterator[Any]:
        """Annotates texts, in their order, so many at once."""
        waiting: list[Any] = []
        for doc in docs:
            waiting.append(doc)
            if len(waiting) == batch_size:
                yield from self.annotated(waiting)
                waiting = []
        yield from self.annotated(waiting)

    def annotated(self, docs: list[Any]) -> list[Any]:
        """The texts with what the component writes on them."""
        self._component.set_annotations(docs, self.predict(docs))
        return docs

    def predict(self, docs: Sequence[Any]) -> Any:
        """The last state of each text."""
        batch = self._component.moves.init_batch(docs)
        states = [state for state in batch if not state.is_final()]
        vectors = self._weights.vectors(docs) if states else None
        while states:
            words = ParserStepModel.get_token_ids(self, states)
            states = self._component.transition_states(states, self._weights.scores(vectors, words))
        return batch
