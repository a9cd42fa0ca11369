"""The classifier: a linear model over hashed features and, where those are not clear, a sentence vector.

The weights are arrays of numbers in an ``.npz`` file (no pickle): two tables of 8-bit integers with a scale for each
type, one for use without a vector, one for use with it. A row is a bucket that many features share.
"""

from __future__ import annotations

import json
import math
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.errors import ModelError
from dragoman.relations.features import Features

BUCKETS = 1 << 16
CLEAR = 0.6
"""Probability of the first type from which on no vector is asked for."""
_LENGTH = 5.0
"""Length of the features of a relation, beside a sentence vector of length 1."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Table:
    """A linear model. ``weights``: inputs × types; ``scale``, ``bias``: types; ``temperature`` divides the logits."""

    weights: NDArray[np.int8]
    scale: Floats
    bias: Floats
    temperature: float

    @classmethod
    def quantised(cls, weights: Floats, bias: Floats, temperature: float) -> Table:
        scale = np.maximum(np.abs(weights).max(axis=0), 1e-9) / 127
        return cls(np.round(weights / scale).astype(np.int8), scale, bias, temperature)

    @cached_property
    def _floats(self) -> NDArray[np.float32]:
        return self.weights.astype(np.float32)

    def logits(self, rows: NDArray[np.int64], values: Floats) -> Floats:
        summed: Floats = values @ self._floats[rows]
        return summed * self.scale + self.bias

    def probabilities(self, logits: Floats) -> Floats:
        powers = np.exp((logits - logits.max()) / self.temperature)
        result: Floats = powers / powers.sum()
        return result


@dataclass(frozen=True)
class Model:
    """The shipped classifier. ``types`` are the names of its classes; ``facts`` say what it was trained on."""

    types: tuple[str, ...]
    plain: Table
    full: Table
    vector_weights: Table
    facts: dict[str, Any]

    def predict(self, features: Features, vector: Callable[[], NDArray[np.float32]] | None) -> Floats:
        """Calibrated probabilities of the types. ``vector`` is asked for where the features alone are not clear."""
        rows, values = hashed(features)
        first = self.plain.probabilities(self.plain.logits(rows, values))
        if vector is None or first.max() >= CLEAR:
            return first
        part = vector().astype(np.float64)
        extra = self.vector_weights.logits(np.arange(len(part)), part)
        return self.full.probabilities(self.full.logits(rows, values) + extra)

    def save(self, path: Path) -> None:
        """Writes the weights; the same weights make the same bytes."""
        arrays: dict[str, Any] = {}
        for name, table in (("plain", self.plain), ("full", self.full), ("vector", self.vector_weights)):
            arrays[f"{name}_weights"] = table.weights
            arrays[f"{name}_scale"] = table.scale
            arrays[f"{name}_bias"] = table.bias
            arrays[f"{name}_temperature"] = np.array(table.temperature)
        arrays["types"] = np.array(self.types)
        arrays["facts"] = np.array(json.dumps(self.facts, ensure_ascii=False, sort_keys=True))
        with path.open("wb") as file:
            np.savez_compressed(file, **arrays)


def load(path: Path) -> Model:
    """Reads weights that ``Model.save`` wrote.

    Raises:
        ModelError: the file is missing, or is not such weights.
    """
    try:
        with np.load(path, allow_pickle=False) as data:
            plain, full, vector = (
                Table(data[f"{n}_weights"], data[f"{n}_scale"], data[f"{n}_bias"], float(data[f"{n}_temperature"]))
                for n in ("plain", "full", "vector")
            )
            return Model(tuple(map(str, data["types"])), plain, full, vector, json.loads(str(data["facts"])))
    except (OSError, ValueError, KeyError, EOFError) as error:
        raise ModelError(
            f"{path}: no weights of relations: {type(error).__name__}; make them anew: dragoman relations train"
        ) from error


def hashed(features: Features) -> tuple[NDArray[np.int64], Floats]:
    """Features as buckets and values; the same in every process and on every machine.

    The values are brought to one length, so that a long sentence is not surer of itself than a short one.
    """
    crc32 = zlib.crc32
    rows = np.array([crc32(f.encode()) % BUCKETS for f in features], dtype=np.int64)
    values = np.array(list(features.values()), dtype=np.float64)
    return rows, values * (_LENGTH / max(math.sqrt(values @ values), 1e-9))
