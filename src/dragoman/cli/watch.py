"""`dragoman watch`: what feeds bring, coded, into a store, again and again."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli.code import Lexicons
from dragoman.cli.store import StoreOption
from dragoman.cli.terminal import SOME_FAILED, complain, console
from dragoman.errors import StoreError
from dragoman.reading import Problem
from dragoman.records import Article

if TYPE_CHECKING:
    from dragoman.reading.subscriptions import Subscription
    from dragoman.scale import Job

# Seconds between two looks at whether to stop.
_LOOK = 0.2


def watch(
    feeds: Annotated[
        Path,
        typer.Argument(
            metavar="FEEDS.toml",
            show_default=False,
            help="The feeds, RSS or Atom: for each a table 'feed' with url and, if you like, outlet, language (es or "
            "en) and every (seconds). The guide to reading shows one.",
        ),
    ],
    store: StoreOption,
    once: Annotated[bool, typer.Option("--once", help="Look at each feed once and end.")] = False,
    every: Annotated[
        int, typer.Option(min=60, metavar="SECONDS", help="Time between two looks at a feed that names none.")
    ] = 900,
    lexicon: Lexicons = None,
    state: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Where to remember what was seen; by default beside the store, and beside FEEDS.toml if the store is "
            "a URL.",
        ),
    ] = None,
) -> None:
    """Watch feeds: fetch the articles behind new entries, code them, and put them into a store.

    It asks robots.txt and sends a host one request a second at most. Ctrl-C (or
    SIGTERM) ends it after the batch in flight; pressed twice, at once. Started
    again, it goes on where it stopped. Exit status with --once: 1 if something
    could not be read or coded.
    """
    from dragoman.reading.memory import load_memory
    from dragoman.reading.subscriptions import load_subscriptions

    known = load_subscriptions(feeds)
    path = state or _beside(store, feeds)
    memory = load_memory(path)
    from dragoman.scale.workers import ONE_THREAD

    for name, value in ONE_THREAD.items():
        os.environ.setdefault(name, value)  # before numpy is loaded
    from dragoman import scale
    from dragoman.reading.fetching import Fetcher
    from dragoman.reading.limits import LIMITS
    from dragoman.reading.pace import Pace
    from dragoman.reading.watching import Watch
    from dragoman.store import Store

    Store.create(store)
    keeper = _Keeper(scale.Job(store, tuple(map(str, lexicon or ()))))
    with _stopping() as stop:
        pace = Pace(patience=LIMITS.patience, sleep=stop.wait)
        with Fetcher(LIMITS, pace, stop.asked) as fetcher:
            watch = Watch(known, memory, path, fetcher, keeper.keep, every=every, stopped=stop.asked)
            if once:
                watch.once()
            else:
                console().print(f"feeds watched: {len(known)}; stop with Ctrl-C", soft_wrap=True)
                _again_and_again(watch, stop)
    console().print(f"articles coded: {keeper.coded:,}, problems: {keeper.failed:,}", soft_wrap=True)
    if once and keeper.failed:
        raise typer.Exit(SOME_FAILED)


def _again_and_again(watch: Any, stop: _Stop) -> None:
    while not stop.asked():
        try:
            left = watch.due()
        except StoreError as error:  # an object store may be out of reach for an hour
            complain(str(error))
            left = 60.0
        stop.wait(left)


def _beside(store: str, feeds: Path) -> Path:
    if "://" in store:
        return feeds.with_name(f"{feeds.stem}.watch.json")
    directory = Path(store).absolute()
    return directory.with_name(f"{directory.name}.watch.json")


class _Keeper:
    """Codes what is new into the store, and says so in a line a feed."""

    def __init__(self, job: Job) -> None:
        from dragoman.scale.workers import Here

        self._job = job
        self._worker = Here(job)
        self.coded = 0
        self.failed = 0

    def keep(self, feed: Subscription, items: Iterator[Article | Problem]) -> None:
        from dragoman import scale

        summary = scale.ingest(
            items,
            self._job,
            self._worker,
            on_problem=lambda problem: complain(str(problem)),
            on_aside=lambda aside: complain(f"article {aside.article}: {aside.reason}"),
        )
        failed = summary.aside + summary.unreadable
        self.coded += summary.coded
        self.failed += failed
        moment = datetime.now().astimezone().isoformat(" ", "seconds")[:19]
        name = feed.outlet or feed.url
        line = f"{moment} {name}: new articles {summary.coded}"
        if summary.passed:
            line += f", there already {summary.passed}"
        if failed:
            line += f", problems {failed}"
        console().print(line, soft_wrap=True, markup=False)


class _Stop:
    """Whether the user wants to stop. No threading.Event: one must not be set from within a signal."""

    def __init__(self) -> None:
        self._asked = False

    def asked(self) -> bool:
        return self._asked

    def wait(self, seconds: float) -> None:
        """Waits, or less if the user wants to stop."""
        until = time.monotonic() + seconds
        while not self._asked and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, _LOOK))

    def ask(self, number: int, frame: FrameType | None) -> None:
        """The first signal asks to stop, the second is for those who cannot wait."""
        if self._asked:
            raise KeyboardInterrupt
        self._asked = True
        complain("stopping after the articles in hand; once more to stop at once")


@contextmanager
def _stopping() -> Iterator[_Stop]:
    """Something to ask whether SIGINT or SIGTERM has come."""
    stop = _Stop()
    before = {number: signal.signal(number, stop.ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
