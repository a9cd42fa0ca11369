"""Verbs that only carry a noun: light verbs ("realizó una visita") and verbs of happening ("se produjo un ataque")."""

from __future__ import annotations

from dragoman.parsing.clauses import Clause
from dragoman.parsing.syntax import Syntax


def is_one_of(lemma: str, verbs: frozenset[str]) -> bool:
    """Whether a verb is one of a list, with or without its particle."""
    return lemma in verbs or lemma.split(" ")[0] in verbs


def carried(clause: Clause, over: Clause, syntax: Syntax) -> bool:
    """Whether the governor of an event noun only carries it, so that the noun has the governor's tense and polarity."""
    if clause.kind != "noun":
        return False
    if over.kind not in ("verb", "participle"):
        return clause.link == "conjunct"
    if any(noun not in syntax.quantifiers for noun in clause.via):
        return False
    light, happens = is_one_of(over.lemma, syntax.light_verbs), is_one_of(over.lemma, syntax.occurrences)
    if clause.link == "object":
        return light or happens
    if clause.link == "prep":
        return light and clause.mark in syntax.support_prepositions
    return clause.link == "subject" and over.kind == "verb" and (happens or (over.passive and light))
