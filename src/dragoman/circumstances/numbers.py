"""Reads numbers in words and digits, with the separators of the language, from ``lexicon/<language>/numbers.yaml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from pydantic import Field

from dragoman.lexicon import Entry, Lexicon

_DIGITS = re.compile(r"\d{1,3}(?: \d{3}){1,5}(?![\d.,]*\d)|\d+(?:[.,]\d+)*")
_WORD = re.compile(r"\w+(?:[-']\w+)*\.?")
_SPACE = re.compile(r"\s*")


class NumberWords(Entry):
    """Schema of ``numbers.yaml``. All words in lower case and without accents.

    ``adders`` are added within a group of three digits, ``hundreds`` multiply the group, ``scales`` close a group.
    ``nouns`` are counting nouns; ``links`` stand between parts ("y", "and"); ``of`` between a noun and what it counts.
    ``vague`` words tell of many without saying how many. ``ordinals`` are keyed by their number.
    """

    thousands: str
    decimal: str
    adders: dict[str, int]
    hundreds: dict[str, int] = Field(default_factory=dict)
    scales: dict[str, int]
    nouns: dict[str, int]
    links: tuple[str, ...]
    of: tuple[str, ...]
    vague: tuple[str, ...]
    halves: tuple[str, ...]
    ordinals: dict[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text. ``value`` is null, with a ``reason``, where it cannot be read; positions as in the text."""

    value: float | None
    start: int
    end: int
    reason: str = ""


class NumberReader:
    """Reads the number that begins at a place of a folded text (see ``folding.fold_text``).

    Args:
        words: the number words of the language.
    """

    def __init__(self, words: NumberWords) -> None:
        self.words = words

    @classmethod
    def load(cls, lexicon: Lexicon, language: str) -> NumberReader:
        """Reader for a language of the lexicon.

        Raises:
            LexiconError: the file is missing or not valid.
        """
        return cls(lexicon.document(f"{language}/numbers.yaml", NumberWords))

    @cached_property
    def ordinals(self) -> dict[str, int]:
        """Ordinal word -> number."""
        return {form: value for value, forms in self.words.ordinals.items() for form in forms}

    @cached_property
    def pattern(self) -> str:
        """A regular expression for a small number in words or digits, for use inside other patterns."""
        words = self.words
        simple = "|".join(sorted((re.escape(w) for w in (*words.adders, *words.hundreds)), key=len, reverse=True))
        nouns = "|".join(sorted((re.escape(w) for w in words.nouns), key=len, reverse=True))
        link, of = "|".join(words.links), "|".join(words.of)
        return (
            rf"(?:\d{{1,4}}|(?:(?:{simple})[ -])?(?:{nouns})(?: (?:{of})(?!\w))?"
            rf"|(?:{simple})(?:[ -](?:(?:{link}) )?(?:{simple})(?!\w)){{0,3}})"
        )

    def read(self, text: str, start: int = 0) -> Number | None:
        """The longest number that begins exactly at ``start``, or None. "una docena" is 12; "miles" alone is none."""
        if start < len(text) and text[start].isdigit():
            return self._digits(text, start)
        return self._words(text, start, 0, start)

    def _digits(self, text: str, start: int) -> Number | None:
        match = _DIGITS.match(text, start)
        if match is None:
            return None
        value = self.plain(match.group())
        if value is None:
            return Number(None, start, match.end(), f"{match.group()!r} is no number in this language")
        read = self._words(text, match.end(), value, start) or Number(value, start, match.end())
        return self._thousand_millions(text, read) or read

    def _thousand_millions(self, text: str, read: Number) -> Number | None:
        """As in "7 mil 500 millones": a thousand in words, then digits, then a greater scale."""
        gap = _SPACE.match(text, read.end)
        rest = re.compile(r"\d{1,3}(?![\d.,]*\d)").match(text, gap.end() if gap else read.end)
        if rest is None or text[read.start : read.end].isdigit() or not 1000 <= (read.value or 0) < 1_000_000:
            return None
        scale = self._token(text, rest.end())
        if scale is None or scale[2] or self.words.scales.get(scale[0], 0) < 1_000_000 or (read.value or 0) % 1000:
            return None
        return Number(((read.value or 0) + int(rest.group())) * self.words.scales[scale[0]], read.start, scale[1])

    def plain(self, digits: str) -> float | None:
        """Value of a number in digits; None where its separators make no sense ("1.50.3")."""
        digits = digits.replace(" ", "")
        thousand, decimal = self.words.thousands, self.words.decimal
        marks = [c for c in digits if c in ".,"]
        if not marks:
            return float(digits)
        if len(set(marks)) == 2:
            return self._mixed(digits, marks)
        groups = digits.split(marks[0])
        grouped = all(len(g) == 3 for g in groups[1:]) and 1 <= len(groups[0]) <= 3 and groups[0] != "0"
        if len(marks) > 1:
            lakhs = marks[0] == thousand and len(groups[-1]) == 3 and all(len(g) == 2 for g in groups[1:-1])
            return float("".join(groups)) if grouped or lakhs else None
        if marks[0] == decimal and not (grouped and decimal == ","):
            return float(".".join(groups))
        # "1,500" in Spanish: Mexico and Central America write thousands so; decimals hardly have three places.
        if grouped:
            return float("".join(groups))
        return float(".".join(groups)) if decimal == "," else None

    @staticmethod
    def _mixed(digits: str, marks: list[str]) -> float | None:
        """Both marks: the last is the decimal one, the other the thousands."""
        if marks.count(marks[-1]) > 1 or marks[0] == marks[-1]:
            return None
        whole, _, part = digits.rpartition(marks[-1])
        groups = whole.split(marks[0])
        if any(len(g) != 3 for g in groups[1:]) or not 1 <= len(groups[0]) <= 3:
            return None
        return float("".join(groups) + "." + part)

    def _words(self, text: str, at: int, given: float, start: int) -> Number | None:
        """Reads number words from ``at``; ``given`` is what digits before them said (0 for none)."""
        words = self.words
        total, group, end, read = 0.0, float(given), at, False
        known = given != 0
        last = 0
        while True:
            token = self._token(text, end)
            if token is None:
                break
            word, stop, linked = token
            if word in words.halves and not known and not linked:
                scaled = self._half(text, stop)
                return Number(scaled[0], start, scaled[1]) if scaled else None
            if word in words.adders and given == 0 and _fits(group, words.adders[word], read, linked, last):
                last = words.adders[word]
                group += last
            elif word in words.hundreds and not linked and 0 < group < 100:
                group, last = group * words.hundreds[word], words.hundreds[word]
            elif (
                word in words.scales
                and not linked
                and (known or word.rstrip("s") == word)
                and (group or total or not known)
            ):
                scale = words.scales[word]
                if scale < 1000000 and total >= 1000000 and not group:
                    break
                low = total % scale
                total = total - low + max(1.0, group + low if group or low else 1.0) * scale
                group, last = 0.0, scale
            elif word in words.halves and linked and last >= 1000:
                return Number(total + last / 2, start, stop)
            elif word in words.nouns and not linked and (known or word not in words.vague) and total == 0:
                return self._noun(text, start, stop, word, group or 1.0)
            else:
                break
            end, read, known = stop, True, True
        if not read:
            return None
        return Number(total + group, start, end)

    def _token(self, text: str, at: int) -> tuple[str, int, bool] | None:
        """The next word after ``at``, its end, and whether a link ("y", "and") stands before it."""
        linked = False
        for _ in range(2):
            gap = _SPACE.match(text, at)
            begin = gap.end() if gap else at
            if text.startswith("-", begin) and begin == at:
                begin += 1
            match = _WORD.match(text, begin)
            if match is None:
                return None
            word = match.group()
            pieces = word.split("-")
            if len(pieces) > 1 and word not in self.words.nouns and pieces[0] in self.forms:
                word = pieces[0]
            if word not in self.forms and word.rstrip(".") in self.forms:
                word = word.rstrip(".")
            if word in self.words.links and not linked:
                linked, at = True, begin + len(word)
                continue
            return word, begin + len(word), linked
        return None

    @cached_property
    def forms(self) -> frozenset[str]:
        """All words that can be part of a number."""
        words = self.words
        return frozenset((*words.adders, *words.hundreds, *words.scales, *words.nouns, *words.halves))

    def _half(self, text: str, at: int) -> tuple[float, int] | None:
        """As in "medio millón", "half a million", "media docena": value and end."""
        for _ in range(2):
            token = self._token(text, at)
            if token is None:
                return None
            word, at, _linked = token
            for table in (self.words.scales, self.words.nouns, self.words.hundreds):
                if word in table:
                    return table[word] / 2, at
            if self.words.adders.get(word) != 1:
                return None
        return None

    def _noun(self, text: str, start: int, stop: int, word: str, times: float) -> Number:
        value = times * self.words.nouns[word]
        of = self._token(text, stop)
        if of and of[0] in self.words.of:
            scale = self._token(text, of[1])
            # "una docena de millones"
            if scale and scale[0] in self.words.scales:
                return Number(value * self.words.scales[scale[0]], start, scale[1])
        return Number(value, start, stop)


def _fits(group: float, value: int, read: bool, linked: bool, last: int) -> bool:
    """Whether an adder can follow what was read in its group: "treinta" then "cinco", but not "tres" then "dos"."""
    if not read:
        return not linked
    if group == 0:
        return last >= 1000
    room = 10 ** len(str(value))
    return value > 0 and group % room == 0 and not (last < 10 <= group)
