"""Words and sentences in one vocabulary for all languages: the only picture of grammar that later stages see.

Relations are Universal Dependencies (https://universaldependencies.org/u/dep/), whatever labels the model uses; tags
are UD's universal parts of speech; positions are code points of the article's text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from dragoman.cached import cached_property
from dragoman.folding import fold_text, forms_of
from dragoman.frozen import frozen
from dragoman.records import Span


@frozen
class Word:
    """One word (token) of a sentence.

    Attributes:
        i: index in its sentence.
        text: as written; lower: in lower case; lemma: dictionary form in lower case (names keep their case).
        pos: universal part of speech ("NOUN", "VERB", "PROPN", …).
        dep: universal relation to the head ("nsubj", "obj", "obl", "nmod", "case", …); "root" for the root.
        head: index of the head in the sentence; the root's own index for the root.
        morph: UD features, e.g. {"Tense": "Past", "Mood": "Ind"}.
        start, end: code points in the article's text.
        other: the model's own lemma where ours replaced it ("dispuesto" beside "disponer"), or "".
        entity: "PER", "LOC", "ORG", "MISC" or "" as the model sees it (a hint, often wrong).
    """

    i: int
    text: str
    lower: str
    lemma: str
    pos: str
    dep: str
    head: int
    morph: Mapping[str, str]
    start: int
    end: int
    entity: str = ""
    other: str = ""

    def lemmas(self) -> tuple[str, ...]:
        """The forms under which a lexicon may list the word: lemma, the model's lemma, and as written."""
        return (self.lemma, self.other, self.lower) if self.other else (self.lemma, self.lower)


@dataclass(frozen=True)
class Sentence:
    """A parsed sentence. ``text`` is ``source[start:end]`` of the article; ``source`` is the article's whole text."""

    index: int
    paragraph: int
    language: str
    words: tuple[Word, ...]
    source: str = field(repr=False)

    @cached_property
    def start(self) -> int:
        return self.words[0].start

    @cached_property
    def end(self) -> int:
        return self.words[-1].end

    @cached_property
    def text(self) -> str:
        return self.source[self.start : self.end]

    @cached_property
    def kids(self) -> tuple[tuple[int, ...], ...]:
        """For every word the indexes of its children, in order."""
        lists: dict[int, list[int]] = {}
        for word in self.words:
            if word.head != word.i:
                lists.setdefault(word.head, []).append(word.i)
        return tuple([tuple(lists.get(i, ())) for i in range(len(self.words))])

    @cached_property
    def lowers(self) -> frozenset[str]:
        """The words in lower case: what is not among them need not be looked for."""
        return frozenset([word.lower for word in self.words])

    def children(self, i: int, *deps: str) -> list[Word]:
        """Children of word ``i``; with ``deps`` only those relations ("nsubj" also matches "nsubj:pass")."""
        kids = self.kids[i]
        if not kids:
            return []
        words = self.words
        if not deps:
            return [words[k] for k in kids]
        found = []
        for k in kids:
            dep = words[k].dep
            if dep in deps or (":" in dep and dep[: dep.index(":")] in deps):
                found.append(words[k])
        return found

    def subtree(self, i: int) -> list[int]:
        """Indexes of word ``i`` and all below it, in order of the text."""
        kids = self.kids
        if not kids[i]:
            return [i]
        seen, todo = {i}, [i]
        while todo:
            for kid in kids[todo.pop()]:
                if kid not in seen:
                    seen.add(kid)
                    todo.append(kid)
        return sorted(seen)

    def ancestors(self, i: int) -> Iterator[Word]:
        """The heads above word ``i``, nearest first."""
        words = self.words
        for _ in words:
            head = words[i].head
            if head == i:
                return
            i = head
            yield words[i]

    def span(self, first: int, last: int) -> Span:
        """The text from word ``first`` to word ``last``, both inclusive."""
        start, end = self.words[first].start, self.words[last].end
        return Span(start=start, end=end, text=self.source[start:end])

    def phrase(self, first: int, last: int) -> str:
        """What ``span`` gives, as text alone."""
        return self.source[self.words[first].start : self.words[last].end]

    def whole(self) -> Span:
        return Span(start=self.start, end=self.end, text=self.text)

    @cached_property
    def folded(self) -> str:
        """The text as ``fold_text`` gives it, for finding expressions at their positions."""
        return fold_text(self.text)

    @cached_property
    def forms(self) -> frozenset[str]:
        """The folded runs of letters and digits: what holds a phrase as a whole has all of the phrase's."""
        return forms_of(self.folded)

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """The folded lemmas."""
        return frozenset(map(fold_text, {w.lemma for w in self.words}))
