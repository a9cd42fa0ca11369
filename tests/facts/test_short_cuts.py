"""Sentences are passed over that have none of a finder's words: the full way finds no more."""

from __future__ import annotations

import pytest

from dragoman.coder import Coder
from dragoman.facts.agreements import AgreementFinder
from dragoman.facts.phrases import Phrases, has
from dragoman.facts.quantities import QuantityFinder
from dragoman.folding import fold_text, forms_of
from dragoman.records import Article
from tests.texts import gold_lines, gold_texts


class Everything(frozenset[str]):
    """A set that every word is in."""

    def __contains__(self, word: object) -> bool:
        return True


@pytest.mark.parametrize("language", ["es", "en"])
def test_facts(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    coder = Coder()
    articles = [Article(id=str(n), text=text, language=language) for n, text in enumerate(gold_texts(language))]
    short = list(coder.code_many(articles))
    monkeypatch.setattr(AgreementFinder, "names_any", lambda *_: True)
    monkeypatch.setattr(QuantityFinder, "any_in", lambda *_: True)
    words = coder.facts._finders[language].claims.words
    # The words of all articles make no sentence disjoint.
    lemmas = (fold_text(part) for text in gold_texts(language) for part in forms_of(fold_text(text)))
    monkeypatch.setitem(words.__dict__, "relating", Everything([*words.relating, *lemmas]))
    for before, after in zip(short, coder.code_many(articles), strict=True):
        assert (before.agreements, before.claims) == (after.agreements, after.claims)


@pytest.mark.parametrize("language", ["es", "en"])
def test_phrases(language: str) -> None:
    votes = Coder().facts._of(language).positions.words
    phrases = (*votes.votes, *(word for forum in votes.forums for word in forum.words))
    index = Phrases(phrases)
    for folded in map(fold_text, gold_lines(language)):
        assert set(index.in_text(folded, forms_of(folded))) == {p for p in phrases if has(folded, p)}
