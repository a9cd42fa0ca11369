"""What patterns need is but a short cut: with every pattern tried, the same is found."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.circumstances.patterns import PatternSet
from dragoman.folding import fold_text
from dragoman.lexicon import Lexicon
from tests.texts import gold_lines

HERE = Path(__file__).parent


def tried_always(language: str) -> PatternSet:
    patterns = PatternSet(Lexicon(), language)
    patterns._compiled = tuple(replace(p, needs=(), marks=()) for p in patterns._compiled)
    patterns._by_word = {"": list(range(len(patterns._compiled)))}
    patterns._leading = frozenset({""})
    return patterns


@pytest.mark.parametrize("language", ["es", "en"])
def test_needs_leave_nothing_out(language: str) -> None:
    short, full = PatternSet(Lexicon(), language), tried_always(language)
    cases = [line.split("|")[0] for line in (HERE / f"dates_{language}.txt").read_text("utf-8").splitlines()]
    for text in (*gold_lines(language), *cases, "", "_1_ 12/3-2001", "de 3 de mas de 40 de 1999"):
        folded = fold_text(text)
        assert short.find(folded, text) == full.find(folded, text)
