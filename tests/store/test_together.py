"""Many writers, readers and a keeper at once: nothing lost, nothing twice, no half article seen."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from dragoman.store import Store

from .made import events_of, made

WRITER = Path(__file__).parent / "writer.py"
# How many events there are of an article, and how many it should have by its number and its mentions.
SEEN = """SELECT a.id, (SELECT count(*) FROM events e WHERE e.article = a.id) AS events,
    (SELECT count(DISTINCT e.id) FROM events e WHERE e.article = a.id) AS distinct_events,
    (SELECT count(*) FROM mentions m WHERE m.article = a.id) AS mentions,
    (SELECT count(*) FROM quotes q WHERE q.article = a.id) AS quotes
    FROM articles a ORDER BY a.id"""


def writer(uri: str, count: int, lexicon: str) -> subprocess.Popen[str]:
    """A process that writes the first ``count`` records in batches of ten."""
    command = [sys.executable, str(WRITER), uri, str(count), lexicon, "10"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def wrote(process: subprocess.Popen[str]) -> int:
    """Waits for a writer; how many articles it wrote."""
    out, _ = process.communicate()
    assert process.returncode == 0
    return int(out)


def check_once(store: Store, known: set[str]) -> set[str]:
    """Checks that each live article has exactly what its record has, and that none has gone; gives the ids."""
    with store.connect() as con:
        rows = con.execute(SEEN).fetchall()
        (strays,) = con.execute(
            "SELECT count(*) FROM events WHERE article NOT IN (SELECT id FROM articles)"
        ).fetchone() or (0,)
    ids = [row[0] for row in rows]
    assert len(ids) == len(set(ids)), "an article twice"
    assert strays == 0, "events of no article"
    assert known <= set(ids), "an article has gone"
    for ident, events, distinct, mentions, quotes in rows:
        number = int(ident[1:])
        record = made(number)
        assert events == distinct == events_of(number), ident
        assert mentions == sum(len(e.mentions) for e in record.events), ident
        assert quotes == len(record.quotes), ident
    return set(ids)


@contextmanager
def readers(uri: str, count: int = 2) -> Iterator[list[int]]:
    """Reads all the while; what a reader found wrong is raised at the end. Gives how often each has looked."""
    stop = threading.Event()
    looks = [0] * count
    wrong: list[BaseException] = []

    def look(place: int) -> None:
        try:
            known: set[str] = set()
            store = Store.open(uri)
            while not stop.is_set():
                known = check_once(store, known)
                looks[place] += 1
                stop.wait(0.05)
        except BaseException as error:
            wrong.append(error)

    threads = [threading.Thread(target=look, args=(i,)) for i in range(count)]
    for thread in threads:
        thread.start()
    try:
        yield looks
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    if wrong:
        raise wrong[0]


def test_many_who_make_a_store_at_once_make_one(tmp_path: Path) -> None:
    with ThreadPoolExecutor(6) as pool:
        stores = list(pool.map(lambda n: Store.create(tmp_path / "store"), range(6)))
    stores[0].write([made(1)])
    assert [list(s.records()) for s in stores] == [[made(1)]] * 6


def test_two_writers_of_the_same_articles_leave_one_of_each(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "store")
    count = 80
    with readers(store.uri) as looks:
        both = [writer(store.uri, count, "first") for _ in range(2)]
        while any(p.poll() is None for p in both):
            store.compact(timedelta(hours=1))
        assert sum(map(wrote, both)) >= count
    assert min(looks) > 0
    assert list(store.records()) == [made(n) for n in range(count)]
    store.compact(timedelta(0))
    assert list(store.records()) == [made(n) for n in range(count)]
    assert store.info().tables["articles"].dead == 0


def test_two_writers_of_two_codings_leave_one_of_each(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "store")
    count = 40
    store.write([made(n) for n in range(count)])
    with readers(store.uri):
        both = [writer(store.uri, count, lexicon) for lexicon in ("second", "third")]
        assert [wrote(p) for p in both] == [count] * 2
    found = list(store.records())
    assert [r.article.id for r in found] == [made(n).article.id for n in range(count)]
    for number, record in enumerate(found):
        assert record in (made(number, "second"), made(number, "third"))


def test_a_writer_that_was_overtaken_does_not_replace_the_newer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two who looked before either wrote: whichever is live, it is one, and stays the same for all readers."""
    one, two = Store.create(tmp_path / "store"), Store.open(tmp_path / "store")
    seen = two._heads.of(["a00003"])
    one.write([made(3, "second")])
    monkeypatch.setattr(two._heads, "of", lambda ids: seen)
    two.write([made(3, "third")])
    (record,) = one.records()
    assert list(Store.open(one.uri).records()) == [record]
    one.compact(timedelta(0))
    assert list(Store.open(one.uri).records()) == [record]
    check_once(one, set())
