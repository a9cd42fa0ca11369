"""An ingest that is killed again and again, with readers and a keeper beside it: nothing lost, nothing twice."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from dragoman.store import Store

from .corpus import write_corpus

STANDIN = [sys.executable, str(Path(__file__).parent / "standin.py")]
REAL = [sys.executable, "-c", "from dragoman.cli import main; main()"]
# For each live article: events, different ones, mentions, quotes; and how many rows belong to no live article.
CHILDREN = ("events", "mentions", "quotes", "claims", "agreements", "positions")
TOLD = "SELECT a.id, {} FROM articles a {} ORDER BY a.id".format(
    ", ".join(f"coalesce({t}.n, 0)" for t in CHILDREN),
    " ".join(f"LEFT JOIN (SELECT article, count(*) n FROM {t} GROUP BY 1) {t} ON {t}.article = a.id" for t in CHILDREN),
)
STRAYS = " UNION ALL ".join(f"SELECT article FROM {t} WHERE article NOT IN (SELECT id FROM articles)" for t in CHILDREN)
Told = dict[str, tuple[int, ...]]


def told(store: Store) -> Told:
    """What each live article of one version has, in numbers of rows; checks that nothing else is there."""
    with store.connect() as con:
        rows = con.execute(TOLD).fetchall()
        assert con.execute(STRAYS).fetchall() == [], "rows of no article"
    found = {row[0]: tuple(row[1:]) for row in rows}
    assert len(found) == len(rows), "an article twice"
    return found


@contextmanager
def beside(work: Callable[[], None], pause: float) -> Iterator[list[int]]:
    """Does some work again and again beside the test; what it raises is raised at the end. Gives how often."""
    stop = threading.Event()
    times = [0]
    wrong: list[BaseException] = []

    def run() -> None:
        try:
            while not stop.is_set():
                work()
                times[0] += 1
                stop.wait(pause)
        except BaseException as error:
            wrong.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield times
    finally:
        stop.set()
        thread.join()
    if wrong:
        raise wrong[0]


def commits(store: Store) -> int:
    """How often a batch has begun to be written: commits of the table that is written first."""
    return len(list((Path(store.uri) / "events" / "_delta_log").glob("*.json")))


def run_and_kill(command: list[str], store: Store, chance: random.Random, batches: int) -> bool:
    """Starts an ingest and kills it: while it starts, or at a random moment after up to so many batches."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        try:
            if chance.random() < 0.15:
                time.sleep(chance.uniform(0, 2))
            else:
                goal = commits(store) + chance.randint(1, max(1, batches))
                while commits(store) < goal and process.poll() is None:
                    time.sleep(0.001)
                time.sleep(chance.choice((0, chance.uniform(0, 0.03), chance.uniform(0, 0.3))))
            if process.poll() is None:
                return True
            _, err = process.communicate()
            assert process.returncode == 0, err.decode()
            return False
        finally:
            process.kill()


def kill_often(coder: list[str], folder: Path, articles: int, batch: int, kills: int, seed: int) -> dict[str, int]:
    """The whole trial; gives its figures."""
    corpus = write_corpus(folder / "corpus.jsonl", articles)

    def ingest(name: str) -> list[str]:
        return [*coder, "ingest", str(corpus), "--store", str(folder / name), "--batch", str(batch)]

    subprocess.run(ingest("reference"), check=True, capture_output=True)
    reference = Store.open(folder / "reference")
    expected = told(reference)
    assert len(expected) == articles
    assert sum(t[0] for t in expected.values()) > articles / 2
    store = Store.create(folder / "store")
    chance = random.Random(seed)
    known: set[str] = set()

    def look() -> None:
        nonlocal known
        found = told(Store.open(store.uri))
        assert known <= found.keys(), "an article has gone"
        assert all(expected[i] == numbers for i, numbers in found.items()), "half an article"
        known = set(found)

    def keep() -> None:
        Store.open(store.uri).compact(timedelta(hours=1))

    done = 0
    with beside(look, 0.1) as looks, beside(keep, 3) as keeps:
        while done < kills and (left := (articles - len(told(Store.open(store.uri)))) // batch):
            done += run_and_kill(ingest("store"), store, chance, 2 * left // (kills - done + 1) - 1)
        assert done >= kills - 1, "it was done before all kills"  # the last one may come too late
        subprocess.run(ingest("store"), check=True, capture_output=True)
    assert told(store) == expected
    info = store.info()
    orphans = info.tables["events"].dead
    assert list(store.records()) == list(reference.records())
    store.compact(timedelta(0))
    assert list(store.records()) == list(reference.records())
    assert all(t.dead == 0 for t in store.info().tables.values())
    return {"kills": done, "looks": looks[0], "compactions": keeps[0], "dead events before the sweep": orphans}


def test_an_ingest_killed_now_and_then_loses_nothing(tmp_path: Path) -> None:
    figures = kill_often(STANDIN, tmp_path, articles=240, batch=8, kills=4, seed=random.randrange(1000))
    assert figures["looks"] > 0


@pytest.mark.slow
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("coder", [STANDIN, REAL], ids=["standin", "real"])
def test_an_ingest_killed_fifty_times_loses_nothing(
    tmp_path: Path, coder: list[str], record_property: Callable[[str, object], None]
) -> None:
    figures = kill_often(coder, tmp_path, articles=5000, batch=20, kills=50, seed=7)
    for name, value in figures.items():
        record_property(name, value)
    assert figures["looks"] > 50
