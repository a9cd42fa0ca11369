"""One worker against two, and the memory of a worker as the corpus grows.

    python benchmarks/scaling.py [--workers ARTICLES] [--memory ARTICLES] [--rounds N]

Texts are the gold articles of tests/gold, again and again, with the names of people and the numbers changed, so that no
two are alike. First ARTICLES (400) are ingested by one worker and by two, in turn, ROUNDS times (2), each into an empty
store; rates leave out the start, up to when each worker has done its first batches. Then a growing corpus (1,000, then
10,000, up to --memory ARTICLES) is coded by one worker, and the memory it takes is told.
"""

from __future__ import annotations

import argparse
import platform
import random
import re
import statistics
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from dragoman.evaluation import read_gold
from dragoman.records import Article, Record
from dragoman.scale import Job, Summary, ingest
from dragoman.scale.work import coder_of
from dragoman.scale.workers import Cluster, Here, Workers
from dragoman.store import Store

GOLD = Path(__file__).parents[1] / "tests" / "gold"
SYLLABLES = ("bar", "do", "kel", "li", "mun", "na", "por", "ri", "sat", "te", "vo", "zan")
MB = 2**10  # KiB in one
BATCH = 20


def main() -> None:
    """Measures and prints."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--workers", type=int, default=400, metavar="ARTICLES")
    options.add_argument("--memory", type=int, default=1000, metavar="ARTICLES")
    options.add_argument("--rounds", type=int, default=2, metavar="N")
    given = options.parse_args()
    print(f"{platform.machine()}, Python {platform.python_version()}, {time.strftime('%Y-%m-%d')}")
    templates = named_articles()
    sentences = statistics.mean(text.count("\n") + 1 for text, *_ in templates)
    print(f"{len(templates)} texts of {sentences:.0f} lines on average, with changed names")
    if given.workers:
        compare(templates, given.workers, given.rounds)
    if given.memory:
        grow(templates, given.memory)


Template = tuple[str, tuple[str, ...], str | None, str | None]


def named_articles() -> list[Template]:
    """The gold articles: text, names of people in it, day, language. Both languages in turn."""
    coder = coder_of(())
    found: dict[str, list[Template]] = {}
    for path in sorted(GOLD.glob("*.jsonl")):
        for gold in read_gold(path):
            record = coder.code(gold.text, published=gold.published, language=gold.language)
            template = (gold.text, _people(record), gold.published, record.article.language)
            found.setdefault(record.article.language or "", []).append(template)
    longest = max(map(len, found.values()))
    return [t for some in zip(*(islice(cycle(ts), longest) for ts in found.values()), strict=True) for t in some]


def _people(record: Record) -> tuple[str, ...]:
    actors = [a for e in record.events for a in (*e.actors, *e.recipients)]
    actors += [q.speaker for q in record.quotes if q.speaker]
    names = {a.name for a in actors if a.name and a.office and " " in a.name}
    return tuple(sorted(word for name in names for word in name.split() if word[0].isupper() and len(word) > 3))


def corpus(templates: list[Template], count: int) -> Iterator[Article]:
    """So many articles, no two alike."""
    for number, (text, people, published, language) in enumerate(islice(cycle(templates), count)):
        chance = random.Random(number)
        for word in people:
            text = re.sub(rf"\b{re.escape(word)}\b", _name(chance), text)
        text = re.sub(r"\b\d\d+\b(?!\.\d)", lambda m, c=chance: str(c.randint(11, 999)), text)
        yield Article(id=f"b{number:07d}", text=text, published=published, language=language)


def _name(chance: random.Random) -> str:
    return "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))).capitalize()


def compare(templates: list[Template], count: int, rounds: int) -> None:
    """One worker and two in turn, on the same articles. Both are workers of Dask, which is the fairer comparison."""
    rates: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(rounds):
        for workers, found in rates.items():
            with tempfile.TemporaryDirectory() as folder:
                job = Job(Store.create(Path(folder) / "store").uri)
                with Cluster(job, workers) as crew:
                    rate, memory = measured(job, crew, templates, count, warm=4 * workers)
            found.append(rate)
            print(f"{workers} workers: {rate:.1f} articles/s, at most {memory:.0f} MB a worker")
    one, two = (statistics.median(r) for r in rates.values())
    print(f"two workers {two / one:.2f} times one ({two:.1f} and {one:.1f} articles/s, medians of {rounds})")


def measured(job: Job, crew: Workers, templates: list[Template], count: int, warm: int) -> tuple[float, float]:
    """Articles a second from the batch number ``warm`` on, and MB of the largest worker."""
    marks: list[tuple[float, int]] = []

    def mark(summary: Summary) -> None:
        marks.append((time.monotonic(), summary.articles))

    summary = ingest(corpus(templates, count), job, crew, batch=BATCH, on_done=mark)
    (start, before), (end, after) = marks[min(warm, len(marks) // 2)], marks[-1]
    return (after - before) / (end - start), summary.memory


def grow(templates: list[Template], most: int) -> None:
    """Memory and time of one worker, this process, as the corpus grows."""
    with tempfile.TemporaryDirectory() as folder:
        job = Job(Store.create(Path(folder) / "store").uri)
        steps = [n for n in (100, 300, 1000, 3000, 10_000, 30_000, 100_000, 300_000) if n < most] + [most]
        last = [0.0, 0]

        def tell(summary: Summary) -> None:
            if steps and summary.articles >= steps[0]:
                steps.pop(0)
                rate = (summary.articles - last[1]) / (summary.seconds - last[0])
                last[:] = [summary.seconds, summary.articles]
                print(
                    f"{summary.articles:,} articles: {resident():.0f} MB now, {summary.memory:.0f} MB at most, "
                    f"{rate:.1f} articles/s since the line before, {summary.aside} set aside",
                    flush=True,
                )

        ingest(corpus(templates, most), job, Here(job), batch=BATCH, on_done=tell)


def resident() -> float:
    """MB that this process takes now (Linux)."""
    found = re.search(r"VmRSS:\s+(\d+)", Path("/proc/self/status").read_text(encoding="ascii"))
    return int(found.group(1)) / MB if found else float("nan")


if __name__ == "__main__":
    main()
