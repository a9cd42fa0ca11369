"""Which articles a store holds and by which coding: what a writer must know, without reading the texts.

Kept in memory and brought up to date by reading only the files that have come since, six short columns of each.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from deltalake import DeltaTable
from deltalake.fs import DeltaStorageHandler
from pyarrow.fs import PyFileSystem

from dragoman.records import Article, content_id
from dragoman.store.rows import day, given_of
from dragoman.store.tables import Tables, local, told

_COLUMNS = ["id", "batch", "generation", "coding", "given", "published_on"]


@dataclass(frozen=True, slots=True)
class Head:
    """The live row of an article.

    Attributes:
        coding: hash of what coded it.
        generation: how many times it has been replaced, from 0.
        given: hash of what it was read as.
        dated: its day of publication is known.
    """

    coding: str
    generation: int
    given: str
    dated: bool

    def holds(self, article: Article, coding: str) -> bool:
        """Whether writing the article, coded so, would bring nothing new.

        An id of the input's own stands for one article, whose text and the rest may be corrected. Where the id is that
        of the text, many outlets may print the same: the first to come stays, but for one without a date.
        """
        if coding != self.coding:
            return False
        if article.id == content_id(article.text):
            return self.dated or day(article.published) is None
        return self.given == given_of(article)


class Heads:
    """The heads of the articles of a store.

    Args:
        tables: the tables of the store.
    """

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._seen: set[str] = set()
        self._con = duckdb.connect(config={"threads": 1})
        self._con.execute(
            "CREATE TABLE heads (id VARCHAR, batch VARCHAR, generation INTEGER, coding VARCHAR, "
            "given VARCHAR, published_on DATE)"
        )

    def of(self, ids: Iterable[str]) -> dict[str, Head]:
        """The heads of those of these articles that are there now.

        Raises:
            StoreError: the store cannot be read.
        """
        self._refresh()
        wanted = list(ids)
        rows = self._con.execute(
            """SELECT id, coding, generation, given, published_on IS NOT NULL FROM heads WHERE id IN (SELECT unnest(?))
            QUALIFY row_number() OVER (PARTITION BY id ORDER BY generation DESC, batch DESC) = 1""",
            [wanted],
        ).fetchall()
        return {i: Head(*values) for i, *values in rows}

    def _refresh(self) -> None:
        table = self._tables.at("articles")
        with told(f"{self._tables.uri}: articles cannot be read"):
            files = set(table.file_uris())
            if self._seen - files:
                # The table was compacted: what is known is told again by the new files.
                self._con.execute("DELETE FROM heads")
                self._seen = set()
            new = sorted(files - self._seen)
            if new:
                self._read(table, new)
            self._seen = files

    def _read(self, table: DeltaTable, files: list[str]) -> None:
        where = local(self._tables.uri)
        names = [f.rsplit("/", 1)[1] for f in files]
        if where is None:
            system = PyFileSystem(DeltaStorageHandler.from_table(table._table, self._tables.options, {}))
            parts = [pq.read_table(name, columns=_COLUMNS, filesystem=system) for name in names]
        else:
            parts = [pq.read_table(where / "articles" / name, columns=_COLUMNS) for name in names]
        self._con.register("part", pa.concat_tables(parts))
        self._con.execute(f"INSERT INTO heads SELECT {', '.join(_COLUMNS)} FROM part")
        self._con.unregister("part")
