"""Amounts ("produce 400.000 barriles al día"); the shares among the quantities of a sentence go their own way."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from dragoman.circumstances.dates import Dates
from dragoman.facts.bearers import Bearers
from dragoman.facts.claim_words import ClaimWords
from dragoman.facts.measuring import bounds_of, low_of, path_of, stands, when_of, word_at
from dragoman.facts.quantities import Quantity, QuantityFinder
from dragoman.facts.shares import Shares
from dragoman.facts.tolls import Tolls
from dragoman.parsing.clauses import Clause, ParsedSentence
from dragoman.parsing.syntax import Syntax
from dragoman.parsing.words import Sentence, Word
from dragoman.records import Actor, Claim

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
        self._shares = Shares(words, syntax, bearers, dates)
        self._tolls = Tolls(words, bearers, dates)

    def find(self, parsed: ParsedSentence, ranked: Sequence[Claim], before: Sequence[Claim] = ()) -> Iterator[Claim]:
        """The amounts and shares of a sentence.

        ``ranked`` are its ranks, beside which amounts may stand; ``before`` those of the sentence before it, which
        "el intercambio entre ambos" goes on from.
        """
        sentence = parsed.sentence
        if not self._quantities.any_in(sentence):
            return
        context = (tuple(ranked), tuple(c for c in (*before, *ranked) if c.object is not None))
        times = [t.span for t in self._dates.in_sentence(sentence.index)]
        for quantity in self._quantities.find(sentence, times):
            if quantity.unit is None:
                quantity = self._of_people(sentence, quantity)
            if quantity.value is None or (quantity.unit is None and quantity.value < _MANY):
                continue
            if quantity.unit == "percent":
                claim = self._shares.of(parsed, quantity)
            else:
                claim = (
                    self._tolls.of(parsed, quantity)
                    or self._amount(parsed, quantity, context)
                    or self._plain(parsed, quantity)
                )
            if claim is not None:
                yield from self._bearers.each(parsed.sentence, claim)

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
        number = word_at(sentence, quantity.number[0])
        if number is None or quantity.unit in ("agreements", "percentage points"):
            return None
        clause, path = path_of(parsed, number)
        counted = self._counted(sentence, quantity)
        first, last = bounds_of(sentence, quantity)
        inside = {w.i for w in path} | set(range(first, last + 1))
        if clause is None or not stands(clause) or (quantity.unit is None and counted is None):
            return None
        if any(w.lemma.lower() in self._words.amount.never for w in (*path, *([counted] if counted else []))):
            return None
        moved = clause.lemma in self._words.amount.moving
        if moved and not any(
            w.lower in self._words.amount.levels for w in sentence.words[max(0, first - 2) : first + 1]
        ):
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
        named = measured or counted
        measure = self._named(sentence, clause, named, counted)
        return self._claim(parsed, quantity, subject, target, measure, clause)

    def _claim(
        self,
        parsed: ParsedSentence,
        quantity: Quantity,
        subject: Actor,
        target: Actor | None,
        measure: str | None,
        clause: Clause | None,
    ) -> Claim:
        sentence = parsed.sentence
        number = word_at(sentence, quantity.number[0])
        value, comparator = low_of(quantity)
        return Claim(
            kind="amount",
            subject=subject,
            object=target if target is not None and target.code != subject.code else None,
            measure=measure,
            value=value,
            unit=quantity.unit,
            comparator=comparator,
            when=when_of(self._dates, parsed, clause, number) if clause is not None and number is not None else None,
            span=sentence.span(*bounds_of(sentence, quantity)),
        )

    def _plain(self, parsed: ParsedSentence, quantity: Quantity) -> Claim | None:
        """Where the tree has no clause for the number: "la población de Nauru es de unos 12.000", "Ghana debe …"."""
        sentence = parsed.sentence
        first, last = bounds_of(sentence, quantity)
        number = word_at(sentence, quantity.number[0])
        if number is None:
            return None
        for word in (number, *(w for w in sentence.ancestors(number.i) if first <= w.i <= last)):
            for subject in sentence.children(word.i, "nsubj"):
                owner = self._bearers.owner(sentence, subject.i, None)
                if subject.lemma.lower() in self._words.amount.nouns and owner is not None:
                    peopled = quantity.unit is None and subject.lemma.lower() in self._words.amount.peopled
                    told = replace(quantity, unit="persons") if peopled else quantity
                    return self._claim(parsed, told, owner, None, subject.text, None) if told.unit else None
        if quantity.unit is None or path_of(parsed, number)[0] is not None:
            return None
        verb = self._verb_before(sentence, first, quantity)
        subject_before = self._bearers.before(sentence, verb.i) if verb is not None else None
        if verb is None or subject_before is None:
            return None
        counted = self._counted(sentence, quantity)
        if counted is not None and counted.lemma.lower() in self._words.amount.never:
            return None
        target = self._bearers.after(sentence, last, self._words.share.to, last + 4)
        return self._claim(parsed, quantity, subject_before, target, counted.text if counted else None, None)

    def _verb_before(self, sentence: Sentence, first: int, quantity: Quantity) -> Word | None:
        """A word right before a quantity that looks like a verb of amounts, whatever the tagger took it for."""
        words = self._words.amount
        listed = {*words.verbs, *(words.money if quantity.unit in self._quantities.words.currencies else ())}
        for word in reversed(sentence.words[max(0, first - 3) : first]):
            if {word.lemma.lower(), word.other} & listed:
                return word
            if word.pos not in ("ADP", "ADV", "DET"):
                break
        return None

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
        if len(named) > 1 and noun.lemma.lower() in self._words.amount.peopled:
            # "la comunidad armenia de Argentina"
            return named[-1], None
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
                return subject, self._receiver(parsed, clause, inside)
            if any(a.role == "subject" for a in clause.arguments):
                return None, None
        return self._bearers.prepositional(parsed, clause, (*words.sources, *words.places)), None

    def _receiver(self, parsed: ParsedSentence, clause: Clause, inside: Collection[int]) -> Actor | None:
        """To whom it goes ("suministra a Corea", "owes Iran"), or whose it is ("of US debt")."""
        words = self._words.amount
        if clause.lemma in words.giving:
            indirect = [a.head for a in clause.arguments if a.role == "indirect"]
            found = next((t for h in indirect if (t := self._bearers.at(parsed.sentence, h)) is not None), None)
            return found or self._bearers.prepositional(parsed, clause, self._words.share.to)
        last = max(inside, default=0)
        for word in parsed.sentence.words[last + 1 : last + 5]:
            if word.lemma.lower() in words.nouns:
                return self._bearers.owner(parsed.sentence, word.i, None)
            if word.pos not in ("ADP", "DET", "ADJ", "PROPN"):
                break
        return None

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
