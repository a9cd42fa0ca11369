"""Builds the clauses of a sentence: predicates, their arguments by role, and what governs them."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.parsing.arguments import Arguments
from dragoman.parsing.clauses import Clause
from dragoman.parsing.predicates import Acts, Predicate, find_predicates, is_conjunction, preposition
from dragoman.parsing.syntax import Syntax
from dragoman.parsing.words import Sentence

_NOUN_LINKS = {
    "nsubj": "subject",
    "obj": "object",
    "iobj": "prep",
    "obl": "prep",
    "nmod": "of",
    "appos": "apposition",
    "conj": "conjunct",
    "xcomp": "object",
    "ccomp": "object",
    "compound": "of",
    "root": "",
}


def build_clauses(sentence: Sentence, syntax: Syntax, acts: Acts) -> tuple[Clause, ...]:
    """The clauses of a sentence, in the order of their predicates."""
    predicates = find_predicates(sentence, syntax, acts)
    owner = {i: n for n, p in enumerate(predicates) for i in (p.head, *p.chain)}
    links = [link_of(sentence, p, predicates, owner, syntax) for p in predicates]
    arguments = Arguments(sentence, syntax, predicates, links)
    made = []
    for n, predicate in enumerate(predicates):
        governor, link, mark, via = links[n]
        tense, mood, modals, negated = predicate.tense, predicate.mood, predicate.modals, predicate.negated
        if link == "conjunct" and governor is not None and _shares_auxiliaries(sentence, predicate, syntax):
            first = predicates[governor]
            tense, mood, modals = first.tense or tense, first.mood or mood, (*first.modals, *modals)
            negated = negated or first.negated
        made.append(
            Clause(
                index=n,
                kind=predicate.kind,
                head=predicate.head,
                lemma=predicate.lemma,
                reflexive=predicate.reflexive,
                passive=predicate.passive,
                arguments=tuple(arguments.of(n)),
                tense=tense,
                mood=mood,
                negated=negated,
                modals=modals,
                governor=governor,
                link=link,
                mark=mark,
                adverbs=predicate.adverbs,
                via=via,
            )
        )
    return tuple(made)


def _shares_auxiliaries(sentence: Sentence, predicate: Predicate, syntax: Syntax) -> bool:
    """A second verb without an auxiliary of its own shares the first's ("might attack and destroy")."""
    word = sentence.words[predicate.head]
    if predicate.kind not in ("verb", "participle") or predicate.chain:
        return False
    return word.morph.get("VerbForm") in ("Inf", "Part", "Ger") and not sentence.children(word.i, "aux", "mark")


Link = tuple[int | None, str, str, tuple[str, ...]]


def link_of(
    sentence: Sentence, predicate: Predicate, predicates: list[Predicate], owner: Mapping[int, int], syntax: Syntax
) -> Link:
    """Index of the governing predicate, how this one hangs on it, the mark, and the nouns in between.

    owner: by word, the index of the predicate that it belongs to.
    """
    top = sentence.words[predicate.top]
    mark = preposition(sentence, top.i, syntax, "mark", "case")
    if predicate.chain and not mark:
        mark = preposition(sentence, predicate.head, syntax, "mark") if predicate.head == top.i else ""
    parent_word = sentence.words[top.head]
    if mark and parent_word.pos == "ADV" and parent_word.i != top.i and parent_word.i < top.i:
        mark = f"{parent_word.lower} {mark}"
    own_mark = mark
    via: list[str] = []
    at = top
    governor = None
    for parent in sentence.ancestors(top.i):
        if parent.i in owner and predicates[owner[parent.i]] is not predicate:
            governor = owner[parent.i]
            break
        if parent.pos in ("NOUN", "ADJ", "PROPN"):
            via.append(parent.lemma.lower())
            mark = mark or preposition(sentence, parent.i, syntax)
        at = parent
    named_by = mark if predicate.kind == "noun" else own_mark
    if governor is not None and _apart(sentence, top.i, predicates[governor].head):
        return None, "", "", ()
    link = _link_name(sentence, predicate, top.dep, named_by, syntax) if governor is not None else ""
    if governor is not None and at is not top and link in ("object", "subject", "of", "prep"):
        link = _noun_link(at.dep)
    return governor, link, mark, tuple(via)


def _link_name(sentence: Sentence, predicate: Predicate, dep: str, mark: str, syntax: Syntax) -> str:
    base = dep.split(":")[0]
    if base == "conj":
        return "conjunct"
    if predicate.kind == "noun":
        return _noun_link(dep)
    if _opens_with(mark, syntax.conditions) and not _opens_with(mark, syntax.concessions):
        return "condition"
    if _opens_with(mark, syntax.purposes):
        return "purpose"
    if base in ("ccomp", "xcomp", "csubj", "obj"):
        return "complement"
    if base in ("acl", "amod"):
        if predicate.mood == "infinitive":
            return "of"
        return "adverbial" if is_conjunction(sentence, predicate, syntax) else "relative"
    if base in ("advcl", "obl", "nmod"):
        if predicate.mood == "infinitive":
            particle = [w for w in sentence.children(predicate.top, "aux") if w.lower in syntax.infinitive_marks]
            if particle and not mark:
                return "purpose"
            if mark in syntax.reasons:
                return "reason"
            if mark in syntax.temporal_marks:
                return "adverbial"
            return "complement" if mark and " " not in mark else "adverbial"
        if predicate.mood == "gerund" and mark:
            return "complement" if mark and " " not in mark and mark not in syntax.factive_marks else "adverbial"
        if predicate.mood == "gerund" and syntax.gerund_complements and _follows(sentence, predicate.top):
            return "complement"
        return "adverbial"
    return {"parataxis": "parataxis", "appos": "apposition"}.get(base, "adverbial")


def _opens_with(mark: str, phrases: frozenset[str]) -> bool:
    """Whether a mark is one of some phrases, or begins with one."""
    while mark and mark not in phrases:
        mark = mark.rpartition(" ")[0]
    return bool(mark)


def _apart(sentence: Sentence, one: int, other: int) -> bool:
    """Whether a semicolon stands between two words: what it parts are sentences of their own."""
    return ";" in sentence.lowers and any(w.text == ";" for w in sentence.words[min(one, other) : max(one, other)])


def _follows(sentence: Sentence, i: int) -> bool:
    """Whether a word stands after its head with no comma between."""
    head = sentence.words[i].head
    return head < i and all(sentence.words[k].pos != "PUNCT" for k in range(head + 1, i))


def _noun_link(dep: str) -> str:
    base = dep.split(":")[0]
    return _NOUN_LINKS.get(base, "prep")
