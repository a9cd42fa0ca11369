"""A store with a few made records, opened in both ways."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.asking import Snapshot
from dragoman.store import Store

from .made import records


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the store lies. Nobody may write to it."""
    place = tmp_path_factory.mktemp("asking") / "store"
    Store.create(place).write(records())
    return place


@pytest.fixture(scope="session", params=["views", "held"])
def snapshot(place: Path, request: pytest.FixtureRequest) -> Iterator[Snapshot]:
    """The store, once as views and once held in memory: the answers are the same."""
    with Snapshot.open(place, hold=request.param == "held") as opened:
        assert opened.held == (request.param == "held")
        yield opened
