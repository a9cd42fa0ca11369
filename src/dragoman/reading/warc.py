"""Web archives (WARC) to articles: the pages that servers answered with, one article each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import UnsupportedOperation
from typing import BinaryIO, Literal

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from dragoman.reading.decoding import decode_page
from dragoman.reading.kinds import Kind, kind_of_type
from dragoman.reading.lines import too_long
from dragoman.reading.packing import REMEDY, Cut, buffered
from dragoman.reading.pages import read_page
from dragoman.reading.problems import Problem, Unreadable
from dragoman.reading.rows import Defaults
from dragoman.reading.tables import article_or_problem
from dragoman.records import Article

_OK = 200
_HEAD = 1 << 16  # enough of an answer to see what it is


@dataclass(frozen=True, slots=True)
class _Page:
    """A web page as it was fetched: its address, day, encoding as the server told it, and source."""

    url: str | None
    fetched: str | None
    charset: str | None
    source: bytes


def read_warc(stream: BinaryIO, file: str, defaults: Defaults) -> Iterator[Article | Problem]:
    """Articles of the web pages in an archive; requests, pictures, redirections and the like are passed over.

    An article has the address that was asked for and, where the page tells no date and there is no default, the day
    when it was fetched. The place of a problem is the record, from 1.
    """
    number = pages = 0
    records = _records(stream)
    while True:
        number += 1
        try:
            record = next(records, None)
            page = _page(record, defaults.limits.row) if record is not None else None
        except Cut as error:
            yield error.at(file, number)
            return
        except Unreadable as error:
            pages += 1
            yield error.at(file, number)
            continue
        if record is None:
            break
        if page is not None:
            pages += 1
            yield article_or_problem(lambda p: _values(p, defaults), page, file, number, defaults)
    if not pages:
        yield Problem(file, "holds no web page")


def _records(stream: BinaryIO) -> Iterator[WarcRecord]:
    """The records of an archive. Raises Cut where it breaks off, which fastwarc takes for its end."""
    counted = _Counted(stream)
    end = 0
    try:
        for record in ArchiveIterator(counted, parse_http=False, stream_detect=False):
            if not (record.headers.get("Content-Length") or "").strip().isdecimal():
                raise Cut("is cut short within the head of this record", REMEDY)
            end = record.stream_pos + record.content_length
            yield record
    except OSError as error:
        raise Cut(f"is no archive from this record on: {error}", REMEDY) from error
    if counted.count < end:
        raise Cut("is cut short within the record before this place", REMEDY)


def _page(record: WarcRecord, limit: int) -> _Page | None:
    """The web page of a record, None if it is something else.

    Raises:
        Cut: the archive ends within the record.
        Unreadable: the page is too long, or not what its head says.
    """
    if record.record_type != WarcRecordType.response or not record.is_http:
        length = record.content_length
        if record.consume() < length:
            raise Cut("is cut short within this record", REMEDY)
        return None
    wanted = record.content_length if record.content_length <= limit else _HEAD
    data = _read(record, wanted)
    if len(data) < wanted:
        raise Cut("is cut short within this record", REMEDY)
    try:
        answer = _answer(data, "none")
        found = answer.http_headers.status_code == _OK
        if not found or kind_of_type(answer.http_content_type or "") is not Kind.page:
            return None
        if record.content_length > limit:
            raise too_long(limit, "page")
        source = _read(_answer(data, "all"), limit + 1)
    except OSError as error:
        raise Unreadable(f"the page cannot be decoded: {error}") from error
    if len(source) > limit:
        raise too_long(limit, "page")
    url = (record.headers.get("WARC-Target-URI") or "").strip("<> ") or None
    day = (record.headers.get("WARC-Date") or "")[:10] or None
    return _Page(url, day, answer.http_charset, source)


def _answer(data: bytes, decode: Literal["none", "all"]) -> WarcRecord:
    """A server's answer, on its own: the archive cannot be read on behind one that fails to be decoded."""
    answer = WarcRecord()
    answer.init_headers(record_type=WarcRecordType.response)
    answer.set_bytes_content(data)
    answer.is_http = True
    answer.parse_http(auto_decode=decode)
    return answer


def _values(page: _Page, defaults: Defaults) -> Mapping[str, object]:
    values = read_page(decode_page(page.source, page.charset))
    published = values.get("published") or defaults.published or page.fetched
    return {**values, "published": published, "url": page.url or values.get("url")}


def _read(record: WarcRecord, count: int) -> bytes:
    data = b""
    while len(data) < count and (piece := record.reader.read(count - len(data))):
        data += piece
    return data


class _Counted:
    """A stream as fastwarc wants it, that knows how much of it was read."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = buffered(stream)
        self.count = 0

    def read(self, count: int = -1) -> bytes:
        data = self._stream.read1(count)  # what there is before a cut, and the cut only then
        self.count += len(data)
        return data

    def tell(self) -> int:
        return self.count

    def seek(self, offset: int, whence: int = 0) -> int:
        raise UnsupportedOperation("seek")

    def close(self) -> None:
        """Whoever opened the stream closes it."""
