"""Of whom a claim is made: states and organisations at or below a word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.actors.mentions import ActorMention, ActorMentions
from dragoman.facts.claim_words import ClaimWords
from dragoman.facts.enumerations import enumeration
from dragoman.folding import fold_text
from dragoman.parsing.clauses import Clause, ParsedSentence
from dragoman.parsing.syntax import Syntax
from dragoman.parsing.words import Sentence
from dragoman.records import Actor, Claim

_NAMING = frozenset({"name", "metonymy", "demonym", "reference", "apposition", "agent"})


class Bearers:
    """Finds the actors that claims are about, in one article."""

    def __init__(self, mentions: ActorMentions, words: ClaimWords, syntax: Syntax) -> None:
        self._mentions = mentions
        self._words = words
        self._syntax = syntax

    def at(self, sentence: Sentence, head: int) -> Actor | None:
        """The actor that a phrase names: the mention at its head, else the first below ("los puertos ucranianos")."""
        mention = self._mentions.headed(sentence.index, head) or self._mentions.covering(sentence.index, head)
        found = _actor(mention)
        if found is not None:
            return found
        # Below, but not in a clause or a second member of an enumeration.
        todo = [head]
        while todo:
            for child in sentence.children(todo.pop(0)):
                if child.dep.split(":")[0] in ("acl", "advcl", "conj", "ccomp", "xcomp", "parataxis", "obl", "appos"):
                    continue
                found = _actor(self._mentions.headed(sentence.index, child.i))
                if found is not None:
                    return found
                todo.append(child.i)
        return None

    def within(self, sentence: Sentence, first: int, last: int) -> list[Actor]:
        """The actors named between two words, in order."""
        inside = self._mentions.within(sentence.index, first, last)
        return [a for m in inside if (a := _actor(m)) is not None]

    def pair(self, sentence: Sentence, first: int, last: int) -> tuple[Actor, Actor] | None:
        """The two actors of "ambos países", "the two countries" between two words."""
        for mention in self._mentions.within(sentence.index, first, last):
            if len(mention.actors) == 2 and all(a.code for a in mention.actors):
                return mention.actors[0], mention.actors[1]
        return None

    def subject(self, parsed: ParsedSentence, clause: Clause) -> Actor | None:
        """The actor that is the subject of a clause, or of the clause it continues."""
        for argument in clause.arguments:
            if argument.role == "subject":
                found = self.at(parsed.sentence, argument.head) or self._land(parsed.sentence, argument.head)
                if found is not None:
                    return found
        return None

    def _land(self, sentence: Sentence, head: int) -> Actor | None:
        """As "la isla", "the country" where the sentence names but one state."""
        if sentence.words[head].lemma.lower() not in self._words.lands or sentence.children(head, "amod", "nummod"):
            return None
        named = self.within(sentence, 0, head)
        return named[0] if named and len({a.code for a in named}) == 1 else None

    def prepositional(self, parsed: ParsedSentence, clause: Clause, prepositions: Iterable[str]) -> Actor | None:
        """The actor after one of the prepositions in a clause."""
        wanted = set(prepositions)
        for argument in clause.arguments:
            genitive = argument.role == "of" and bool(wanted & set(self._syntax.genitives))
            if argument.prep in wanted or genitive:
                found = self.at(parsed.sentence, argument.head)
                if found is not None:
                    return found
        return None

    def after(self, sentence: Sentence, i: int, prepositions: Iterable[str], last: int | None = None) -> Actor | None:
        """The first actor behind a word that one of the prepositions opens, wherever the parser hung it."""
        wanted = set(prepositions)
        end = len(sentence.words) - 1 if last is None else last
        for mention in self._mentions.within(sentence.index, i + 1, end):
            before = [w for w in sentence.words[max(0, mention.first - 2) : mention.first] if w.pos == "ADP"]
            contracted = {self._syntax.contractions.get(w.lower, w.lower).split(" ")[0] for w in before}
            found = _actor(mention)
            if found is not None and contracted & wanted:
                return found
        return None

    def before(self, sentence: Sentence, i: int) -> Actor | None:
        """The actor whose name ends right before a word."""
        mention = self._mentions.covering(sentence.index, i - 1) if i else None
        return _actor(mention) if mention is not None and mention.acts else None

    def listed(self, sentence: Sentence, actor: Actor | None) -> list[Actor]:
        """An actor and those coordinated with it: "China y Estados Unidos"."""
        mentions = self._mentions.within(sentence.index, 0, len(sentence.words) - 1)
        own = next((m for m in mentions if actor is not None and _actor(m) == actor), None)
        if own is None or actor is None:
            return [actor] if actor is not None else []
        joins = (",", *self._words.joins, *self._words.articles)
        whole = (0, len(sentence.words) - 1)
        named = enumeration(sentence, own, self._mentions, joins, whole, self._names)
        between = sentence.words[named[0].last : named[-1].first]
        joined = any(fold_text(w.text) in self._words.joins for w in between)
        # A comma before the conjunction of two ends an afterthought: "Belarus, an ally of Moscow, and Armenia".
        if not joined or (len(named) == 2 and any(w.text == "," for w in between)):
            return [actor]
        return [a for m in named if (a := _actor(m)) is not None]

    @staticmethod
    def _names(mention: ActorMention) -> bool:
        return mention.acts and mention.how in ("name", "metonymy") and _actor(mention) is not None

    def each(self, sentence: Sentence, claim: Claim) -> Iterator[Claim]:
        """The claim once for each of several coordinated subjects."""
        listed = self.listed(sentence, claim.subject)
        codes = {a.code for a in listed}
        if claim.object is not None and claim.object.code in codes:
            yield claim
            return
        for actor in listed:
            yield claim.model_copy(update={"subject": actor})

    def people(self, sentence: Sentence, i: int) -> bool:
        """Whether a word names a people ("Moroccans")."""
        mention = self._mentions.covering(sentence.index, i)
        return mention is not None and mention.how in ("demonym", "agent") and mention.first == mention.last

    def owner(self, sentence: Sentence, i: int, skip: Actor | None) -> Actor | None:
        """Whose a noun is: "sus importaciones", "las importaciones de Hanoi", "Vietnam's imports", "su socio"."""
        named: Actor | None = None
        for child in sentence.children(i):
            base = child.dep.split(":")[0]
            possessive = child.lower in self._syntax.possessives
            if possessive or base in ("nmod", "obl", "amod", "compound"):
                contracted = self._syntax.contractions
                prep = {contracted.get(w.lower, w.lower).split(" ")[0] for w in sentence.children(child.i, "case")}
                if prep and not prep & {*self._words.objects, *self._syntax.genitives, "'s", "’s", "'", "’"}:
                    continue
                found = self.at(sentence, child.i)
                if found is not None and not _same(found, skip):
                    named = named or found
        return named

    def other(self, sentence: Sentence, before: int, skip: Actor | None) -> Actor | None:
        """The last actor named before a word that is not ``skip``: whom an unresolved "sus" must mean."""
        named = [a for a in self.within(sentence, 0, before) if not _same(a, skip)]
        return named[-1] if named else None


def _actor(mention: ActorMention | None) -> Actor | None:
    if mention is None or mention.how not in _NAMING or len(mention.actors) != 1:
        return None
    actor = mention.actors[0]
    return actor if actor.code is not None and actor.office is None else None


def _same(a: Actor, b: Actor | None) -> bool:
    return b is not None and a.code == b.code
