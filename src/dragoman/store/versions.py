"""The versions of a store: what each commit did, the other tables as they were then, and how two versions differ."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import duckdb
from deltalake import DeltaTable

from dragoman.store.schemas import CHILDREN, NOUNS
from dragoman.store.tables import Tables, told

NOTE = "dragoman"
"""Key of our note in a commit of `articles`."""


@dataclass(frozen=True, slots=True)
class Version:
    """One commit of a store.

    Attributes:
        work: "write", "create", "compact", "sweep", "vacuum".
        batch, added, replaced: of a write, else None and 0.
    """

    version: int
    time: datetime
    work: str
    batch: str | None = None
    added: int = 0
    replaced: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """How many are in the later version only, in both but not alike, and in the earlier one only."""

    added: int
    changed: int
    removed: int


@dataclass(frozen=True, slots=True)
class Difference:
    """How two versions differ, in their live rows.

    Attributes:
        articles: an article is changed when anything that its record says is.
        recoded: articles that were coded anew and whose records say the same as before.
        nouns: by table: events, agreements, quotes, claims, positions. What has no id of its own is never changed: the
            old one is removed and a new one is added.
    """

    earlier: int
    later: int
    articles: Change
    recoded: int
    nouns: dict[str, Change]


_WORK = {
    "WRITE": "write",
    "CREATE TABLE": "create",
    "OPTIMIZE": "compact",
    "MERGE": "sweep",
    "VACUUM START": "vacuum",
    "VACUUM END": "vacuum",
}


def versions(articles: DeltaTable, limit: int | None = None) -> Iterator[Version]:
    """The versions up to that of the table given, the newest first."""
    for commit in articles.history(limit):
        note = _note(commit)
        yield Version(
            version=commit["version"],
            time=datetime.fromtimestamp(commit["timestamp"] / 1000, UTC),
            work=_WORK.get(commit["operation"], commit["operation"].lower()),
            batch=note.get("batch"),
            added=note.get("added", 0),
            replaced=note.get("replaced", 0),
        )


def _note(commit: dict[str, Any]) -> dict[str, Any]:
    note = json.loads(commit.get(NOTE, "{}"))
    return note if isinstance(note, dict) else {}


def children_at(articles: DeltaTable) -> dict[str, int]:
    """The versions of the child tables that belong to an old version of `articles`.

    Each writer notes which version of the child tables held its own rows. Writers may overtake each other between the
    two, so that the greatest number up to here holds the rows of all. No clean-up of what was still live here can be
    in it, because a clean-up comes after the commit that made its rows dead, and any writer that knew of the clean-up
    comes after both.
    """
    newest = dict.fromkeys(CHILDREN, 0)
    with told(f"{articles.table_uri}: versions cannot be read"):
        for commit in articles.history():
            for name, version in _note(commit).get("children", {}).items():
                newest[name] = max(newest.get(name, 0), version)
    return newest


def opened_at(tables: Tables, version: int | None) -> dict[str, DeltaTable]:
    """The tables whose rows make up a version: the newest where it is None.

    `articles` is opened first. What it calls live is in every later state of the other tables, as long as nobody cleans
    up in the moment between; and a clean-up spares what was live an hour ago.
    """
    articles = tables.at("articles", version)
    opened = {"articles": articles, "external": tables.at("external"), "aside": tables.at("aside")}
    if version is None or version == tables.at("articles").version():
        return {**opened, **{name: tables.at(name) for name in CHILDREN}}
    return {**opened, **{name: tables.at(name, number) for name, number in children_at(articles).items()}}


def difference(
    before: duckdb.DuckDBPyConnection, after: duckdb.DuckDBPyConnection, pair: tuple[int, int]
) -> Difference:
    """How the live rows of two connections differ; ``pair`` are their versions."""
    for con in (before, after):
        con.execute("CREATE SCHEMA diff")
        con.execute("CREATE TABLE diff.heads AS SELECT id, batch FROM live.articles")
    after.register("old_heads", before.sql("SELECT * FROM diff.heads").to_arrow_table())
    after.execute(
        "CREATE TABLE diff.again AS SELECT id FROM diff.heads n JOIN old_heads o USING (id) WHERE n.batch != o.batch"
    )
    before.register("again", after.sql("SELECT * FROM diff.again").to_arrow_table())
    before.execute("CREATE TABLE diff.again AS SELECT * FROM again")
    for con, other in ((before, after), (after, before)):
        con.register("others", other.sql("SELECT id FROM diff.heads").to_arrow_table())
        # What is told by the articles that are only here, and by those that were coded anew.
        con.execute(
            """CREATE TABLE diff.asked AS SELECT id AS article, id IN (FROM diff.again) AS again FROM diff.heads
            WHERE id IN (FROM diff.again) OR id NOT IN (SELECT id FROM others)"""
        )
        con.execute("CREATE TABLE diff.prints (name VARCHAR, article VARCHAR, id VARCHAR, print HUGEINT)")
        for name in NOUNS:
            con.execute(_prints(name))
        con.execute(
            """INSERT INTO diff.prints SELECT 'articles', id, id,
            hash((title, text, url, outlet, published, language, sources))::HUGEINT
            FROM live.articles WHERE id IN (SELECT article FROM diff.asked)"""
        )
    after.register("old", before.sql("SELECT * FROM diff.prints").to_arrow_table())
    nouns = {name: _change(after, name) for name in NOUNS}
    return Difference(*pair, _articles(after, before), _recoded(after), nouns)


def _prints(name: str) -> str:
    """SQL that takes the fingerprint of each row of a table: of all that it says, not of when it was written."""
    asked = "WHERE article IN (SELECT article FROM diff.asked)"
    mentions = f"""LEFT JOIN (SELECT article, event AS id,
        list((sentence, "trigger", frame) ORDER BY place_in_record) AS mentions FROM live.mentions {asked} GROUP BY ALL)
        USING (article, id)"""
    ident, more = ("id", mentions) if name == "events" else ("NULL", "")
    return f"""INSERT INTO diff.prints SELECT '{name}', article, {ident}, hash(t)::HUGEINT FROM (
        SELECT * EXCLUDE (batch, place_in_record) FROM live.{name} {more} {asked}) t"""


def _change(con: duckdb.DuckDBPyConnection, name: str) -> Change:
    row = con.execute(
        """WITH n AS (SELECT * FROM diff.prints WHERE name = $1), o AS (SELECT * FROM old WHERE name = $1),
        came AS (SELECT article, id, print FROM n EXCEPT ALL SELECT article, id, print FROM o),
        went AS (SELECT article, id, print FROM o EXCEPT ALL SELECT article, id, print FROM n),
        changed AS (SELECT count(*) AS c FROM came JOIN went USING (article, id))
        SELECT (SELECT count(*) FROM came) - c, c, (SELECT count(*) FROM went) - c FROM changed""",
        [name],
    ).fetchone()
    return Change(*row) if row else Change(0, 0, 0)


_SAID = "SELECT article, sum(print) AS said, count(*) AS told FROM {} GROUP BY article"
_UNLIKE = f"""WITH n AS ({_SAID.format("diff.prints")}), o AS ({_SAID.format("old")})
    SELECT count(*) FILTER (n.said != o.said OR n.told != o.told), count(*) FROM n JOIN o USING (article)"""


def _articles(after: duckdb.DuckDBPyConnection, before: duckdb.DuckDBPyConnection) -> Change:
    added, removed = (
        (con.execute("SELECT count(*) FROM diff.asked WHERE NOT again").fetchone() or (0,))[0]
        for con in (after, before)
    )
    changed, _ = after.execute(_UNLIKE).fetchone() or (0, 0)
    return Change(added, changed, removed)


def _recoded(after: duckdb.DuckDBPyConnection) -> int:
    changed, both = after.execute(_UNLIKE).fetchone() or (0, 0)
    return int(both - changed)
