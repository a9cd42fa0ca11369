"""When things happened: finds the expressions of time of an article and gives each to the clause it belongs to."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dragoman.circumstances.attachment import Attachment
from dragoman.circumstances.calendar import resolve
from dragoman.circumstances.patterns import DateWords, Match, PatternSet, before
from dragoman.circumstances.periods import Period, Reference, day, is_historical, parse_day, shift
from dragoman.folding import fold_text
from dragoman.lexicon import Lexicon
from dragoman.parsing.clauses import ParsedSentence
from dragoman.parsing.document import Document
from dragoman.parsing.syntax import Syntax, load_syntax
from dragoman.records import Span, When

_log = logging.getLogger(__name__)
_FINENESS = {"day": 0, "week": 1, "month": 2, "range": 3, "year": 4, "decade": 5}


@dataclass(frozen=True, slots=True)
class Time:
    """One expression of time in an article.

    Attributes:
        sentence: index of the sentence; first, last: word indexes, both inclusive; span: in the article's text.
        when: the days it means, or None where they cannot be told; ``reason`` says why.
        clause: index of the clause it belongs to, or None.
        edge: "since", "until" or "before" where it opens a range, "after" where it marks a beginning, else "".
        rule: the calculation that was used.
    """

    sentence: int
    first: int
    last: int
    span: Span
    when: When | None
    clause: int | None
    edge: str = ""
    rule: str = ""
    reason: str = ""


class Dates:
    """The times of an article, asked for by clause. Build it with ``DateFinder.find``."""

    def __init__(
        self,
        times: Iterable[Time],
        published: str | None,
        attachments: dict[int, Attachment],
        anchored: dict[tuple[int, int], When] | None = None,
    ) -> None:
        self.all = tuple(times)
        self.published = published
        self._attachments = attachments
        self._anchored = anchored or {}
        self._by_clause: dict[tuple[int, int], list[Time]] = {}
        self._by_sentence: dict[int, list[Time]] = {}
        for time in self.all:
            self._by_sentence.setdefault(time.sentence, []).append(time)
            if time.clause is not None:
                self._by_clause.setdefault((time.sentence, time.clause), []).append(time)

    def of(self, sentence: int, clause: int) -> When | None:
        """When the happening of a clause took place, as the text tells for this clause; None where it does not."""
        attachment = self._attachments.get(sentence)
        if attachment is None:
            return None
        for candidate in (clause, *attachment.same_happening(clause)):
            own = self._best(sentence, candidate)
            if own is not None:
                return own
        return None

    def planned_of(self, sentence: int, clause: int) -> When | None:
        """The time a plan, promise or demand is set for: a time ahead told for the clause or for what it governs."""
        attachment = self._attachments.get(sentence)
        if attachment is None:
            return None
        for candidate in (clause, *attachment.below(clause), *attachment.same_happening(clause)):
            times = [t.when for t in self._by_clause.get((sentence, candidate), []) if t.when is not None]
            ahead = [w for w in times if self._is_ahead(w)]
            if ahead:
                return min(ahead, key=lambda w: _FINENESS[w.granularity])
        return None

    def own(self, sentence: int, clause: int) -> tuple[Time, ...]:
        """The expressions that belong to exactly this clause, unresolved ones too."""
        return tuple(self._by_clause.get((sentence, clause), ()))

    def within(self, sentence: int, first: int, last: int) -> tuple[Time, ...]:
        """The expressions between two words of a sentence, both inclusive."""
        return tuple(t for t in self.in_sentence(sentence) if first <= t.first and t.last <= last)

    def in_sentence(self, sentence: int) -> tuple[Time, ...]:
        """The expressions of a sentence, in order."""
        return tuple(self._by_sentence.get(sentence, ()))

    def historical(self, when: When | None) -> bool:
        """Whether a time lies about two years or more before the publication."""
        return is_historical(when, self.published)

    def _is_ahead(self, when: When) -> bool:
        end = when.end or when.start
        return bool(end and (self.published is None or end[:10] >= self.published[:10]))

    def _best(self, sentence: int, clause: int) -> When | None:
        times = [t for t in self._by_clause.get((sentence, clause), []) if t.when is not None]
        if times:
            return min(times, key=lambda t: (_FINENESS[t.when.granularity] if t.when else 9, t.edge == "until")).when
        return self._anchored.get((sentence, clause))


NO_DATES = Dates((), None, {})
"""Those of an article in which no time is asked for."""


class DateFinder:
    """Finds and resolves expressions of time.

    Args:
        lexicon: where ``<language>/dates.yaml``, ``numbers.yaml`` and ``syntax.yaml`` stand.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._sets: dict[str, tuple[PatternSet, Syntax]] = {}

    def find(self, document: Document, published: str | None, dateline: str | None = None) -> Dates:
        """All times of an article.

        Args:
            document: the parsed article.
            published: ISO date or datetime of publication, or None.
            dateline: the date as written in the dateline ("3 oct 2023"), which stands in where ``published`` is
                unknown; without a year it says too little.
        """
        if document.language not in self._sets:
            self._sets[document.language] = (
                PatternSet(self._lexicon, document.language),
                load_syntax(self._lexicon, document.language),
            )
        patterns, syntax = self._sets[document.language]
        day = parse_day(published) or _told_day(patterns, dateline)
        run = _Run(patterns, syntax, day)
        for sentence in document.sentences:
            run.read(sentence)
        return Dates(run.times, day.isoformat() if day else None, run.attachments, run.anchored)


def _told_day(patterns: PatternSet, dateline: str | None) -> date | None:
    """The one day that a dateline tells by itself, with its year."""
    text = dateline or ""
    for match in patterns.find(fold_text(text), text):
        period = resolve(match.rule, match.values, Reference(None, order=patterns.words.order))
        if period.start is not None and period.start == period.end:
            return period.start
    return None


class _Run:
    """The way through one article: carries the day the story has reached."""

    def __init__(self, patterns: PatternSet, syntax: Syntax, published: date | None) -> None:
        self.patterns = patterns
        self.words: DateWords = patterns.words
        self.syntax = syntax
        self.published = published
        self.narrative: date | None = None
        self.mentioned: date | None = None
        self.times: list[Time] = []
        self.attachments: dict[int, Attachment] = {}
        self.anchored: dict[tuple[int, int], When] = {}

    def read(self, parsed: ParsedSentence) -> None:
        sentence = parsed.sentence
        folded = sentence.folded
        attachment = Attachment(parsed, self.words, self.syntax)
        self.attachments[sentence.index] = attachment
        matches = self._matches(parsed, folded)
        if not matches:
            return
        owners = attachment.owners([bounds for _, bounds in matches])
        anchors: list[tuple[Match, Time]] = []
        read: list[Time] = []
        day: date | None = None
        for (match, bounds), clause in zip(matches, owners, strict=True):
            time, begins = self._time(attachment, match, bounds, clause, folded)
            if match.rule == "clause" and time.rule == "clause":
                anchors.append((match, time))
                continue
            read.append(time)
            if begins and day is None and attachment.carries_story(time.clause):
                day = begins
                self.narrative = day
        self._anchor(attachment, anchors, read)
        self.times += read

    def _matches(self, parsed: ParsedSentence, folded: str) -> list[tuple[Match, tuple[int, int]]]:
        """The expressions of a sentence with their first and last words."""
        found = []
        start = parsed.sentence.start
        for match in self.patterns.find(folded, parsed.sentence.text, parsed.sentence.forms):
            bounds = _words(parsed, start + match.start, start + match.end)
            if bounds is not None and self._is_time(parsed, match, bounds, folded):
                found.append((match, bounds))
        return found

    def _time(
        self, attachment: Attachment, match: Match, bounds: tuple[int, int], clause: int | None, folded: str
    ) -> tuple[Time, date | None]:
        """The time, and the day the story has reached with it, or None."""
        sentence = attachment.parsed.sentence
        first, last = bounds
        rule = match.rule
        if rule == "clause" and attachment.ends(last):
            rule = "later" if match.values.get("number") else "same"
        edge = self._edge(match, folded)
        today = self._today(attachment.quoted(first))
        # What lasts since a day began on it, whatever the tense.
        side = "past" if edge == "since" else attachment.side(clause)
        reference = Reference(today, self.narrative, side, self.words.order, self.mentioned)
        period = resolve(rule, match.values, reference) if rule != "clause" else Period(reason="depends on a clause")
        if rule == "vague" and edge == "since":
            period = Period(reason="since some time")
        begins = period.start if period.granularity == "day" and period.start == period.end and not edge else None
        span = sentence.span(first, last)
        if period.reason and rule != "clause":
            _log.debug("%r: no date: %s", span.text, period.reason)
        when = _open(period, edge).when(span)
        self.mentioned = period.start or self.mentioned
        time = Time(sentence.index, first, last, span, when, clause, edge, rule, period.reason)
        ahead = begins is not None and self.published is not None and begins > self.published
        return time, None if ahead else begins

    def _today(self, quoted: bool) -> date | None:
        """The day that "today" is: inside a quotation the day it was said, as far as the story tells."""
        if quoted and self.published and self.narrative and 0 <= (self.published - self.narrative).days <= 7:
            return self.narrative
        return self.published

    def _is_time(self, parsed: ParsedSentence, match: Match, bounds: tuple[int, int], folded: str) -> bool:
        """A number of four digits that counts something is no year."""
        if match.rule not in ("year", "years"):
            return True
        words = parsed.sentence.words
        number = next((w for w in reversed(words[bounds[0] : bounds[1] + 1]) if w.text[:1].isdigit()), None)
        if number is None:
            return True
        at = number.start - parsed.sentence.start
        if before(folded, at, self.words.not_years):
            return False
        counted = words[number.head]
        following = words[number.i + 1] if number.i + 1 < len(words) else None
        if self.words.order == "dmy" and following is not None and following.pos in ("NOUN", "NUM", "SYM"):
            return not (number.dep == "nummod" and counted.i > number.i)
        return not (following is not None and (following.pos == "SYM" or following.pos == "NUM"))

    def _edge(self, match: Match, folded: str) -> str:
        """What a preposition before or at the start of the expression says of its ends."""
        if match.rule in ("range", "years", "months", "clause", "span"):
            return ""
        words = self.words
        groups = (("until", words.until), ("before", words.before), ("after", words.after), ("since", words.since))
        found = [(p, name) for name, phrases in groups if (p := before(folded, match.start, phrases))]
        inside = folded[match.start : match.end]
        found += [
            (p, name)
            for name, phrases in groups
            for p in phrases
            if inside.startswith(p) and inside[len(p) : len(p) + 1] == " "
        ]
        return max(found, key=lambda f: len(f[0]))[1] if found else ""

    def _anchor(self, attachment: Attachment, anchors: list[tuple[Match, Time]], read: list[Time]) -> None:
        """As in "expelled him on Tuesday, a day after Ottawa ordered": one clause gets its date from the other."""
        for match, time in anchors:
            main, sub = attachment.anchored(time.first, time.last)
            number, unit = float(match.values["number"]), str(match.values["unit"])
            sign = int(match.values["sign"])
            known = {t.clause: t.when for t in reversed(read) if t.when is not None and t.when.granularity == "day"}
            if main is None or sub is None or main == sub:
                continue
            if sub in known:
                self._put(attachment, main, known[sub], number * sign, unit, time)
            elif main in known:
                self._put(attachment, sub, known[main], -number * sign, unit, time)
            elif self.narrative is not None and attachment.retells(main):
                told = day(self.narrative).when(None)
                self._put(attachment, sub, told, -number * sign, unit, time)

    def _put(
        self, attachment: Attachment, clause: int, base: When | None, number: float, unit: str, time: Time
    ) -> None:
        start = parse_day(base.start) if base else None
        if start is None:
            return
        try:
            found = shift(start, unit, number)
        except (ValueError, OverflowError) as error:
            _log.debug("%r: no date: %s", time.span.text, error)
            return
        when = found.when(time.span)
        if when is not None:
            self.anchored[attachment.index, clause] = when


def _open(period: Period, edge: str) -> Period:
    """Opens one end of a period: "desde 2012" has no end, "hasta mayo" no beginning."""
    if period.start is None or period.end is None or not edge or edge == "after":
        return period
    if edge == "before":
        if period.start == date.min:
            return Period(reason="nothing is before the calendar")
        return Period(None, period.start - timedelta(days=1), "range")
    if edge == "since":
        return replace(period, end=None, granularity="range")
    return replace(period, start=None, granularity="range")


def _words(parsed: ParsedSentence, start: int, end: int) -> tuple[int, int] | None:
    """The first and last word that lie in a stretch of the text."""
    inside = [w.i for w in parsed.sentence.words if w.start < end and w.end > start]
    return (inside[0], inside[-1]) if inside else None
