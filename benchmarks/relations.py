"""Relations a second in one process with one thread, against bare spaCy on the same sentences in the same run.

    python benchmarks/relations.py [RELATIONS.jsonl ...]

Without files: relations_*_dev.jsonl of ../shared/gold where they are, else the exemplars of the lexicon, which are
shorter. No sentence is asked twice, so that no parse is taken from memory, and spaCy alone runs last, when it knows the
forms of all words. The weights are trained on these very sentences and are surer of them than of others; what it costs
where more relations ask for a sentence vector is printed too. Time of the processor; one line a language.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"  # read once, when numpy is first imported below

from dragoman import models  # noqa: E402
from dragoman.coder import Coder  # noqa: E402
from dragoman.relations import vectors  # noqa: E402
from dragoman.relations.figures import QUADS  # noqa: E402
from dragoman.relations.material import Row, exemplars, read_rows  # noqa: E402

SHARED = Path(__file__).parents[2] / "shared" / "gold"
WARM = 5  # sentences of a language asked before the clock starts: they load model, lexicon and weights


def main() -> None:
    """Measures all languages of the rows."""
    files = [Path(p) for p in sys.argv[1:]] or sorted(SHARED.glob("relations_*_dev.jsonl"))
    coder = Coder()
    rows = list({r.text: r for r in (read_rows(files, QUADS) if files else exemplars(coder.lexicon))}.values())
    vectors.encode(["warm"])
    for language in sorted({r.language for r in rows}):
        here = [r for r in rows if r.language == language]
        measure(coder, language, here[:WARM], here[WARM:])


def measure(coder: Coder, language: str, warm: Sequence[Row], rows: Sequence[Row]) -> None:
    """Asks all rows once, and lets spaCy alone parse their sentences."""
    pipeline = models.load(language)
    asked: list[str] = []
    encode = vectors.encode

    def counted(texts: list[str]) -> object:
        asked.extend(texts)
        return encode(texts)

    ask(coder, warm)
    for row in warm:
        pipeline(row.text)
    vectors.encode = counted  # type: ignore[assignment]
    ours = seconds(lambda: ask(coder, rows))
    vectors.encode = encode
    bare = seconds(lambda: [pipeline(r.text) for r in rows])
    trees = seconds(lambda: [pipeline(r.text, disable=["ner"]) for r in rows])
    parse = seconds(lambda: [coder.relater.document(r.text, language) for r in rows])
    vector = seconds(lambda: [encode([r.text]) for r in rows[:100]]) / len(rows[:100])
    sixth = ours + (len(rows) / 6 - len(asked)) * vector
    print(
        f"{language} {models.best(language).label}: {len(rows)} relations, {len(rows) / ours:.0f} a second; spaCy "
        f"alone {len(rows) / bare:.0f} ({len(rows) / trees:.0f} without names), {ours / bare:.2f} times the time; "
        f"{parse / ours:.0%} is the parse with clauses; {len(asked)} asked for a vector of {1000 * vector:.1f} ms; "
        f"if a sixth did, as of unseen ones, {len(rows) / sixth:.0f} a second"
    )


def ask(coder: Coder, rows: Sequence[Row]) -> None:
    """One relation a row."""
    for row in rows:
        coder.relation(row.text, row.actor, row.recipient, row.language, "plv")


def seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


if __name__ == "__main__":
    main()
