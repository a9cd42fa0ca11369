"""Shares: "el 80 por ciento de sus importaciones", "uno de cada cinco habitantes"."""

from __future__ import annotations

from dragoman.circumstances.dates import Dates
from dragoman.facts.bearers import Bearers
from dragoman.facts.claim_words import ClaimWords
from dragoman.facts.measuring import bounds_of, low_of, path_of, stands, when_of, word_at
from dragoman.facts.quantities import Quantity
from dragoman.parsing.clauses import Clause, ParsedSentence
from dragoman.parsing.syntax import Syntax
from dragoman.parsing.words import Sentence, Word
from dragoman.records import Actor, Claim


class Shares:
    """Finds shares in the sentences of one article."""

    def __init__(self, words: ClaimWords, syntax: Syntax, bearers: Bearers, dates: Dates) -> None:
        self._words = words
        self._syntax = syntax
        self._bearers = bearers
        self._dates = dates

    def of(self, parsed: ParsedSentence, quantity: Quantity) -> Claim | None:
        """The share that a quantity in per cent tells, or None."""
        sentence = parsed.sentence
        number = word_at(sentence, quantity.number[0])
        if number is None:
            return None
        clause, _ = path_of(parsed, number)
        if clause is None or not stands(clause) or clause.kind == "noun":
            return None
        noun = self._shared(sentence, quantity)
        if noun is None:
            return None
        subject, target = self._share_parties(parsed, clause, noun)
        if subject is None:
            return None
        if target is not None and target.code == subject.code:
            target = None
        first, last = bounds_of(sentence, quantity)
        value, comparator = low_of(quantity)
        return Claim(
            kind="share",
            subject=subject,
            object=target,
            measure=self._share_measure(sentence, noun),
            value=value,
            unit="percent",
            comparator=comparator,
            when=when_of(self._dates, parsed, clause, number),
            span=sentence.span(first, max(last, noun.i)),
        )

    def _shared(self, sentence: Sentence, quantity: Quantity) -> Word | None:
        """The noun of which a share is told: the first after "of" behind the number."""
        last = bounds_of(sentence, quantity)[1]
        # "one in five people"
        opened = sentence.words[last].pos == "NUM"
        for word in sentence.words[last + 1 : last + 7]:
            if self._syntax.contractions.get(word.lower, word.lower).split(" ")[0] in self._syntax.genitives:
                opened = True
            elif word.pos in ("VERB", "AUX", "PUNCT", "SCONJ"):
                return None
            elif opened and word.pos in ("NOUN", "PROPN") and not self._owns_next(sentence, word):
                return word
        return None

    @staticmethod
    def _owns_next(sentence: Sentence, word: Word) -> bool:
        """As "Vietnam" in "of Vietnam's arms imports"."""
        return word.dep in ("nmod:poss", "compound") and word.head > word.i

    def _share_parties(self, parsed: ParsedSentence, clause: Clause, noun: Word) -> tuple[Actor | None, Actor | None]:
        words, sentence = self._words.share, parsed.sentence
        lemma = clause.lemma.split(" ")[0]
        subject = self._bearers.subject(parsed, clause)
        if lemma in words.depend:
            return self._bearers.prepositional(parsed, clause, words.from_), subject
        if lemma in words.get:
            supplier = self._bearers.prepositional(parsed, clause, words.from_)
            supplier = supplier or self._bearers.after(sentence, noun.i, words.from_)
            if supplier is not None:
                return supplier, subject
            return subject, self._possessor(sentence, noun, subject)
        if lemma in words.come:
            supplier = self._bearers.prepositional(parsed, clause, words.from_)
            owner = self._bearers.owner(sentence, noun.i, supplier) or self._consumer(parsed, noun, supplier)
            return supplier, owner
        if lemma in words.sell:
            seller = subject or self._bearers.owner(sentence, noun.i, None)
            buyer = self._bearers.prepositional(parsed, clause, words.to)
            return seller, buyer or self._bearers.after(sentence, noun.i, words.to)
        if lemma in words.spend:
            return subject, None
        people = self._bearers.at(sentence, noun.i) if self._bearers.people(sentence, noun.i) else None
        if people is not None and self._within_subject(parsed, clause, noun):
            return people, None
        if noun.lemma.lower() in words.nouns and (subject is None or self._within_subject(parsed, clause, noun)):
            return self._bearers.owner(sentence, noun.i, None), None
        if lemma not in words.stand and clause.lemma not in self._words.copulas and clause.kind != "adjective":
            return None, None
        owner = self._bearers.owner(sentence, noun.i, subject) or self._consumer(parsed, noun, subject)
        return subject, owner or self._possessor(sentence, noun, subject)

    @staticmethod
    def _within_subject(parsed: ParsedSentence, clause: Clause, noun: Word) -> bool:
        """As in "uno de cada cinco habitantes de Líbano es refugiado": the share is what is spoken of."""
        above = {noun.i, *(w.i for w in parsed.sentence.ancestors(noun.i))}
        return any(a.role == "subject" and a.head in above and a.head != clause.head for a in clause.arguments)

    def _possessor(self, sentence: Sentence, noun: Word, subject: Actor | None) -> Actor | None:
        """Whom an unresolved "sus" means: the other actor before it, if there is one."""
        possessive = any(w.lower in self._syntax.possessives for w in sentence.children(noun.i))
        return self._bearers.other(sentence, noun.i, subject) if possessive and subject is not None else None

    def _consumer(self, parsed: ParsedSentence, noun: Word, supplier: Actor | None) -> Actor | None:
        """As in "el 40 % del gas que consume la Unión Europea"."""
        for clause in parsed.clauses:
            if any(a.head == noun.i and a.how == "relative" for a in clause.arguments) and clause.kind == "verb":
                found = self._bearers.subject(parsed, clause) or self._bearers.at(parsed.sentence, clause.head + 1)
                if found is not None and (supplier is None or found.code != supplier.code):
                    return found
        return None

    def _share_measure(self, sentence: Sentence, noun: Word) -> str:
        last = noun.i
        for word in sentence.words[noun.i + 1 : noun.i + 5]:
            if word.pos not in ("ADJ", "ADP", "NOUN"):
                break
            last = word.i
        while last > noun.i and sentence.words[last].pos == "ADP":
            last -= 1
        return sentence.span(noun.i, last).text
