"""Scores the gold sets that are there and writes the tables of docs/benchmarks.md between its two marks.

python benchmarks/figures.py [--print]
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from dragoman import __version__, models
from dragoman.coder import Coder
from dragoman.evaluation import Report, read_gold, score
from dragoman.evaluation.harness import code_gold, gold_files
from dragoman.evaluation.report import AREAS

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "benchmarks.md"
FOLDERS = (ROOT / "tests" / "gold", ROOT.parent / "shared" / "gold")
START, END = "<!-- figures -->\n", "<!-- end of figures -->\n"


def main() -> None:
    """Codes and scores everything, which takes a minute."""
    coder = Coder()
    used = ", ".join(models.best(language).label for language in models.PREFERRED)
    parts = [f"Dragoman {__version__}, lexicon {coder.lexicon.digest}, {used}, {date.today().isoformat()}.\n"]
    for folder in FOLDERS:
        for path in gold_files(folder) if folder.is_dir() else []:
            golds = read_gold(path)
            report = score(golds, code_gold(golds, coder.code_article), coder.codebook)
            name = f"{path.parent.parent.name}/{path.parent.name}/{path.name}".removeprefix(f"{ROOT.name}/")
            parts.append(table(name, report))
    text = "\n".join(parts)
    if "--print" in sys.argv:
        print(text)
        return
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(START)
    PAGE.write_text(before + START + "\n" + text + "\n" + END + rest.partition(END)[2], encoding="utf-8")


def table(name: str, report: Report) -> str:
    """One gold set as Markdown."""
    lines = [
        f"### {name}, {report.articles} articles\n",
        "| | precision | recall | F1 | gold |",
        "|---|---|---|---|---|",
    ]
    for area in AREAS:
        figures = report.areas[area]
        if figures.gold or figures.output:
            shares = f"{figures.precision:.2f} | {figures.recall:.2f} | {figures.f1:.2f}"
            lines.append(f"| {area} | {shares} | {figures.gold} |")
    right = ", ".join(f"{n} {s.value:.2f}" for n, s in sorted(report.right.items()) if s.all)
    lines.append(f"\nRight among the found: {right}. Forbidden events: {report.forbidden}.\n")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
