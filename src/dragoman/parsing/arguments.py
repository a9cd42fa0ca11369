"""The arguments of predicates by role: those in the tree, and those that are understood.

Understood are the subject of an infinitive under control, of a gerund, of a second verb in a coordination; what a
relative pronoun stands for; and what a light verb lends to its noun ("realizó una visita a Vietnam").
"""

from __future__ import annotations

from dragoman.parsing.agreement import stands_for, unbroken
from dragoman.parsing.clauses import Argument
from dragoman.parsing.predicates import Predicate, is_conjunction, preposition, verb_form
from dragoman.parsing.support import is_one_of
from dragoman.parsing.syntax import Syntax
from dragoman.parsing.words import Sentence, Word

_Link = tuple[int | None, str, str, tuple[str, ...]]


class Arguments:
    """Works out, once each, the arguments of all predicates of a sentence."""

    def __init__(self, sentence: Sentence, syntax: Syntax, predicates: list[Predicate], links: list[_Link]) -> None:
        self.sentence = sentence
        self.syntax = syntax
        self.predicates = predicates
        self.links = links
        self._heads = {i for p in predicates for i in p.words}
        self._done: dict[int, list[Argument]] = {}
        self._open: set[int] = set()

    def of(self, n: int) -> list[Argument]:
        """Arguments of predicate ``n``, nearest the predicate first within what the tree gives."""
        if n in self._done:
            return self._done[n]
        if n in self._open:
            return []
        self._open.add(n)
        found = self._resumed(n, self._own(n))
        found += self._understood(n, found)
        found = [a for a in found if a.how != "tree" or not self._is_relative(a.head)]
        self._open.discard(n)
        self._done[n] = self._with_conjuncts(found)
        return self._done[n]

    # what the tree gives

    def _own(self, n: int) -> list[Argument]:
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
        above = {w.i for w in self.sentence.ancestors(predicate.head)}
        for word in self.sentence.words[last + 1 :]:
            if word.head not in above or word.dep.split(":")[0] not in ("obl", "nmod", "obj", "iobj"):
                continue
            inside = self.sentence.subtree(word.i)
            prep = preposition(self.sentence, word.i, self.syntax)
            if inside[0] != last + 1 or prep not in self.syntax.noun_prepositions or prep in taken:
                break
            role = "subject" if prep in self.syntax.agents else "prep"
            found.append(Argument(role, prep, word.i, "following"))
            last = inside[-1]
        return found

    def _resumed(self, n: int, own: list[Argument]) -> list[Argument]:
        """An object pronoun in a second verb stands for the object of the first ("las restableció")."""
        governor, link, _, _ = self.links[n]
        if link != "conjunct" or governor is None:
            return own
        known = [a for a in self.of(governor) if a.role == "object"]
        return [
            next((b for b in known if stands_for(self.sentence, a.head, b.head)), a) if a.role == "object" else a
            for a in own
        ]

    def _told_apart(self, predicate: Predicate, found: list[Argument]) -> list[Argument]:
        """Which arguments with the personal preposition are objects.

        Beside a bare object one is indirect ("pidió a Chile la salida"); alone, what the parser took for an oblique is
        the object ("secuestraron a tres ingenieros").
        """
        roles = {a.role for a in found}
        found = self._inverted(predicate, found)
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
        if word.lemma.lower() not in self.syntax.quantifiers and word.lower not in self.syntax.quantifiers:
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
        finite = [self.sentence.words[i] for i in predicate.words]
        return bool(endings) and child.pos == "NOUN" and any(w.lower.endswith(endings) for w in finite)

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

    def _inverted(self, predicate: Predicate, found: list[Argument]) -> list[Argument]:
        """Behind what is reported, the noun after the verb says it: "…, denunció la Defensoría"."""
        head = predicate.head
        said = any(a.role == "complement" and a.head < head for a in found)
        comma = head > 0 and self.sentence.words[head - 1].pos == "PUNCT"
        if not (self.syntax.drops_subjects and predicate.kind == "verb" and said and comma):
            return found
        if any(a.role == "subject" for a in found):
            return found
        turned = [a for a in found if a.role == "object" and not a.prep and a.head > head]
        return [Argument("subject", "", a.head, a.how) if a in turned[:1] else a for a in found]

    def _first_as_object(self, predicate: Predicate, found: list[Argument]) -> list[Argument]:
        """The first argument with the personal preposition as the object, any other as the indirect object."""
        markers = self.syntax.object_markers
        marked = [a for a in found if a.role != "subject" and a.prep in markers and a.head > predicate.head]
        marked.sort(key=lambda a: a.head)
        roles = {a.head: ("object" if n == 0 else "indirect") for n, a in enumerate(marked)}
        return [Argument(roles.get(a.head, a.role), a.prep, a.head, a.how) for a in found]

    def _with_conjuncts(self, found: list[Argument]) -> list[Argument]:
        complete: list[Argument] = []
        seen: set[tuple[str, str, int]] = set()
        for argument in found:
            for head in [argument.head, *self._conjuncts(argument)]:
                key = (argument.role, argument.prep, head)
                if key not in seen:
                    seen.add(key)
                    how = argument.how if head == argument.head else "conjunct"
                    complete.append(Argument(argument.role, argument.prep, head, how))
        return complete

    def _conjuncts(self, argument: Argument) -> list[int]:
        found, todo = [], [argument.head]
        while todo:
            for word in self.sentence.children(todo.pop(), "conj"):
                other = preposition(self.sentence, word.i, self.syntax)
                if word.pos in ("VERB", "AUX") and argument.role != "complement":
                    continue
                if other and argument.role == "prep" and other != argument.prep:
                    continue
                found.append(word.i)
                todo.append(word.i)
        return found

    # what is understood

    def _understood(self, n: int, own: list[Argument]) -> list[Argument]:
        predicate = self.predicates[n]
        governor, link, _, _ = self.links[n]
        roles = {a.role for a in own}
        found: list[Argument] = []
        top = self.sentence.words[predicate.top]
        relative = top.dep.split(":")[0] in ("acl", "amod") and predicate.kind != "noun"
        if relative and not is_conjunction(self.sentence, predicate, self.syntax):
            found += self._from_relative(predicate, own, top)
            roles |= {a.role for a in found}
        if predicate.kind == "noun":
            found += self._from_light_relative(n)
        if governor is None:
            return found
        over = self.predicates[governor]
        if predicate.kind == "noun":
            return found + self._from_light_verb(n, governor, link)
        if link == "relative" and not roles & {"subject"} and self._drops_subject(predicate, "adverbial"):
            return found + self._lend_agreeing(predicate, self._verb_above(n))
        if ("object" if predicate.passive else "subject") in roles:
            return found
        if link == "conjunct" and over.kind != "noun":
            passive = predicate.passive
            found += self._lend(self.of(governor), "subject", "conjunct", as_role="object" if passive else "subject")
        elif self._is_controlled(predicate, over, link):
            found += self._from_control(predicate, governor, link)
        elif self._drops_subject(predicate, link):
            found += self._lend_agreeing(predicate, governor)
        return found

    def _lend(self, arguments: list[Argument], role: str, how: str, as_role: str = "subject") -> list[Argument]:
        return [Argument(as_role, "", a.head, how) for a in arguments if a.role == role]

    def _from_control(self, predicate: Predicate, governor: int, link: str) -> list[Argument]:
        over, theirs = self.predicates[governor], self.of(governor)
        role = "object" if predicate.passive else "subject"
        if link in ("complement", "of") and self._controls_object(over):
            asked = [a for a in theirs if a.role in ("object", "indirect")]
            asked = asked or [a for a in theirs if a.prep in self.syntax.control_prepositions]
            if asked:
                return [Argument(role, "", a.head, "control") for a in asked]
        how = "gerund" if predicate.mood == "gerund" else "control"
        found = self._lend(theirs, "subject", how, role)
        if not found and over.passive:
            found = self._lend(theirs, "object", how, role)
        return found

    def _verb_above(self, n: int) -> int:
        """The nearest verb over a predicate, or the predicate itself where there is none."""
        at = self.links[n][0]
        for _ in self.predicates:
            if at is None:
                return n
            if self.predicates[at].kind == "verb":
                return at
            at = self.links[at][0]
        return n

    def _from_light_relative(self, n: int) -> list[Argument]:
        """What a light verb lends to the noun it modifies ("sanciones impuestas a Irán")."""
        mine = self.predicates[n].head
        found: list[Argument] = []
        for k, (governor, link, _, _) in enumerate(self.links):
            light = is_one_of(self.predicates[k].lemma, self.syntax.light_verbs)
            if governor != n or link != "relative" or not light:
                continue
            theirs = self.of(k)
            if any(a.head == mine and a.role == "object" for a in theirs):
                lent = [a for a in theirs if a.head != mine and a.role in ("subject", "indirect", "object", "prep")]
                found += [Argument("prep" if a.prep else a.role, a.prep, a.head, "support") for a in lent]
        return found

    def _drops_subject(self, predicate: Predicate, link: str) -> bool:
        """Whether a finite clause without a subject means that of its governor ("aseguró que firmará")."""
        finite = predicate.kind == "verb" and predicate.mood in ("indicative", "subjunctive", "conditional")
        return self.syntax.drops_subjects and finite and link in ("complement", "adverbial", "condition")

    def _lend_agreeing(self, predicate: Predicate, governor: int) -> list[Argument]:
        """The governor's subject, if it agrees in number with the verb."""
        lent = self._lend(self.of(governor), "subject", "understood", "object" if predicate.passive else "subject")
        finite = [self.sentence.words[i] for i in predicate.words]
        numbers = {w.morph.get("Number") for w in finite if w.morph.get("VerbForm") == "Fin"} - {None}
        endings = self.syntax.first_person_endings or ("\0",)
        speaker = any(
            w.morph.get("Person") == "1" or w.lower.endswith(endings) for w in finite
        )  # "condenamos …", afirmó el canciller
        if not lent or not numbers or speaker:
            return lent
        plural = len(lent) > 1 or self.sentence.words[lent[0].head].morph.get("Number") == "Plur"
        return lent if ("Plur" in numbers) == plural else []

    def _is_controlled(self, predicate: Predicate, over: Predicate, link: str) -> bool:
        """Whether the subject is to be sought in the governor: infinitives, gerunds, adjectives, "pidió que haga"."""
        if link not in ("complement", "purpose", "adverbial", "of"):
            return False
        if predicate.kind == "adjective" or predicate.mood in ("infinitive", "gerund", "participle"):
            return True
        return link == "complement" and predicate.mood == "subjunctive" and self._controls_object(over)

    def _controls_object(self, over: Predicate) -> bool:
        return over.lemma.split(" ")[0] in self.syntax.object_control

    def _from_relative(self, predicate: Predicate, own: list[Argument], top: Word) -> list[Argument]:
        antecedent = top.head
        if antecedent == top.i:
            return []
        for argument in own:
            if self._is_relative(argument.head):
                return [Argument(argument.role, argument.prep, antecedent, "relative")]
        if predicate.kind == "participle" and predicate.passive:
            return [Argument("object", "", antecedent, "relative")]
        roles = {a.role for a in own}
        if top.dep == "acl:relcl" and "subject" in roles and not roles & {"object", "complement"}:
            return [Argument("object", "", antecedent, "relative")]
        pronouns = [w for w in self.sentence.children(top.i) if w.lower in self.syntax.relatives]
        if pronouns and pronouns[0].pos in ("ADV", "SCONJ", "PRON") and "subject" in roles:
            return [Argument("prep", preposition(self.sentence, pronouns[0].i, self.syntax), antecedent, "relative")]
        if "subject" not in roles and not (predicate.passive and "object" in roles):
            return [Argument("object" if predicate.passive else "subject", "", antecedent, "relative")]
        return []

    def _is_relative(self, i: int) -> bool:
        word = self.sentence.words[i]
        return word.lower in self.syntax.relatives and word.pos != "NOUN"

    def _from_light_verb(self, n: int, governor: int, link: str) -> list[Argument]:
        over = self.predicates[governor]
        if link == "conjunct" and over.kind == "noun":
            shared = [a for a in self.of(governor) if a.how == "support"]
            return [Argument(a.role, a.prep, a.head, "support") for a in shared if a.head != self.predicates[n].head]
        if not self._lends(n, over, link):
            return self._participant(n, governor, link)
        theirs = self.of(governor)
        below = set(self.sentence.subtree(self.predicates[n].head))
        roles = ("subject", "indirect", "prep")
        return [Argument(a.role, a.prep, a.head, "support") for a in theirs if a.head not in below and a.role in roles]

    def _lends(self, n: int, over: Predicate, link: str) -> bool:
        """Whether the governor is a light verb that lends what it has to the noun."""
        _, _, mark, via = self.links[n]
        if over.kind not in ("verb", "participle") or link not in ("object", "prep", "subject"):
            return False
        if link == "prep" and mark not in self.syntax.support_prepositions:
            return False
        return is_one_of(over.lemma, self.syntax.light_verbs) and all(v in self.syntax.quantifiers for v in via)

    def _participant(self, n: int, governor: int, link: str) -> list[Argument]:
        """The subject of a clause takes part in what it did before, during or after ("llegó tras una visita a")."""
        mark = self.links[n][2]
        if link != "prep" or mark not in self.syntax.sequences or self.predicates[governor].kind != "verb":
            return []
        if any(a.role in ("subject", "of") for a in self._own(n)):
            return []
        return self._lend(self.of(governor), "subject", "understood")
