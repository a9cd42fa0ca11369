"""Layers of spaCy's models, computed faster where they only predict.

- Products of matrices by numpy's library, which on many processors takes a third of the time of spaCy's.
- The vector of a word before its neighbours are looked at depends on its form alone, so it is worked out once a form.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from thinc.api import NumpyOps

KEPT = 4_096
"""Forms whose vectors are kept (some 3 MB a model); beyond that the table begins anew."""


class Quick(NumpyOps):  # type: ignore[misc]
    """The operations of spaCy's models on the processor, with another product of matrices."""

    def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        """The product of two matrices, each transposed first where asked, written into ``out`` where given."""
        left, right = x.T if trans1 else x, y.T if trans2 else y
        return left @ right if out is None else np.matmul(left, right, out=out)


def hasten(model: Any) -> bool:
    """Makes the layers of a model quicker in place; whether it is of a kind that this is known for."""
    quick = Quick()
    nodes = [node for node in model.walk() if type(node.ops) is NumpyOps] if hasattr(model, "walk") else []
    for node in nodes:
        node.ops = quick
        if node.name == "layernorm":
            node._func = inferring(node._func, normalised)
        elif node.name == "maxout" and node.has_param("W"):
            node._func = inferring(node._func, Maxout(node))
        elif is_embedding(node):
            node._func = inferring(node._func, Forms(node))
    return bool(nodes)


Forward = Callable[[Any, Any, bool], tuple[Any, Any]]


def inferring(slow: Forward, quick: Callable[[Any, Any], Any]) -> Forward:
    """The quick way where the model only predicts, the model's own where it is trained."""

    def forward(model: Any, x: Any, is_train: bool) -> tuple[Any, Any]:
        return slow(model, x, is_train) if is_train else (quick(model, x), None)

    return forward


def normalised(model: Any, x: Any) -> Any:
    """Rows of mean 0 and variance 1, scaled and moved as the model has learnt."""
    away = x - x.mean(axis=1, keepdims=True)
    spread = np.einsum("ij,ij->i", away, away)[:, None]
    spread /= x.shape[1]
    spread += 1e-08
    away *= 1 / np.sqrt(spread)
    away *= model.get_param("G")
    away += model.get_param("b")
    return away


class Maxout:
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


def is_embedding(node: Any) -> bool:
    """Whether a layer takes documents and gives each word a vector of its form alone."""
    names = [layer.name for layer in node.layers]
    if len(names) < 4 or [*names[:2], names[-1]] != ["extract_features", "list2ragged", "ragged2list"]:
        return False
    return all(name.startswith("with_array(") and "expand_window" not in name for name in names[2:-1])


class Forms:
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
        if len(self.known) > KEPT:
            self.known.clear()
        fresh = {key: n for n, key in enumerate(keys) if key not in self.known}
        made = rows[list(fresh.values())]
        for layer in self.layers:
            made = layer.predict(made)
        first = len(self.known)
        needed = first + len(made)
        if self.vectors is None or needed > len(self.vectors):
            grown = np.empty((2 * needed, made.shape[1]), made.dtype)
            if first:
                grown[:first] = self.vectors[:first]
            self.vectors = grown
        self.vectors[first:needed] = made
        self.known.update((key, first + n) for n, key in enumerate(fresh))
        return [self.known[key] for key in keys]
