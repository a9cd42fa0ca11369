"""What a worker does with a batch: passes over what is there, codes the rest, writes it in one commit."""

from __future__ import annotations

import atexit
import gc
import logging
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from dragoman import models
from dragoman.errors import DragomanError
from dragoman.reading import language_of
from dragoman.records import Article, Record
from dragoman.store import Aside, Store, Unfit, coding_of, given_of

if TYPE_CHECKING:
    from dragoman.coder import Coder

log = logging.getLogger(__name__)

_met: set[str] = set()
"""Languages of which this process has loaded all it needs."""

_KEPT = 10_000
"""Words of a language that stay known from batch to batch (some 5 MB)."""


@dataclass(frozen=True, slots=True)
class Job:
    """What all batches share; sent to the workers with each.

    Attributes:
        store: directory or URL of the store, as the workers see it.
        lexicon: folders that extend the lexicon, as the workers see them.
        options: ``storage_options`` of an object store, name and value.
    """

    store: str
    lexicon: tuple[str, ...] = ()
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a batch.

    Attributes:
        coded: articles coded and written, ``replaced`` of them in the place of an older coding or text.
        passed: articles that were there already.
        overtaken: articles of whose id the batch has another later on.
        aside: articles that could not be coded, with the reason.
        seconds: time it took.
        memory: MB of memory that the worker had taken at most until then.
    """

    coded: int
    replaced: int
    passed: int
    overtaken: int
    aside: tuple[Aside, ...]
    seconds: float
    memory: float


def code_batch(job: Job, articles: Sequence[Article]) -> Outcome:
    """Codes a batch and writes it; run by the workers. Doing it again changes nothing.

    Raises:
        LexiconError: the lexicon is not valid, which concerns every batch.
        StoreError: the store cannot be read or written.
    """
    started = time.monotonic()
    store, coder = opened(job), coder_of(job.lexicon)
    latest = {a.id: a for a in articles}
    overtaken = sum(given_of(a) != given_of(latest[a.id]) for a in articles)
    fresh, aside = _not_coded(store, coder, list(latest.values()))
    passed = len(articles) - overtaken - len(fresh) - len(aside)
    languages = {a.language for a in fresh if a.language}
    with _memory(coder, languages):
        records = list(coder.code_many(fresh, failed=lambda article, error: aside.append(_failed(article, error))))
    if not languages <= _met:
        _met.update(languages)
        settle()
    replaced, also_passed, unfit = _write(store, records)
    aside += unfit
    store.set_aside(aside)
    return Outcome(
        coded=len(records) - also_passed - len(unfit),
        replaced=replaced,
        passed=passed + also_passed,
        overtaken=overtaken,
        aside=tuple(aside),
        seconds=time.monotonic() - started,
        memory=_taken(),
    )


def settle() -> None:
    """Tells Python that what is there now stays: models and lexicon need not be looked through for garbage again.

    For a process that codes many articles, after the first; it takes a tenth of a second.
    """
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)  # else what must be closed at the end is not


@cache
def coder_of(lexicon: tuple[str, ...]) -> Coder:
    """The coder of this process, made once; models load with the first article of their language."""
    from dragoman.coder import Coder

    return Coder(lexicon)


@cache
def opened(job: Job) -> Store:
    """The store of this process, opened once."""
    return Store.open(job.store, dict(job.options))


def _not_coded(store: Store, coder: Coder, articles: Sequence[Article]) -> tuple[list[Article], list[Aside]]:
    """The articles that this coder has not coded yet, with their languages, and those in no language of ours."""
    codings: dict[str, list[Article]] = {}
    aside = []
    for article in articles:
        try:
            language = language_of(article.text, article.language) if _letters(article.text) else None
            coding = coding_of(coder.info(language))
        except DragomanError as error:
            aside.append(_aside(article, str(error)))
            continue
        codings.setdefault(coding, []).append(article.model_copy(update={"language": language or article.language}))
    there = {c: store.coded(some, c) for c, some in codings.items()}
    fresh = {a.id: a for c, some in codings.items() for a in some if a.id not in there[c]}
    return [fresh[a.id] for a in articles if a.id in fresh], aside


def _letters(text: str) -> bool:
    return any(c.isalpha() for c in text)


def _failed(article: Article, error: Exception) -> Aside:
    if isinstance(error, MemoryError):
        raise error  # concerns the worker
    if isinstance(error, DragomanError):
        return _aside(article, str(error))
    # a fault of ours in one article must not lose the thousand others
    log.debug("coding %s failed", article.id, exc_info=error)
    return _aside(article, f"fault in dragoman, please report it: {type(error).__name__}: {error}")


def _write(store: Store, records: Sequence[Record]) -> tuple[int, int, list[Aside]]:
    """Writes records: how many replaced older ones, how many somebody else wrote first, and which do not fit."""
    try:
        written = store.write(records)
        return written.replaced, written.passed, []
    except Unfit as error:
        if len(records) == 1:
            return 0, 0, [_aside(records[0].article, str(error))]
    parts = [_write(store, [record]) for record in records]
    return sum(p[0] for p in parts), sum(p[1] for p in parts), [a for p in parts for a in p[2]]


def _aside(article: Article, reason: str) -> Aside:
    return Aside(article.id, " ".join(reason.split()), title=article.title, url=article.url)


@contextmanager
def _memory(coder: Coder, languages: set[str]) -> Iterator[None]:
    """Within this, what spaCy learns of new words is forgotten at the end; else each new name would stay for good.

    The first words it meets stay: they are the frequent ones, and to learn them anew for every batch costs time.
    """
    with ExitStack() as zones:
        for language in sorted(languages):
            # What the parser itself tells the pipeline, once, must stay: it is told by a first text.
            coder.parser.parse("", language)
            pipeline: Any = models.load(language)
            if not pipeline.vocab.in_memory_zone and len(pipeline.vocab) > _KEPT:
                zones.enter_context(pipeline.memory_zone())
        yield


def _taken() -> float:
    """Most memory this process has taken, in MB (2**20 bytes)."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 2**10
