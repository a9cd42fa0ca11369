"""The loop of an ingest: reads lazily, keeps the workers in work and no more, tries again, splits, sets aside."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from dragoman.errors import LexiconError, StoreError
from dragoman.reading import Problem
from dragoman.records import Article
from dragoman.scale.work import Job, Outcome, opened
from dragoman.scale.workers import Batch, Workers
from dragoman.store import Aside

BATCH = 50
"""Articles a batch: a few seconds of work, which is what a kill loses."""
TRIES = 3
"""How often a batch is tried before it is split; one article is tried once more before it is set aside."""
TIDY_EVERY = 10
"""Commits after which it is seen whether small files have to be put together."""


@dataclass
class Summary:
    """How far an ingest is; the same object all along.

    Attributes:
        coded: articles coded and written; ``replaced`` of them in the place of an older coding or text.
        passed: articles that were there already.
        overtaken: articles of whose id another came soon after.
        aside: articles that could not be coded.
        unreadable: problems of the input.
        retried: batches that had to be tried again or split.
        seconds: since the start.
        memory: MB that the largest worker took at most.
    """

    coded: int = 0
    replaced: int = 0
    passed: int = 0
    overtaken: int = 0
    aside: int = 0
    unreadable: int = 0
    retried: int = 0
    memory: float = 0.0
    started: float = field(default_factory=time.monotonic)

    @property
    def articles(self) -> int:
        """Articles that are done with."""
        return self.coded + self.passed + self.overtaken + self.aside

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.started

    @property
    def rate(self) -> float:
        """Articles a second."""
        return self.articles / max(self.seconds, 1e-9)


@dataclass
class _Run:
    """One ingest."""

    job: Job
    workers: Workers
    on_aside: Callable[[Aside], None]
    summary: Summary
    again: deque[Batch] = field(default_factory=deque)
    commits: int = 0
    alone: bool = False

    def next(self, batches: Iterator[Batch], out: int) -> Batch | None:
        """The batch to give out while ``out`` others are in work; None where there is none, or it has to wait.

        A batch that failed before and has its last try is in work alone: when a process dies, Dask cannot tell which of
        its batches was at fault, and an article must not be set aside for what its neighbour did.
        """
        if self.alone:
            return None
        if not self.again:
            return next(batches, None)
        if self.again[0].tries >= TRIES - 1:
            if out:
                return None
            self.alone = True
        return self.again.popleft()

    def finish(self, batch: Batch, result: Outcome | Exception) -> None:
        """Books what became of a batch, or sees that it is tried again."""
        self.alone = False
        if isinstance(result, Outcome):
            self._book(result)
        elif isinstance(result, LexiconError):
            raise result
        elif batch.tries + 1 < TRIES + (len(batch.articles) == 1):
            self.summary.retried += 1
            if isinstance(result, (StoreError, OSError)):
                time.sleep(2**batch.tries)
            self.again.append(Batch(batch.articles, batch.tries + 1))
        elif isinstance(result, (StoreError, OSError)):
            raise result  # a disk that is full is no fault of the articles
        elif len(batch.articles) > 1:
            # The halves are not tried as often again: which article it is matters now.
            half = len(batch.articles) // 2
            self.summary.retried += 1
            self.again += [Batch(part, TRIES - 1) for part in (batch.articles[:half], batch.articles[half:])]
        else:
            self._set_aside(batch.articles[0], result)

    def _book(self, outcome: Outcome) -> None:
        summary = self.summary
        summary.coded += outcome.coded
        summary.replaced += outcome.replaced
        summary.passed += outcome.passed
        summary.overtaken += outcome.overtaken
        summary.aside += len(outcome.aside)
        summary.memory = max(summary.memory, outcome.memory)
        for aside in outcome.aside:
            self.on_aside(aside)
        self.commits += outcome.coded > 0
        if self.commits >= TIDY_EVERY:
            self.tidy()

    def tidy(self) -> None:
        """Sees to the small files that the commits have left."""
        if self.commits:
            self.commits = 0
            opened(self.job).tidy()

    def _set_aside(self, article: Article, error: Exception) -> None:
        told = " ".join(str(error).split())[:300]
        reason = f"the worker failed with it: {type(error).__name__}: {told}"
        aside = Aside(article.id, reason, title=article.title, url=article.url)
        opened(self.job).set_aside([aside])
        self.summary.aside += 1
        self.on_aside(aside)


def ingest(
    items: Iterable[Article | Problem],
    job: Job,
    workers: Workers,
    *,
    batch: int = BATCH,
    summary: Summary | None = None,
    on_problem: Callable[[Problem], None] = lambda problem: None,
    on_aside: Callable[[Aside], None] = lambda aside: None,
    on_done: Callable[[Summary], None] = lambda summary: None,
) -> Summary:
    """Codes articles into a store, batch by batch in the order in which they come.

    No more is read than the workers have room for. A batch that fails is tried again, then split, until the article at
    fault stands alone and is set aside.

    Args:
        items: what ``dragoman.reading.read`` gives.
        batch: articles a batch.
        summary: is filled as the work goes on, so that it can be seen when it is stopped; a new one by default.
        on_problem, on_aside: told of each thing that could not be read, and each article that could not be coded.
        on_done: told after each batch.

    Raises:
        LexiconError: the lexicon is not valid.
        StoreError: the store cannot be written, after some tries.
    """
    run = _Run(job, workers, on_aside, summary or Summary())

    def unreadable(problem: Problem) -> None:
        run.summary.unreadable += 1
        on_problem(problem)

    batches = _batches(items, batch, unreadable)
    out = 0
    while True:
        while out < workers.room and (given := run.next(batches, out)):
            workers.give(given)
            out += 1
        if not out:
            run.tidy()
            return run.summary
        run.finish(*workers.take())
        out -= 1
        on_done(run.summary)


def _batches(items: Iterable[Article | Problem], size: int, on_problem: Callable[[Problem], None]) -> Iterator[Batch]:
    waiting: list[Article] = []
    for item in items:
        if isinstance(item, Problem):
            on_problem(item)
            continue
        waiting.append(item)
        if len(waiting) >= size:
            yield Batch(tuple(waiting))
            waiting = []
    if waiting:
        yield Batch(tuple(waiting))
