"""What actors cost: loading the lexicon, finding actors beside parsing, importing half a million rows.

    python benchmarks/actors.py [ROWS]

Texts are the gold articles of tests/gold. ROWS (500,000) of a made-up FollowTheMoney file are imported in a process of
its own, whose peak memory is told; then a text with ten of the names is coded with it. 0 leaves that out.
"""

from __future__ import annotations

import itertools
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

GOLD = Path(__file__).parents[1] / "tests" / "gold"
ROUNDS = 5
_READY = """
import time
from dragoman import Coder
from dragoman.actors import homes
from dragoman.circumstances.gazetteer import gazetteer
start = time.process_time()
coder = Coder()
coder.resolver.gazetteer({language!r})
words = time.process_time()
homes.places()
gazetteer()
print(words - start, time.process_time() - words)
"""
# The peak of this process since it began; that of getrusage begins with the memory of who started it.
_IMPORT = """
import re, sys
from pathlib import Path
from dragoman.cli import main
try:
    main()
finally:
    print(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1], file=sys.stderr)
"""
_GIVEN = "Ane Bruk Cesk Dalo Emri Fosk Gann Helt Ivra Joss Kemi Lorr Mavi Nesk Orla Pell Quen Rask Sivo Tamm"
_FAMILY = "bek dorn fall gren holm jarv kest lund mork nast olin pesk rand sund tveit ulsk vang wold ymer zant"
_STATES = "ad al ar at au be bo br cl co cr cz de dk ec ee es fi fr gr gt hn hr hu ie is it lt lv mx nl no pe"
_POSTS = ("Minister of Finance", "Member of Parliament", "Mayor", "Ambassador to the United Nations", "Senator")


def main() -> None:
    """Measures and prints one line a figure."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 500_000
    for language in ("es", "en"):
        _ready(language)
    _found()
    if rows:
        _imported(rows)


def _ready(language: str) -> None:
    """Processor time, the best of several processes; the first makes the cache."""
    runs = []
    for _ in range(ROUNDS):
        script = _READY.format(language=language)
        out = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
        words, places = map(float, out.split())
        runs.append((words + places, words, places))
    total, words, places = min(runs[1:])
    print(f"{language}: lexicon ready after {total:.2f} s ({words:.2f} s words, {places:.2f} s places)")


def _found() -> None:
    from dragoman import Coder
    from dragoman.evaluation import read_gold

    coder = Coder()
    for path in sorted(GOLD.glob("*.jsonl")):
        golds = read_gold(path)
        best = (1.0, 1.0)
        for _ in range(ROUNDS + 1):
            parsing = finding = 0.0
            for gold in golds:
                start = time.process_time()
                document = coder.parser.parse(gold.text, gold.language or "es")
                parsed = time.process_time()
                coder.resolver.resolve(document, gold.published)
                parsing, finding = parsing + parsed - start, finding + time.process_time() - parsed
            best = min(best, (finding / parsing, finding))
        print(f"{path.name}: finding actors takes {best[0]:.1%} of the time of parsing")


def _imported(rows: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file, into = Path(folder) / "persons.jsonl", Path(folder) / "lexicon"
        names = _written(file, rows)
        start = time.perf_counter()
        command = [sys.executable, "-c", _IMPORT, "actors", "import", str(file), "--into", str(into)]
        told = subprocess.run(command, check=True, stderr=subprocess.PIPE, text=True).stderr
        spent = time.perf_counter() - start
        peak = int(told.split()[-1]) / 1024  # KiB
        size = (into / "actors" / "persons.sqlite").stat().st_size / 2**20
        print(f"{rows:,} rows imported in {spent:.0f} s ({rows / spent:,.0f} a second), peak memory {peak:.0f} MiB")
        print(f"the table has {size:.0f} MiB")
        _used(into, names)


def _written(file: Path, rows: int) -> list[str]:
    """Writes persons, positions and occupancies in any order; gives ten of the names."""
    chance = random.Random(4)
    states = _STATES.split()
    names = []
    with file.open("w", encoding="utf-8") as out:
        for number, name in zip(range(0, rows, 2), _names(), strict=False):
            state = states[number % len(states)]
            post = {"name": [f"{_POSTS[number % 5]}"], "country": [state], "topics": ["gov.national"]}
            held = {
                "holder": [f"p{number}"],
                "post": [f"q{number % 500}"],
                "startDate": [str(chance.randint(1990, 2024))],
            }
            person = {"name": [name], "alias": [f"{name.upper()}"], "nationality": [state], "topics": ["role.pep"]}
            entities = [("Person", f"p{number}", person), ("Occupancy", f"o{number}", held)]
            if number < 500:
                entities.append(("Position", f"q{number}", post))
            chance.shuffle(entities)
            for schema, ident, properties in entities:
                out.write(json.dumps({"id": ident, "schema": schema, "properties": properties}) + "\n")
            if number % max(rows // 10, 2) == 0:
                names.append(name)
    return names


def _names() -> Iterator[str]:
    """Names of nobody, each once."""
    for a, b, c, d in itertools.product(*(part.split() for part in (_GIVEN, _FAMILY, _GIVEN, _FAMILY))):
        for e in _FAMILY.split():
            yield f"{a}{b} {c}{d}{e}"


def _used(into: Path, names: list[str]) -> None:
    from dragoman import Coder

    coder = Coder(into)
    text = " ".join(f"{name} visited Paris on Monday." for name in names)
    coder.code(text, language="en", published="2025-01-01")
    shares = []
    for _ in range(ROUNDS):
        start = time.process_time()
        document = coder.parser.parse(text, "en")
        parsed = time.process_time()
        mentions = coder.resolver.resolve(document, "2025-01-01")
        shares.append((time.process_time() - parsed) / (parsed - start))
    found = {a.name for m in mentions.all for a in m.actors if a.entity} & set(names)
    print(f"{len(found)} of {len(names)} imported persons found, for {min(shares):.1%} of the time of parsing the text")


if __name__ == "__main__":
    main()
