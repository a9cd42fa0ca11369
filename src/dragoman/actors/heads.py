"""Where the tree holds a phrase: the words by which the rest of the sentence refers to it."""

from __future__ import annotations

from dragoman.actors.drafts import Draft
from dragoman.actors.scene import NOMINAL, POSSESSIVE_MARKS
from dragoman.actors.vocabulary import Vocabulary
from dragoman.parsing.words import Sentence

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM", "X", "DET", "ADV", "VERB"})
_DATELINE = 16
_DASHES = frozenset("-–—")
_FUNCTION = frozenset({"case", "det", "punct", "cc", "mark", "advmod", "aux", "cop"})


def heads(sentence: Sentence, draft: Draft) -> list[int]:
    """Word indexes at which a phrase is attached to the rest of its sentence, the main one first; never empty."""
    if draft.first == draft.last == draft.anchor:
        return [draft.anchor]
    inside = range(draft.first, draft.last + 1)
    words = sentence.words
    out = [
        i
        for i in inside
        if (words[i].head not in inside or words[i].head == i)
        and words[i].pos in _NOMINAL
        and words[i].dep.split(":")[0] not in _FUNCTION
        and (words[i].pos in ("NOUN", "PROPN", "PRON") or words[i].dep in NOMINAL or i == draft.anchor)
    ]
    if draft.anchor in out:
        out.remove(draft.anchor)
        out.insert(0, draft.anchor)
    elif not out:
        out = [draft.anchor]
    return out


def joined_under(sentence: Sentence, head: int) -> int:
    """The first member of the coordination that a word belongs to; the word itself where it belongs to none."""
    for _ in sentence.words:
        if sentence.words[head].dep not in ("conj", "appos", "flat"):
            return head
        head = sentence.words[head].head
    return head


def is_subject(sentence: Sentence, head: int) -> bool:
    """Whether a word is a subject, or joined to one by "and", or the agent of a passive."""
    word = sentence.words[head]
    for _ in range(4):
        if word.dep.startswith(("nsubj", "csubj")) or word.dep == "obl:agent":
            return True
        if word.dep not in ("conj", "appos", "flat"):
            return False
        word = sentence.words[word.head]
    return False


def in_dateline(sentence: Sentence, draft: Draft) -> bool:
    """Whether a phrase stands in "KABUL, 19 ago (EFE).-" before the first sentence of a text."""
    words = sentence.words
    if draft.first > _DATELINE // 2:
        return False
    for i in range(draft.last + 1, min(_DATELINE, len(words))):
        text = words[i].text
        if text[-1:] in _DASHES and ")" in words[i - 1].text + text:
            return True
    return False


def stands_behind(sentence: Sentence, draft: Draft, prepositions: frozenset[str], vocabulary: Vocabulary) -> bool:
    """Whether one of some prepositions stands right before a phrase, articles aside."""
    before = draft.first - 1
    while before >= 0 and sentence.words[before].lower in vocabulary.articles:
        before -= 1
    return before >= 0 and sentence.words[before].lower in prepositions


def stands_in_place(sentence: Sentence, draft: Draft, head: int, vocabulary: Vocabulary) -> bool:
    """Whether a phrase stands behind a preposition of place."""
    after = draft.last + 1
    if after < len(sentence.words) and sentence.words[after].lower in POSSESSIVE_MARKS:
        return False
    if stands_behind(sentence, draft, vocabulary.locative, vocabulary):
        return True
    word = sentence.words[head]
    for _ in range(3):
        if any(c.lower in vocabulary.locative for c in sentence.children(word.i, "case") if c.i < word.i):
            return True
        if word.dep != "conj" and not (word.dep == "nmod" and sentence.words[word.head].lower in vocabulary.compass):
            return False
        word = sentence.words[word.head]
    return False
