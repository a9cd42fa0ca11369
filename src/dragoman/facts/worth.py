"""What agreements are worth: "un acuerdo por valor de 40 millones de dólares" states an amount between its parties."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.circumstances.dates import Dates
from dragoman.circumstances.patterns import before
from dragoman.facts.agreement_words import AgreementWords
from dragoman.facts.agreements import AgreementFound
from dragoman.facts.measuring import bounds_of, low_of
from dragoman.facts.quantities import Quantity, QuantityFinder
from dragoman.folding import fold_text
from dragoman.parsing.document import Document
from dragoman.parsing.words import Sentence
from dragoman.records import Agreement, Claim

# Words between the agreement and its amount.
_BEHIND, _BEFORE = 12, 2


class Worth:
    """Finds the amounts of agreements in one language."""

    def __init__(self, words: AgreementWords, quantities: QuantityFinder) -> None:
        self._words = words
        self._quantities = quantities

    def claims(self, document: Document, found: Sequence[AgreementFound], dates: Dates) -> Iterator[Claim]:
        """A claim of kind "amount" for each agreement with an amount: of the first party to the second."""
        for item in found:
            agreement = item.agreement
            sentences = [p.sentence for p in document.sentences if p.sentence.start <= agreement.span.start]
            quantity = self._amount(sentences[-1], agreement, dates) if sentences else None
            if quantity is None or quantity.value is None or len(agreement.parties) < 2:
                continue
            value, comparator = low_of(quantity)
            sentence = sentences[-1]
            yield Claim(
                kind="amount",
                subject=agreement.parties[0],
                object=agreement.parties[1],
                measure=_noun(sentence, agreement),
                value=value,
                unit=quantity.unit,
                comparator=comparator,
                when=agreement.when,
                span=sentence.span(*bounds_of(sentence, quantity)),
            )

    def _amount(self, sentence: Sentence, agreement: Agreement, dates: Dates) -> Quantity | None:
        times = [t.span for t in dates.in_sentence(sentence.index)]
        folded = fold_text(sentence.text)
        noun = max(w.i for w in sentence.words if w.start < agreement.span.end)
        for quantity in self._quantities.find(sentence, times):
            first, last = bounds_of(sentence, quantity)
            if quantity.unit not in self._quantities.words.currencies:
                continue
            opened = before(folded, quantity.start - sentence.start, self._words.worth) is not None
            if (opened and 0 < first - noun <= _BEHIND) or 0 < noun - last <= _BEFORE:
                return quantity
        return None


def _noun(sentence: Sentence, agreement: Agreement) -> str:
    """The noun of the agreement, in the words of the text."""
    return next(w.text for w in reversed(sentence.words) if w.start < agreement.span.end)
