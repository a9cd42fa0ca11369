"""Quantities: a number, how exactly it is told, and what it counts, from ``lexicon/<language>/quantities.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from pydantic import Field

from dragoman.circumstances.numbers import Number, NumberReader
from dragoman.circumstances.patterns import before
from dragoman.facts.following import Following
from dragoman.folding import fold_text, forms_of, longest_form
from dragoman.lexicon import Entry, Lexicon
from dragoman.parsing.words import Sentence
from dragoman.records import Span

_DIGIT = re.compile(r"\d")
_HUNDREDS = re.compile(r"\d{3}")
_LETTERS = re.compile(r"\s*([^\W\d]+)")

Comparator = Literal["=", ">", ">=", "<", "<=", "~"]


class QuantityWords(Entry):
    """Schema of ``quantities.yaml``: phrases, folded, that stand before or after numbers.

    ``comparators`` by sign; ``after``: the same behind what is counted; ``skip``: words between a comparator and the
    number. ``ranges``: what opens one ("entre"), with what joins its ends ("y"); "" opens those that nothing opens
    ("dos o tres"). ``fractions`` by per cent. ``each``: "uno [de cada] cinco". ``signs`` stand before, ``currencies``
    after the number, by ISO 4217 code. ``units`` by their name in the records; ``rates`` are added to it ("barrels per
    day").
    """

    comparators: dict[Comparator, tuple[str, ...]]
    after: dict[Comparator, tuple[str, ...]] = Field(default_factory=dict)
    skip: tuple[str, ...] = ()
    ranges: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    percent: tuple[str, ...]
    points: tuple[str, ...] = ()
    fractions: dict[float, tuple[str, ...]]
    each: tuple[str, ...]
    signs: dict[str, tuple[str, ...]]
    currencies: dict[str, tuple[str, ...]]
    rates: dict[str, tuple[str, ...]]
    units: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a sentence.

    Attributes:
        start, end: code points in the article's text, from the comparator to the unit.
        value: the number, or None where it makes no sense (``reason`` says why).
        comparator: "=" where the text says nothing.
        unit: "percent", an ISO 4217 code, a name of the lexicon ("tonnes", "persons"), or None where it is not known.
        number: code points of the number alone.
        high: the upper end of a range, of which ``value`` is the lower ("entre 10 y 12"); else None.
    """

    start: int
    end: int
    value: float | None
    comparator: Comparator
    unit: str | None
    number: tuple[int, int]
    reason: str = ""
    high: float | None = None


class QuantityFinder:
    """Finds quantities in one language.

    Raises:
        LexiconError: a file of the language is missing or not valid.
    """

    def __init__(self, lexicon: Lexicon, language: str) -> None:
        self.words = lexicon.document(f"{language}/quantities.yaml", QuantityWords)
        self.numbers = NumberReader.load(lexicon, language)
        self._article = {w for w, v in self.numbers.words.adders.items() if v == 1}
        words, numbers = self.words, self.numbers.words
        self._of, self._scales = Following({"": numbers.of}), Following({"": numbers.scales})
        self._skip, self._each = Following({"": words.skip}), Following({"": words.each})
        self._units, self._currencies = Following(words.units), Following(words.currencies)
        self._shares = Following({"percent": words.percent}), Following({"percentage points": words.points})
        self._fractions = Following(words.fractions)
        self._joins = {opener: Following({"": joins}) for opener, joins in words.ranges.items()}
        self._behind = {sign: Following({"": forms}) for sign, forms in words.after.items()}
        self._any_sign = Following(words.signs)
        self._signs: dict[str, list[tuple[str, str]]] = {}
        for code, signs in words.signs.items():
            for sign in sorted(signs, key=len, reverse=True):
                self._signs.setdefault(sign[-1:], []).append((sign, code))

    @cached_property
    def _telling(self) -> frozenset[str]:
        """Words of which a text without digits has one where it has a quantity: an article alone is none."""
        told = (set(self.numbers.forms) - self._article).union(*self.words.fractions.values())
        return frozenset(longest_form(form) or form for form in told)

    @cached_property
    def _starts(self) -> re.Pattern[str]:
        forms = self.numbers.forms.union(*self.words.fractions.values())
        all_forms = sorted(map(re.escape, forms), key=len, reverse=True)
        letters = [sign for signs in self.words.signs.values() for sign in signs if sign.isalpha()]
        signed = "".join(rf"|(?<=\b{re.escape(sign)})\d" for sign in letters)
        return re.compile(rf"(?<![\w.,])\d{signed}|(?<![\w])(?:{'|'.join(all_forms)})(?!\w)")

    def any_in(self, sentence: Sentence) -> bool:
        """Whether a sentence may have a quantity at all: digits, or a number word that is no mere article."""
        return self._may_tell(sentence.folded, sentence.forms)

    def find(self, sentence: Sentence, skip: Iterable[Span] = ()) -> list[Quantity]:
        """The quantities of a sentence in order. ``skip`` are stretches that are something else (dates)."""
        if not self.any_in(sentence):
            return []
        closed = [(s.start - sentence.start, s.end - sentence.start) for s in skip]
        return [self._moved(q, sentence.start) for q in self._all(sentence.folded, closed)]

    def find_in(self, text: str, closed: Iterable[tuple[int, int]] = ()) -> list[Quantity]:
        """The same in a plain text, with positions in it."""
        folded = fold_text(text)
        return self._all(folded, list(closed)) if self._may_tell(folded, forms_of(folded)) else []

    def _may_tell(self, folded: str, forms: frozenset[str]) -> bool:
        return not forms.isdisjoint(self._telling) or _DIGIT.search(folded) is not None

    def _all(self, folded: str, shut: list[tuple[int, int]]) -> list[Quantity]:
        found: list[Quantity] = []
        at = 0
        while match := self._starts.search(folded, at):
            start = match.start()
            inside = next((b for a, b in shut if a <= start < b), None)
            if inside is not None:
                at = max(inside, match.end())
                continue
            quantity = self._fraction(folded, start) or self._number(folded, start)
            if quantity is None:
                at = match.end()
                continue
            found.append(quantity)
            at = max(quantity.end, match.end())
        return found

    @staticmethod
    def _moved(q: Quantity, by: int) -> Quantity:
        number = (q.number[0] + by, q.number[1] + by)
        return replace(q, start=q.start + by, end=q.end + by, number=number)

    def _fraction(self, folded: str, start: int) -> Quantity | None:
        fraction = self._fractions.after(folded, start)
        if fraction is None:
            return None
        end, value = fraction.end, fraction.name
        longer = self.numbers.read(folded, start)
        if longer is not None and longer.end > end:
            return None
        of = self._of.after(folded, end)
        of_what = self.numbers.read(folded, of.then) if of else None
        if of_what is not None and (of_what.value or 0) >= 1000:
            unit, stop = self._unit_after(folded, of_what.end)
            scaled = round((of_what.value or 0) * value / 100)
            return self._made(folded, start, of_what.end, stop, scaled, unit)
        return self._made(folded, start, end, end, value, "percent")

    def _number(self, folded: str, start: int) -> Quantity | None:
        number = self.numbers.read(folded, start)
        if number is None or folded[start : number.end] in self._article:
            return self._one_in(folded, start, 1.0, number.end) if number else None
        end = number.end
        if number.value is None:
            scale = self._scales.after(folded, end)
            end = scale.then if scale else end
            return self._made(folded, start, end, end, None, None, number.reason)
        sign, begin = self._sign(folded, start)
        unit, stop = (sign, end) if sign else self._unit_after(folded, end)
        return (
            self._range(folded, start, number, sign, begin, stop)
            or self._one_in(folded, start, number.value, end)
            or self._made(folded, begin, end, stop, number.value, unit, at=(start, end))
        )

    def _range(self, folded: str, start: int, low: Number, sign: str | None, begin: int, stop: int) -> Quantity | None:
        """As in "entre 10.000 y 12.000", "three to five million", "15-20"; the ``sign`` of a currency stands before
        them from ``begin``, or what the lower number counts goes to ``stop``."""
        unit = sign
        for opener, joins in self._joins.items():
            opened = self._opened(folded, begin, opener) if opener else begin
            if opened is None:
                continue
            for at in dict.fromkeys((low.end, stop)):
                join = joins.after(folded, at)
                second = self._second(folded, join.then) if join else None
                if second is None or second.value is None or low.value is None:
                    continue
                value = self._scaled(folded, low, second)
                if value >= second.value:
                    continue
                end = second.end
                if not sign:
                    unit, stop = self._unit_after(folded, end)
                made = self._made(folded, opened, end, end if sign else stop, value, unit, at=(start, end))
                return replace(made, high=second.value)
        return None

    def _opened(self, folded: str, begin: int, opener: str) -> int | None:
        """Where what opens a range begins, articles between; None where it does not stand there."""
        at = begin
        for _ in range(2):
            if (hit := before(folded, at, (opener,))) is not None:
                return folded.rindex(hit, 0, at)
            skipped = before(folded, at, self.words.skip)
            if skipped is None:
                return None
            at = folded.rindex(skipped, 0, at)
        return None

    def _second(self, folded: str, at: int) -> Number | None:
        """The upper number of a range, behind articles and the sign of a currency."""
        skipped = self._skip.after(folded, at)
        begin = skipped.then if skipped else at
        signs = self._any_sign.after(folded, begin)
        begin = signs.then if signs else begin
        return self.numbers.read(folded, begin) if begin < len(folded) else None

    def _scaled(self, folded: str, low: Number, high: Number) -> float:
        """The lower end, with the scale of the upper where it has none: "entre 3 y 4 millones"."""
        value = low.value or 0.0
        last = re.split(r"[\s-]", folded[high.start : high.end])[-1]
        scale = self.numbers.words.scales.get(last, 1)
        bare = re.split(r"[\s-]", folded[low.start : low.end])[-1] not in self.numbers.words.scales
        return value * scale if bare and value * scale < (high.value or 0) else value

    def _one_in(self, folded: str, start: int, value: float, end: int) -> Quantity | None:
        """As in "uno de cada cinco", "one in five": per cent."""
        phrase = self._each.after(folded, end)
        if phrase is None:
            return None
        second = self.numbers.read(folded, phrase.then)
        if (
            second is None
            or not second.value
            or second.value <= value
            or folded[phrase.then : second.end] in self._article
        ):
            return None
        # A number of four digits behind "in" is a year.
        if second.value > 1000 or (len(phrase.phrase) < 3 and folded[phrase.then].isdigit() != folded[start].isdigit()):
            return None
        return self._made(folded, start, second.end, second.end, round(100 * value / second.value, 2), "percent")

    def _sign(self, folded: str, start: int) -> tuple[str | None, int]:
        head = folded[max(0, start - 8) : start].rstrip()
        gap = len(folded[max(0, start - 8) : start]) - len(head)
        for sign, code in self._signs.get(head[-1:], ()):
            before_sign = head[: -len(sign)][-1:]
            if not head.endswith(sign) or before_sign.isalnum() or before_sign == "$":
                continue
            # "R500" is rands, "R77" a missile.
            if len(sign) > 1 or not sign.isalpha() or _HUNDREDS.match(folded, start):
                return code, start - gap - len(sign)
        return None, start

    def _unit_after(self, folded: str, end: int) -> tuple[str | None, int]:
        """What is counted: its unit, and where it ends."""
        for shares in self._shares:
            if hit := shares.after(folded, end):
                return hit.name, hit.end
        of = self._of.after(folded, end)
        begin = of.then if of else end
        if hit := self._currencies.after(folded, begin):
            return hit.name, hit.end
        for skipped in range(3):
            if hit := self._units.after(folded, begin):
                return self._rated(folded, hit.name, hit.end)
            # An adjective may stand between: "400,000 registered refugees", "800 altos funcionarios".
            word = _LETTERS.match(folded, begin)
            if word is None or skipped == 2 or word.group(1) in (*self.numbers.words.links, *self.numbers.words.of):
                break
            begin = word.end()
        return None, end

    def _rated(self, folded: str, name: str, stop: int) -> tuple[str, int]:
        """Adds "per day" where it follows within a few words: "barriles de crudo al día"."""
        window = folded[stop : stop + 40].split(",")[0].split(";")[0]
        for rate, phrases in self.words.rates.items():
            for phrase in phrases:
                at = window.find(phrase)
                alone = at > 0 and not window[at - 1].isalnum() and not window[at + len(phrase) :][:1].isalnum()
                if alone and len(window[:at].split()) <= 3:
                    return f"{name} {rate}", stop + at + len(phrase)
        return name, stop

    def _made(
        self,
        folded: str,
        start: int,
        end: int,
        stop: int,
        value: float | None,
        unit: str | None,
        reason: str = "",
        at: tuple[int, int] | None = None,
    ) -> Quantity:
        comparator, begin = self._comparator(folded, start, end, stop)
        return Quantity(begin, stop, value, comparator, unit, at or (start, end), reason)

    def _comparator(self, folded: str, start: int, end: int, stop: int) -> tuple[Comparator, int]:
        begin = start
        for _ in range(3):
            hits = [
                (phrase, sign)
                for sign, forms in self.words.comparators.items()
                if (phrase := before(folded, begin, forms))
            ]
            if hits:
                phrase, sign = max(hits, key=lambda h: len(h[0]))
                return sign, folded.rindex(phrase, 0, begin)
            skipped = before(folded, begin, self.words.skip)
            if skipped is None:
                break
            begin = folded.rindex(skipped, 0, begin)
        for sign, behind in self._behind.items():
            if behind.after(folded, stop) or behind.after(folded, end):
                return sign, start
        return "=", start
