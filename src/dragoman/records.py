"""The nouns of the output, one record per article. Frozen, so that a stage can only hand on what it was given.

A key whose value is unknown is ``None`` (a list: empty), never left out and never guessed. Offsets count Unicode
code points into ``Article.text``: ``text[span.start:span.end] == span.text`` always holds.
"""

from __future__ import annotations

import hashlib
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict


class Noun(BaseModel):
    """Base of all records: immutable, comparable, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(Noun):
    """A stretch of the article's text, ``start`` inclusive and ``end`` exclusive, in code points."""

    start: int
    end: int
    text: str


class Status(StrEnum):
    """PLOVER's auxiliary modes: whether the event happened, as told."""

    ASSERTED = "asserted"
    FUTURE = "future"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"
    HISTORICAL = "historical"


class Actor(Noun):
    """Who acts, speaks or is meant. ``code`` is ISO 3166-1 alpha-3 or PLOVER's; null where it cannot be resolved."""

    code: str | None = None
    sectors: tuple[str, ...] = ()
    name: str | None = None
    office: str | None = None
    entity: str | None = None
    span: Span | None = None


class When(Noun):
    """A period of days, both ends inclusive, as ISO dates; as fine as the text tells and no finer."""

    start: str | None
    end: str | None
    granularity: Literal["day", "week", "month", "year", "decade", "range"]
    span: Span | None = None


class Place(Noun):
    """Where something happened. Latitude and longitude in degrees (WGS 84); ``geonames`` is the GeoNames id."""

    name: str
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geonames: int | None = None
    span: Span | None = None


class Attribution(Noun):
    """According to whom: a speaker, a document or an outlet."""

    kind: Literal["speaker", "document", "outlet"]
    actor: Actor | None = None
    outlet: str | None = None
    cue: Span | None = None
    certainty: Literal["asserted", "alleged", "denied"] = "asserted"


class Mention(Noun):
    """One place in the text that tells of an event; ``frame`` is the id of the lexicon entry that fired."""

    sentence: Span
    trigger: Span
    frame: str


class Event(Noun):
    """Who did what to whom, when and where, according to whom. Types, modes, scores: ``codebook.yaml`` (PLOVER)."""

    id: str
    type: str
    mode: str | None = None
    quad: str
    score: float
    contexts: tuple[str, ...] = ()
    actors: tuple[Actor, ...] = ()
    recipients: tuple[Actor, ...] = ()
    when: When | None = None
    place: Place | None = None
    status: Status = Status.ASSERTED
    planned: When | None = None
    attribution: tuple[Attribution, ...] = ()
    mentions: tuple[Mention, ...] = ()
    confidence: float = 1.0


class Count(Noun):
    """How many, with bounds: "al menos una docena" is min 12, max null."""

    min: int | None = None
    max: int | None = None


class Agreement(Noun):
    """What was signed or promised, by whom and on what. ``event`` is the id of its event."""

    parties: tuple[Actor, ...] = ()
    kind: Literal["treaty", "pact", "agreement", "memorandum", "declaration", "contract"]
    count: Count
    topics: tuple[str, ...] = ()
    disclosed: bool | None = None
    status: Literal["signed", "planned", "ratified", "suspended", "ended"]
    when: When | None = None
    event: str | None = None
    span: Span


class Quote(Noun):
    """Words and who said them; ``direct`` when inside quotation marks."""

    speaker: Actor | None = None
    text: str
    direct: bool
    cue: Span | None = None
    addressee: str | None = None
    venue: str | None = None
    span: Span


class Claim(Noun):
    """A statement of standing fact that can be checked: a share, an amount, a rank or a relation."""

    kind: Literal["share", "amount", "rank", "relation"]
    subject: Actor | None = None
    object: Actor | None = None
    measure: str | None = None
    value: float | None = None
    unit: str | None = None
    comparator: Literal["=", ">", ">=", "<", "<=", "~"] | None = None
    when: When | None = None
    attribution: tuple[Attribution, ...] = ()
    span: Span


class Position(Noun):
    """How an actor stood on an issue in a forum."""

    actor: Actor
    stance: Literal["for", "against", "abstain", "absent"]
    issue: str | None = None
    target: Actor | None = None
    forum: str | None = None
    when: When | None = None
    span: Span


class Source(Noun):
    """One link of the chain of publication, origin first."""

    outlet: str
    role: Literal["origin", "republished", "translated"]
    language: str | None = None
    country: str | None = None
    control: Literal["state", "public", "party", "private", "unknown"] | None = None


class Article(Noun):
    """What was read. ``published`` is an ISO date or datetime, ``language`` ISO 639-1, given or detected."""

    id: str
    title: str | None = None
    text: str
    url: str | None = None
    outlet: str | None = None
    published: str | None = None
    language: str | None = None
    sources: tuple[Source, ...] = ()


def content_id(text: str) -> str:
    """Id of an article that has none: the first 16 hexadecimal digits of the SHA-256 of its text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class CoderInfo(Noun):
    """What coded the article: version, model by language, hash of the lexicon's content."""

    version: str
    models: dict[str, str]
    lexicon: str


class Record(Noun):
    """Everything that one article says, with its evidence."""

    article: Article
    events: tuple[Event, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    quotes: tuple[Quote, ...] = ()
    claims: tuple[Claim, ...] = ()
    positions: tuple[Position, ...] = ()
    coder: CoderInfo

    def _repr_html_(self) -> str:
        from dragoman.rendering import record_html

        return record_html(self)
