"""Looks at feeds again and again: what is new goes to the store, and is remembered once it is there."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import chain
from pathlib import Path

from dragoman.reading.feeds import Entry, Feed, article_of, parse_feed, where
from dragoman.reading.fetching import Answer, Fetcher, Validators
from dragoman.reading.limits import LIMITS, Limits
from dragoman.reading.lines import whole
from dragoman.reading.memory import FeedState, Memory
from dragoman.reading.packing import unpacked
from dragoman.reading.problems import Problem, Unreachable, Unreadable
from dragoman.reading.rows import Defaults
from dragoman.reading.subscriptions import Subscription
from dragoman.records import Article

# An entry whose page cannot be had for passing reasons is tried so often, once each time the feed is looked at.
TRIES = 3


class Watch:
    """Watches feeds.

    Args:
        feeds: the feeds.
        memory: what is remembered; is changed as the work goes on.
        path: where it is kept.
        fetcher: fetches feeds and pages.
        keep: puts what is new where it belongs; told the feed. What it has taken when it returns is safe.
        every: seconds between two looks at a feed that names none.
        stopped: says that the user wants to stop.
        now: seconds since 1970.
    """

    def __init__(
        self,
        feeds: Sequence[Subscription],
        memory: Memory,
        path: Path,
        fetcher: Fetcher,
        keep: Callable[[Subscription, Iterator[Article | Problem]], None],
        *,
        every: int,
        limits: Limits = LIMITS,
        stopped: Callable[[], bool] = lambda: False,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._feeds = tuple(feeds)
        self._memory = memory
        self._path = path
        self._fetcher = fetcher
        self._keep = keep
        self._every = every
        self._limits = limits
        self._stopped = stopped
        self._now = now

    def once(self) -> None:
        """Looks at all feeds."""
        self._look_at(self._feeds)

    def due(self) -> float:
        """Looks at the feeds whose time has come. Returns the seconds until the next one's."""
        self._look_at([feed for feed in self._feeds if self._left(feed) <= 0])
        return max(0.0, min(self._left(feed) for feed in self._feeds))

    def _left(self, feed: Subscription) -> float:
        looked = self._memory.feeds.get(feed.url, FeedState()).looked
        # A clock that was put back must not silence a feed.
        return min(looked, self._now()) + (feed.every or self._every) - self._now()

    def _look_at(self, feeds: Sequence[Subscription]) -> None:
        for feed in feeds:
            if self._stopped():
                return
            self._visit(feed)

    def _visit(self, feed: Subscription) -> None:
        visit = _Visit(feed, self._memory, self._fetcher, self._limits, self._stopped)
        items = visit.items()
        first = next(items, None)
        if first is not None:
            self._keep(feed, chain([first], items))
        # Only now: what was not kept, because we were killed, is new the next time.
        visit.remember(self._now())
        self._memory.save(self._path)


@dataclass
class _Visit:
    """One look at one feed: first what it brings, then what is to be remembered of it."""

    feed: Subscription
    memory: Memory
    fetcher: Fetcher
    limits: Limits
    stopped: Callable[[], bool]
    shown: list[str] = field(default_factory=list)
    done: set[str] = field(default_factory=set)
    later: set[str] = field(default_factory=set)
    validators: Validators | None = None
    looked: bool = False

    def items(self) -> Iterator[Article | Problem]:
        """The articles behind the entries that were not there before, and what is wrong."""
        state = self.memory.feeds.get(self.feed.url, FeedState())
        known = Validators(state.etag, state.last_modified)
        try:
            answer = self.fetcher.fetch(self.feed.url, known)
            self.looked = True
            if answer.body is None:
                self.validators = known
                return
            found = self._parsed(answer)
        except Unreadable as error:
            self.validators = known
            self.looked = not self.stopped()
            if self.looked:
                yield error.at(self.feed.url)
            return
        if found.trouble is not None:
            yield found.trouble
        yield from self._entries(found, answer)

    def _parsed(self, answer: Answer) -> Feed:
        assert answer.body is not None
        with answer.body as body:
            return parse_feed(whole(unpacked(body), self.limits.row), answer.url, self.limits.entries)

    def _entries(self, found: Feed, answer: Answer) -> Iterator[Article | Problem]:
        defaults = Defaults(None, self.feed.language, self.feed.outlet or found.title, limits=self.limits)
        for entry in found.entries:
            key = _key(entry, self.feed.url)
            self.shown.append(key)
            if key in self.memory.seen or key in self.done:
                continue
            if self.stopped():
                self.looked = False  # the rest is to be had as soon as we are started again
                return
            try:
                article = article_of(entry, answer.url, self.fetcher, defaults)
            except Unreachable as error:
                if self.stopped():
                    self.looked = False
                    return
                self.later.add(key)
                yield error.at(*where(entry, answer.url))
            except Unreadable as error:
                self.done.add(key)
                yield error.at(*where(entry, answer.url))
            else:
                self.done.add(key)
                yield article
        self.validators = answer.validators

    def remember(self, now: float) -> None:
        """Writes into the memory what this look has taught."""
        today: date = datetime.fromtimestamp(now, UTC).date()
        for key in self.later:
            tries = self.memory.tries.get(key, 0) + 1
            self.memory.tries[key] = tries
            if tries >= TRIES:
                self.done.add(key)
        for key in self.shown:
            if key in self.done or key in self.memory.seen:
                self.memory.seen[key] = today
        # Entries that are tried again come only with the whole feed, so it must not pass for known.
        whole = not (self.later - self.done)
        validators = self.validators if self.validators is not None and whole else Validators()
        before = self.memory.feeds.get(self.feed.url, FeedState())
        self.memory.feeds[self.feed.url] = FeedState(
            etag=validators.etag,
            last_modified=validators.last_modified,
            looked=now if self.looked else before.looked,
        )
        self.memory.forget(today)


def _key(entry: Entry, feed: str) -> str:
    """What an entry is remembered by: its id where that holds everywhere, such as an address, else feed and id."""
    return entry.id if ":" in entry.id else f"{feed} {entry.id}"
