"""Clauses: the layer between grammar and meaning.

A clause is a predicate with its arguments by role, passive voice already turned round and understood subjects filled
in, and with what governs it. Frames see only this, so they know nothing of a language's passives or a model's labels.
"""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.frozen import frozen
from dragoman.parsing.words import Sentence, Word


@frozen
class Argument:
    """One argument of a predicate.

    Attributes:
        role: "subject", "object", "indirect", "of" (genitive: de, of, 's, possessive, demonym adjective),
            "complement" (a clause), or "prep" for any other preposition. A passive's agent is its "subject".
        prep: the preposition in lower case ("a", "contra", "with"), multi-word ones with spaces; "" for none.
        head: word index of the argument's head.
        how: "tree", or how it was understood: "control", "relative", "conjunct", "support", "gerund", "possessive".
    """

    role: str
    prep: str
    head: int
    how: str = "tree"


@frozen
class Clause:
    """A predicate and what belongs to it.

    Attributes:
        index: its place in the sentence's list of clauses.
        kind: "verb", "noun" (an event noun), "participle" or "adjective" (also the noun of a copula).
        head: word index of the predicate.
        lemma: the predicate's lemma; a particle verb as "carry out".
        reflexive: has a reflexive pronoun that is not a passive ("se reunió", "negarse").
        passive: the passive was turned round ("fue expulsado por", "se firmó").
        arguments: by role, nearest first; conjuncts are arguments of their own with the same role.
        tense: "past", "present", "future" or "" where the form has none (infinitive, noun).
        mood: "indicative", "conditional", "subjunctive", "imperative", "infinitive", "gerund", "participle" or "".
        negated: the predicate itself is denied ("no", "not", "never", "nunca", "neither").
        modals: lemmas of the auxiliaries and periphrastic verbs over it, outermost first ("poder", "volver", "would").
        governor: index of the clause that governs it, or None.
        link: how it hangs on the governor: "complement", "support" (noun under a light verb), "condition", "purpose",
            "relative", "conjunct", "adverbial", "subject", "apposition", "of" or "" for a main clause.
        mark: conjunction or preposition that opens it ("si", "para", "tras", "after"), or "".
        adverbs: lower-case adverbs that belong to it.
        via: lemmas of nouns that are no predicates between it and its governor, nearest first ("la posibilidad de").
    """

    index: int
    kind: str
    head: int
    lemma: str
    reflexive: bool = False
    passive: bool = False
    arguments: tuple[Argument, ...] = ()
    tense: str = ""
    mood: str = ""
    negated: bool = False
    modals: tuple[str, ...] = ()
    governor: int | None = None
    link: str = ""
    mark: str = ""
    adverbs: tuple[str, ...] = ()
    via: tuple[str, ...] = ()

    def role(self, name: str) -> list[Argument]:
        """Arguments of a role, or with a preposition of that name ("subject", "object", "con", "with")."""
        found = [a for a in self.arguments if a.role == name or a.prep == name]
        if found and name and any(a.prep == name and a.role != "object" for a in found):
            # of two arguments with the personal preposition one is the object and no longer meant by the preposition
            found = [a for a in found if a.role != "object"]
        return found


@dataclass(frozen=True)
class ParsedSentence:
    """A sentence and its clauses, in the order of their predicates."""

    sentence: Sentence
    clauses: tuple[Clause, ...]

    def word(self, clause: Clause) -> Word:
        return self.sentence.words[clause.head]

    def governors(self, clause: Clause) -> list[Clause]:
        """The clauses over this one, nearest first."""
        found: list[Clause] = []
        while clause.governor is not None and len(found) < len(self.clauses):
            clause = self.clauses[clause.governor]
            found.append(clause)
        return found
