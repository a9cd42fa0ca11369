"""Records made by hand for the exports: a visit, a meeting, a signing, a threat that is not one, a raid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dragoman.codebook import load_codebook
from dragoman.lexicon import Lexicon
from dragoman.records import Actor, Agreement, Article, CoderInfo, Count, Event, Mention, Place, Record, Span, When

LEXICON = Lexicon()
BOOK = load_codebook(LEXICON)
CODER = CoderInfo(version="9", models={"es": "none-0"}, lexicon="0")
SPAN = Span(start=0, end=4, text="Lima")


def actor(code: str | None, *sectors: str, name: str | None = None, office: str | None = None) -> Actor:
    """An actor that the text names at its beginning."""
    return Actor(code=code, sectors=sectors, name=name or code, office=office, span=SPAN)


def event(
    ident: str,
    kind: str,
    actors: Sequence[Actor],
    recipients: Sequence[Actor] = (),
    *,
    mode: str | None = None,
    day: str | None = None,
    **more: Any,
) -> Event:
    """An event with one mention and the quad and score of the codebook."""
    mention = Mention(sentence=Span(start=0, end=4, text="Lima"), trigger=SPAN, frame="test.frame")
    when = When(start=day, end=day, granularity="day") if day else None
    values = {"mentions": (mention,), "when": when, **more}
    return Event(
        id=ident,
        type=kind,
        mode=mode,
        quad=BOOK.types[kind].quad,
        score=BOOK.score(kind, mode),
        actors=tuple(actors),
        recipients=tuple(recipients),
        **values,
    )


def record(ident: str, *events: Event, **more: Any) -> Record:
    """A record of a short article."""
    agreements = more.pop("agreements", ())
    article = {"text": "Lima\n\nSegundo párrafo.", "published": "2021-03-02", "language": "es", **more}
    return Record(article=Article(id=ident, **article), events=events, agreements=agreements, coder=CODER)


PERU = actor("PER", "GOV", name="Rosa Luna", office="president")
CHILE = actor("CHL", "GOV", name="Chile")
ROMANIA = actor("ROU", "MIL", name="Rumanía")
UN = actor("UNO", name="ONU")
NOBODY = Actor()
LIMA = Place(name="Lima", country="PER", latitude=-12.04318, longitude=-77.02824, geonames=3936456, span=SPAN)

RECORDS = (
    record(
        "one",
        event("visit", "CONSULT", [PERU], [CHILE], mode="visit", day="2021-03-01", place=LIMA),
        event("signing", "SUPPORT", [PERU, CHILE], day="2021-03-01"),
        event("threat", "THREATEN", [CHILE], [PERU], day="2021-03-01", status="negated"),
        agreements=(
            Agreement(
                parties=(PERU, CHILE), kind="treaty", count=Count(min=1), status="signed", event="signing", span=SPAN
            ),
        ),
        url="https://hoja.example/uno",
        outlet="La Hoja",
    ),
    record(
        "two",
        event("raid", "ASSAULT", [ROMANIA], [NOBODY], mode="aerial", contexts=("military", "territory")),
        event("talks", "CONSULT", [PERU, CHILE, UN], day="2020-12-31", place=Place(name="Rumanía", country="ROU")),
        event("strike", "PROTEST", [actor(None, "LAB", name="mineros")], mode="strike", day="2021-03-05"),
        published="2021-03-04T23:30:00-05:00",
        language="en",
    ),
    record("three", event("undated", "ACCUSE", [UN], [CHILE]), published=None),
    record("four"),
)
