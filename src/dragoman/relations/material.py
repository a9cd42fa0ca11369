"""What the classifier is trained on: rows with two parties and a type, and exemplars of our own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.errors import InputError
from dragoman.lexicon import Entry, Lexicon
from dragoman.lexicon.loading import LANGUAGES
from dragoman.relations.spans import Offsets, check_spans

_FILE = "relations/exemplars.yaml"
_PARTY = re.compile(r"\[([AR]) ([^\[\]]+)\]")


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence with two parties and the type of what the first does to the second.

    ``group``: rows of one group are one sentence or its translations and never part in cross-validation; None for an
    exemplar, which is only ever trained on.
    """

    text: str
    actor: Offsets
    recipient: Offsets
    type: str
    language: str
    group: str | None


class Exemplars(Entry):
    """Sentences of ours for a type in each language, with the parties in brackets: "[A Police] arrested [R a man]." """

    id: str
    type: str
    en: tuple[str, ...] = ()
    es: tuple[str, ...] = ()


def read_rows(paths: Iterable[Path], types: Iterable[str]) -> list[Row]:
    """Rows of JSON Lines with "text", "actor", "recipient", "gold_root", "language" and "sentence_id".

    Raises:
        InputError: a line that cannot be read; training on half the data unawares would be worse than stopping.
    """
    known = frozenset(types)
    rows = []
    for path in paths:
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"{path}: cannot be read: {error}") from error
        for number, line in enumerate(lines, 1):
            if line.strip():
                try:
                    rows.append(_row(json.loads(line), known))
                except (ValueError, KeyError, TypeError) as error:
                    raise InputError(f"{path}:{number}: {type(error).__name__}: {error}") from error
    return rows


def _row(values: Mapping[str, Any], known: frozenset[str]) -> Row:
    text, kind, language = str(values["text"]), str(values["gold_root"]), str(values["language"])
    spans = [(int(start), int(end)) for start, end in (values["actor"], values["recipient"])]
    check_spans(text, *spans)
    if kind not in known:
        raise ValueError(f"unknown type {kind!r}; allowed: {' '.join(sorted(known))}")
    if language not in LANGUAGES:
        raise ValueError(f"language {language!r} is not coded; allowed: {' '.join(LANGUAGES)}")
    return Row(text, spans[0], spans[1], kind, language, str(values["sentence_id"]))


def exemplars(lexicon: Lexicon) -> Iterator[Row]:
    """The exemplars of a lexicon as rows.

    Raises:
        InputError: an exemplar does not name both parties once.
    """
    for entry in lexicon.entries(_FILE, Exemplars):
        for language in LANGUAGES:
            for marked in getattr(entry, language):
                yield _exemplar(marked, entry.type, language)


def _exemplar(marked: str, kind: str, language: str) -> Row:
    text, last = "", 0
    spans: dict[str, Offsets] = {}
    for found in _PARTY.finditer(marked):
        text += marked[last : found.start()]
        spans[found[1]] = (len(text), len(text) + len(found[2]))
        text += found[2]
        last = found.end()
    text += marked[last:]
    if set(spans) != {"A", "R"} or "[" in text or "]" in text:
        raise InputError(f"{_FILE}: {marked!r}: mark one actor [A ...] and one recipient [R ...]")
    return Row(text, spans["A"], spans["R"], kind, language, None)
