"""What is told beforehand of a clause agrees with what the actors would have told: nothing is skipped that stands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.coder import Coder
from dragoman.events.parties import Parties
from dragoman.events.views import ClauseView, SentenceView
from dragoman.records import Article

Sentences = list[tuple[Parties, SentenceView]]
Read = list[tuple[Coder, str, Sentences]]

GOLD = Path(__file__).parents[1] / "gold"
ARTICLES = 40


@pytest.fixture(scope="module")
def read() -> Read:
    """Sentences of gold articles with their actors, by language."""
    coder = Coder()
    lines = [line for path in sorted(GOLD.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]
    found: dict[str, Sentences] = {"es": [], "en": []}
    for line in lines[:: max(1, len(lines) // ARTICLES)]:
        row = json.loads(line)
        stages = coder.stages(Article(id="a", text=row["text"], language=row.get("language")))
        document, known = stages.document, coder.events.knowledge(stages.document.language)
        for parsed in document.sentences:
            view = SentenceView(parsed, known.syntax, known.status)
            found[document.language].append((Parties(document, view, stages.mentions), view))
    return [(coder, language, sentences) for language, sentences in found.items()]


def clauses(sentences: Sentences) -> Iterator[tuple[Parties, ClauseView]]:
    for parties, view in sentences:
        for clause in view.parsed.clauses:
            yield parties, view.of(clause)


def test_conditions_settled_without_actors_hold_with_them(read: Read) -> None:
    settled = 0
    for coder, language, sentences in read:
        index = coder.events.knowledge(language).index
        for parties, view in clauses(sentences):
            for condition in (c for plan in index._opened(view) for c in plan.conditions if c.fixed):
                told = condition.settled(view)
                settled += told is not None
                assert told in (None, condition.holds(view.clause, parties)), (condition, view.clause)
    assert settled > 1000


def test_nobody_stands_at_a_place_that_no_path_begins_at(read: Read) -> None:
    skipped = 0
    for coder, language, sentences in read:
        frames = coder.events.knowledge(language).index.frames.values()
        places = sorted({place for f in frames for place in (*f.actor, *f.recipient)})
        for parties, view in clauses(sentences):
            for place in places:
                if place.rstrip("!").split(".")[0] not in view.starts:
                    skipped += 1
                    assert not parties._found_at(view.clause, place, wide=False), (place, view.clause)
    assert skipped > 1000


def test_arguments_by_role_are_those_of_the_clause(read: Read) -> None:
    for _, _, sentences in read:
        for _, view in clauses(sentences):
            names = {name for a in view.clause.arguments for name in (a.role, a.prep) if name}
            assert {name: view.clause.role(name) for name in names} == dict(view.roles)


def test_owners_are_found_only_over_actors(read: Read) -> None:
    owned = 0
    for _, _, sentences in read:
        for parties, view in sentences:
            for word in view.sentence.words:
                found = parties._level_by_level(word.i, wide=True, participles=True)
                owned += bool(found)
                assert not found or word.i in parties._over_actors
    assert owned > 100
