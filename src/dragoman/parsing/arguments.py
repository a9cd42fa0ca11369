"""The arguments of predicates by role: those in the tree, and those that are understood.

Understood are the subject of an infinitive under control, of a gerund, of a second verb in a coordination; what a
relative pronoun stands for; and what a light verb lends to its noun ("realizó una visita a Vietnam").
"""

from __future__ import annotations

from dragoman.parsing.agreement import stands_for
from dragoman.parsing.clauses import Argument
from dragoman.parsing.predicates import Predicate, is_conjunction, preposition
from dragoman.parsing.support import is_one_of
from dragoman.parsing.syntax import Syntax
from dragoman.parsing.treearguments import TreeArguments
from dragoman.parsing.words import Sentence, Word

_Link = tuple[int | None, str, str, tuple[str, ...]]


class Arguments(TreeArguments):
    """Works out, once each, the arguments of all predicates of a sentence."""

    def __init__(self, sentence: Sentence, syntax: Syntax, predicates: list[Predicate], links: list[_Link]) -> None:
        super().__init__(sentence, syntax, predicates)
        self.links = links
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
        found += self._shared(n, found)
        found += self._understood(n, found)
        found = [a for a in found if a.how != "tree" or not self._is_relative(a.head)]
        self._open.discard(n)
        self._done[n] = self._with_conjuncts(found)
        return self._done[n]

    def _resumed(self, n: int, own: list[Argument]) -> list[Argument]:
        """An object pronoun stands for the object of a clause before it, if they agree ("las restableció")."""
        pronouns = [a for a in own if a.role == "object" and self.sentence.words[a.head].pos == "PRON"]
        enclitic = self._enclitic(n, own)
        if enclitic:
            return [*own, *enclitic]
        if not pronouns:
            return own
        before = [k for k in range(n - 1, -1, -1) if self.predicates[k].kind in ("verb", "participle")]
        known = [a for k in before for a in self.of(k) if a.role == "object" and a.head < pronouns[0].head]
        return [
            next((b for b in known if stands_for(self.sentence, a.head, b.head)), a) if a in pronouns else a
            for a in own
        ]

    def _shared(self, n: int, own: list[Argument]) -> list[Argument]:
        """What two verbs on end share stands behind the second ("beat and arrested several of them")."""
        head = self.predicates[n].head
        if head + 2 >= len(self.sentence.words) or self.sentence.words[head + 1].pos != "CCONJ":
            return []
        if any(a.head > head for a in own):
            return []
        for k, (governor, link, _, _) in enumerate(self.links):
            other = self.predicates[k]
            if governor == n and link == "conjunct" and min(other.words) == head + 2 and other.kind != "noun":
                same = other.passive == self.predicates[n].passive
                roles = {"object", "subject"} if same else set()
                theirs = self._own(k)
                return [
                    Argument(a.role, a.prep, a.head, "conjunct") for a in theirs if a.role in roles and a.head > head
                ]
        return []

    def _enclitic(self, n: int, own: list[Argument]) -> list[Argument]:
        """The object that a pronoun at the end of a verb stands for ("expulsó a la misión tras acusarla")."""
        word = self.sentence.words[self.predicates[n].head]
        endings = self.syntax.enclitics
        if not endings or word.pos != "VERB" or word.morph.get("VerbForm") not in ("Inf", "Ger"):
            return []
        ending = next((e for e in sorted(endings, key=len, reverse=True) if word.lower.endswith(e)), "")
        if not ending or any(a.role == "object" for a in own):
            return []
        for k in range(n - 1, -1, -1):
            if self.predicates[k].kind == "noun":
                continue
            for a in self.of(k):
                noun = self.sentence.words[a.head]
                agrees = all(noun.morph.get(f, v) == v for f, v in endings[ending].items())
                if a.role in ("object", "indirect") and a.head < word.i and noun.pos in ("NOUN", "PROPN") and agrees:
                    return [Argument("object", "", a.head, "understood")]
        return []

    def _with_conjuncts(self, found: list[Argument]) -> list[Argument]:
        complete: list[Argument] = []
        seen: set[tuple[str, str, int]] = set()
        for argument in found:
            role, prep = argument.role, argument.prep
            for head in (argument.head, *self._conjuncts(argument)):
                key = (role, prep, head)
                if key not in seen:
                    seen.add(key)
                    complete.append(argument if head == argument.head else Argument(role, prep, head, "conjunct"))
        return complete

    def _conjuncts(self, argument: Argument) -> list[int]:
        found, todo = [], [argument.head]
        while todo:
            for word in self.sentence.children(todo.pop(), "conj"):
                if word.pos in ("VERB", "AUX") and argument.role != "complement":
                    continue
                if argument.role == "prep" and self._other_preposition(word, argument.prep):
                    continue
                found.append(word.i)
                todo.append(word.i)
        return found

    def _other_preposition(self, word: Word, prep: str) -> bool:
        return preposition(self.sentence, word.i, self.syntax) not in ("", prep)

    def _understood(self, n: int, own: list[Argument]) -> list[Argument]:
        predicate = self.predicates[n]
        governor, link, _, _ = self.links[n]
        roles = {a.role for a in own if not self._is_relative(a.head)}
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
            found += self._lend_subject(governor, "conjunct", predicate)
        elif self._is_controlled(predicate, over, link):
            found += self._from_control(predicate, governor, link)
        elif self._drops_subject(predicate, link):
            found += self._lend_agreeing(predicate, governor)
        return found

    def _lend(self, arguments: list[Argument], role: str, how: str, as_role: str = "subject") -> list[Argument]:
        return [Argument(as_role, "", a.head, how) for a in arguments if a.role == role]

    def _lend_subject(self, governor: int, how: str, to: Predicate) -> list[Argument]:
        """The governor's grammatical subject: the one acted upon where it is passive ("fue recibido por X y firmó")."""
        theirs = self.of(governor)
        over, role = self.predicates[governor], "object" if to.passive else "subject"
        acted = self._lend(theirs, "object", how, role) if over.passive and over.kind == "verb" else []
        return acted or self._lend(theirs, "subject", how, role)

    def _from_control(self, predicate: Predicate, governor: int, link: str) -> list[Argument]:
        over, theirs = self.predicates[governor], self.of(governor)
        role = "object" if predicate.passive else "subject"
        judged = link == "reason" or (link == "purpose" and predicate.mood == "gerund")
        if (judged or link in ("complement", "of")) and self._controls_object(over):
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
        lent = self._lend_subject(governor, "understood", predicate)
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
        if link not in ("complement", "purpose", "reason", "adverbial", "of"):
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
                role = argument.role
                if role == "subject" and self._cannot_be_subject(predicate, antecedent):
                    role = "object"
                return [Argument(role, argument.prep, antecedent, "relative")]
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

    def _cannot_be_subject(self, predicate: Predicate, antecedent: int) -> bool:
        """Whether one thing stands before a verb for many: "un carguero que habían capturado" was captured."""
        if not self.syntax.drops_subjects or predicate.passive:
            return False
        finite = [self.sentence.words[i].morph for i in predicate.words]
        plural = any(m.get("VerbForm") == "Fin" and m.get("Number") == "Plur" for m in finite)
        word = self.sentence.words[antecedent]
        single = (
            word.pos == "NOUN" and word.morph.get("Number") == "Sing" and not self.sentence.children(word.i, "conj")
        )
        return plural and single and not self._counts(word)

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
