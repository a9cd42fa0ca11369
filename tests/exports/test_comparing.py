"""Ours beside theirs, counted by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.exports import Comparison, compare
from dragoman.exports.comparing import BY, Row
from dragoman.store import External, Store
from dragoman.store.external import write_external

from .made import CHILE, LEXICON, PERU, ROMANIA, UN, event, record


def theirs(
    ident: str, day: str, kind: str | None, actor: str, recipient: str | None, system: str = "gdelt"
) -> External:
    """An event of another system."""
    recipients = (recipient,) if recipient else ()
    return External(system=system, id=ident, date=day, type=kind, actor_codes=(actor,), recipient_codes=recipients)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store with events of ours and of two other systems."""
    store = Store.create(tmp_path_factory.mktemp("both") / "store")
    ours = (
        event("before", "AID", [PERU], [CHILE], day="2021-01-01"),
        event("joint", "CONSULT", [PERU, CHILE], day="2021-03-01"),
        event("same-cell", "SUPPORT", [PERU], [CHILE], day="2021-03-01"),
        event("alone", "ACCUSE", [CHILE], [PERU], day="2021-03-02"),
        event("three", "AID", [UN], [PERU, ROMANIA], day="2021-04-01"),
        event("denied", "ASSAULT", [CHILE], [PERU], day="2021-03-03", status="negated"),
        event("nobody", "PROTEST", [CHILE], day="2021-03-03"),
    )
    store.write([record("a", *ours)])
    write_external(
        store,
        [
            theirs("1", "2021-03-01", "CONSULT", "PER", "CHL"),
            theirs("2", "2021-03-01", "CONSULT", "CHL", "PER"),
            theirs("3", "2021-03-03", "ASSAULT", "CHL", "PER"),
            theirs("4", "2021-04-01", "AID", "UNO", "ROU"),
            theirs("5", "2021-04-01", None, "UNO", "ROU"),
            theirs("6", "2021-04-02", "AID", "UNO", None),
            theirs("7", "2022-01-01", "AID", "UNO", "CHL"),
            theirs("1", "1999-01-01", "AID", "UNO", "CHL", system="polecat"),
        ],
    )
    return store


def rows(store: Store, by: str, **choice: str) -> dict[str, tuple[int, ...]]:
    """Counts by key: events, cells and shared cells, each ours and theirs."""
    (found,) = compare(store, by, system="gdelt", lexicon=LEXICON, **choice)
    return {
        r.key: (r.ours, r.theirs, r.our_cells, r.their_cells, r.ours_shared, r.theirs_shared)
        for r in (*found.rows, found.total)
    }


def test_by_month(both: Store) -> None:
    assert rows(both, "month") == {
        "2021-03": (3, 3, 2, 2, 1, 1),
        "2021-04": (1, 1, 2, 1, 1, 1),
        "all": (4, 4, 4, 3, 2, 2),
    }


def test_by_dyad(both: Store) -> None:
    assert rows(both, "dyad") == {
        "CHL PER": (3, 3, 2, 2, 1, 1),
        "PER UNO": (1, 0, 1, 0, 0, 0),
        "ROU UNO": (1, 1, 1, 1, 1, 1),
        "all": (4, 4, 4, 3, 2, 2),
    }


def test_by_type_the_same_cell_may_be_of_another_type_of_its_quad(both: Store) -> None:
    assert rows(both, "type") == {
        "ACCUSE": (1, 0, 1, 0, 0, 0),
        "AID": (1, 1, 2, 1, 1, 1),
        "ASSAULT": (0, 1, 0, 1, 0, 0),
        "CONSULT": (1, 2, 1, 1, 1, 1),
        "SUPPORT": (1, 0, 1, 0, 1, 0),
        "all": (4, 4, 4, 3, 2, 2),
    }


def test_only_days_that_both_have(both: Store) -> None:
    gdelt, polecat = compare(both, lexicon=LEXICON)
    assert (gdelt.system, gdelt.since, gdelt.until, gdelt.typeless) == ("gdelt", "2021-03-01", "2021-04-01", 1)
    nothing = Row("all", 0, 0, 0, 0, 0, 0)
    assert polecat == Comparison("polecat", None, None, (), nothing, 0)
    assert rows(both, "month", since="2021-04-01") == {"2021-04": (1, 1, 2, 1, 1, 1), "all": (1, 1, 2, 1, 1, 1)}
    assert rows(both, "month", until="2021-03-01")["all"] == (2, 2, 1, 1, 1, 1)


@pytest.mark.parametrize("by", BY)
def test_a_store_without_others(store: Store, by: str) -> None:
    assert compare(store, by, lexicon=LEXICON) == []


def test_only_others(tmp_path: Path) -> None:
    made = Store.create(tmp_path / "s")
    write_external(made, [theirs("1", "2021-03-01", "CONSULT", "PER", "CHL")])
    (found,) = compare(made, lexicon=LEXICON)
    assert (found.since, found.rows) == (None, ())
