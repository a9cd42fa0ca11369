"""Splits an enumeration in a text into its items: "sobre agricultura, seguridad alimentaria y transporte aéreo"."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from dragoman.folding import fold_text
from dragoman.parsing.words import Sentence, Word

_LONGEST = 60
_MARKS = (",",)


@dataclass(frozen=True)
class ListWords:
    """The words that shape a list, folded: what ends it, what closes it ("otros …"), articles, joins, fixed pairs."""

    ends: frozenset[str]
    rest: frozenset[str]
    articles: frozenset[str]
    joins: frozenset[str]
    pairs: tuple[str, ...]
    relatives: frozenset[str]


def stretch(sentence: Sentence, first: int, words: ListWords, stops: Collection[int]) -> tuple[int, int] | None:
    """First and last word of the noun phrases that begin at ``first``; None where there are none.

    It ends before a finite verb, a relative, another mark than a comma, or one of the ``stops``.
    """
    last = first - 1
    # Behind a preposition stands no verb, whatever the tagger says: "de no agresión".
    noun = first + 1 if sentence.words[first].pos == "ADV" else first
    for word in sentence.words[first : first + _LONGEST]:
        mistaken = word.i <= noun and word.pos == "VERB"
        if (_closes(word, words) and not mistaken) or (word.i in stops and word.i != first):
            break
        last = word.i
    while last >= first and (sentence.words[last].pos in ("PUNCT", "ADP", "DET", "CCONJ", "ADV")):
        last -= 1
    return (first, last) if last >= first else None


def _closes(word: Word, words: ListWords) -> bool:
    folded = fold_text(word.text)
    if word.pos == "PUNCT":
        return word.text not in ",-/'"
    if folded in words.relatives or folded in words.ends:
        return True
    if word.pos in ("VERB", "AUX"):
        return word.morph.get("VerbForm") in ("Fin", None) or word.morph.get("VerbForm") == "Ger"
    return word.pos == "SCONJ"


def items(sentence: Sentence, first: int, last: int, words: ListWords) -> tuple[str, ...]:
    """The items between two words, as written, in order, without articles; fixed pairs stay together.

    A comma parts items only in a list that a conjunction closes, else what follows it is an afterthought.
    """
    parts: list[tuple[int, int]] = []
    begin = first
    for i in range(first, last + 1):
        if sentence.words[i].text in _MARKS:
            parts.append((begin, i - 1))
            begin = i + 1
    parts.append((begin, last))
    parts = [p for p in parts if p[0] <= p[1]]
    if len(parts) > 1 and not any(_joint(sentence, *p, words) for p in parts[1:]):
        parts = parts[:1]
    if not parts:
        return ()
    closing = _split_last(sentence, *parts[-1], words)
    found: list[str] = []
    for start, end in [*parts[:-1], *closing]:
        made = _item(sentence, start, end, words)
        if made is None:
            continue
        if fold_text(made).split(" ")[0] in words.rest:
            break
        found.append(made)
    return tuple(dict.fromkeys(found))


def _joint(sentence: Sentence, first: int, last: int, words: ListWords) -> bool:
    return any(fold_text(w.text) in words.joins for w in sentence.words[first : last + 1])


def _split_last(sentence: Sentence, first: int, last: int, words: ListWords) -> list[tuple[int, int]]:
    """The last item of a list is parted at its conjunctions, unless they tie a fixed pair."""
    cuts = []
    for i in range(first, last + 1):
        word = sentence.words[i]
        if fold_text(word.text) not in words.joins:
            continue
        if i == first or (i < last and not _fixed(sentence, i, words) and _parallel(sentence, i)):
            cuts.append(i)
    pieces, begin = [], first
    for cut in cuts:
        pieces.append((begin, cut - 1))
        begin = cut + 1
    return [p for p in [*pieces, (begin, last)] if p[0] <= p[1]]


def _parallel(sentence: Sentence, i: int) -> bool:
    """Whether a conjunction joins phrases: what it joins is no adjective of the same noun, by number and gender."""
    before, after = sentence.words[i - 1], sentence.words[i + 1]
    if after.pos != "ADJ":
        return True
    marks = [(before.morph.get(f), after.morph.get(f)) for f in ("Gender", "Number")]
    return before.pos == "ADJ" and any(a and b and a != b for a, b in marks)


def _fixed(sentence: Sentence, i: int, words: ListWords) -> bool:
    near = fold_text(sentence.span(max(0, i - 1), min(len(sentence.words) - 1, i + 1)).text)
    return near in words.pairs


def _item(sentence: Sentence, first: int, last: int, words: ListWords) -> str | None:
    while first <= last:
        word = sentence.words[first]
        if fold_text(word.text) in words.articles or fold_text(word.text) in words.joins or word.pos == "PUNCT":
            first += 1
        else:
            break
    while last >= first and sentence.words[last].pos in ("PUNCT", "ADP", "CCONJ", "DET"):
        last -= 1
    if first > last:
        return None
    return sentence.span(first, last).text
