"""Speed of the coder against bare spaCy (nlp.pipe over whole texts, the same model), measured in turns in one run.

    python benchmarks/speed.py [--rounds N] [--print]

Measures in each language: diplomatic articles (tests/gold), and a mix with one diplomatic article in five (the others,
of benchmarks/texts, are sport, weather, culture, business, celebrities); with and without the short cut, and on how
many articles both give the same record; the time of an article as it grows from 1 to 500 sentences; and memory. Times
are of the processor, of one thread, the least of the rounds. Writes the tables into docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import time
import warnings
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from importlib.metadata import version
from itertools import cycle, islice
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"  # before numpy is imported; both sides use one thread

import spacy  # noqa: E402

from dragoman import __version__, models  # noqa: E402
from dragoman.coder import Coder  # noqa: E402
from dragoman.evaluation import read_gold  # noqa: E402
from dragoman.records import Article  # noqa: E402
from dragoman.scale.work import settle  # noqa: E402

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "benchmarks.md"
START, END = "<!-- speed -->\n", "<!-- end of speed -->\n"
LENGTHS = (1, 5, 20, 100, 500)


def main() -> None:
    """Measures both languages."""
    parser = argparse.ArgumentParser(description="Speed of the coder against bare spaCy, paired.")
    parser.add_argument("--rounds", type=int, default=5, help="how often each side is measured; the least time counts")
    parser.add_argument("--print", action="store_true", help="only print the tables")
    given = parser.parse_args()
    coder = Coder()
    whole = Coder(coder.lexicon, short_cut=False)
    lines = [
        "| text | articles | spaCy, articles/s | Dragoman, articles/s | ratio | without the short cut | same records |",
        "|---|---|---|---|---|---|---|",
    ]
    growth = [
        "| language | " + " | ".join(f"{n} sentences" if n > 1 else "1 sentence" for n in LENGTHS) + " |",
        "|---" * (len(LENGTHS) + 1) + "|",
    ]
    for language in ("es", "en"):
        diplomatic, everyday = gold(language), texts(language)
        mix = [
            a
            for k, a in enumerate(everyday)
            for a in ([a, diplomatic[k // 4 % len(diplomatic)]] if k % 4 == 3 else [a])
        ]
        for kind, articles in (("diplomatic", diplomatic * 2), ("one in five diplomatic", mix)):
            lines.append(compared(f"{language}, {kind}", articles, language, coder, whole, given.rounds))
        growth.append(grown(language, coder, diplomatic))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # KiB on Linux
    used = ", ".join(models.best(language).label for language in ("es", "en"))
    head = f"Dragoman {__version__}, spaCy {version('spacy')}, {used}; {machine()}; one thread; {date.today()}."
    tables = [head, "", *lines, "", "Milliseconds a sentence, as an article grows:", "", *growth, ""]
    text = "\n".join(
        [*tables, f"Most memory of the process, with both coders and bare spaCy in it: {peak:.0f} MiB.", ""]
    )
    print(text)
    if not given.print:
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(START)
        PAGE.write_text(before + START + "\n" + text + "\n" + END + rest.partition(END)[2], encoding="utf-8")


def compared(name: str, articles: Sequence[Article], language: str, coder: Coder, whole: Coder, rounds: int) -> str:
    """One row: bare spaCy and both ways of coding, in turns."""
    bare = plain_spacy(language)
    raw = [a.text for a in articles]
    same = sum(a == b for a, b in zip(coder.code_many(articles), whole.code_many(articles), strict=True))
    list(bare.pipe(raw))
    settle()  # as a worker does; both sides gain by it
    ways: list[Callable[[], Iterable[object]]] = [
        lambda: bare.pipe(raw),
        lambda: coder.code_many(articles),
        lambda: whole.code_many(articles),
    ]
    times = [[seconds(way) for way in ways] for _ in range(rounds)]
    spent = [min(column) for column in zip(*times, strict=True)]
    rates = [len(articles) / s for s in spent]
    ratio, uncut = (f"{spent[0] / s:.2f}" for s in spent[1:])
    share = f"{same / len(articles):.1%}"
    return f"| {name} | {len(articles)} | {rates[0]:.0f} | {rates[1]:.0f} | {ratio} | {uncut} | {share} |"


def grown(language: str, coder: Coder, articles: Sequence[Article]) -> str:
    """One row: milliseconds a sentence for an article of so many lines."""
    pieces = [line for a in articles for line in a.text.split("\n") if len(line) > 40]
    shown = []
    for length in LENGTHS:
        text = "\n".join(islice(cycle(pieces), length))
        article = Article(id=str(length), text=text, published="2024-06-21", language=language)
        times = max(1, 40 // length)
        spent = min(seconds(partial(map, coder.code_article, [article] * times)) for _ in range(3))
        shown.append(f"{1000 * spent / times / length:.1f}")
    return f"| {language} | " + " | ".join(shown) + " |"


def gold(language: str) -> list[Article]:
    """The diplomatic articles of tests/gold."""
    found = [g for path in sorted((ROOT / "tests" / "gold").glob(f"{language}*.jsonl")) for g in read_gold(path)]
    return [Article(id=g.id, text=g.text, published=g.published, language=language) for g in found]


def texts(language: str) -> list[Article]:
    """The articles on everything but diplomacy."""
    raw = (ROOT / "benchmarks" / "texts" / f"everyday_{language}.txt").read_text(encoding="utf-8")
    parts = [part.strip() for part in raw.split("\n---\n")]
    return [
        Article(id=f"{language}{n}", text=t, published="2024-10-16", language=language) for n, t in enumerate(parts)
    ]


def plain_spacy(language: str) -> spacy.language.Language:
    """spaCy as it comes: the same model with its default components, nothing of ours in it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return spacy.load(models.best(language).package)


def seconds(work: Callable[[], Iterable[object]]) -> float:
    """Seconds of the processor until all is worked off."""
    started = time.process_time()
    for _ in work():
        pass
    return time.process_time() - started


def machine() -> str:
    """The processor and the system, in a few words."""
    named = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    processor = named[0].split(":")[1].strip() if named else platform.processor() or platform.machine()
    return f"{processor}, {os.cpu_count()} processors, Python {platform.python_version()}"


if __name__ == "__main__":
    main()
