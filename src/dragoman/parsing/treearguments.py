"""The arguments of predicates that a tree gives, by role, put right where the model's labels mislead."""

from __future__ import annotations

from dragoman.parsing.agreement import unbroken
from dragoman.parsing.clauses import Argument
from dragoman.parsing.predicates import Predicate, preposition, verb_form
from dragoman.parsing.syntax import Syntax
from dragoman.parsing.words import Sentence, Word


class TreeArguments:
    """The arguments that stand in the tree of one sentence."""

    def __init__(self, sentence: Sentence, syntax: Syntax, predicates: list[Predicate]) -> None:
        self.sentence = sentence
        self.syntax = syntax
        self.predicates = predicates
        self._heads = {i for p in predicates for i in p.words}
        self._relatives: frozenset[int] = frozenset()
        if not sentence.lowers.isdisjoint(syntax.relatives):
            self._relatives = frozenset(w.i for w in sentence.words if w.lower in syntax.relatives and w.pos != "NOUN")

    def _own(self, n: int) -> list[Argument]:
        """Arguments of predicate ``n`` in the tree, nearest first."""
        predicate = self.predicates[n]
        found = []
        for k in (predicate.head, *predicate.chain):
            for child in self.sentence.children(k):
                if child.i in predicate.words:
                    continue
                argument = self._noun_role(child) if predicate.kind == "noun" else self._verb_role(predicate, child)
                if argument is not None:
                    found.append(self._counted(argument))
        if predicate.kind == "noun":
            found += [a for role in found if role.role == "of" for a in self._agents_below(role.head)]
            found += self._following(predicate, {a.prep for a in found})
        return self._told_apart(predicate, found)

    def _following(self, predicate: Predicate, taken: set[str]) -> list[Argument]:
        """Phrases right behind an event noun that the parser hung on its governor ("un ataque de A contra B")."""
        found: list[Argument] = []
        last = unbroken(self.sentence, predicate.head)
        apart = False  # whether a phrase of time or place has been passed
        above = {w.i for w in self.sentence.ancestors(predicate.head)}
        for word in self.sentence.words[last + 1 :]:
            if word.head not in above or word.dep.split(":")[0] not in ("obl", "nmod", "obj", "iobj"):
                continue
            inside = self.sentence.subtree(word.i)
            prep = preposition(self.sentence, word.i, self.syntax)
            if inside[0] != last + 1 or prep in taken:
                break
            if prep in self.syntax.loose_places and word.dep.split(":")[0] != "obj":
                last, apart = inside[-1], True
                continue
            if prep not in self.syntax.noun_prepositions and not (apart and prep in self.syntax.genitives):
                break
            agent = prep in self.syntax.agents
            if agent and word.i in self._heads:
                break  # a reason and no doer: "arrest warrant … for the deportation"
            role = "subject" if agent else ("of" if prep in self.syntax.genitives else "prep")
            found.append(Argument(role, prep, word.i, "following"))
            last = inside[-1]
        return found

    def _told_apart(self, predicate: Predicate, found: list[Argument]) -> list[Argument]:
        """Which arguments with the personal preposition are objects.

        Beside a bare object one is indirect ("pidió a Chile la salida"); alone, what the parser took for an oblique is
        the object ("secuestraron a tres ingenieros").
        """
        roles = {a.role for a in found}
        found = self._inverted(predicate, found, roles)
        bare = any(a.role == "object" and not a.prep for a in found)
        if predicate.kind == "verb" and not predicate.passive and not bare and "complement" not in roles:
            return self._first_as_object(predicate, found)
        marked = [a for a in found if a.role == "object" and a.prep in self.syntax.object_markers]
        if not bare or not marked:
            return found
        return [Argument("indirect", a.prep, a.head, a.how) if a in marked else a for a in found]

    def _agents_below(self, i: int) -> list[Argument]:
        """Agents that the parser hung too low: "la expulsión de dos diplomáticos por Praga" """
        pairs = [(w, preposition(self.sentence, w.i, self.syntax)) for w in self.sentence.children(i, "nmod", "obl")]
        return [Argument("subject", "", w.i) for w, prep in pairs if prep in self.syntax.agents]

    def _counted(self, argument: Argument) -> Argument:
        """What a counting noun counts stands in its place: "una docena de acuerdos" is agreements."""
        word = self.sentence.words[argument.head]
        if not self._counts(word):
            return argument
        for child in self.sentence.children(word.i, "nmod", "obl"):
            if preposition(self.sentence, child.i, self.syntax) in self.syntax.genitives:
                return Argument(argument.role, argument.prep, child.i, argument.how)
        return argument

    def _verb_role(self, predicate: Predicate, child: Word) -> Argument | None:
        base = child.dep.split(":")[0]
        if base in ("nsubj", "csubj"):
            if child.lower in self.syntax.reflexive_pronouns:
                return None
            passive = predicate.passive or child.dep == "nsubj:pass" or self._speaks(predicate, child)
            return Argument("object" if passive else "subject", "", child.i)
        if base in ("obj", "iobj"):
            if child.lower in self.syntax.reflexive_pronouns:
                return None
            prep = preposition(self.sentence, child.i, self.syntax)
            if child.pos in ("VERB", "AUX") and base == "obj":
                return Argument("complement", preposition(self.sentence, child.i, self.syntax, "mark"), child.i)
            if prep and prep not in self.syntax.object_markers:
                return self._oblique(predicate, child, prep)
            return Argument("object" if base == "obj" else "indirect", prep, child.i)
        if base in ("obl", "nmod", "advmod"):
            prep = preposition(self.sentence, child.i, self.syntax)
            if child.lower in self.syntax.places:
                return Argument("place", prep, child.i)
            if child.pos in ("VERB", "AUX") and prep:
                return Argument("complement", prep, child.i)
            if child.dep == "obl:agent":
                return Argument("subject", "", child.i)
            return self._oblique(predicate, child, prep) if prep and child.pos != "ADV" else None
        if base in ("ccomp", "xcomp"):
            mark = preposition(self.sentence, child.i, self.syntax, "mark", "case")
            return Argument("complement", mark, child.i)
        if base == "advcl":
            mark = preposition(self.sentence, child.i, self.syntax, "mark", "case")
            if mark in self.syntax.conditions:
                return Argument("condition", mark, child.i)
        if base == "advcl" and verb_form(child) in ("infinitive", "gerund"):
            mark = preposition(self.sentence, child.i, self.syntax, "mark", "case")
            if mark and mark not in self.syntax.purposes and mark not in self.syntax.conditions:
                return Argument("complement", mark, child.i)
        return None

    def _speaks(self, predicate: Predicate, child: Word) -> bool:
        """Whether a noun taken for the subject cannot be it, for the verb is in the first person."""
        endings = self.syntax.first_person_endings
        if not endings or child.pos != "NOUN":
            return False
        return any(self.sentence.words[i].lower.endswith(endings) for i in predicate.words)

    def _oblique(self, predicate: Predicate, child: Word, prep: str) -> Argument:
        if predicate.passive and prep in self.syntax.agents:
            return Argument("subject", "", child.i)
        return Argument("prep", prep, child.i)

    def _noun_role(self, child: Word) -> Argument | None:
        base = child.dep.split(":")[0]
        if child.dep == "nmod:poss" or (base == "det" and child.lower in self.syntax.possessives):
            return Argument("of", "", child.i, "possessive" if base == "det" else "tree")
        if base in ("amod", "compound", "flat") and child.pos in ("ADJ", "NOUN", "PROPN", "VERB"):
            return Argument("modifier", "", child.i)
        if base in ("nmod", "obl", "obj", "iobj", "appos", "ccomp", "xcomp", "acl", "advcl", "nsubj"):
            prep = preposition(self.sentence, child.i, self.syntax)
            if child.pos in ("VERB", "AUX"):
                mark = preposition(self.sentence, child.i, self.syntax, "mark", "case")
                particles = [w.lower for w in self.sentence.children(child.i, "aux") if w.pos == "PART"]
                mark = mark or next(iter(particles), "")
                return Argument("complement", mark, child.i) if mark else None
            if prep in self.syntax.genitives:
                return Argument("of", prep, child.i)
            if prep in self.syntax.agents:
                return Argument("subject", prep, child.i)
            if prep:
                return Argument("prep", prep, child.i)
            return Argument("modifier", "", child.i) if base == "nmod" else None
        return None

    def _inverted(self, predicate: Predicate, found: list[Argument], roles: set[str]) -> list[Argument]:
        """Behind what is reported, the noun after the verb says it: "…, denunció la Defensoría"."""
        head = predicate.head
        if "complement" not in roles or "subject" in roles:
            return found
        said = any(a.role == "complement" and a.head < head for a in found)
        comma = head > 0 and self.sentence.words[head - 1].pos == "PUNCT"
        if not (self.syntax.drops_subjects and predicate.kind == "verb" and said and comma):
            return found
        turned = [a for a in found if a.role == "object" and not a.prep and a.head > head]
        return [Argument("subject", "", a.head, a.how) if a in turned[:1] else a for a in found]

    def _first_as_object(self, predicate: Predicate, found: list[Argument]) -> list[Argument]:
        """The first argument with the personal preposition as the object, any other as the indirect object."""
        markers = self.syntax.object_markers
        marked = [a for a in found if a.role != "subject" and a.prep in markers and a.head > predicate.head]
        if not marked:
            return found
        common = any(self.sentence.words[a.head].pos == "NOUN" for a in marked)
        marked.sort(key=lambda a: (common and self._is_place(a.head), a.head))
        roles = {a.head: ("object" if n == 0 else "indirect") for n, a in enumerate(marked)}
        return [Argument(roles.get(a.head, a.role), a.prep, a.head, a.how) for a in found]

    def _is_place(self, i: int) -> bool:
        """Whether a word names a place: where to, when somebody else is named beside it ("extraditó a X a Chile")."""
        word = self.sentence.words[i]
        return word.pos == "PROPN" and word.entity != "PER" and not self.sentence.children(i, "det")

    def _counts(self, word: Word) -> bool:
        return word.lemma.lower() in self.syntax.quantifiers or word.lower in self.syntax.quantifiers

    def _is_relative(self, i: int) -> bool:
        return i in self._relatives
