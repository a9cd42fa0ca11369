"""Imports persons and offices from FollowTheMoney files into a folder of the user's own.

Rows come in any order and by the hundred thousand, so they are first laid into a table on disk as they are read, and
then joined person by person. The table takes the place of the one before only when it is whole.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from dragoman.actors.ftm import Broken, HeldRow, PersonRow, PostRow, read_row
from dragoman.actors.imported import FORM, TABLE
from dragoman.actors.meanings import pieces
from dragoman.actors.titles import Office, TitleReader
from dragoman.reading.packing import unpacked
from dragoman.reading.problems import Problem, Unreadable

_LATIN = "\u0250"
_LONGEST = 1 << 22
"""Bytes of a line from which on it is no row."""
_HOPELESS = 50
"""A file whose first rows are all broken is another kind of file."""

_STAGED = """
CREATE TABLE person (id TEXT PRIMARY KEY, row TEXT) WITHOUT ROWID;
CREATE TABLE post (id TEXT PRIMARY KEY, row TEXT) WITHOUT ROWID;
CREATE TABLE held (holder TEXT, id TEXT, post TEXT, first TEXT, last TEXT, open INTEGER, PRIMARY KEY (holder, id))
WITHOUT ROWID;
"""
_KEPT = """
CREATE TABLE IF NOT EXISTS persons (number INTEGER PRIMARY KEY, entity TEXT UNIQUE, name TEXT, offices TEXT);
CREATE TABLE IF NOT EXISTS names (name TEXT, person INTEGER, PRIMARY KEY (name, person)) WITHOUT ROWID;
"""
_JOINED = """
SELECT p.id, p.row, q.row, h.first, h.last, h.open
FROM person p LEFT JOIN held h ON h.holder = p.id LEFT JOIN post q ON q.id = h.post ORDER BY p.id, h.id
"""


@dataclass
class Outcome:
    """What an import came to: counts of rows and of what was made of them, and what went wrong.

    ``idle`` persons have no office and no topic that tells anything; ``lost`` are occupancies whose person or position
    is in none of the files; ``short`` names have one word only and are not looked up by it.
    """

    rows: int = 0
    broken: int = 0
    persons: int = 0
    offices: int = 0
    names: int = 0
    idle: int = 0
    lost: int = 0
    table: Path = field(default_factory=Path)


class Importer:
    """One import of one or more files.

    Args:
        folder: the user's lexicon folder; made where it is not there.
        reader: reads titles of positions.
        complain: told of every broken row and unreadable file.
        progress: told now and then how many rows were read, and of which step.
    """

    def __init__(
        self,
        folder: Path,
        reader: TitleReader,
        complain: Callable[[Problem], None],
        progress: Callable[[str, int], None] = lambda step, done: None,
    ) -> None:
        self.table = folder / TABLE
        self.table.parent.mkdir(parents=True, exist_ok=True)
        self.reader = reader
        self.complain = complain
        self.progress = progress
        self.outcome = Outcome(table=self.table)

    def run(self, files: Iterable[tuple[str, BinaryIO]]) -> Outcome:
        """Reads all files and writes the table. Persons of earlier imports stay; the same entity is replaced.

        Args:
            files: name and bytes of each; gzip, zstd, bzip2 and xz are unpacked.

        Raises:
            OSError: the folder cannot be written.
        """
        with tempfile.TemporaryDirectory(prefix=".import-", dir=self.table.parent) as work:
            staged = _opened(Path(work) / "staged.sqlite", _STAGED)
            try:
                for name, stream in files:
                    self._read(staged, name, stream)
                staged.commit()
                whole = Path(work) / "persons.sqlite"
                if self.table.is_file():
                    shutil.copyfile(self.table, whole)
                digest = self._join(staged, whole)
            finally:
                staged.close()
            whole.replace(self.table)
            self.table.with_name(self.table.name + ".sha256").write_text(digest + "\n", encoding="ascii")
        return self.outcome

    # -- reading

    def _read(self, staged: sqlite3.Connection, name: str, stream: BinaryIO) -> None:
        read = broken = 0
        try:
            for number, line in enumerate(_lines(unpacked(stream, name)), 1):
                if not line.strip():
                    continue
                read += 1
                try:
                    if len(line) >= _LONGEST:
                        raise Broken("is too long for a row")
                    self._stage(staged, read_row(line), line)
                except Broken as error:
                    broken += 1
                    self.complain(Problem(name, str(error), "skipped", number))
                if broken == read == _HOPELESS:
                    self.complain(Problem(name, "is no file of FollowTheMoney JSON lines", "the rest is not read"))
                    break
                if read % 2000 == 0:
                    self.progress(name, self.outcome.rows + read)
        except Unreadable as error:
            broken += 1
            self.complain(error.at(name))
        self.outcome.rows += read
        self.outcome.broken += broken
        self.progress(name, self.outcome.rows)

    def _stage(self, staged: sqlite3.Connection, row: PersonRow | PostRow | HeldRow | None, line: bytes) -> None:
        if isinstance(row, PersonRow):
            values = json.dumps([row.names, row.countries, row.titles, row.topics], ensure_ascii=False)
            staged.execute("INSERT OR REPLACE INTO person VALUES (?, ?)", (row.id, values))
        elif isinstance(row, PostRow):
            values = json.dumps([row.title, row.countries, row.topics], ensure_ascii=False)
            staged.execute("INSERT OR REPLACE INTO post VALUES (?, ?)", (row.id, values))
        elif isinstance(row, HeldRow):
            ident = hashlib.sha256(line).hexdigest()[:16]
            held = (row.holder, ident, row.post, row.first, row.last, row.open)
            staged.execute("INSERT OR REPLACE INTO held VALUES (?, ?, ?, ?, ?, ?)", held)

    # -- joining

    def _join(self, staged: sqlite3.Connection, whole: Path) -> str:
        """Writes persons into the table; gives the hash of its content."""
        table = _opened(whole, _KEPT)
        try:
            self.outcome.lost = staged.execute(
                "SELECT COUNT(*) FROM held WHERE holder NOT IN (SELECT id FROM person)"
                " OR post NOT IN (SELECT id FROM post)"
            ).fetchone()[0]
            for number, (entity, row, held) in enumerate(_grouped(staged.execute(_JOINED)), 1):
                self._put(table, entity, row, held)
                if number % 2000 == 0:
                    self.progress("joining", number)
            table.execute(f"PRAGMA user_version = {FORM}")
            table.commit()
            digest = hashlib.sha256()
            for values in table.execute("SELECT entity, name, offices FROM persons ORDER BY entity"):
                digest.update("\0".join(values).encode())
        finally:
            table.close()
        return digest.hexdigest()

    def _put(self, table: sqlite3.Connection, entity: str, row: list[list[str]], held: list[tuple[Any, ...]]) -> None:
        names, countries, titles, topics = row
        home = self.reader.country(countries)
        offices = [o for post in held if (o := self._held(post, home))]
        if not any(post[0] for post in held):
            offices = [o for title in titles if (o := self._titled(title, home, topics))]
        topic = self.reader.by_topic(topics)
        if not offices and topic and home and topic.topic != "role.pep":
            offices = [{"country": home, "office": topic.office, "sector": topic.sector}]
        known = table.execute("SELECT number FROM persons WHERE entity = ?", (entity,)).fetchone()
        if known:
            table.execute("DELETE FROM names WHERE person = ?", known)
            table.execute("DELETE FROM persons WHERE number = ?", known)
        if not offices:
            self.outcome.idle += 1
            return
        canonical = _canonical(names)
        for office in offices:
            office.update(entity=entity, name=canonical)
        written = json.dumps(offices, ensure_ascii=False, sort_keys=True)
        insert = "INSERT INTO persons (entity, name, offices) VALUES (?, ?, ?)"
        number = table.execute(insert, (entity, canonical, written)).lastrowid
        keys = {key for name in names for key in _keys(name)}
        table.executemany("INSERT OR IGNORE INTO names VALUES (?, ?)", [(key, number) for key in keys])
        self.outcome.persons += 1
        self.outcome.offices += len(offices)
        self.outcome.names += len(keys)

    def _held(self, post: tuple[Any, ...], home: str | None) -> dict[str, Any] | None:
        """The office of an occupancy; None where the position is not known or nobody knows whether it is over."""
        row, first, last, still = post
        if row is None or (last is None and not still):
            return None
        title, countries, topics = json.loads(row)
        office = self.reader.read(title, tuple(topics))
        if office is None:
            return None
        told = office.country or self.reader.country(countries)
        return _office(office, home if office.abroad and home else told or home, first, last, title)

    def _titled(self, title: str, home: str | None, topics: list[str]) -> dict[str, Any] | None:
        office = self.reader.read(title, tuple(topics))
        return _office(office, office.country or home, *office.years, title) if office else None


def _office(office: Office, country: str | None, first: Any, last: Any, title: str) -> dict[str, Any] | None:
    if country is None:
        return None
    row = {"country": country, "office": office.office, "sector": office.sector, "title": title}
    told = {"from": first, "to": last, "organisation": office.organisation}
    return row | {key: value for key, value in told.items() if value}


def _opened(path: Path, schema: str) -> sqlite3.Connection:
    """A table that is written once, as a whole: without a journal, and with little memory."""
    connection = sqlite3.connect(path)
    connection.executescript(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -32000;" + schema
    )
    return connection


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Lines of a stream; of one that is too long only the beginning."""
    while line := stream.readline(_LONGEST):
        yield line
        while len(line) >= _LONGEST and not line.endswith(b"\n") and line:
            line = stream.readline(_LONGEST)


def _grouped(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[str, list[list[str]], list[tuple[Any, ...]]]]:
    """Persons, each with the positions held, from rows that are ordered by person."""
    entity, row = None, ""
    held: list[tuple[Any, ...]] = []
    for ident, person, *post in rows:
        if ident != entity:
            if entity is not None:
                yield entity, json.loads(row), held
            entity, row, held = ident, person, []
        held.append(tuple(post))
    if entity is not None:
        yield entity, json.loads(row), held


def _canonical(names: list[str]) -> str:
    """The first name in Latin letters, written as in a sentence."""
    latin = (n for n in names if all(c < _LATIN or not c.isalpha() for c in n))
    return _in_order(next(latin, names[0]))


def _in_order(name: str) -> str:
    """So "PETROV, Ivan" becomes "Ivan Petrov"."""
    family, comma, given = name.partition(",")
    name = f"{given.strip()} {family.strip()}" if comma and given.strip() and "," not in given else name
    return " ".join(w.title() if w.isupper() and len(w) > 3 else w for w in name.split())


def _keys(name: str) -> Iterator[str]:
    """By what a name is looked up: its folded pieces, where it has more than one and is in Latin letters."""
    if any(c.isalpha() and c >= _LATIN and not "\u1e00" <= c < "\u1f00" for c in name):
        return
    parts = pieces(_in_order(name))
    if len(parts) > 1 and max(map(len, parts)) > 1:
        yield " ".join(parts)
