"""Claims in whole sentences, through the whole coder. The cases stand in ``claims_*.txt``."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.coder import Coder
from dragoman.records import Claim

HERE = Path(__file__).parent
# Share of cases that are entirely right. Raise, never lower.
FLOOR = {"es": 0.95, "en": 0.95}


def cases(language: str) -> list[tuple[str, str]]:
    rows = []
    for line in (HERE / f"claims_{language}.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            text, expected = (part.strip() for part in line.split("|"))
            rows.append((text, expected))
    return rows


def told(claim: Claim) -> str:
    subject = claim.subject.code if claim.subject else "-"
    target = claim.object.code if claim.object else "-"
    value = "-" if claim.value is None else format(claim.value, ".15g")
    return f"{claim.kind} {subject} {target} {value} {claim.unit or '-'} {claim.comparator or '-'}"


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


@pytest.mark.parametrize("language", ["es", "en"])
def test_claims(coder: Coder, language: str) -> None:
    wrong = []
    rows = cases(language)
    for text, expected in rows:
        have = "; ".join(told(c) for c in coder.code(text, language=language, published="2024-06-21").claims) or "none"
        if have != expected:
            wrong.append(f"{text}\n    want {expected}\n    have {have}")
    report = "\n".join(wrong)
    print(report, len(rows) - len(wrong), len(rows))
    assert 1 - len(wrong) / len(rows) >= FLOOR[language], report
