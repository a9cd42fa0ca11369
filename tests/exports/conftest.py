"""Stores for the exports."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.store import Store

from .made import RECORDS


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store with the records of `made`, to be read only."""
    made = Store.create(tmp_path_factory.mktemp("exports") / "store")
    made.write(RECORDS)
    return made


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store with nothing in it."""
    return Store.create(tmp_path_factory.mktemp("exports") / "empty")


@pytest.fixture
def empty_too(tmp_path: Path) -> Store:
    """A store with nothing in it, to be written."""
    return Store.create(tmp_path / "store")
