"""RSS and Atom feeds to entries, and entries to the articles behind them."""

from __future__ import annotations

import contextlib
import html
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

import feedparser

from dragoman.reading.decoding import decode_page
from dragoman.reading.fetching import Fetcher, joined
from dragoman.reading.kinds import Kind, kind_of_head
from dragoman.reading.packing import HEAD
from dragoman.reading.pages import read_page
from dragoman.reading.problems import Problem, Unreachable, Unreadable
from dragoman.reading.rows import Defaults, article_from
from dragoman.records import Article

# Programs that have no date write the year 1, or the moment from which computers count.
_OLDEST = 1800
_EPOCH = datetime(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a feed.

    Attributes:
        id: what the feed tells it by; stays the same when the feed is read again.
        link: address of the article, None where the feed gives none.
        published: ISO datetime with the offset that the feed gives, or None.
        text: the entry's own text, which may be the article, its first lines, or "".
        place: its number in the feed, from 1.
    """

    id: str
    link: str | None
    title: str | None
    published: str | None
    text: str
    place: int


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its own title, its entries, and what is wrong with it (None where nothing is)."""

    title: str | None
    entries: tuple[Entry, ...]
    trouble: Problem | None


def parse_feed(data: bytes, address: str, limit: int, media_type: str = "") -> Feed:
    """The entries of a feed in RSS or Atom.

    Args:
        address: of the feed; links are relative to it, and problems name it.
        limit: of entries.

    Raises:
        Unreadable: this is no feed.
    """
    if not data.strip():
        raise Unreadable("is empty")
    # As a stream: bytes on their own may be taken for a name of a file or an address, and fetched.
    parsed: Any = feedparser.parse(io.BytesIO(data), response_headers={"content-type": media_type or "application/xml"})
    if not parsed.get("version") and not parsed.entries:
        raise Unreadable("is no RSS or Atom feed", "give the address of the feed, not of the page that names it")
    trouble = None
    error = parsed.get("bozo_exception")
    if error is not None and not isinstance(error, feedparser.ThingsNobodyCaresAboutButMe):
        detail = str(getattr(error, "getMessage", lambda: error)())
        trouble = Problem(address, f"is broken or cut short: {detail[:80]}", "what could be made out is read")
    if len(parsed.entries) > limit:
        trouble = Problem(address, f"has {len(parsed.entries)} entries", f"only the first {limit} are read")
    entries = tuple(_entry(e, address, n) for n, e in enumerate(parsed.entries[:limit], 1))
    return Feed(_line(parsed.feed.get("title")), entries, trouble)


def _entry(raw: Any, address: str, place: int) -> Entry:
    link = _line(raw.get("link"))
    content = [c.get("value") for c in raw.get("content", ())] or [raw.get("summary")]
    text = max((_words(c) for c in content), key=len)
    title = _line(_words(raw.get("title")))
    return Entry(
        id=_line(raw.get("id")) or link or f"{title} {text[:80]}",
        link=joined(address, link) if link else None,
        title=title,
        published=_moment(raw),
        text=text,
        place=place,
    )


def article_of(entry: Entry, address: str, fetcher: Fetcher, defaults: Defaults) -> Article:
    """The article behind an entry: the page that it links to, or its own text where that is longer or all there is.

    Raises:
        Unreadable: there is neither. Unreachable: the page may be there later.
    """
    own = entry.text if len(entry.text) >= defaults.limits.own_text else ""
    values: Mapping[str, object] = {}
    url = entry.link
    if entry.link is not None:
        try:
            url, values = _page(entry.link, fetcher, defaults)
        except Unreadable:
            if not own:
                raise
    elif not own:
        raise Unreadable("has neither a link nor a text of some length", "")
    # The page of an article for subscribers holds less of it than the feed.
    if len(own) > len(str(values.get("text", ""))):
        values = {**values, "text": own}
    title = entry.title or values.get("title")
    published = entry.published or values.get("published")
    return article_from({**values, "title": title, "published": published}, replace(defaults, url=url or address))


def own_articles(data: bytes, file: str, defaults: Defaults) -> Iterator[Article | Problem]:
    """Articles that a feed in a file holds itself; nothing is fetched for a file."""
    feed = parse_feed(data, file, defaults.limits.entries)
    defaults = replace(defaults, outlet=defaults.outlet or feed.title)
    for entry in feed.entries:
        values = {"text": entry.text, "title": entry.title, "published": entry.published, "url": entry.link}
        try:
            if len(entry.text) < defaults.limits.own_text:
                raise Unreadable("the entry holds no article", "give the feed's address, to read the pages behind it")
            yield article_from(values, defaults)
        except Unreadable as error:
            yield error.at(file, entry.place)
    yield from complaints(feed, file)


def complaints(feed: Feed, address: str) -> Iterator[Problem]:
    """What is to be said of a feed as a whole."""
    if feed.trouble is not None:
        yield feed.trouble
    elif not feed.entries:
        yield Problem(address, "the feed has no entries")


def where(entry: Entry, address: str) -> tuple[str, int | None]:
    """What a problem with an entry names: the article's address, or else the feed's and the entry's number."""
    return (entry.link, None) if entry.link else (address, entry.place)


def _page(link: str, fetcher: Fetcher, defaults: Defaults) -> tuple[str, Mapping[str, object]]:
    answer = fetcher.fetch(link)
    if answer.body is None:  # asked without validators, a server should not say so
        raise Unreachable("the server answers that nothing has changed")
    with answer.body as body:
        data = body.read(defaults.limits.row)
    kind = kind_of_head(data[:HEAD]) or answer.kind
    if kind is not Kind.page:
        raise Unreadable(f"is no web page, but {kind.value if kind else 'something else'}")
    return answer.url, {**read_page(decode_page(data, answer.charset)), "url": answer.url}


def _moment(raw: Any) -> str | None:
    """When an entry was published, with the offset from Greenwich as given: the day there is the day of the article.

    Only ISO 8601 and the form of mails (RFC 5322) are taken; feedparser knows others, and guesses at them.
    """
    for name in ("published", "updated", "created"):
        # Not by feedparser's own get, which takes one for the other.
        text = (dict.get(raw, name) or "").strip()
        for read in (datetime.fromisoformat, parsedate_to_datetime):
            with contextlib.suppress(ValueError, TypeError, OverflowError):
                found = read(text)
                if found.year >= _OLDEST and found.replace(tzinfo=None) != _EPOCH:
                    return found.isoformat()
    return None


def _line(value: object) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _words(value: str | None) -> str:
    """The text of a bit of HTML, one paragraph a line."""
    if not value:
        return ""
    if "<" not in value:
        return html.unescape(value).strip()
    try:
        page = read_page(f"<html><body><article>{value}</article></body></html>")
    except Unreadable:
        return ""
    return str(page["text"])
