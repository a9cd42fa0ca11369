"""What DuckDB shows of a store: the live rows, all of one version, under names that stay.

A row of a child table is live when its batch is one of those that `articles` knows and no newer batch replaced the
article. Both exceptions are rare, so that they are looked for once, when the connection is opened, and kept as two
small tables. Where they are empty a view is the plain table, and a question costs what its scan costs.
"""

from __future__ import annotations

from collections.abc import Mapping

import duckdb
import pyarrow as pa
from deltalake import DeltaTable

from dragoman.store.schemas import CHILDREN, TABLES
from dragoman.store.tables import files_of, local

_HEAD = "published, outlet, language"
_WHEN = 'date_start, date_end, "when".granularity AS granularity, "when".span AS when_span'
# What the views show, in terms of the columns of the tables.
COLUMNS = {
    "articles": """id, title, text, url, outlet, published_on AS published, published AS published_at, language,
        sources, coder.version AS coder_version, coder.models AS coder_models, coder.lexicon AS coder_lexicon,
        coding, batch""",
    "events": f"""id, article, type, mode, quad, score, contexts, actors, recipients, actor_codes, recipient_codes,
        {_WHEN}, place.name AS place_name, place.country AS place_country, place.latitude AS latitude,
        place.longitude AS longitude, place.geonames AS geonames, place.span AS place_span, status,
        try_cast(planned."start" AS DATE) AS planned_start, try_cast(planned."end" AS DATE) AS planned_end,
        planned.granularity AS planned_granularity, planned.span AS planned_span, attribution, confidence,
        {_HEAD}, date""",
    "mentions": "event, article, sentence, trigger, frame",
    "quotes": f"article, speaker, text, direct, cue, addressee, venue, span, {_HEAD}, speaker_code",
    "claims": f"""article, kind, subject, object, measure, value, unit, comparator, {_WHEN}, attribution, span,
        {_HEAD}""",
    "agreements": f"""article, parties, party_codes, kind, "count".min AS count_min, "count".max AS count_max, topics,
        disclosed, status, {_WHEN}, event, span, {_HEAD}""",
    "positions": f"article, actor, actor_code, stance, issue, target, forum, {_WHEN}, span, {_HEAD}",
    "external": """system, id, date, type, code, root, mode, actor_codes, recipient_codes, actor_name, recipient_name,
        score, mentions, place_name, place_country, latitude, longitude, url, source""",
    "aside": "article, title, url, reason, coding, written",
}


def connection(tables: Mapping[str, DeltaTable], uri: str, *, sealed: bool) -> duckdb.DuckDBPyConnection:
    """A connection with the views over the given tables, and the raw tables in the schema ``raw``.

    Args:
        sealed: nothing of the machine but the files of the store can be reached by SQL.
    """
    con = live_connection(tables, uri, sealed=sealed)
    for name in TABLES:
        con.execute(f"CREATE VIEW {name} AS SELECT {COLUMNS[name]} FROM live.{name}")
    return con


def live_connection(tables: Mapping[str, DeltaTable], uri: str, *, sealed: bool = False) -> duckdb.DuckDBPyConnection:
    """A connection with the given tables as they are, in the schemas ``raw`` (all rows) and ``live``."""
    con = duckdb.connect()
    files = [path for name, table in tables.items() for path in show(con, name, table, uri)]
    if sealed:
        if files:
            con.execute(f"SET allowed_paths = {_listed(files)}")
        con.execute("SET enable_external_access = false")
    _find_dead(con, set(tables))
    return con


def show(con: duckdb.DuckDBPyConnection, name: str, table: DeltaTable, uri: str) -> list[str]:
    """Makes the view ``raw.NAME`` of all rows of a table; gives the local files it reads."""
    con.execute("CREATE SCHEMA IF NOT EXISTS raw")
    where = local(uri)
    if where is None:
        con.register(f"remote_{name}", table.to_pyarrow_dataset())
        con.execute(f"CREATE VIEW raw.{name} AS SELECT * FROM remote_{name}")
        return []
    files = files_of(table, where / name)
    if files:
        con.execute(f"CREATE VIEW raw.{name} AS SELECT * FROM read_parquet({_listed(files)})")
    else:
        con.register(f"empty_{name}", pa.Table.from_pylist([], schema=TABLES[name]))
        con.execute(f"CREATE TABLE raw.{name} AS SELECT * FROM empty_{name}")
    return files


def _listed(texts: list[str]) -> str:
    return "[" + ", ".join("'" + t.replace("'", "''") + "'" for t in texts) + "]"


def _find_dead(con: duckdb.DuckDBPyConnection, names: set[str]) -> None:
    """Finds what is not live and makes the views of the schema ``live``, which leave it out."""
    con.execute("CREATE SCHEMA live")
    con.execute("CREATE TABLE live.heads AS SELECT id, batch, generation FROM raw.articles")
    con.execute(
        """CREATE TABLE live.superseded AS SELECT id AS article, batch FROM live.heads
        WHERE id IN (SELECT id FROM live.heads GROUP BY id HAVING count(*) > 1)
        QUALIFY row_number() OVER (PARTITION BY id ORDER BY generation DESC, batch DESC) > 1"""
    )
    con.execute("CREATE TABLE live.batches AS SELECT DISTINCT batch FROM live.heads")
    con.execute("DROP TABLE live.heads")
    replaced = _any(con, "SELECT 1 FROM live.superseded")
    gone = "(article, batch) NOT IN (SELECT (article, batch) FROM live.superseded)"
    where = f"WHERE {gone.replace('article, batch', 'id, batch', 1)}" if replaced else ""
    con.execute(f"CREATE VIEW live.articles AS SELECT * FROM raw.articles {where}")
    for name in CHILDREN:
        conditions = [gone] if replaced else []
        if _any(con, f"SELECT DISTINCT batch FROM raw.{name} EXCEPT SELECT batch FROM live.batches"):
            conditions.append("batch IN (SELECT batch FROM live.batches)")
        where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
        con.execute(f"CREATE VIEW live.{name} AS SELECT * FROM raw.{name} {where}")
    if "external" in names:
        con.execute("CREATE VIEW live.external AS SELECT * FROM raw.external")
    if "aside" in names:
        con.execute(
            """CREATE VIEW live.aside AS SELECT * FROM raw.aside WHERE article NOT IN (SELECT id FROM raw.articles)
            QUALIFY row_number() OVER (PARTITION BY article ORDER BY written DESC) = 1"""
        )


def _any(con: duckdb.DuckDBPyConnection, sql: str) -> bool:
    return con.execute(f"{sql} LIMIT 1").fetchone() is not None
