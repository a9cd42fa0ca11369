"""The store: records in, records and questions out, many writers and readers at once.

A batch is written in this order: first its rows of the child tables, last those of `articles`, each row with the id of
the batch. An article is there from the moment its row of `articles` is, with everything that belongs to it; what a
killed batch left behind belongs to no article and is never seen.
"""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
from deltalake import DeltaTable

from dragoman.errors import StoreError
from dragoman.records import Article, Record
from dragoman.store.heads import Heads
from dragoman.store.rows import Rows, coding_of, record_of, rows_of, table_of
from dragoman.store.schemas import CHILDREN, NOUNS, TABLES
from dragoman.store.tables import Tables, files_of, local, told
from dragoman.store.upkeep import KEEP, SAFE_AGE, Compacted, Info, compact, info, tidy, vacuum
from dragoman.store.versions import NOTE, Difference, Version, difference, opened_at, versions
from dragoman.store.views import connection

LONGEST_BATCH = timedelta(minutes=30)
"""Time after which a batch that is still not written gives up, so that a clean-up need not fear for it."""


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a batch.

    Attributes:
        version: version of the store in which it can be seen; None where nothing had to be written.
        batch: id of the batch; None where nothing had to be written.
        added: articles that were not there before.
        replaced: articles that were there, coded by another coder or with another text.
        passed: articles that were there already, the same and coded by the same coder.
    """

    version: int | None
    batch: str | None
    added: int
    replaced: int
    passed: int


@dataclass(frozen=True, slots=True)
class Aside:
    """An article that could not be coded, and why; ``coding`` is what tried, where that is known."""

    article: str
    reason: str
    coding: str | None = None
    title: str | None = None
    url: str | None = None


class Store:
    """A store of records; see ``docs/store.md``. Use `create` or `open`, and one object a thread."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._heads = Heads(tables)

    @property
    def uri(self) -> str:
        """Directory or URL of the store."""
        return self._tables.uri

    @classmethod
    def create(cls, uri: str | Path, options: Mapping[str, str] | None = None) -> Store:
        """Makes a store, or opens the one that is there.

        Raises:
            StoreError: the place cannot be written, or is a directory with other things in it.
        """
        tables = Tables(str(uri), options)
        where = local(tables.uri)
        if where is not None:
            if where.exists() and not where.is_dir():
                raise StoreError(f"{uri}: is a file; a store is a directory")
            with told(f"{uri}: cannot be made"):
                where.mkdir(parents=True, exist_ok=True)
            others = sorted(p.name for p in where.iterdir() if p.name not in TABLES)
            if others and not tables.there("articles"):
                raise StoreError(f"{uri}: is no store, and holds other things ({others[0]}); name an empty directory")
        tables.make()
        return cls.open(uri, options)

    @classmethod
    def open(cls, uri: str | Path, options: Mapping[str, str] | None = None) -> Store:
        """Opens a store.

        Raises:
            StoreError: there is none, or it is broken; the message says what to do.
        """
        tables = Tables(str(uri), options)
        tables.check()
        return cls(tables)

    def version(self) -> int:
        """The newest version. Each batch that changed something is one."""
        return int(self._tables.at("articles").version())

    def write(self, records: Sequence[Record]) -> Written:
        """Writes a batch, so that either all of it is seen or nothing.

        Articles that are there already, the same and coded by the same coder, are passed over; others are replaced.
        Of two records of the same article in the batch the last one counts.

        Raises:
            Unfit: a record does not fit.
            StoreError: the store cannot be written. In both cases nothing of the batch is seen.
        """
        latest = {record.article.id: record for record in records}
        there = self._heads.of(latest)
        fresh = [r for i, r in latest.items() if i not in there or not there[i].holds(r.article, coding_of(r.coder))]
        replaced = sum(r.article.id in there for r in fresh)
        passed = len(records) - len(fresh)
        if not fresh:
            return Written(None, None, 0, 0, passed)
        batch = new_batch()
        now = datetime.now(UTC)
        rows: Rows = {name: [] for name in ("articles", *CHILDREN)}
        for record in fresh:
            head = there.get(record.article.id)
            for name, more in rows_of(record, batch, head.generation + 1 if head else 0, now).items():
                rows[name] += more
        parts = {name: table_of(name, _sorted(name, rows[name])) for name in rows if rows[name]}
        for name in CHILDREN:
            if name in parts:
                self._tables.append(name, parts[name], {"batch": batch})
        if datetime.now(UTC) - now > LONGEST_BATCH:
            raise StoreError(
                f"{self.uri}: writing a batch took more than {LONGEST_BATCH // 60} minutes; it was given up"
            )
        note = {"batch": batch, "added": len(fresh) - replaced, "replaced": replaced, "children": self._children()}
        version = self._tables.append("articles", parts["articles"], {NOTE: json.dumps(note)})
        return Written(version, batch, len(fresh) - replaced, replaced, passed)

    def _children(self) -> dict[str, int]:
        """The versions of the child tables that hold all rows of this batch."""
        return {name: int(self._tables.known(name).version()) for name in CHILDREN}

    def coded(self, articles: Iterable[Article], coding: str) -> set[str]:
        """The ids of those that are there already, the same and coded by this coder (`coding_of` its CoderInfo)."""
        wanted = {a.id: a for a in articles}
        return {i for i, head in self._heads.of(wanted).items() if head.holds(wanted[i], coding)}

    def records(self, ids: Sequence[str] | None = None, version: int | None = None) -> Iterator[Record]:
        """Whole records, equal to those written, in the order of their ids; all, or those of some articles."""
        con = self.connect(version)
        if ids is None:
            chosen = [row[0] for row in con.execute("SELECT id FROM live.articles ORDER BY id").fetchall()]
        else:
            chosen = sorted(set(ids))
        for start in range(0, len(chosen), _CHUNK):
            yield from _records(con, chosen[start : start + _CHUNK])

    def connect(self, version: int | None = None, *, sealed: bool = True) -> duckdb.DuckDBPyConnection:
        """A DuckDB connection of its own with read-only views of the live rows, all of one version.

        The version stays the same as long as the connection is open, whatever others write.

        Args:
            version: one of `versions`; the newest by default.
            sealed: SQL cannot reach any file but those of the store. False lets ``COPY … TO`` write files.

        Raises:
            StoreError: there is no such version, its files have been removed by `vacuum`, or the store is broken.
        """
        opened = opened_at(self._tables, version)
        self._there(opened, version)
        try:
            return connection(opened, self.uri, sealed=sealed)
        except duckdb.Error as error:
            raise StoreError(f"{self.uri}: cannot be read: {' '.join(str(error).split())}") from error

    def _there(self, opened: Mapping[str, DeltaTable], version: int | None) -> None:
        """Says at once that files are missing, where that can be told without asking a server."""
        where = local(self.uri)
        if where is None:
            return
        for name, table in opened.items():
            for file in files_of(table, where / name):
                if not Path(file).exists():
                    if version is not None:
                        raise StoreError(
                            f"{self.uri}: version {version} has been vacuumed; see `dragoman store versions`"
                        )
                    raise StoreError(f"{self.uri}: {name} lacks a file, {file}; restore it from a copy of the store")

    def set_aside(self, aside: Sequence[Aside]) -> None:
        """Notes articles that could not be coded, with the reason; once they are coded nobody sees the note.

        Raises:
            StoreError: the note cannot be written.
        """
        now = datetime.now(UTC)
        rows = [{**asdict(a), "written": now} for a in aside]
        if rows:
            self._tables.append("aside", table_of("aside", rows))

    def versions(self, limit: int | None = None) -> list[Version]:
        """The versions, the newest first."""
        return list(versions(self._tables.at("articles"), limit))

    def diff(self, earlier: int, later: int | None = None) -> Difference:
        """How two versions differ; the later one is the newest by default. Raises as `connect` does."""
        newest = self.version() if later is None else later
        with self.connect(earlier) as before, self.connect(newest) as after:
            return difference(before, after, (earlier, newest))

    def info(self) -> Info:
        """The state of the store in figures. Raises as `connect` does."""
        version = self.version()
        with self.connect() as con:
            return info(self._tables, con, version)

    def compact(self, age: timedelta = SAFE_AGE) -> Compacted:
        """Makes large files of small ones and sweeps what has been dead for ``age``; safe at any time.

        Raises:
            StoreError: the store cannot be read or written.
        """
        return compact(self._tables, age)

    def tidy(self) -> bool:
        """Puts small files together where there are many; for writers, now and then. Whether there were.

        Raises:
            StoreError: the store cannot be read or written.
        """
        return tidy(self._tables)

    def vacuum(self, keep: timedelta = KEEP, versions: Sequence[int] = (), *, dry: bool = False) -> int:
        """Removes files that no version younger than ``keep``, and none of ``versions``, needs; gives their number.

        Raises:
            StoreError: there is no such version, or files cannot be removed.
        """
        return vacuum(self._tables, keep, versions, dry=dry)


_CHUNK = 500


def _records(con: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> Iterator[Record]:
    def found(table: str, key: str) -> list[dict[str, Any]]:
        question = f"SELECT * FROM live.{table} WHERE {key} IN (SELECT unnest(?))"
        rows: list[dict[str, Any]] = con.sql(question, params=[list(ids)]).to_arrow_table().to_pylist()
        return rows

    children: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for name in ("mentions", *NOUNS):
        for row in found(name, "article"):
            children.setdefault(row["article"], {}).setdefault(name, []).append(row)
    for row in sorted(found("articles", "id"), key=lambda r: str(r["id"])):
        yield record_of(row, children.get(row["id"], {}))


def _sorted(name: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows by date, so that questions about a stretch of time pass over most of a file."""
    if name == "articles":
        return rows
    return sorted(rows, key=lambda row: str(row.get("date") or row["published"] or ""))


def new_batch() -> str:
    """Id of a batch: 12 hexadecimal digits of the time in milliseconds, 8 of chance. It sorts by time."""
    return f"{time.time_ns() // 1_000_000:012x}{secrets.token_hex(4)}"
