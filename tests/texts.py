"""Texts for tests that compare a short way with the full way."""

from __future__ import annotations

import json
from pathlib import Path

GOLD = Path(__file__).parent / "gold"


def gold_texts(language: str) -> list[str]:
    """The texts of the gold files in a language."""
    rows = [json.loads(line) for path in sorted(GOLD.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    return [row["text"] for row in rows if row["language"] == language]


def gold_lines(language: str) -> list[str]:
    """Their paragraphs."""
    return [line for text in gold_texts(language) for line in text.splitlines() if line.strip()]
