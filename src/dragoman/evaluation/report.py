"""The figures of an evaluation."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.records import Noun


class Figures(Noun):
    """Counts of one kind of thing: right ones, all in the output, all in the gold."""

    right: int = 0
    output: int = 0
    gold: int = 0

    def __add__(self, other: Figures) -> Figures:
        return Figures(right=self.right + other.right, output=self.output + other.output, gold=self.gold + other.gold)

    @property
    def precision(self) -> float:
        """Share of the output that is right, 0 where there is none."""
        return self.right / self.output if self.output else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found, 0 where there is none."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def as_dict(self) -> dict[str, float | int]:
        return {
            "precision": round(self.precision, 3),
            "recall": round(self.recall, 3),
            "f1": round(self.f1, 3),
            "gold": self.gold,
            "output": self.output,
        }


class Share(Noun):
    """How many of some values are right."""

    right: int = 0
    all: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(right=self.right + other.right, all=self.all + other.all)

    @property
    def value(self) -> float:
        return self.right / self.all if self.all else 0.0

    @classmethod
    def of(cls, answers: Iterable[bool]) -> Share:
        listed = list(answers)
        return cls(right=sum(listed), all=len(listed))


class Error(Noun):
    """One wrong, missing or forbidden event. ``cause`` says what is amiss, see `dragoman.evaluation.causes`."""

    article: str
    kind: str
    cause: str
    type: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    status: str
    words: str

    def __str__(self) -> str:
        who = f"{' '.join(self.actors) or '-'} > {' '.join(self.recipients) or '-'}"
        return f"{self.article} | {self.kind} | {self.type} | {who} | {self.status} | {self.words} | {self.cause}"


AREAS = ("events", "parties", "quotes", "agreements", "claims", "positions", "sources")


class Report(Noun):
    """What an evaluation found.

    Attributes:
        areas: figures by area, the keys are AREAS. "parties" are events with actors and recipients pooled.
        right: share of the found items whose value is right, by the name of the value.
        types: figures of the events by type.
        forbidden: asserted events that the gold forbids. contract: spans that do not cut their text, unknown codes.
        missing: articles without a record. errors: all wrong events, in the order of the gold.
    """

    areas: dict[str, Figures]
    right: dict[str, Share]
    types: dict[str, Figures]
    forbidden: int
    contract: int
    missing: int
    articles: int
    errors: tuple[Error, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """The figures as plain values for JSON; shares to three places."""
        return {
            **{name: self.areas[name].as_dict() for name in AREAS},
            "right": {name: [round(s.value, 3), s.all] for name, s in sorted(self.right.items()) if s.all},
            "types": {name: f.as_dict() for name, f in sorted(self.types.items())},
            "forbidden": self.forbidden,
            "contract": self.contract,
            "missing": self.missing,
            "articles": self.articles,
        }
