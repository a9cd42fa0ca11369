"""The gate: fails when the coder finds less in our own gold set than it did, or breaks the contract of its records."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from dragoman import models
from dragoman.coder import Coder
from dragoman.evaluation import GoldArticle, Report, read_gold, score
from dragoman.evaluation.harness import by_cause, code_gold

GOLD = Path(__file__).parents[1] / "gold"
FLOORS = yaml.safe_load((GOLD / "floors.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module", params=sorted(FLOORS))
def scored(request: pytest.FixtureRequest) -> tuple[str, Report]:
    """The report of one file, coded anew; a file's name begins with its language."""
    name = request.param
    golds = read_gold(GOLD / f"{name}.jsonl")
    return name, score(golds, code_gold(golds, Coder().code_article))


def test_scores_keep_their_floors(scored: tuple[str, Report]) -> None:
    name, report = scored
    language = name.split("_")[0]
    if models.best(language).package != models.PREFERRED[language][-1]:
        pytest.skip(f"the floors are for {models.PREFERRED[language][-1]}")
    floors = FLOORS[name]
    fallen = [
        f"{area} {report.areas[area].f1:.3f} < {floor}"
        for area, floor in floors.items()
        if area in report.areas and report.areas[area].f1 < floor
    ]
    if report.forbidden > floors["forbidden"]:
        fallen.append(f"forbidden {report.forbidden} > {floors['forbidden']}")
    causes = "\n".join(f"{cause}\n  " + "\n  ".join(map(str, e)) for cause, e in by_cause(report.errors).items())
    assert not fallen, f"{name}: {', '.join(fallen)}\n{causes}"


def test_records_keep_their_contract(scored: tuple[str, Report]) -> None:
    _, report = scored
    assert (report.contract, report.missing) == (0, 0)


@pytest.mark.parametrize("path", sorted(GOLD.glob("*.jsonl")), ids=lambda p: p.stem)
def test_the_gold_set_is_sound(path: Path) -> None:
    from tests.evaluation.made import BOOK

    for article in read_gold(path):
        _check(article)
        for event in article.gold.events:
            assert event.mode is None or event.mode in BOOK.types[event.type].modes, f"{article.id}: {event.mode}"
            for party in (*event.actors, *event.recipients):
                assert all(s in BOOK.sectors for s in party.split()[1:]), f"{article.id}: {party}"


def _check(article: GoldArticle) -> None:
    """What the gold names stands in the text, and nothing is both wanted and forbidden."""
    gold = article.gold
    words = [e.trigger for e in gold.events if e.trigger] + [q.text for q in gold.quotes]
    words += [topic for a in gold.agreements for topic in a.topics]
    for part in words:
        assert part in article.text, f"{article.id}: {part!r}"

    def key(kind: str, actors: tuple[str, ...], recipients: tuple[str, ...]) -> object:
        return kind, frozenset(a.split()[0] for a in actors), frozenset(r.split()[0] for r in recipients)

    wanted = {key(e.type, e.actors, e.recipients) for e in gold.events if e.status == "asserted"}
    for f in gold.forbidden:
        assert key(f.type, f.actors, f.recipients) not in wanted, f"{article.id}: {f.type} is wanted and forbidden"


def test_the_gold_set_has_articles_of_both_languages_and_some_without_events() -> None:
    es, en = (read_gold(GOLD / f"{language}.jsonl") for language in ("es", "en"))
    assert len(es) >= 8
    assert len(en) >= 5
    assert sum(not a.gold.events for a in (*es, *en)) >= 2
