"""Quantities by language. The cases stand in ``quantities_*.txt``."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.facts.quantities import Quantity, QuantityFinder
from dragoman.folding import fold_text
from dragoman.lexicon import Lexicon
from tests.texts import gold_lines

HERE = Path(__file__).parent


def cases(language: str) -> list[tuple[str, str]]:
    rows = []
    for line in (HERE / f"quantities_{language}.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            text, expected = (part.strip() for part in line.split("|"))
            rows.append((text, expected))
    return rows


def told(quantity: Quantity) -> str:
    value = "null" if quantity.value is None else format(quantity.value, ".12g")
    high = "" if quantity.high is None else f"..{quantity.high:.12g}"
    return f"{value}{high} {quantity.comparator} {quantity.unit or 'null'}"


@pytest.fixture(scope="module")
def finders() -> dict[str, QuantityFinder]:
    return {language: QuantityFinder(Lexicon(), language) for language in ("es", "en")}


@pytest.mark.parametrize(
    ("language", "text", "expected"), [(lang, *row) for lang in ("es", "en") for row in cases(lang)]
)
def test_quantity(finders: dict[str, QuantityFinder], language: str, text: str, expected: str) -> None:
    found = finders[language].find_in(text)
    assert ("; ".join(map(told, found)) or "none") == expected
    assert all(bool(q.reason) == (q.value is None) for q in found)


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize(
    "text", ["", " ", "🙂", "1" * 400, "mil " * 500, "$" * 300, "a half of " * 300, "9.9.9.9,9,9 " * 100]
)
def test_odd_text(finders: dict[str, QuantityFinder], language: str, text: str) -> None:
    for quantity in finders[language].find_in(text):
        assert 0 <= quantity.start <= quantity.end <= len(text)


@pytest.mark.parametrize("language", ["es", "en"])
def test_words_of_numbers_leave_nothing_out(finders: dict[str, QuantityFinder], language: str) -> None:
    finder = finders[language]
    for text in (*gold_lines(language), *(text for text, _ in cases(language))):
        assert finder.find_in(text) == finder._all(fold_text(text), [])
