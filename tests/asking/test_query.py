"""SQL over a store: what it answers, and that it reads nothing else and writes nothing at all."""

from __future__ import annotations

import threading
from pathlib import Path

import duckdb
import pytest

from dragoman.asking import QuestionError, Snapshot, query

SECRET = "nobody may read this"


def test_select(snapshot: Snapshot) -> None:
    table = query(snapshot, "SELECT type, count(*) AS n FROM events GROUP BY type ORDER BY n DESC, type LIMIT 2")
    assert table.columns == ("type", "n")
    assert table.rows() == [("CONSULT", 3), ("ACCUSE", 2)]
    assert len(table) == 2


@pytest.mark.parametrize(
    "sql",
    [
        "FROM events",
        "WITH last AS (SELECT max(date) AS day FROM events) SELECT * FROM last",
        "DESCRIBE events",
        "SHOW TABLES",
        "SUMMARIZE quotes",
        "VALUES (1)",
        "SELECT * FROM range(3)",
        "SELECT unnest(actors).code FROM events;",
        "-- a note\nSELECT 1",
    ],
)
def test_everything_that_only_reads_is_answered(snapshot: Snapshot, sql: str) -> None:
    assert len(query(snapshot, sql)) > 0


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO events SELECT * FROM events",
        "DELETE FROM events",
        "UPDATE events SET type = 'AID'",
        "CREATE TABLE mine AS SELECT 1",
        "CREATE OR REPLACE VIEW events AS SELECT 1",
        "DROP VIEW events",
        "COPY events TO '{folder}/out.csv'",
        "COPY (SELECT * FROM events) TO '{folder}/out.parquet'",
        "EXPORT DATABASE '{folder}/out'",
        "ATTACH '{folder}/other.db'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "PRAGMA database_list",
        "SET threads = 1",
        "SET enable_external_access = true",
        "RESET lock_configuration",
        "CALL enable_logging()",
        "SELECT * FROM enable_logging(storage_path = '{folder}/log')",
        "SELECT * FROM read_csv('{folder}/secret.csv')",
        "SELECT * FROM read_text('{folder}/secret.csv')",
        "SELECT * FROM read_blob('{folder}/secret.csv')",
        "SELECT * FROM '{folder}/secret.csv'",
        "SELECT * FROM glob('{folder}/*')",
        "SELECT * FROM sniff_csv('{folder}/secret.csv')",
        "SELECT * FROM query('SELECT * FROM read_text(''{folder}/secret.csv'')')",
        "SELECT (SELECT content FROM read_text('{folder}/secret.csv')) FROM events",
        "DESCRIBE SELECT * FROM read_csv('{folder}/secret.csv')",
        "SELECT * FROM read_parquet('{store}/events/*.parquet')",
        "SELECT * FROM a_variable",
        "SELECT 1; SELECT 2",
        "SELECT 1; DROP VIEW events",
        "BEGIN TRANSACTION",
        "CHECKPOINT",
        "",
        "  ",
        "SELEC 1",
    ],
)
def test_nothing_else_is(snapshot: Snapshot, place: Path, tmp_path: Path, sql: str) -> None:
    (tmp_path / "secret.csv").write_text(f"a\n{SECRET}\n", encoding="utf-8")
    a_variable = duckdb.sql("SELECT 1")
    before = sorted(p for p in place.rglob("*") if p.is_file())
    with pytest.raises(QuestionError) as caught:
        query(snapshot, sql.format(folder=tmp_path, store=place))
    assert "\n" not in str(caught.value)
    assert SECRET not in str(caught.value)
    assert [p.name for p in tmp_path.iterdir()] == ["secret.csv"]
    assert sorted(p for p in place.rglob("*") if p.is_file()) == before
    assert query(snapshot, "SELECT count(*) FROM events").rows() == [(8,)]
    assert len(a_variable) == 1


@pytest.mark.parametrize(
    "sql",
    [
        "COPY (SELECT 1) TO '{folder}/out.csv'",
        "SELECT * FROM read_text('{folder}/secret.csv')",
        "ATTACH '{folder}/other.db'",
        "SET enable_external_access = true",
    ],
)
def test_the_connection_itself_is_closed(snapshot: Snapshot, tmp_path: Path, sql: str) -> None:
    (tmp_path / "secret.csv").write_text(SECRET, encoding="utf-8")
    with snapshot.cursor() as cursor, pytest.raises(duckdb.Error):
        cursor.execute(sql.format(folder=tmp_path)).fetchall()
    assert [p.name for p in tmp_path.iterdir()] == ["secret.csv"]


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("SELECT typ FROM events", r'Referenced column "typ" not found.*; events has id, article, type, mode'),
        ("SELECT * FROM event", "Table with name event does not exist! Tables are articles, events"),
        ("SELECT * FROM events WHERE date = 'soon'", "Conversion Error"),
        ("SELEC 1", "this is no SQL"),
        ("DROP VIEW events", "DROP is not allowed: a store is only read here; begin with SELECT"),
        ("SELECT * FROM read_csv('x')", "read_csv.. is not allowed here. Files and settings cannot be reached by SQL"),
        ("", "try: SELECT"),
    ],
)
def test_errors_say_what_to_do(snapshot: Snapshot, sql: str, said: str) -> None:
    with pytest.raises(QuestionError, match=said):
        query(snapshot, sql)


def test_a_question_without_end_is_given_up(snapshot: Snapshot) -> None:
    endless = "SELECT count(*) FROM range(10000000) a, range(10000000) b WHERE a.range * b.range % 7 = 8"
    with pytest.raises(QuestionError, match=r"no answer after 0.2 seconds"):
        query(snapshot, endless, seconds=0.2)
    assert query(snapshot, "SELECT 1", seconds=20).rows() == [(1,)]


def test_many_threads_ask_at_once(snapshot: Snapshot) -> None:
    with snapshot.cursor() as one, snapshot.cursor() as other:  # neither waits for the other
        assert one is not other
    found: list[int] = []

    def ask() -> None:
        for _ in range(5):
            found.append(query(snapshot, "SELECT count(*) FROM events").rows()[0][0])

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [8] * 20


def test_tables_of_one_connection_are_asked_in_turn(place: Path) -> None:
    """An object store's tables are Python objects, which only their own connection knows."""
    from dragoman.store import Store

    con = Store.open(place).connect()
    con.register("objects", con.sql("SELECT * FROM external").to_arrow_table())
    con.execute("CREATE OR REPLACE VIEW external AS SELECT * FROM objects")
    with Snapshot(con) as snapshot:
        assert query(snapshot, "SELECT * FROM external").rows() == []
        with snapshot.cursor() as only:
            assert only is con


def test_a_version_stays_while_others_write(place: Path, tmp_path: Path) -> None:
    from dragoman.store import Store

    from .made import article, event, record

    store = Store.create(tmp_path / "store")
    store.write([record(article("a", "Uno.", "2024-01-01"), [event("e", "AID", "RUS", "VNM", score=10)])])
    with Snapshot.open(tmp_path / "store") as old:
        store.write([record(article("b", "Dos.", "2024-01-02"), [event("f", "AID", "RUS", "VNM", score=10)])])
        assert query(old, "SELECT count(*) FROM events").rows() == [(1,)]
        with Snapshot.open(tmp_path / "store") as new:
            assert query(new, "SELECT count(*) FROM events").rows() == [(2,)]
