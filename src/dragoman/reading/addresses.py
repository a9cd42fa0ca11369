"""Addresses on the web to articles: pages, feeds with the articles behind them, and files of any kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dragoman.reading.feeds import article_of, complaints, parse_feed, where
from dragoman.reading.fetching import Answer, Fetcher
from dragoman.reading.finding import is_address
from dragoman.reading.kinds import Kind, kind_of_head
from dragoman.reading.lines import whole
from dragoman.reading.packing import HEAD, unpacked
from dragoman.reading.problems import Problem, Unreachable, Unreadable
from dragoman.reading.rows import Defaults
from dragoman.reading.streams import read_stream
from dragoman.records import Article

__all__ = ["is_address", "read_address"]

_ONE = frozenset({Kind.text, Kind.markdown, Kind.page})


def read_address(address: str, fetcher: Fetcher, defaults: Defaults) -> Iterator[Article | Problem]:
    """Articles at an address: one of a page or a text, those behind the entries of a feed, those of a table or archive.

    Raises:
        Unreadable: nothing can be read there.
    """
    answer = fetcher.fetch(address)
    if answer.body is None:
        raise Unreachable("the server answers that nothing has changed")
    with answer.body as body:
        stream = unpacked(body, answer.url)
        kind = _kind(answer, stream.peek()[:HEAD])
        if kind is not Kind.feed:
            if kind in _ONE:
                defaults = replace(defaults, url=answer.url)
            yield from read_stream(stream, kind, address, defaults, answer.charset)
            return
        data = whole(stream, defaults.limits.row)
    yield from _behind(data, answer.url, fetcher, defaults)


def _behind(data: bytes, address: str, fetcher: Fetcher, defaults: Defaults) -> Iterator[Article | Problem]:
    feed = parse_feed(data, address, defaults.limits.entries)
    defaults = replace(defaults, outlet=defaults.outlet or feed.title)
    for entry in feed.entries:
        try:
            yield article_of(entry, address, fetcher, defaults)
        except Unreadable as error:
            yield error.at(*where(entry, address))
    yield from complaints(feed, address)


def _kind(answer: Answer, head: bytes) -> Kind:
    """What the server sent. Feeds are often called XML or even HTML, so the first bytes go before."""
    shown = kind_of_head(head)
    if shown in (Kind.feed, Kind.page) and (answer.kind in (None, Kind.page, Kind.feed, Kind.text)):
        return shown
    kind = answer.kind or shown
    if kind is None:
        raise Unreadable("holds nothing that we can read", "give the address of a page, a feed or a table")
    return kind
