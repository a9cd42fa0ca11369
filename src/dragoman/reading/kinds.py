"""What kind of input a name, a media type or the first bytes tell."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import PurePosixPath

from dragoman.reading.packing import stem


class Kind(StrEnum):
    """Kinds of input. Text, Markdown and page hold one article, the others many."""

    text = "text"
    markdown = "Markdown"
    page = "web page"
    feed = "feed"
    json_lines = "JSON Lines"
    json = "JSON"
    csv = "CSV"
    parquet = "Parquet"
    warc = "WARC"


_SUFFIXES = {
    ".txt": Kind.text,
    ".md": Kind.markdown,
    ".markdown": Kind.markdown,
    ".html": Kind.page,
    ".htm": Kind.page,
    ".xhtml": Kind.page,
    ".rss": Kind.feed,
    ".atom": Kind.feed,
    ".jsonl": Kind.json_lines,
    ".ndjson": Kind.json_lines,
    ".json": Kind.json,
    ".csv": Kind.csv,
    ".tsv": Kind.csv,
    ".parquet": Kind.parquet,
    ".pq": Kind.parquet,
    ".warc": Kind.warc,
}
_MEDIA_TYPES = {
    "text/plain": Kind.text,
    "text/markdown": Kind.markdown,
    "text/html": Kind.page,
    "application/xhtml+xml": Kind.page,
    "application/rss+xml": Kind.feed,
    "application/atom+xml": Kind.feed,
    "application/rdf+xml": Kind.feed,
    "application/jsonl": Kind.json_lines,
    "application/x-ndjson": Kind.json_lines,
    "application/json": Kind.json,
    "text/csv": Kind.csv,
    "text/tab-separated-values": Kind.csv,
    "application/vnd.apache.parquet": Kind.parquet,
    "application/warc": Kind.warc,
}
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]")
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
READABLE = frozenset(_SUFFIXES) - {".json"}


def kind_of_name(name: str) -> Kind | None:
    """The kind that a file's name tells, whatever it is compressed with; None where it tells none."""
    return _SUFFIXES.get(PurePosixPath(stem(name)).suffix.lower())


def kind_of_type(media_type: str) -> Kind | None:
    """The kind that a media type such as ``text/html; charset=utf-8`` tells, None where it tells none."""
    return _MEDIA_TYPES.get(media_type.split(";")[0].strip().lower())


def kind_of_head(head: bytes) -> Kind | None:
    """The kind that the first bytes show; None where they could be of any text."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"PAR1"):
        return Kind.parquet
    if start.startswith(b"WARC/"):
        return Kind.warc
    if start.startswith(b"{"):
        return Kind.json_lines
    if not start.startswith(b"<"):
        return None
    page = _PAGE.search(start)
    feed = _FEED.search(start, 0, page.start() if page else len(start))
    return Kind.feed if feed else Kind.page if page else None
