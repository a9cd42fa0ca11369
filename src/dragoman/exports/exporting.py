"""A store's events to a file of another format, article by article, so that memory does not grow with the store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TextIO

from dragoman.codebook import load_codebook
from dragoman.errors import OutputError
from dragoman.exports.choosing import Choice
from dragoman.exports.codes import Codes
from dragoman.exports.files import whole
from dragoman.exports.gdelt import GdeltWriter
from dragoman.exports.network import write_graph
from dragoman.exports.plover import PloverWriter
from dragoman.exports.polecat import PolecatWriter
from dragoman.exports.table import CsvWriter, write_parquet
from dragoman.lexicon import Lexicon
from dragoman.records import Event, Record
from dragoman.store import Store

Show = Callable[[int, int], None]
"""Told how many articles are done, and of how many."""


class Writer(Protocol):
    """Writes records to open files."""

    def write(self, record: Record, events: Sequence[Event]) -> Counter[str]:
        """Writes the chosen events of a record."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote.

    Attributes:
        files: the files.
        events: events that were written.
        left_out: events that the format has no place for, by reason.
        version: version of the store.
    """

    files: tuple[Path, ...]
    events: int
    left_out: Mapping[str, int]
    version: int


_SUFFIXES: dict[str, tuple[str, ...]] = {
    "plover": PloverWriter.suffixes,
    "polecat": PolecatWriter.suffixes,
    "gdelt": GdeltWriter.suffixes,
    "csv": CsvWriter.suffixes,
    "parquet": ("",),
    "graphml": ("",),
}
FORMATS = tuple(_SUFFIXES)


def export(
    store: Store,
    format: str,
    output: Path,
    choice: Choice | None = None,
    *,
    lexicon: Lexicon | None = None,
    show: Show = lambda done, all: None,
) -> Exported:
    """Writes the chosen events of a store, all of one version of it, in one of FORMATS.

    Args:
        output: the file; GDELT's two files add ``.export.CSV`` and ``.mentions.CSV`` to it.
        lexicon: for the codebook and the codes of others.
        show: told how far it is.

    Raises:
        OutputError: a file cannot be written; nothing is then left of it.
        StoreError: the store cannot be read.
    """
    choice, lexicon = choice or Choice(), lexicon or Lexicon()
    version = store.version()
    if str(output) == "-":
        raise OutputError("- cannot be written: an export is a file of its own; name one")
    if output.is_dir():
        raise OutputError(f"{output} cannot be written: is a directory; name a file")
    files = tuple(output.with_name(output.name + suffix) for suffix in _SUFFIXES[format])
    with whole(files) as parts:
        if format == "parquet":
            with store.connect(version) as con:
                done = write_parquet(con, parts[0], choice)
        elif format == "graphml":
            with store.connect(version) as con:
                done = write_graph(con, parts[0], choice, Codes(lexicon))
        else:
            done = _write_records(store, version, format, parts, choice, lexicon, show)
    events = done.pop("written", 0)
    return Exported(files, events, dict(done), version)


def _write_records(
    store: Store, version: int, format: str, parts: Sequence[Path], choice: Choice, lexicon: Lexicon, show: Show
) -> Counter[str]:
    done: Counter[str] = Counter()
    ids = _articles(store, version, choice)
    with ExitStack() as stack:
        targets = [stack.enter_context(p.open("w", encoding="utf-8", errors="replace", newline="")) for p in parts]
        writer = _writer(format, targets, lexicon)
        for number, record in enumerate(_records(store, version, ids), 1):
            events = [e for e in record.events if choice.keeps(e, record.article)]
            if events:
                done += writer.write(record, events)
            show(number, len(ids))
    return done


def _writer(format: str, targets: Sequence[TextIO], lexicon: Lexicon) -> Writer:
    if format == "csv":
        return CsvWriter(targets)
    book = load_codebook(lexicon)
    if format == "plover":
        return PloverWriter(targets, book)
    if format == "polecat":
        return PolecatWriter(targets, book, Codes(lexicon))
    return GdeltWriter(targets, book, Codes(lexicon))


def _articles(store: Store, version: int, choice: Choice) -> list[str]:
    """Ids of the articles that hold a chosen event."""
    where, values = choice.where()
    with store.connect(version) as con:
        return [row[0] for row in con.execute(f"SELECT DISTINCT article FROM events WHERE {where}", values).fetchall()]


def _records(store: Store, version: int, ids: Sequence[str]) -> Iterator[Record]:
    return store.records(ids, version) if ids else iter(())
