"""Files to articles: looks at the name, and at the first bytes of standard input."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from dragoman.reading.decoding import decode, decode_page
from dragoman.reading.pages import read_markdown, read_page
from dragoman.reading.problems import Problem, Unreadable
from dragoman.reading.rows import Defaults, article_from
from dragoman.reading.tables import read_csv, read_json_lines, read_parquet
from dragoman.records import Article

_MARKDOWN = frozenset({".md", ".markdown"})
_PAGE = frozenset({".html", ".htm", ".xhtml"})
_JSON_LINES = frozenset({".jsonl", ".ndjson"})
_CSV = frozenset({".csv", ".tsv"})
_PARQUET = frozenset({".parquet", ".pq"})


def read(
    paths: Iterable[str | Path],
    *,
    published: str | None = None,
    language: str | None = None,
    outlet: str | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Article | Problem]:
    """Reads articles from files, in order; what cannot be read comes out as a Problem and the rest goes on.

    Args:
        paths: files; "-" is standard input. Files of tables give one article a row, others one article each.
        published: ISO date for articles that do not tell theirs.
        language: "es" or "en" for articles that do not tell theirs; detected where there is none.
        outlet: name of the outlet for articles that do not tell theirs.
        stdin: stands in for standard input in tests.
    """
    defaults = Defaults(published, language, outlet)
    for path in paths:
        file = str(path)
        try:
            if file == "-":
                yield from _read_stream(stdin or _standard_input(), defaults)
            else:
                yield from _read_file(Path(path), file, defaults)
        except Unreadable as error:
            yield error.at(file)
        except OSError as error:
            yield Problem(file, f"cannot be read: {(error.strerror or str(error)).lower()}")


def _read_file(path: Path, file: str, defaults: Defaults) -> Iterator[Article | Problem]:
    if path.is_dir():
        raise Unreadable("is a directory", f"name its files, such as {file.rstrip('/')}/*.txt")
    kind = path.suffix.lower()
    if kind in _PARQUET:
        yield from read_parquet(path, file, defaults)
    elif kind in _CSV:
        yield from read_csv(path, file, defaults)
    elif kind in _JSON_LINES:
        with path.open("rb") as stream:
            yield from read_json_lines(stream, file, defaults)
    elif kind == ".json":
        raise Unreadable("is JSON", "write one object a line and name the file .jsonl")
    elif kind in _PAGE:
        yield article_from(read_page(decode_page(path.read_bytes())), defaults)
    elif kind in _MARKDOWN:
        yield article_from(read_markdown(decode(path.read_bytes())), defaults)
    else:
        yield article_from({"text": decode(path.read_bytes())}, defaults)


def _standard_input() -> BinaryIO:
    if sys.stdin is None:  # closed by whoever started us
        raise Unreadable("is closed", "name a file")
    return sys.stdin.buffer


def _read_stream(stream: BinaryIO, defaults: Defaults) -> Iterator[Article | Problem]:
    """Standard input: JSON Lines where it starts with "{", a page where it starts with "<", else plain text."""
    first = stream.readline()
    if first.lstrip().startswith(b"{"):
        yield from read_json_lines(chain([first], stream), "-", defaults)
        return
    data = first + stream.read()
    if data.lstrip()[:15].lower().startswith((b"<!doctype html", b"<html")):
        yield article_from(read_page(decode_page(data)), defaults)
    else:
        yield article_from({"text": decode(data)}, defaults)
