"""Versions, differences, compaction, vacuum, and stores that are broken."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from dragoman.store import Store, StoreError
from dragoman.store.versions import Change

from .made import events_of, made

NONE = Change(0, 0, 0)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.create(tmp_path / "store")


def stored_rows(store: Store, name: str) -> int:
    with store.connect() as con:
        row = con.execute(f"SELECT count(*) FROM raw.{name}").fetchone()
        return int(row[0]) if row else 0


def leave_orphans(store: Store, numbers: range, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a kill before the last step of a batch leaves."""
    append = store._tables.append

    def broken(name: str, *rest: Any) -> int:
        if name == "articles":
            raise StoreError("killed")
        return append(name, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(store._tables, "append", broken)
        with pytest.raises(StoreError, match="killed"):
            store.write([made(n) for n in numbers])


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("file", "file: is a file; a store is a directory"),
        ("file/store", "cannot be made: Not a directory"),
        ("full", r"is no store, and holds other things \(notes\)"),
        ("", "the name of the store is empty"),
        ("foo://x/y", "there are no such stores; name a directory, or an address with s3://"),
        (
            "az://x/y",
            r"cannot be .*: Generic MicrosoftAzure error; Account must be specified; its address and keys come",
        ),
    ],
)
def test_a_store_that_cannot_be_made_is_one_clear_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for variable in [v for v in os.environ if v.startswith("AZURE_")]:
        monkeypatch.delenv(variable)
    Path("file").touch()
    Path("full").mkdir()
    Path("full/notes").touch()
    with pytest.raises(StoreError, match=said) as told:
        Store.create(name)
    assert str(told.value).isprintable()


def test_the_versions_say_what_was_done(store: Store) -> None:
    store.write([made(1), made(2)])
    store.write([made(2, "second"), made(3)])
    newest, first, made_then = store.versions()
    assert (newest.version, newest.work, newest.added, newest.replaced) == (2, "write", 1, 1)
    assert (first.version, first.added, made_then.work) == (1, 2, "create")
    assert newest.batch != first.batch
    assert store.versions(1) == [newest]


def test_a_difference_counts_what_came_went_and_changed(store: Store) -> None:
    store.write([made(n) for n in range(4)])
    fewer = made(2, "second").model_copy(update={"events": made(2).events[1:]})
    store.write([fewer, made(3, "second", 5.0), made(1, "second"), made(7)])
    found = store.diff(1)
    assert (found.earlier, found.later, found.recoded) == (1, 2, 1)
    assert found.articles == Change(added=1, changed=2, removed=0)
    assert found.nouns["events"] == Change(added=events_of(7), changed=events_of(3), removed=1)
    assert found.nouns["quotes"] == Change(added=7 % 3, changed=0, removed=0)
    assert found.nouns["agreements"] == NONE
    assert store.diff(2, 2).articles == NONE
    back = store.diff(2, 1)
    assert back.articles == Change(added=0, changed=2, removed=1)
    assert back.nouns["events"] == Change(added=1, changed=events_of(3), removed=events_of(7))


def test_a_difference_sees_a_mention_more(store: Store) -> None:
    store.write([made(1)])
    event = made(1).events[0]
    more = event.model_copy(update={"mentions": event.mentions * 2})
    store.write([made(1, "second").model_copy(update={"events": (more,)})])
    assert store.diff(1).nouns["events"] == Change(0, 1, 0)


def test_compaction_leaves_one_file_and_the_same_records(store: Store) -> None:
    for n in range(6):
        store.write([made(n)])
    store.write([made(n, "second") for n in range(3)])
    before = list(store.records())
    done = store.compact()
    assert done.swept == 0  # nothing has been dead for a day
    assert done.files_after < done.files_before
    assert all(t.files <= 1 for t in store.info().tables.values())
    assert list(store.records()) == before
    assert store.write([made(n) for n in range(3, 6)]).passed == 3
    assert store.compact().files_after == done.files_after


def test_a_sweep_takes_what_is_dead_and_nothing_else(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.write([made(n) for n in range(8)])
    leave_orphans(store, range(20, 28), monkeypatch)
    store.write([made(n, "second") for n in range(3)])
    before = list(store.records())
    assert store.info().tables["events"].dead == sum(map(events_of, [*range(20, 28), *range(3)]))
    assert store.compact(timedelta(hours=1)).swept == 0
    done = store.compact(timedelta(0))
    assert done.swept > 0
    assert all(t.dead == 0 for t in store.info().tables.values())
    assert stored_rows(store, "articles") == 8
    assert stored_rows(store, "events") == sum(map(events_of, range(8)))
    assert list(store.records()) == before
    assert store.compact(timedelta(0)).swept == 0
    # versions from before the sweep can still be read
    assert list(store.records(version=1)) == [made(n) for n in range(8)]


def test_a_connection_outlives_compaction_and_sweep(store: Store) -> None:
    store.write([made(n) for n in range(8)])
    with store.connect() as con:
        store.write([made(n, "second", 3.0) for n in range(8)])
        store.compact(timedelta(0))
        store.vacuum()
        assert con.execute("SELECT count(*), max(score) FROM events").fetchone() == (sum(map(events_of, range(8))), 1.0)


def test_vacuum_keeps_what_it_is_told_to_keep(store: Store) -> None:
    for lexicon in ("first", "second", "third"):
        store.write([made(n, lexicon) for n in range(5)])
    store.compact(timedelta(0))
    assert store.vacuum() == 0  # a week has not gone by
    assert store.vacuum(timedelta(0), [1], dry=True) > 0
    assert list(store.records(version=2)) == [made(n, "second") for n in range(5)]
    assert store.vacuum(timedelta(0), [1]) > 0
    assert list(store.records(version=1)) == [made(n) for n in range(5)]
    assert list(store.records()) == [made(n, "third") for n in range(5)]
    with pytest.raises(StoreError, match="version 2 has been vacuumed"):
        store.connect(2)


def test_a_version_that_is_not_there_is_named(store: Store) -> None:
    for version in (-1, 7):
        with pytest.raises(StoreError, match=f"no version {version}"):
            store.connect(version)


def test_opening_what_is_no_store_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"no such store.*dragoman ingest"):
        Store.open(tmp_path / "nothing")
    with pytest.raises(StoreError, match="is no store"):
        Store.open(tmp_path)
    with pytest.raises(StoreError, match="may not hold %"):
        Store.create(tmp_path / "50%")
    file = tmp_path / "file"
    file.write_text("x")
    with pytest.raises(StoreError, match="is a file"):
        Store.open(file)
    with pytest.raises(StoreError):
        Store.create(file)
    with pytest.raises(StoreError, match=r"other things \(file\)"):
        Store.create(tmp_path)


def test_a_store_half_made_is_finished_by_making_it_again(tmp_path: Path) -> None:
    import shutil

    where = tmp_path / "store"
    Store.create(where)
    shutil.rmtree(where / "articles")
    with pytest.raises(StoreError, match="not finished"):
        Store.open(where)
    assert Store.create(where).write([made(1)]).added == 1


def test_making_a_store_that_is_there_opens_it(store: Store) -> None:
    store.write([made(1)])
    assert list(Store.create(store.uri).records()) == [made(1)]


def test_a_broken_log_is_an_error_that_names_the_table(store: Store) -> None:
    store.write([made(1)])
    log = Path(store.uri) / "events" / "_delta_log" / f"{1:020d}.json"
    log.write_text("{ this is no json")
    with pytest.raises(StoreError, match="events cannot be read"):
        Store.open(store.uri).connect()


def test_a_file_that_is_gone_is_an_error_that_names_it(store: Store) -> None:
    store.write([made(1)])
    (file,) = (Path(store.uri) / "events").glob("*.parquet")
    file.unlink()
    with pytest.raises(StoreError, match="events lacks a file"):
        Store.open(store.uri).connect()


def test_a_store_of_another_layout_is_refused(store: Store) -> None:
    from deltalake import DeltaTable

    DeltaTable(f"{store.uri}/articles").alter.set_table_description("dragoman store, format 999")
    with pytest.raises(StoreError, match="layout"):
        Store.open(store.uri)


def test_a_directory_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("in the way")
    with pytest.raises(StoreError):
        Store.create(blocked / "store")
