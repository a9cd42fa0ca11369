"""spaCy's own models, computed faster on a processor: the trees are the same, the scores but for the last digit.

- Products of matrices by numpy's library, which on many processors takes a third of the time of spaCy's.
- The vector of a word before its neighbours are looked at depends on its form alone, so it is worked out once a form.
- Rules on the tags of single words depend on form, tag and relation alone, and are looked up once for each of these.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from thinc.api import NumpyOps

_KEPT = 32_768
"""Forms whose vectors are kept (12 MB a model); beyond that the table begins anew."""


class _Quick(NumpyOps):  # type: ignore[misc]
    """The operations of spaCy's models on the processor, with another product of matrices."""

    def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        """The product of two matrices, each transposed first where asked, written into ``out`` where given."""
        left, right = x.T if trans1 else x, y.T if trans2 else y
        return left @ right if out is None else np.matmul(left, right, out=out)


def hasten(pipeline: Any) -> None:
    """Makes a spaCy pipeline quicker in place; models on other devices or of another build are left as they are."""
    quick = _Quick()
    for _, component in getattr(pipeline, "pipeline", ()):
        model: Any = getattr(component, "model", None)
        for node in list(model.walk()) if hasattr(model, "walk") else ():
            if type(node.ops) is not NumpyOps:
                continue
            node.ops = quick
            if node.name == "layernorm":
                node._func = _inferring(node._func, _normalised)
            elif node.name == "maxout" and node.has_param("W"):
                node._func = _inferring(node._func, _Maxout(node))
            elif _is_embedding(node):
                node._func = _inferring(node._func, _Forms(node))
        if type(component).__name__ == "AttributeRuler" and _Rules.knows(component):
            component.match = _Rules(component).match


Forward = Callable[[Any, Any, bool], tuple[Any, Any]]


def _inferring(slow: Forward, quick: Callable[[Any, Any], Any]) -> Forward:
    """The quick way where the model only predicts, the model's own where it is trained."""

    def forward(model: Any, x: Any, is_train: bool) -> tuple[Any, Any]:
        return slow(model, x, is_train) if is_train else (quick(model, x), None)

    return forward


def _normalised(model: Any, x: Any) -> Any:
    """Rows of mean 0 and variance 1, scaled and moved as the model has learnt."""
    away = x - x.mean(axis=1, keepdims=True)
    spread = np.einsum("ij,ij->i", away, away)[:, None]
    spread /= x.shape[1]
    spread += 1e-08
    away *= 1 / np.sqrt(spread)
    away *= model.get_param("G")
    away += model.get_param("b")
    return away


class _Maxout:
    """The greatest of several products; the weights lie so that each product's results stand together."""

    def __init__(self, node: Any) -> None:
        weights = node.get_param("W")  # outputs, pieces, inputs
        self.size, self.pieces, inputs = weights.shape
        self.weights = np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(-1, inputs).T)
        self.bias = np.ascontiguousarray(node.get_param("b").T.reshape(-1))

    def __call__(self, model: Any, x: Any) -> Any:
        y = x @ self.weights
        y += self.bias
        best = y[:, : self.size]
        for piece in range(1, self.pieces):
            best = np.maximum(best, y[:, piece * self.size : (piece + 1) * self.size])
        return best


def _is_embedding(node: Any) -> bool:
    """Whether a layer takes documents and gives each word a vector of its form alone."""
    names = [layer.name for layer in node.layers]
    if len(names) < 4 or [*names[:2], names[-1]] != ["extract_features", "list2ragged", "ragged2list"]:
        return False
    return all(name.startswith("with_array(") and "expand_window" not in name for name in names[2:-1])


class _Forms:
    """Vectors by the features of a form, worked out when a form is first met."""

    def __init__(self, node: Any) -> None:
        self.features = node.layers[0]
        self.layers = node.layers[2:-1]
        self.known: dict[bytes, int] = {}
        self.vectors: Any = None

    def __call__(self, model: Any, docs: Any) -> list[Any]:
        parts = self.features.predict(docs)
        rows = np.ascontiguousarray(np.concatenate(parts)) if parts else np.zeros((0, 0), "uint64")
        if not len(rows):
            width = model.get_dim("nO")
            return [np.zeros((0, width), "float32") for _ in parts]
        # one void value a row, so that a row is one key
        keys: list[Any] = rows.view(np.dtype((np.void, rows.dtype.itemsize * rows.shape[1]))).ravel().tolist()
        at = [self.known.get(key, -1) for key in keys]
        if -1 in at:
            at = self._learn(keys, rows)
        vectors = self.vectors[at]
        ends = np.cumsum([len(p) for p in parts])
        return [vectors[end - len(part) : end] for part, end in zip(parts, ends, strict=True)]

    def _learn(self, keys: list[bytes], rows: Any) -> list[int]:
        """Works out the forms that are new, and gives the place of every key."""
        if len(self.known) > _KEPT:
            self.known, self.vectors = {}, None
        fresh = {key: n for n, key in enumerate(keys) if key not in self.known}
        made = rows[list(fresh.values())]
        for layer in self.layers:
            made = layer.predict(made)
        first = len(self.known)
        self.vectors = made if self.vectors is None else np.concatenate((self.vectors, made))
        self.known.update((key, first + n) for n, key in enumerate(fresh))
        return [self.known[key] for key in keys]


class _Rules:
    """The matching of spaCy's AttributeRuler, with what holds of single words kept by form, tag and relation."""

    def __init__(self, ruler: Any) -> None:
        from spacy.matcher import Matcher

        self.single, self.several = Matcher(ruler.vocab), Matcher(ruler.vocab)
        self.numbers: dict[int, int] = {}
        self.kept: dict[tuple[int, ...], tuple[tuple[int, int], ...]] = {}
        for number, rule in enumerate(ruler.patterns):
            label = ruler.vocab.strings.add(str(number))
            self.numbers[label] = number
            for pattern in rule["patterns"]:
                (self.single if len(pattern) == 1 else self.several).add(label, [pattern])

    @staticmethod
    def knows(ruler: Any) -> bool:
        """Whether all rules look only at what a word's rules are kept by."""
        words = [word for rule in ruler.patterns for pattern in rule["patterns"] for word in pattern]
        return all(set(word) <= {"TAG", "POS", "DEP", "LOWER", "ORTH", "IS_SPACE"} for word in words)

    def match(self, doc: Any) -> list[tuple[int, int, int, int]]:
        """Rule, its label, first word and end of each match; of one word in the order of the rules."""
        found = []
        for i, key in enumerate(map(tuple, doc.to_array(["ORTH", "TAG", "POS", "DEP"]).tolist())):
            rules = self.kept.get(key)
            if rules is None:
                rules = self._learn(doc, i, key)
            found += [(number, label, i, i + 1) for number, label in rules]
        several = self.several(doc, allow_missing=True) if len(self.several) else ()
        if several:
            found += [(self.numbers[label], label, start, end) for label, start, end in several]
            found.sort()
        return found

    def _learn(self, doc: Any, i: int, key: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
        if len(self.kept) > _KEPT:
            self.kept.clear()
        matches = self.single(doc[i : i + 1], allow_missing=True)
        rules = self.kept[key] = tuple(sorted((self.numbers[label], label) for label, _, _ in matches))
        return rules
