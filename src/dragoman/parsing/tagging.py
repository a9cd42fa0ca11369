"""Mends what the tagger takes for something else though its form is that of a finite verb."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.parsing.lemmas import is_form
from dragoman.parsing.syntax import Syntax
from dragoman.parsing.universal import NOMINAL, Node


def retag(nodes: list[Node], syntax: Syntax, language: str) -> None:
    """A form that only a finite verb has is one, whatever the tagger took it for ("despojó", an adjective)."""
    preterite, subjunctive = tuple(syntax.preterite), tuple(sorted(syntax.subjunctive, key=len, reverse=True))
    if not preterite and not subjunctive:
        return
    marked = {n.head for n in nodes if n.dep == "mark" and n.pos == "SCONJ"}  # as in "que el canciller viaje"
    for node in nodes:
        text = node.text
        if node.pos not in ("ADJ", "NOUN", "PROPN", "VERB") or len(text) < 5 or not text.islower():
            continue
        number = None
        if text.endswith(preterite):
            number = next(n for ending, n in syntax.preterite.items() if text.endswith(ending))
        mood, tense = "Ind", "Past"
        if number is None and node.pos in ("NOUN", "PROPN") and node.i in marked and text.endswith(subjunctive):
            ending = next(e for e in subjunctive if text.endswith(e))
            stem = text[: -len(ending)]
            verbs = [stem + i for i in syntax.subjunctive.get(ending, ()) if is_form(stem + i, language)]
            if stem and verbs:
                node.lemma = verbs[0]
                number, mood, tense = ("Sing" if len(ending) == 1 else "Plur"), "Sub", "Pres"
        if number is None or (node.pos != "VERB" and any(n.head == node.i and n.dep == "det" for n in nodes)):
            continue
        node.pos = "VERB"
        node.morph = {"VerbForm": "Fin", "Mood": mood, "Tense": tense, "Person": "3", "Number": number}
        if mood == "Sub":
            _verbal(nodes, node)


def _verbal(nodes: list[Node], node: Node) -> None:
    """What hung on a noun hangs on a verb now; the noun before it with an article is its subject."""
    for kid in nodes:
        if kid.head == node.i and kid.dep == "nmod":
            kid.dep = "obl"
        if (
            kid.head == node.i
            and kid.i < node.i
            and kid.pos in NOMINAL
            and kid.dep in ("compound", "flat", "appos", "obl")
        ):
            kid.dep = "nsubj"
    if node.dep in ("nsubj", "csubj", "obj", "obl", "nmod"):
        node.dep = "ccomp"


def active(nodes: list[Node]) -> None:
    """A past participle with a subject before it and no auxiliary is a finite verb ("whom a court sentenced")."""
    for node in nodes:
        if node.pos != "VERB" or node.morph.get("VerbForm") != "Part" or node.morph.get("Tense") != "Past":
            continue
        kids = [n for n in nodes if n.head == node.i and n.i < node.i]
        if any(k.dep == "nsubj" for k in kids) and not any(k.dep.startswith("aux") for k in kids):
            node.morph = {**node.morph, "VerbForm": "Fin"}


def fixed(nodes: list[Node], phrases: Iterable[str]) -> None:
    """In a set phrase the words behind the first noun only say what it is like ("persona non grata")."""
    lower = [n.lower for n in nodes]
    known = set(lower)
    for phrase in phrases:
        words = phrase.split()
        if not known.issuperset(words):
            continue
        for first in range(len(nodes) - len(words) + 1):
            if lower[first : first + len(words)] != words:
                continue
            noun, inside = nodes[first], range(first, first + len(words))
            outside = next((n.head for n in nodes[first : first + len(words)] if n.head not in inside), None)
            roots = [n for n in nodes[first : first + len(words)] if n.head == n.i]
            for node in nodes:
                if node.head in inside and node.i not in inside:
                    # what hung on the phrase is the verb's, but for what stands before the noun
                    node.head = first if node.i < first or outside is None else outside
            for node in nodes[first + 1 : first + len(words)]:
                node.pos, node.dep, node.head = "ADJ", "amod", first
            noun.pos = "NOUN"
            if noun.head in inside:
                noun.head = outside if outside is not None else first
                noun.dep = "root" if roots and outside is None else "obj"
