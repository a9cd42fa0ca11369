"""A sentence as the frames look at it: what they ask of its words again and again, worked out once."""

from __future__ import annotations

from functools import cached_property

from dragoman.events.frames import Frame
from dragoman.events.status import Standing, StatusReader
from dragoman.folding import fold
from dragoman.parsing.clauses import Clause, ParsedSentence
from dragoman.parsing.predicates import preposition, verb_form
from dragoman.parsing.syntax import Syntax

_RELATIVE = frozenset({"acl", "advcl", "parataxis", "ccomp", "csubj"})


class SentenceView:
    """Forms and places of the words of one sentence; the same whoever its actors are.

    ``frames``: what the predicates of its clauses open, by index of the clause, as far as it was asked for.
    """

    def __init__(self, parsed: ParsedSentence, syntax: Syntax) -> None:
        self.parsed = parsed
        self.sentence = parsed.sentence
        self.syntax = syntax
        self.frames: dict[int, list[Frame]] = {}
        self._forms: dict[int, tuple[str, ...]] = {}
        self._inside: dict[int, tuple[int, ...]] = {}
        self._prepositions: dict[int, str] = {}
        self._words: dict[int, str] = {}
        self._standings: dict[int, Standing] = {}

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The words as written, folded."""
        return tuple([fold(w.text) for w in self.sentence.words])

    @cached_property
    def bases(self) -> tuple[str, ...]:
        """The relations of the words without their subtypes."""
        return tuple([w.dep.split(":", 1)[0] for w in self.sentence.words])

    def forms(self, i: int) -> tuple[str, ...]:
        """The folded forms under which a lexicon may list a word."""
        found = self._forms.get(i)
        if found is None:
            found = self._forms[i] = tuple([fold(form) for form in self.sentence.words[i].lemmas()])
        return found

    def inside(self, head: int) -> tuple[int, ...]:
        """Words below a noun, clauses under it left out."""
        found = self._inside.get(head)
        if found is None:
            kids, bases = self.sentence.kids, self.bases
            words = [head]
            for i in words:  # grows while it is read
                words += [k for k in kids[i] if bases[k] not in _RELATIVE]
            found = self._inside[head] = tuple(sorted(words))
        return found

    def preposition(self, i: int) -> str:
        """The preposition of a word, or ""."""
        found = self._prepositions.get(i)
        if found is None:
            found = self._prepositions[i] = preposition(self.sentence, i, self.syntax)
        return found

    def complements(self, clause: Clause, *, infinitive: bool) -> list[int]:
        """Heads of the complements of a clause that are, or are not, in the infinitive; one under "will" is not."""
        return [a.head for a in clause.role("complement") if self._is_infinitive(a.head) == infinitive]

    def _is_infinitive(self, head: int) -> bool:
        finite = any(w.morph.get("VerbForm") == "Fin" for w in self.sentence.children(head, "aux"))
        return not finite and verb_form(self.sentence.words[head]) == "infinitive"

    def modifiers(self, clause: Clause) -> list[int]:
        """Words that say what the predicate of a clause is like, and adjectives of those."""
        children = self.sentence.children
        near = [a.head for a in clause.role("modifier")]
        near += [c.i for c in children(clause.head, "amod", "compound", "nmod", "acl", "nummod", "flat")]
        return near + [c.i for i in near for c in children(i, "amod", "conj")]

    def says(self, phrases: tuple[str, ...], clause: Clause) -> bool:
        """Whether one of the phrases stands in the words of a clause; each is folded, with a blank at either end."""
        words = self._words.get(clause.index)
        if words is None:
            words = self._words[clause.index] = f" {' '.join(self.texts[i] for i in self._below(clause))} "
        return any(phrase in words for phrase in phrases)

    def _below(self, clause: Clause) -> list[int]:
        top = clause.head
        for word in self.sentence.ancestors(top):
            if word.lemma not in clause.modals:
                break
            top = word.i
        return self.sentence.subtree(top)

    def standing(self, clause: Clause, status: StatusReader) -> Standing:
        """The status of a clause."""
        found = self._standings.get(clause.index)
        if found is None:
            found = self._standings[clause.index] = status.read(self.parsed, clause)
        return found
