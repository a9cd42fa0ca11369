"""Agreements in whole sentences, through the whole coder. The cases stand in ``agreements_*.txt``."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.coder import Coder
from dragoman.records import Agreement

HERE = Path(__file__).parent
# Share of cases whose parties, kind, count and status are all right, and of topics found. Raise, never lower.
FLOOR = {"es": 0.95, "en": 0.95}
TOPICS = {"es": 0.95, "en": 0.95}


def cases(language: str) -> list[tuple[str, list[str]]]:
    rows = []
    for line in (HERE / f"agreements_{language}.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            text, expected = (part.strip() for part in line.split("|"))
            rows.append((text, [] if expected == "none" else [e.strip() for e in expected.split(";")]))
    return rows


def told(agreement: Agreement) -> str:
    parties = "+".join(sorted(a.code or "?" for a in agreement.parties))
    low = "" if agreement.count.min is None else agreement.count.min
    high = "" if agreement.count.max is None else agreement.count.max
    return f"{parties} {agreement.kind} {low}..{high} {agreement.status}"


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


@pytest.mark.parametrize("language", ["es", "en"])
def test_agreements(coder: Coder, language: str) -> None:
    right = total = topics_right = topics_total = 0
    wrong = []
    for text, expected in cases(language):
        found = coder.code(text, language=language, published="2024-06-21").agreements
        want = [" ".join(e.split(" ")[:4]) for e in expected]
        have = [told(a) for a in found]
        total += 1
        right += want == have
        if want != have:
            wrong.append(f"{text}\n    want {want}\n    have {have}")
        for entry, agreement in zip(expected, found, strict=False):
            wanted = entry.split(" ", 4)[4]
            for topic in wanted.split("/") if wanted != "-" else []:
                topics_total += 1
                topics_right += topic in agreement.topics
                if topic not in agreement.topics:
                    wrong.append(f"{text}\n    topic {topic} not in {agreement.topics}")
    report = "\n".join(wrong)
    print(report, right, total, topics_right, topics_total)
    assert right / total >= FLOOR[language], report
    assert topics_right / topics_total >= TOPICS[language], report
