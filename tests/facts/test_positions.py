"""Votes in whole sentences, through the whole coder. The cases stand in ``votes_*.txt``."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.coder import Coder
from dragoman.facts.positions import PositionFinder, Tally
from dragoman.lexicon import Lexicon

HERE = Path(__file__).parent
# Share of cases that are entirely right. Raise, never lower.
FLOOR = {"es": 0.9, "en": 0.9}


def cases(language: str) -> list[tuple[str, str]]:
    rows = []
    for line in (HERE / f"votes_{language}.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            text, expected = (part.strip() for part in line.split("|"))
            rows.append((text, expected))
    return rows


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


@pytest.mark.parametrize("language", ["es", "en"])
def test_positions(coder: Coder, language: str) -> None:
    wrong = []
    rows = cases(language)
    for text, expected in rows:
        positions = coder.code(text, language=language, published="2024-06-21").positions
        have = "; ".join(sorted(f"{p.actor.code} {p.stance} {p.forum}" for p in positions)) or "none"
        if have != expected:
            wrong.append(f"{text}\n    want {expected}\n    have {have}")
    report = "\n".join(wrong)
    print(report, len(rows) - len(wrong), len(rows))
    assert 1 - len(wrong) / len(rows) >= FLOOR[language], report


def test_tally(coder: Coder) -> None:
    text = "El texto obtuvo 120 votos a favor, 14 en contra y 45 abstenciones."
    sentence = coder.parser.parse(text, "es").sentences[0].sentence
    assert PositionFinder(Lexicon(), "es").tally(sentence) == Tally(120, 14, 45)
