"""The words of a paragraph as spaCy sees them, read at once and not token by token."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from spacy.attrs import DEP, ENT_TYPE, HEAD, IDX, IS_SPACE, LEMMA, LENGTH, MORPH, POS

from dragoman.parsing.syntax import Syntax
from dragoman.parsing.universal import Node


class TreeReader:
    """Reads the trees of a language.

    What an id of spaCy's stands for is looked up once where a model has few of them: tags, relations, features, kinds
    of names.
    """

    def __init__(self, syntax: Syntax) -> None:
        self._syntax = syntax
        self._names: dict[int, str] = {}
        self._labels: dict[int, str] = {}
        self._features: dict[int, Mapping[str, str]] = {}

    def trees(self, doc: Any, offset: int, source: str) -> Iterator[list[Node]]:
        """The nodes of each sentence of a spaCy document, white space left out, offsets moved by ``offset``."""
        strings = doc.vocab.strings
        places = doc.to_array([IDX, LENGTH, IS_SPACE, HEAD]).view(np.int64).tolist()
        ids = doc.to_array([POS, DEP, MORPH, LEMMA, ENT_TYPE]).tolist()
        self._look_up(ids, strings)
        names, labels, features = self._names, self._labels, self._features
        for sent in doc.sents:
            kept = [at for at in range(sent.start, sent.end) if not places[at][2]]
            index = {at: n for n, at in enumerate(kept)}
            made = []
            for n, at in enumerate(kept):
                pos, dep, morph, lemma, entity = ids[at]
                head = index.get(_over(places, at, index), n)
                label = "root" if head == n else labels[dep]
                start = offset + places[at][0]
                end = start + places[at][1]
                text = source[start:end]
                lower = text.lower()
                kind, tag = names[entity], names[pos]
                made.append(Node(n, text, lower, strings[lemma], tag, label, head, features[morph], start, end, kind))
            yield made

    def _look_up(self, ids: Sequence[Sequence[int]], strings: Any) -> None:
        names, labels, features = self._names, self._labels, self._features
        for pos, dep, morph, _, entity in ids:
            if pos not in names:
                names[pos] = strings[pos]
            if entity not in names:
                names[entity] = strings[entity]
            if dep not in labels:
                label = strings[dep]
                labels[dep] = "root" if label == "ROOT" else self._syntax.labels.get(label, label).lower()
            if morph not in features:
                pairs = [pair.split("=", 1) for pair in strings[morph].split("|") if "=" in pair]
                features[morph] = dict(pairs)


def _over(places: Sequence[Sequence[int]], at: int, index: Mapping[int, int]) -> int:
    """The nearest token over another that is a word; the root of its tree where there is none."""
    head = at + places[at][3]
    while head not in index and places[head][3]:
        head += places[head][3]
    return head
