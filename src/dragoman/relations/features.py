"""Evidence to weighted features. A feature is a string; the model hashes it, so nothing of a text stays in the weights.

Three kinds. Frames: which fit, with which party on which side, and how close. Meanings: words of ``concepts.yaml``,
the same in all languages. Words: lemmas of one language alone, where the other two are too coarse.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from dragoman.folding import fold
from dragoman.parsing.clauses import Clause
from dragoman.relations.concepts import Concepts
from dragoman.relations.evidence import Evidence, side

Features = dict[str, float]

# How much each kind counts beside the others; chosen by cross-validation.
_FRAMES, _MEANINGS, _WORDS = 0.62, 0.62, 0.48
_DAMPING = 0.7  # power of a count: a second time tells less than the first
_NEAR = 6  # words around the parties that may still tell of what is done
_CONTENT = frozenset({"NOUN", "VERB", "ADJ"})


def features(evidence: Evidence, concepts: Concepts) -> Features:
    """All features of two parties in a sentence, each with its weight."""
    found: Features = {}
    at = _Scene(evidence)
    blocks: tuple[tuple[str, float, Features], ...] = (
        ("f", _FRAMES, _of_frames(evidence, at)),
        ("c", _MEANINGS, _of_meanings(evidence, at, concepts)),
        (evidence.document.language, _WORDS, _of_words(evidence, at)),
    )
    for name, weight, block in blocks:
        for feature, value in block.items():
            if value:
                found[f"{name} {feature}"] = weight * value**_DAMPING
    return found


class _Scene:
    """Where the words of the actor's sentence stand: in a party, on the way between the two, or elsewhere.

    ``roles``: of the parties in each of its clauses.
    """

    def __init__(self, evidence: Evidence) -> None:
        self.actor = frozenset(evidence.actor.words)
        self.recipient = frozenset(evidence.recipient.words) if evidence.together else frozenset()
        other = evidence.recipient.words if evidence.together else (len(evidence.parsed.sentence.words) - 1,)
        self.first = min(evidence.actor.words[0], other[0])
        self.last = max(evidence.actor.words[-1], other[-1])
        self.gap = (min(evidence.actor.words[-1], other[-1]), max(evidence.actor.words[0], other[0]))
        self.core, self.way = evidence.core, evidence.way
        self.roles = {c.index: _roles(c, self) for c in evidence.parsed.clauses}

    def inside(self, i: int) -> str:
        return "R" if i in self.recipient else "A" if i in self.actor else ""

    def nearness(self, i: int) -> str:
        return self.inside(i) or ("core" if i in self.core else "way" if i in self.way else "off")


def _of_frames(evidence: Evidence, at: _Scene) -> Features:
    found: Features = defaultdict(float)
    winners = 0
    for index, trial in evidence.trials:
        near = at.nearness(trial.clause.head) if index == evidence.actor.sentence else "far"
        for tried in trial.tried:
            kind = "fit" if tried.fits else "try"
            found[f"{kind} {tried.frame.type} {near}"] += 0.5
            found[f"{kind} {tried.frame.id}"] += 0.5
        if trial.winner is None:
            continue
        winners += 1
        frame, stand = trial.winner.frame, side(trial.winner)
        found[f"win {frame.type}"] += 0.5
        found[f"win {frame.id}"] += 1
        found[f"win {frame.type} {stand}"] += 1
        found[f"win {frame.type} {stand} {near}"] += 1
        found[f"win {frame.type} {frame.mode} {stand}"] += 1
        found[f"win {frame.type} {trial.standing.status.value}"] += 1
        if trial.clause.negated:
            found[f"negated {frame.type}"] += 1
    found[f"winners {min(winners, 3)}"] += 1
    for name, sectors in zip("AR", evidence.sectors, strict=True):
        for sector in sorted(set(sectors[-2:])) or ["none"]:
            found[f"sector {name} {sector}"] += 1
    _count_clauses(evidence, at, found)
    return found


def _count_clauses(evidence: Evidence, at: _Scene, found: Features) -> None:
    for clause in evidence.parsed.clauses:
        near = at.nearness(clause.head)
        first, second = at.roles[clause.index]
        found[f"clause {near} {first.split(' ')[0]} {second.split(' ')[0]}"] += 0.5
        if near in ("core", "way"):
            found["negated"] += clause.negated
            found["passive"] += clause.passive
            found[f"tense {clause.tense} {clause.mood}"] += 0.5
    found[f"order {at.gap == (evidence.actor.words[-1], at.gap[1])}"] += 1
    found[f"gap {min((at.gap[1] - at.gap[0]) // 3, 5)}"] += 1


def _roles(clause: Clause, at: _Scene) -> tuple[str, str]:
    """Roles of actor and recipient in a clause, with the preposition."""
    roles = {"A": "-", "R": "-"}
    for argument in clause.arguments:
        party = at.inside(argument.head)
        if party:
            prep = argument.prep if argument.role == "prep" else ""
            roles[party] = f"{argument.role} {prep}".strip()
    return roles["A"], roles["R"]


def _of_meanings(evidence: Evidence, at: _Scene, concepts: Concepts) -> Features:
    found: Features = defaultdict(float)
    meanings = concepts.read([fold(w.text) for w in evidence.parsed.sentence.words])
    for i, here in enumerate(meanings):
        if not here:
            continue
        place, weight = _place(i, at)
        core = i in at.core and not at.inside(i)
        for meaning in here:
            found[f"{place} {meaning}"] += weight
            found[f"any {meaning}"] += 0.5
            if core:
                found[f"core {meaning}"] += 1
    for clause in evidence.parsed.clauses:
        if not at.inside(clause.head):
            _count_predicate(clause, at, meanings, found)
    _count_pairs(at, meanings, found)
    return found


def _place(i: int, at: _Scene) -> tuple[str, float]:
    party = at.inside(i)
    if party:
        return f"in {party}", 1.0
    if at.gap[0] < i < at.gap[1]:
        return "between", 1.0
    if i > at.last:
        return "after", 1.0 if i <= at.last + _NEAR else 0.3
    return "before", 1.0 if i >= at.first - _NEAR else 0.3


def _count_predicate(clause: Clause, at: _Scene, meanings: list[list[str]], found: Features) -> None:
    """A predicate with the roles of the parties and the meanings of its other arguments."""
    far = "" if clause.head in at.core else "off "
    first, second = (r.split(" ")[0] for r in at.roles[clause.index])
    open_ = clause.tense == "future" or clause.mood == "conditional" or bool(clause.modals)
    for meaning in meanings[clause.head] or ["?"]:
        found[f"{far}does {meaning} {first} {second}"] += 0.7
        if clause.negated:
            found[f"{far}not {meaning}"] += 1
        if open_:
            found[f"{far}open {meaning}"] += 1
        for argument in clause.arguments:
            if argument.head in at.actor:
                continue
            for other in meanings[argument.head]:
                found[f"{far}does {meaning} {argument.role} {other}"] += 0.7
                found[f"{far}with {meaning} {other}"] += 0.7


def _count_pairs(at: _Scene, meanings: list[list[str]], found: Features) -> None:
    """Meanings that follow each other closely around the parties, which count as meanings of their own."""
    tokens: list[tuple[int, str]] = []
    for i in range(max(0, at.first - _NEAR), min(len(meanings), at.last + _NEAR + 3)):
        party = at.inside(i)
        if party:
            if not tokens or tokens[-1][1] != party:
                tokens.append((i, party))
        else:
            tokens += [(i, meaning) for meaning in meanings[i]]
    for n, (i, first) in enumerate(tokens):
        for j, second in tokens[n + 1 : n + 9]:
            if j - i > _NEAR:
                break
            if j > i:
                found[f"{first} > {second}"] += 0.5 if j - i > 2 else 0.7


def _of_words(evidence: Evidence, at: _Scene) -> Features:
    found: Features = defaultdict(float)
    words = evidence.parsed.sentence.words
    for clause in evidence.parsed.clauses:
        lemma = fold(clause.lemma)
        if at.nearness(clause.head) not in ("core", "way"):
            found[f"elsewhere {lemma}"] += 0.5
            continue
        first, second = at.roles[clause.index]
        found[f"does {lemma}"] += 1
        found[f"does {lemma} {first} {second}"] += 1
        found[f"does {lemma} {clause.negated}"] += 0.5
        found[f"kind {clause.kind}"] += 0.3
        for modal in clause.modals:
            found[f"modal {modal}"] += 1
        for argument in clause.arguments:
            if argument.role == "object" and not at.inside(argument.head):
                thing = fold(words[argument.head].lemma)
                found[f"does {lemma} to {thing}"] += 1
                found[f"object {thing}"] += 1
    for i in (*at.actor, *at.recipient):
        if words[i].pos in _CONTENT:
            found[f"in {at.inside(i)} {fold(words[i].lemma)}"] += 0.7
    _count_sequence(_sequence(evidence, at), found)
    return found


def _sequence(evidence: Evidence, at: _Scene) -> list[str]:
    """Lemmas of the sentence, with "A" and "R" where the parties stand."""
    tokens: list[str] = []
    for word in evidence.parsed.sentence.words:
        party = at.inside(word.i)
        if not party:
            tokens.append(fold(word.lemma))
        elif party not in tokens[-1:]:
            tokens.append(party)
    return tokens


def _count_sequence(tokens: list[str], found: Features) -> None:
    for i, token in enumerate(tokens):
        found[token] += 0.4
        if i + 1 < len(tokens):
            found[f"{token} + {tokens[i + 1]}"] += 0.4
        if i + 2 < len(tokens):
            found[f"{token} .. {tokens[i + 2]}"] += 0.3
    if "A" in tokens and "R" in tokens:
        low, high = sorted((tokens.index("A"), tokens.index("R")))
        _add(found, "between", tokens[low + 1 : high], 0.8)
        _add(found, "after", tokens[high + 1 : high + 5], 0.5)
        _add(found, "before", tokens[max(0, low - 4) : low], 0.5)


def _add(found: Features, place: str, tokens: Iterable[str], weight: float) -> None:
    for token in tokens:
        found[f"{place} {token}"] += weight
