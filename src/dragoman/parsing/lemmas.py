"""Dictionary forms of verbs, where the model's lemmatizer misses irregular and enclitic ones (simplemma).

Its dictionaries are read where they lie packed: a tenth of the memory, and what is asked often is kept.
"""

from __future__ import annotations

from functools import lru_cache

import simplemma

from dragoman.parsing.syntax import Syntax
from dragoman.parsing.universal import Node


@lru_cache(maxsize=8_192)
def dictionary_form(form: str, language: str) -> str:
    """The dictionary form of a word in lower case, as far as the dictionary knows it."""
    return str(simplemma.lemmatize(form, lang=language, low_memory=True)).lower()


@lru_cache(maxsize=8_192)
def is_form(word: str, language: str) -> bool:
    """Whether a word is in the dictionary of a language."""
    return bool(simplemma.is_known(word, lang=language, low_memory=True))


def mended(tree: list[Node], language: str, syntax: Syntax) -> dict[int, str]:
    """Lemmas that replace the model's, by index: verbs and participles whose language marks its infinitives."""
    endings = syntax.verbal_endings
    repairs, forms = syntax.lemma_repairs, syntax.form_lemmas
    found = {
        n.i: forms.get(n.text.lower()) or repairs[n.lemma.lower()]
        for n in tree
        if n.text.lower() in forms or (n.pos in ("VERB", "AUX", "ADJ") and n.lemma.lower() in repairs)
    }
    if not endings:
        return found
    for node in tree:
        participle = node.pos == "ADJ" and node.morph.get("VerbForm") == "Part"
        if node.pos not in ("VERB", "AUX") and not participle:
            continue
        lemma = dictionary_form(node.text.lower(), language)
        first = lemma.split(" ")[0]
        if participle and not first.endswith(endings):
            first = _infinitive(node.lemma.lower(), language, syntax) or first
        if first.endswith(endings):
            found[node.i] = first
        elif node.lemma and node.lemma.lower().split(" ")[0].endswith(endings):
            found[node.i] = node.lemma.lower().split(" ")[0]
    return found


def _infinitive(participle: str, language: str, syntax: Syntax) -> str:
    """The infinitive of a participle in its dictionary form ("detenido": "detener"), or "" where none is known."""
    if participle in syntax.irregular_participles:
        return syntax.irregular_participles[participle]
    for ending, infinitives in syntax.participles.items():
        if participle.endswith(ending):
            stem = participle[: -len(ending)]
            for infinitive in infinitives:
                if is_form(stem + infinitive, language):
                    return stem + infinitive
    return ""
