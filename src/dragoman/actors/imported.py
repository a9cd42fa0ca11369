"""Persons that a user has imported: a table on disk, asked name by name, so that half a million cost no memory.

``actors/persons.sqlite`` in a lexicon folder has ``persons`` (number, entity, name, offices as JSON) and ``names``
(folded pieces with blanks between them, number of the person). A file beside it has the hash of its content, which
``Lexicon.digest`` reads.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from dragoman.actors.offices import OfficeHeld, Person
from dragoman.errors import LexiconError
from dragoman.lexicon import Lexicon

TABLE = "actors/persons.sqlite"
FORM = 1
"""Written into the table; a table of another form has to be imported anew."""
_KEPT = 20_000


class Imported:
    """The imported persons of one lexicon folder. May be asked from several threads.

    Raises:
        LexiconError: the file is no such table.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self.beginning = lru_cache(maxsize=_KEPT)(self._beginning)
        self.person = lru_cache(maxsize=_KEPT)(self._person)
        try:
            form = self._connection().execute("PRAGMA user_version").fetchone()[0]
        except sqlite3.DatabaseError as error:
            raise LexiconError(f"{path}:1: cannot be read: {error}; import the persons again") from error
        if form != FORM:
            raise LexiconError(f"{path}:1: is of another version of dragoman; import the persons again")

    def _connection(self) -> sqlite3.Connection:
        kept = getattr(self._local, "connection", None)
        if kept is None:
            uri = f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"
            kept = self._local.connection = sqlite3.connect(uri, uri=True)
        connection: sqlite3.Connection = kept
        return connection

    def _beginning(self, pieces: str) -> tuple[tuple[str, int], ...]:
        """The names that begin with some pieces, and numbers of their persons; the longest names first."""
        asked = "SELECT name, person FROM names WHERE name >= ? AND name < ?"
        found = self._connection().execute(asked, (pieces, pieces + "!"))  # "!" comes right behind a blank
        return tuple(sorted(found.fetchall(), key=lambda row: -len(row[0])))

    def _person(self, number: int) -> Person:
        asked = "SELECT entity, name, offices FROM persons WHERE number = ?"
        entity, name, offices = self._connection().execute(asked, (number,)).fetchone()
        rows = sorted((OfficeHeld.model_validate(row) for row in json.loads(offices)), key=lambda r: (r.first, r.last))
        return Person(entity, name, (name,), tuple(rows), imported=True)

    def near(self, name: str) -> Iterator[str]:
        """Names that share the first piece, for who has misspelt one."""
        first = name.split(" ", 1)[0][:4]
        asked = "SELECT name FROM names WHERE name >= ? AND name < ? LIMIT 5000"
        for (found,) in self._connection().execute(asked, (first, first + "\U0010ffff")):
            yield found


def imported(lexicon: Lexicon) -> list[Imported]:
    """The tables of imported persons of all folders of a lexicon, later folders first.

    Raises:
        LexiconError: a table cannot be read.
    """
    return [Imported(path) for path in reversed(lexicon.files(TABLE))]
