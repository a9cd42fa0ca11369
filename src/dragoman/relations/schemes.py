"""Two ways to name a relation: the benchmark's 15 types with its customs ("plv"), and the codebook's 16 ("plover").

The classifier is trained on the first. For the second its probabilities are mapped, and a frame that fits the two
parties, which follows the codebook, weighs directly.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from dragoman.codebook import Codebook
from dragoman.events.finder import Trial
from dragoman.events.rules import coded
from dragoman.relations.evidence import Evidence, Side, side

Scheme = Literal["plover", "plv"]
SCHEMES: tuple[Scheme, ...] = ("plover", "plv")

# How far a fitting frame is believed, by the sides on which it has the parties; the rest is the classifier's.
_TRUST: dict[Side, float] = {"forward": 0.6, "joint": 0.55, "actor": 0.3, "recipient": 0.25, "reversed": 0.2}
_OFF_THE_WAY = 0.5  # share of that trust left to a frame that is not on the way between the parties
_CONCEDED = 0.5  # share of the benchmark's YIELD that is CONCEDE where no frame tells


class Vote(NamedTuple):
    """What the frames say by themselves: type, mode, and how far they are believed."""

    type: str
    mode: str | None
    trust: float


def votes(evidence: Evidence) -> list[Vote]:
    """The fitting frames by trust, the most trusted first; after the codebook's rules on what is still to come."""
    found = []
    acts = {(i, t.clause.index): t for i, t in evidence.trials if t.winner is not None}
    for (index, _), trial in acts.items():
        if trial.winner is None or _only_content(index, trial, acts):
            continue
        trust = _TRUST.get(side(trial.winner), 0.0)
        if index != evidence.actor.sentence or trial.clause.head not in evidence.core:
            trust *= _OFF_THE_WAY
        if trust:
            kind, mode, _ = coded(trial.winner.frame.type, trial.winner.frame.mode, trial.standing)
            found.append(Vote(kind, mode, trust))
    return sorted(found, key=lambda v: -v.trust)


def _only_content(index: int, trial: Trial, acts: Mapping[tuple[int, int], Trial]) -> bool:
    """Whether the act is but the content of another that rules it out as an event ("threatened to sink")."""
    over = acts.get((index, -1 if trial.clause.governor is None else trial.clause.governor))
    return bool(over and over.winner and over.winner.frame.blocks and trial.clause.link != "conjunct")


def mode_of(kind: str, said: list[Vote], book: Codebook) -> str | None:
    """The mode that the most trusted frame of a type gives, or of a type that is this one in the benchmark."""
    for vote in said:
        if vote.type == kind or book.types[vote.type].fifteen == kind:
            return vote.mode
    return None


def in_scheme(fifteen: Mapping[str, float], said: list[Vote], scheme: Scheme, book: Codebook) -> dict[str, float]:
    """Probabilities of the types of a scheme; they sum to 1."""
    if scheme == "plv":
        return dict(fifteen)
    first = said[0] if said else None
    conceded = _conceded(said)
    found: dict[str, float] = {}
    for kind, entry in book.types.items():
        share = 1.0
        if kind != entry.fifteen:
            share = conceded if kind == "CONCEDE" else 1 - conceded
        found[kind] = share * fifteen.get(entry.fifteen, 0.0)
    if first is not None:
        found = {k: (1 - first.trust) * p + first.trust * (k == first.type) for k, p in found.items()}
    total = sum(found.values())
    return {k: p / total for k, p in found.items()}


def _conceded(said: list[Vote]) -> float:
    """Share of CONCEDE in what is CONCEDE or RETREAT."""
    weights = {"CONCEDE": _CONCEDED / 4, "RETREAT": (1 - _CONCEDED) / 4}
    for vote in said:
        if vote.type in weights:
            weights[vote.type] += vote.trust
    return weights["CONCEDE"] / sum(weights.values())
