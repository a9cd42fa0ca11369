"""Agreements: what was signed, ratified, suspended or ended, by whom, how many, on what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from dragoman.actors.mentions import ActorMention, ActorMentions
from dragoman.circumstances.attachment import Attachment
from dragoman.circumstances.dates import Dates
from dragoman.circumstances.folding import fold_text
from dragoman.circumstances.patterns import DateWords
from dragoman.events.found import Found
from dragoman.facts.agreement_words import AgreementWords, Deed, Noun
from dragoman.facts.enumerations import enumeration
from dragoman.facts.quantities import Quantity, QuantityFinder
from dragoman.facts.topics import Topics
from dragoman.lexicon import Lexicon
from dragoman.parsing.clauses import Argument, Clause, ParsedSentence
from dragoman.parsing.document import Document
from dragoman.parsing.syntax import Syntax, load_syntax
from dragoman.parsing.words import Sentence
from dragoman.records import Actor, Agreement, Count, Status

Outcome = Literal["signed", "planned", "ratified", "suspended", "ended"]
_RANK: dict[Outcome, int] = {"ended": 4, "suspended": 3, "ratified": 2, "signed": 1, "planned": 0}
_PARTIES = frozenset({"SUPPORT", "AGREE", "CONCEDE", "CONSULT", "COOPERATE", "RETREAT"})


@dataclass(frozen=True, slots=True)
class AgreementFound:
    """An agreement and the mention of its event, if the event stage found one."""

    agreement: Agreement
    found: Found | None


@dataclass(frozen=True, slots=True)
class _Candidate:
    sentence: int
    noun: int
    entry: Noun
    outcome: Outcome
    clause: Clause | None


class AgreementFinder:
    """Finds the agreements of articles in one language.

    Raises:
        LexiconError: ``agreements.yaml`` of the language is missing or not valid.
    """

    def __init__(self, lexicon: Lexicon, language: str) -> None:
        self.words = lexicon.document(f"{language}/agreements.yaml", AgreementWords)
        self.syntax: Syntax = load_syntax(lexicon, language)
        self.dates = lexicon.document(f"{language}/dates.yaml", DateWords)
        self.quantities = QuantityFinder(lexicon, language)
        self.units = frozenset(form for forms in self.dates.units.values() for form in forms)

    def find(
        self, document: Document, mentions: ActorMentions, found: Sequence[Found], dates: Dates
    ) -> tuple[AgreementFound, ...]:
        """One entry per agreement (or group of agreements told together), in the order of the text."""
        return _Run(self, document, mentions, found, dates).agreements()


class _Run:
    def __init__(
        self,
        finder: AgreementFinder,
        document: Document,
        mentions: ActorMentions,
        found: Sequence[Found],
        dates: Dates,
    ) -> None:
        self.words = finder.words
        self.finder = finder
        self.document = document
        self.mentions = mentions
        self.found: dict[int, list[Found]] = {}
        for item in found:
            self.found.setdefault(item.sentence, []).append(item)
        self.dates = dates
        self.topics = Topics(finder.words, finder.syntax, finder.units, mentions, dates)

    def agreements(self) -> tuple[AgreementFound, ...]:
        kept: list[AgreementFound] = []
        for parsed in self.document.sentences:
            candidates = self._candidates(parsed)
            for candidate in candidates:
                made = self._made(parsed, candidate)
                if made is None:
                    continue
                known = self._resumes(parsed.sentence, candidate.noun)
                twin = next((n for n, old in enumerate(kept) if _same(old.agreement, made.agreement, known)), None)
                if twin is None:
                    kept.append(made)
                else:
                    kept[twin] = _merged(kept[twin], made)
            self._resume(parsed, {c.noun for c in candidates}, kept)
        return tuple(kept)

    def _resumes(self, sentence: Sentence, noun: int) -> bool:
        """Whether a noun names an agreement as known: "el acuerdo", "the accord"."""
        before = {w.lower for w in sentence.children(noun, "det")}
        return bool(before & set(self.words.resuming))

    # candidates

    def _candidates(self, parsed: ParsedSentence) -> list[_Candidate]:
        best: dict[int, _Candidate] = {}
        for candidate in self._all(parsed):
            known = best.get(candidate.noun)
            if known is None or _RANK[candidate.outcome] > _RANK[known.outcome]:
                best[candidate.noun] = candidate
        return [best[i] for i in sorted(best)]

    def _all(self, parsed: ParsedSentence) -> Iterable[_Candidate]:
        sentence = parsed.sentence
        for clause in parsed.clauses:
            yield from self._loose(parsed, clause)
            for argument in clause.arguments:
                i = self._counted(sentence, argument.head)
                entry = self.words.noun(sentence.words[i].lemma) if i is not None else None
                if i is None or entry is None:
                    continue
                deed = self._deed(clause, argument, entry)
                if deed is None and self._declares(sentence, clause, argument, entry, i):
                    deed = "signed"
                outcome = self._outcome(parsed, clause, deed) if deed else None
                if outcome is not None:
                    yield _Candidate(sentence.index, i, entry, outcome, clause)
        yield from self._of_nouns(parsed)

    def _loose(self, parsed: ParsedSentence, clause: Clause) -> Iterable[_Candidate]:
        """An object that the tree hung elsewhere: "rubricaron en la misma cumbre acuerdos similares"."""
        deed = self.words.deed(clause.lemma, None) if clause.kind == "verb" and not clause.passive else None
        if deed is None or any(a.role in ("object", "complement") for a in clause.arguments):
            return
        words = parsed.sentence.words
        for word in words[clause.head + 1 : clause.head + 12]:
            if word.pos in ("PUNCT", "SCONJ") or word.morph.get("VerbForm") == "Fin":
                return
            entry = self.words.noun(word.lemma) if word.pos == "NOUN" else None
            if entry is not None and words[word.i - 1].pos != "ADP":
                outcome = self._outcome(parsed, clause, deed)
                if outcome is not None:
                    yield _Candidate(parsed.sentence.index, word.i, entry, outcome, clause)
                return

    def _of_nouns(self, parsed: ParsedSentence) -> Iterable[_Candidate]:
        """As in "la firma en junio de un acuerdo", where the tree does not tie the two."""
        sentence = parsed.sentence
        clauses = {c.head: c for c in parsed.clauses}
        for word in sentence.words:
            deed = self.words.deed_of_noun(word.lemma.lower()) if word.pos == "NOUN" else None
            noun = self._object_after(sentence, word.i) if deed is not None else None
            if deed is None or noun is None:
                continue
            entry = self.words.noun(sentence.words[noun].lemma)
            above = next((clauses[a.i] for a in sentence.ancestors(word.i) if a.i in clauses), None)
            clause = clauses.get(word.i) or above
            outcome = self._outcome(parsed, clause, deed) if clause else deed
            if outcome is not None and entry is not None:
                yield _Candidate(sentence.index, noun, entry, outcome, clause)

    def _object_after(self, sentence: Sentence, i: int) -> int | None:
        """The agreement noun after "firma … de": nothing but times and places stands between."""
        opened = False
        for word in sentence.words[i + 1 : i + 12]:
            if word.pos in ("VERB", "AUX", "PUNCT", "SCONJ", "PRON"):
                return None
            if (
                self.finder.syntax.contractions.get(word.lower, word.lower).split(" ")[0]
                in self.finder.syntax.genitives
            ):
                opened = True
            if opened and word.pos in ("NOUN", "PROPN") and self.words.noun(word.lemma) is not None:
                return word.i
        return None

    def _counted(self, sentence: Sentence, i: int) -> int | None:
        """The agreement noun that an argument stands for: "una docena de acuerdos", "un borrador de tratado"."""
        word = sentence.words[i]
        if self.words.noun(word.lemma) is not None:
            return i
        if word.lemma.lower() not in self.words.heads and word.pos != "NUM":
            return None
        below = sentence.children(i, "nmod", "obl", "appos")
        return next((w.i for w in below if self.words.noun(w.lemma) is not None), None)

    def _deed(self, clause: Clause, argument: Argument, entry: Noun) -> Deed | None:
        lemma = clause.lemma
        if clause.kind == "noun":
            return self.words.deed_of_noun(lemma) if argument.role in ("of", "object") or argument.prep else None
        takes = argument.role == "object" or (argument.role == "subject" and (clause.passive or clause.reflexive))
        deed = self.words.deed(lemma, None) if takes else None
        deed = deed or (self.words.deed(lemma, argument.prep) if argument.prep else None)
        if deed is None and takes and lemma in self.words.denouncing and entry.kind in ("treaty", "pact"):
            deed = "ended"
        # A broken truce is a violation, the agreement on it stands.
        return None if deed in ("ended", "suspended") and entry.topic else deed

    def _declares(self, sentence: Sentence, clause: Clause, argument: Argument, entry: Noun, i: int) -> bool:
        """As in "en una declaración conjunta … se comprometieron"."""
        if not entry.joint or argument.role != "prep" or clause.kind == "noun":
            return False
        joint = [w for w in sentence.children(i, "amod", "compound") if w.lemma.lower() in entry.joint]
        return bool(joint) and (clause.lemma in self.words.committing or bool(self.topics.of(sentence, i, entry)))

    def _outcome(self, parsed: ParsedSentence, clause: Clause, deed: Deed) -> Outcome | None:
        """None where it did not or may not happen; "planned" where it is ahead."""
        over = parsed.governors(clause)
        if clause.negated or clause.mood == "conditional" or clause.link == "condition":
            return None
        told = [f for f in self.found.get(parsed.sentence.index, ()) if f.clause == clause.index]
        if told and all(f.status in (Status.NEGATED, Status.HYPOTHETICAL) for f in told):
            return None
        dependent = clause.mood in ("infinitive", "subjunctive") or clause.kind == "noun"
        chain = [clause.link, *(g.link for g in over)]
        for position, governor in enumerate(over):
            if not dependent or chain[position] in ("relative", "adverbial", "conjunct", "parataxis"):
                break
            if governor.lemma.split(" ")[0] in self.words.unreal or governor.negated or governor.mood == "conditional":
                return None
            dependent = governor.mood in ("infinitive", "subjunctive")
        side = Attachment(parsed, self.finder.dates, self.finder.syntax).side(clause.index)
        # The present of headlines tells what happened, unless the day is still to come.
        if clause.tense == "present" and not clause.modals:
            side = "future" if self.dates.planned_of(parsed.sentence.index, clause.index) else "past"
        if side == "future":
            return "planned" if deed in ("signed", "ratified") else None
        return deed

    # the record

    def _made(self, parsed: ParsedSentence, candidate: _Candidate) -> AgreementFound | None:
        sentence, i = parsed.sentence, candidate.noun
        topics = self.topics.of(sentence, i, candidate.entry)
        parties, event = self._parties(parsed, candidate)
        if not parties or (len(parties) == 1 and not self._alone(candidate)):
            return None
        first = min([i, *(w.i for w in sentence.children(i, "det", "nummod", "amod", "compound") if i - w.i <= 4)])
        agreement = Agreement(
            parties=parties,
            kind=candidate.entry.kind,
            count=self._count(sentence, i),
            topics=topics,
            disclosed=False if self.topics.secret(sentence) else None,
            status=candidate.outcome,
            when=self.dates.of(sentence.index, candidate.clause.index) if candidate.clause else None,
            span=sentence.span(first, i),
        )
        return AgreementFound(agreement, event)

    @staticmethod
    def _alone(candidate: _Candidate) -> bool:
        """Whether one known party is enough: a state can join a treaty, ratify or leave; but an agreement takes two."""
        return candidate.entry.kind == "treaty" or candidate.outcome not in ("signed", "planned")

    def _parties(self, parsed: ParsedSentence, candidate: _Candidate) -> tuple[tuple[Actor, ...], Found | None]:
        sentence = parsed.sentence.index
        clause = candidate.clause
        here = [f for f in self.found.get(sentence, ()) if clause is not None and f.clause == clause.index]
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
        if not own or {a.code for a in own} < {a.code for a in around} or (len(around) > len(own) == 1):
            return around or own, event
        return own, event

    def _context(self, sentence: int) -> tuple[Actor, ...]:
        """Who met in this sentence or the one before, where the signing names nobody: "se firmó un pacto"."""
        for index in (sentence, sentence - 1):
            groups = [
                _distinct([*f.actors, *f.recipients])
                for f in self.found.get(index, ())
                if f.type in _PARTIES and f.status is not Status.NEGATED
            ]
            near = [g for g in groups if len(g) >= 2]
            if near:
                return near[-1]
        return ()

    def _own_parties(self, parsed: ParsedSentence, candidate: _Candidate) -> tuple[Actor, ...]:
        sentence = parsed.sentence
        heads: list[int] = []
        partners: list[int] = []
        clauses = [candidate.clause] if candidate.clause else []
        # "se retiró del acuerdo que firmó con Ankara": the relative clause names the parties.
        clauses += [c for c in parsed.clauses if c not in clauses and self._qualifies(sentence, c, candidate.noun)]
        for clause in clauses:
            for argument in clause.arguments:
                joint = argument.prep in (*self.words.with_, *self.words.between)
                if joint:
                    partners.append(argument.head)
                elif argument.role == "subject" or (clause.kind == "noun" and argument.role == "of"):
                    heads.append(argument.head)
        for child in sentence.children(candidate.noun):
            preps = {w.lower for w in sentence.children(child.i, "case")}
            joint = bool(preps & {*self.words.with_, *self.words.between})
            owner = child.dep == "nmod" and bool(preps & set(self.finder.syntax.genitives))
            if joint:
                partners.append(child.i)
            elif owner or child.dep in ("amod", "nmod:poss", "compound"):
                heads += [child.i, *self._conjuncts(sentence, child.i)]
        heads += self._whose(sentence, candidate.noun)
        actors: list[Actor] = []
        for head in heads:
            mention = self._mention(sentence, head)
            if head != candidate.noun and mention is not None:
                actors += self._joined(sentence, mention)
        for head in partners:
            mention = self._mention(sentence, head)
            actors += self._beside(sentence, mention) if mention is not None else ()
        return _distinct(actors) or self._witnesses(parsed, candidate.clause)

    def _witnesses(self, parsed: ParsedSentence, clause: Clause | None) -> tuple[Actor, ...]:
        """As in "los presidentes presenciaron la firma": those who act on a signing that names nobody."""
        if clause is None or clause.kind != "noun" or clause.governor is None:
            return ()
        over = parsed.clauses[clause.governor]
        subjects = [self._mention(parsed.sentence, a.head) for a in over.arguments if a.role == "subject"]
        return _distinct(a for m in subjects if m is not None for a in m.actors)

    def _mention(self, sentence: Sentence, head: int) -> ActorMention | None:
        return self.mentions.headed(sentence.index, head) or self.mentions.covering(sentence.index, head)

    def _beside(self, sentence: Sentence, mention: ActorMention) -> list[Actor]:
        """The actors of an enumeration of partners: "con Ucrania, Turquía y la ONU"."""
        joins = (",", *self.words.joins, *self.words.articles)
        whole = (0, len(sentence.words) - 1)
        members = enumeration(sentence, mention, self.mentions, joins, whole, lambda m: m.how != "demonym")
        return [a for m in members if m.first >= mention.first for a in m.actors]

    def _joined(self, sentence: Sentence, mention: ActorMention) -> list[Actor]:
        """The actors of "Washington y los talibanes", whichever of the two the tree took for the subject."""
        joins = (*self.words.joins, *self.words.articles)
        whole = (0, len(sentence.words) - 1)
        members = enumeration(sentence, mention, self.mentions, joins, whole, lambda m: m.how != "demonym")
        return [a for m in members for a in m.actors]

    def _hosted(self, sentence: int, clause: Clause | None) -> tuple[Actor, ...]:
        """As in "una visita a Corea del Norte, donde se firmó un pacto": the visitor and the host."""
        places = [a.head for a in clause.arguments if a.role == "place"] if clause else []
        if not places or (clause and any(a.role == "subject" for a in clause.arguments)):
            return ()
        hosts = {a.code for h in places if (m := self.mentions.headed(sentence, h)) for a in m.actors}
        for item in self.found.get(sentence, ()):
            group = _distinct([*item.actors, *item.recipients])
            if item.type == "CONSULT" and hosts & _code_set(group) and len(group) >= 2:
                return group
        return ()

    def _qualifies(self, sentence: Sentence, clause: Clause, noun: int) -> bool:
        """Whether a relative clause tells who signed the noun, wherever in its phrase the parser hung it."""
        if any(a.head == noun and a.how == "relative" for a in clause.arguments):
            return True
        if clause.link != "relative" or clause.head < noun or clause.lemma not in self.words.signing.verbs:
            return False
        others = [w for w in sentence.words[noun + 1 : clause.head] if w.pos == "NOUN" and self.words.noun(w.lemma)]
        verbs = [w for w in sentence.words[noun + 1 : clause.head] if w.pos == "VERB"]
        return not others and not verbs

    def _whose(self, sentence: Sentence, noun: int) -> list[int]:
        """As in "Brasil y Colombia, cuyo tratado fue ratificado": those before the relative."""
        if not any(w.lower in self.finder.syntax.relatives for w in sentence.children(noun, "det", "nmod", "case")):
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

    # how many

    def _count(self, sentence: Sentence, i: int) -> Count:
        quantity = self._quantity(sentence, i)
        if quantity is not None and quantity.value is not None:
            return _bounds(int(quantity.value), quantity.comparator)
        around = {w.lemma.lower() for w in sentence.words[max(0, i - 4) : i]}
        around |= {fold_text(w.text) for w in sentence.words[max(0, i - 4) : i]}
        noun = sentence.words[i]
        plural = noun.morph.get("Number") == "Plur"
        if plural or (around & set(self.words.several) and noun.morph.get("Number") != "Sing"):
            return Count(min=2, max=None)
        return Count(min=1, max=1)

    def _quantity(self, sentence: Sentence, i: int) -> Quantity | None:
        """The number that counts the noun: the last one before it with nothing but adjectives in between."""
        noun = sentence.words[i]
        times = [t.span for t in self.dates.in_sentence(sentence.index)]
        for quantity in reversed(self.finder.quantities.find(sentence, times)):
            if quantity.number[1] > noun.start:
                continue
            between = [w for w in sentence.words[:i] if w.start >= quantity.number[1]]
            if len(between) > 3 or any(w.pos in ("PUNCT", "VERB", "AUX", "PROPN", "CCONJ") for w in between):
                return None
            return quantity if quantity.unit in (None, "agreements") else None
        return None

    # later sentences

    def _resume(self, parsed: ParsedSentence, taken: set[int], kept: list[AgreementFound]) -> None:
        """A later sentence about "los acuerdos" adds topics and whether they were made public."""
        sentence = parsed.sentence
        for word in sentence.words:
            entry = self.words.noun(word.lemma) if word.pos in ("NOUN", "PROPN") else None
            if entry is None or not kept:
                continue
            determiners = {w.lower for w in sentence.words[max(0, word.i - 3) : word.i]}
            if word.i not in taken and not determiners & set(self.words.resuming):
                continue
            at = self._antecedent(entry, kept, word.morph.get("Number") == "Plur")
            if at is None:
                continue
            topics = self.topics.introduced(sentence, word.i)
            secret = self.topics.secret(sentence)
            old = kept[at].agreement
            if topics or secret:
                more = tuple(dict.fromkeys((*old.topics, *topics)))
                update = {"topics": more, "disclosed": False if secret else old.disclosed}
                kept[at] = replace(kept[at], agreement=old.model_copy(update=update))

    @staticmethod
    def _antecedent(entry: Noun, kept: list[AgreementFound], plural: bool) -> int | None:
        for n in range(len(kept) - 1, -1, -1):
            agreement = kept[n].agreement
            fits = agreement.kind == entry.kind or entry.kind == "agreement"
            many = agreement.count.max != 1
            if fits and (many or not plural):
                return n
        return None


def _distinct(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    """Actors with a code, each state once; inside one state each of its sectors, for they are the parties then."""
    listed = [a for a in actors if a.code is not None]
    several = len({a.code for a in listed}) > 1
    known: dict[object, Actor] = {}
    for actor in listed:
        known.setdefault(actor.code if several else actor.sectors[:1], actor)
    return tuple(known.values())


def _bounds(value: int, comparator: str) -> Count:
    if comparator == ">=":
        return Count(min=value, max=None)
    if comparator == ">":
        return Count(min=value + 1, max=None)
    if comparator == "<=":
        return Count(min=None, max=value)
    if comparator == "<":
        return Count(min=None, max=value - 1)
    return Count(min=value, max=value)


def _code_set(actors: Iterable[Actor]) -> frozenset[str | None]:
    return frozenset(a.code for a in actors)


def _codes(agreement: Agreement) -> frozenset[str | None]:
    return frozenset(a.code for a in agreement.parties)


def _same(old: Agreement, new: Agreement, known: bool) -> bool:
    """Whether two mentions tell of one agreement: parties that fit, kinds that may name the same thing, and the same
    status or, where the text names it as ``known``, a later one.
    """
    kinds = {old.kind, new.kind}
    related = len(kinds) == 1 or "agreement" in kinds
    counts = old.count == new.count or old.count.max is None or new.count.max is None
    topics = not old.topics or not new.topics or bool(set(old.topics) & set(new.topics)) or new.count.max is None
    parties = _codes(old) <= _codes(new) or _codes(new) <= _codes(old)
    stage = old.status == new.status or (known and old.count == new.count)
    return parties and stage and related and counts and topics


def _merged(old: AgreementFound, new: AgreementFound) -> AgreementFound:
    a, b = old.agreement, new.agreement
    exact = b if (b.count.min or 0) > (a.count.min or 0) and a.count.max is None else a
    more = b if len(_codes(b)) > len(_codes(a)) else a
    kind = a.kind if a.kind != "agreement" else b.kind
    update = {
        "kind": kind,
        "status": b.status if _RANK[b.status] > _RANK[a.status] else a.status,
        "parties": more.parties,
        "count": exact.count,
        "topics": tuple(dict.fromkeys((*a.topics, *b.topics))),
        "disclosed": False if False in (a.disclosed, b.disclosed) else a.disclosed,
        "when": a.when or b.when,
    }
    return AgreementFound(a.model_copy(update=update), old.found or new.found)
