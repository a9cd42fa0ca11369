"""Status of a clause: asserted, future, hypothetical or negated, from its own form and from what governs it.

The words are data (``lexicon/<language>/status.yaml``); the scope is the clause layer's. The nearest effect wins, and a
negated governor of a negative effect ("no descartó") leaves the matter open.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from dragoman.errors import LexiconError
from dragoman.lexicon import Entry, Lexicon
from dragoman.parsing.clauses import Clause, ParsedSentence
from dragoman.parsing.support import carried
from dragoman.parsing.syntax import Syntax
from dragoman.records import Status

Effect = Literal["asserted", "future", "hypothetical", "negated", "alleged", "announced", "report"]

_SCOPE = frozenset({"complement", "object", "of", "prep", "subject", "conjunct", "purpose", "parataxis"})
_OPEN = frozenset({"conditional", "subjunctive"})


class Cue(Entry):
    """Words that change the status of what they govern or go with.

    words: lemmas of verbs, nouns or adjectives that govern, or adverbs and phrases that stand in the clause.
    effect: on what is governed. "announced" is future, and makes a withdrawal a concession. "report" changes nothing
    and keeps a subjunctive or infinitive below it from being a mere possibility.
    links: how the governed clause must hang on it; empty for any of complement, object, prep, of, subject.
    """

    id: str
    words: tuple[str, ...]
    effect: Effect
    links: tuple[str, ...] = ()
    kind: Literal["governor", "adverb"] = "governor"


@dataclass(frozen=True, slots=True)
class Standing:
    """Status of a clause with its side marks: alleged by somebody, planned for a later time, announced, a purpose."""

    status: Status = Status.ASSERTED
    alleged: bool = False
    planned: bool = False
    announced: bool = False
    purpose: bool = False
    why: str = ""


class StatusReader:
    """Reads the status of clauses of one language."""

    def __init__(self, lexicon: Lexicon, language: str, syntax: Syntax) -> None:
        self.syntax = syntax
        self._governors: dict[str, list[Cue]] = {}
        self._adverbs: dict[str, Cue] = {}
        self._effects = {p.verb: p.effect for p in syntax.periphrases}
        name = f"{language}/status.yaml"
        for cue in lexicon.entries(name, Cue):
            if not cue.words:
                raise LexiconError(f"{lexicon.where(name, 'id', cue.id)}: {cue.id}: no words, so it can never apply")
            for word in cue.words:
                if cue.kind == "adverb":
                    self._adverbs[word] = cue
                else:
                    self._governors.setdefault(word, []).append(cue)

    def read(self, parsed: ParsedSentence, clause: Clause) -> Standing:
        """The standing of a clause in its sentence."""
        own = self._own(parsed, clause)
        if own is not None:
            return own
        return self._governed(parsed, clause)

    def _own(self, parsed: ParsedSentence, clause: Clause, depth: int = 0) -> Standing | None:
        adverb = self._adverb(parsed, clause)
        alleged = adverb is not None and adverb.effect == "alleged"
        if clause.negated:
            return Standing(Status.NEGATED, alleged, why="negated")
        if adverb is not None and adverb.effect in ("hypothetical", "negated", "future"):
            return _standing(adverb.effect, f"{adverb.id}")
        effects = [self._effects[m] for m in clause.modals if self._effects.get(m, "none") != "none"]
        if self._future_in_past(parsed, clause):
            return Standing(Status.FUTURE, planned=True, why="future seen from the past")
        if clause.mood == "conditional" and not effects:
            if self._is_perfect(parsed, clause) and not self._has_condition(parsed, clause):
                return Standing(alleged=True, why="evidential conditional")
            return Standing(Status.HYPOTHETICAL, why="conditional")
        if effects:
            return _standing(effects[0], f"modal {clause.modals[0]}")
        if clause.link == "condition":
            return Standing(Status.HYPOTHETICAL, why=f"condition {clause.mark}")
        if clause.tense == "future":
            return Standing(Status.FUTURE, planned=True, why="future tense")
        if clause.mark in self.syntax.negative_marks:
            return Standing(Status.NEGATED, why=clause.mark)
        if clause.link == "purpose":
            return Standing(Status.FUTURE, planned=True, purpose=True, why=f"purpose {clause.mark}")
        return Standing(alleged=True, why="alleged") if alleged else None

    def _future_in_past(self, parsed: ParsedSentence, clause: Clause) -> bool:
        """ "Dijo que firmaría", "said it would sign": to come, as reported in the past, unless on a condition."""
        if clause.link not in ("complement", "conjunct") or clause.mood != "conditional" or clause.governor is None:
            return False
        if clause.modals and not set(clause.modals) <= set(self.syntax.future_in_past):
            return False
        over = parsed.clauses[clause.governor]
        if clause.link == "conjunct":
            return self._future_in_past(parsed, over)
        return over.tense == "past" and not self._has_condition(parsed, clause) and not self._is_perfect(parsed, clause)

    def _is_perfect(self, parsed: ParsedSentence, clause: Clause) -> bool:
        children = parsed.sentence.children(clause.head, "aux")
        return any(w.lemma.lower() in self.syntax.perfect_auxiliaries for w in children)

    def _has_condition(self, parsed: ParsedSentence, clause: Clause) -> bool:
        return any(c.governor == clause.index and c.link == "condition" for c in parsed.clauses)

    def _adverb(self, parsed: ParsedSentence, clause: Clause) -> Cue | None:
        for word in clause.adverbs:
            if word in self._adverbs:
                return self._adverbs[word]
        if clause.kind == "noun":
            for child in parsed.sentence.children(clause.head, "amod", "det", "compound"):
                found = self._adverbs.get(child.lemma.lower()) or self._adverbs.get(child.lower)
                if found is not None:
                    return found
        return None

    def _governed(self, parsed: ParsedSentence, clause: Clause) -> Standing:
        """Walks up through what governs the clause until something decides."""
        alleged = False
        at = clause
        for _ in parsed.clauses:
            found = self._by_nouns(at)
            if found is not None:
                return found
            if at.governor is None or at.link not in _SCOPE:
                break
            over = parsed.clauses[at.governor]
            step = self._step(parsed, at, over)
            if step is not None:
                if step.status is not Status.ASSERTED or not step.alleged:
                    return step
                alleged = True
            elif not self._carries(at, over):
                break
            at = over
        loose = clause.link == "" and not clause.mark  # a subjunctive there is the tagger's error
        if clause.mood == "subjunctive" and clause.mark not in self.syntax.factive_marks and not alleged and not loose:
            return Standing(Status.HYPOTHETICAL, why="subjunctive")
        return Standing(alleged=alleged, why="as told")

    def _by_nouns(self, at: Clause) -> Standing | None:
        for noun in at.via:
            for cue in self._governors.get(noun, ()):
                if cue.effect not in ("report", "asserted"):
                    return _standing(cue.effect, f"{cue.id}: {noun}")
        return None

    def _step(self, parsed: ParsedSentence, at: Clause, over: Clause) -> Standing | None:
        """What the governor does to the clause; None where it does nothing."""
        if at.link == "conjunct" or (at.kind == "noun" and at.link == "prep" and at.mark in self.syntax.times):
            return None
        if at.kind == "noun" and over.link == "condition" and at.link in ("subject", "object"):
            return Standing(Status.HYPOTHETICAL, why=f"condition {over.mark}")
        inverted = at.link == "complement" and not at.mark and at.head < over.head
        for cue in self._cues(parsed, over):
            if inverted and cue.effect in ("hypothetical", "alleged") and at.mood == "indicative":
                return Standing(alleged=cue.effect == "alleged", why=f"{cue.id}: said by {over.lemma}")
            if cue.links and at.link not in cue.links:
                continue
            if not cue.links and at.link in ("parataxis", "purpose", "subject"):
                continue
            told = at.kind == "verb" and at.mood == "indicative" and at.tense in ("past", "present")
            if cue.effect == "asserted":
                return self._own(parsed, over) or Standing(why=f"{cue.id}: {over.lemma}")
            if cue.effect == "report" and self._carries(at, over):
                return self._own(parsed, over) or Standing(why=f"{cue.id}: {over.lemma}")
            if cue.effect == "report" or (told and cue.effect in ("future", "announced")):
                return Standing(why=f"{cue.id}: {over.lemma}")
            if over.negated:
                turned: Effect = "hypothetical" if cue.effect == "negated" else "negated"
                return _standing(turned, f"{cue.id}: negated {over.lemma}")
            own = self._own(parsed, over)
            if cue.effect == "negated" and own is not None and own.status is not Status.ASSERTED:
                return _standing("hypothetical", f"{cue.id}: {over.lemma}")
            return _standing(cue.effect, f"{cue.id}: {over.lemma}")
        if self._carries(at, over):
            return self._own(parsed, over)
        open_forms = ("infinitive", "gerund") if self.syntax.gerund_complements else ("infinitive",)
        if at.link == "complement" and at.mood in open_forms and at.kind != "noun":
            if over.negated:
                return Standing(Status.NEGATED, why=f"negated {over.lemma}")
            return Standing(Status.HYPOTHETICAL, why=f"infinitive under {over.lemma}")
        if at.link == "complement" and at.mood == "subjunctive" and at.mark not in self.syntax.factive_marks:
            return Standing(Status.HYPOTHETICAL, why=f"subjunctive under {over.lemma}")
        return None

    def _cues(self, parsed: ParsedSentence, over: Clause) -> Iterable[Cue]:
        keys = [over.lemma, *(parsed.word(over).lemmas() if over.kind != "verb" else ())]
        if over.reflexive and self.syntax.reflexive_ending:
            keys.insert(0, over.lemma + self.syntax.reflexive_ending)
        return next((found for key in keys if (found := self._governors.get(key))), ())

    def _carries(self, at: Clause, over: Clause) -> bool:
        """Whether the governor only carries the clause: coordination, a light verb, or a verb that says it happened."""
        return at.link == "conjunct" or carried(at, over, self.syntax)


def _standing(effect: str, why: str) -> Standing:
    if effect == "alleged":
        return Standing(alleged=True, why=why)
    if effect == "announced":
        return Standing(Status.FUTURE, planned=True, announced=True, why=why)
    if effect == "future":
        return Standing(Status.FUTURE, planned=True, why=why)
    if effect in ("hypothetical", "negated"):
        return Standing(Status(effect), why=why)
    return Standing(why=why)
