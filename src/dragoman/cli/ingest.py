"""`dragoman ingest`: articles, coded, into a store."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

from dragoman.cli.code import LanguageOption, Lexicons, Published
from dragoman.cli.store import StoreOption
from dragoman.cli.terminal import SOME_FAILED, complain, console
from dragoman.reading import Problem, read

if TYPE_CHECKING:
    from dragoman.scale import Job, Summary
    from dragoman.scale.workers import Workers

# After so many complaints of one kind the rest is only counted.
SHOWN = 20


def ingest(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCES|-",
            show_default=False,
            help="Articles: files, directories, patterns or addresses, as `dragoman code` takes them, or - for "
            "standard input.",
        ),
    ],
    store: StoreOption,
    published: Published = None,
    language: LanguageOption = None,
    outlet: Annotated[
        str | None, typer.Option(metavar="NAME", help="Outlet of articles that do not tell theirs.")
    ] = None,
    lexicon: Lexicons = None,
    batch: Annotated[
        int, typer.Option(min=1, max=10_000, metavar="N", help="Articles a batch; each batch is one commit.")
    ] = 50,
    workers: Annotated[
        int, typer.Option(min=1, max=1024, metavar="N", help="Processes that code at the same time.")
    ] = 1,
    scheduler: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Dask scheduler whose workers are to code, such as tcp://10.0.0.1:8786."),
    ] = None,
) -> None:
    """Code articles into a store; what is there already is passed over, so that it can be stopped and started again.

    What cannot be coded is set aside with its reason: see the table `aside`. Exit status 1 if there was such.
    """
    from dragoman.scale.workers import ONE_THREAD

    for name, value in ONE_THREAD.items():
        os.environ.setdefault(name, value)  # before numpy is loaded
    from dragoman import scale
    from dragoman.scale.amount import amount
    from dragoman.store import Store

    Store.create(store)
    job = scale.Job(store, tuple(map(str, lexicon or ())))
    items = read(sources, published=published, language=language, outlet=outlet)
    summary = scale.Summary()
    shown = _Complaints()
    total = amount(sources) if sys.stderr.isatty() else None
    try:
        with _workers(job, workers, scheduler) as crew, _bar(total) as show:
            scale.ingest(
                items,
                job,
                crew,
                batch=batch,
                summary=summary,
                on_problem=shown.problem,
                on_aside=lambda aside: shown.say(f"article {aside.article}: {aside.reason}"),
                on_done=show,
            )
    except KeyboardInterrupt:
        complain("stopped; the same command goes on where it stopped")
        _tell(summary)
        raise
    shown.rest()
    _tell(summary)
    if summary.aside or summary.unreadable:
        raise typer.Exit(SOME_FAILED)


class _Complaints:
    """The first few things that went wrong, a line each; the rest is counted."""

    def __init__(self) -> None:
        self._count = 0

    def say(self, line: str) -> None:
        self._count += 1
        if self._count <= SHOWN:
            complain(line)

    def problem(self, problem: Problem) -> None:
        self.say(str(problem))

    def rest(self) -> None:
        if self._count > SHOWN:
            complain(f"and {self._count - SHOWN} more")


def _workers(job: Job, workers: int, scheduler: str | None) -> AbstractContextManager[Workers]:
    from dragoman.scale.workers import Cluster, Here

    if scheduler is None and workers == 1:
        return Here(job)
    return Cluster(job, workers, scheduler)


@contextmanager
def _bar(total: int | None) -> Iterator[Callable[[Summary], None]]:
    """Shows on standard error how many articles are done, how fast, and the time left where the total is known."""
    if not sys.stderr.isatty():
        yield lambda summary: None
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(elapsed_when_finished=True),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("coding", total=total, rate="")

        def show(summary: Summary) -> None:
            bar.update(task, completed=summary.articles + summary.unreadable, rate=f"{summary.rate:.1f}/s")

        yield show


def _tell(summary: Summary) -> None:
    """The summary, one line."""
    coded = f"{summary.coded:,} articles coded"
    if summary.replaced:
        coded += f" ({summary.replaced:,} in the place of an older coding or text)"
    parts = [coded, f"{summary.passed:,} were there already"]
    if summary.overtaken:
        parts.append(f"{summary.overtaken:,} overtaken by a later one of the same id")
    if summary.aside:
        parts.append(f"{summary.aside:,} set aside")
    if summary.unreadable:
        parts.append(f"{summary.unreadable:,} inputs unreadable")
    if summary.retried:
        parts.append(f"{summary.retried:,} batches tried again")
    console().print(f"{', '.join(parts)}; {summary.seconds:.0f} s, {summary.rate:.1f} articles/s", soft_wrap=True)
