"""Who does the batches: this process, or workers of Dask on this machine or a cluster."""

from __future__ import annotations

import os
import signal
import threading
import uuid
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from queue import Empty, Queue
from types import TracebackType
from typing import Any, Protocol

from dragoman.errors import DragomanError
from dragoman.records import Article
from dragoman.scale.work import Job, Outcome, code_batch

_ANSWER = "10s"
"""How long a scheduler may take to answer."""

# One thread a worker: two workers whose matrix products take both cores each only get in each other's way.
ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
    "NUMEXPR_NUM_THREADS": "1",
}
# Seconds that the answer of a batch that is done may take.
_FETCHING = 120
# Seconds after which it is asked whether there are workers; how often they may be missing in a row before new ones are
# started, and before it is given up. A busy machine takes its time to start one.
_LOOK = 20
_ANEW = 5
_PATIENCE = 15


@dataclass(frozen=True, slots=True)
class Batch:
    """Articles that are done together.

    Attributes:
        tries: how many times it has been tried.
    """

    articles: tuple[Article, ...]
    tries: int = 0


Done = tuple[Batch, Outcome | Exception]


class Workers(Protocol):
    """Those who do batches."""

    @property
    def room(self) -> int:
        """How many batches they may have at a time, so that none waits and none piles up."""

    def give(self, batch: Batch) -> None:
        """Hands over a batch."""

    def take(self) -> Done:
        """Waits for a batch to be done, well or not."""


class Here(AbstractContextManager["Here"]):
    """This process, one batch after another."""

    room = 1

    def __init__(self, job: Job) -> None:
        self._job = job
        self._waiting: deque[Batch] = deque()

    def give(self, batch: Batch) -> None:
        self._waiting.append(batch)

    def take(self) -> Done:
        batch = self._waiting.popleft()
        try:
            return batch, code_batch(self._job, batch.articles)
        except Exception as error:  # what to do about it is decided in one place, for all kinds of workers
            return batch, error

    def __exit__(self, *_: object) -> None:
        return None


class Cluster(AbstractContextManager["Cluster"]):
    """Dask workers: processes of this machine, or those of a scheduler that is there already.

    Args:
        workers: how many processes to start; ignored where there is a scheduler.
        scheduler: address of a scheduler, such as ``tcp://10.0.0.1:8786``.

    Raises:
        DragomanError: the scheduler does not answer.
    """

    def __init__(self, job: Job, workers: int = 2, scheduler: str | None = None) -> None:
        import dask
        import distributed

        dist: Any = distributed  # its functions are half typed
        config: Any = dask.config
        self._job = job
        self._death: type[Exception] = dist.scheduler.KilledWorker
        # A batch that kills its worker comes back at once; how often it is tried is decided in one place.
        self._settings: Any = config.set({"distributed.scheduler.allowed-failures": 0})
        self._settings.__enter__()
        self._cluster: Any = None
        if scheduler is not None and not scheduler.strip():
            raise DragomanError("the address of the scheduler is empty; give it as tcp://10.0.0.1:8786")
        if scheduler is None:
            with _uninterrupted():
                self._cluster = dist.LocalCluster(
                    n_workers=workers,
                    threads_per_worker=1,
                    processes=True,
                    dashboard_address=None,
                    env=ONE_THREAD,
                    silence_logs="CRITICAL",
                )
        try:
            self._client: Any = dist.Client(scheduler or self._cluster, timeout=_ANSWER)
        except (OSError, ValueError) as error:
            remedy = "start one with `dask scheduler`, or correct the address"
            raise DragomanError(f"{scheduler}: no Dask scheduler answers there: {error}; {remedy}") from error
        self._workers = workers
        self._batches: dict[str, tuple[Any, Batch]] = {}
        self._done: Queue[Any] = Queue()

    @property
    def room(self) -> int:
        """Two for each thread: one in work and one waiting."""
        return 2 * max(1, sum(map(int, self._client.nthreads().values())))

    @property
    def processes(self) -> Sequence[int]:
        """Process ids of the workers."""
        return list(self._client.run(os.getpid).values())

    def give(self, batch: Batch) -> None:
        key = f"batch-{uuid.uuid4().hex}"
        future = self._client.submit(code_batch, self._job, batch.articles, key=key, pure=False)
        self._batches[key] = (future, batch)  # a future that nobody holds is cancelled
        future.add_done_callback(self._done.put)

    def take(self) -> Done:
        future = self._next()
        _, batch = self._batches.pop(future.key)
        if future.status == "cancelled":
            return batch, RuntimeError("Dask gave it up")
        try:
            # The worker may die when it is done, before its answer is fetched; Dask then does the batch again.
            result: Outcome = future.result(timeout=_FETCHING)
            return batch, result
        except TimeoutError:
            return batch, RuntimeError("it was done, but the answer did not come")
        except self._death:
            return batch, RuntimeError("its process died, of too little memory or a crash")
        except Exception as error:  # what to do about it is decided in one place, for all kinds of workers
            return batch, error

    def _next(self) -> Any:
        """The next batch that is done; while none is, sees that there are workers at all."""
        alone = 0
        while True:
            try:
                return self._done.get(timeout=_LOOK)
            except Empty:
                alone = 0 if self._client.nthreads() else alone + 1
            if alone >= _PATIENCE:
                raise DragomanError("there are no workers any more; see to them and start again")
            if alone == _ANEW and self._cluster is not None:
                self._cluster.scale(0)
                self._cluster.scale(self._workers)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()
        if self._cluster is not None:
            self._cluster.close()
        self._settings.__exit__(kind, error, trace)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Processes started within this do not hear Ctrl-C, which is for the one that started them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
