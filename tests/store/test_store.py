"""Records go in and come back, once, whole, and the newest coding of each."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dragoman.records import Article, CoderInfo, Count, Record, content_id
from dragoman.store import Aside, Store, StoreError, Unfit, coding_of

from .made import events_of, made

GOLD = Path(__file__).parents[1] / "gold"
VIEWS = ("articles", "events", "mentions", "quotes", "claims", "agreements", "positions", "external", "aside")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.create(tmp_path / "store")


def rows(store: Store, sql: str, version: int | None = None) -> list[Any]:
    with store.connect(version) as con:
        return con.execute(sql).fetchall()


def coded(path: Path, few: int) -> Iterator[Record]:
    from dragoman.coder import Coder

    coder = Coder()
    for line in path.read_text(encoding="utf-8").splitlines()[:few]:
        row = json.loads(line)
        article = row.get("article", row)
        yield coder.code(article["text"], published=article.get("published"), title="Título", outlet="La Hoja")


@pytest.mark.parametrize("language", ["es", "en"])
def test_what_the_coder_says_comes_back_as_it_was(store: Store, language: str) -> None:
    records = sorted(coded(GOLD / f"{language}.jsonl", 5), key=lambda r: r.article.id)
    assert sum(len(r.events) for r in records) > 10
    store.write(records)
    assert list(Store.open(store.uri).records()) == records


def test_a_record_with_something_of_everything_comes_back(store: Store, record: Record) -> None:
    assert record.agreements
    assert record.positions
    store.write([record])
    assert list(store.records()) == [record]
    assert list(store.records([record.article.id, "nobody"])) == [record]


def test_writing_again_changes_nothing(store: Store) -> None:
    records = [made(n) for n in range(10)]
    first = store.write(records)
    assert (first.added, first.replaced, first.passed, first.version) == (10, 0, 0, 1)
    again = store.write(records)
    assert (again.added, again.replaced, again.passed, again.version) == (0, 0, 10, None)
    assert store.version() == 1
    some_new = store.write([made(n) for n in range(5, 12)])
    assert (some_new.added, some_new.passed) == (2, 5)
    assert list(store.records()) == [made(n) for n in range(12)]


def test_a_newer_coding_takes_the_place_of_the_older(store: Store) -> None:
    store.write([made(n) for n in range(8)])
    done = store.write([made(n, "second", 2.0) for n in range(4)])
    assert (done.added, done.replaced, done.passed) == (0, 4, 0)
    assert list(store.records()) == [made(n, "second", 2.0) if n < 4 else made(n) for n in range(8)]
    assert rows(store, "SELECT count(*) FROM events") == [(sum(map(events_of, range(8))),)]
    assert rows(store, "SELECT count(*), count(DISTINCT id) FROM articles") == [(8, 8)]
    # what was there before is a version still
    assert list(store.records(version=1)) == [made(n) for n in range(8)]
    assert rows(store, "SELECT DISTINCT score FROM events", 1) == [(1.0,)]


def test_back_to_an_older_coding_is_a_new_version_too(store: Store) -> None:
    for lexicon in ("first", "second", "first"):
        assert store.write([made(3, lexicon)]).version is not None
    assert list(store.records()) == [made(3)]


def test_of_two_records_of_an_article_in_one_batch_the_last_counts(store: Store) -> None:
    assert store.write([made(1), made(1, "second")]).added == 1
    assert list(store.records()) == [made(1, "second")]


def test_the_store_knows_what_is_coded_and_by_which_coder(store: Store) -> None:
    store.write([made(1), made(2, "second")])
    first, second = coding_of(made(1).coder), coding_of(made(1, "second").coder)
    articles = [made(n).article for n in (1, 2, 3)]
    assert store.coded(articles, first) == {"a00001"}
    assert store.coded(articles[:2], second) == {"a00002"}
    # what another process has written since counts too
    Store.open(store.uri).write([made(3)])
    assert store.coded(articles, first) == {"a00001", "a00003"}


@pytest.mark.parametrize("change", [{"text": "Otra llegó."}, {"published": "2020-01-01"}, {"title": "Otro"}])
def test_an_article_that_was_corrected_takes_the_place_of_the_older(store: Store, change: dict[str, str]) -> None:
    old = made(1)
    new = old.model_copy(update={"article": old.article.model_copy(update=change)})
    store.write([old, made(2)])
    assert store.coded([new.article, made(2).article], coding_of(old.coder)) == {"a00002"}
    done = store.write([new, made(2)])
    assert (done.added, done.replaced, done.passed) == (0, 1, 1)
    assert list(store.records()) == [new, made(2)]
    assert list(store.records(version=1)) == [old, made(2)]
    assert store.write([new]).passed == 1
    assert store.diff(1, 2).articles.changed == 1


def test_one_text_of_many_outlets_is_one_article_and_the_first_stays(store: Store) -> None:
    def told(**values: str) -> Record:
        article = Article(id=content_id("Llegó."), text="Llegó.", language="es", **values)
        return Record(article=article, coder=made(1).coder)

    first, second, dated = told(outlet="A"), told(outlet="B"), told(outlet="C", published="2020-01-01")
    store.write([first])
    assert store.write([second]).passed == 1
    # One that tells the day is worth more.
    assert store.write([dated]).replaced == 1
    assert [store.write([r]).passed for r in (first, second, dated)] == [1, 1, 1]
    assert list(store.records()) == [dated]


def test_a_coding_is_version_models_and_lexicon() -> None:
    base = CoderInfo(version="1", models={"es": "m", "en": "n"}, lexicon="x")
    assert coding_of(base) == coding_of(CoderInfo(version="1", models={"en": "n", "es": "m"}, lexicon="x"))
    others = [base.model_copy(update=u) for u in ({"version": "2"}, {"models": {"es": "m"}}, {"lexicon": "y"})]
    assert len({coding_of(c) for c in (base, *others)}) == 4


def test_the_views_show_dates_codes_and_what_the_article_says(store: Store) -> None:
    store.write([made(5)])
    (row,) = rows(
        store, "SELECT actor_codes, recipient_codes, date, published, outlet, language, granularity FROM events"
    )
    assert row == (["LAO"], ["PRY"], date(2019, 2, 1), date(2019, 3, 6), "La Hoja", "es", "day")
    ((models,),) = rows(store, "SELECT coder_models FROM articles")
    assert models == {"es": "none-0"}


def test_an_event_without_a_date_has_that_of_publication(store: Store) -> None:
    record = made(1)
    event = record.events[0].model_copy(update={"when": None})
    store.write([record.model_copy(update={"events": (event,)})])
    assert rows(store, "SELECT date, date_start FROM events") == [(date(2019, 3, 2), None)]


def test_all_views_of_an_empty_store_can_be_asked(store: Store) -> None:
    for view in VIEWS:
        assert rows(store, f"SELECT * FROM {view}") == []
    assert list(store.records()) == []
    assert store.info().version == 0


def test_a_date_that_no_calendar_has_is_kept_as_given(store: Store) -> None:
    record = Record(article=Article(id="x", text="a", published="hace mucho"), coder=made(1).coder)
    store.write([record])
    assert list(store.records()) == [record]
    assert rows(store, "SELECT published, published_at FROM articles") == [(None, "hace mucho")]


def test_a_value_that_fits_no_column_is_named_and_the_store_stays_as_it_is(store: Store, record: Record) -> None:
    agreement = record.agreements[0].model_copy(update={"count": Count(min=2**70)})
    with pytest.raises(Unfit, match="article a: agreements"):
        store.write([made(1), record.model_copy(update={"agreements": (agreement,)})])
    assert list(store.records()) == []


@pytest.mark.parametrize("name", ["it's a store", "ñandú"])
def test_odd_names_do_no_harm(tmp_path: Path, name: str) -> None:
    store = Store.create(tmp_path / name)
    record = made(1).model_copy(update={"article": made(1).article.model_copy(update={"id": "o'b\"; DROP"})})
    store.write([record])
    assert list(store.records(["o'b\"; DROP"])) == [record]


def test_what_was_set_aside_is_seen_until_it_is_coded(store: Store) -> None:
    store.set_aside([Aside("a00001", "first reason"), Aside("zz", "no language")])
    store.set_aside([Aside("a00001", "second reason", title="Título")])
    asked = "SELECT article, reason, title FROM aside ORDER BY article"
    assert rows(store, asked) == [("a00001", "second reason", "Título"), ("zz", "no language", None)]
    store.write([made(1)])
    assert rows(store, asked) == [("zz", "no language", None)]


def test_sql_reaches_nothing_but_the_store(store: Store, tmp_path: Path) -> None:
    store.write([made(1)])
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n")
    with store.connect() as con:
        for sql in (f"FROM read_csv('{secret}')", f"COPY (SELECT 1) TO '{tmp_path}/out.csv'", "SET lock = 1"):
            with pytest.raises(duckdb.Error):
                con.execute(sql)
        with pytest.raises(duckdb.Error):
            con.execute("SET enable_external_access = true")
    with store.connect(sealed=False) as con:
        con.execute(f"COPY (FROM events) TO '{tmp_path}/out.csv'")
    assert (tmp_path / "out.csv").exists()


def test_a_connection_stays_at_its_version(store: Store) -> None:
    store.write([made(1)])
    with store.connect() as con:
        store.write([made(1, "second"), made(2)])
        assert con.execute("SELECT id, coder_lexicon FROM articles").fetchall() == [("a00001", "first")]
        assert con.execute("SELECT DISTINCT article FROM events").fetchall() == [("a00001",)]


def test_rows_of_a_batch_without_articles_are_not_seen(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.write([made(1)])
    append = store._tables.append

    def broken(name: str, *rest: Any) -> int:
        if name == "articles":
            raise StoreError("killed")
        return append(name, *rest)

    monkeypatch.setattr(store._tables, "append", broken)
    with pytest.raises(StoreError, match="killed"):
        store.write([made(2), made(3), made(1, "second")])
    fresh = Store.open(store.uri)
    assert list(fresh.records()) == [made(1)]
    assert rows(fresh, "SELECT count(*) FROM events") == [(events_of(1),)]
    assert rows(fresh, "SELECT count(*) FROM raw.events") == [(2 * events_of(1) + events_of(2) + events_of(3),)]
    fresh.write([made(2), made(3)])
    assert list(fresh.records()) == [made(1), made(2), made(3)]


def test_a_store_that_is_no_directory_of_this_machine_is_read_through_delta(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("views", "heads", "store"):
        monkeypatch.setattr(f"dragoman.store.{module}.local", lambda uri: None)
    remote = Store.open(store.uri)
    remote.write([made(n) for n in range(5)])
    with remote.connect() as con:
        assert remote.write([made(1), made(2, "second")]).replaced == 1
        remote.compact()
        assert con.execute("SELECT DISTINCT coder_lexicon FROM articles").fetchall() == [("first",)]
        assert con.execute("SELECT count(*) FROM events WHERE actor_codes = ['LAO']").fetchall() == [(1,)]
    assert list(remote.records()) == [made(n, "second") if n == 2 else made(n) for n in range(5)]
    assert Store.open(f"file://{store.uri}").version() == remote.version()
