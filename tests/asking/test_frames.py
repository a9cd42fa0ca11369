"""Answers as data frames."""

from __future__ import annotations

import importlib
from datetime import date

import pyarrow as pa
import pytest

from dragoman.asking import QuestionError, Snapshot, dyad, network, query, top


def test_arrow_has_types_even_without_rows(snapshot: Snapshot) -> None:
    full, empty = dyad(snapshot, "RUS", "VNM"), dyad(snapshot, "RUS", "CUB")
    for part in (None, *full.parts()):
        assert full.to_arrow(part).schema == empty.to_arrow(part).schema
        assert empty.to_arrow(part).num_rows == 0
    months = full.to_arrow()
    assert months.schema.field("month").type == pa.date32()
    assert months.column("balance").to_pylist() == [9, 0, 0, -3]
    assert full.to_arrow("events").schema.field("actors").type == pa.list_(pa.string())
    assert full.parts() == ("months", "types", "events", "agreements", "quotes")
    with pytest.raises(QuestionError, match="no table 'wars' in this answer; there are months"):
        full.to_arrow("wars")


def test_pandas_and_polars(snapshot: Snapshot) -> None:
    answer = network(snapshot)
    pandas, polars = answer.to_pandas(), answer.to_polars("nodes")
    assert list(pandas["events"]) == [e.events for e in answer.edges]
    assert polars["code"].to_list() == [n.code for n in answer.nodes]
    asked = query(snapshot, "SELECT date, score FROM events WHERE id = 'e1'")
    assert asked.to_polars().rows() == [(date(2024, 6, 20), 4.0)]
    assert asked.to_pandas()["score"].tolist() == [4.0]
    assert asked.to_arrow().column_names == ["date", "score"]


@pytest.mark.parametrize("package", ["pandas", "polars"])
def test_what_is_not_installed_is_named(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch, package: str) -> None:
    def missing(name: str) -> object:
        raise ImportError(name)

    monkeypatch.setattr(importlib, "import_module", missing)
    with pytest.raises(QuestionError, match=f"{package} is not installed; install it: pip install"):
        getattr(top(snapshot), f"to_{package}")()
