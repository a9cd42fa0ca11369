"""Agreements: what was signed, ratified, suspended or ended, by whom, how many, on what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dragoman.actors.mentions import ActorMentions
from dragoman.circumstances.attachment import Attachment
from dragoman.circumstances.dates import Dates
from dragoman.circumstances.patterns import DateWords
from dragoman.events.found import Found
from dragoman.facts.agreement_words import AgreementWords, Deed, Noun
from dragoman.facts.parties import Candidate, Outcome, Parties
from dragoman.facts.purposes import Purposes
from dragoman.facts.quantities import Quantity, QuantityFinder
from dragoman.facts.sameness import codes, same
from dragoman.facts.topics import Topics
from dragoman.folding import fold_text
from dragoman.lexicon import Lexicon
from dragoman.parsing.clauses import Argument, Clause, ParsedSentence
from dragoman.parsing.document import Document
from dragoman.parsing.syntax import Syntax, load_syntax
from dragoman.parsing.words import Sentence
from dragoman.records import Agreement, Count, Status

_RANK: dict[Outcome, int] = {"ended": 4, "suspended": 3, "ratified": 2, "signed": 1, "planned": 0}


@dataclass(frozen=True, slots=True)
class AgreementFound:
    """An agreement and the mention of its event, if the event stage found one."""

    agreement: Agreement
    found: Found | None


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
        self.lists = self.words.list_words(self.syntax.relatives)

    def names_any(self, sentence: Sentence) -> bool:
        """Whether a sentence has a word for an agreement at all."""
        return not sentence.lemmas.isdisjoint(self.words.naming)

    def find(
        self, document: Document, mentions: ActorMentions, found: Sequence[Found], dates: Dates
    ) -> tuple[AgreementFound, ...]:
        """One entry per agreement (or group of agreements told together), in the order of the text."""
        if not any(self.names_any(parsed.sentence) for parsed in document.sentences):
            return ()
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
        self.parties = Parties(finder.words, finder.syntax, mentions, self.found)
        self.topics = Topics(finder.words, finder.lists, finder.syntax, finder.units, mentions, dates)
        self.purposes = Purposes(finder.words, document, self.found, self.topics)

    def agreements(self) -> tuple[AgreementFound, ...]:
        kept: list[AgreementFound] = []
        for parsed in self.document.sentences:
            if not self.finder.names_any(parsed.sentence):
                continue
            candidates = self._candidates(parsed)
            for candidate in candidates:
                made = self._made(parsed, candidate)
                if made is None:
                    continue
                known = self._resumes(parsed.sentence, candidate.noun)
                twin = next((n for n, old in enumerate(kept) if same(old.agreement, made.agreement, known)), None)
                if twin is None:
                    kept.append(made)
                else:
                    kept[twin] = _merged(kept[twin], made)
            if kept:
                self._resume(parsed, {c.noun for c in candidates}, kept)
        return tuple(kept)

    def _resumes(self, sentence: Sentence, noun: int) -> bool:
        """Whether a noun names an agreement as known: "el acuerdo", "the accord"."""
        before = {w.lower for w in sentence.children(noun, "det")}
        return bool(before & set(self.words.resuming))

    # candidates

    def _candidates(self, parsed: ParsedSentence) -> list[Candidate]:
        best: dict[int, Candidate] = {}
        for candidate in self._all(parsed):
            known = best.get(candidate.noun)
            if known is None or _RANK[candidate.outcome] > _RANK[known.outcome]:
                best[candidate.noun] = candidate
        return [best[i] for i in sorted(best)]

    def _all(self, parsed: ParsedSentence) -> Iterable[Candidate]:
        sentence = parsed.sentence
        for clause in parsed.clauses:
            yield from self._loose(parsed, clause)
            for argument in clause.arguments:
                yield from self._listed(parsed, clause, argument)
                i = self._counted(sentence, argument.head)
                entry = self.words.noun(sentence.words[i].lemma) if i is not None else None
                if i is None or entry is None:
                    continue
                deed = self._deed(clause, argument, entry)
                if deed is None and self._declares(sentence, clause, argument, entry, i):
                    deed = "signed"
                outcome = self._outcome(parsed, clause, deed) if deed else None
                if outcome is not None:
                    yield Candidate(sentence.index, i, entry, outcome, clause)
        yield from self._of_nouns(parsed)

    def _listed(self, parsed: ParsedSentence, clause: Clause, argument: Argument) -> Iterable[Candidate]:
        """As in "firmaron ocho documentos, entre ellos un memorando … y un acuerdo …"."""
        sentence = parsed.sentence
        if sentence.words[argument.head].lemma.lower() not in self.words.again:
            return
        deed = self._deed(clause, argument, None)
        outcome = self._outcome(parsed, clause, deed) if deed is not None else None
        for i in sentence.subtree(argument.head) if outcome is not None else ():
            entry = self.words.noun(sentence.words[i].lemma) if i > argument.head else None
            if entry is not None and sentence.words[i].dep.split(":")[0] in ("appos", "conj", "nmod") and outcome:
                yield Candidate(sentence.index, i, entry, outcome, clause)

    def _loose(self, parsed: ParsedSentence, clause: Clause) -> Iterable[Candidate]:
        """An object that the tree hung elsewhere: "rubricaron en la misma cumbre acuerdos similares"."""
        deed = self.words.deed(clause.lemma, None) if clause.kind == "verb" and not clause.passive else None
        if deed is None or any(a.role in ("object", "complement") for a in clause.arguments):
            return
        words = parsed.sentence.words
        for word in words[clause.head + 1 : clause.head + 12]:
            if word.pos in ("PUNCT", "SCONJ") or word.morph.get("VerbForm") == "Fin":
                return
            if word.lower in self.words.without:
                return
            entry = self.words.noun(word.lemma) if word.pos == "NOUN" else None
            if entry is not None and words[word.i - 1].pos != "ADP":
                outcome = self._outcome(parsed, clause, deed)
                if outcome is not None:
                    yield Candidate(parsed.sentence.index, word.i, entry, outcome, clause)
                return

    def _of_nouns(self, parsed: ParsedSentence) -> Iterable[Candidate]:
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
                yield Candidate(sentence.index, noun, entry, outcome, clause)

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

    def _deed(self, clause: Clause, argument: Argument, entry: Noun | None) -> Deed | None:
        lemma = clause.lemma
        if argument.prep in self.words.without:
            return None
        if clause.kind == "noun":
            return self.words.deed_of_noun(lemma) if argument.role in ("of", "object") or argument.prep else None
        takes = argument.role == "object" or (argument.role == "subject" and (clause.passive or clause.reflexive))
        deed = self.words.deed(lemma, None) if takes else None
        deed = deed or (self.words.deed(lemma, argument.prep) if argument.prep else None)
        if deed is None and takes and lemma in self.words.denouncing and entry and entry.kind in ("treaty", "pact"):
            deed = "ended"
        # A broken truce is a violation, the agreement on it stands.
        return None if deed in ("ended", "suspended") and entry and entry.topic else deed

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
        # What hangs on "have planned to" is a plan, whatever the event's status.
        foreseen = clause.mood == "infinitive" and bool(over) and self._foreseen(parsed, clause.head)
        if told and not foreseen and all(f.status in (Status.NEGATED, Status.HYPOTHETICAL) for f in told):
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

    def _foreseen(self, parsed: ParsedSentence, head: int) -> bool:
        """As in "tienen previsto firmar", "are due to sign"."""
        before = parsed.sentence.words[max(0, head - 4) : head]
        return any({w.lemma.lower(), w.lower} & set(self.words.foreseen) for w in before)

    # the record

    def _made(self, parsed: ParsedSentence, candidate: Candidate) -> AgreementFound | None:
        sentence, i = parsed.sentence, candidate.noun
        topics = self.topics.of(sentence, i, candidate.entry)
        parties, event = self.parties.of(parsed, candidate)
        if not parties or (len(parties) == 1 and not self._alone(candidate)):
            return None
        known = self._resumes(sentence, i)
        topics = topics or self.purposes.aims(parsed, candidate)
        topics = topics or (self.purposes.taken_up(sentence, parties) if known else ())
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
    def _alone(candidate: Candidate) -> bool:
        """Whether one known party is enough: a state can join a treaty, ratify or leave; but an agreement takes two."""
        return candidate.entry.kind == "treaty" or candidate.outcome not in ("signed", "planned")

    # how many

    def _count(self, sentence: Sentence, i: int) -> Count:
        quantity = self._quantity(sentence, i)
        if quantity is not None and quantity.value is not None and quantity.high is not None:
            return Count(min=int(quantity.value), max=int(quantity.high))
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
            named = word.pos in ("NOUN", "PROPN")
            entry = self.words.noun(word.lemma) if named else None
            again = named and word.lemma.lower() in self.words.again
            if entry is None and not again:
                continue
            determiners = {w.lower for w in sentence.words[max(0, word.i - 3) : word.i]}
            if word.i not in taken and not determiners & set(self.words.resuming):
                continue
            at = self._antecedent(None if again else entry, kept, word.morph.get("Number") == "Plur")
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
    def _antecedent(entry: Noun | None, kept: list[AgreementFound], plural: bool) -> int | None:
        for n in range(len(kept) - 1, -1, -1):
            agreement = kept[n].agreement
            # "The pact" may take up what was called an agreement.
            fits = entry is None or agreement.kind == entry.kind or {"agreement", "pact"} & {entry.kind, agreement.kind}
            many = agreement.count.max != 1
            if fits and (many or not plural):
                return n
        return None


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


def _merged(old: AgreementFound, new: AgreementFound) -> AgreementFound:
    a, b = old.agreement, new.agreement
    exact = b if (b.count.min or 0) > (a.count.min or 0) and a.count.max is None else a
    more = b if len(codes(b)) > len(codes(a)) else a
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
