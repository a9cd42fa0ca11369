"""Tallies: the counts of a vote as a text gives them, and whether they add up."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from dragoman.circumstances.numbers import NumberReader
from dragoman.circumstances.patterns import before
from dragoman.facts.vote_words import Forum, Stance, TallyWords
from dragoman.folding import fold_text
from dragoman.parsing.words import Sentence


@dataclass(frozen=True, slots=True)
class Tally:
    """The result of a vote as the text gives it; None for what it does not say."""

    for_: int | None = None
    against: int | None = None
    abstain: int | None = None

    def __str__(self) -> str:
        return "-".join("" if n is None else str(n) for n in (self.for_, self.against, self.abstain))

    @property
    def known(self) -> bool:
        """Whether there is any count."""
        return (self.for_, self.against, self.abstain) != (None, None, None)

    @property
    def total(self) -> int:
        """All votes that are counted."""
        return sum(n or 0 for n in (self.for_, self.against, self.abstain))

    def of(self, stance: Stance) -> int | None:
        """The count of a stance; None for "absent" and where the text gives none."""
        return {"for": self.for_, "against": self.against, "abstain": self.abstain}.get(stance)


class TallyReader:
    """Reads the tallies of one language."""

    def __init__(self, words: TallyWords, numbers: NumberReader) -> None:
        self._words = words
        self._numbers = numbers

    def read(self, sentence: Sentence) -> Tally:
        """The counts that a sentence gives: "120 votos a favor, 14 en contra y 45 abstenciones", "153 to 10"."""
        folded = fold_text(sentence.text)
        counts: dict[str, int] = {}
        pair: tuple[int, int] | None = None
        for word in sentence.words:
            at = word.start - sentence.start
            number = self._numbers.read(folded, at)
            if number is None or number.value is None or number.value != int(number.value):
                continue
            pair = pair or self._pair(folded, at, number.end, int(number.value))
            rest = folded[number.end :].lstrip()
            for stance, phrases in self._words.counts.items():
                if any(rest.startswith(p) and not rest[len(p) : len(p) + 1].isalnum() for p in phrases):
                    counts.setdefault(stance, int(number.value))
                    break
        if pair is not None:
            counts = {**counts, "for": pair[0], "against": pair[1]}
        return Tally(counts.get("for"), counts.get("against"), counts.get("abstain"))

    def _pair(self, folded: str, start: int, end: int, first: int) -> tuple[int, int] | None:
        """As in "27 votos contra 13", "by 153 to 10", "14-0"."""
        rest = folded[end:]
        gap = len(rest) - len(rest.lstrip())
        for join in sorted(self._words.pairs, key=len, reverse=True):
            if not rest[gap:].startswith(join):
                continue
            at = end + gap + len(join)
            at += len(folded[at:]) - len(folded[at:].lstrip())
            second = self._numbers.read(folded, at)
            opened = join in self._words.clear or before(folded, start, self._words.openers) is not None
            if second is not None and second.value is not None and opened:
                return first, int(second.value)
        return None


def problem(tally: Tally, bodies: Mapping[str, int], listed: Mapping[Stance, Collection[str]]) -> str:
    """Why a tally does not add up, or "".

    Args:
        tally: the counts; bodies: the voting bodies that the text names, with their members (0: unknown).
        listed: codes of those that the text lists for each stance.
    """
    members, body = min(((n, body) for body, n in bodies.items() if n), default=(0, ""))
    if members and tally.total > members:
        return f"{tally.total} votes, but {body!r} has {members} members"
    for stance, codes in listed.items():
        count = tally.of(stance)
        if count is not None and len(codes) > count:
            return f"{len(codes)} are listed {stance}, but the count is {count}"
    return ""


def bodies_in(folded: str, forums: Collection[Forum]) -> dict[str, int]:
    """The voting bodies that a folded text names, with the number of their members."""
    return {body: size for forum in forums for body, size in forum.bodies.items() if body in folded}
