"""A sentence as the frames look at it: what they ask of its words again and again, worked out once.

Nothing here depends on who its actors are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from dragoman.cached import cached_property
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
    """The words of one sentence: their forms, and what hangs on them."""

    def __init__(self, parsed: ParsedSentence, syntax: Syntax, status: StatusReader) -> None:
        self.parsed = parsed
        self.sentence = parsed.sentence
        self.syntax = syntax
        self.status = status
        self._clauses: dict[int, ClauseView] = {}
        self._inside: dict[int, tuple[int, ...]] = {}
        self._prepositions: dict[int, str] = {}

    def of(self, clause: Clause) -> ClauseView:
        """The view of one of its clauses."""
        found = self._clauses.get(clause.index)
        if found is None:
            found = self._clauses[clause.index] = ClauseView(clause, self)
        return found

    def role(self, clause: Clause, name: str) -> Sequence[Argument]:
        """Arguments of a role, or with a preposition of that name, as ``Clause.role`` gives them."""
        return self.of(clause).roles.get(name, ())

    @cached_property
    def linking(self) -> frozenset[str]:
        """The words of phrases that link those who act together ("junto a")."""
        companions = self.syntax.companions
        return frozenset([word for phrase in companions for word in (phrase, *phrase.split())])

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The words as written, folded."""
        return tuple([w.lower if w.lower.isascii() else fold(w.text) for w in self.sentence.words])

    @cached_property
    def bases(self) -> tuple[str, ...]:
        """The relations of the words without their subtypes."""
        return tuple([w.dep.partition(":")[0] for w in self.sentence.words])

    def words(self, heads: Sequence[int]) -> RoleWords:
        """Some words with their forms."""
        if not heads:
            return _NONE
        words = self.sentence.words
        return RoleWords(heads, frozenset([fold(form) for i in heads for form in words[i].lemmas()]))

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


class ClauseView:
    """A clause in its sentence: the words in its roles, and what they alone decide.

    ``starts``: the first steps of all paths on which an argument may be found, whoever the actors are.
    ``openings``: the frames that its predicate opens, once they were asked for.
    """

    __slots__ = ("_below", "_standing", "_words", "clause", "openings", "roles", "sentence", "starts")

    def __init__(self, clause: Clause, sentence: SentenceView) -> None:
        self.clause = clause
        self.sentence = sentence
        self.roles = _roles(clause)
        self.starts = self._starts()
        self.openings: list[Match | Opening] | None = None
        self._below = ""
        self._standing: Standing | None = None
        self._words: dict[str, RoleWords] = {}

    def _starts(self) -> set[str]:
        found = {"subject", *self.roles}
        if "of" in found or "modifier" in found:
            found |= {"of", "'s"}
        if self.clause.kind in ("verb", "participle"):
            found.update(self.sentence.syntax.loose_prepositions)
        return found

    def words(self, role: str) -> RoleWords:
        """The words that a condition looks at, in a role where they are the same whoever the actors are."""
        found = self._words.get(role)
        if found is None:
            found = self._words[role] = self.sentence.words(self._heads(role))
        return found

    def _heads(self, role: str) -> Sequence[int]:
        if role == "any":
            inside = self.sentence.inside
            return [i for a in self.clause.arguments if a.role != "complement" for i in inside(a.head)]
        if role == "modifier":
            return self._modifiers()
        if role in ("infinitive", "content"):
            wanted = role == "infinitive"
            return [a.head for a in self.roles.get("complement", ()) if self._is_infinitive(a.head) == wanted]
        return [a.head for a in self.roles.get(role, ())]

    def _is_infinitive(self, head: int) -> bool:
        """Whether a complement is in the infinitive; one under "would" or "will" is not."""
        sentence = self.sentence.sentence
        finite = any(w.morph.get("VerbForm") == "Fin" for w in sentence.children(head, "aux"))
        return not finite and verb_form(sentence.words[head]) == "infinitive"

    def _modifiers(self) -> list[int]:
        """Words that say what the predicate is like, and adjectives of those."""
        children = self.sentence.sentence.children
        near = [a.head for a in self.roles.get("modifier", ())]
        near += [c.i for c in children(self.clause.head, "amod", "compound", "nmod", "acl", "nummod", "flat")]
        return near + [c.i for i in near for c in children(i, "amod", "conj")]

    def says(self, phrases: Sequence[str]) -> bool:
        """Whether one of the phrases stands in the words of the clause; each is folded, with a blank at either end."""
        if not self._below:
            texts = self.sentence.texts
            self._below = f" {' '.join([texts[i] for i in self._under_modals()])} "
        return any(phrase in self._below for phrase in phrases)

    def _under_modals(self) -> list[int]:
        sentence = self.sentence.sentence
        top = self.clause.head
        for word in sentence.ancestors(top):
            if word.lemma not in self.clause.modals:
                break
            top = word.i
        return sentence.subtree(top)

    @property
    def standing(self) -> Standing:
        """The status of the clause."""
        if self._standing is None:
            self._standing = self.sentence.status.read(self.sentence.parsed, self.clause)
        return self._standing


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
