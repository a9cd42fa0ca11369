"""A coder that needs no models, for the loop around it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from dragoman import models
from dragoman.scale import Job, work
from dragoman.store import Store

from .standin import Coder


@pytest.fixture
def job(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Job]:
    """Work for the stand-in coder, with a store of its own."""
    module = ModuleType("dragoman.coder")
    module.Coder = Coder  # type: ignore[attr-defined]
    monkeypatch.setitem(__import__("sys").modules, "dragoman.coder", module)
    pipeline = SimpleNamespace(vocab=SimpleNamespace(in_memory_zone=True))
    monkeypatch.setattr(models, "load", lambda language: pipeline)
    work.coder_of.cache_clear()
    work.opened.cache_clear()
    yield Job(Store.create(tmp_path / "store").uri)
    work.coder_of.cache_clear()
    work.opened.cache_clear()
