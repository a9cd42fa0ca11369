"""The little language in which ``dates.yaml`` writes what expressions of time look like, translated to regex.

Words stand for themselves; ``[ ]`` is optional, ``(a|b)`` a choice, ``{month}`` a slot and ``{part}`` a list of the
same file. A space stands for any run of blanks or none, word boundaries are kept. Texts are matched folded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from dragoman.circumstances.numbers import NumberReader
from dragoman.folding import forms_of
from dragoman.lexicon import Entry, Lexicon

_WORD = re.compile(r"[^\W_]+")
_TOKEN = re.compile(r"[\[\]()|]|\{\w+\}|[^\s\[\]()|{}]+")
_DIGIT = re.compile(r"\d")
_YEARS = r"(?:1[0-9]|20)\d\d(?![\d%]|[.,]\d)"
# What stands among the words of a text for what they all have, for a digit in them, for the number of a year.
_ANY, _DIGITS, _YEAR = "", "<digit>", "<year>"


class Pattern(Entry):
    """One form of an expression of time.

    ``rule`` names the calculation (``calendar.py``), ``set`` its fixed values. ``case``: how the name of the month or
    the weekday must be written, where other words look like it.
    """

    rule: str
    text: str
    case: Literal["any", "lower", "upper"] = "any"
    set: dict[str, str | int] = Field(default_factory=dict)


class DateWords(Entry):
    """Schema of ``dates.yaml``. All words folded; an abbreviation ends in a dot, which a text may leave out.

    ``months`` are keyed 1 to 12, ``weekdays`` 1 (Monday) to 7, ``units`` by hour, day, week, weekend, month, quarter,
    year, decade, century. ``first_days`` are words for the first of a month, ``decades`` those for 20 to 90. ``order``
    is that of dates in digits. ``lists`` are words for use in patterns.

    ``since``, ``until`` and ``before`` (which leaves the time itself out) before an expression open one end of it,
    ``after`` only marks its beginning. ``meanwhile`` open a clause, ``during`` a noun of the same time as what is over
    it, as do ``at`` before one of ``gatherings``. ``happening`` are verbs that only say that their subject takes place.
    ``retelling`` are verbs by which a sentence goes on about what was told: "la ruptura llegó tres días después".
    ``future`` are lemmas over a verb that put it in the future. ``not_years`` are words after which a number of four
    digits is no year.
    """

    months: dict[int, tuple[str, ...]]
    weekdays: dict[int, tuple[str, ...]]
    units: dict[str, tuple[str, ...]]
    first_days: tuple[str, ...] = ()
    decades: dict[int, tuple[str, ...]] = Field(default_factory=dict)
    centuries: dict[int, tuple[str, ...]] = Field(default_factory=dict)
    order: Literal["dmy", "mdy"]
    lists: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    since: tuple[str, ...] = ()
    until: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    meanwhile: tuple[str, ...] = ()
    during: tuple[str, ...] = ()
    at: tuple[str, ...] = ()
    gatherings: tuple[str, ...] = ()
    retelling: tuple[str, ...] = ()
    not_years: tuple[str, ...] = ()
    happening: tuple[str, ...] = ()
    future: tuple[str, ...] = ()
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True)
class Match:
    """One expression as found. ``values`` are what its slots hold: numbers or names of units. ``end`` is exclusive."""

    start: int
    end: int
    rule: str
    values: dict[str, str | int | float]


@dataclass(frozen=True)
class _Compiled:
    regex: re.Pattern[str]
    rule: str
    case: str
    fixed: dict[str, str | int]
    needs: tuple[frozenset[str], ...]
    marks: tuple[str, ...]


class PatternSet:
    """The patterns of one language, ready to use.

    Raises:
        LexiconError: the file of the language is missing or not valid.
    """

    def __init__(self, lexicon: Lexicon, language: str) -> None:
        self.words = lexicon.document(f"{language}/dates.yaml", DateWords)
        self.numbers = NumberReader.load(lexicon, language)
        self._tables = {
            "month": _table(self.words.months),
            "weekday": _table(self.words.weekdays),
            "unit": _table(self.words.units),
            "decade": _table(self.words.decades),
            "century": _table(self.words.centuries),
        }
        self._year = re.compile(_YEARS)
        self._slots = self._slot_patterns()
        self._opening = self._openings()
        self._compiled = tuple(self._compile(p) for p in self.words.patterns)
        self._by_word: dict[str, list[int]] = {}
        for rank, pattern in enumerate(self._compiled):
            for word in pattern.needs[0] if pattern.needs else (_ANY,):
                self._by_word.setdefault(word, []).append(rank)
        self._leading = frozenset(self._by_word)

    def find(self, folded: str, original: str, forms: frozenset[str] | None = None) -> list[Match]:
        """All expressions of a sentence that do not overlap, the longest first choice, in the order of the text.

        Args:
            folded: the sentence as ``fold_text`` gives it; original: the same stretch as written.
            forms: those of ``folded``, where they are known already.
        """
        words = {*(forms or forms_of(folded)), _ANY}
        if _DIGIT.search(folded):
            words.add(_DIGITS)
            if self._year.search(folded):
                words.add(_YEAR)
        found: list[tuple[int, int, int, Match]] = []
        for rank in {rank for word in words & self._leading for rank in self._by_word[word]}:
            pattern = self._compiled[rank]
            if not _fits(pattern, words, folded):
                continue
            for match in pattern.regex.finditer(folded):
                made = self._match(pattern, match, original)
                if made is not None:
                    found.append((made.start - made.end, rank, made.start, made))
        if not found:
            return []
        kept: list[Match] = []
        taken = bytearray(len(folded))
        for *_ignored, made in sorted(found, key=lambda f: f[:3]):
            if not any(taken[made.start : made.end]):
                taken[made.start : made.end] = b"\1" * (made.end - made.start)
                kept.append(made)
        return sorted((m for m in kept if m.rule != "none"), key=lambda m: m.start)

    def _openings(self) -> dict[str, frozenset[str]]:
        """For each slot or list the words that its forms begin with: a text that holds a form has one of them."""
        numbers = self.numbers.words
        forms: dict[str, Iterable[str]] = {
            **self._tables,
            **self.words.lists,
            "fullmonth": self._tables["month"],
            "number": (*numbers.adders, *numbers.hundreds, *numbers.nouns),
            "day": self.words.first_days,
        }
        found = {}
        for name, listed in forms.items():
            opening = [_WORD.search(form) for form in listed]
            if all(opening):
                found[name] = frozenset(match.group() for match in opening if match)
        digits = frozenset({_DIGITS})
        found |= dict.fromkeys(("decadeyear", "decadeshort", "short", "digits"), digits)
        found |= {name: found[name] | digits for name in ("number", "day") if name in found}
        return {**found, "year": frozenset({_YEAR})}

    def _match(self, pattern: _Compiled, match: re.Match[str], original: str) -> Match | None:
        values: dict[str, str | int | float] = dict(pattern.fixed)
        for name, text in match.groupdict().items():
            if text is None:
                continue
            if pattern.case != "any" and name.rstrip("2") in ("month", "weekday"):
                written = original[match.start(name) : match.end(name)]
                if not _cased(written, pattern.case) and not original.isupper():
                    return None
            value = self._value(name.rstrip("2"), text)
            if value is None:
                return None
            values[name] = value
        return Match(match.start(), match.start() + len(match.group().rstrip()), pattern.rule, values)

    def _value(self, slot: str, text: str) -> str | int | float | None:
        if slot in self._tables:
            form = re.sub(r"\s+", " ", text)
            key = self._tables[slot].get(form) or self._tables[slot].get(form.rstrip(".") + ".")
            return int(key) if key and key.isdigit() else key
        if slot == "day":
            if text in self.words.first_days:
                return 1
            digits = re.match(r"\d+", text)
            number = float(digits.group()) if digits else getattr(self.numbers.read(text), "value", None)
            return None if number is None else int(number)
        if slot == "number":
            number = getattr(self.numbers.read(text.strip()), "value", None)
            return number
        if slot in ("decadeyear", "decadeshort"):
            return int(text.rstrip("s'"))
        if slot == "roman":
            return _roman(text)
        return int(text) if text.isdigit() else text

    def _slot_patterns(self) -> dict[str, str]:
        slots = {name: _choice(table) for name, table in self._tables.items()}
        days = "|".join(re.escape(d) for d in (*self.words.first_days,))
        slots["day"] = rf"(?:{days + '|' if days else ''}\d{{1,2}}(?:st|nd|rd|th)?)"
        slots["fullmonth"] = _choice({f: k for f, k in self._tables["month"].items() if not f.endswith(".")})
        slots["year"] = _YEARS
        slots["decadeyear"] = r"(?:1[0-9]|20)\d0'?s"
        slots["decadeshort"] = r"\d0s"
        slots["short"] = r"\d\d"
        slots["number"] = self.numbers.pattern
        slots["roman"] = r"[ivxl]+"
        slots["digits"] = r"\d{1,4}"
        for name, words in self.words.lists.items():
            slots[name] = "|".join(_phrase(w) for w in sorted(words, key=len, reverse=True))
        return slots

    def _compile(self, pattern: Pattern) -> _Compiled:
        parts: list[str] = []
        seen: dict[str, int] = {}
        for token in _TOKEN.findall(pattern.text):
            if token in "[(":
                parts.append("(?:")
            elif token in "])":
                parts.append(")?" if token == "]" else ")")
            elif token == "|":
                parts.append("|")
            elif token.startswith("{"):
                parts.append(self._slot(token[1:-1], seen, pattern.case))
            else:
                parts.append(_word(re.escape(token), token) + r"\s*+")
        needs, marks = self._needs(pattern.text)
        return _Compiled(re.compile("".join(parts)), pattern.rule, pattern.case, pattern.set, needs, marks)

    def _needs(self, text: str) -> tuple[tuple[frozenset[str], ...], tuple[str, ...]]:
        """Groups of words from each of which a text that fits has one, the rarest group first; and marks it has."""
        needs = list(_choices(text))
        marks: list[str] = []
        depth = 0
        for token in _TOKEN.findall(text):
            depth += (token in "[(") - (token in "])")
            if token == "|" and depth == 0:
                return (), ()
            if depth or token in "])":
                continue
            if token.startswith("{"):
                needs += [self._opening[token[1:-1]]] if token[1:-1] in self._opening else []
            else:
                needs += [frozenset({word}) for word in _WORD.findall(token)]
                marks += [] if token.isalnum() else [token]
        # Short words are the common ones.
        needs.sort(key=lambda group: (-min(map(len, group), default=0), len(group)))
        return tuple(dict.fromkeys(needs)), tuple(dict.fromkeys(marks))

    def _slot(self, name: str, seen: dict[str, int], case: str) -> str:
        if name in self.words.lists:
            return rf"(?<!\w)(?:{self._slots[name]})(?!\w)\s*+"
        seen[name] = seen.get(name, 0) + 1
        group = name if seen[name] == 1 else f"{name}{seen[name]}"
        # Where months are written small, their abbreviations look like other words ("mar", "set").
        forms = self._slots["fullmonth" if name == "month" and case == "lower" else name]
        return rf"(?<!\w)(?P<{group}>{forms})(?!\w)\s*+"


def _fits(pattern: _Compiled, words: set[str], folded: str) -> bool:
    """Whether a text has all that a pattern needs, so that the pattern is worth trying."""
    for group in pattern.needs:
        if words.isdisjoint(group):
            return False
    return all(mark in folded for mark in pattern.marks)


def _choices(text: str) -> tuple[frozenset[str], ...]:
    """For each choice that must be made, words of which a text that fits has one: the longest of each alternative.

    Of equally long ones the last, for small words come first."""
    found = []
    depth, optional = 0, 0
    ways: list[list[str]] = []
    for token in _TOKEN.findall(text):
        if token in "([":
            depth += 1
            optional += token == "[" or optional > 0
            if depth == 1:
                ways = [[]]
        elif token in ")]":
            depth -= 1
            if depth == 0 and not optional and all(ways):
                found.append(frozenset(max(reversed(way), key=len) for way in ways))
            optional -= optional > 0
        elif token == "|" and depth == 1:
            ways.append([])
        elif depth == 1 and token.isalpha():
            ways[-1].append(token)
    return tuple(found)


def before(folded: str, at: int, phrases: tuple[str, ...]) -> str | None:
    """The longest of the phrases that stands directly before a position, as a whole word."""
    head = folded[max(0, at - 40) : at].rstrip()
    if not head.endswith(phrases):
        return None
    for phrase in sorted(phrases, key=len, reverse=True):
        if head.endswith(phrase) and not head[: -len(phrase)][-1:].isalnum():
            return phrase
    return None


def _table(groups: dict[int, tuple[str, ...]] | dict[str, tuple[str, ...]]) -> dict[str, str]:
    return {form: str(key) for key, forms in groups.items() for form in forms}


def _choice(forms: dict[str, str]) -> str:
    return "(?:" + "|".join(_phrase(f) for f in sorted(forms, key=len, reverse=True)) + ")" if forms else r"(?!)"


def _phrase(form: str) -> str:
    """A form of the lexicon as regex: blanks are any blanks, the dot of an abbreviation may be missing."""
    body = r"\s+".join(re.escape(w) for w in form.rstrip(".").split())
    return body + (r"\.?" if form.endswith(".") else "")


def _word(escaped: str, token: str) -> str:
    left = r"(?<!\w)" if token[0].isalnum() else ""
    right = r"(?!\w)" if token[-1].isalnum() else ""
    return left + escaped + right


def _cased(written: str, case: str) -> bool:
    return written[:1].islower() if case == "lower" else written[:1].isupper()


def _roman(text: str) -> int | None:
    values = {"i": 1, "v": 5, "x": 10, "l": 50}
    total, last = 0, 0
    for value in (values[c] for c in text):
        total += value - 2 * last if last < value and last else value
        last = value
    return total if 0 < total < 22 else None
