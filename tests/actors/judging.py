"""Judges resolved mentions against the cases of ``data/mentions*.yaml``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from dragoman.actors.mentions import ActorMention, ActorMentions
from dragoman.parsing.document import Document

DATA = Path(__file__).parent / "data"


def cases() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Language, date of publication and case, for every case of the file."""
    for block in (
        b for path in sorted(DATA.glob("mentions*.yaml")) for b in yaml.safe_load(path.read_text(encoding="utf-8"))
    ):
        for case in block["cases"]:
            yield block["lang"], str(block["date"]), case


def judge(case: dict[str, Any], document: Document, mentions: ActorMentions) -> list[tuple[str, bool, str]]:
    """What was asked, whether it came out, and what came out instead."""
    found = []
    for word, wanted in case.get("want", {}).items():
        mention = _at(word, document, mentions)
        got = _told(mention)
        found.append((f"{word}: {wanted}", _equal(wanted, mention), got))
    for word in case.get("none", []):
        mention = _at(word, document, mentions)
        nobody = mention is None or all(a.code is None for a in mention.actors)
        found.append((f"no {word}", nobody, _told(mention)))
    for word in case.get("place", []):
        mention = _at(word, document, mentions)
        found.append((f"place {word}", mention is not None and not mention.acts, _told(mention)))
    return found


def _at(word: str, document: Document, mentions: ActorMentions) -> ActorMention | None:
    text, _, nth = word.partition("#")
    left = int(nth or 1)
    for parsed in document.sentences:
        for w in parsed.sentence.words:
            if w.text == text:
                left -= 1
                if left == 0:
                    covering = mentions.covering(parsed.sentence.index, w.i)
                    headed = mentions.headed(parsed.sentence.index, w.i)
                    return headed or covering
    return None


def _told(mention: ActorMention | None) -> str:
    if mention is None:
        return "-"
    return "; ".join(f"{a.code} {' '.join(a.sectors)} | {a.name} || {a.office}" for a in mention.actors)


def _equal(wanted: str, mention: ActorMention | None) -> bool:
    if mention is None:
        return False
    rest, _, office = wanted.partition("||")
    codes, _, name = rest.partition("|")
    want = [c.split() for c in codes.split(";")]
    got = [[a.code, *a.sectors[:1]] for a in mention.actors]
    if sorted(w[:2] for w in want) != sorted([str(x) for x in g][: len(w)] for g, w in zip(got, want, strict=False)):
        return False
    if len(got) != len(want):
        return False
    first = mention.actors[0]
    return (not name.strip() or first.name == name.strip()) and (not office.strip() or first.office == office.strip())
