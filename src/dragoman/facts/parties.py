"""Who are the parties of an agreement: from its event, from the grammar around it, from who met where it was signed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from dragoman.actors.mentions import ActorMention, ActorMentions
from dragoman.events.found import Found
from dragoman.facts.agreement_words import AgreementWords, Noun
from dragoman.facts.enumerations import enumeration
from dragoman.parsing.clauses import Clause, ParsedSentence
from dragoman.parsing.syntax import Syntax
from dragoman.parsing.words import Sentence
from dragoman.records import Actor, Status

Outcome = Literal["signed", "planned", "ratified", "suspended", "ended"]
_NEAR = 12
_PARTIES = frozenset({"SUPPORT", "AGREE", "CONCEDE", "CONSULT", "COOPERATE", "RETREAT"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A noun that names an agreement, what became of it, and the clause that tells so."""

    sentence: int
    noun: int
    entry: Noun
    outcome: Outcome
    clause: Clause | None


class Parties:
    """Finds parties in one article. ``found`` are the mentions of events by sentence."""

    def __init__(
        self,
        words: AgreementWords,
        syntax: Syntax,
        mentions: ActorMentions,
        found: Mapping[int, Sequence[Found]],
    ) -> None:
        self._words = words
        self._syntax = syntax
        self._mentions = mentions
        self._found = found

    def of(self, parsed: ParsedSentence, candidate: Candidate) -> tuple[tuple[Actor, ...], Found | None]:
        """The parties of an agreement and the mention of its event; no parties where none are known."""
        sentence = parsed.sentence.index
        clause = candidate.clause
        here = [f for f in self._found.get(sentence, ()) if clause is not None and f.clause == clause.index]
        event = next((f for f in here if f.actors or f.recipients), None)
        hosted = self._hosted(sentence, clause)
        if hosted:
            return hosted, event
        own = self._own_parties(parsed, candidate)
        if event is not None and candidate.outcome != "ended":
            told = _distinct([*event.actors, *event.recipients])
            if len(told) >= 2 and len(_code_set(told)) >= len(_code_set(own)):
                return told, event
        if event is not None and len(own) < 2:
            own = _distinct([*event.actors, *event.recipients, *own])
        if len(own) >= 2 or (own and candidate.outcome in ("ratified", "ended", "suspended")):
            return own, event
        around = self._context(sentence)
        # Who met, talked or agreed in the same sentence signed too, if the one signatory is among them.
        if around and _code_set(own) <= _code_set(around):
            return around, event
        return own, event

    def _context(self, sentence: int) -> tuple[Actor, ...]:
        """Who met in this sentence or the one before, where the signing names nobody: "se firmó un pacto"."""
        for index in (sentence, sentence - 1):
            groups = [
                _distinct([*f.actors, *f.recipients])
                for f in self._found.get(index, ())
                if f.type in _PARTIES and f.status is not Status.NEGATED
            ]
            near = [g for g in groups if len(g) >= 2]
            if near:
                return near[-1]
        return ()

    def _own_parties(self, parsed: ParsedSentence, candidate: Candidate) -> tuple[Actor, ...]:
        sentence = parsed.sentence
        heads: list[int] = []
        partners: list[int] = []
        clauses = [candidate.clause] if candidate.clause else []
        # "se retiró del acuerdo que firmó con Ankara": the relative clause names the parties.
        clauses += [c for c in parsed.clauses if c not in clauses and self._qualifies(sentence, c, candidate.noun)]
        for clause in clauses:
            for argument in clause.arguments:
                joint = argument.prep in (*self._words.with_, *self._words.between)
                if joint:
                    partners.append(argument.head)
                elif argument.role == "subject" or (clause.kind == "noun" and argument.role == "of"):
                    heads.append(argument.head)
        for child in sentence.children(candidate.noun):
            preps = {w.lower for w in sentence.children(child.i, "case")}
            joint = bool(preps & {*self._words.with_, *self._words.between})
            owner = child.dep == "nmod" and bool(preps & set(self._syntax.genitives))
            if joint:
                partners.append(child.i)
            elif owner or child.dep in ("amod", "nmod:poss", "compound"):
                heads += [child.i, *self._conjuncts(sentence, child.i)]
        heads += self._whose(sentence, candidate.noun)
        partners = partners or self._partner(sentence, candidate.noun)
        actors: list[Actor] = []
        for head in heads:
            mention = self._mention(sentence, head)
            if head != candidate.noun and mention is not None:
                actors += self._joined(sentence, mention)
        for head in partners:
            mention = self._mention(sentence, head)
            actors += self._beside(sentence, mention) if mention is not None else ()
        if not actors and candidate.clause is not None and candidate.clause.kind == "verb":
            before = self._before(sentence, candidate.clause.head)
            actors += self._joined(sentence, before) if before is not None else ()
        found = _distinct(actors)
        if len(found) == 1 and candidate.clause is not None and candidate.clause.kind == "noun":
            return _distinct([*self._witnesses(parsed, candidate.clause), *found])
        return found or self._witnesses(parsed, candidate.clause)

    def _partner(self, sentence: Sentence, noun: int) -> list[int]:
        """As in "el tratado de control de armas con Estados Unidos", wherever the tree hung it."""
        for word in sentence.words[noun + 1 : noun + _NEAR]:
            if word.pos in ("PUNCT", "VERB", "AUX", "SCONJ", "PRON"):
                break
            if word.lower in self._words.with_:
                behind = (w.i for w in sentence.words[word.i + 1 : word.i + 4] if w.pos not in ("DET", "ADJ"))
                first = next(behind, None)
                return [first] if first is not None and self._mention(sentence, first) is not None else []
        return []

    def _before(self, sentence: Sentence, verb: int) -> ActorMention | None:
        """The mention that stands right before a verb, where the tree gives it no subject."""
        at = verb - 1
        while at >= 0 and sentence.words[at].pos in ("AUX", "ADV", "PRON", "PART"):
            at -= 1
        mention = self._mentions.covering(sentence.index, at) if at >= 0 else None
        # "Tras dos días en Nairobi, Kenia y Etiopía firmaron": the tree may take all of it for the place.
        named = mention is not None and (mention.acts or mention.how == "name")
        return mention if mention is not None and named and mention.how != "demonym" else None

    def _witnesses(self, parsed: ParsedSentence, clause: Clause | None) -> tuple[Actor, ...]:
        """As in "los presidentes presenciaron la firma": those who act on a signing that names nobody."""
        if clause is None or clause.kind != "noun" or clause.governor is None:
            return ()
        over = parsed.clauses[clause.governor]
        subjects = [self._mention(parsed.sentence, a.head) for a in over.arguments if a.role == "subject"]
        return _distinct(a for m in subjects if m is not None for a in m.actors)

    def _mention(self, sentence: Sentence, head: int) -> ActorMention | None:
        return self._mentions.headed(sentence.index, head) or self._mentions.covering(sentence.index, head)

    def _beside(self, sentence: Sentence, mention: ActorMention) -> list[Actor]:
        """The actors of an enumeration of partners: "con Ucrania, Turquía y la ONU"."""
        joins = (",", *self._words.joins, *self._words.articles)
        whole = (0, len(sentence.words) - 1)
        members = enumeration(sentence, mention, self._mentions, joins, whole, lambda m: m.how != "demonym")
        return [a for m in members if m.first >= mention.first for a in m.actors]

    def _joined(self, sentence: Sentence, mention: ActorMention) -> list[Actor]:
        """The actors of "Washington y los talibanes", whichever of the two the tree took for the subject."""
        joins = (*self._words.joins, *self._words.articles)
        whole = (0, len(sentence.words) - 1)
        members = enumeration(sentence, mention, self._mentions, joins, whole, lambda m: m.how != "demonym")
        return [a for m in members for a in m.actors]

    def _hosted(self, sentence: int, clause: Clause | None) -> tuple[Actor, ...]:
        """As in "una visita a Corea del Norte, donde se firmó un pacto": the visitor and the host."""
        places = [a.head for a in clause.arguments if a.role == "place"] if clause else []
        if not places or (clause and any(a.role == "subject" for a in clause.arguments)):
            return ()
        hosts = {a.code for h in places if (m := self._mentions.headed(sentence, h)) for a in m.actors}
        for item in self._found.get(sentence, ()):
            group = _distinct([*item.actors, *item.recipients])
            if item.type == "CONSULT" and hosts & _code_set(group) and len(group) >= 2:
                return group
        return ()

    def _qualifies(self, sentence: Sentence, clause: Clause, noun: int) -> bool:
        """Whether a relative clause tells who signed the noun, wherever in its phrase the parser hung it."""
        if any(a.head == noun and a.how == "relative" for a in clause.arguments):
            return True
        if clause.link != "relative" or clause.head < noun or clause.lemma not in self._words.signing.verbs:
            return False
        others = [w for w in sentence.words[noun + 1 : clause.head] if w.pos == "NOUN" and self._words.noun(w.lemma)]
        verbs = [w for w in sentence.words[noun + 1 : clause.head] if w.pos == "VERB"]
        return not others and not verbs

    def _whose(self, sentence: Sentence, noun: int) -> list[int]:
        """As in "Brasil y Colombia, cuyo tratado fue ratificado": those before the relative."""
        if not any(w.lower in self._syntax.relatives for w in sentence.children(noun, "det", "nmod", "case")):
            return []
        for word in sentence.ancestors(noun):
            if word.dep.split(":")[0] == "acl":
                return [word.head, *self._conjuncts(sentence, word.head)]
        return []

    @staticmethod
    def _conjuncts(sentence: Sentence, i: int) -> list[int]:
        found, todo = [], [i]
        while todo:
            for word in sentence.children(todo.pop(), "conj"):
                found.append(word.i)
                todo.append(word.i)
        return found


def _distinct(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    """Actors with a code, each state once; inside one state each of its sectors, for they are the parties then."""
    listed = [a for a in actors if a.code is not None]
    several = len({a.code for a in listed}) > 1
    known: dict[object, Actor] = {}
    for actor in listed:
        known.setdefault(actor.code if several else actor.sectors[:1], actor)
    return tuple(known.values())


def _code_set(actors: Iterable[Actor]) -> frozenset[str | None]:
    return frozenset(a.code for a in actors)
