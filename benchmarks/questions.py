"""How long questions to a store of a million events take, on a connection held open and as a command of its own.

    python benchmarks/questions.py [--articles N] [--store DIR] [--print]

Makes a store of made-up articles (150,000 with about a million events; kept where --store names a folder) and asks each
question several times: the first time apart, then the median and the worst. Writes the tables into docs/benchmarks.md
between its two marks, or prints them.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from synthetic import Corpus

from dragoman.asking import Snapshot, dyad, latest, network, portrait, query, top
from dragoman.store import Store
from dragoman.store.schemas import CHILDREN
from dragoman.store.tables import Tables

PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"
START, END = "<!-- questions -->\n", "<!-- end of questions -->\n"
BATCH = 15_000
ROUNDS = 9


def main() -> None:
    """Makes the store unless it is there, and measures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=150_000)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--print", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = given.store or Path(folder) / "store"
        if not place.exists():
            make(place, given.articles)
        text = "\n".join(measure(place)) + "\n"
    if given.print:
        print(text)
        return
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(START)
    PAGE.write_text(before + START + "\n" + text + "\n" + END + rest.partition(END)[2], encoding="utf-8")


def make(place: Path, articles: int) -> None:
    """Writes the tables themselves, the articles of a batch last, as the store does."""
    Store.create(place)
    tables = Tables(str(place))
    for batch in Corpus().batches(articles, BATCH):
        for name in CHILDREN:
            rows = batch[name]
            tables.append(name, rows.sort_by("date" if "date" in rows.column_names else "published"))
        tables.append("articles", batch["articles"])


def measure(place: Path) -> Iterator[str]:
    """The tables for a store that is there, as lines of Markdown."""
    seconds, snapshot = timed(lambda: Snapshot.open(place, hold=True))
    assert isinstance(snapshot, Snapshot)
    counts = "SELECT (SELECT count(*) FROM events), (SELECT count(*) FROM articles)"
    ((events, articles),) = query(snapshot, counts).rows()
    machine = f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start, {date.today().isoformat()}"
    yield f"{events:,} events of {articles:,} articles; {machine}.\n"
    yield f"On a snapshot held open, which took {seconds:.1f} s to open:\n"
    yield "| question | first, ms | median, ms | worst, ms | processor, ms |\n|---|---|---|---|---|"
    for name, question in questions(snapshot).items():
        first, _ = timed(question)
        before = time.process_time()
        times = [timed(question)[0] * 1000 for _ in range(ROUNDS)]
        busy = (time.process_time() - before) * 1000 / ROUNDS
        yield f"| {name} | {first * 1000:.0f} | {statistics.median(times):.0f} | {max(times):.0f} | {busy:.0f} |"
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # KiB on Linux
    yield f"\nPeak memory {most:.0f} MiB.\n\nAs a command, with the start of Python:\n"
    yield "| command | median, s |\n|---|---|"
    one, other = busiest(snapshot)
    snapshot.close()
    for command in (("dyad", one, other), ("top",), ("network", "--min", "100"), ("query", "FROM events LIMIT 5")):
        run = [sys.executable, "-c", "from dragoman.cli import main; main()", *command, "--store", str(place)]
        times = [timed(lambda run=run: subprocess.run(run, check=True, capture_output=True))[0] for _ in range(3)]
        yield f"| `{' '.join(command)}` | {statistics.median(times):.1f} |"


def questions(snapshot: Snapshot) -> dict[str, Callable[[], object]]:
    """What is asked: the commands, and what a page in a browser asks. The parties are the busiest, the worst case."""
    one, other = busiest(snapshot)
    return {
        f"dyad {one} {other}, the busiest": lambda: dyad(snapshot, one, other),
        "the same, two years": lambda: dyad(snapshot, one, other, "2023", "2024"),
        "a quiet dyad": lambda: dyad(snapshot, other, "PER"),
        "top parties": lambda: top(snapshot, "party"),
        "top dyads": lambda: top(snapshot, "dyad"),
        "top parties of one type in two years": lambda: top(snapshot, "party", "2023", "2024", types=["CONSULT"]),
        "events by month": lambda: top(snapshot, "month"),
        "events by type": lambda: top(snapshot, "type"),
        "events by country": lambda: top(snapshot, "country", limit=None),
        "events by outlet": lambda: top(snapshot, "outlet"),
        "network, all years": lambda: network(snapshot, least=100),
        "network, one year": lambda: network(snapshot, "2024", "2024", least=5),
        "latest events": lambda: latest(snapshot),
        "latest events of a party and type": lambda: latest(snapshot, party=one, types=["CONSULT"]),
        "page of the busiest party": lambda: portrait(snapshot, one),
        "SQL: mean score by year": lambda: query(snapshot, "SELECT year(date), avg(score) FROM events GROUP BY 1"),
    }


def busiest(snapshot: Snapshot) -> tuple[str, str]:
    """The two parties with most events."""
    one, other = (str(rank.key) for rank in top(snapshot, "party", limit=2).ranks)
    return one, other


def timed(work: Callable[[], object]) -> tuple[float, object]:
    """Seconds that work takes, and what comes of it."""
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


if __name__ == "__main__":
    main()
