"""The loop of an ingest: what is there is passed over, what fails is tried again, split, and set aside alone."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dragoman.errors import LexiconError, StoreError
from dragoman.reading import Problem
from dragoman.records import Article
from dragoman.scale import Job, Summary, ingest
from dragoman.scale.amount import amount
from dragoman.scale.loop import TRIES
from dragoman.scale.work import Outcome, code_batch
from dragoman.scale.workers import Batch, Done, Here
from dragoman.store import Aside, Store

from .corpus import article, write_corpus

Seen = list[str]


def articles(count: int, **changed: str) -> list[Article]:
    """The first articles of the corpus; ``a00003="fault"`` puts a word into one of them."""
    found = [Article.model_validate(article(n)) for n in range(count)]
    return [a.model_copy(update={"text": f"{a.text} {changed[a.id]}"}) if a.id in changed else a for a in found]


def asides(job: Job) -> dict[str, str]:
    with Store.open(job.store).connect() as con:
        return dict(con.execute("SELECT article, reason FROM aside").fetchall())


class Failing:
    """Does batches as `Here` does, but fails where it is told to."""

    room = 3

    def __init__(self, job: Job, fails: Callable[[Batch], Exception | None]) -> None:
        self._job = job
        self._fails = fails
        self._waiting: deque[Batch] = deque()
        self.given: list[Batch] = []

    def give(self, batch: Batch) -> None:
        self._waiting.append(batch)
        self.given.append(batch)

    def take(self) -> Done:
        batch = self._waiting.popleft()
        error = self._fails(batch)
        return (batch, error) if error else (batch, code_batch(self._job, batch.articles))


@pytest.fixture
def naps(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that were made, without making them."""
    made: list[float] = []
    monkeypatch.setattr("dragoman.scale.loop.time.sleep", made.append)
    return made


def test_what_is_coded_is_passed_over_the_second_time(job: Job) -> None:
    first = ingest(articles(23), job, Here(job), batch=5)
    assert (first.coded, first.passed, first.aside, first.articles) == (23, 0, 0, 23)
    version = Store.open(job.store).version()
    assert version == 5  # a commit a batch
    again = ingest(articles(30), job, Here(job), batch=5)
    assert (again.coded, again.passed) == (7, 23)
    assert len(list(Store.open(job.store).records())) == 30


def test_an_article_with_another_text_replaces(job: Job) -> None:
    ingest(articles(6), job, Here(job))
    done = ingest(articles(6, a00003="changed"), job, Here(job))
    assert (done.coded, done.replaced, done.passed) == (1, 1, 5)
    (changed,) = Store.open(job.store).records(["a00003"])
    assert changed.article.text.endswith("changed")


def test_two_articles_of_one_id_in_a_batch_are_told(job: Job) -> None:
    given = [*articles(3), *articles(3, a00001="changed")]
    done = ingest(given, job, Here(job))
    assert (done.coded, done.overtaken, done.passed, done.articles) == (3, 1, 2, 6)
    again = ingest(given, job, Here(job))
    assert (again.coded, again.overtaken, again.passed) == (0, 1, 5)
    (one,) = Store.open(job.store).records(["a00001"])
    assert one.article.text.endswith("changed")


def test_a_newer_coder_replaces(job: Job, tmp_path: Path) -> None:
    ingest(articles(6), job, Here(job))
    newer = Job(job.store, (str(tmp_path / "second"),))
    done = ingest(articles(6), newer, Here(newer))
    assert (done.coded, done.replaced, done.passed) == (6, 6, 0)
    assert {r.coder.lexicon for r in Store.open(job.store).records()} == {"second"}


def test_an_article_twice_is_coded_once(job: Job) -> None:
    twice = [*articles(4), *articles(4)]
    done = ingest(twice, job, Here(job), batch=8)
    assert (done.coded, done.passed) == (4, 4)


def test_an_article_that_breaks_the_coder_is_set_aside_and_the_batch_goes_on(job: Job) -> None:
    told: list[Aside] = []
    done = ingest(articles(8, a00003="fault"), job, Here(job), on_aside=told.append)
    assert (done.coded, done.aside, done.retried) == (7, 1, 0)
    assert [a.article for a in told] == ["a00003"]
    assert asides(job) == {"a00003": told[0].reason}
    assert "ZeroDivisionError" in told[0].reason
    # it is tried again the next time
    mended = ingest(articles(8), job, Here(job))
    assert (mended.coded, mended.passed) == (1, 7)
    assert asides(job) == {}


def test_a_language_that_is_not_coded_is_set_aside(job: Job) -> None:
    french = Article(id="f", text="Le ministre est à Paris.", language="fr")
    done = ingest([french, *articles(2)], job, Here(job))
    assert (done.coded, done.aside) == (2, 1)
    assert "'fr'" in asides(job)["f"]


def test_an_article_without_letters_is_coded_and_passed_over(job: Job) -> None:
    empty = Article(id="a00000", text="1234 – 5678")
    assert ingest([empty], job, Here(job)).coded == 1
    assert ingest([empty], job, Here(job)).passed == 1


def test_problems_of_the_input_are_told_and_counted(job: Job) -> None:
    told: list[Problem] = []
    problem = Problem("x.jsonl", "is broken", place=3)
    done = ingest([*articles(2), problem], job, Here(job), on_problem=told.append)
    assert (done.coded, done.unreadable) == (2, 1)
    assert told == [problem]


def test_a_batch_that_fails_is_tried_again(job: Job) -> None:
    failed: Seen = []

    def fails(batch: Batch) -> Exception | None:
        failed.append(batch.articles[0].id)
        return RuntimeError("worker gone") if failed.count("a00004") <= 2 and failed[-1] == "a00004" else None

    workers = Failing(job, fails)
    done = ingest(articles(12), job, workers, batch=4)
    assert (done.coded, done.aside, done.retried) == (12, 0, 2)
    assert [b.tries for b in workers.given if b.articles[0].id == "a00004"] == [0, 1, 2]


def test_a_batch_that_fails_for_good_is_split_until_one_is_left(job: Job) -> None:
    def fails(batch: Batch) -> Exception | None:
        return RuntimeError("it died") if any(a.id == "a00006" for a in batch.articles) else None

    done = ingest(articles(16), job, Failing(job, fails), batch=8)
    assert (done.coded, done.aside) == (15, 1)
    assert list(asides(job)) == ["a00006"]
    assert "it died" in asides(job)["a00006"]


def test_a_batch_on_its_last_try_is_in_work_alone(job: Job) -> None:
    """A process that dies takes with it what waits there; nobody else may be there when it counts."""

    class Together(Failing):
        def take(self) -> Done:
            together = any(a.id == "a00006" for b in self._waiting for a in b.articles)
            batch = self._waiting.popleft()
            if together:
                return batch, RuntimeError("its process died")
            return batch, code_batch(self._job, batch.articles)

    done = ingest(articles(16), job, Together(job, lambda b: None), batch=4)
    assert (done.coded, done.passed, done.aside) == (15, 0, 1)
    assert list(asides(job)) == ["a00006"]


def test_a_store_that_cannot_be_written_stops_the_ingest_after_some_tries(job: Job, naps: list[float]) -> None:
    workers = Failing(job, lambda batch: StoreError("disk is full"))
    with pytest.raises(StoreError, match="disk is full"):
        ingest(articles(9), job, workers, batch=3)
    assert max(b.tries for b in workers.given) == TRIES - 1
    assert naps == sorted(naps)
    assert len(naps) >= TRIES - 1
    assert asides(job) == {}


def test_a_lexicon_that_is_wrong_stops_the_ingest_at_once(job: Job) -> None:
    workers = Failing(job, lambda batch: LexiconError("frames.yaml:3: wrong"))
    with pytest.raises(LexiconError):
        ingest(articles(9), job, workers, batch=3)
    assert {b.tries for b in workers.given} == {0}


def test_no_more_is_read_than_the_workers_have_room_for(job: Job) -> None:
    read = 0
    ahead: list[int] = []

    def items() -> Iterator[Article]:
        nonlocal read
        for each in articles(60):
            read += 1
            yield each

    ingest(items(), job, Failing(job, lambda b: None), batch=4, on_done=lambda s: ahead.append(read - s.articles))
    assert read == 60
    assert max(ahead) <= Failing.room * 4


def test_batches_are_given_in_the_order_of_arrival(job: Job) -> None:
    workers = Failing(job, lambda batch: None)
    ingest(articles(20), job, workers, batch=3)
    assert [a.id for b in workers.given for a in b.articles] == [a.id for a in articles(20)]


def test_small_files_are_put_together_as_it_goes(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.store.upkeep.MANY_FILES", 4)
    monkeypatch.setattr("dragoman.scale.loop.TIDY_EVERY", 3)
    files: list[int] = []
    store = Store.open(job.store)
    ingest(
        articles(14),
        job,
        Here(job),
        batch=1,
        on_done=lambda s: files.append(len(store._tables.at("articles").file_uris())),
    )
    assert max(files) <= 4 + 3
    assert len(list(store.records())) == 14
    # also where each ingest makes one commit only, as when feeds are watched
    for n in range(14, 20):
        ingest(articles(n + 1), job, Here(job))
    assert store.info().tables["articles"].files <= 5


def test_the_summary_can_be_seen_while_it_grows(job: Job) -> None:
    summary = Summary()
    seen: list[int] = []
    done = ingest(articles(9), job, Here(job), batch=3, summary=summary, on_done=lambda s: seen.append(s.articles))
    assert done is summary
    assert seen == [3, 6, 9]
    assert summary.rate > 0
    assert summary.memory > 0


def test_the_amount_is_told_where_it_can_be(tmp_path: Path) -> None:
    rows = write_corpus(tmp_path / "rows.jsonl", 7)
    (tmp_path / "one.txt").write_text("Texto.", encoding="utf-8")
    assert amount([str(rows)]) == 7
    assert amount([str(tmp_path)]) == 8
    assert amount([str(tmp_path / "nothing.txt"), str(rows)]) == 8  # a complaint counts as done, too
    assert amount(["-"]) is None
    assert amount([str(rows), "https://example.org/feed.xml"]) is None
    (tmp_path / "more.jsonl.gz").write_bytes(b"")
    assert amount([str(tmp_path)]) is None


def test_an_outcome_tells_what_the_worker_took(job: Job) -> None:
    outcome = code_batch(job, articles(3))
    assert isinstance(outcome, Outcome)
    assert (outcome.coded, outcome.replaced, outcome.passed, outcome.aside) == (3, 0, 0, ())
    assert outcome.memory > 10
