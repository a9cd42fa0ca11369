"""The words of a paragraph as spaCy sees them, read at once and not token by token."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from spacy.attrs import DEP, ENT_TYPE, HEAD, IDX, IS_SPACE, LEMMA, LENGTH, MORPH, POS

from dragoman.parsing.syntax import Syntax
from dragoman.parsing.universal import Node


def trees(doc: Any, offset: int, source: str, syntax: Syntax) -> Iterator[list[Node]]:
    """The nodes of each sentence of a spaCy document, white space left out, offsets moved by ``offset``."""
    table = doc.to_array([IDX, LENGTH, IS_SPACE, HEAD, POS, DEP, MORPH, LEMMA, ENT_TYPE]).T
    starts, lengths, blank = (column.tolist() for column in table[:3])
    heads = (table[3].astype(np.int64) + np.arange(len(starts))).tolist()
    pos, deps, morphs, lemmas, entities = (_named(column.tolist(), doc.vocab.strings) for column in table[4:])
    labels = {name: "root" if name == "ROOT" else syntax.labels.get(name, name).lower() for name in set(deps)}
    for sent in doc.sents:
        index = {at: n for n, at in enumerate(at for at in range(sent.start, sent.end) if not blank[at])}
        made = []
        for at, n in index.items():
            head = _over(heads, at, index)
            start = offset + starts[at]
            end = start + lengths[at]
            text = source[start:end]
            label = "root" if head == n else labels[deps[at]]
            features = _features(morphs[at])
            made.append(
                Node(n, text, text.lower(), lemmas[at], pos[at], label, head, features, start, end, entities[at])
            )
        yield made


def _named(ids: Sequence[int], strings: Any) -> list[str]:
    """The names that spaCy's ids stand for, each looked up once."""
    names = {i: strings[i] for i in set(ids)}
    return [names[i] for i in ids]


def _over(heads: Sequence[int], at: int, index: Mapping[int, int]) -> int:
    """The nearest word over a token; the token itself where there is none."""
    head = heads[at]
    while head not in index and heads[head] != head:
        head = heads[head]
    return index.get(head, index[at])


@lru_cache(maxsize=4096)
def _features(written: str) -> Mapping[str, str]:
    """UD features by name of "Gender=Masc|Number=Sing"; shared by all words that have them."""
    return dict(pair.split("=", 1) for pair in written.split("|") if "=" in pair)
