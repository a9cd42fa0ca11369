"""A sentence as the frames look at it: what they ask of its words again and again, worked out once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from dragoman.events.status import Standing, StatusReader
from dragoman.folding import fold
from dragoman.parsing.clauses import Argument, Clause, ParsedSentence
from dragoman.parsing.predicates import preposition, verb_form
from dragoman.parsing.syntax import Syntax

if TYPE_CHECKING:
    from dragoman.events.matching import Match, Opening

_RELATIVE = frozenset({"acl", "advcl", "parataxis", "ccomp", "csubj"})


class RoleWords(NamedTuple):
    """The words in a role of a clause, and the folded forms under which a lexicon may list them."""

    heads: Sequence[int]
    forms: frozenset[str]


_NONE = RoleWords((), frozenset())


class SentenceView:
    """Forms and places of the words of one sentence; the same whoever its actors are.

    ``openings``: the frames that the predicates of its clauses open, by index of the clause, as far as asked for.
    """

    def __init__(self, parsed: ParsedSentence, syntax: Syntax) -> None:
        self.parsed = parsed
        self.sentence = parsed.sentence
        self.syntax = syntax
        self.openings: dict[int, list[Match | Opening]] = {}
        self._inside: dict[int, tuple[int, ...]] = {}
        self._prepositions: dict[int, str] = {}
        self._texts: dict[int, str] = {}
        self._roles: dict[int, Mapping[str, list[Argument]]] = {}
        self._words: dict[tuple[int, str], RoleWords] = {}
        self._standings: dict[int, Standing] = {}

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The words as written, folded."""
        return tuple([fold(w.text) for w in self.sentence.words])

    @cached_property
    def here(self) -> frozenset[str]:
        """All words as written and by their lemmas, folded."""
        words = self.sentence.words
        return frozenset([fold(w.lemma) for w in words] + [fold(w.other) for w in words if w.other]).union(
            self.texts, [fold(w.lower) for w in words if not w.lower.isascii()]
        )

    def forms(self, i: int) -> tuple[str, ...]:
        """The folded forms under which a lexicon may list a word."""
        return tuple([fold(form) for form in self.sentence.words[i].lemmas()])

    @cached_property
    def bases(self) -> tuple[str, ...]:
        """The relations of the words without their subtypes."""
        return tuple([w.dep.split(":", 1)[0] for w in self.sentence.words])

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

    def role(self, clause: Clause, name: str) -> Sequence[Argument]:
        """Arguments of a role, or with a preposition of that name, as ``Clause.role`` gives them."""
        return self.roles(clause).get(name, ())

    def roles(self, clause: Clause) -> Mapping[str, list[Argument]]:
        """The arguments of a clause by all roles and prepositions that it has."""
        found = self._roles.get(clause.index)
        if found is None:
            found = self._roles[clause.index] = _roles(clause)
        return found

    def words(self, clause: Clause, role: str) -> RoleWords:
        """The words that a condition looks at, in a role where they are the same whoever the actors are."""
        key = (clause.index, role)
        found = self._words.get(key)
        if found is None:
            found = self._words[key] = self.with_forms(self._heads(clause, role))
        return found

    def with_forms(self, heads: Sequence[int]) -> RoleWords:
        """Words with their forms."""
        if not heads:
            return _NONE
        words = self.sentence.words
        return RoleWords(heads, frozenset([fold(form) for i in heads for form in words[i].lemmas()]))

    def _heads(self, clause: Clause, role: str) -> list[int]:
        if role == "any":
            return [i for a in clause.arguments if a.role != "complement" for i in self.inside(a.head)]
        if role == "modifier":
            return self._modifiers(clause)
        if role in ("infinitive", "content"):
            wanted = role == "infinitive"
            return [a.head for a in self.role(clause, "complement") if self._is_infinitive(a.head) == wanted]
        return [a.head for a in self.role(clause, role)]

    def _is_infinitive(self, head: int) -> bool:
        """Whether a complement is in the infinitive; one under "would" or "will" is not."""
        finite = any(w.morph.get("VerbForm") == "Fin" for w in self.sentence.children(head, "aux"))
        return not finite and verb_form(self.sentence.words[head]) == "infinitive"

    def _modifiers(self, clause: Clause) -> list[int]:
        """Words that say what the predicate of a clause is like, and adjectives of those."""
        children = self.sentence.children
        near = [a.head for a in self.role(clause, "modifier")]
        near += [c.i for c in children(clause.head, "amod", "compound", "nmod", "acl", "nummod", "flat")]
        return near + [c.i for i in near for c in children(i, "amod", "conj")]

    def says(self, phrases: tuple[str, ...], clause: Clause) -> bool:
        """Whether one of the phrases stands in the words of a clause; each is folded, with a blank at either end."""
        text = self._texts.get(clause.index)
        if text is None:
            text = self._texts[clause.index] = f" {' '.join([self.texts[i] for i in self._below(clause)])} "
        return any(phrase in text for phrase in phrases)

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


def _roles(clause: Clause) -> Mapping[str, list[Argument]]:
    """What ``Clause.role`` gives, for every name under which it gives anything."""
    found: dict[str, list[Argument]] = {}
    marked = []
    for argument in clause.arguments:
        role, prep = argument.role, argument.prep
        found.setdefault(role, []).append(argument)
        if prep and prep != role:
            found.setdefault(prep, []).append(argument)
            if role == "object":
                marked.append(prep)
    for prep in marked:
        found[prep] = clause.role(prep)
    return found
