"""Tolls: what a war or another lasting thing cost in people, told as a fact and not as the news of a day."""

from __future__ import annotations

from collections.abc import Collection

from dragoman.circumstances.dates import Dates
from dragoman.facts.bearers import Bearers
from dragoman.facts.claim_words import ClaimWords
from dragoman.facts.measuring import bounds_of, low_of, path_of, stands, when_of, word_at
from dragoman.facts.quantities import Quantity
from dragoman.parsing.clauses import Clause, ParsedSentence
from dragoman.parsing.words import Word
from dragoman.records import Actor, Claim


class Tolls:
    """Finds tolls in the sentences of one article: the land is the subject."""

    def __init__(self, words: ClaimWords, bearers: Bearers, dates: Dates) -> None:
        self._words = words
        self._bearers = bearers
        self._dates = dates

    def of(self, parsed: ParsedSentence, quantity: Quantity) -> Claim | None:
        """The toll that a number of people tells, or None."""
        sentence = parsed.sentence
        number = word_at(sentence, quantity.number[0])
        if quantity.unit != "persons" or number is None:
            return None
        clause, path = path_of(parsed, number)
        if clause is None or clause.kind != "verb" or not stands(clause):
            return None
        first, last = bounds_of(sentence, quantity)
        inside = {*range(first, last + 1), *(w.i for w in path)}
        land = self._caused(parsed, clause) or self._harmed(parsed, clause, inside)
        if land is None:
            return None
        value, comparator = low_of(quantity)
        harm = clause.lemma in (*self._words.toll.harms, *self._words.toll.lasting)
        return Claim(
            kind="amount",
            subject=land,
            measure=sentence.words[clause.head].text if harm else sentence.words[last].text,
            value=value,
            unit=quantity.unit,
            comparator=comparator,
            when=when_of(self._dates, parsed, clause, number),
            span=sentence.span(first, last),
        )

    def _caused(self, parsed: ParsedSentence, clause: Clause) -> Actor | None:
        """As in "la guerra en Sudán ha dejado 15.000 muertos": a lasting thing, its land."""
        words = self._words.toll
        if clause.lemma not in (*words.verbs, *words.harms, *words.lasting):
            return None
        for argument in clause.arguments:
            noun = parsed.sentence.words[argument.head]
            if argument.role == "subject" and noun.lemma.lower() in words.causes:
                owner = self._bearers.owner(parsed.sentence, noun.i, None)
                return owner or self._bearers.prepositional(parsed, clause, self._words.amount.places)
        return None

    def _harmed(self, parsed: ParsedSentence, clause: Clause, inside: Collection[int]) -> Actor | None:
        """As in "8 millones de personas han sido desplazadas en Sudán", "han muerto en Gaza desde octubre"."""
        words = self._words.toll
        since = any(t.edge == "since" for t in self._dates.own(parsed.sentence.index, clause.index))
        if not (clause.lemma in words.lasting or (clause.lemma in words.harms and since)):
            return None
        # Where somebody did it, it is an act.
        done = any(a.role == "subject" and a.head not in inside for a in clause.arguments)
        if done or not (since or self._perfect(parsed, clause)):
            return None
        return self._bearers.prepositional(parsed, clause, self._words.amount.places)

    def _perfect(self, parsed: ParsedSentence, clause: Clause) -> bool:
        def present(word: Word) -> bool:
            return word.lemma.lower() in self._words.toll.perfect and word.morph.get("Tense") in (None, "Pres")

        return any(present(w) for w in parsed.sentence.children(clause.head, "aux"))
