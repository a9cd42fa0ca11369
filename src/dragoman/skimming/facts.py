"""Words without which a text states no fact: no agreement, claim or position."""

from __future__ import annotations

from dragoman.circumstances.numbers import NumberWords
from dragoman.facts.agreement_words import AgreementWords
from dragoman.facts.claim_words import ClaimWords
from dragoman.facts.quantities import QuantityWords
from dragoman.facts.vote_words import VoteWords
from dragoman.lexicon import Lexicon


def fact_words(lexicon: Lexicon, language: str) -> list[str]:
    """Words and phrases, of which one must stand where a fact does, or a number in figures.

    Raises:
        LexiconError: a file is missing or not valid.
    """
    agreements = lexicon.document(f"{language}/agreements.yaml", AgreementWords)
    claims = lexicon.document(f"{language}/claims.yaml", ClaimWords)
    votes = lexicon.document(f"{language}/votes.yaml", VoteWords)
    numbers = lexicon.document(f"{language}/numbers.yaml", NumberWords)
    found = [word for noun in agreements.nouns for word in noun.words]
    found += [*agreements.heads, *claims.rank.nouns, *claims.rank.held, *claims.rank.plain]
    found += [*claims.relation.nouns, *claims.relation.adjectives, *claims.relation.verbs, *claims.toll.causes]
    found += [verb for stance in votes.stances for verb in stance.verbs]
    counts = [phrase for phrases in votes.tally.counts.values() for phrase in phrases]
    told = [phrase for phrases in votes.phrases.values() for phrase in phrases]
    found += [word for phrase in (*counts, *told) for word in phrase.split(" ") if len(word) > 5]
    quantities = lexicon.document(f"{language}/quantities.yaml", QuantityWords)
    found += [form.split(" ")[-1] for forms in quantities.fractions.values() for form in forms]
    found += [*claims.amount.peopled, *claims.share.nouns, *votes.votes]
    return [*found, *numbers.adders, *numbers.hundreds, *numbers.scales, *numbers.nouns]
