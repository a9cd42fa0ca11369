"""Which clause a time belongs to, in parsed sentences. The cases stand in ``clauses_*.txt``."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.coder import Coder
from dragoman.records import Article, When

HERE = Path(__file__).parent
PUBLISHED = "2024-06-21"
# Share of predicates whose date is right. Raise, never lower.
FLOOR = {"es": 0.9, "en": 0.9}


def cases(language: str) -> list[tuple[str, dict[str, str]]]:
    rows = []
    for line in (HERE / f"clauses_{language}.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            text, expected = (part.strip() for part in line.split("|"))
            pairs = (pair.split("=") for pair in expected.split(";"))
            rows.append((text, {lemma.strip(): value.strip() for lemma, value in pairs}))
    return rows


def told(when: When | None) -> str:
    if when is None:
        return "null"
    if when.start == when.end:
        return str(when.start)
    if when.granularity in ("month", "year") and when.start:
        return when.start[: 7 if when.granularity == "month" else 4]
    return f"{when.start or ''}..{when.end or ''}"


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder(short_cut=False)


@pytest.mark.parametrize("language", ["es", "en"])
def test_clauses(coder: Coder, language: str) -> None:
    wrong, total = [], 0
    for text, expected in cases(language):
        stages = coder.stages(Article(id="x", text=text, language=language, published=PUBLISHED))
        have: dict[str, str] = {}
        for parsed in stages.document.sentences:
            for clause in parsed.clauses:
                have.setdefault(clause.lemma, told(stages.dates.of(parsed.sentence.index, clause.index)))
        for lemma, value in expected.items():
            total += 1
            if have.get(lemma) != value:
                wrong.append(f"{text}\n    want {lemma}={value}, have {have}")
    report = "\n".join(wrong)
    print(report, total - len(wrong), total)
    assert 1 - len(wrong) / total >= FLOOR[language], report


def test_no_publication_date(coder: Coder) -> None:
    article = Article(id="x", text="Llegó el lunes. Nació el 3 de mayo de 1960.", language="es")
    dates = coder.stages(article).dates
    assert [t.when.start if t.when else None for t in dates.all] == [None, "1960-05-03"]
    assert all(t.reason for t in dates.all if t.when is None)
