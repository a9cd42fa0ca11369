"""What amounts, shares and tolls have in common: the clause over a number, its time, its words."""

from __future__ import annotations

from dragoman.circumstances.dates import Dates
from dragoman.facts.quantities import Comparator, Quantity
from dragoman.parsing.clauses import Clause, ParsedSentence
from dragoman.parsing.words import Sentence, Word
from dragoman.records import When


def path_of(parsed: ParsedSentence, number: Word) -> tuple[Clause | None, list[Word]]:
    """The verbal clause over a number, and the nouns between the two."""
    heads = {
        c.head: c for c in parsed.clauses if c.kind in ("verb", "participle") or (c.kind == "adjective" and c.tense)
    }
    path: list[Word] = []
    for word in parsed.sentence.ancestors(number.i):
        if word.i in heads:
            clause = heads[word.i]
            return clause, path if clause.kind == "verb" else [*path, word]
        path.append(word)
    return None, path


def when_of(dates: Dates, parsed: ParsedSentence, clause: Clause, number: Word) -> When | None:
    """The time told behind the number, or for its clause before it."""
    own = [t for t in dates.in_sentence(parsed.sentence.index) if t.when is not None]
    of_clause = [t for t in own if t.clause == clause.index]
    words = parsed.sentence.words
    after = [t for t in own if 0 < t.first - number.i <= 12]
    after = [t for t in after if not any(w.text in (",", ";", "(") for w in words[number.i : t.first])]
    of_clause = [t for t in of_clause if t.last < number.i or t in after]
    chosen = (after or of_clause)[:1]
    return chosen[0].when if chosen else None


def bounds_of(sentence: Sentence, quantity: Quantity) -> tuple[int, int]:
    """First and last word of a quantity."""
    inside = [w.i for w in sentence.words if w.start < quantity.end and w.end > quantity.start]
    return (inside[0], inside[-1]) if inside else (0, 0)


def word_at(sentence: Sentence, position: int) -> Word | None:
    """The word at a position of the text."""
    return next((w for w in sentence.words if w.start <= position < w.end), None)


def stands(clause: Clause) -> bool:
    """Whether a clause tells of a fact: neither denied nor ahead nor supposed."""
    if clause.negated or clause.tense == "future" or clause.mood in ("conditional", "subjunctive", "imperative"):
        return False
    return clause.link != "condition"


def low_of(quantity: Quantity) -> tuple[float | None, Comparator]:
    """Value and comparator of a claim: of a range its lower end, which the text says is reached."""
    return quantity.value, ">=" if quantity.high is not None else quantity.comparator
