"""Why a text was coded so: actors, clauses, the frames each predicate opens, and what kept the losers out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dragoman.actors.mentions import ActorMention, ActorMentions
from dragoman.circumstances.dates import Dates
from dragoman.events.finder import Trial
from dragoman.events.merging import Situated
from dragoman.parsing.clauses import Argument, Clause, ParsedSentence
from dragoman.parsing.document import Document
from dragoman.records import Actor, When


@dataclass(frozen=True)
class Explanation:
    """The steps of coding one text. ``str()`` gives them as indented lines; a terminal may add colour."""

    document: Document
    mentions: ActorMentions
    dates: Dates
    trials: Mapping[int, Sequence[Trial]]
    situated: Sequence[Situated]
    notes: Sequence[tuple[int, str, str]] = ()

    def __str__(self) -> str:
        return "\n".join(self.lines())

    def lines(self) -> Iterator[str]:
        """One line a fact: sentence, actors, times, clauses, frames, events."""
        for parsed in self.document.sentences:
            yield parsed.sentence.text.replace("\n", " ")
            yield from self._actors(parsed)
            yield from self._times(parsed)
            yield from self._notes(parsed)
            trials = {t.clause.index: t for t in self.trials.get(parsed.sentence.index, ())}
            for clause in parsed.clauses:
                yield from self._clause(parsed, clause, trials.get(clause.index))
            yield from self._events(parsed)
            yield ""

    def _actors(self, parsed: ParsedSentence) -> Iterator[str]:
        for mention in self.mentions.all:
            if mention.sentence == parsed.sentence.index:
                yield f"  actor   {actor_line(parsed, mention)}"

    def _times(self, parsed: ParsedSentence) -> Iterator[str]:
        for time in self.dates.within(parsed.sentence.index, 0, len(parsed.sentence.words) - 1):
            words = parsed.sentence.span(time.first, time.last).text
            yield f"  time    {words!r}: {when_text(time.when) or time.reason or 'not resolved'}"

    def _notes(self, parsed: ParsedSentence) -> Iterator[str]:
        """What facts found that no record has room for: tallies, numbers that make no sense."""
        for sentence, kind, text in self.notes:
            if sentence == parsed.sentence.index:
                yield f"  {kind:7} {text}"

    def _clause(self, parsed: ParsedSentence, clause: Clause, trial: Trial | None) -> Iterator[str]:
        yield f"  clause  {clause_line(parsed, clause)}"
        if trial is None:
            return
        standing = trial.standing
        yield f"    status  {standing.status}{' (alleged)' if standing.alleged else ''}: {standing.why}"
        for tried in sorted(trial.tried, key=lambda t: (not t.fits, t.frame.id)):
            mark = "wins" if tried is trial.winner else ("fits" if tried.fits else "no")
            who = f"{codes(tried.actors)} > {codes(tried.recipients)}"
            detail = tried.why or f"{who}, rank {tried.rank}"
            mode = f" {tried.frame.mode}" if tried.frame.mode else ""
            yield f"    {mark:5} {tried.frame.id} ({tried.frame.type}{mode}): {detail}"

    def _events(self, parsed: ParsedSentence) -> Iterator[str]:
        for item in self.situated:
            found = item.found
            if found.sentence == parsed.sentence.index:
                mode = f" {found.mode}" if found.mode else ""
                when = when_text(item.when or item.planned)
                yield (
                    f"  event   {found.type}{mode}: {codes(found.actors)} > {codes(found.recipients)}, {found.status}"
                    f"{', ' + when if when else ''} [{found.frame}, {found.trigger.text!r}, {found.confidence}]"
                )


def codes(actors: Sequence[Actor]) -> str:
    """ "RUS GOV + VNM GOV", or a dash where there is nobody; the name stands in where the code is unknown."""
    return " + ".join(" ".join([a.code or f"({a.name})", *a.sectors[:1]]) for a in actors) or "-"


def when_text(when: When | None) -> str:
    """A period in short: one date, or both ends."""
    if when is None or not when.start:
        return ""
    return when.start if when.start == when.end else f"{when.start}..{when.end}"


def actor_line(parsed: ParsedSentence, mention: ActorMention) -> str:
    """A mention, who is meant and how that was found."""
    words = parsed.sentence.span(mention.first, mention.last).text
    names = ", ".join(dict.fromkeys(a.name for a in mention.actors if a.name))
    place = "" if mention.acts else ", a place"
    return f"{words!r}: {codes(mention.actors)}{' = ' + names if names else ''} ({mention.how}{place})"


def clause_line(parsed: ParsedSentence, clause: Clause) -> str:
    """A clause in one line: predicate, form, arguments, and what governs it."""
    marks = [clause.tense, clause.mood]
    marks += [name for name in ("negated", "passive", "reflexive") if getattr(clause, name)]
    marks += [f"under {m}" for m in clause.modals]
    form = ", ".join(m for m in marks if m)
    arguments = "; ".join(_argument(parsed, a) for a in clause.arguments)
    over = ""
    if clause.governor is not None:
        mark = f" {clause.mark!r}" if clause.mark else ""
        over = f" <- {clause.link}{mark} of {parsed.clauses[clause.governor].lemma}"
    return f"{clause.kind} {clause.lemma}{' (' + form + ')' if form else ''}: {arguments}{over}"


def _argument(parsed: ParsedSentence, argument: Argument) -> str:
    word = parsed.sentence.words[argument.head].text
    role = argument.prep if argument.role == "prep" else argument.role
    how = "" if argument.how == "tree" else f" ({argument.how})"
    return f"{role} {word}{how}"
