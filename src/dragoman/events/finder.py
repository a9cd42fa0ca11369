"""Finds the events of an article: each clause against the frames of its language, then status and the rules."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from dragoman.actors.mentions import ActorMentions
from dragoman.codebook import Codebook, load_codebook
from dragoman.events.context import (
    Told,
    adopted,
    answered,
    captors,
    from_condition,
    from_content,
    of_told,
    of_topic,
    shared,
    to_partner,
    topic,
    with_speaker,
)
from dragoman.events.found import Found
from dragoman.events.frames import load_classes, load_frames
from dragoman.events.matching import FrameIndex, Match, Opening, best, match, padded
from dragoman.events.parties import Parties, known
from dragoman.events.rules import addressed, at_home, coded, counts, mere_purpose, without_own_forces
from dragoman.events.status import Standing, StatusReader
from dragoman.events.views import ClauseView, SentenceView
from dragoman.lexicon import Lexicon
from dragoman.parsing.clauses import Clause, ParsedSentence
from dragoman.parsing.document import Document
from dragoman.parsing.predicates import Acts
from dragoman.parsing.syntax import Syntax, load_syntax
from dragoman.records import Span, Status


@dataclass(frozen=True)
class Knowledge:
    """What is known of one language: its grammar, its frames and its status cues."""

    syntax: Syntax
    index: FrameIndex
    status: StatusReader


class Trial(NamedTuple):
    """One clause with the frames tried on it, for ``explain``: the winner (or None).

    ``view``: of the clause. ``told``: the standing of the act of which this one is a part, in place of its own.
    """

    view: ClauseView
    tried: tuple[Match, ...]
    winner: Match | None
    told: Standing | None = None

    @property
    def clause(self) -> Clause:
        return self.view.clause

    @property
    def standing(self) -> Standing:
        return self.told or self.view.standing


_MEASURES = "measure"
"""The class of nouns for what governments do and others comment on."""


class EventFinder:
    """Turns clauses and actors into events, by the lexicon of acts.

    Args:
        lexicon: the folders of knowledge.
        codebook: types and modes; read from the lexicon where not given.

    Raises:
        LexiconError: when a language's frames are first used and are not valid.
    """

    def __init__(self, lexicon: Lexicon, codebook: Codebook | None = None) -> None:
        self._lexicon = lexicon
        self._codebook = codebook or load_codebook(lexicon)
        self._known: dict[str, Knowledge] = {}
        self._views: tuple[Document | None, dict[int, SentenceView]] = (None, {})

    def knowledge(self, language: str) -> Knowledge:
        """Frames, grammar and cues of a language, read once."""
        if language not in self._known:
            syntax = load_syntax(self._lexicon, language)
            frames = load_frames(self._lexicon, language, self._codebook)
            classes = load_classes(self._lexicon, language)
            violent = frozenset(name for name, kind in self._codebook.types.items() if kind.quad == "MX") | {"THREATEN"}
            loose = frozenset(syntax.loose_prepositions)
            index = FrameIndex(frames, classes, syntax.reflexive_ending, violent, syntax.prepositions_govern, loose)
            self._known[language] = Knowledge(syntax, index, StatusReader(self._lexicon, language, syntax))
        return self._known[language]

    def acts(self, language: str) -> Acts:
        """The event nouns and reflexive verbs of a language, for the parser."""
        return self.knowledge(language).index.acts

    def find(self, document: Document, mentions: ActorMentions) -> list[Found]:
        """The events of a document, one for each place that tells of one, in the order of the text."""
        found = []
        for trials, parsed in zip(self.all_trials(document, mentions), document.sentences, strict=True):
            if any(t.winner for t in trials):
                found += self._found(self._view(document, parsed), trials)
        return found

    def _view(self, document: Document, parsed: ParsedSentence) -> SentenceView:
        """The view of a sentence, kept while the same document is asked about."""
        latest, views = self._views
        if latest is not document:
            views = {}
            self._views = (document, views)
        view = views.get(parsed.sentence.index)
        if view is None:
            known_here = self.knowledge(document.language)
            view = SentenceView(parsed, known_here.syntax, known_here.status)
            views[parsed.sentence.index] = view
        return view

    def all_trials(self, document: Document, mentions: ActorMentions) -> list[list[Trial]]:
        """The trials of every sentence, with parties taken over from what was told before."""
        about = topic(mentions, self._codebook.organisations)
        measures = self.knowledge(document.language).index.word_class(_MEASURES)
        told: list[Told] = []
        complete = []
        for parsed in document.sentences:
            trials = self.trials(document, parsed, mentions)
            if trials:
                before = [*told, *_acts(parsed, trials)]
                trials = [self._from_context(t, parsed, before, trials, about, measures) for t in trials]
                told += _acts(parsed, trials)
            complete.append(trials)
        return complete

    @staticmethod
    def _from_context(
        trial: Trial,
        parsed: ParsedSentence,
        told: list[Told],
        trials: list[Trial],
        about: str | None,
        measures: Collection[str],
    ) -> Trial:
        if trial.winner is not None:
            governor = trial.clause.governor
            over = (
                next((t.winner for t in trials if t.clause.index == governor), None) if governor is not None else None
            )
            winner = captors(trial.winner, over)
            winner = shared(winner, parsed, told) or winner
            winner = from_content(winner, trials) or of_told(winner, parsed, told, trials, measures) or winner
            winner = answered(winner, parsed, told) or to_partner(winner, parsed, told) or winner
            winner = of_topic(winner, about) or winner
            return trial if winner is trial.winner else trial._replace(winner=winner)
        lacking = [t for t in trial.tried if t.lacks_parties]
        for lost in sorted(lacking, key=lambda t: t.rank, reverse=True) if len(lacking) > 1 else lacking:
            found = adopted(lost, parsed, told) or of_told(lost, parsed, told, trials, measures)
            found = found or answered(lost, parsed, told)
            if found is not None:
                return trial._replace(winner=found)
        return trial

    def trials(self, document: Document, parsed: ParsedSentence, mentions: ActorMentions) -> list[Trial]:
        """For every clause of a sentence the frames that its predicate opens and what came of them."""
        known_here = self.knowledge(document.language)
        view = self._view(document, parsed)
        parties = Parties(document, view, mentions)
        trials: dict[int, Trial] = {}
        # nouns first: who is to blame for "the attack" is who carried it out
        for clause in sorted(parsed.clauses, key=lambda c: c.kind != "noun"):
            seen = view.of(clause)
            openings = known_here.index.openings(seen)
            if not openings or (clause.kind == "noun" and mentions.covering(parsed.sentence.index, clause.head)):
                continue
            tried = [o if isinstance(o, Match) else self._tried(o, clause, parties, known_here) for o in openings]
            winner = best([m for m in tried if not m.why])
            trials[clause.index] = Trial(seen, tuple(tried), winner)
            if clause.kind == "noun":
                parties.note(clause, tried)
        return [trials[index] for index in sorted(trials)]

    @staticmethod
    def _tried(opening: Opening, clause: Clause, parties: Parties, known_here: Knowledge) -> Match:
        tried = match(opening, clause, parties, known_here.index)
        if not tried.fits:
            return tried
        tried = with_speaker(from_condition(tried, parties) or tried, parties)
        if not counts(tried, parties.parsed, known_here.syntax):
            return tried._replace(why="a noun that names too few parties to tell of an event", lacks_parties=True)
        return tried

    @staticmethod
    def _found(view: SentenceView, trials: list[Trial]) -> list[Found]:
        parsed = view.parsed
        winners = {t.clause.index: t for t in trials if t.winner is not None}
        found = []
        for trial in winners.values():
            over = _blocker(parsed, trial.clause, winners, view.syntax.times)
            if trial.winner is None or (over is not None and not _alleged(trial, over)):
                continue
            told = _is_cause(trial, winners) or _is_message(trial, winners)
            idle = mere_purpose(trial.winner, trial.standing) and not told
            if idle or at_home(trial.winner) or _is_part(trial, winners):
                continue
            if trial.winner.frame.type == "PROTEST":
                trial = _with_cause(trial, winners)
            elif told:
                trial = trial._replace(told=winners[trial.clause.governor or 0].standing)
            if trial.winner is not None:
                found += _events(view, trial, trial.winner, blocked=over is not None)
        return found


def _acts(parsed: ParsedSentence, trials: list[Trial]) -> list[Told]:
    """The acts of a sentence that later ones may refer to."""
    return [Told(parsed.sentence.index, t.clause.index, t.winner) for t in trials if t.winner]


_ASKING = frozenset({"REQUEST", "THREATEN"})
"""Types whose purpose clause is what is asked ("hizo un llamado a la comunidad para que ayude")."""


def _blocker(
    parsed: ParsedSentence, clause: Clause, winners: Mapping[int, Trial], times: tuple[str, ...]
) -> Trial | None:
    """The act over this clause of which the clause is only the content."""
    at = clause
    for _ in parsed.clauses:
        if at.governor is None or not _is_content(at) or at.mark in times or _told_apart(parsed, at):
            return None
        if at.link == "complement" and not at.mark and at.head < parsed.clauses[at.governor].head:
            return None  # told as a fact, with the speaker behind it ("…, denunció la Defensoría")
        over = winners.get(at.governor)
        if over is not None and over.winner is not None and over.winner.frame.blocks and at.link != "conjunct":
            asks = over.winner.frame.type in _ASKING
            return over if asks or at.link != "purpose" else None
        at = parsed.clauses[at.governor]
    return None


def _same_parties(one: Trial, other: Trial) -> bool:
    """Whether two acts have the same states on the same sides ("aportará 30 millones en ayuda" is one act)."""
    sides = [
        [{a.code for a in side if a.code} for side in (t.winner.actors, t.winner.recipients)]
        for t in (one, other)
        if t.winner is not None
    ]
    return len(sides) == 2 and sides[0] == sides[1]


def _told_apart(parsed: ParsedSentence, clause: Clause) -> bool:
    """Whether a relative clause tells that a noun took place ("no levantó las sanciones que impuso en 2020")."""
    return clause.kind == "noun" and any(
        c.governor == clause.index and c.link == "relative" and c.mood == "indicative" for c in parsed.clauses
    )


def _is_content(clause: Clause) -> bool:
    """Whether a clause is what its governor is about: a complement, an object, or a noun right behind a preposition."""
    if clause.link in ("complement", "conjunct", "purpose"):
        return True
    if clause.link == "of":
        return clause.kind != "noun"
    return clause.link in ("object", "prep") and (clause.kind != "noun" or not clause.via)


_CAUSES = frozenset({"REQUEST", "ACCUSE", "REJECT", "SUPPORT"})
"""What a crowd takes to the streets to do, and does by it."""


def _is_cause(trial: Trial, winners: Mapping[int, Trial]) -> bool:
    """Whether an act is why people protest: "marched to demand" is a demand that was made."""
    over = winners.get(trial.clause.governor) if trial.clause.governor is not None else None
    protest = over is not None and over.winner is not None and over.winner.frame.type == "PROTEST"
    return bool(protest and trial.clause.link == "purpose" and trial.winner and trial.winner.frame.type in _CAUSES)


def _is_message(trial: Trial, winners: Mapping[int, Trial]) -> bool:
    """Whether an act is what a call or visit was for and was said in it ("telephoned his counterpart to thank him")."""
    over = winners.get(trial.clause.governor) if trial.clause.governor is not None else None
    if over is None or over.winner is None or over.winner.frame.type != "CONSULT" or trial.winner is None:
        return False
    meant = trial.clause.link == "purpose" or (trial.clause.link == "complement" and trial.clause.mood == "infinitive")
    return meant and trial.winner.frame.type in ("SUPPORT", "REQUEST", "ACCUSE") and known(trial.winner.recipients)


def _with_cause(trial: Trial, winners: Mapping[int, Trial]) -> Trial:
    """A protest that names nobody is directed at whom its demands or reproaches are directed at."""
    if trial.winner is None or known(trial.winner.recipients):
        return trial
    for other in winners.values():
        cause = other.winner
        under = (trial.clause.index, trial.clause.governor if trial.clause.kind == "noun" else None)
        if (
            other.clause.governor is None
            or other.clause.governor not in under
            or cause is None
            or cause.frame.type not in _CAUSES - {"SUPPORT"}
        ):
            continue
        if other.clause.link in ("purpose", "conjunct", "adverbial", "relative") and known(cause.recipients):
            return trial._replace(winner=trial.winner._replace(recipients=cause.recipients))
    return trial


def _alleged(trial: Trial, over: Trial) -> bool:
    """Content of an act is no event of its own, but what somebody is accused of is kept, as an allegation."""
    if trial.winner is None or over.winner is None or over.winner.frame.type != "ACCUSE":
        return False
    both = known(trial.winner.actors) and known(trial.winner.recipients)
    return both and trial.winner.frame.type != "ACCUSE"


def _is_part(trial: Trial, winners: Mapping[int, Trial]) -> bool:
    """Whether a noun is only what its governor's frame asks for ("suspendió la ayuda"), or a mere reason."""
    clause = trial.clause
    if clause.link == "reason":
        return True
    over = winners.get(clause.governor) if clause.governor is not None else None
    if over is None or over.winner is None or clause.kind != "noun" or clause.via:
        return False
    if _same_parties(trial, over) and trial.winner and trial.winner.frame.type == over.winner.frame.type:
        return True
    wanted = [a.head for role in over.winner.frame.with_ for a in over.clause.role(role)]
    return clause.head in wanted and trial.standing.status is not Status.ASSERTED


def _events(view: SentenceView, trial: Trial, winner: Match, *, blocked: bool) -> list[Found]:
    """The event of an act, and the second one that it is besides."""
    event = _event(view.parsed, trial, winner, blocked=blocked)
    also = winner.frame.also
    if also is None or (also.words and not view.of(trial.clause).says(padded(also.words))):
        return [event]
    return [event, replace(event, type=also.type, mode=also.mode)]


def _event(parsed: ParsedSentence, trial: Trial, winner: Match, *, blocked: bool) -> Found:
    frame, standing = winner.frame, trial.standing
    kind, mode, status = coded(frame.type, frame.mode, standing)
    alleged = standing.alleged or blocked
    if alleged and blocked and status is Status.ASSERTED:
        kind, mode, status = frame.type, frame.mode, Status.HYPOTHETICAL
    recipients = without_own_forces(frame.type, winner.actors, addressed(kind, winner.actors, winner.recipients))
    return Found(
        sentence=parsed.sentence.index,
        clause=trial.clause.index,
        type=kind,
        mode=mode,
        contexts=frame.contexts,
        actors=winner.actors,
        recipients=recipients,
        status=status,
        frame=frame.id,
        trigger=trigger(parsed, trial.clause, winner),
        confidence=_confidence(winner, trial.clause, alleged),
        alleged=alleged,
        planned=standing.planned,
    )


def trigger(parsed: ParsedSentence, clause: Clause, winner: Match) -> Span:
    """The words that carry an event: the predicate, with the object that the frame demands where it stands close by."""
    first = last = clause.head
    wanted = [a.head for role in winner.frame.with_ if role not in ("any", "subject") for a in clause.role(role)]
    for child in parsed.sentence.children(clause.head, "compound"):
        if child.dep == "compound:prt":
            wanted.append(child.i)
    for head in wanted:
        if abs(head - clause.head) <= 4:
            first, last = min(first, head), max(last, head)
    return parsed.sentence.span(first, last)


def _confidence(winner: Match, clause: Clause, alleged: bool) -> float:
    """A first guess from how much of the frame is filled: 0.9 for both sides in a verb, less for each thing missing."""
    value = 0.9
    if not known(winner.actors):
        value -= 0.2
    if not winner.frame.joint and winner.frame.recipient and not known(winner.recipients):
        value -= 0.15
    if clause.kind == "noun":
        value -= 0.1
    if any(a.how not in ("tree", "conjunct") for a in clause.role("subject")):
        value -= 0.05
    return round(value - 0.2 * alleged, 2)
