"""Feeds watched: what is new comes once, is remembered once it is kept, and a stop or a failure loses nothing."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dragoman.errors import InputError
from dragoman.reading import Problem
from dragoman.reading.fetching import Fetcher
from dragoman.reading.limits import Limits, size
from dragoman.reading.memory import FeedState, Memory, load_memory
from dragoman.reading.pace import Pace
from dragoman.reading.subscriptions import Subscription, load_subscriptions
from dragoman.reading.watching import TRIES, Watch
from dragoman.records import Article
from tests.reading.site import LONG, WORDS, Request, Site, entry, page, rss, running

LIMITS = Limits(idle=0.5, seconds=1.0)
DAY = 86400.0
Keep = Callable[[Subscription, Iterator[Article | Problem]], None]


class Desk:
    """Watches the feeds of a site, and keeps what they bring in a list. Time passes only when the test says so."""

    def __init__(self, state: Path, *feeds: Subscription, keep: Keep | None = None) -> None:
        self.kept: list[tuple[str, Article | Problem]] = []
        self.now = 20_000 * DAY
        self.stop = False
        self._state = state
        self._feeds = feeds
        self._keep = keep or self._take

    def _take(self, feed: Subscription, items: Iterator[Article | Problem]) -> None:
        self.kept += [(feed.url, item) for item in items]

    def look(self, *, due: bool = False) -> list[Article | Problem]:
        """What one look brings, by a watch that is started anew: all it knows is in its file."""
        self.kept.clear()
        pace = Pace(clock=lambda: self.now, sleep=lambda seconds: None)
        with Fetcher(LIMITS, pace, lambda: self.stop) as fetcher:
            watch = Watch(
                self._feeds,
                load_memory(self._state),
                self._state,
                fetcher,
                self._keep,
                every=900,
                limits=LIMITS,
                stopped=lambda: self.stop,
                now=lambda: self.now,
            )
            self.left = watch.due() if due else watch.once()
        return [item for _, item in self.kept]


@pytest.fixture
def site() -> Iterator[Site]:
    with running() as one:
        one.pages |= {"/feed": rss(entry("/a"), entry("/b"), entry("/gone")), "/a": page(), "/b": page(LONG)}
        yield one


@pytest.fixture
def desk(site: Site, tmp_path: Path) -> Desk:
    return Desk(tmp_path / "state.json", Subscription(url=f"{site.address}/feed", outlet="La Hoja", language="en"))


def kinds(found: list[Article | Problem]) -> list[type]:
    return [type(f) for f in found]


def test_what_is_new_comes_once(site: Site, desk: Desk) -> None:
    first = desk.look()
    assert kinds(first) == [Article, Article, Problem]
    assert isinstance(first[0], Article)
    assert (first[0].text, first[0].outlet, first[0].published) == (WORDS, "La Hoja", "1999-05-03T21:30:00-05:00")
    assert desk.look() == []
    site.pages |= {"/feed": rss(entry("/c"), entry("/a")), "/c": page()}
    assert kinds(desk.look()) == [Article]
    assert site.paths() == ["/feed", "/a", "/b", "/gone", "/feed", "/feed", "/c"]


def test_a_feed_may_be_compressed(site: Site, desk: Desk) -> None:
    site.pages["/feed"] = gzip.compress(rss(entry("/a")))
    site.types["/feed"] = "application/gzip"
    assert kinds(desk.look()) == [Article]


def test_a_feed_that_has_not_changed_is_not_sent_again(site: Site, desk: Desk) -> None:
    asked: list[str | None] = []

    def feed(request: Request) -> None:
        asked.append(request.headers.get("If-None-Match"))
        same = asked[-1] == '"one"'
        body = b"" if same else rss(entry("/a"))
        request.answer(304 if same else 200, body, {"ETag": '"one"', "Content-Type": "application/rss+xml"})

    site.pages["/feed"] = feed
    assert kinds(desk.look()) == [Article]
    assert desk.look() == []
    assert desk.look() == []
    assert asked == [None, '"one"', '"one"']


def test_what_was_not_kept_is_new_the_next_time(site: Site, tmp_path: Path) -> None:
    def fail(feed: Subscription, items: Iterator[Article | Problem]) -> None:
        next(items)
        raise RuntimeError("killed")

    feed = Subscription(url=f"{site.address}/feed")
    state = tmp_path / "state.json"
    with pytest.raises(RuntimeError):
        Desk(state, feed, keep=fail).look()
    assert not state.exists()
    assert kinds(Desk(state, feed).look()) == [Article, Article, Problem]


def test_a_stop_keeps_what_is_in_hand(site: Site, desk: Desk) -> None:
    def last(request: Request) -> None:
        desk.stop = True
        request.answer(200, page(), {"Content-Type": "text/html"})

    site.pages["/a"] = last
    site.pages["/feed"] = rss(entry("/b"), entry("/a"), entry("/c"))
    site.pages["/c"] = page(LONG)
    got = desk.look(due=True)
    assert kinds(got)[:1] == [Article]
    assert len(got) <= 2
    assert "/c" not in site.paths()
    desk.stop = False
    rest = desk.look(due=True)
    assert len(got) + len(rest) == 3
    assert kinds(rest) == [Article] * len(rest)
    assert desk.look(due=True) == []


def test_a_page_that_fails_for_now_is_tried_again_a_few_times(site: Site, desk: Desk) -> None:
    site.pages |= {"/feed": rss(entry("/a"), entry("/busy")), "/busy": lambda request: request.answer(500)}
    assert kinds(desk.look()) == [Article, Problem]
    for _ in range(TRIES - 1):
        assert kinds(desk.look()) == [Problem]
    assert desk.look() == []
    site.pages |= {"/feed": rss(entry("/late")), "/late": lambda request: request.answer(500)}
    assert kinds(desk.look()) == [Problem]
    site.pages["/late"] = page()
    assert kinds(desk.look()) == [Article]
    assert desk.look() == []


def test_while_a_page_is_to_be_tried_again_the_feed_counts_as_new(site: Site, desk: Desk) -> None:
    site.types["/feed"] = "application/rss+xml"
    site.pages["/late"] = lambda request: request.answer(500)

    def feed(request: Request) -> None:
        same = request.headers.get("If-None-Match") == '"one"'
        request.answer(304 if same else 200, b"" if same else rss(entry("/late")), {"ETag": '"one"'})

    site.pages["/feed"] = feed
    assert kinds(desk.look()) == [Problem]
    site.pages["/late"] = page()
    assert kinds(desk.look()) == [Article]


def test_each_feed_has_its_time(site: Site, tmp_path: Path) -> None:
    site.pages["/often"] = rss()
    desk = Desk(
        tmp_path / "state.json",
        Subscription(url=f"{site.address}/feed"),
        Subscription(url=f"{site.address}/often", every=300),
    )

    def asked() -> list[str]:
        site.asked.clear()
        desk.look(due=True)
        return [path for path in site.paths() if path in ("/feed", "/often")]

    assert asked() == ["/feed", "/often"]
    assert desk.left == 300
    desk.now += 200
    assert asked() == []
    assert desk.left == 100
    desk.now += 100
    assert asked() == ["/often"]
    desk.now += 600
    assert asked() == ["/feed", "/often"]
    desk.now -= DAY  # the clock was put back
    assert asked() == []
    assert desk.left == 300


def test_a_feed_that_fails_hinders_no_other(site: Site, tmp_path: Path) -> None:
    def endless(request: Request) -> None:
        request.send_response(200)
        request.end_headers()
        while not site.closing.is_set():
            request.wfile.write(b"<rss>" * 10_000)

    site.pages |= {"/endless": endless, "/hang": lambda request: request.server.site.closing.wait(20)}
    names = ("endless", "no", "hang", "feed")
    feeds = [Subscription(url=f"{site.address}/{name}") for name in names]
    found = Desk(tmp_path / "state.json", *feeds).look()
    assert kinds(found) == [Problem, Problem, Problem, Article, Article, Problem]
    assert ["never ends" in str(found[0]), "404" in str(found[1]), "said nothing" in str(found[2])] == [True] * 3


def test_the_same_entry_in_two_feeds_comes_once(site: Site, tmp_path: Path) -> None:
    link = f"{site.address}/a"
    site.pages |= {"/one": rss(entry(link)), "/two": rss(entry(link), entry("/b"))}
    desk = Desk(tmp_path / "s.json", *(Subscription(url=f"{site.address}/{name}") for name in ("one", "two")))
    assert kinds(desk.look()) == [Article, Article]


def test_what_no_feed_shows_any_more_is_forgotten(site: Site, desk: Desk, tmp_path: Path) -> None:
    desk.look()
    assert len(load_memory(tmp_path / "state.json").seen) == 3
    site.pages["/feed"] = rss(entry("/a"))
    desk.now += 60 * DAY
    desk.look()
    desk.now += 60 * DAY
    desk.look()
    assert [key.split("/")[-1] for key in load_memory(tmp_path / "state.json").seen] == ["a"]


def test_the_memory_is_written_as_a_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "deep" / "state.json"
    assert load_memory(path) == Memory()
    Memory(feeds={"http://127.0.0.1/": FeedState(etag="x", looked=5.0)}).save(path)
    before = path.read_bytes()
    assert load_memory(path).feeds["http://127.0.0.1/"].etag == "x"

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(InputError, match=r"state\.json: cannot be written: no space left"):
        Memory().save(path)
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == ["state.json"]
    for bad in (b"", b"[]", b'{"format": 2}', b'{"other": 1}', b"\xff"):
        path.write_bytes(bad)
        with pytest.raises(InputError, match=r"state\.json: is no state of `dragoman watch`; remove it"):
            load_memory(path)


FEEDS = """
[[feed]]
url = "https://example.org/rss"
outlet = "La Hoja"
language = "es"
every = 600

[[feed]]
url = "http://example.org/atom"
"""


def test_the_file_of_feeds(tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(FEEDS, encoding="utf-8")
    first, second = load_subscriptions(path)
    assert first == Subscription(url="https://example.org/rss", outlet="La Hoja", language="es", every=600)
    assert second == Subscription(url="http://example.org/atom")
    path.write_bytes(b"\xef\xbb\xbf" + FEEDS.replace("\n", "\r\n").encode())  # as from Windows
    assert load_subscriptions(path) == (first, second)


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("[[feed]]", "[[feed]", "is not TOML: "),
        ("[[feed]]", "[[feeds]]", "feed: is missing"),
        (FEEDS, "", "feed: is missing"),
        (FEEDS, "[feed]", "feed: is no list of feeds; write each as [[feed]]"),
        (FEEDS, "feed = []", "feed: List should have at least 1 item"),
        ("http://example.org/atom", "example.org", "feed 2: url: an address with http:// or https:// is needed"),
        ('url = "http://example.org/atom"', "outlet = 'x'", "feed 2: url: is missing"),
        ('"es"', '"pt"', "feed 1: language: 'pt' is not coded; allowed: es or en"),
        ("every", "evry", "feed 1: evry: is no key here; allowed: url, outlet, language, every"),
        ("600", "5", "feed 1: every: Input should be greater than or equal to 60"),
        ("600", "'often'", "feed 1: every: Input should be a valid integer"),
        ('"La Hoja"', '""', "feed 1: outlet: String should have at least 1 character"),
        ("http://example.org/atom", "https://example.org/rss", "feed 2 is feed 1 again: https://example.org/rss"),
    ],
)
def test_a_file_of_feeds_that_is_wrong(tmp_path: Path, before: str, after: str, message: str) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(FEEDS.replace(before, after), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_subscriptions(path)
    assert str(caught.value).startswith(f"{path}: {message}")
    assert "\n" not in str(caught.value)


def test_a_file_of_feeds_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.toml: cannot be read: no such file"):
        load_subscriptions(tmp_path / "none.toml")


def test_the_feeds_in_the_guide_are_valid(tmp_path: Path) -> None:
    guide = (Path(__file__).parents[2] / "docs" / "reading.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"(?ms)^```toml\n(.*?)^```", guide)
    path = tmp_path / "feeds.toml"
    path.write_text(block, encoding="utf-8")
    assert [feed.every for feed in load_subscriptions(path)] == [600, None]
    assert re.findall(r"(?m)^\| `(\w+)` \|", guide) == list(Subscription.model_fields)


def test_the_limits_in_the_guide_are_those_of_the_code() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "reading.md").read_text(encoding="utf-8")
    limits = Limits()
    for part in (
        f"a file of one article | {size(limits.row)} |",
        f"the text of an article | {limits.text:,} characters |",
        f"{size(limits.download)}, {limits.download_seconds:,.0f} seconds |",
        f"a page or feed from an address | {size(limits.row)}, {limits.seconds:g} seconds |",
        f"silence of a server | {limits.idle:g} seconds |",
        f"entries of a feed | {limits.entries:,} |",
        f"redirections | {limits.redirects} |",
        f"if it has {limits.own_text} characters or more",
        f"more than {['one', 'two'][int(limits.patience // 60) - 1]} minutes",
    ):
        assert part in guide, part
