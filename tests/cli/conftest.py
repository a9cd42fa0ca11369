"""A stand-in for the coder, so that the commands are tried without models, and a way to run them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any, ClassVar

import pytest

from dragoman.cli import main
from dragoman.codebook import load_codebook
from dragoman.errors import LexiconError, ModelError
from dragoman.lexicon import Lexicon
from dragoman.records import Article, Record


@dataclass(frozen=True)
class Done:
    """What a command printed and its exit status."""

    status: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs a command line in this process."""
    monkeypatch.delenv("COLUMNS", raising=False)

    def command(*arguments: object) -> Done:
        monkeypatch.setattr(sys, "argv", ["dragoman", *map(str, arguments)])
        try:
            main()
            status = 0
        except SystemExit as stop:
            status = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
        out, err = capfd.readouterr()
        return Done(status, out, err)

    return command


class FakeExplanation:
    """Lines as an explanation gives them."""

    def lines(self) -> list[str]:
        return ["Una frase.", "  clause  verb decir", "    wins  some.frame", ""]


@pytest.fixture
def coder(monkeypatch: pytest.MonkeyPatch, record: Record) -> type:
    """Stands in for `dragoman.coder.Coder`. A text with "model" has no model, one with "fault" breaks the coder."""

    class Coder:
        """Gives every article the same events."""

        seen: ClassVar[list[Article]] = []
        lexicons: ClassVar[list[Any]] = []
        codebook = load_codebook(Lexicon())

        def __init__(self, lexicon: Any = ()) -> None:
            self.lexicons.append(lexicon)

        def code_article(self, article: Article) -> Record:
            self.seen.append(article)
            if "model" in article.text:
                raise ModelError("es: no spaCy model is installed; install one: pip install it")
            if "lexicon" in article.text:
                raise LexiconError("es/frames.yaml:3: some.frame: unknown type")
            if "fault" in article.text:
                raise ZeroDivisionError("division by zero")
            kept = article.text == record.article.text
            return (
                record.model_copy(update={"article": article}) if kept else Record(article=article, coder=record.coder)
            )

        def code_many(
            self, articles: Iterable[Article], *, batch: int = 16, failed: Callable[[Article, Exception], None]
        ) -> Iterator[Record]:
            for article in articles:
                try:
                    yield self.code_article(article)
                except LexiconError:
                    raise
                except Exception as error:
                    failed(article, error)

        def explain(self, text: str, **options: object) -> FakeExplanation:
            return FakeExplanation()

    module = ModuleType("dragoman.coder")
    module.Coder = Coder  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "dragoman.coder", module)
    return Coder
