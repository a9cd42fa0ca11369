"""What the ready questions answer with: frozen rows, and answers that hold tuples of them."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from dragoman.asking.frames import Answer
from dragoman.records import Noun


class Month(Noun):
    """One month of a dyad. ``month`` is its first day.

    Attributes:
        a_to_b, b_to_a: events in which one acts towards the other.
        joint: events that both do together, towards nobody else: they meet, they sign.
        alongside: events in which both act towards somebody else. They are in no sum, for to accuse a third together
            is no quarrel.
        cooperation, conflict: sums of the scores above and below zero of the first three.
        balance: cooperation + conflict.
    """

    month: date
    a_to_b: int = 0
    b_to_a: int = 0
    joint: int = 0
    alongside: int = 0
    cooperation: float = 0.0
    conflict: float = 0.0
    balance: float = 0.0


class Line(Noun):
    """One event in short, with the words that tell it and where they stand."""

    event: str
    date: date | None
    type: str
    mode: str | None
    score: float
    status: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    country: str | None
    sentence: str | None
    article: str
    title: str | None
    outlet: str | None
    url: str | None
    confidence: float


class Kind(Noun):
    """How many events of one type there are; ``score`` is the sum of theirs."""

    type: str
    events: int
    score: float


class Accord(Noun):
    """An agreement in short; ``words`` is how the text tells it."""

    date: date | None
    kind: str
    status: str
    parties: tuple[str, ...]
    topics: tuple[str, ...]
    count_min: int | None
    count_max: int | None
    words: str
    article: str
    outlet: str | None


class Saying(Noun):
    """A quote in short; ``date`` is that of publication."""

    date: date | None
    speaker: str | None
    name: str | None
    direct: bool
    text: str
    article: str
    outlet: str | None


class Stance(Noun):
    """A position in short."""

    date: date | None
    stance: str
    issue: str | None
    target: str | None
    forum: str | None
    article: str
    outlet: str | None


class Dyad(Answer):
    """What two parties did with and to each other.

    Attributes:
        months: every month from the first event to the last, or of the period asked for; those without events too.
        undated: events of the dyad without a date, which are in no month.
        types: the events of ``months`` by type. events: those that weigh most.
    """

    MAIN: ClassVar[str] = "months"

    a: str
    b: str
    a_name: str
    b_name: str
    since: date | None
    until: date | None
    undated: int
    months: tuple[Month, ...]
    types: tuple[Kind, ...]
    events: tuple[Line, ...]
    agreements: tuple[Accord, ...]
    quotes: tuple[Saying, ...]

    @property
    def balance(self) -> float:
        """The sum of the scores of all months."""
        return sum(m.balance for m in self.months)

    @property
    def counted(self) -> int:
        """The events of all months, but for those alongside."""
        return sum(m.a_to_b + m.b_to_a + m.joint for m in self.months)


class Rank(Noun):
    """One line of a count.

    Attributes:
        key: the code, type, outlet, month or whatever was counted by; name: the same for people.
        count: events; by topic agreements, by speaker quotes, which have no scores.
        score, mean: sum and mean of the scores (-10 to 10) of its events.
        articles: how many articles tell them; null unless asked for.
        first, last: days of the first and the last event.
        latitude, longitude: middle of the places, for countries only.
    """

    key: str | None
    name: str | None
    count: int
    score: float | None
    mean: float | None
    articles: int | None
    first: date | None
    last: date | None
    latitude: float | None = None
    longitude: float | None = None


class Ranking(Answer):
    """Counts by something, the largest first (months: in order)."""

    MAIN: ClassVar[str] = "ranks"

    by: str
    since: date | None
    until: date | None
    ranks: tuple[Rank, ...]


class Node(Noun):
    """A party in a network: events with others in it, sum of their scores, with how many others."""

    code: str
    name: str
    events: int
    score: float
    partners: int


class Edge(Noun):
    """Two parties, in the order of the alphabet, and what passed between them; see ``Month`` for the counts."""

    a: str
    b: str
    events: int
    a_to_b: int
    b_to_a: int
    joint: int
    score: float
    mean: float
    cooperation: float
    conflict: float


class Network(Answer):
    """Parties and what passed between them."""

    MAIN: ClassVar[str] = "edges"

    since: date | None
    until: date | None
    edges: tuple[Edge, ...]
    nodes: tuple[Node, ...]


class Lines(Answer):
    """Events in short, the latest first; ``total`` is how many there are altogether."""

    MAIN: ClassVar[str] = "events"

    total: int
    events: tuple[Line, ...]


class Count(Noun):
    """One month of a party: its events, and the sum of their scores. ``month`` is its first day."""

    month: date
    events: int
    score: float


class Portrait(Answer):
    """One party: with whom it has to do, when and how, what it signed, said and voted for.

    Attributes:
        acts, receives: events on the one side and on the other; an event can be both.
        months: all its events by month, those without a date left out. types: those in which it acts.
    """

    MAIN: ClassVar[str] = "partners"

    code: str
    name: str
    acts: int
    receives: int
    partners: tuple[Edge, ...]
    months: tuple[Count, ...]
    types: tuple[Kind, ...]
    events: tuple[Line, ...]
    agreements: tuple[Accord, ...]
    quotes: tuple[Saying, ...]
    positions: tuple[Stance, ...]
