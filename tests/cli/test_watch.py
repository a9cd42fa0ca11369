"""`dragoman watch` from outside: what it writes, what it says, and how it stops."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dragoman import scale
from dragoman.reading import Problem
from dragoman.reading.memory import load_memory
from dragoman.records import Article
from dragoman.store import Store
from tests.cli.conftest import Run
from tests.reading.site import Site, entry, page, rss, running

NEWS = "The foreign minister of Norway met his counterpart from Oman in Muscat on Monday."


@pytest.fixture
def site() -> Iterator[Site]:
    with running() as one:
        one.pages |= {"/feed": rss(entry("/a"), entry("/gone")), "/a": page(NEWS)}
        yield one


@pytest.fixture
def feeds(site: Site, tmp_path: Path) -> Path:
    path = tmp_path / "feeds.toml"
    path.write_text(f'[[feed]]\nurl = "{site.address}/feed"\noutlet = "The Leaf"\n', encoding="utf-8")
    return path


@pytest.fixture
def ingested(monkeypatch: pytest.MonkeyPatch) -> list[Article | Problem]:
    """Stands in for the ingest: takes what comes and codes nothing."""
    taken: list[Article | Problem] = []

    def ingest(items: Iterator[Article | Problem], *_: Any, on_problem: Callable[[Problem], None], **__: Any) -> Any:
        summary = scale.Summary()
        for item in items:
            taken.append(item)
            if isinstance(item, Problem):
                on_problem(item)
                summary.unreadable += 1
            else:
                summary.coded += 1
        return summary

    monkeypatch.setattr(scale, "ingest", ingest)
    return taken


def test_new_entries_are_in_the_store(run: Run, feeds: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    done = run("watch", feeds, "--store", store, "--once")
    assert done.status == 1
    assert "The Leaf: new articles 1, problems 1" in done.out
    assert "/gone: the server answers 404 Not Found" in done.err
    (record,) = Store.open(str(store)).records()
    assert record.article.text == NEWS
    assert (record.article.outlet, record.article.published) == ("The Leaf", "1999-05-03T21:30:00-05:00")
    assert record.events
    assert len(load_memory(tmp_path / "store.watch.json").seen) == 2
    again = run("watch", feeds, "--store", store, "--once")
    assert (again.status, again.out) == (0, "articles coded: 0, problems: 0\n")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_after_what_is_in_hand(
    run: Run, feeds: Path, site: Site, tmp_path: Path, ingested: list[Article | Problem], number: signal.Signals
) -> None:
    before = signal.getsignal(number)

    def stopping(request: Any) -> None:
        request.answer(200, page(NEWS), {"Content-Type": "text/html"})
        os.kill(os.getpid(), number)

    site.pages |= {"/feed": rss(entry("/a"), entry("/b"), entry("/c")), "/b": stopping, "/c": page(NEWS)}
    done = run("watch", feeds, "--store", tmp_path / "store")
    assert done.status == 0
    assert "stopping after the articles in hand" in done.err
    assert site.paths()[:3] == ["/feed", "/a", "/b"]
    assert 1 <= len(ingested) <= 2
    assert all(isinstance(item, Article) for item in ingested)
    assert len(load_memory(tmp_path / "store.watch.json").seen) == len(ingested)
    assert signal.getsignal(number) is before


def test_where_it_remembers(run: Run, feeds: Path, tmp_path: Path, ingested: list[Article | Problem]) -> None:
    state = tmp_path / "elsewhere.json"
    run("watch", feeds, "--store", tmp_path / "store", "--once", "--state", state)
    assert state.exists()
    assert not (tmp_path / "store.watch.json").exists()
    state.write_text("nonsense", encoding="utf-8")
    done = run("watch", feeds, "--store", tmp_path / "store", "--once", "--state", state)
    assert done.status == 2
    assert f"{state}: is no state of `dragoman watch`" in done.err


def test_a_wrong_file_of_feeds_stops_before_anything_is_made(run: Run, feeds: Path, tmp_path: Path) -> None:
    feeds.write_text('[[feed]]\nurl = "example.org"\n', encoding="utf-8")
    done = run("watch", feeds, "--store", tmp_path / "store", "--once")
    assert done.status == 2
    assert done.err == f"dragoman: {feeds}: feed 1: url: an address with http:// or https:// is needed\n"
    assert not (tmp_path / "store").exists()
