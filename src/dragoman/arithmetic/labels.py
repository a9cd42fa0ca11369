"""Tags, features and lemmas of words as spaCy's rules give them, written for all words of a text at once.

What AttributeRuler and Lemmatizer make of a word depends on its form, its labels so far and whether it opens a
sentence, unless a rule of several words matches. So it is taken over from the first word of the kind that spaCy itself
labelled.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from dragoman.arithmetic.rules import Rules

_GIVEN = ["ORTH", "TAG", "POS", "MORPH", "DEP", "SENT_START"]
_WRITTEN = ["TAG", "POS", "MORPH", "LEMMA", "DEP"]
_MORPH, _LEMMA, _DEP = 2, 3, 4
KEPT = 4_096
"""Kinds of words that are kept; beyond that the table begins anew."""


class Labels:
    """Stands in a pipeline for an AttributeRuler with a Lemmatizer right behind it.

    Args:
        rules: what ``Rules`` made of the ruler. lemmatizer: spaCy's.
    """

    def __init__(self, ruler: Any, rules: Rules, lemmatizer: Any) -> None:
        self._ruler = ruler
        self._rules = rules
        self._lemmatizer = lemmatizer
        self._known: dict[tuple[int, ...], tuple[tuple[int, ...], tuple[str, ...]]] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._ruler, name)

    def __call__(self, doc: Any) -> Any:
        kinds = list(map(tuple, doc.to_array(_GIVEN).tolist())) if len(doc) else []
        known = [self._known.get(kind) for kind in kinds]
        if None in known or (len(self._rules.several) and self._rules.several(doc, allow_missing=True)):
            return self._learn(doc, kinds)
        rows = []
        for row, forgotten in filter(None, known):
            rows.append(row)
            for text in forgotten:
                doc.vocab.strings.add(text)
        if rows:
            doc.from_array(_WRITTEN[:_DEP], np.array(rows, "uint64"))
        return doc

    def pipe(self, docs: Iterable[Any], **_: Any) -> Iterator[Any]:
        """Labels texts, in their order."""
        return map(self, docs)

    def _learn(self, doc: Any, kinds: list[tuple[int, ...]]) -> Any:
        """Labels a text as spaCy does and keeps what holds of all words of a kind."""
        matches = self._rules.match(doc)
        alone = all(end - start == 1 for _, _, start, end in matches)
        self._ruler.set_annotations(doc, matches)
        self._lemmatizer(doc)
        if alone:
            if len(self._known) > KEPT:
                self._known.clear()
            strings = doc.vocab.strings
            for kind, row in zip(kinds, map(tuple, doc.to_array(_WRITTEN).tolist()), strict=True):
                if row[_DEP] != kind[_DEP]:
                    continue  # relations are not rewritten: such a word is labelled by spaCy each time
                # what spaCy learns in a memory zone it forgets at the end of it
                forgotten = (strings[row[_MORPH]], strings[row[_LEMMA]]) if doc.vocab.in_memory_zone else ()
                self._known[kind] = (row[:_DEP], forgotten)
        return doc


class Done:
    """Stands in a pipeline where the work of a component has been done before."""

    def __init__(self, component: Any) -> None:
        self._component = component

    def __getattr__(self, name: str) -> Any:
        return getattr(self._component, name)

    def __call__(self, doc: Any) -> Any:
        return doc

    def pipe(self, docs: Iterable[Any], **_: Any) -> Iterator[Any]:
        """The texts as they are."""
        return iter(docs)
