"""Two ways to name a relation: the benchmark's 15 types with its customs ("plv"), and the codebook's 16 ("plover").

The classifier is trained on the first. For the second its probabilities are mapped, and a frame that fits the two
parties, which follows the codebook, weighs directly; less so where the classifier sees neither the frame's type nor
what the benchmark calls the same act (``lexicon/relations/customs.yaml``).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from dragoman.codebook import Codebook
from dragoman.errors import LexiconError
from dragoman.events.finder import Trial
from dragoman.events.rules import coded
from dragoman.lexicon import Entry, Lexicon
from dragoman.relations.evidence import Evidence, Side, side

Scheme = Literal["plover", "plv"]
SCHEMES: tuple[Scheme, ...] = ("plover", "plv")

# How far a fitting frame is believed, by the sides on which it has the parties; the rest is the classifier's.
_TRUST: dict[Side, float] = {"forward": 0.6, "joint": 0.55, "actor": 0.3, "recipient": 0.25, "reversed": 0.2}
_OFF_THE_WAY = 0.5  # share of that trust left to a frame that is not on the way between the parties
# Below this probability of its type, or of what the benchmark calls it, a frame is believed less: in cross-validation
# such frames are seldom right.
_DOUBTFUL = 0.5
_TRIED = 0.2  # weight of a frame tried in vain, for telling CONCEDE from RETREAT


Customs = Mapping[str, tuple[str, ...]]


class CustomsFile(Entry):
    """The schema of ``customs.yaml``: type of the codebook -> types of the benchmark."""

    types: dict[str, tuple[str, ...]]


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


def in_scheme(
    fifteen: Mapping[str, float], evidence: Evidence, said: list[Vote], scheme: Scheme, book: Codebook, customs: Customs
) -> dict[str, float]:
    """Probabilities of the types of a scheme; they sum to 1."""
    if scheme == "plv":
        return dict(fifteen)
    conceded = _conceded(evidence, said)
    found: dict[str, float] = {}
    for kind, entry in book.types.items():
        share = 1.0
        if kind != entry.fifteen:
            share = conceded if kind == "CONCEDE" else 1 - conceded
        found[kind] = share * fifteen.get(entry.fifteen, 0.0)
    if said:
        best = max((_believed(v, fifteen, book, customs) for v in said), key=lambda v: v.trust)
        found = {k: (1 - best.trust) * p + best.trust * (k == best.type) for k, p in found.items()}
    total = sum(found.values())
    return {k: p / total for k, p in found.items()}


def _believed(vote: Vote, fifteen: Mapping[str, float], book: Codebook, customs: Customs) -> Vote:
    """A vote with the trust that is left to it beside the classifier."""
    return vote._replace(trust=vote.trust * min(1.0, seen(vote.type, fifteen, book, customs) / _DOUBTFUL) ** 2)


def seen(kind: str, fifteen: Mapping[str, float], book: Codebook, customs: Customs) -> float:
    """Probability of a type of the codebook, with all that the benchmark calls the same act."""
    return sum(fifteen.get(name, 0.0) for name in {book.types[kind].fifteen, *customs.get(kind, ())})


def _conceded(evidence: Evidence, said: list[Vote]) -> float:
    """Share of CONCEDE in what is CONCEDE or RETREAT, by the frames that fit, or else that were tried on the way."""
    weights = {"CONCEDE": 0.1, "RETREAT": 0.12}
    for vote in said:
        if vote.type in weights:
            weights[vote.type] += vote.trust
    for index, trial in evidence.trials:
        if index == evidence.actor.sentence and trial.clause.head in evidence.core:
            for tried in trial.tried:
                if tried.frame.type in weights:
                    weights[tried.frame.type] += _TRIED
    return weights["CONCEDE"] / sum(weights.values())


def load_customs(lexicon: Lexicon, book: Codebook) -> Customs:
    """Reads what the benchmark calls the acts of each type.

    Raises:
        LexiconError: the file is not valid or names an unknown type.
    """
    name = "relations/customs.yaml"
    customs = lexicon.document(name, CustomsFile).types
    known = set(book.types) | {entry.fifteen for entry in book.types.values()}
    for kind in (*customs, *(t for types in customs.values() for t in types)):
        if kind not in known:
            raise LexiconError(f"{name}: unknown type {kind!r}; allowed: {' '.join(sorted(known))}")
    return customs
