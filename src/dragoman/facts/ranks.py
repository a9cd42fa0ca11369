"""Ranks ("el tercer socio comercial de …") and relations ("es un aliado de …")."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dragoman.circumstances.dates import Dates
from dragoman.facts.bearers import Bearers
from dragoman.facts.claim_words import ClaimWords
from dragoman.folding import fold_text
from dragoman.parsing.clauses import Clause, ParsedSentence
from dragoman.parsing.syntax import Syntax
from dragoman.parsing.words import Sentence, Word
from dragoman.records import Actor, Claim, When

_GROUPS = frozenset({"UNO", "IGO", "NGO"})


class Ranks:
    """Finds ranks and relations in the sentences of one article."""

    def __init__(
        self, words: ClaimWords, syntax: Syntax, ordinals: Mapping[str, int], bearers: Bearers, dates: Dates
    ) -> None:
        self._words = words
        self._syntax = syntax
        self._ordinals = ordinals
        self._bearers = bearers
        self._dates = dates

    def find(self, parsed: ParsedSentence) -> Iterator[Claim]:
        """The ranks and relations of a sentence, in the order of the text."""
        relating = self._words.relating
        for word in () if parsed.sentence.lemmas.isdisjoint(relating) else parsed.sentence.words:
            if word.pos in ("NOUN", "ADJ", "PROPN") and fold_text(word.lemma) in relating:
                claim = self._rank(parsed, word) or self._relation(parsed, word)
                yield from self._each(parsed.sentence, claim, subjects=word.dep != "appos")
                if claim is None:
                    yield from self._each(parsed.sentence, self._untagged(parsed, word))
        for clause in parsed.clauses:
            if clause.lemma in self._words.relation.verbs:
                yield from self._each(parsed.sentence, self._verbal(parsed, clause))

    def _each(self, sentence: Sentence, claim: Claim | None, subjects: bool = True) -> Iterator[Claim]:
        """The claim once for each of several coordinated subjects and objects."""
        if claim is None:
            return
        objects: list[Actor | None] = [*self._bearers.listed(sentence, claim.object)] or [None]
        if claim.subject is not None and claim.subject.code in {a.code for a in objects if a is not None}:
            yield claim
            return
        for told in self._bearers.each(sentence, claim) if subjects else (claim,):
            for target in objects:
                yield told.model_copy(update={"object": target})

    def _rank(self, parsed: ParsedSentence, noun: Word) -> Claim | None:
        words = self._words.rank
        lemma = noun.lemma.lower()
        held = lemma in words.held and self._holder(parsed, noun) is not None
        if not held and (lemma not in words.nouns or (self._plural(noun) and not self._shared(parsed, noun))):
            return None
        sentence = parsed.sentence
        mark = self._mark(sentence, noun)
        if mark is None:
            return None
        first, value = mark
        if lemma in words.plain and not self._qualified(sentence, noun):
            return None
        bearer = self._holder(parsed, noun) if held else self._bearer(parsed, noun)
        if bearer is None:
            return None
        subject, clause = bearer
        target = None if held else self._object(sentence, noun, subject)
        # "the second producer of OPEC" compares members.
        if target is not None and target.code in _GROUPS:
            target = None
        return Claim(
            kind="rank",
            subject=subject,
            object=target,
            measure=self._measure(sentence, first, noun, target, superlative=value is None),
            value=float(value) if value is not None else None,
            when=self._when(parsed, noun, clause),
            span=sentence.span(first, self._end(sentence, noun)),
        )

    def _mark(self, sentence: Sentence, noun: Word) -> tuple[int, int | None] | None:
        """Where the rank begins and its ordinal: "tercer" 3, "mayor" none, "second-largest" 2."""
        value: int | None = None
        first: int | None = None
        for i in range(noun.i - 1, max(-1, noun.i - 6), -1):
            word = sentence.words[i]
            folded = fold_text(word.text)
            top = folded in self._words.rank.superlatives
            if not top and (word.pos in ("VERB", "AUX", "ADP") or (word.pos == "PUNCT" and word.text not in "-'")):
                break
            pieces = folded.split("-")
            if pieces[0] in self._ordinals:
                value, first = self._ordinals[pieces[0]], i
            elif folded in self._words.rank.superlatives or word.lemma.lower() in self._words.rank.superlatives:
                degree = word.morph.get("Degree", "Sup")
                if degree == "Pos" and folded not in self._words.rank.superlatives:
                    continue
                first = i if first is None else first
                first = min(first, i)
        if self._topped(sentence, noun):
            return (noun.i if first is None else first), value
        return None if first is None else (first, value)

    def _topped(self, sentence: Sentence, noun: Word) -> bool:
        """As in "el país más pobre": a definite noun with a superlative behind it."""
        words = sentence.words
        before = fold_text(words[noun.i - 1].text) if noun.i else ""
        definite = before in self._words.rank.definite or before in self._ordinals
        for word in words[noun.i + 1 : noun.i + 4]:
            following = words[word.i + 1] if word.i + 1 < len(words) else None
            if word.lower in self._words.rank.degrees and following is not None:
                return definite and self._plain(following)
        return False

    def _plain(self, word: Word) -> bool:
        return bool({word.lemma.lower(), fold_text(word.text)} & set(self._words.rank.plain_with))

    def _qualified(self, sentence: Sentence, noun: Word) -> bool:
        near = sentence.words[max(0, noun.i - 4) : noun.i + 4]
        return any(self._plain(w) for w in near)

    def _relation(self, parsed: ParsedSentence, noun: Word) -> Claim | None:
        words = self._words.relation
        lemma = noun.lemma.lower()
        if lemma not in words.nouns and not (noun.pos == "ADJ" and lemma in words.adjectives):
            return None
        if any(w.lemma.lower() in words.former for w in parsed.sentence.children(noun.i)):
            return None
        bearer = self._among(parsed, noun)
        if not self._plural(noun) or self._shared(parsed, noun):
            bearer = bearer or self._bearer(parsed, noun)
        if bearer is None:
            return None
        subject, clause = bearer
        sentence = parsed.sentence
        target = self._object(sentence, noun, subject)
        if target is None:
            return None
        return Claim(
            kind="relation",
            subject=subject,
            object=target,
            measure=self._measure(sentence, noun.i, noun, target),
            when=self._when(parsed, noun, clause),
            span=sentence.span(noun.i, self._end(sentence, noun)),
        )

    @staticmethod
    def _plural(noun: Word) -> bool:
        return noun.morph.get("Number") == "Plur"

    def _shared(self, parsed: ParsedSentence, noun: Word) -> bool:
        """As in "Suecia y Finlandia son miembros": a plural said of several that are named."""
        for clause in parsed.clauses:
            if self._says(parsed.sentence, clause, noun) and _stands(clause):
                subject = self._bearers.subject(parsed, clause)
                return len(self._bearers.listed(parsed.sentence, subject)) > 1
        return False

    def _among(self, parsed: ParsedSentence, noun: Word) -> tuple[Actor, Clause | None] | None:
        """As in "Francia es uno de los cinco miembros": one of those who stand in the relation."""
        sentence = parsed.sentence
        one = sentence.words[noun.head]
        if not self._plural(noun) or one.i >= noun.i or fold_text(one.text) not in self._words.one_of:
            return None
        for clause in parsed.clauses:
            if clause.head == one.i and _stands(clause):
                subject = self._bearers.subject(parsed, clause)
                return (subject, clause) if subject is not None else None
        denied = any(w.dep == "advmod" and w.pos in ("ADV", "PART") for w in sentence.children(one.i))
        heads = [] if denied else [w.i for w in sentence.children(one.i, "nsubj") if sentence.children(one.i, "cop")]
        subject = next((a for h in heads if (a := self._bearers.at(sentence, h)) is not None), None)
        return (subject, None) if subject is not None else None

    def _untagged(self, parsed: ParsedSentence, word: Word) -> Claim | None:
        """As in "Paraguay borders Bolivia" where the tagger took the verb for a noun: actors stand on both sides."""
        words = self._words.relation
        sentence = parsed.sentence
        if word.pos != "NOUN" or "" not in words.verbs.get(word.lemma.lower(), ()) or word.i + 1 >= len(sentence.words):
            return None
        subject, target = self._bearers.before(sentence, word.i), self._bearers.at(sentence, word.i + 1)
        if subject is None or target is None or subject.code == target.code:
            return None
        return Claim(
            kind="relation",
            subject=subject,
            object=target,
            measure=words.names.get(word.lemma.lower(), word.lemma),
            when=None,
            span=sentence.span(word.i, word.i + 1),
        )

    def _verbal(self, parsed: ParsedSentence, clause: Clause) -> Claim | None:
        """As in "Malí limita con Argelia"."""
        words = self._words.relation
        prepositions = words.verbs[clause.lemma]
        if not _stands(clause) or clause.kind != "verb":
            return None
        subject = self._bearers.subject(parsed, clause)
        heads = [
            a.head for a in clause.arguments if a.prep in prepositions and a.role in ("prep", "object", "indirect")
        ]
        heads += [a.head for a in clause.arguments if a.role == "object" and "" in prepositions]
        target = next((t for h in heads if (t := self._bearers.at(parsed.sentence, h))), None)
        if subject is None or target is None or subject.code == target.code:
            return None
        return Claim(
            kind="relation",
            subject=subject,
            object=target,
            measure=words.names.get(clause.lemma, clause.lemma),
            when=self._when(parsed, parsed.word(clause), clause),
            span=parsed.sentence.span(clause.head, max(heads)),
        )

    def _bearer(self, parsed: ParsedSentence, noun: Word) -> tuple[Actor, Clause | None] | None:
        """Of whom the noun is said, by a copula, a verb of becoming, or as an apposition."""
        sentence = parsed.sentence
        if self._one_of(sentence, noun):
            return None
        for clause in parsed.clauses:
            if not self._says(sentence, clause, noun):
                continue
            if not _stands(clause):
                return None
            subject = self._bearers.subject(parsed, clause)
            return (subject, clause) if subject is not None else None
        if noun.dep == "appos":
            head = sentence.words[noun.head]
            subject = self._bearers.at(sentence, head.i) if head.i < noun.i or head.pos == "PROPN" else None
            return (subject, None) if subject is not None else None
        return None

    def _holder(self, parsed: ParsedSentence, noun: Word) -> tuple[Actor, Clause | None] | None:
        """As in "posee las mayores reservas": who has what is ranked."""
        for clause in parsed.clauses:
            if clause.lemma.split(" ")[0] not in self._words.rank.holding or not _stands(clause):
                continue
            if any(a.head == noun.i and a.role in ("object", "prep") for a in clause.arguments):
                subject = self._bearers.subject(parsed, clause)
                return (subject, clause) if subject is not None else None
        return None

    def _says(self, sentence: Sentence, clause: Clause, noun: Word) -> bool:
        if clause.head == noun.i:
            return bool(sentence.children(noun.i, "cop")) or any(a.role == "subject" for a in clause.arguments)
        if clause.lemma.split(" ")[0] not in self._words.copulas or clause.kind == "noun":
            return False
        if noun.head == clause.head and noun.dep.split(":")[0] in ("xcomp", "obj", "attr", "obl", "ccomp", "nmod"):
            return True
        return any(a.head == noun.i and a.role in ("object", "complement", "prep") for a in clause.arguments)

    def _one_of(self, sentence: Sentence, noun: Word) -> bool:
        before = [fold_text(w.text) for w in sentence.words[max(0, noun.i - 5) : noun.i]]
        return noun.morph.get("Number") == "Plur" and any(w in self._words.one_of for w in before)

    def _object(self, sentence: Sentence, noun: Word, subject: Actor) -> Actor | None:
        found = self._bearers.owner(sentence, noun.i, subject)
        if found is not None:
            return found
        # The tree may hang "de Rusia" on what stands between: take the first other actor up to the end of the phrase.
        end = self._end(sentence, noun)
        found = self._bearers.after(sentence, noun.i, self._words.objects, end)
        return found if found is not None and found.code != subject.code else None

    def _end(self, sentence: Sentence, noun: Word) -> int:
        """The last word of the phrase: before a mark, a relative, a finite verb, a conjunction that opens a clause."""
        last = noun.i
        times = {t.first for t in self._dates.in_sentence(sentence.index)}
        for word in sentence.words[noun.i + 1 : noun.i + 25]:
            finite = word.pos in ("VERB", "AUX") and word.morph.get("VerbForm") != "Part"
            if word.pos == "PUNCT" or finite or word.lower in self._syntax.relatives or word.i in times:
                break
            if word.pos == "CCONJ" and any(
                sentence.words[k].pos in ("VERB", "AUX") for k in (word.i + 1, word.i + 2) if k < len(sentence.words)
            ):
                break
            last = word.i
        while last > noun.i and sentence.words[last].pos in ("ADP", "CCONJ", "DET"):
            last -= 1
        return last

    def _measure(
        self, sentence: Sentence, first: int, noun: Word, target: Actor | None, superlative: bool = True
    ) -> str:
        """The noun with what belongs to it, without the other state, and without an ordinal."""
        start = first if superlative else noun.i
        end = self._end(sentence, noun)
        if target is not None and target.span is not None:
            for i in range(noun.i + 1, end + 1):
                if sentence.words[i].start >= target.span.start:
                    end = i - 1
                    break
        while end > noun.i and sentence.words[end].pos in ("ADP", "DET", "CCONJ", "PUNCT"):
            end -= 1
        start = min(start, noun.i)
        return sentence.span(start, max(end, noun.i)).text

    def _when(self, parsed: ParsedSentence, noun: Word, clause: Clause | None) -> When | None:
        """The time told in the phrase, right after it, or in its clause where no mark stands between."""
        words = parsed.sentence.words
        for time in self._dates.within(parsed.sentence.index, 0, len(words) - 1):
            between = words[noun.i : time.first] if time.first > noun.i else words[time.last + 1 : noun.i]
            near = not any(w.pos == "PUNCT" for w in between)
            opening = time.last < noun.i and time.first <= 1
            mine = clause is not None and time.clause == clause.index
            if time.when is not None and ((near and (mine or time.first > noun.i)) or (opening and mine)):
                return time.when
        return None


def _stands(clause: Clause) -> bool:
    """Whether a clause tells of a fact: neither denied nor ahead nor supposed."""
    if clause.negated or clause.tense == "future" or clause.mood in ("conditional", "subjunctive", "imperative"):
        return False
    return clause.link != "condition" and not clause.modals
