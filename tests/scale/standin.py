"""The command line with a coder that needs no models: ``python standin.py ARGUMENTS``.

An article has as many events as its number says. A text with "fault" breaks the coder, one with "death" kills the
process, one with "once FILE" kills it unless FILE is there, which it makes.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

from dragoman import models
from dragoman.records import Article, CoderInfo, Record

sys.path.insert(0, str(Path(__file__).parents[1] / "store"))
from made import made  # type: ignore[import-not-found]


class Coder:
    """Stands in for `dragoman.coder.Coder`."""

    parser = SimpleNamespace(parse=lambda text, language: None)

    def __init__(self, lexicon: Any = ()) -> None:
        self._lexicon = "-".join(Path(f).name for f in lexicon) or "first"

    def info(self, language: str | None) -> CoderInfo:
        return CoderInfo(version="0", models={language: "none-0"} if language else {}, lexicon=self._lexicon)

    def code_article(self, article: Article) -> Record:
        time.sleep(0.001)
        words = article.text.split()
        if "fault" in words:
            raise ZeroDivisionError("division by zero")
        if "death" in words:
            os.kill(os.getpid(), signal.SIGKILL)
        if "once" in words:
            flag = Path(words[words.index("once") + 1])
            if not flag.exists():
                flag.touch()
                os.kill(os.getpid(), signal.SIGKILL)
        record = made(int(article.id[1:]), self._lexicon)
        return record.model_copy(update={"article": article, "coder": self.info(article.language)})

    def code_many(
        self, articles: Iterable[Article], *, failed: Callable[[Article, Exception], None]
    ) -> Iterator[Record]:
        for article in articles:
            try:
                yield self.code_article(article)
            except ZeroDivisionError as error:
                failed(article, error)


def install() -> None:
    """Puts the stand-in where the real one is looked for."""
    module = ModuleType("dragoman.coder")
    module.Coder = Coder  # type: ignore[attr-defined]
    sys.modules["dragoman.coder"] = module
    models.load = lambda language: SimpleNamespace(vocab=SimpleNamespace(in_memory_zone=True))  # type: ignore


def dask_setup(worker: object) -> None:
    """Called in each worker of Dask that is told to load this file."""
    install()


if __name__ == "__main__":
    install()
    from dragoman.cli import main

    main()
