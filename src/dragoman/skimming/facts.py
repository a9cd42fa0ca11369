"""Words without which a text states no fact: no agreement, claim or position."""

from __future__ import annotations

from typing import NamedTuple

from dragoman.circumstances.numbers import NumberWords
from dragoman.facts.agreement_words import AgreementWords
from dragoman.facts.claim_words import ClaimWords
from dragoman.facts.quantities import QuantityWords
from dragoman.facts.vote_words import VoteWords
from dragoman.lexicon import Lexicon


class FactWords(NamedTuple):
    """Words and phrases of which one must stand where a fact does: one of ``alone``, or one of ``counted`` with a
    number in figures or in words of ``numbers``."""

    alone: tuple[str, ...]
    counted: tuple[str, ...]
    numbers: tuple[str, ...]


def fact_words(lexicon: Lexicon, language: str) -> FactWords:
    """The words of facts of a language.

    Raises:
        LexiconError: a file is missing or not valid.
    """
    agreements = lexicon.document(f"{language}/agreements.yaml", AgreementWords)
    claims = lexicon.document(f"{language}/claims.yaml", ClaimWords)
    votes = lexicon.document(f"{language}/votes.yaml", VoteWords)
    numbers = lexicon.document(f"{language}/numbers.yaml", NumberWords)
    quantities = lexicon.document(f"{language}/quantities.yaml", QuantityWords)
    rank, relation, amount, share, toll = claims.rank, claims.relation, claims.amount, claims.share, claims.toll
    alone = [word for noun in agreements.nouns for word in noun.words]
    alone += [*agreements.heads, *rank.nouns, *rank.held, *rank.plain]
    alone += [*relation.nouns, *relation.adjectives, *relation.verbs, *votes.votes]
    alone += [verb for stance in votes.stances for verb in stance.verbs]
    told = [phrase for some in (votes.tally.counts, votes.phrases) for phrases in some.values() for phrase in phrases]
    alone += [word for phrase in told for word in phrase.split(" ") if len(word) > 5]
    counted = [*amount.verbs, *amount.nouns, *amount.noun_verbs, *amount.money, *amount.peopled, *claims.copulas]
    counted += [*share.stand, *share.get, *share.come, *share.sell, *share.depend, *share.spend, *share.nouns]
    counted += [*toll.causes, *toll.verbs, *toll.harms, *toll.lasting]
    # "a" and "un" are articles far more often than numbers
    words = [word for word, value in numbers.adders.items() if value != 1]
    words += [*numbers.hundreds, *numbers.scales, *numbers.nouns]
    words += [form.split(" ")[-1] for forms in quantities.fractions.values() for form in forms]
    return FactWords(tuple(alone), tuple(counted), tuple(words))
