"""What robots.txt files of real shapes allow us, as RFC 9309 reads them."""

from __future__ import annotations

import pytest

from dragoman.reading.problems import Unreachable, Unreadable
from dragoman.reading.robots import Robots


def robots(text: str | bytes, status: int = 200) -> Robots:
    body = text.encode() if isinstance(text, str) else text
    return Robots(lambda url: (status, body), "dragoman")


def allowed(text: str | bytes, path: str) -> bool:
    try:
        robots(text).check(f"https://example.org{path}")
    except Unreadable:
        return False
    return True


@pytest.mark.parametrize(
    ("rules", "open_", "closed"),
    [
        ("Disallow: /*.pdf$", ["/a.pdf?page=2", "/a.html"], ["/a.pdf", "/b/c.pdf"]),
        ("Disallow: /*/print/", ["/print/a", "/mundo/a"], ["/mundo/print/a"]),
        ("Disallow: /*?session=", ["/a?page=2"], ["/a?session=7"]),
        # The longest rule counts, in whatever order they stand.
        ("Allow: /\nDisallow: /private", ["/a"], ["/private/a"]),
        ("Disallow: /\nAllow: /news/", ["/news/a"], ["/a"]),
        ("Disallow: /a\nAllow: /a", ["/a"], []),
        ("Disallow:", ["/a"], []),
        ("Disallow: /se%C3%B1al", ["/se"], ["/señal/1", "/se%C3%B1al/1"]),
        ("Disallow: /señal", ["/se"], ["/señal/1", "/se%c3%b1al/1"]),
    ],
)
def test_paths(rules: str, open_: list[str], closed: list[str]) -> None:
    text = f"User-agent: *\n{rules}\n"
    assert {path: allowed(text, path) for path in [*open_, *closed]} == dict.fromkeys(open_, True) | dict.fromkeys(
        closed, False
    )


def test_our_own_group_goes_before_that_of_all() -> None:
    text = "User-agent: other\nUser-agent: Dragoman\nDisallow: /b\n\nUser-agent: *\nDisallow: /\n"
    assert allowed(text, "/a")
    assert not allowed(text, "/b")
    # Two groups of one name are one.
    assert not allowed("User-agent: *\nDisallow: /a\n\nUser-agent: *\nDisallow: /b\n", "/b")


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b""])
@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_marks_line_ends_and_letters_that_are_none(mark: bytes, end: bytes) -> None:
    text = mark + end.join([b"User-agent: *  # all", b"Disallow: /a", b"Disallow: /\xf1", b"Sitemap: x"])
    assert not allowed(text, "/a")
    assert allowed(text, "/b")


@pytest.mark.parametrize(
    ("rules", "seconds"),
    [
        ("Crawl-delay: 2.5", 2.5),
        ("Request-rate: 1/10", 10.0),
        ("Request-rate: 2/1m\nCrawl-delay: 7", 30.0),
        ("Crawl-delay: soon", None),
        ("Crawl-delay: -3", None),
        ("Crawl-delay: nan", None),
        ("Disallow: /b", None),
    ],
)
def test_the_pace_that_it_asks_for(rules: str, seconds: float | None) -> None:
    assert robots(f"User-agent: *\n{rules}\n").check("https://example.org/a") == seconds


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_no_file_forbids_nothing(status: int) -> None:
    robots("User-agent: *\nDisallow: /", status).check("https://example.org/a")


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_server_that_cannot_say_forbids_for_now(status: int) -> None:
    with pytest.raises(Unreachable, match=f"answers {status}"):
        robots("", status).check("https://example.org/a")
