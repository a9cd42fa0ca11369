"""Mends what the tagger takes for something else though its form is that of a finite verb."""

from __future__ import annotations

from dragoman.parsing.lemmas import is_form
from dragoman.parsing.syntax import Syntax
from dragoman.parsing.universal import NOMINAL, Node


def retag(nodes: list[Node], syntax: Syntax, language: str) -> None:
    """A form that only a finite verb has is one, whatever the tagger took it for ("despojó", an adjective)."""
    for node in nodes:
        text = node.text
        if len(text) < 5 or not text.islower() or node.pos not in ("ADJ", "NOUN", "PROPN", "VERB"):
            continue
        number = next((n for ending, n in syntax.preterite.items() if text.endswith(ending)), None)
        mood, tense = "Ind", "Past"
        if number is None and node.pos == "NOUN" and _is_marked(nodes, node):
            ending = next((e for e in sorted(syntax.subjunctive, key=len, reverse=True) if text.endswith(e)), "")
            stem = text[: -len(ending)] if ending else ""
            if stem and any(is_form(stem + i, language) for i in syntax.subjunctive[ending]):
                number, mood, tense = ("Sing" if len(ending) == 1 else "Plur"), "Sub", "Pres"
        if number is None or (node.pos != "VERB" and any(n.head == node.i and n.dep == "det" for n in nodes)):
            continue
        node.pos = "VERB"
        node.morph = {"VerbForm": "Fin", "Mood": mood, "Tense": tense, "Person": "3", "Number": number}
        if mood == "Sub":
            _verbal(nodes, node)


def _is_marked(nodes: list[Node], node: Node) -> bool:
    """Whether a noun stands where a clause with a conjunction has its verb ("que el canciller viaje")."""
    return any(n.head == node.i and n.dep == "mark" and n.pos == "SCONJ" for n in nodes)


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
    if node.dep in ("nsubj", "obj", "obl", "nmod"):
        node.dep = "ccomp"
