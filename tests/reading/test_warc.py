"""Web archives: one article a page, and what came before a cut where there is one."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest
from fastwarc.warc import WarcRecord, WarcRecordType

from dragoman.reading import Problem, read
from dragoman.reading.limits import Limits
from dragoman.records import Article
from tests.reading.site import WORDS, page

SPANISH = "El canciller de Noruega viajó a Omán y firmó allí un acuerdo de pesca con la señora ministra."


def record(
    url: str,
    body: bytes,
    head: str = "Content-Type: text/html",
    status: str = "200 OK",
    kind: WarcRecordType = WarcRecordType.response,
) -> bytes:
    """A record as archives hold it, with the answer of a server."""
    made = WarcRecord()
    made.init_headers(record_type=kind)
    made.headers["WARC-Target-URI"] = url
    made.headers["WARC-Date"] = "1999-05-03T10:00:00Z"
    made.set_bytes_content(f"HTTP/1.1 {status}\r\n{head}\r\n\r\n".encode() + body)
    made.is_http = True
    buffer = io.BytesIO()
    made.write(buffer)
    return buffer.getvalue()


def four() -> list[bytes]:
    return [record(f"http://127.0.0.1/{n}", page(f"{WORDS} This was talk number {n}.")) for n in range(4)]


def write(path: Path, *records: bytes, packed: bool = False) -> Path:
    path.write_bytes(b"".join(gzip.compress(r) if packed else r for r in records))
    return path


@pytest.mark.parametrize("packed", [False, True])
def test_pages_are_articles(tmp_path: Path, packed: bool) -> None:
    dated = page(more='<meta property="article:published_time" content="1999-04-30T10:00:00Z">')
    path = write(
        tmp_path / ("a.warc.gz" if packed else "a.warc"),
        record("http://127.0.0.1/info", b"", kind=WarcRecordType.warcinfo),
        record("http://127.0.0.1/a", page()),
        record("http://127.0.0.1/a", page(), kind=WarcRecordType.request),
        record("http://127.0.0.1/b", page(), status="404 Not Found"),
        record("http://127.0.0.1/c", b"\x89PNG", head="Content-Type: image/png"),
        record("<http://127.0.0.1/d>", dated),
        packed=packed,
    )
    first, second = read([path])
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.text, first.url, first.published) == (WORDS, "http://127.0.0.1/a", "1999-05-03")
    assert (second.url, second.published) == ("http://127.0.0.1/d", "1999-04-30")
    (first, _) = read([path], published="1999-01-01")
    assert isinstance(first, Article)
    assert first.published == "1999-01-01"


def test_encodings_and_codings(tmp_path: Path) -> None:
    body = page(SPANISH).decode().encode("cp1252")
    packed = gzip.compress(body)
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed)
    kind = "Content-Type: text/html; charset=windows-1252"
    path = write(
        tmp_path / "a.warc",
        record("http://127.0.0.1/a", body, kind),
        record("http://127.0.0.1/b", packed, f"{kind}\r\nContent-Encoding: gzip"),
        record("http://127.0.0.1/c", chunked, f"{kind}\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked"),
        record("http://127.0.0.1/d", b"no gzip", f"{kind}\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked"),
        record("http://127.0.0.1/e", body, "Content-Type: text/html"),
        record("http://127.0.0.1/f", body, kind),
    )
    found = list(read([path]))
    assert [f.text for f in found if isinstance(f, Article)] == [SPANISH] * 4
    problems = [f for f in found if isinstance(f, Problem)]
    assert [p.place for p in problems] == [4, 5]
    assert "cannot be decoded" in str(problems[0])
    assert "not UTF-8" in str(problems[1])


@pytest.mark.parametrize("packed", [False, True])
def test_an_archive_cut_anywhere(tmp_path: Path, packed: bool) -> None:
    records = [gzip.compress(r) if packed else r for r in four()]
    data = b"".join(records)
    ends = [sum(map(len, records[: n + 1])) for n in range(4)]
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    path.write_bytes(data)
    texts = [f.text for f in read([path], language="en") if isinstance(f, Article)]
    assert len(texts) == 4
    for cut in range(1, len(data), 97):
        path.write_bytes(data[:cut])
        found = list(read([path], language="en"))
        good = [f.text for f in found if isinstance(f, Article)]
        bad = [f for f in found if isinstance(f, Problem)]
        # Behind the page come some bytes more, without which it is whole all the same.
        assert good == texts[: len(good)]
        assert sum(cut >= end for end in ends) <= len(good) <= sum(cut >= end - 24 for end in ends)
        # Where a cut falls on the end of a record, nothing shows that there was more.
        if all(cut != end if packed else not end - 4 <= cut <= end for end in ends):
            assert len(bad) == 1, cut
            assert bad[0].place == len(good) + 1
            assert "is cut short" in str(bad[0]) or "is no archive from this record on" in str(bad[0])


def test_an_archive_with_something_else_in_it(tmp_path: Path) -> None:
    first, second, *_ = four()
    path = write(tmp_path / "a.warc", first, b"something else\r\n\r\n" * 10, second)
    article, problem = read([path])
    assert isinstance(article, Article)
    assert str(problem).startswith(f"{path}:2: is no archive from this record on")
    (problem,) = read([write(tmp_path / "b.warc", page())])
    assert "is no archive from this record on" in str(problem)
    (problem,) = read([write(tmp_path / "c.warc", record("http://127.0.0.1/", b"", "Content-Type: image/png"))])
    assert str(problem).endswith("holds no web page")


def test_a_page_that_is_too_long(tmp_path: Path) -> None:
    long = record("http://127.0.0.1/long", page(WORDS * 1000))
    packed = record(
        "http://127.0.0.1/packed",
        gzip.compress(page(WORDS * 1000)),
        "Content-Type: text/html\r\nContent-Encoding: gzip",
    )
    picture = record("http://127.0.0.1/picture", b"\x89PNG" * 100_000, "Content-Type: image/png")
    path = write(tmp_path / "a.warc", long, packed, picture, record("http://127.0.0.1/a", page()))
    found = list(read([path], limits=Limits(row=70_000)))
    assert [type(f) for f in found] == [Problem, Problem, Article]
    assert [str(f).split(": ")[1][:29] for f in found[:2]] == ["the page is longer than 68.4 "] * 2


def test_an_archive_on_standard_input() -> None:
    found = list(read(["-"], stdin=io.BytesIO(b"".join(map(gzip.compress, four())))))
    assert [type(f) for f in found] == [Article] * 4
