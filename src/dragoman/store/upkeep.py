"""Looking after a store: its state in figures, small files into large ones, what nobody needs any more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import duckdb
import pyarrow as pa
from deltalake import CommitProperties

from dragoman.store.schemas import CHILDREN, TABLES
from dragoman.store.tables import WRITING, Tables, told
from dragoman.store.versions import children_at
from dragoman.store.views import live_connection

SAFE_AGE = timedelta(hours=24)
"""What has been dead for so long may be swept: no batch is that long in writing, no reader that long in opening."""
LEAST_AGE = timedelta(hours=1)
"""No younger rows may be swept while others write or read."""
KEEP = timedelta(days=7)
"""Versions of the last so many days stay readable."""
FULL_SIZE = 128 * 1024 * 1024
"""Bytes that a compacted file has at most."""
SOME_SIZE = 16 * 1024 * 1024
"""Bytes from which on a file is no small one."""
MANY_FILES = 40
"""Small files that `tidy` lets be."""


@dataclass(frozen=True, slots=True)
class TableInfo:
    """A table in figures: rows that are live, rows of killed batches or replaced articles, files, bytes on disk."""

    live: int
    dead: int
    files: int
    bytes: int


@dataclass(frozen=True, slots=True)
class CoderInfoCount:
    """How many live articles one coder coded, by version, model and lexicon."""

    coding: str
    version: str
    models: str
    lexicon: str
    articles: int


@dataclass(frozen=True, slots=True)
class Info:
    """A store in figures. ``first`` and ``last`` are ISO days of publication."""

    uri: str
    version: int
    tables: dict[str, TableInfo]
    coders: tuple[CoderInfoCount, ...]
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Compacted:
    """What a compaction did, over all tables."""

    files_before: int
    files_after: int
    swept: int


def info(tables: Tables, con: duckdb.DuckDBPyConnection, version: int) -> Info:
    """The state of a store; ``con`` is a connection of `Store.connect` to that version."""
    found = {}
    for name in TABLES:
        rows, live = (_count(con, f"SELECT count(*) FROM {schema}.{name}") for schema in ("raw", "live"))
        with told(f"{tables.uri}: {name} cannot be read"):
            actions = pa.table(tables.at(name).get_add_actions(flatten=True))
        size = sum(actions["size_bytes"].to_pylist())
        found[name] = TableInfo(live, rows - live, actions.num_rows, size)
    coders = con.execute(
        """SELECT coding, any_value(coder_version), any_value(array_to_string(map_values(coder_models), ' ')),
        any_value(coder_lexicon), count(*) AS articles FROM articles GROUP BY coding ORDER BY articles DESC, coding"""
    ).fetchall()
    first, last = con.execute("SELECT min(published)::VARCHAR, max(published)::VARCHAR FROM articles").fetchone() or ()
    return Info(tables.uri, version, found, tuple(CoderInfoCount(*row) for row in coders), first, last)


def compact(tables: Tables, age: timedelta = SAFE_AGE, size: int = FULL_SIZE) -> Compacted:
    """Sweeps rows that have been dead for at least ``age``, and makes large files out of small ones.

    Safe beside writers and readers: a writer only appends, and a reader keeps the files of its version, which are not
    removed before `vacuum` does.

    Raises:
        StoreError: a table cannot be read or written.
    """
    before = sum(len(tables.at(name).file_uris()) for name in TABLES)
    swept = _sweep(tables, age)
    for name in TABLES:
        with told(f"{tables.uri}: {name} cannot be compacted"):
            tables.again(lambda name=name: _compact(tables, name, size), name)
    return Compacted(before, sum(len(tables.at(name).file_uris()) for name in TABLES), swept)


def tidy(tables: Tables) -> bool:
    """Puts small files together where there are many of them; whether there were.

    What a commit costs grows with the number of files, so that writers do this now and then. Files of some size are
    left as they are, so that it costs the same however large the store is.

    Raises:
        StoreError: a table cannot be read or written.
    """
    with told(f"{tables.uri}: articles cannot be read"):
        sizes = pa.table(tables.at("articles").get_add_actions(flatten=True))["size_bytes"].to_pylist()
    if sum(size < SOME_SIZE for size in sizes) <= MANY_FILES:
        return False
    compact(tables, size=SOME_SIZE)
    return True


def _compact(tables: Tables, name: str, size: int) -> None:
    table = tables.at(name)
    if len(table.file_uris()) > 1:
        table.optimize.compact(target_size=size, writer_properties=WRITING)
        table.create_checkpoint()


def _sweep(tables: Tables, age: timedelta) -> int:
    """Removes what is dead and old enough; gives the number of rows."""
    opened = {name: tables.at(name) for name in ("articles", *CHILDREN)}
    con = live_connection(opened, tables.uri)
    limit = datetime.now(UTC) - age
    oldest = f"{int(limit.timestamp() * 1000):012x}"
    # An article's row is dead since the row that replaced it; a killed batch since a while after it began.
    con.execute(
        """CREATE TABLE live.sweep AS SELECT s.article, s.batch FROM live.superseded s
        WHERE EXISTS (FROM raw.articles a JOIN live.articles l USING (id)
        WHERE a.id = s.article AND l.written <= $1)""",
        [limit],
    )
    swept = 0
    for name in CHILDREN:
        dead = con.sql(
            f"""SELECT DISTINCT article, batch FROM raw.{name} WHERE (article, batch) IN (FROM live.sweep)
            OR (batch < $1 AND batch NOT IN (FROM live.batches))""",
            params=[oldest],
        ).to_arrow_table()
        swept += _remove(tables, name, "article", dead)
    # Last, because a row of `articles` that is gone can no longer say that its batch was there once.
    return swept + _remove(tables, "articles", "id", con.sql("FROM live.sweep").to_arrow_table())


def _remove(tables: Tables, name: str, key: str, dead: pa.Table) -> int:
    if not dead.num_rows:
        return 0

    def merge() -> dict[str, Any]:
        work = tables.at(name).merge(
            dead,
            predicate=f"t.{key} = s.article AND t.batch = s.batch",
            source_alias="s",
            target_alias="t",
            writer_properties=WRITING,
            commit_properties=CommitProperties(max_commit_retries=25),
        )
        done: dict[str, Any] = work.when_matched_delete().execute()
        return done

    with told(f"{tables.uri}: {name} cannot be swept"):
        return int(tables.again(merge, name)["num_target_rows_deleted"])


def vacuum(tables: Tables, keep: timedelta, versions: Sequence[int] = (), *, dry: bool = False) -> int:
    """Removes files that only versions older than ``keep`` need; gives their number.

    Args:
        versions: versions that stay readable however old they are.
        dry: count only.

    Raises:
        StoreError: there is no such version, or files cannot be removed.
    """
    kept: dict[str, list[int]] = {name: [] for name in TABLES}
    for version in versions:
        kept["articles"].append(version)
        for name, number in children_at(tables.at("articles", version)).items():
            kept[name].append(number)
    gone = 0
    for name in TABLES:
        with told(f"{tables.uri}: {name} cannot be vacuumed"):
            files = tables.at(name).vacuum(
                retention_hours=int(keep.total_seconds() // 3600),
                dry_run=dry,
                enforce_retention_duration=False,
                full=True,
                keep_versions=kept[name] or None,
            )
            gone += len(files)
    return gone


def _count(con: duckdb.DuckDBPyConnection, sql: str) -> int:
    row = con.execute(sql).fetchone()
    return int(row[0]) if row else 0
