"""Positions: who voted how in a forum, from ``lexicon/<language>/votes.yaml``."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.actors.mentions import ActorMention, ActorMentions
from dragoman.circumstances.dates import Dates
from dragoman.circumstances.numbers import NumberReader
from dragoman.facts.enumerations import enumeration
from dragoman.facts.forums import Forums
from dragoman.facts.phrases import Phrases, has
from dragoman.facts.tallies import Tally, TallyReader, bodies_in, problem
from dragoman.facts.vote_words import Forum, Stance, StanceWords, VoteWords
from dragoman.folding import fold_text
from dragoman.lexicon import Lexicon
from dragoman.parsing.clauses import Clause, ParsedSentence
from dragoman.parsing.document import Document
from dragoman.parsing.syntax import load_syntax
from dragoman.parsing.words import Sentence
from dragoman.records import Actor, Position, Span

_log = logging.getLogger(__name__)
_LONG = 8
_LEGISLATURE = "LEG"
_BLOCS = frozenset({"UNO", "IGO"})


@dataclass(frozen=True, slots=True)
class TallyNote:
    """A tally in a sentence of an article, and why it does not add up ("" where it may)."""

    sentence: int
    tally: Tally
    problem: str


class PositionFinder:
    """Finds positions in articles of one language.

    Raises:
        LexiconError: ``votes.yaml`` of the language is missing or not valid.
    """

    def __init__(self, lexicon: Lexicon, language: str) -> None:
        self.words = lexicon.document(f"{language}/votes.yaml", VoteWords)
        self.syntax = load_syntax(lexicon, language)
        self._tallies = TallyReader(self.words.tally, NumberReader.load(lexicon, language))
        self._votes = Phrases(self.words.votes)
        self._forums = Forums(self.words.forums)
        self._stances: dict[str, set[int]] = {}
        for n, entry in enumerate(self.words.stances):
            for verb in entry.verbs:
                self._stances.setdefault(fold_text(verb), set()).add(n)

    def find(self, document: Document, mentions: ActorMentions, dates: Dates) -> tuple[Position, ...]:
        """One position per actor and stance, in the order of the text."""
        found: dict[tuple[str | None, Stance, str | None], Position] = {}
        for parsed, forum in zip(document.sentences, self._forums.of(document), strict=True):
            if forum is None:
                continue
            for position in self._in_sentence(document, parsed, mentions, dates, forum):
                found.setdefault((position.actor.code, position.stance, position.issue), position)
        return _one_stance(found.values())

    def tallies(self, document: Document, positions: Iterable[Position]) -> tuple[TallyNote, ...]:
        """The tallies of an article's votes, with what does not add up."""
        listed: dict[Stance, set[str]] = {}
        for position in positions:
            if position.actor.code:
                listed.setdefault(position.stance, set()).add(position.actor.code)
        notes = []
        for parsed, forum in zip(document.sentences, self._forums.of(document), strict=True):
            tally = self._tallies.read(parsed.sentence) if forum is not None else Tally()
            if forum is None or not tally.known:
                continue
            why = problem(tally, bodies_in(parsed.sentence.folded, self.words.forums), listed)
            if why:
                _log.info("a tally does not add up: %s: %r", why, parsed.sentence.text)
            notes.append(TallyNote(parsed.sentence.index, tally, why))
        return tuple(notes)

    # one sentence

    def _in_sentence(
        self, document: Document, parsed: ParsedSentence, mentions: ActorMentions, dates: Dates, forum: Forum
    ) -> Iterable[Position]:
        sentence = parsed.sentence
        near = [p.sentence for p in document.sentences[max(0, sentence.index - 1) : sentence.index + 1]]
        context = " ".join(s.folded for s in near)
        if not self._forums.named_in(sentence):
            forms = frozenset().union(*(s.forms for s in near))
            if not self._votes.in_text(context, forms):
                return
        for clause in parsed.clauses:
            entry = self._entry(parsed, clause, context)
            if entry is None or (forum.own and entry.needs):
                continue
            stance = entry.stance
            issue, target = self._issue(parsed, clause, mentions, stance)
            when = dates.of(sentence.index, clause.index)
            first, last = self._segment(parsed, clause)
            for actor in self._voters(parsed, clause, mentions, first, last):
                if forum.own and _LEGISLATURE not in actor.sectors:
                    continue
                yield Position(
                    actor=actor,
                    stance=stance,
                    issue=issue,
                    target=target,
                    forum=forum.id,
                    when=when,
                    span=sentence.span(first, last),
                )
        yield from self._phrased(sentence, mentions, forum)

    def _entry(self, parsed: ParsedSentence, clause: Clause, context: str) -> StanceWords | None:
        """The entry of the lexicon that a clause fits, if it tells of something done."""
        words = parsed.sentence.words
        forms = (fold_text(clause.lemma), fold_text(words[clause.head].lower))
        entries = sorted(set().union(*(self._stances.get(form, ()) for form in forms)))
        if not entries or clause.kind == "noun" or clause.mood == "conditional" or clause.link == "condition":
            return None
        over = parsed.clauses[clause.governor] if clause.governor is not None else None
        # "Had Turkey voted …, the text would have passed."
        if over is not None and over.mood == "conditional" and clause.link in ("complement", "adverbial"):
            return None
        if clause.tense == "future" or (clause.mood == "infinitive" and not self._chosen(parsed, clause)):
            return None
        start, end = words[clause.head].start, words[self._segment(parsed, clause)[1]].end
        after = fold_text(parsed.sentence.source[start:end])
        fitting: list[StanceWords] = []
        for entry in (self.words.stances[n] for n in entries):
            # "voted no" is no denial.
            said = clause.head + 1 < len(words) and words[clause.head + 1].lower in entry.words
            denied = (clause.negated or self._neither(parsed.sentence, clause)) and not said
            if denied != entry.negated or any(has(after, w) for w in entry.unless):
                continue
            if entry.words and not any(has(after, w) for w in entry.words):
                continue
            needed = not entry.needs or any(has(context, w) for w in entry.needs)
            sits = entry.sitting and self._sits(parsed, clause)
            # "who usually abstain" is a habit.
            if clause.tense == "present" and clause.link == "relative" and not sits:
                continue
            if needed or sits:
                fitting.append(entry)
        # "voted against the text, adopted with 149 votes in favour": the words nearest to the verb count.
        return min(
            fitting, key=lambda e: min((after.find(w) for w in e.words if has(after, w)), default=0), default=None
        )

    def _neither(self, sentence: Sentence, clause: Clause) -> bool:
        """As in "neither India nor Pakistan took part"."""
        before = sentence.words[max(0, clause.head - _LONG) : clause.head]
        return any(w.lower in self.words.neither for w in before)

    def _sits(self, parsed: ParsedSentence, clause: Clause) -> bool:
        """Whether a voting body is the place of a clause: "in the Council, where China opposes …"."""
        bodies = {body for forum in self.words.forums for body in forum.bodies}
        for argument in clause.arguments:
            if argument.role == "place" or argument.prep in self.words.where:
                below = parsed.sentence.subtree(argument.head)
                text = fold_text(parsed.sentence.span(min(below), min(max(below), argument.head + _LONG)).text)
                if any(has(text, body) for body in bodies):
                    return True
        return False

    def _chosen(self, parsed: ParsedSentence, clause: Clause) -> bool:
        """As in "prefirieron abstenerse": an infinitive that was done."""
        if clause.governor is None:
            return True
        over = parsed.clauses[clause.governor]
        # "the only member to vote against"
        chosen = over.lemma in self.words.choosing or (
            over.kind == "adjective" and fold_text(over.lemma) in self.words.members
        )
        return chosen and not over.negated and over.tense == "past"

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
            # "Two countries, Mali and Niger, voted …"
            near = [m for m in mentions.within(sentence.index, first, clause.head) if _votes(m)]
            start = near[-1:] if own and clause.tense else []
        if not any(_votes(m) for m in start):
            start = self._figuring(parsed, clause, mentions)
            last = len(sentence.words) - 1
        if not start and not subjects:
            start, first = self._going_on(parsed, clause, mentions), 0
        listed: list[ActorMention] = []
        for mention in start:
            listed += self._enumeration(sentence, mention, mentions, first, last)
        return _states(listed)

    def _figuring(self, parsed: ParsedSentence, clause: Clause, mentions: ActorMentions) -> list[ActorMention]:
        """As in "entre los que votaron en contra figuran …": the subjects of the clause over it."""
        index = parsed.sentence.index
        for over in parsed.governors(clause) if clause.link == "relative" else ():
            if over.kind == "adjective" and fold_text(over.lemma) in self.words.members:
                heads = [a.head for a in over.arguments if a.role == "subject"]
                return [m for h in heads if (m := mentions.headed(index, h)) is not None and _votes(m)]
            if over.lemma.split(" ")[0] in self.words.joining:
                heads = [a.head for a in over.arguments if a.role == "subject"]
                return [m for h in heads if (m := mentions.headed(index, h)) is not None and _votes(m)]
            if over.lemma.split(" ")[0] in self.words.listing:
                heads = [a.head for a in over.arguments if a.role in ("subject", "object")]
                return [m for h in heads if (m := mentions.headed(index, h)) is not None and _votes(m)]
        return self._own_country(parsed, clause, mentions) or self._named_as(parsed, clause, mentions)

    def _own_country(self, parsed: ParsedSentence, clause: Clause, mentions: ActorMentions) -> list[ActorMention]:
        """As in "the ambassador said his country had voted …": that of who says so."""
        sentence = parsed.sentence
        for argument in clause.arguments:
            word = sentence.words[argument.head]
            owned = any(w.lower in self.syntax.possessives for w in sentence.children(word.i))
            if argument.role != "subject" or fold_text(word.lemma) not in self.words.members or not owned:
                continue
            for over in parsed.governors(clause):
                heads = [a.head for a in over.arguments if a.role == "subject"]
                return [m for h in heads if (m := mentions.headed(sentence.index, h)) is not None and _votes(m)]
        return []

    @staticmethod
    def _going_on(parsed: ParsedSentence, clause: Clause, mentions: ActorMentions) -> list[ActorMention]:
        """As in "Japón no votó en contra, sino que se abstuvo": the subject of the clause before goes on."""
        index = parsed.sentence.index
        counted = clause.head and parsed.sentence.words[clause.head - 1].pos == "NUM"
        if counted or clause.mood != "indicative" or clause.link not in ("", "conjunct", "parataxis"):
            return []
        for other in reversed(parsed.clauses[: clause.index]):
            if other.kind == "verb" and other.tense:
                heads = [a.head for a in other.arguments if a.role == "subject"]
                return [m for h in heads if (m := mentions.headed(index, h)) is not None and _votes(m)]
        return []

    def _named_as(self, parsed: ParsedSentence, clause: Clause, mentions: ActorMentions) -> list[ActorMention]:
        """As in "los países que votaron en contra fueron Fiyi y Nauru": the predicate of those who did."""
        sentence = parsed.sentence
        for argument in clause.arguments:
            word = sentence.words[argument.head]
            if (
                argument.role == "subject"
                and argument.how == "relative"
                and fold_text(word.lemma) in self.words.members
            ):
                mention = mentions.headed(sentence.index, word.head)
                if mention is not None and sentence.children(word.head, "cop") and _votes(mention):
                    return [mention]
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

    def _phrased(self, sentence: Sentence, mentions: ActorMentions, forum: Forum) -> Iterable[Position]:
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
                    yield Position(actor=actor, stance=stance, forum=forum.id, span=span)
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


def _votes(mention: ActorMention) -> bool:
    return mention.how != "demonym" and any(a.code and a.code not in _BLOCS for a in mention.actors)


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
        known = [p for p in kept.values() if (p.actor.code, p.forum, p.stance) == _stand(position)]
        if not any(p.issue is None or position.issue is None for p in known):
            kept.setdefault((position.actor.code, position.forum, position.issue), position)
    return tuple(kept.values())


def _stand(position: Position) -> tuple[str | None, str | None, Stance]:
    return position.actor.code, position.forum, position.stance
