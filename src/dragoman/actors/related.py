"""States by what they are to each other: "su aliado", "its Russian ally", "las dos Coreas"."""

from __future__ import annotations

from dragoman.actors.drafts import Draft, Party
from dragoman.actors.meanings import Hit
from dragoman.actors.scene import STATES, Scene


def paired(s: Scene, hit: Hit) -> Draft | None:
    """As in "las dos Coreas": states that are named together by one plural."""
    pair = hit.get("pair")
    if pair is None:
        return None
    d = Draft(s.sentence.index, hit.first, hit.last, s.main(hit), "reference", pair, how="reference")
    d.area = frozenset(pair.value.split())
    d.refers, d.count, d.number, d.definite = "state", len(d.area), 2, True
    return d


def related(s: Scene, hit: Hit) -> Draft | None:
    """As in "su aliado", "its nuclear-armed neighbour": with a possessive, another state than the one whose it is."""
    reference = hit.get("reference")
    if reference is None or reference.value != "relation":
        return None
    first = hit.first
    told = None
    while first > 0 and s.words[first - 1].morph.get("Poss") != "Yes":
        before = s.ends.get(first - 1)
        if before is not None and before.get("people") and not s.adjectives_follow:
            told, first = before.get("people"), before.first
        elif before is None and s.words[first - 1].pos in ("ADJ", "ADV", "VERB", "PUNCT", "NOUN", "NUM", "PROPN"):
            if s.words[first - 1].pos == "PUNCT" and s.words[first - 1].text != "-":
                return None
            first -= 1
        else:
            return None
    if first == 0:
        return None
    after = s.starts.get(hit.last + 1)
    last = hit.last
    if after is not None and after.get("people") and s.adjectives_follow:
        told, last = after.get("people"), after.last
    elif after is not None and after.get(*STATES):
        told, last = after.get(*STATES), after.last
    elif (word := s.at(hit.last + 1)) is not None and (word.lower in s.genitive or word.i in s.names):
        return None
    d = Draft(s.sentence.index, first - 1, last, s.main(hit), "reference", reference, how="reference")
    d.number, d.possessive = s.number(reference, hit.first), True
    if told is not None:
        d.kind, d.parties, d.how = "state", [Party(s.owner(told))], "demonym" if told.kind == "people" else "name"
        return d
    d.refers = "relation"
    return d
