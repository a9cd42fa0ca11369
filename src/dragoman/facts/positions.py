"""Positions: who voted how in a forum, from ``lexicon/<language>/votes.yaml``."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from dragoman.actors.mentions import ActorMention, ActorMentions
from dragoman.circumstances.dates import Dates
from dragoman.circumstances.numbers import NumberReader
from dragoman.facts.enumerations import enumeration
from dragoman.folding import fold_text
from dragoman.lexicon import Entry, Lexicon
from dragoman.parsing.clauses import Clause, ParsedSentence
from dragoman.parsing.document import Document
from dragoman.parsing.words import Sentence
from dragoman.records import Actor, Position, Span

_log = logging.getLogger(__name__)
Stance = Literal["for", "against", "abstain", "absent"]
_BLOCS = frozenset({"UNO", "IGO"})


class StanceWords(Entry):
    """Verbs (lemmas) that tell a stance: with one of ``words`` in the clause, or one of ``needs`` in the sentence or
    the one before, if there are such lists; ``negated``: only where the verb is denied.
    """

    stance: Stance
    verbs: tuple[str, ...]
    words: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    negated: bool = False


class Forum(Entry):
    """A forum, by its id in the records, and what it is called."""

    id: str
    words: tuple[str, ...]


class VoteWords(Entry):
    """Schema of ``votes.yaml``; the comments in the file say what each list is for."""

    stances: tuple[StanceWords, ...]
    votes: tuple[str, ...]
    phrases: dict[Stance, tuple[str, ...]]
    tally: dict[Stance, tuple[str, ...]]
    forums: tuple[Forum, ...]
    breaks: tuple[str, ...]
    joins: tuple[str, ...]
    issues: tuple[str, ...] = Field(default=())
    choosing: tuple[str, ...] = ()
    listing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """The result of a vote as the text gives it; null for what it does not say."""

    for_: int | None = None
    against: int | None = None
    abstain: int | None = None


class PositionFinder:
    """Finds positions in articles of one language.

    Raises:
        LexiconError: ``votes.yaml`` of the language is missing or not valid.
    """

    def __init__(self, lexicon: Lexicon, language: str) -> None:
        self.words = lexicon.document(f"{language}/votes.yaml", VoteWords)
        self.numbers = NumberReader.load(lexicon, language)

    def find(self, document: Document, mentions: ActorMentions, dates: Dates) -> tuple[Position, ...]:
        """One position per actor and stance, in the order of the text."""
        found: dict[tuple[str | None, Stance, str | None], Position] = {}
        for parsed in document.sentences:
            forum = self._forum(document, parsed.sentence.index)
            if forum is None:
                continue
            for position in self._in_sentence(document, parsed, mentions, dates, forum):
                found.setdefault((position.actor.code, position.stance, position.issue), position)
        kept = _one_stance(found.values())
        self._check(document, kept)
        return kept

    def tally(self, sentence: Sentence) -> Tally:
        """The counts of votes that a sentence gives: "120 votos a favor, 14 en contra y 45 abstenciones"."""
        folded = fold_text(sentence.text)
        counts: dict[str, int] = {}
        for word in sentence.words:
            at = word.start - sentence.start
            number = self.numbers.read(folded, at)
            if number is None or number.value is None:
                continue
            rest = folded[number.end :].lstrip()
            for stance, phrases in self.words.tally.items():
                if any(rest.startswith(p) and not rest[len(p) : len(p) + 1].isalnum() for p in phrases):
                    counts.setdefault(stance, int(number.value))
                    break
        return Tally(counts.get("for"), counts.get("against"), counts.get("abstain"))

    def _check(self, document: Document, positions: Iterable[Position]) -> None:
        """Logs where more actors are listed for a stance than the count of votes allows."""
        listed = list(positions)
        tallies = [self.tally(p.sentence) for p in document.sentences] if listed else []
        for stance, name in (("for", "for_"), ("against", "against"), ("abstain", "abstain")):
            counts = [n for t in tallies if (n := getattr(t, name)) is not None]
            number = len({p.actor.code for p in listed if p.stance == stance})
            if counts and number > max(counts):
                _log.info("%d actors %s, but the text counts %d", number, stance, max(counts))

    # one sentence

    def _in_sentence(
        self, document: Document, parsed: ParsedSentence, mentions: ActorMentions, dates: Dates, forum: str
    ) -> Iterable[Position]:
        sentence = parsed.sentence
        context = fold_text(sentence.text)
        if sentence.index:
            context = fold_text(document.sentences[sentence.index - 1].sentence.text) + " " + context
        here = fold_text(sentence.text)
        named = any(_has(here, w) for entry in self.words.forums for w in entry.words)
        if not named and not any(_has(context, w) for w in self.words.votes):
            return
        for clause in parsed.clauses:
            stance = self._stance(parsed, clause, context)
            if stance is None:
                continue
            issue, target = self._issue(parsed, clause, mentions, stance)
            when = dates.of(sentence.index, clause.index)
            first, last = self._segment(parsed, clause)
            for actor in self._voters(parsed, clause, mentions, first, last):
                yield Position(
                    actor=actor,
                    stance=stance,
                    issue=issue,
                    target=target,
                    forum=forum,
                    when=when,
                    span=sentence.span(first, last),
                )
        yield from self._phrased(sentence, mentions, forum)

    def _stance(self, parsed: ParsedSentence, clause: Clause, context: str) -> Stance | None:
        if clause.kind == "noun" or clause.mood == "conditional" or clause.link == "condition":
            return None
        if clause.tense == "future" or (clause.mood == "infinitive" and not self._chosen(parsed, clause)):
            return None
        lemma = fold_text(clause.lemma)
        words = parsed.sentence.words
        start, end = words[clause.head].start, words[self._segment(parsed, clause)[1]].end
        after = fold_text(parsed.sentence.source[start:end])
        for entry in self.words.stances:
            # "voted no" is no denial.
            said = clause.head + 1 < len(words) and words[clause.head + 1].lower in entry.words
            if lemma not in map(fold_text, entry.verbs) or (clause.negated and not said) != entry.negated:
                continue
            if entry.words and not any(_has(after, w) for w in entry.words):
                continue
            if entry.needs and not any(_has(context, w) for w in entry.needs):
                continue
            return entry.stance
        return None

    def _chosen(self, parsed: ParsedSentence, clause: Clause) -> bool:
        """As in "prefirieron abstenerse": an infinitive that was done."""
        if clause.governor is None:
            return True
        over = parsed.clauses[clause.governor]
        return over.lemma in self.words.choosing and not over.negated and over.tense == "past"

    def _segment(self, parsed: ParsedSentence, clause: Clause) -> tuple[int, int]:
        """First and last word of the stretch around a predicate that tells of one stance."""
        words = parsed.sentence.words
        others = {c.head for c in parsed.clauses if c.index != clause.index and c.kind == "verb" and c.tense}
        first = last = clause.head
        while first > 0 and words[first - 1].lower not in self.words.breaks and first - 1 not in others:
            first -= 1
        while last + 1 < len(words) and words[last + 1].lower not in self.words.breaks and last + 1 not in others:
            last += 1
        while first < clause.head and words[first].pos in ("PUNCT", "CCONJ", "SCONJ"):
            first += 1
        while last > clause.head and words[last].pos in ("PUNCT", "CCONJ"):
            last -= 1
        return first, last

    def _voters(
        self, parsed: ParsedSentence, clause: Clause, mentions: ActorMentions, first: int, last: int
    ) -> list[Actor]:
        """The subjects of the clause and all that stand in one enumeration with them."""
        sentence = parsed.sentence
        beside = self._beside(sentence, clause, mentions, first, last)
        own = [a for a in clause.arguments if a.role == "subject" and first <= a.head <= last]
        subjects = [a.head for a in (own or ([] if beside else clause.arguments)) if a.role == "subject"]
        start = [
            m for h in subjects if (m := mentions.headed(sentence.index, h) or mentions.covering(sentence.index, h))
        ]
        if not start:
            inside = [m for m in mentions.within(sentence.index, first, clause.head) if _votes(m)]
            start = beside or inside[-1:]
        if not any(_votes(m) for m in start):
            start = self._figuring(parsed, clause, mentions)
            last = len(sentence.words) - 1
        listed: list[ActorMention] = []
        for mention in start:
            listed += self._enumeration(sentence, mention, mentions, first, last)
        return _states(listed)

    def _figuring(self, parsed: ParsedSentence, clause: Clause, mentions: ActorMentions) -> list[ActorMention]:
        """As in "entre los que votaron en contra figuran …": the subjects of the clause over it."""
        index = parsed.sentence.index
        for over in parsed.governors(clause) if clause.link == "relative" else ():
            if over.lemma.split(" ")[0] in self.words.listing:
                heads = [a.head for a in over.arguments if a.role in ("subject", "object")]
                return [m for h in heads if (m := mentions.headed(index, h)) is not None and _votes(m)]
        return []

    def _beside(
        self, sentence: Sentence, clause: Clause, mentions: ActorMentions, first: int, last: int
    ) -> list[ActorMention]:
        """Who stands directly before the verb ("Malí y Nicaragua votaron"), or behind "votaron en contra"."""
        before = [m for m in mentions.within(sentence.index, first, clause.head - 1) if _votes(m)][-1:]
        gap = sentence.words[before[0].last + 1 : clause.head] if before else ()
        if before and all(w.pos in ("PRON", "ADV", "AUX", "PART") for w in gap):
            return before
        phrases = {p for entry in self.words.stances for p in entry.words}
        for mention in mentions.within(sentence.index, clause.head + 1, last)[:1]:
            between = sentence.words[clause.head + 1 : mention.first]
            words = [w.text for w in between if w.pos != "DET"]
            if _votes(mention) and words and fold_text(" ".join(words)) in phrases:
                return [mention]
        return []

    def _enumeration(
        self, sentence: Sentence, mention: ActorMention, mentions: ActorMentions, first: int, last: int
    ) -> list[ActorMention]:
        return enumeration(sentence, mention, mentions, self.words.joins, (first, last), _votes)

    def _phrased(self, sentence: Sentence, mentions: ActorMentions, forum: str) -> Iterable[Position]:
        """As in "con los votos en contra de Israel y Austria"."""
        folded = fold_text(sentence.text)
        for stance, phrases in self.words.phrases.items():
            for phrase in phrases:
                at = folded.find(phrase)
                if at < 0 or folded[at - 1 : at].isalnum():
                    continue
                end = sentence.start + at + len(phrase)
                last = len(sentence.words) - 1
                behind = [
                    m for m in mentions.within(sentence.index, 0, last) if sentence.words[m.first].start >= end - 1
                ]
                if not behind or sentence.words[behind[0].first].start > end + 12:
                    continue
                listed = self._enumeration(sentence, behind[0], mentions, behind[0].first, last)
                span = sentence.span(behind[0].first, listed[-1].last)
                for actor in _states(listed):
                    yield Position(actor=actor, stance=stance, forum=forum, span=span)
                break

    def _issue(
        self, parsed: ParsedSentence, clause: Clause, mentions: ActorMentions, stance: Stance
    ) -> tuple[str | None, Actor | None]:
        """What was voted on, in the words of the text, and whom it is directed at."""
        sentence = parsed.sentence
        heads = [a.head for a in clause.arguments if a.role == "complement"]
        heads += [
            a.head for a in clause.arguments if a.role in ("object", "prep", "of") and self._is_issue(sentence, a.head)
        ]
        for head in heads:
            below = [i for i in sentence.subtree(head) if i >= head]
            # The parser may hang the rest of the sentence below: the issue ends at the first mark.
            end = next((i for i in below if sentence.words[i].pos == "PUNCT" and i > head), below[-1] + 1)
            inside = [i for i in below if i < end]
            issue: Span = sentence.span(head, inside[-1])
            named = [m for m in mentions.within(sentence.index, head, inside[-1]) if m.actors[0].code]
            return issue.text, named[0].actors[0] if named else None
        return None, None

    def _is_issue(self, sentence: Sentence, i: int) -> bool:
        return fold_text(sentence.words[i].lemma) in self.words.issues

    def _forum(self, document: Document, index: int) -> str | None:
        """The forum named in the sentence, or last before it (up to four sentences back)."""
        for i in range(index, max(-1, index - 5), -1):
            folded = fold_text(document.sentences[i].sentence.text)
            hits = [(folded.find(w), f.id) for f in self.words.forums for w in f.words if _has(folded, w)]
            if hits:
                return min(hits)[1]
        return None


def _has(text: str, phrase: str) -> bool:
    at = text.find(phrase)
    while at >= 0:
        end = at + len(phrase)
        if not text[at - 1 : at].isalnum() and not text[end : end + 1].isalnum():
            return True
        at = text.find(phrase, at + 1)
    return False


def _votes(mention: ActorMention) -> bool:
    return mention.how != "demonym" and any(a.code for a in mention.actors)


def _states(mentions: Iterable[ActorMention]) -> list[Actor]:
    """The states among the mentions, each once; the forum itself does not vote."""
    known: dict[str, Actor] = {}
    for mention in mentions:
        for actor in mention.actors:
            if actor.code and actor.code not in _BLOCS:
                known.setdefault(actor.code, actor)
    return list(known.values())


def _one_stance(positions: Iterable[Position]) -> tuple[Position, ...]:
    """An actor takes one stance on an issue: the first that is told."""
    kept: dict[tuple[str | None, str | None, str | None], Position] = {}
    for position in positions:
        kept.setdefault((position.actor.code, position.forum, position.issue), position)
    return tuple(kept.values())
