"""Turns a model's tree into Universal Dependencies words, so that everything after sees one grammar.

The English models use ClearNLP labels: nouns hang on prepositions and complements on copulas. Both are turned round
here (https://universaldependencies.org/u/overview/specific-syntax.html).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dragoman.parsing.syntax import Syntax
from dragoman.parsing.words import Word

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "SYM", "X"})
CLAUSAL = frozenset({"VERB", "AUX"})


@dataclass(slots=True)
class Node:
    """A word whose place in the tree may still change; used only in this module and by the parser."""

    i: int
    text: str
    lower: str
    lemma: str
    pos: str
    dep: str
    head: int
    morph: Mapping[str, str]
    start: int
    end: int
    entity: str


def to_universal(tree: list[Node], syntax: Syntax) -> None:
    """Mends a tree in place until it is Universal Dependencies."""
    if syntax.prepositions_govern:
        _lower_prepositions(tree)
        _raise_predicates(tree)
    _mend_flat(tree)


def _kids(tree: list[Node], i: int) -> list[Node]:
    return [n for n in tree if n.head == i and n.i != i]


def _lower_prepositions(tree: list[Node]) -> None:
    """ "by Russia": Russia takes the preposition's place and the preposition becomes its case."""
    for node in reversed(tree):
        if node.dep not in ("prep", "agent", "iobj") or node.pos not in ("ADP", "SCONJ", "VERB", "ADV", "ADJ", "PART"):
            continue
        kids = _kids(tree, node.i)
        objects = [k for k in kids if k.dep in ("obl", "pcomp", "prep", "advmod") and k.i > node.i]
        objects.sort(key=lambda k: ("obl", "pcomp", "prep", "advmod").index(k.dep))
        if not objects:
            continue
        target = objects[0]
        parent = tree[node.head]
        role = "advcl" if target.dep == "pcomp" else ("nmod" if parent.pos in NOMINAL else "obl")
        if node.dep == "agent":
            role = "obl:agent"
        target.head, was_root = (node.head, False) if node.head != node.i else (target.i, True)
        target.dep = "root" if was_root else role
        case = "mark" if role == "advcl" else "case"
        if objects[0].dep == "prep":
            case = "case"
        node.head, node.dep = target.i, case
        for kid in kids:
            if kid is not target and kid.head == node.i:
                kid.head = target.i
                kid.dep = "obl" if kid.dep == "prep" else kid.dep


def _raise_predicates(tree: list[Node]) -> None:
    """ "is a supplier": the supplier becomes the predicate and "is" its copula."""
    for node in tree:
        if node.dep not in ("attr", "acomp"):
            continue
        copula = tree[node.head]
        if copula.pos not in CLAUSAL or copula.lemma.lower() not in ("be", "become", "remain", "seem", "appear"):
            node.dep = "xcomp"
            continue
        for kid in _kids(tree, copula.i):
            if kid is not node:
                kid.head = node.i
        if copula.head == copula.i:
            node.head, node.dep = node.i, "root"
        else:
            node.head, node.dep = copula.head, copula.dep
        copula.head, copula.dep = node.i, "cop"


def _mend_flat(tree: list[Node]) -> None:
    """A "flat" part with a preposition of its own is a modifier: "Putin de Rusia" is not one name."""
    for node in tree:
        if node.dep != "flat":
            continue
        cases = [k for k in _kids(tree, node.i) if k.dep == "case" and k.pos == "ADP"]
        if cases and node.pos == "PROPN" and not node.text[:1].islower():
            node.dep = "nmod" if tree[node.head].pos in NOMINAL else "obl"


def words(tree: list[Node], lemma_of: dict[int, str]) -> tuple[Word, ...]:
    """The finished words; ``lemma_of`` holds lemmas that were mended, by index."""
    made = []
    for n in tree:
        lemma = n.lemma if n.pos == "PROPN" else n.lemma.lower()
        other = ""
        if n.i in lemma_of:
            lemma, model = lemma_of[n.i], n.lemma.lower()
            other = model if model != lemma else ""
        made.append(Word(n.i, n.text, n.lower, lemma, n.pos, n.dep, n.head, n.morph, n.start, n.end, n.entity, other))
    return tuple(made)


def acyclic(tree: list[Node]) -> None:
    """Breaks any circle that the rewriting could leave, so that walking up always ends."""
    ends: set[int] = set()
    for node in tree:
        if node.head == node.i or node.head in ends:
            ends.add(node.i)
            continue
        seen: set[int] = set()
        at = node
        while at.head != at.i and at.i not in ends:
            if at.i in seen:
                at.head, at.dep = at.i, "root"
                break
            seen.add(at.i)
            at = tree[at.head]
        ends |= seen
