"""Speed and memory of the coder, against bare spaCy on the same texts in the same run.

    python benchmarks/speed.py [ROUNDS]

Texts are the gold articles of tests/gold, ROUNDS times over (5). Prints one line a language.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from dragoman import models
from dragoman.coder import Coder
from dragoman.evaluation import GoldArticle, read_gold
from dragoman.records import Article

GOLD = Path(__file__).parents[1] / "tests" / "gold"


def main() -> None:
    """Measures both languages."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    coder = Coder()
    for path in sorted(GOLD.glob("*.jsonl")):
        golds = read_gold(path) * rounds
        language = golds[0].language or "es"
        # model and lexicon are loaded by the first article of a language
        first = _seconds(lambda golds=golds: coder.code_article(_article(golds[0])))
        pipeline = models.load(language)
        bare = _seconds(lambda golds=golds, pipeline=pipeline: [len(list(pipeline(g.text).sents)) for g in golds])
        ours = _seconds(lambda golds=golds: [coder.code_article(_article(g)) for g in golds])
        lines = sum(g.text.count("\n") + 1 for g in golds)
        times = f"{ours / bare:.1f} times the time; first article after {first:.1f} s"
        speed = f"spaCy alone {lines / bare:.0f} sentences/s, dragoman {lines / ours:.0f}, {times}"
        print(f"{language} {models.best(language).label}: {len(golds)} articles, {lines} sentences; {speed}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # KiB on Linux
    print(f"peak memory {peak:.0f} MiB")


def _article(gold: GoldArticle) -> Article:
    return Article(id=gold.id, text=gold.text, published=gold.published, language=gold.language)


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
