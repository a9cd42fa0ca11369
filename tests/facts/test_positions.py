"""Votes in whole sentences, through the whole coder. The cases stand in ``votes_*.txt``."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.coder import Coder
from dragoman.facts.positions import PositionFinder
from dragoman.facts.tallies import Tally, problem
from dragoman.records import Article

HERE = Path(__file__).parent
# Share of cases that are entirely right. Raise, never lower.
FLOOR = {"es": 0.95, "en": 0.95}


def cases(language: str) -> list[tuple[str, str, str]]:
    """Text, positions, and the tally with "!" where it does not add up ("" for none)."""
    rows = []
    for line in (HERE / f"votes_{language}.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            text, expected, *tally = (part.strip() for part in line.split("|"))
            rows.append((text, expected, tally[0] if tally else ""))
    return rows


@pytest.fixture(scope="module")
def coder() -> Coder:
    # What is measured here is the reading of votes; the short cut has tests of its own.
    return Coder(short_cut=False)


@pytest.mark.parametrize("language", ["es", "en"])
def test_positions(coder: Coder, language: str) -> None:
    wrong = []
    rows = cases(language)
    for text, expected, _tally in rows:
        positions = coder.code(text, language=language, published="2024-06-21").positions
        have = "; ".join(sorted(f"{p.actor.code} {p.stance} {p.forum}" for p in positions)) or "none"
        if have != expected:
            wrong.append(f"{text}\n    want {expected}\n    have {have}")
    report = "\n".join(wrong)
    print(report, len(rows) - len(wrong), len(rows))
    assert 1 - len(wrong) / len(rows) >= FLOOR[language], report


@pytest.mark.parametrize("language", ["es", "en"])
def test_tallies(coder: Coder, language: str) -> None:
    finder = PositionFinder(coder.lexicon, language)
    wrong = []
    rows = [row for row in cases(language) if row[2]]
    for text, _expected, tally in rows:
        stages = coder.stages(Article(id="x", text=text, language=language))
        positions = finder.find(stages.document, stages.mentions, stages.dates)
        notes = finder.tallies(stages.document, positions)
        have = "; ".join(f"{n.tally}{' !' if n.problem else ''}" for n in notes)
        if have != tally:
            wrong.append(f"{text}\n    want {tally}\n    have {have}")
    assert len(rows) >= 6
    assert not wrong, "\n".join(wrong)


def test_what_does_not_add_up() -> None:
    council = {"security council": 15}
    assert problem(Tally(13, 2, 0), council, {}) == ""
    assert "15 members" in problem(Tally(13, 2, 3), council, {})
    assert problem(Tally(13, 2, 3), {"board": 0}, {}) == ""
    assert "listed against" in problem(Tally(120, 1, None), {}, {"against": {"ISR", "FJI"}})
    assert problem(Tally(120, None, None), {}, {"against": {"ISR", "FJI"}, "absent": {"NIC"}}) == ""
