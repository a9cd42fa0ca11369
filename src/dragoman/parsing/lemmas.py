"""Dictionary forms of verbs, where the model's lemmatizer misses irregular and enclitic ones (simplemma)."""

from __future__ import annotations

from functools import lru_cache

import simplemma

from dragoman.parsing.syntax import Syntax
from dragoman.parsing.universal import Node


@lru_cache(maxsize=50_000)
def _known(form: str, language: str) -> str:
    return str(simplemma.lemmatize(form, lang=language)).lower()


def mended(tree: list[Node], language: str, syntax: Syntax) -> dict[int, str]:
    """Lemmas that replace the model's, by index: verbs and participles whose language marks its infinitives."""
    endings = syntax.verbal_endings
    if not endings:
        return {}
    found = {}
    for node in tree:
        participle = node.pos == "ADJ" and node.morph.get("VerbForm") == "Part"
        if node.pos not in ("VERB", "AUX") and not participle:
            continue
        lemma = _known(node.text.lower(), language)
        first = lemma.split(" ")[0]
        if first.endswith(endings):
            found[node.i] = first
        elif node.lemma and node.lemma.lower().split(" ")[0].endswith(endings):
            found[node.i] = node.lemma.lower().split(" ")[0]
    return found
