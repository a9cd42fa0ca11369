"""What a worker does about memory changes no record, and it knows its own codings again."""

from __future__ import annotations

from pathlib import Path

from dragoman.coder import Coder
from dragoman.records import Article
from dragoman.scale import Job
from dragoman.scale.work import code_batch
from dragoman.store import Store

from .corpus import article


def test_a_worker_writes_what_the_coder_says_and_passes_over_it_the_next_time(tmp_path: Path) -> None:
    job = Job(Store.create(tmp_path / "store").uri)
    some = [Article.model_validate(article(n)) for n in range(12)]
    halves = [code_batch(job, part) for part in (some[:6], some[6:])]
    assert [h.coded for h in halves] == [6, 6]
    assert sum(h.passed for h in halves) == 0
    coder = Coder()
    assert list(Store.open(job.store).records()) == [coder.code_article(a) for a in some]
    assert code_batch(job, some).passed == 12
