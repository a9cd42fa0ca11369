"""Addresses: pages, feeds and files are fetched politely, and no server can hold us up or fill us up."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.reading import Problem, read
from dragoman.reading.feeds import parse_feed
from dragoman.reading.fetching import Fetcher, Validators
from dragoman.reading.limits import Limits
from dragoman.reading.pace import Pace
from dragoman.reading.problems import Unreachable, Unreadable
from dragoman.records import Article
from tests.reading.site import LONG, WORDS, Request, Site, entry, page, rss, running

QUICK = Limits(idle=0.5, seconds=1.0, patience=30.0, row=100_000)


class Clock:
    """Time that passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def site() -> Iterator[Site]:
    with running() as one:
        yield one


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def fetcher(clock: Clock) -> Iterator[Fetcher]:
    with Fetcher(QUICK, Pace(patience=QUICK.patience, clock=clock, sleep=clock.sleep)) as one:
        yield one


def reads(address: str, fetcher: Fetcher, limits: Limits = QUICK) -> list[Article | Problem]:
    return list(read([address], limits=limits, fetcher=fetcher))


def complaint(address: str, fetcher: Fetcher) -> str:
    (problem,) = reads(address, fetcher)
    assert isinstance(problem, Problem), problem
    assert str(problem).startswith(f"{address}: ")
    return str(problem)


def test_a_page_has_its_address_and_date(site: Site, fetcher: Fetcher) -> None:
    site.pages["/a"] = page(more='<meta property="article:published_time" content="1999-05-03T10:00:00Z">')
    (got,) = reads(f"{site.address}/a", fetcher)
    assert isinstance(got, Article)
    assert (got.text, got.title, got.url, got.published) == (WORDS, "Fish", f"{site.address}/a", "1999-05-03")
    assert site.asked[0][0] == "/robots.txt"
    assert all(headers["User-Agent"].startswith("dragoman/") for _, headers in site.asked)


def test_read_makes_a_fetcher_of_its_own(site: Site) -> None:
    site.pages["/a"] = page()
    (got,) = read([f"{site.address}/a"], limits=QUICK)
    assert isinstance(got, Article)


def test_the_encoding_that_the_server_names(site: Site, fetcher: Fetcher) -> None:
    text = "El canciller de Noruega viajó a Omán y firmó allí un acuerdo de pesca con la señora ministra."
    site.pages["/a"] = page(text).decode().encode("cp1252")
    site.types["/a"] = "text/html; charset=windows-1252"
    (got,) = reads(f"{site.address}/a", fetcher)
    assert isinstance(got, Article)
    assert got.text == text
    site.types["/a"] = "text/html; charset=nonsense"
    assert "unknown encoding 'nonsense'" in complaint(f"{site.address}/a", fetcher)


def test_where_an_address_leads(site: Site, fetcher: Fetcher) -> None:
    site.pages["/a"] = page()
    site.pages["/old"] = lambda request: request.answer(301, b"", {"Location": "/a"})
    site.pages["/round"] = lambda request: request.answer(302, b"", {"Location": "/round"})
    site.pages["/file"] = lambda request: request.answer(302, b"", {"Location": "file:///etc/hostname"})
    (got,) = reads(f"{site.address}/old", fetcher)
    assert isinstance(got, Article)
    assert got.url == f"{site.address}/a"
    assert "from address to address" in complaint(f"{site.address}/round", fetcher)
    assert "no address of a page" in complaint(f"{site.address}/file", fetcher)


def test_robots_txt_is_obeyed(site: Site, fetcher: Fetcher, clock: Clock) -> None:
    site.pages["/robots.txt"] = b"User-agent: *\nDisallow: /a\n\nUser-agent: dragoman\nDisallow: /b\nCrawl-delay: 7\n"
    site.pages |= {"/a": page(), "/b": page(), "/old": lambda r: r.answer(301, b"", {"Location": "/b"})}
    assert isinstance(reads(f"{site.address}/a", fetcher)[0], Article)
    assert "robots.txt of 127.0.0.1" in complaint(f"{site.address}/b", fetcher)
    assert "forbids" in complaint(f"{site.address}/old", fetcher)
    assert site.paths() == ["/a", "/old"]
    assert [path for path, _ in site.asked].count("/robots.txt") == 1
    assert clock.slept == [7, 7]


def test_a_robots_txt_that_cannot_be_read_forbids(site: Site, fetcher: Fetcher) -> None:
    site.pages |= {"/a": page(), "/robots.txt": lambda request: request.answer(500)}
    assert "robots.txt of 127.0.0.1" in complaint(f"{site.address}/a", fetcher)
    complaint(f"{site.address}/a", fetcher)
    assert [path for path, _ in site.asked] == ["/robots.txt"]


def test_one_request_a_second_for_each_host(site: Site, fetcher: Fetcher, clock: Clock) -> None:
    site.pages |= {"/a": page(), "/b": page()}
    with running() as other:
        other.pages["/a"] = page()
        for address in (f"{site.address}/a", f"{other.address}/a", f"{site.address}/b"):
            assert isinstance(reads(address, fetcher)[0], Article)
    # robots.txt and then the page of one host, the same of the other, and the second page of the first a second later
    assert clock.slept == [1, 1]
    assert reads(f"{site.address}/b", fetcher)
    assert clock.slept == [1, 1, 1]


def test_a_busy_server_is_left_alone_as_long_as_it_says(site: Site, fetcher: Fetcher, clock: Clock) -> None:
    answers = iter([(429, {"Retry-After": "20"}), (503, {"Retry-After": "25"}), (200, {"Content-Type": "text/html"})])

    def busy(request: Request) -> None:
        status, headers = next(answers)
        request.answer(status, page() if status == 200 else b"", headers)

    site.pages["/a"] = busy
    (got,) = reads(f"{site.address}/a", fetcher)
    assert isinstance(got, Article)
    assert clock.slept == [1, 20, 25]
    site.pages["/b"] = lambda request: request.answer(429, b"", {"Retry-After": "3600"})
    assert "left alone for 3600 more seconds" in complaint(f"{site.address}/b", fetcher)
    assert "left alone" in complaint(f"{site.address}/a", fetcher)
    assert site.paths() == ["/a", "/a", "/a", "/b"]


def test_what_has_not_changed_is_not_sent(site: Site, fetcher: Fetcher) -> None:
    def tagged(request: Request) -> None:
        same = request.headers.get("If-None-Match") == '"one"'
        same = same and request.headers.get("If-Modified-Since") == "Mon, 03 May 1999 10:00:00 GMT"
        headers = {"ETag": '"one"', "Last-Modified": "Mon, 03 May 1999 10:00:00 GMT", "Content-Type": "text/html"}
        request.answer(304 if same else 200, b"" if same else page(), headers)

    site.pages["/a"] = tagged
    first = fetcher.fetch(f"{site.address}/a")
    assert first.body is not None
    first.body.close()
    second = fetcher.fetch(f"{site.address}/a", first.validators)
    assert second.body is None
    assert first.validators == second.validators == Validators('"one"', "Mon, 03 May 1999 10:00:00 GMT")


def hang(request: Request) -> None:
    request.server.site.closing.wait(20)


def drip(request: Request) -> None:
    """A byte of the head now and then: never silent, never done."""
    for byte in b"HTTP/1.1 200 OK\r\nX-Long: " + b"a" * 1000:
        request.wfile.write(bytes([byte]))
        if request.server.site.closing.wait(0.2):
            return


def endless(request: Request) -> None:
    request.send_response(200)
    request.send_header("Content-Type", "application/rss+xml")
    request.end_headers()
    request.wfile.write(b'<rss version="2.0"><channel>')
    while not request.server.site.closing.is_set():
        request.wfile.write(entry("http://127.0.0.1:1/a").encode() * 50)


def slow(request: Request) -> None:
    request.send_response(200)
    request.end_headers()
    while not request.server.site.closing.wait(0.2):
        request.wfile.write(b"<p>")


def broken_off(request: Request) -> None:
    request.send_response(200)
    request.send_header("Content-Length", "1000")
    request.end_headers()
    request.wfile.write(b"<html>")


@pytest.mark.parametrize(
    ("handler", "part"),
    [
        (hang, "said nothing for 0.5 seconds"),
        (drip, "took longer than 1 seconds"),
        (slow, "took longer than 1 seconds"),
        (endless, "longer than 97.7 KB, or never ends"),
        (broken_off, "cannot be reached"),
        (lambda request: request.answer(404), "404 Not Found"),
        (lambda request: request.answer(500), "500 Internal Server Error"),
        (lambda request: request.answer(200, b"%PDF-1.7", {"Content-Type": "application/pdf"}), "nothing that we can"),
        (lambda request: request.answer(200, b"", {"Content-Encoding": "zstd"}), "'zstd', which we did not ask for"),
        (lambda request: request.answer(200, b"no gzip at all", {"Content-Encoding": "gzip"}), "cannot be decoded"),
    ],
)
def test_a_bad_server_is_one_line_and_the_rest_goes_on(
    site: Site, fetcher: Fetcher, handler: object, part: str
) -> None:
    site.pages |= {"/bad": handler, "/a": page()}  # type: ignore[dict-item]
    found = list(read([f"{site.address}/bad", f"{site.address}/a"], limits=QUICK, fetcher=fetcher))
    assert [type(f) for f in found] == [Problem, Article]
    assert str(found[0]).startswith(f"{site.address}/bad: ")
    assert part in str(found[0])


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/a", "http://", "http://[::1", "http://a:b/", "https:///x"])
def test_an_address_that_is_none(address: str, fetcher: Fetcher) -> None:
    assert complaint(address, fetcher)


def test_a_silent_host_does_not_cost_the_wait_again_and_again(site: Site, fetcher: Fetcher) -> None:
    site.pages |= {f"/{n}": hang for n in range(5)}
    lines = [complaint(f"{site.address}/{n}", fetcher) for n in range(5)]
    assert site.paths() == ["/0", "/1"]
    assert all("left alone" in line for line in lines[2:])


def test_a_request_in_flight_is_given_up_when_the_user_wants_to_stop(site: Site, clock: Clock) -> None:
    site.pages |= {"/robots.txt": b"", "/a": hang}
    stop: list[bool] = []
    with (
        Fetcher(
            Limits(), Pace(clock=clock, sleep=clock.sleep), stopped=lambda: len(site.paths()) > 0 or bool(stop)
        ) as fetcher,
        pytest.raises(Unreachable, match="asked to stop"),
    ):
        fetcher.fetch(f"{site.address}/a")


def test_files_of_any_kind(site: Site, fetcher: Fetcher) -> None:
    rows = "\n".join(json.dumps({"text": WORDS, "id": str(n)}) for n in range(3)).encode()
    site.pages |= {"/a.jsonl.gz": gzip.compress(rows), "/b.txt": WORDS.encode(), "/c.jsonl": rows, "/d.csv": page()}
    site.types |= {"/a.jsonl.gz": "application/gzip", "/b.txt": "text/plain", "/c.jsonl": "application/octet-stream"}
    names = [f"{site.address}{path}" for path in ("/a.jsonl.gz", "/b.txt", "/c.jsonl", "/d.csv")]
    found = list(read(names, fetcher=fetcher, limits=QUICK))
    assert all(isinstance(f, Article) for f in found)
    assert [f.id for f in found if isinstance(f, Article)][:3] == ["0", "1", "2"]
    assert [f.url for f in found if isinstance(f, Article)][3] == f"{site.address}/b.txt"
    assert len(found) == 8


def test_a_table_may_be_longer_than_a_page(site: Site, fetcher: Fetcher) -> None:
    rows = b"\n".join(json.dumps({"text": WORDS}).encode() for _ in range(2000))
    assert len(rows) > QUICK.row
    site.pages |= {"/a.jsonl": rows, "/b": rows}
    site.types["/a.jsonl"] = "text/plain"
    assert len([f for f in reads(f"{site.address}/a.jsonl", fetcher) if isinstance(f, Article)]) == 2000
    assert "longer than" in complaint(f"{site.address}/b", fetcher)


def test_a_feed_gives_the_articles_behind_its_entries(site: Site, fetcher: Fetcher) -> None:
    site.pages |= {
        "/feed": rss(
            entry("/a", title="Fish &amp;amp; ships"),
            entry("/gone", text=LONG),
            entry("/gone2", text="Too short."),
            entry("/paid", text=LONG, date="nonsense"),
        ),
        "/a": page(more='<meta property="og:site_name" content="Leaf">'),
        "/paid": page("The foreign minister of Norway met his counterpart. Subscribe to read more of this."),
    }
    found = reads(f"{site.address}/feed", fetcher)
    assert [type(f) for f in found] == [Article, Article, Problem, Article]
    a, gone, bad, paid = found
    assert isinstance(a, Article)
    assert isinstance(gone, Article)
    assert isinstance(paid, Article)
    assert (a.text, a.title, a.url, a.outlet) == (WORDS, "Fish & ships", f"{site.address}/a", "Leaf")
    assert a.published == "1999-05-03T21:30:00-05:00"
    assert (gone.text, gone.outlet, gone.url) == (LONG, "The Leaf", f"{site.address}/gone")
    assert str(bad).startswith(f"{site.address}/gone2: the server answers 404")
    assert paid.text == LONG
    assert paid.published is None


def test_an_atom_feed(site: Site, fetcher: Fetcher) -> None:
    site.pages |= {
        "/feed": (
            '<feed xmlns="http://www.w3.org/2005/Atom"><title>The Leaf</title><entry><id>x</id><title>Fish</title>'
            f'<link href="a"/><updated>1999-05-03T21:30:00-05:00</updated><summary>{WORDS}</summary></entry></feed>'
        ).encode(),
        "/a": page(),
    }
    site.types["/feed"] = "text/xml"
    (got,) = reads(f"{site.address}/feed", fetcher)
    assert isinstance(got, Article)
    assert (got.url, got.published, got.outlet) == (f"{site.address}/a", "1999-05-03T21:30:00-05:00", "The Leaf")


def test_feeds_that_are_wrong(site: Site, fetcher: Fetcher) -> None:
    site.pages |= {"/a": page(), "/empty": rss(), "/cut": rss(entry("/a"), entry("/a"))[:-60]}
    site.pages["/no"] = lambda request: request.answer(200, b"<x/>", {"Content-Type": "application/rss+xml"})
    assert "no entries" in complaint(f"{site.address}/empty", fetcher)
    assert "no RSS or Atom feed" in complaint(f"{site.address}/no", fetcher)
    found = reads(f"{site.address}/cut", fetcher)
    assert isinstance(found[0], Article)
    assert isinstance(found[-1], Problem)
    assert "cut short" in str(found[-1])
    site.pages["/long"] = rss(*[entry("/a")] * 5)
    found = reads(f"{site.address}/long", fetcher, Limits(entries=3))
    assert [type(f) for f in found] == [Article, Article, Article, Problem]
    assert "only the first 3" in str(found[-1])


@pytest.mark.parametrize(
    ("link", "date", "published"),
    [
        ("/a", "Mon, 03 May 1999 21:30:00 GMT", "1999-05-03T21:30:00+00:00"),
        ("/a", "1999-05-03", "1999-05-03T00:00:00"),
        ("/a", "3 May 1999 21:30 +0200", "1999-05-03T21:30:00+02:00"),
        ("/a", "0001-01-01T00:00:00Z", None),
        ("/a", "Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("/a", "05/03/1999", None),
        ("/a", "Mon, 03 May 1999 21:30:00 -050099999999999999", None),
        ("/a", "99999-05-03T10:00:00Z", None),
        ("/a", "", None),
        ("http://[::1", "Mon, 03 May 1999 21:30:00 GMT", "1999-05-03T21:30:00+00:00"),
    ],
)
def test_links_and_dates_of_all_sorts(link: str, date: str, published: str | None) -> None:
    (got,) = parse_feed(rss(entry(link, date=date)), "http://127.0.0.1/feed", 10).entries
    assert got.published == published
    assert got.link == ("http://127.0.0.1/a" if link == "/a" else link)


def test_a_feed_in_a_file_fetches_nothing(tmp_path: Path, site: Site) -> None:
    path = tmp_path / "a.rss"
    path.write_bytes(rss(entry(f"{site.address}/a", text=LONG), entry(f"{site.address}/b", text="Short.")))
    found = list(read([path]))
    assert isinstance(found[0], Article)
    assert (found[0].text, found[0].url) == (LONG, f"{site.address}/a")
    assert str(found[1]).startswith(f"{path}:2: the entry holds no article")
    assert not site.asked


def test_the_pace_of_a_host_without_patience() -> None:
    clock = Clock()
    pace = Pace(interval=5, patience=10, clock=clock, sleep=clock.sleep)
    pace.wait("a")
    pace.wait("b")
    assert clock.slept == []
    pace.wait("a")
    assert clock.slept == [5]
    pace.slow_down("a", 11)
    with pytest.raises(Unreachable, match="11 more seconds"):
        pace.wait("a")
    pace.slow_down("a", 0.1)
    pace.wait("a")
    assert clock.slept == [5, 5]
    assert issubclass(Unreachable, Unreadable)
