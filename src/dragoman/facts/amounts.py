"""Amounts ("produce 400.000 barriles al día") and shares ("el 80 por ciento de sus importaciones")."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from dragoman.circumstances.dates import Dates
from dragoman.facts.bearers import Bearers
from dragoman.facts.claim_words import ClaimWords
from dragoman.facts.quantities import Quantity, QuantityFinder
from dragoman.parsing.clauses import Clause, ParsedSentence
from dragoman.parsing.syntax import Syntax
from dragoman.parsing.words import Sentence, Word
from dragoman.records import Actor, Claim, When

# What the lexicon has no unit for is a fact only where there are many of it.
_MANY = 10
# The ranks of the sentence, and those between two states in it and in the one before.
_Context = tuple[tuple[Claim, ...], tuple[Claim, ...]]


class Amounts:
    """Finds amounts and shares in the sentences of one article."""

    def __init__(
        self, words: ClaimWords, syntax: Syntax, quantities: QuantityFinder, bearers: Bearers, dates: Dates
    ) -> None:
        self._words = words
        self._syntax = syntax
        self._quantities = quantities
        self._bearers = bearers
        self._dates = dates

    def find(self, parsed: ParsedSentence, ranked: Sequence[Claim], before: Sequence[Claim] = ()) -> Iterator[Claim]:
        """The amounts and shares of a sentence.

        ``ranked`` are its ranks, beside which amounts may stand; ``before`` those of the sentence before it, which
        "el intercambio entre ambos" goes on from.
        """
        context = (tuple(ranked), tuple(c for c in (*before, *ranked) if c.object is not None))
        sentence = parsed.sentence
        times = [t.span for t in self._dates.in_sentence(sentence.index)]
        for quantity in self._quantities.find(sentence, times):
            if quantity.unit is None:
                quantity = self._of_people(sentence, quantity)
            if quantity.value is None or (quantity.unit is None and quantity.value < _MANY):
                continue
            claim = (
                self._share(parsed, quantity) if quantity.unit == "percent" else self._amount(parsed, quantity, context)
            )
            if claim is not None:
                yield claim

    def _of_people(self, sentence: Sentence, quantity: Quantity) -> Quantity:
        """As in "300,000 Moroccans": a people that the lexicon's units do not list is persons."""
        following = [w for w in sentence.words if w.start >= quantity.number[1]][:2]
        for word in following:
            if word.pos in ("NOUN", "PROPN") and word.text[:1].isalpha() and self._bearers.people(sentence, word.i):
                return replace(quantity, unit="persons", end=word.end)
            if word.pos not in ("ADJ", "ADP"):
                break
        return quantity

    # amounts

    def _amount(self, parsed: ParsedSentence, quantity: Quantity, context: _Context) -> Claim | None:
        sentence = parsed.sentence
        number = _word_at(sentence, quantity.number[0])
        if number is None or quantity.unit in ("agreements", "percentage points"):
            return None
        clause, path = self._path(parsed, number)
        counted = self._counted(sentence, quantity)
        first, last = self._bounds(sentence, quantity)
        inside = {w.i for w in path} | set(range(first, last + 1))
        if clause is None or not _stands(clause) or (quantity.unit is None and counted is None):
            return None
        if any(w.lemma.lower() in self._words.amount.never for w in (*path, *([counted] if counted else []))):
            return None
        measured = next((w for w in path if w.lemma.lower() in self._words.amount.nouns), None)
        if measured is None:
            measured = self._measured_subject(parsed, clause)
        if measured is not None and (self._beside(sentence, measured) or clause.lemma in self._words.amount.noun_verbs):
            subject, target = self._of_noun(parsed, clause, measured, context)
        elif self._counts(clause, quantity) and self._is_argument(clause, inside):
            measured = None
            subject, target = self._of_verb(parsed, clause, inside)
        elif self._copular(parsed, clause, path):
            subject, target = self._bearers.subject(parsed, clause), None
        else:
            return None
        if subject is None:
            return None
        if target is not None and target.code == subject.code:
            target = None
        named = measured or counted
        return Claim(
            kind="amount",
            subject=subject,
            object=target,
            measure=self._named(sentence, clause, named, counted),
            value=quantity.value,
            unit=quantity.unit,
            comparator=quantity.comparator,
            when=self._when(parsed, clause, number),
            span=sentence.span(first, last),
        )

    def _path(self, parsed: ParsedSentence, number: Word) -> tuple[Clause | None, list[Word]]:
        """The verbal clause over a number, and the nouns between the two."""
        heads = {
            c.head: c for c in parsed.clauses if c.kind in ("verb", "participle") or (c.kind == "adjective" and c.tense)
        }
        path: list[Word] = []
        for word in parsed.sentence.ancestors(number.i):
            if word.i in heads:
                clause = heads[word.i]
                return clause, path if clause.kind == "verb" else [*path, word]
            path.append(word)
        return None, path

    def _counted(self, sentence: Sentence, quantity: Quantity) -> Word | None:
        """The noun that names the unit, at the end of the quantity."""
        behind = [w for w in sentence.words if w.start >= quantity.number[1]]
        if quantity.unit is None:
            near = [w for n, w in enumerate(behind[:3]) if all(v.pos in ("ADJ", "ADP") for v in behind[:n])]
            return next((w for w in near if w.pos == "NOUN"), None)
        inside = [w for w in behind if w.start < quantity.end and w.pos in ("NOUN", "PROPN", "ADJ")]
        return next((w for w in inside if w.pos != "ADJ"), inside[0]) if inside else None

    def _measured_subject(self, parsed: ParsedSentence, clause: Clause) -> Word | None:
        """As in "el comercio bilateral alcanzó …": the measured noun is the subject of the clause."""
        if clause.lemma not in self._words.amount.noun_verbs:
            return None
        for argument in clause.arguments:
            word = parsed.sentence.words[argument.head]
            if argument.role == "subject" and word.lemma.lower() in self._words.amount.nouns:
                return word
        return None

    def _beside(self, sentence: Sentence, noun: Word) -> bool:
        """As in "…, con un intercambio de …"."""
        return any(w.lower in self._words.amount.beside for w in sentence.children(noun.i, "case"))

    def _of_noun(
        self, parsed: ParsedSentence, clause: Clause, noun: Word, context: _Context
    ) -> tuple[Actor | None, Actor | None]:
        sentence = parsed.sentence
        below = sentence.subtree(noun.i)
        named = self._bearers.within(sentence, below[0], below[-1])
        ranked, known = context
        if self._beside(sentence, noun) and ranked:
            return ranked[-1].subject, ranked[-1].object
        both = self._bearers.pair(sentence, below[0], below[-1])
        if both is not None and len(named) < 2:
            return both
        if named:
            others = [a for a in named if a.code != named[0].code]
            return named[0], others[0] if others else None
        subject = self._bearers.subject(parsed, clause)
        if subject is None and known:
            return known[-1].subject, known[-1].object
        return subject, self._bearers.prepositional(parsed, clause, self._words.objects) if subject else None

    def _counts(self, clause: Clause, quantity: Quantity) -> bool:
        """Whether the verb tells of an amount that stands."""
        verbs = {clause.lemma, clause.lemma.split(" ")[0]}
        money = quantity.unit in self._quantities.words.currencies
        return bool(verbs & set(self._words.amount.verbs)) or (money and bool(verbs & set(self._words.amount.money)))

    @staticmethod
    def _is_argument(clause: Clause, inside: Collection[int]) -> bool:
        """Whether the amount is what the verb is about: its subject, its object or after its own preposition."""
        roles = [a for a in clause.arguments if a.head in inside]
        return any(a.role in ("subject", "object", "complement", "prep", "indirect") for a in roles) or not roles

    def _of_verb(
        self, parsed: ParsedSentence, clause: Clause, inside: Collection[int]
    ) -> tuple[Actor | None, Actor | None]:
        words = self._words.amount
        if clause.lemma in words.dwelling:
            return self._bearers.prepositional(parsed, clause, words.places), None
        amount_is_subject = any(a.role == "subject" and a.head in inside for a in clause.arguments)
        if not amount_is_subject:
            subject = self._bearers.subject(parsed, clause)
            if subject is not None:
                return subject, None
            if any(a.role == "subject" for a in clause.arguments):
                return None, None
        return self._bearers.prepositional(parsed, clause, (*words.sources, *words.places)), None

    def _copular(self, parsed: ParsedSentence, clause: Clause, path: Sequence[Word]) -> bool:
        """As in "is the seat of more than 40 organisations", "is home to …", "es sede de …"."""
        if not clause.tense or (clause.kind != "adjective" and clause.lemma not in self._words.copulas):
            return False
        # What is ranked or compared is no amount.
        return len(path) <= 3 and any(a.role == "subject" for a in clause.arguments)

    def _named(self, sentence: Sentence, clause: Clause, noun: Word | None, counted: Word | None) -> str | None:
        """What is measured, in the words of the text."""
        if noun is None:
            return None
        if noun is not counted:
            last = max([noun.i, *(w.i for w in sentence.children(noun.i, "amod") if w.i == noun.i + 1)])
            return sentence.span(noun.i, last).text
        below = [w for w in sentence.children(noun.i, "nmod") if sentence.children(w.i, "case")]
        inside = [w for w in below if w.i > noun.i]
        return sentence.span(noun.i, inside[0].i).text if inside else noun.text

    # shares

    def _share(self, parsed: ParsedSentence, quantity: Quantity) -> Claim | None:
        sentence = parsed.sentence
        number = _word_at(sentence, quantity.number[0])
        if number is None:
            return None
        clause, _ = self._path(parsed, number)
        if clause is None or not _stands(clause) or clause.kind == "noun":
            return None
        noun = self._shared(sentence, quantity)
        if noun is None:
            return None
        subject, target = self._share_parties(parsed, clause, noun)
        if subject is None:
            return None
        if target is not None and target.code == subject.code:
            target = None
        first, last = self._bounds(sentence, quantity)
        return Claim(
            kind="share",
            subject=subject,
            object=target,
            measure=self._share_measure(sentence, noun),
            value=quantity.value,
            unit="percent",
            comparator=quantity.comparator,
            when=self._when(parsed, clause, number),
            span=sentence.span(first, max(last, noun.i)),
        )

    def _shared(self, sentence: Sentence, quantity: Quantity) -> Word | None:
        """The noun of which a share is told: the first after "of" behind the number."""
        last = self._bounds(sentence, quantity)[1]
        opened = False
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
            owner = self._bearers.owner(sentence, noun.i, supplier)
            return supplier, owner
        if lemma in words.sell:
            seller = subject or self._bearers.owner(sentence, noun.i, None)
            buyer = self._bearers.prepositional(parsed, clause, words.to)
            return seller, buyer or self._bearers.after(sentence, noun.i, words.to)
        if lemma in words.spend:
            return subject, None
        if lemma not in words.stand and clause.lemma not in self._words.copulas and clause.kind != "adjective":
            return None, None
        owner = self._bearers.owner(sentence, noun.i, subject) or self._consumer(parsed, noun, subject)
        return subject, owner or self._possessor(sentence, noun, subject)

    def _possessor(self, sentence: Sentence, noun: Word, subject: Actor | None) -> Actor | None:
        """Whom an unresolved "sus" means: the other actor before it, if there is one."""
        possessive = any(w.lower in self._syntax.possessives for w in sentence.children(noun.i))
        return self._bearers.other(sentence, noun.i, subject) if possessive and subject is not None else None

    def _consumer(self, parsed: ParsedSentence, noun: Word, supplier: Actor | None) -> Actor | None:
        """As in "el 40 % del gas que consume la Unión Europea"."""
        for clause in parsed.clauses:
            if any(a.head == noun.i and a.how == "relative" for a in clause.arguments) and clause.kind == "verb":
                found = self._bearers.subject(parsed, clause)
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

    # both

    def _when(self, parsed: ParsedSentence, clause: Clause, number: Word) -> When | None:
        own = [t for t in self._dates.in_sentence(parsed.sentence.index) if t.when is not None]
        of_clause = [t for t in own if t.clause == clause.index]
        words = parsed.sentence.words
        after = [t for t in own if 0 < t.first - number.i <= 12]
        after = [t for t in after if not any(w.text in (",", ";", "(") for w in words[number.i : t.first])]
        of_clause = [t for t in of_clause if t.last < number.i or t in after]
        chosen = (after or of_clause)[:1]
        return chosen[0].when if chosen else None

    @staticmethod
    def _bounds(sentence: Sentence, quantity: Quantity) -> tuple[int, int]:
        inside = [w.i for w in sentence.words if w.start < quantity.end and w.end > quantity.start]
        return (inside[0], inside[-1]) if inside else (0, 0)


def _word_at(sentence: Sentence, position: int) -> Word | None:
    return next((w for w in sentence.words if w.start <= position < w.end), None)


def _stands(clause: Clause) -> bool:
    """Whether a clause tells of a fact: neither denied nor ahead nor supposed."""
    if clause.negated or clause.tense == "future" or clause.mood in ("conditional", "subjunctive", "imperative"):
        return False
    return clause.link != "condition"
