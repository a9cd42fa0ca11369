"""Expressions of time by language: which are found and which days they mean. The cases stand in ``dates_*.txt``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dragoman.circumstances.calendar import resolve
from dragoman.circumstances.patterns import PatternSet
from dragoman.circumstances.periods import Reference, is_historical, parse_day
from dragoman.folding import fold_text
from dragoman.lexicon import Lexicon
from dragoman.records import When

HERE = Path(__file__).parent
NARRATIVE = date(2023, 5, 29)


def cases(language: str) -> list[tuple[str, str, str, str]]:
    rows = []
    for line in (HERE / f"dates_{language}.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            published, side, text, expected = (part.strip() for part in line.split("|"))
            rows.append((published, side, text, expected))
    return rows


@pytest.fixture(scope="module")
def sets() -> dict[str, PatternSet]:
    return {language: PatternSet(Lexicon(), language) for language in ("es", "en")}


@pytest.mark.parametrize(
    ("language", "published", "side", "text", "expected"),
    [(language, *row) for language in ("es", "en") for row in cases(language)],
)
def test_expression(
    sets: dict[str, PatternSet], language: str, published: str, side: str, text: str, expected: str
) -> None:
    patterns = sets[language]
    reference = Reference(parse_day(published), NARRATIVE, side, patterns.words.order)
    found = []
    for match in patterns.find(fold_text(text), text):
        period = resolve(match.rule, match.values, reference)
        if period.reason == "a duration":
            continue
        written = text[match.start : match.end]
        found.append(f"{written} > {period.start or 'null'} > {period.end or 'null'}")
        assert bool(period.reason) == (period.start is None and period.end is None)
    assert ("; ".join(found) or "none") == expected


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize(
    "text", ["", " ", "🙂🙂", "a" * 5000, "1" * 500, "العربية 2019", "de " * 2000, "{year} [el] (a|b)"]
)
def test_odd_text(sets: dict[str, PatternSet], language: str, text: str) -> None:
    for match in sets[language].find(fold_text(text), text):
        resolve(match.rule, match.values, Reference(date(2024, 1, 1)))


def test_fold_keeps_length() -> None:
    for text in ("Ñandú – “İstanbul” ﬁn ß ǆ ẞ", "ÁÉÍÓÚ", "\u00a0x"):
        assert len(fold_text(text)) == len(text)


@pytest.mark.parametrize(
    ("end", "published", "expected"),
    [
        ("2022-07-31", "2024-06-21", False),
        ("2022-07-20", "2024-06-21", True),
        ("2017-12-31", "2023-05-31", True),
        ("2024-01-01", "2024-06-21", False),
        ("2020-12-31", "0001-01-01", False),
        ("0001-01-01", "9999-12-31", True),
    ],
)
def test_historical(end: str, published: str, expected: bool) -> None:
    assert is_historical(When(start=None, end=end, granularity="range"), published) is expected
    assert not is_historical(None, published)
    assert not is_historical(When(start=None, end=end, granularity="range"), None)
