"""What the coder makes of real articles is asked as it was written."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from dragoman.asking import Snapshot, latest, top
from dragoman.coder import Coder
from dragoman.evaluation import read_gold
from dragoman.records import Article, Record, Status
from dragoman.store import Store

GOLD = Path(__file__).parents[1] / "gold"


@pytest.fixture(scope="module")
def coded() -> list[Record]:
    """The first articles of the gold sets, coded."""
    coder = Coder()
    golds = [gold for name in ("es.jsonl", "en.jsonl") for gold in read_gold(GOLD / name)[:2]]
    return [
        coder.code_article(Article(id=g.id, text=g.text, title=g.title, published=g.published, language=g.language))
        for g in golds
    ]


@pytest.mark.parametrize("hold", [False, True])
def test_counts_are_those_of_the_records(coded: list[Record], tmp_path: Path, hold: bool) -> None:
    store = Store.create(tmp_path / "store")
    store.write(coded)
    happened = [e for record in coded for e in record.events if e.status is Status.ASSERTED]
    assert happened
    with Snapshot(store.connect(), hold=hold) as snapshot:
        assert {r.key: r.count for r in top(snapshot, "type").ranks} == Counter(e.type for e in happened)
        parties = Counter(code for e in happened for code in {a.code for a in (*e.actors, *e.recipients)} - {None})
        assert {r.key: r.count for r in top(snapshot, "party", limit=None).ranks} == parties
        scores = {r.key: r.score for r in top(snapshot, "type").ranks}
        assert scores == {kind: sum(e.score for e in happened if e.type == kind) for kind in scores}
        found = latest(snapshot, statuses=["all"], limit=1000)
        assert found.total == len(found.events) == sum(len(record.events) for record in coded)
        told = {e.id: e.mentions[0].sentence.text for record in coded for e in record.events}
        assert {line.event: line.sentence for line in found.events} == told
