"""Which clause of a sentence an expression of time belongs to, and which clauses tell of one happening."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.cached import cached_property
from dragoman.circumstances.patterns import DateWords
from dragoman.parsing.clauses import Clause, ParsedSentence
from dragoman.parsing.syntax import Syntax

_SUPPORTS = ("object", "prep", "support")
_MODIFIERS = ("compound", "nummod", "amod", "nmod:poss")
_STOPS = (",", ";", ":", "(", ")")


class Attachment:
    """The grammar of time in one sentence.

    Args:
        parsed: the sentence with its clauses.
        words: the language's words of time; syntax: its grammar.
    """

    def __init__(self, parsed: ParsedSentence, words: DateWords, syntax: Syntax) -> None:
        self.parsed = parsed
        self.index = parsed.sentence.index
        self._words = words
        self._syntax = syntax

    @cached_property
    def _heads(self) -> dict[int, Clause]:
        return {clause.head: clause for clause in self.parsed.clauses}

    def owner(self, first: int, last: int) -> int | None:
        """The clause that a stretch of words belongs to: the nearest predicate above it, mended by punctuation."""
        opening = self._opening_clause(first, last)
        if opening is not None:
            return opening.index
        if self._modifies(first, last):
            noun = self._above(first, last, nouns=True) or self._noun_before(first)
            return noun.index if noun else None
        found = self._above(first, last)
        return found.index if found else self._nearest(first, last)

    def owners(self, bounds: list[tuple[int, int]]) -> list[int | None]:
        """The clause of each stretch; of two that would fall to one clause, the one farther away goes elsewhere."""
        found = [self.owner(first, last) for first, last in bounds]
        for n, clause in enumerate(found):
            rivals = [m for m, c in enumerate(found) if m != n and c == clause is not None]
            if clause is None or not rivals:
                continue
            mine = self._distance(clause, *bounds[n])
            if any(self._distance(clause, *bounds[m]) < mine for m in rivals):
                found[n] = self._elsewhere(clause, *bounds[n])
        return found

    def _distance(self, clause: int, first: int, last: int) -> int:
        """Words between a clause and a stretch; what opens the sentence is nearest."""
        head = self.parsed.clauses[clause].head
        if self._starts(first):
            return -1
        return min(abs(head - first), abs(head - last))

    def _elsewhere(self, clause: int, first: int, last: int) -> int | None:
        """Another predicate between its clause and the stretch, in its segment; else the clause if they touch."""
        words = self.parsed.sentence.words
        left, right = self._segment(first, last)
        near = [c for c in self.parsed.clauses if left < c.head < first and c.index != clause]
        if near:
            return near[-1].index
        head = self.parsed.clauses[clause].head
        return clause if left < head < right or (words[max(0, first - 1)].text in _STOPS and left < head) else None

    def _segment(self, first: int, last: int) -> tuple[int, int]:
        words = self.parsed.sentence.words
        left = max((w.i for w in words[:first] if w.text in _STOPS), default=-1)
        right = min((w.i for w in words[last + 1 :] if w.text in _STOPS), default=len(words))
        return left, right

    def _noun_before(self, first: int) -> Clause | None:
        """The event noun before a genitive, through other nouns: "el ataque contra civiles del 7 de octubre"."""
        nouns = {c.head: c for c in self.parsed.clauses if c.kind == "noun"}
        for word in reversed(self.parsed.sentence.words[:first]):
            if word.i in nouns:
                return nouns[word.i]
            if word.pos in ("VERB", "AUX", "PUNCT", "SCONJ", "CCONJ"):
                break
        return None

    def _modifies(self, first: int, last: int) -> bool:
        """Whether the stretch only qualifies a noun: "el golpe de julio", "Friday's attack", "the 2015 deal"."""
        words = self.parsed.sentence.words
        inside = range(first, last + 1)
        tops = [w for w in words[first : last + 1] if w.head not in inside]
        if tops and tops[0].dep in _MODIFIERS and words[tops[0].head].pos in ("NOUN", "PROPN"):
            return True
        opening = self._syntax.contractions.get(words[first].lower, words[first].lower)
        before = words[first - 1] if first else None
        genitive = opening.split(" ")[0] in self._syntax.genitives
        return genitive and before is not None and before.pos in ("NOUN", "PROPN", "ADJ")

    def _above(self, first: int, last: int, nouns: bool = False) -> Clause | None:
        """The nearest predicate above; with ``nouns`` only one that is reached through nouns alone."""
        sentence = self.parsed.sentence
        inside = range(first, last + 1)
        tops = [w for w in sentence.words[first : last + 1] if w.head not in inside]
        for top in tops or [sentence.words[first]]:
            for word in sentence.ancestors(top.i):
                clause = self._heads.get(word.i)
                if clause is not None and not (nouns and clause.kind == "verb"):
                    return clause
                if nouns and word.pos in ("VERB", "AUX"):
                    return None
        return None

    def _opening_clause(self, first: int, last: int) -> Clause | None:
        """A time that opens the sentence before a comma belongs to the main clause, whatever the tree says."""
        words = self.parsed.sentence.words
        before = [w for w in words[:first] if w.pos not in ("PUNCT", "ADP", "ADV", "CCONJ", "DET")]
        after = words[last + 1] if last + 1 < len(words) else None
        if before or after is None or after.text != ",":
            return None
        return self._main(last)

    def _main(self, after: int) -> Clause | None:
        root = next((w for w in self.parsed.sentence.words if w.dep == "root"), None)
        main = self._heads.get(root.i) if root else None
        if main is not None and main.head > after and main.kind != "noun":
            return main
        finite = [
            c for c in self.parsed.clauses if c.head > after and c.tense and c.link in ("", "conjunct", "parataxis")
        ]
        finite = finite or [c for c in self.parsed.clauses if c.head > after and c.tense]
        return finite[0] if finite else main

    def _nearest(self, first: int, last: int) -> int | None:
        """The nearest predicate in the same segment between commas, verbs before nouns; None where there is none."""
        left, right = self._segment(first, last)
        inside = [c for c in self.parsed.clauses if left < c.head < right]
        pool = inside or [c for c in self.parsed.clauses if c.tense]
        if not pool:
            return None
        return min(pool, key=lambda c: (c.kind == "noun", min(abs(c.head - first), abs(c.head - last)))).index

    def side(self, clause: int | None) -> str:
        """Whether the tense of the clause, or of those over it, looks to the "past", the "future" or neither ("")."""
        at = self.parsed.clauses[clause] if clause is not None else None
        for _ in self.parsed.clauses:
            if at is None:
                return ""
            told = self._own_side(at)
            if told:
                return told
            if at.mood == "gerund":
                finite = next((c for c in self.parsed.governors(at) if c.tense), None)
                return self._own_side(finite) if finite else ""
            at = self.parsed.clauses[at.governor] if at.governor is not None else None
        return ""

    def _own_side(self, clause: Clause) -> str:
        future = set(self._words.future)
        if clause.tense == "future" or clause.mood in ("conditional", "imperative") or future & set(clause.modals):
            return "future"
        if clause.tense == "past":
            return "past"
        if clause.mood == "participle" or clause.kind == "participle":
            return "past"
        if clause.mood == "infinitive" and clause.governor is not None:
            over = self.parsed.clauses[clause.governor]
            if over.lemma in future or clause.link == "purpose":
                return "future"
            return ""
        if clause.mood == "subjunctive" or (clause.tense == "present" and clause.kind == "verb"):
            return "future"
        return ""

    def carries_story(self, clause: int | None) -> bool:
        """Whether the date of this clause is the day the story goes on from: main clauses outside of quotations."""
        if clause is None:
            return False
        at = self.parsed.clauses[clause]
        if at.kind == "noun" and at.governor is not None:
            at = self.parsed.clauses[at.governor]
            if not self._supports(self.parsed.clauses[clause], at):
                return False
        if at.link not in ("", "conjunct", "parataxis"):
            return False
        return not self.quoted(at.head)

    def quoted(self, word: int) -> bool:
        """Whether a word stands inside quotation marks of its sentence."""
        marks = sum(1 for w in self.parsed.sentence.words[:word] if w.text in ('"', "“", "”", "«", "»"))
        return marks % 2 == 1

    def ends(self, last: int) -> bool:
        """Whether nothing follows that "a day after" could govern: punctuation or the end of the sentence."""
        words = self.parsed.sentence.words
        return last + 1 >= len(words) or words[last + 1].pos == "PUNCT"

    def same_happening(self, clause: int) -> Iterator[int]:
        """Other clauses whose date is also that of this one, nearest first.

        A noun and its light verb ("mantuvieron una conversación"), the subject of "tener lugar", a verb coordinated
        with the dated one under the same subject, a clause of the same time ("cuando …").
        """
        me = self.parsed.clauses[clause]
        over = self.parsed.clauses[me.governor] if me.governor is not None else None
        if over is not None:
            if me.kind == "noun" and over.kind != "noun" and self._supports(me, over):
                yield over.index
            if self._continues(me, over) or self._meanwhile(me):
                yield over.index
            if me.mood == "gerund" and me.link == "adverbial":
                yield from self._finite_above(me)
        for other in self.parsed.clauses:
            if other.governor != clause:
                continue
            if other.kind == "noun" and me.kind != "noun" and self._supports(other, me):
                yield other.index
            if me.kind == "verb" and (self._meanwhile(other) or self._during(other)):
                yield other.index
                yield from self._held(other)
        if me.kind == "noun":
            yield from self._held(me)

    def _meanwhile(self, me: Clause) -> bool:
        """As in "…, cuando mató a un policía": the clause and the one over it tell of the same time."""
        if me.link not in ("adverbial", "relative") or me.kind != "verb":
            return False
        below = {w.lower for w in self.parsed.sentence.children(me.head) if w.i < me.head}
        return bool({me.mark, *me.adverbs, *below} & set(self._words.meanwhile))

    def _during(self, noun: Clause) -> bool:
        """As in "durante su visita el martes, …": the act falls into the time of the noun."""
        if noun.kind != "noun" or noun.link != "prep":
            return False
        return noun.mark in self._words.during or (noun.mark in self._words.at and noun.lemma in self._words.gatherings)

    def _held(self, noun: Clause) -> Iterator[int]:
        """As in "la cumbre, celebrada el viernes": the clauses that only say when the noun took place."""
        for other in self.parsed.clauses:
            if other.governor == noun.index and other.link == "relative" and self._happens(other.lemma):
                yield other.index

    def _finite_above(self, me: Clause) -> Iterator[int]:
        """The clauses over a gerund up to the first finite verb."""
        for over in self.parsed.governors(me):
            yield over.index
            if over.tense:
                return

    def _supports(self, noun: Clause, verb: Clause) -> bool:
        first = verb.lemma.split(" ")[0]
        if noun.link in _SUPPORTS and (first in self._syntax.light_verbs or verb.lemma in self._syntax.light_verbs):
            return True
        if noun.link in ("subject", "object"):
            # Behind the verb the parser takes a subject for an object: "arrancaron las negociaciones".
            alone = not any(a.role == "subject" for a in verb.arguments)
            return self._happens(first) and (noun.link == "subject" or verb.passive or verb.reflexive or alone)
        return False

    def _happens(self, lemma: str) -> bool:
        return lemma in self._words.happening or lemma in self._syntax.occurrences

    def _continues(self, me: Clause, over: Clause) -> bool:
        if me.link != "conjunct" or me.kind == "noun" or over.kind == "noun" or me.tense != over.tense:
            return False
        if me.mood != over.mood or me.modals != over.modals:
            return False
        mine = {a.head for a in me.arguments if a.role == "subject"}
        theirs = {a.head for a in over.arguments if a.role == "subject"}
        return bool(mine & theirs) or not mine

    def below(self, clause: int) -> Iterator[int]:
        """What a clause governs, for the time a plan is set for."""
        for other in self.parsed.clauses:
            if other.governor == clause and other.link in ("complement", "purpose", "object", "prep", "of"):
                yield other.index
                yield from self.below_once(other.index)

    def below_once(self, clause: int) -> Iterator[int]:
        """One step down."""
        for other in self.parsed.clauses:
            if other.governor == clause and other.link in ("complement", "purpose", "object", "prep", "of"):
                yield other.index

    def anchored(self, first: int, last: int) -> tuple[int | None, int | None]:
        """For "a day after X": the clause it belongs to and the clause of X, the first predicate after it."""
        after = [c for c in self.parsed.clauses if c.head > last]
        before = [c for c in self.parsed.clauses if c.head < first and c.tense]
        if before and not self._starts(first):
            return self._main_before(before), self._next(after)
        words = self.parsed.sentence.words
        comma = next((w.i for w in words[last + 1 :] if w.text == ","), None)
        main = self._main(comma) if comma is not None else None
        sub = [c for c in after if comma is None or c.head < comma]
        return (main.index if main else None), self._next(sub)

    def retells(self, clause: int) -> bool:
        """As in "La ruptura llegó tres días después de …": a main clause about what was told just before."""
        me = self.parsed.clauses[clause]
        if me.lemma not in self._words.retelling or me.tense != "past" or me.negated or me.link != "":
            return False
        nouns = [a.head for a in me.arguments if a.role == "subject"]
        marks = [w.morph.get("Definite") for h in nouns for w in self.parsed.sentence.children(h, "det")]
        return "Def" in marks

    def _starts(self, first: int) -> bool:
        return all(w.pos in ("PUNCT", "ADV", "ADP", "CCONJ") for w in self.parsed.sentence.words[:first])

    @staticmethod
    def _main_before(before: list[Clause]) -> int:
        return before[-1].index

    @staticmethod
    def _next(after: list[Clause]) -> int | None:
        verbs = [c for c in after[:3] if c.tense]
        return (verbs or after)[0].index if after else None
