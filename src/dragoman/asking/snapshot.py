"""One version of a store, held open for questions: read-only, and closed to every file but those of the store."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import duckdb

from dragoman.asking import relations
from dragoman.asking.frames import Table
from dragoman.asking.names import Names
from dragoman.codebook import Codebook, load_codebook
from dragoman.errors import QuestionError
from dragoman.lexicon import Lexicon
from dragoman.store import Store

Values = Mapping[str, Any]
TABLES = "articles", "events", "mentions", "quotes", "claims", "agreements", "positions", "external"


class Snapshot:
    """What a store says at one version. Many threads may ask one snapshot.

    Args:
        connection: a sealed connection of ``Store.connect``; the snapshot owns it from now on.
        hold: keep the columns that the ready questions need in memory (some seconds and about 0.4 GB for a million
            events), so that each is answered in a fraction of a second. For one question it is quicker not to.
        lexicon: where names of parties stand; that of the package unless given.
    """

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, *, hold: bool = False, lexicon: Lexicon | None = None
    ) -> None:
        self._con = connection
        known = lexicon or Lexicon()
        self.names = Names(known)
        self.codebook: Codebook = load_codebook(known)
        # There is nothing to hold of an empty store, and no list of types to make.
        self.held = hold and connection.execute("SELECT 1 FROM events LIMIT 1").fetchone() is not None
        (relations.hold if self.held else relations.show)(connection)
        _close(connection)
        self._shared = _seen_by_others(connection)
        self._lock = threading.Lock()
        self._making = threading.Lock()
        self._codes: frozenset[str] | None = None

    @classmethod
    def open(
        cls,
        uri: str | Path,
        version: int | None = None,
        *,
        hold: bool = False,
        options: Mapping[str, str] | None = None,
        lexicon: Lexicon | None = None,
    ) -> Snapshot:
        """Opens a version of a store, the newest unless one is given; ``options`` are those of ``Store.open``.

        Raises:
            StoreError: there is no store, or no such version; the message says what to do.
        """
        return cls(Store.open(uri, options).connect(version), hold=hold, lexicon=lexicon)

    def close(self) -> None:
        """Lets go of memory and files."""
        self._con.close()

    def __enter__(self) -> Snapshot:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def rows(self, sql: str, values: Values | None = None) -> list[tuple[Any, ...]]:
        """The rows of a question of our own."""
        with self.cursor() as cursor:
            return cursor.execute(sql, _used(sql, values)).fetchall()

    def table(self, sql: str) -> Table:
        """The answer to a statement as a table."""
        with self.cursor() as cursor:
            return Table(cursor.sql(sql).to_arrow_table())

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection for one question: its own where it sees everything, else the only one, in turn."""
        if self._shared:
            cursor = self._con.cursor()
            try:
                yield cursor
            finally:
                cursor.close()
        else:
            with self._lock:
                yield self._con

    def pairs(self, lo: str, hi: str) -> str:
        """The relation of what passed between two parties, given in the order of the alphabet as $lo and $hi, too."""
        if self.held:
            return "(SELECT * FROM asked.pairs WHERE lo = $lo AND hi = $hi)"
        with self.cursor() as cursor, self._making:
            return relations.keep_two(cursor, lo, hi)

    def code(self, text: str) -> str:
        """The code of a party that is given by code or name; codes that only this store has are right, too.

        Raises:
            QuestionError: nobody is called so.
        """
        try:
            return self.names.code(text)
        except QuestionError:
            return self.names.code(text, self.codes())

    def codes(self) -> frozenset[str]:
        """All codes of parties that the events of the store have."""
        if self._codes is None:
            found = self.rows("SELECT DISTINCT unnest(parties) FROM asked.acts")
            self._codes = frozenset(code for (code,) in found)
        return self._codes


def _used(sql: str, values: Values | None) -> dict[str, Any]:
    """Of the values those that the question names: DuckDB refuses more."""
    return {name: value for name, value in (values or {}).items() if f"${name}" in sql}


def _close(con: duckdb.DuckDBPyConnection) -> None:
    """Closes what ``Store.connect`` leaves open: variables of Python, and the settings themselves."""
    # A connection that somebody has locked already is as closed as it gets.
    with suppress(duckdb.InvalidInputException):
        con.execute("SET enable_external_access = false")
        con.execute("SET python_enable_replacements = false")
        con.execute("SET lock_configuration = true")


def _seen_by_others(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether a second cursor sees all tables: those that are Python objects belong to one cursor alone."""
    cursor = con.cursor()
    try:
        for name in TABLES:
            cursor.execute(f"SELECT 1 FROM {name} LIMIT 0")
    except duckdb.CatalogException:
        return False
    finally:
        cursor.close()
    return True
