"""A stream of plain bytes whose kind is known, to articles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO

from dragoman.reading.decoding import check_text, decode, decode_page
from dragoman.reading.kinds import Kind
from dragoman.reading.lines import whole
from dragoman.reading.packing import HEAD, buffered
from dragoman.reading.pages import read_markdown, read_page
from dragoman.reading.problems import Problem, Unreadable
from dragoman.reading.rows import Defaults, article_from
from dragoman.reading.separated import read_csv
from dragoman.reading.tables import read_json_lines, read_parquet_stream
from dragoman.reading.warc import read_warc
from dragoman.records import Article

_MANY: dict[Kind, Callable[[BinaryIO, str, Defaults], Iterator[Article | Problem]]] = {
    Kind.json_lines: read_json_lines,
    Kind.csv: read_csv,
    Kind.parquet: read_parquet_stream,
    Kind.warc: read_warc,
}
_OF_TEXT = frozenset({Kind.json_lines, Kind.csv})


def read_stream(
    stream: BinaryIO, kind: Kind, file: str, defaults: Defaults, charset: str | None = None
) -> Iterator[Article | Problem]:
    """Articles of a stream.

    Args:
        stream: plain bytes, not compressed.
        file: what problems call it.
        charset: the encoding of a page, where its server told it.

    Raises:
        Unreadable: the stream as a whole cannot be read.
    """
    if kind is Kind.json:
        raise Unreadable("is JSON", "write one object a line and name the file .jsonl")
    if kind in _MANY:
        if kind in _OF_TEXT:
            stream = buffered(stream)
            check_text(stream.peek()[:HEAD])
        yield from _MANY[kind](stream, file, defaults)
        return
    data = whole(stream, defaults.limits.row)
    if kind is Kind.feed:
        from dragoman.reading.feeds import own_articles  # what the web needs takes a moment to load

        yield from own_articles(data, file, defaults)
        return
    if kind is Kind.page:
        values = read_page(decode_page(data, charset))
    elif kind is Kind.markdown:
        values = read_markdown(decode(data))
    else:
        values = {"text": decode(data)}
    yield article_from(values, defaults)
