"""Our events beside those of another system: how many each has, and on how many dyads, days and quads they meet."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from dragoman.codebook import Codebook, load_codebook
from dragoman.exports.choosing import HAPPENED
from dragoman.lexicon import Lexicon
from dragoman.store import Store

OURS = "dragoman"
_KEYS = {
    "month": "strftime(date, '%Y-%m')",
    "dyad": "one || ' ' || other",
    "type": "type",
}
BY = tuple(_KEYS)


@dataclass(frozen=True, slots=True)
class Row:
    """One month, dyad or type; a cell is a dyad, a day and a quad on which at least one event is told.

    Attributes:
        key: the month as 2024-06, the dyad as two codes in the order of the alphabet, or the type.
        ours: our events between two known parties.
        theirs: their events between two known parties.
        our_cells: our cells.
        their_cells: their cells.
        ours_shared: our cells that they have too.
        theirs_shared: their cells that we have too. By type it may differ from ``ours_shared``, for the same cell can
            be of one type with us and of another, of the same quad, with them.
    """

    key: str
    ours: int
    theirs: int
    our_cells: int
    their_cells: int
    ours_shared: int
    theirs_shared: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Ours beside one other system.

    Attributes:
        system: "gdelt", "polecat".
        since: first day that both have and that is compared, ISO; None where they have no day in common.
        until: last such day.
        rows: in the order of the keys.
        total: all of it.
        typeless: their events within these days that PLOVER has no type for, which are left out.
    """

    system: str
    since: str | None
    until: str | None
    rows: tuple[Row, ...]
    total: Row
    typeless: int


def compare(
    store: Store,
    by: str = "month",
    *,
    since: str | None = None,
    until: str | None = None,
    system: str | None = None,
    lexicon: Lexicon | None = None,
) -> list[Comparison]:
    """Compares our events with those of each other system in the store, or of one.

    Only the days are compared that both have events of, and only events between two parties with known codes. The
    direction is left aside: GDELT writes a meeting in both directions, PLOVER as a joint act.

    Args:
        by: one of BY.
        since: first day, ISO.
        until: last day, ISO.

    Raises:
        StoreError: the store cannot be read.
    """
    book = load_codebook(lexicon or Lexicon())
    with store.connect() as con:
        con.execute("CREATE TEMP TABLE quads (type VARCHAR, quad VARCHAR)")
        con.executemany("INSERT INTO quads VALUES (?, ?)", _quads(book))
        found = con.execute("SELECT DISTINCT system FROM external ORDER BY system").fetchall()
        return [_compare(con, by, name, since, until) for (name,) in found if system in (None, name)]


def _quads(book: Codebook) -> list[tuple[str, str]]:
    return [(kind, entry.quad) for kind, entry in book.types.items()]


_EVENTS = f"""
CREATE OR REPLACE TEMP TABLE acts AS
SELECT row_number() OVER () AS number, * FROM (
  SELECT '{OURS}' AS system, date, type, quad, actor_codes, recipient_codes FROM events
  WHERE status IN ({", ".join(f"'{status.value}'" for status in HAPPENED)})
  UNION ALL
  SELECT 'theirs', external.date, external.type, quads.quad, external.actor_codes, external.recipient_codes
  FROM external LEFT JOIN quads USING (type) WHERE external.system = $system
)
WHERE date IS NOT NULL AND date >= coalesce(CAST($since AS DATE), date) AND date <= coalesce(CAST($until AS DATE), date)
"""
_DAYS = """
SELECT max(first), min(last) FROM (SELECT min(date) AS first, max(date) AS last FROM acts GROUP BY system)
HAVING count(*) = 2 AND max(first) <= min(last)
"""
_DYADS = """
CREATE OR REPLACE TEMP TABLE dyads AS
SELECT DISTINCT number, system, date, type, quad, least(a.code, b.code) AS one, greatest(a.code, b.code) AS other
FROM acts, unnest(actor_codes) AS a(code),
  unnest(CASE WHEN len(recipient_codes) > 0 THEN recipient_codes ELSE actor_codes END) AS b(code)
WHERE a.code <> b.code AND quad IS NOT NULL AND date BETWEEN $since AND $until
"""
_TABLE = f"""
WITH cells AS (SELECT DISTINCT system, {{key}} AS key, one, other, date, quad FROM dyads),
bare AS (SELECT DISTINCT system, one, other, date, quad FROM cells),
met AS (
  SELECT cells.system, key, count(*) AS cells, count(twin.one) AS shared FROM cells LEFT JOIN bare AS twin
  ON twin.system <> cells.system AND (twin.one, twin.other, twin.date, twin.quad)
    = (cells.one, cells.other, cells.date, cells.quad)
  GROUP BY ALL
),
counted AS (SELECT system, {{key}} AS key, count(DISTINCT number) AS events FROM dyads GROUP BY ALL)
SELECT key,
  coalesce(sum(events) FILTER (system = '{OURS}'), 0), coalesce(sum(events) FILTER (system <> '{OURS}'), 0),
  coalesce(sum(cells) FILTER (system = '{OURS}'), 0), coalesce(sum(cells) FILTER (system <> '{OURS}'), 0),
  coalesce(sum(shared) FILTER (system = '{OURS}'), 0), coalesce(sum(shared) FILTER (system <> '{OURS}'), 0)
FROM met JOIN counted USING (system, key) GROUP BY key ORDER BY key
"""


def _compare(con: duckdb.DuckDBPyConnection, by: str, system: str, since: str | None, until: str | None) -> Comparison:
    con.execute(_EVENTS, {"system": system, "since": since, "until": until})
    days = con.execute(_DAYS).fetchone()
    if days is None:
        return Comparison(system, None, None, (), Row("all", 0, 0, 0, 0, 0, 0), 0)
    within = {"since": days[0], "until": days[1]}
    con.execute(_DYADS, within)
    rows = tuple(_row(r) for r in con.execute(_TABLE.format(key=_KEYS[by])).fetchall())
    total = con.execute(_TABLE.format(key="'all'")).fetchone()
    typeless = con.execute(
        "SELECT count(*) FROM acts WHERE quad IS NULL AND date BETWEEN $since AND $until", within
    ).fetchone()
    return Comparison(
        system,
        days[0].isoformat(),
        days[1].isoformat(),
        rows,
        _row(total) if total else Row("all", 0, 0, 0, 0, 0, 0),
        typeless[0] if typeless else 0,
    )


def _row(values: tuple[object, ...]) -> Row:
    key, *counts = values
    return Row(str(key), *(int(str(c)) for c in counts))
