"""Figures of a classifier of relations by language: macro-averaged F1 over types and quads, each type, calibration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.relations.material import Row

QUADS: Mapping[str, str] = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT"), "VC"),
    **dict.fromkeys(("YIELD", "COOPERATE", "AID"), "MC"),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), "VX"),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "MX"),
}
"""The benchmark's four quads; it counts YIELD, verbal or not, as material."""


@dataclass(frozen=True)
class OfType:
    """Precision, recall, F1 and number of rows of one type."""

    precision: float
    recall: float
    f1: float
    rows: int


@dataclass(frozen=True)
class OfLanguage:
    """Figures of one language. ``error``: how far the probability of the first type is from its share right."""

    rows: int
    types_f1: float
    quads_f1: float
    right: float
    error: float
    types: dict[str, OfType]


@dataclass(frozen=True)
class Figures:
    """Figures by language."""

    languages: dict[str, OfLanguage]

    def as_dict(self) -> dict[str, Any]:
        """As plain data, rounded to three digits."""
        rounded: dict[str, Any] = _rounded(asdict(self)["languages"])
        return rounded


def figures(rows: Sequence[Row], types: NDArray[np.str_], chances: NDArray[np.float64]) -> Figures:
    """Compares the most probable types with those of the rows; ``chances``: rows × types."""
    found = {}
    for language in sorted({r.language for r in rows}):
        here = np.array([r.language == language for r in rows])
        gold = [r.type for r in rows if r.language == language]
        said = [str(t) for t in types[chances[here].argmax(axis=1)]]
        each = _each(gold, said)
        quads = _each([QUADS[t] for t in gold], [QUADS[t] for t in said])
        right = np.array([g == s for g, s in zip(gold, said, strict=True)])
        found[language] = OfLanguage(
            rows=len(gold),
            types_f1=float(np.mean([t.f1 for t in each.values()])),
            quads_f1=float(np.mean([q.f1 for q in quads.values()])),
            right=float(right.mean()),
            error=_error(chances[here].max(axis=1), right),
            types=each,
        )
    return Figures(found)


def _each(gold: Sequence[str], said: Sequence[str]) -> dict[str, OfType]:
    found = {}
    for kind in sorted(set(gold)):
        hits = sum(g == s == kind for g, s in zip(gold, said, strict=True))
        there, given = gold.count(kind), said.count(kind)
        precision = hits / given if given else 0.0
        found[kind] = OfType(precision, hits / there, 2 * hits / (there + given), there)
    return found


def _error(chances: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """Expected calibration error over ten bins of probability."""
    bins = np.minimum((chances * 10).astype(int), 9)
    gaps = [abs(chances[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean() for b in set(bins.tolist())]
    return float(sum(gaps))


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _rounded(v) for k, v in value.items()}
    return round(value, 3) if isinstance(value, float) else value
