"""Claims: standing facts about states and organisations: ranks, relations, amounts and shares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.actors.mentions import ActorMentions
from dragoman.circumstances.dates import Dates
from dragoman.circumstances.numbers import NumberReader
from dragoman.facts.amounts import Amounts
from dragoman.facts.bearers import Bearers
from dragoman.facts.claim_words import ClaimWords
from dragoman.facts.quantities import QuantityFinder
from dragoman.facts.ranks import Ranks
from dragoman.lexicon import Lexicon
from dragoman.parsing.document import Document
from dragoman.parsing.syntax import load_syntax
from dragoman.records import Claim


class ClaimFinder:
    """Finds claims in articles of one language.

    Raises:
        LexiconError: ``claims.yaml`` of the language, or a file it needs, is missing or not valid.
    """

    def __init__(self, lexicon: Lexicon, language: str) -> None:
        self.words = lexicon.document(f"{language}/claims.yaml", ClaimWords)
        self.syntax = load_syntax(lexicon, language)
        self.quantities = QuantityFinder(lexicon, language)
        self.ordinals = NumberReader.load(lexicon, language).ordinals

    def find(self, document: Document, mentions: ActorMentions, dates: Dates) -> tuple[Claim, ...]:
        """The claims of an article in the order of the text, each once. Attribution is left to the coder."""
        bearers = Bearers(mentions, self.words, self.syntax)
        ranks = Ranks(self.words, self.syntax, self.ordinals, bearers, dates)
        amounts = Amounts(self.words, self.syntax, self.quantities, bearers, dates)
        return tuple(_once(self._all(document, ranks, amounts)))

    def _all(self, document: Document, ranks: Ranks, amounts: Amounts) -> Iterator[Claim]:
        before: list[Claim] = []
        for parsed in document.sentences:
            ranked = list(ranks.find(parsed))
            yield from ranked
            yield from amounts.find(parsed, ranked, before)
            before = ranked


def _once(claims: Iterable[Claim]) -> Iterator[Claim]:
    seen: set[tuple[object, ...]] = set()
    for claim in claims:
        subject = claim.subject.code if claim.subject else None
        target = claim.object.code if claim.object else None
        key = (claim.kind, subject, target, claim.value, claim.measure)
        if key not in seen:
            seen.add(key)
            yield claim
