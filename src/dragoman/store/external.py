"""Events that other systems coded, kept beside ours for comparison: the table ``external``, a row for system and id."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa

from dragoman.errors import StoreError
from dragoman.store.rows import day
from dragoman.store.schemas import EXTERNAL, External
from dragoman.store.store import Store
from dragoman.store.tables import Tables, told

_TABLE = "external"
_KEY = ("system", "id")


@dataclass(frozen=True, slots=True)
class WrittenExternal:
    """What became of a batch.

    Attributes:
        added: events that were not there before.
        replaced: events that were there and said something else.
        passed: events that were there as they are, or stood twice in the batch.
    """

    added: int
    replaced: int
    passed: int


def write_external(store: Store, events: Sequence[External]) -> WrittenExternal:
    """Writes a batch in one commit. Writing it again changes nothing; of two events of one id the last one counts.

    Raises:
        StoreError: an event does not fit, or the store cannot be written.
    """
    tables = store._tables
    latest = {(e.system, e.id): e for e in events}
    if not latest:
        return WrittenExternal(0, 0, 0)
    there = _there(store, list(latest))
    fresh = {key: e for key, e in latest.items() if there.get(key) != _told(e)}
    if fresh:
        rows = _table(list(fresh.values()))
        with told(f"{tables.uri}: {_TABLE} cannot be written"):
            tables.again(lambda: _merge(tables, rows), _TABLE)
    replaced = len(fresh.keys() & there.keys())
    return WrittenExternal(len(fresh) - replaced, replaced, len(events) - len(fresh))


def _merge(tables: Tables, rows: pa.Table) -> None:
    """A merge and no append, so that two who read the same file at the same time do not write its events twice."""
    same = " AND ".join(f"kept.{column} = new.{column}" for column in _KEY)
    merge = tables.at(_TABLE).merge(rows, predicate=same, source_alias="new", target_alias="kept")
    merge.when_matched_update_all().when_not_matched_insert_all().execute()


def _there(store: Store, keys: Sequence[tuple[str, str]]) -> dict[tuple[str, str], External]:
    """What the store holds under these keys."""
    wanted = pa.table(
        {name: pa.array(column, pa.string()) for name, column in zip(_KEY, zip(*keys, strict=True), strict=True)}
    )
    with store.connect() as con, told(f"{store.uri}: {_TABLE} cannot be read"):
        con.register("wanted", wanted)
        found = (
            con.sql(f"SELECT * FROM {_TABLE} SEMI JOIN wanted USING ({', '.join(_KEY)})").to_arrow_table().to_pylist()
        )
    events = [External.model_validate({**r, "date": r["date"].isoformat() if r["date"] else None}) for r in found]
    return {(e.system, e.id): _told(e) for e in events}


def _told(event: External) -> External:
    """An event without the file it was read from, which may have been given another name."""
    return event.model_copy(update={"source": None})


def _table(events: Sequence[External]) -> pa.Table:
    rows = [{**e.model_dump(mode="json"), "date": day(e.date)} for e in events]
    try:
        return pa.Table.from_pylist(rows, schema=EXTERNAL)
    except (pa.ArrowException, ValueError, TypeError, OverflowError) as error:
        raise StoreError(f"event {rows[0]['id']} and the next do not fit the store: {error}") from error
