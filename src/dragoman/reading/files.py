"""The entry to reading: names of files, directories, patterns, addresses or "-" to articles."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from dragoman.reading.finding import find, is_address
from dragoman.reading.kinds import Kind, kind_of_head, kind_of_name
from dragoman.reading.limits import LIMITS, Limits
from dragoman.reading.packing import HEAD, PACKINGS, unpacked
from dragoman.reading.problems import Problem, Unreadable
from dragoman.reading.rows import Defaults
from dragoman.reading.separated import header_of
from dragoman.reading.streams import read_stream
from dragoman.reading.tables import read_parquet
from dragoman.records import Article

if TYPE_CHECKING:
    from dragoman.reading.fetching import Fetcher

# Read where it stands, from its end; all else goes by as a stream.
_PARQUET = frozenset({".parquet", ".pq"})
_PACKED = tuple(packing.magic for packing in PACKINGS)


def read(
    paths: Iterable[str | Path],
    *,
    published: str | None = None,
    language: str | None = None,
    outlet: str | None = None,
    stdin: BinaryIO | None = None,
    limits: Limits | None = None,
    fetcher: Fetcher | None = None,
) -> Iterator[Article | Problem]:
    """Reads articles, in order; what cannot be read comes out as a Problem and the rest goes on.

    Args:
        paths: files, directories, patterns such as ``news/*.jsonl.gz``, addresses (``https://...``) of pages, feeds and
            files, or "-" for standard input. Each may be compressed. Tables give one article a row, web archives one
            a page, feeds one an entry, other files one each.
        published: ISO date for articles that do not tell theirs.
        language: "es" or "en" for articles that do not tell theirs; detected where there is none.
        outlet: name of the outlet for articles that do not tell theirs.
        stdin: stands in for standard input in tests.
        limits: how much is taken from one input.
        fetcher: fetches addresses; by default one that asks a host once a second at most.
    """
    defaults = Defaults(published, language, outlet, limits=limits or LIMITS)
    with ExitStack() as own:
        for path in paths:
            name = str(path)
            if is_address(name):
                from dragoman.reading.addresses import read_address  # what the web needs takes a moment to load

                fetcher = fetcher or own.enter_context(fetcher_for([name], defaults.limits))
                assert fetcher is not None  # for an address there is one
                yield from _guarded(name, read_address(name, fetcher, defaults))
            elif name == "-":
                yield from _guarded(name, _read_standard_input(stdin, defaults))
            else:
                yield from _read_named(name, defaults)


@contextmanager
def fetcher_for(paths: Iterable[str | Path], limits: Limits = LIMITS) -> Iterator[Fetcher | None]:
    """What fetches the addresses among the paths; None where there are none.

    Whoever calls ``read`` more than once hands the same one over each time, so that the pace of a host is kept.
    """
    if not any(is_address(str(path)) for path in paths):
        yield None
        return
    from dragoman.reading.fetching import Fetcher

    with Fetcher(limits) as fetcher:
        yield fetcher


def _read_named(name: str, defaults: Defaults) -> Iterator[Article | Problem]:
    for file in find(name):
        if isinstance(file, Problem):
            yield file
        else:
            yield from _guarded(file, _read_file(Path(file), file, defaults))


def _guarded(name: str, items: Iterator[Article | Problem]) -> Iterator[Article | Problem]:
    """The items, and a Problem in place of what is raised for the input as a whole."""
    try:
        yield from items
    except Unreadable as error:
        yield error.at(name)
    except OSError as error:
        yield Problem(name, f"cannot be read: {(error.strerror or str(error)).lower()}")


def _read_file(path: Path, file: str, defaults: Defaults) -> Iterator[Article | Problem]:
    with path.open("rb") as opened:
        if path.suffix.lower() in _PARQUET and not opened.peek().startswith(_PACKED):
            yield from read_parquet(path, file, defaults)
            return
        stream = unpacked(opened, file)
        # Other names tell nothing: taken for text unless the first bytes show that it is an archive.
        kind = kind_of_name(file) or (Kind.warc if kind_of_head(stream.peek()[:HEAD]) is Kind.warc else Kind.text)
        yield from read_stream(stream, kind, file, defaults)


def _read_standard_input(stdin: BinaryIO | None, defaults: Defaults) -> Iterator[Article | Problem]:
    if stdin is None:
        if sys.stdin is None:  # closed by whoever started us
            raise Unreadable("is closed", "name a file")
        stdin = sys.stdin.buffer
    stream = unpacked(stdin)
    yield from read_stream(stream, _kind_of_stream(stream.peek()[:HEAD]), "-", defaults)


def _kind_of_stream(head: bytes) -> Kind:
    """The kind of standard input: CSV if it starts with a header of several columns, else as its first bytes show."""
    kind = kind_of_head(head)
    if kind is None:
        header = header_of(head.split(b"\n")[0].decode("utf-8-sig", "replace"))
        kind = Kind.csv if header is not None and len(header.names) > 1 else Kind.text
    return kind
