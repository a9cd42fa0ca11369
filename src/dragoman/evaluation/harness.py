"""Codes the articles of gold files, for the gate in the tests and for people who mend the lexicon."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from dragoman.errors import InputError
from dragoman.evaluation.gold import GoldArticle
from dragoman.evaluation.report import Error
from dragoman.records import Article, Record


def gold_files(folder: Path | str) -> list[Path]:
    """The gold files of a folder; other JSON Lines files are passed over.

    Raises:
        InputError: there is none.
    """
    found = [p for p in sorted(Path(folder).glob("*.jsonl")) if _is_gold(p)]
    if not found:
        raise InputError(f"{folder}: no gold files; give a folder with .jsonl files as in tests/gold")
    return found


def code_gold(golds: Iterable[GoldArticle], code: Callable[[Article], Record]) -> list[Record]:
    """Codes the articles as they stand in the gold, with their ids."""
    return [
        code(Article(id=g.id, title=g.title, text=g.text, outlet=g.outlet, published=g.published, language=g.language))
        for g in golds
    ]


def by_cause(errors: Iterable[Error]) -> dict[str, list[Error]]:
    """Errors by kind and cause, the commonest first."""
    listed = list(errors)
    counts = Counter(f"{e.kind}: {e.cause}" for e in listed)
    return {cause: [e for e in listed if f"{e.kind}: {e.cause}" == cause] for cause, _ in counts.most_common()}


def _is_gold(path: Path) -> bool:
    try:
        with path.open(encoding="utf-8") as file:
            first = json.loads(file.readline())
    except (OSError, ValueError):
        return False
    gold = first.get("gold") if isinstance(first, dict) else None
    return isinstance(gold, dict) and "events" in gold and "forbidden" in gold
