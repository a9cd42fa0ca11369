"""`dragoman code`: articles to records."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.terminal import FEW, SOME_FAILED, complain, progress, target_of
from dragoman.cli.writers import Format, writer
from dragoman.errors import DragomanError
from dragoman.reading import Problem, fetcher_for, read
from dragoman.reading.problems import Unreadable
from dragoman.reading.rows import iso_date
from dragoman.records import Article, Record

if TYPE_CHECKING:
    from dragoman.coder import Coder
    from dragoman.reading.fetching import Fetcher

log = logging.getLogger(__name__)

_TOGETHER = 16
"""Articles of a file that are read ahead and parsed together."""


class Language(StrEnum):
    """The languages that can be coded, for --language."""

    es = "es"
    en = "en"


def iso_day(value: str | None) -> str | None:
    """An ISO date given as an option; another form is wrong usage."""
    try:
        return iso_date(value)
    except Unreadable as error:
        raise typer.BadParameter(f"{value!r} is not an ISO date; write it as 2024-06-21") from error


Files = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="FILES|-",
        show_default=False,
        help="Articles: files of text, Markdown or HTML (one article each), JSON Lines, CSV or Parquet (one a row), "
        "WARC (one a page), each also as .gz or .zst; directories of such files, and patterns in quotes; addresses "
        "(https://) of pages, feeds and files; or - for standard input.",
    ),
]
Published = Annotated[
    str | None,
    typer.Option(
        metavar="DATE",
        callback=iso_day,
        help="Date of publication of articles that do not tell theirs. Without it 'on Thursday' has no date.",
    ),
]
LanguageOption = Annotated[
    Language | None,
    typer.Option("--language", metavar="es|en", help="Language of texts that do not tell theirs; else it is detected."),
]
Lexicons = Annotated[
    list[Path] | None,
    typer.Option("--lexicon", metavar="DIR", help="Folder of your own that extends the lexicon; may be repeated."),
]


def code(
    files: Files = None,
    published: Published = None,
    language: LanguageOption = None,
    format: Annotated[
        Format,
        typer.Option(
            metavar="table|jsonl|csv|quotes",
            help="table: for people. jsonl: whole records. csv: one event a row. quotes: CSV, one quote a row.",
        ),
    ] = Format.table,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write there, not to standard output.")
    ] = None,
    lexicon: Lexicons = None,
) -> None:
    """Code articles: who did what to whom, when, according to whom, with the words that say so."""
    if not files:
        if sys.stdin is None or sys.stdin.isatty():
            raise typer.BadParameter("give files to code, or - for standard input", param_hint="FILES")
        files = ["-"]
    if output is not None and any(f != "-" and Path(f).resolve() == output.resolve() for f in files):
        raise typer.BadParameter(f"{output} is one of the files to code", param_hint="--output")
    from dragoman.coder import Coder  # loads spaCy, which `dragoman --help` need not wait for

    coder = Coder(lexicon=lexicon or ())
    failed = 0
    with target_of(output) as target, fetcher_for(files) as fetcher:
        write = writer(format, target)
        busy = output is None and target.isatty()
        with progress(len(files), busy=busy) as show:
            for number, file in enumerate(files):
                show(file, number)
                for result in _code_file(coder, file, published, language, fetcher):
                    if isinstance(result, str):
                        complain(result)
                        failed += 1
                    else:
                        write(result)
                        target.flush()
    if failed and len(files) > FEW:
        complain(f"{failed} could not be coded; the others were")
    if failed:
        raise typer.Exit(SOME_FAILED)


def _code_file(
    coder: Coder, file: str, published: str | None, language: str | None, fetcher: Fetcher | None
) -> Iterator[Record | str]:
    """Records of a file's articles, and a line for each that cannot be read or coded."""
    told: list[str] = []

    def readable() -> Iterator[Article]:
        for item in read([file], published=published, language=language, fetcher=fetcher):
            if isinstance(item, Problem):
                told.append(str(item))
            else:
                yield item

    def failed(article: Article, error: Exception) -> None:
        told.append(f"{'standard input' if file == '-' else file}: article {article.id}: {_reason(article, error)}")

    # who writes to standard input may wait for the record before going on
    for record in coder.code_many(readable(), batch=1 if file == "-" else _TOGETHER, failed=failed):
        yield from told
        told.clear()
        yield record
    yield from told


def _reason(article: Article, error: Exception) -> str:
    if isinstance(error, DragomanError):
        return str(error)
    # a fault of ours in one article must not lose the thousand others
    log.debug("coding %s failed", article.id, exc_info=error)
    return f"fault in dragoman, please report it: {type(error).__name__}: {error}"
