"""Trains the classifier of relations, with figures by cross-validation over sentences; needs scikit-learn."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.errors import DragomanError
from dragoman.relations import vectors
from dragoman.relations.figures import Figures, figures
from dragoman.relations.material import Row
from dragoman.relations.model import BUCKETS, CLEAR, Floats, Model, Table, hashed
from dragoman.relations.relate import Relater

SEED = 20260101
FOLDS = 5
_STRENGTH = 1.5  # of the regularisation
_VECTOR = 3.0  # weight of the vector beside the features
_EXEMPLAR = 1.0  # weight of a sentence of ours beside one of the data
_TEMPERATURES = np.geomspace(0.02, 2.5, 150)

Progress = Callable[[str, int], None]


@dataclass(frozen=True)
class Material:
    """Rows with what the classifier sees of them: a sparse matrix of hashed features, and vectors."""

    rows: Sequence[Row]
    features: Any
    vectors: NDArray[np.float32]

    @property
    def types(self) -> NDArray[np.str_]:
        return np.array([r.type for r in self.rows])


def prepare(relater: Relater, rows: Sequence[Row], progress: Progress = lambda name, done: None) -> Material:
    """Reads the evidence of every row."""
    sparse = _learn()[1]
    at, buckets, values, texts = [], [], [], []
    for number, row in enumerate(rows):
        progress("reading", number)
        evidence = relater.evidence(row.text, row.actor, row.recipient, row.language)
        found, weights = hashed(relater.features(evidence))
        at.append(np.full(len(found), number))
        buckets.append(found)
        values.append(weights)
        texts.append(relater.masked(evidence))
    pairs = (np.concatenate(at), np.concatenate(buckets))
    matrix = sparse.csr_matrix((np.concatenate(values), pairs), shape=(len(rows), BUCKETS))
    return Material(rows, matrix, vectors.encode(texts))


def train(material: Material, facts: dict[str, Any]) -> tuple[Model, Figures]:
    """The model of all rows, and what its like reaches on rows it has not seen."""
    seen = cross_validate(material)
    tables = _fit(material, np.arange(len(material.rows)))
    types = tuple(map(str, np.unique(material.types)))
    plain, full = (seen.temperatures[name] for name in ("plain", "full"))
    model = Model(
        types,
        Table.quantised(tables["plain"][0], tables["plain"][1], plain),
        Table.quantised(tables["full"][0][:BUCKETS], tables["full"][1], full),
        Table.quantised(tables["full"][0][BUCKETS:] * _VECTOR, np.zeros(len(types)), full),
        {**facts, "seed": SEED, "folds": FOLDS, "figures": seen.figures.as_dict()},
    )
    return model, seen.figures


@dataclass(frozen=True)
class Seen:
    """Outcome of cross-validation: figures, and the temperatures that make probabilities true."""

    figures: Figures
    temperatures: dict[str, float]
    probabilities: Floats


def cross_validate(material: Material) -> Seen:
    """Each row of the data judged by a model that has not seen its sentence, nor a translation of it."""
    asked = np.array([i for i, r in enumerate(material.rows) if r.group is not None])
    folds = _folds([material.rows[i].group or "" for i in asked])
    types = np.unique(material.types)
    logits = {name: np.zeros((len(asked), len(types))) for name in ("plain", "full")}
    for fold in range(FOLDS):
        out = set(asked[folds == fold].tolist())
        tables = _fit(material, np.array([i for i in range(len(material.rows)) if i not in out]))
        here = asked[folds == fold]
        logits["plain"][folds == fold] = material.features[here] @ tables["plain"][0] + tables["plain"][1]
        logits["full"][folds == fold] = _beside(material, here) @ tables["full"][0] + tables["full"][1]
    gold = np.searchsorted(types, material.types[asked])
    temperatures = {name: _temperature(table, gold) for name, table in logits.items()}
    chances = {name: _softmax(table / temperatures[name]) for name, table in logits.items()}
    clear = chances["plain"].max(axis=1) >= CLEAR
    judged = np.where(clear[:, None], chances["plain"], chances["full"])
    rows = [material.rows[i] for i in asked]
    return Seen(figures(rows, types, judged), temperatures, judged)


def _folds(groups: Sequence[str]) -> NDArray[np.int64]:
    """A fold for each row, the same for all rows of a group, by chance but always the same."""
    names = sorted(set(groups))
    random.Random(SEED).shuffle(names)
    of = {name: number % FOLDS for number, name in enumerate(names)}
    return np.array([of[g] for g in groups])


def _beside(material: Material, chosen: NDArray[np.int64]) -> Any:
    sparse = _learn()[1]
    return sparse.hstack([material.features[chosen], sparse.csr_matrix(material.vectors[chosen] * _VECTOR)]).tocsr()


def _fit(material: Material, chosen: NDArray[np.int64]) -> dict[str, tuple[Floats, Floats]]:
    """Weights (inputs × types) and bias of two linear models by least squares, one type against the others each."""
    machine = _learn()[0]
    types = material.types[chosen]
    weight = np.array([_EXEMPLAR if material.rows[i].group is None else 1.0 for i in chosen])
    found = {}
    for name, inputs in (("plain", material.features[chosen]), ("full", _beside(material, chosen))):
        model = machine(alpha=_STRENGTH, class_weight="balanced", solver="sparse_cg", random_state=SEED)
        model.fit(inputs, types, sample_weight=weight)
        found[name] = (np.asarray(model.coef_.T, dtype=np.float64), np.asarray(model.intercept_, dtype=np.float64))
    return found


def _softmax(logits: Floats) -> Floats:
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    result: Floats = powers / powers.sum(axis=1, keepdims=True)
    return result


def _temperature(logits: Floats, gold: NDArray[np.int64]) -> float:
    """The temperature under which the right types are most probable (least logarithmic loss)."""
    at = np.arange(len(gold))
    losses = [-np.log(_softmax(logits / t)[at, gold] + 1e-12).mean() for t in _TEMPERATURES]
    return float(_TEMPERATURES[int(np.argmin(losses))])


def _learn() -> tuple[Any, Any]:
    try:
        from scipy import sparse
        from sklearn.linear_model import RidgeClassifier
    except ImportError as error:
        raise DragomanError("training needs scikit-learn; install it: pip install scikit-learn") from error
    return RidgeClassifier, sparse
