"""Records made by hand for questions: only what a question looks at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dragoman.records import Actor, Agreement, Article, CoderInfo, Event, Position, Quote, Record, When

CODER = CoderInfo(version="1", models={"es": "none-0"}, lexicon="0")


def cut(text: str, words: str) -> dict[str, Any]:
    """The span of some words of a text."""
    start = text.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def parties(codes: str) -> tuple[Actor, ...]:
    """ "RUS VNM ?": three actors, the last one unknown."""
    return tuple(Actor(code=None if code == "?" else code, sectors=("GOV",)) for code in codes.split())


def day(text: str | None) -> When | None:
    """One day."""
    return When(start=text, end=text, granularity="day") if text else None


def event(
    ident: str,
    kind: str,
    actors: str,
    recipients: str = "",
    *,
    on: str | None = None,
    score: float = 2.5,
    text: str = "",
    **more: Any,
) -> Event:
    """An event; its words are the whole text."""
    quad = ("VC" if score < 6 else "MC") if score >= 0 else ("VX" if score > -5 else "MX")
    told = {"sentence": cut(text, text), "trigger": cut(text, text.split()[0]), "frame": "made"} if text else None
    return Event.model_validate(
        {
            "id": ident,
            "type": kind,
            "quad": quad,
            "score": score,
            "actors": parties(actors),
            "recipients": parties(recipients),
            "when": day(on),
            "mentions": [told] if told else [],
            **more,
        }
    )


def article(ident: str, text: str, published: str | None, outlet: str = "La Hoja", **more: Any) -> Article:
    """An article in Spanish."""
    return Article(
        id=ident,
        title=f"Título {ident}",
        text=text,
        published=published,
        outlet=outlet,
        url=f"https://example.org/{ident}",
        language="es",
        **more,
    )


def record(told: Article, events: Sequence[Event] = (), **more: Any) -> Record:
    """A record of an article."""
    return Record(article=told, events=tuple(events), coder=CODER, **more)


VISIT = "Putin visitó Hanói. Rusia y Vietnam firmaron un acuerdo de energía. “Vietnam es un amigo”, dijo Putin."
QUARREL = "Vietnam acusó a Rusia de incumplir un contrato. Rusia y Vietnam criticaron a Japón."


def records() -> list[Record]:
    """Two articles on Russia and Vietnam, one on Chile and Peru, one without dates."""
    visit = record(
        article("a1", VISIT, "2024-06-21"),
        [
            event("e1", "CONSULT", "RUS", "VNM", on="2024-06-20", score=4, text=VISIT, mode="visit",
                  place={"name": "Hanói", "country": "VNM", "latitude": 21.0, "longitude": 105.8}),
            event("e2", "SUPPORT", "RUS VNM", on="2024-06-20", score=5, text=VISIT),
            event("e3", "CONSULT", "VNM", "RUS", on="2024-08-02", score=4, status="future", text=VISIT),
        ],
        agreements=(
            Agreement.model_validate(
                {"parties": parties("RUS VNM"), "kind": "agreement", "count": {"min": 1, "max": 1}, "status": "signed",
                 "topics": ("energía",), "when": day("2024-06-20"), "event": "e2",
                 "span": cut(VISIT, "firmaron un acuerdo de energía")}
            ),
        ),
        quotes=(
            Quote.model_validate(
                {"speaker": {"code": "RUS", "name": "Vladimir Putin"}, "text": "Vietnam es un amigo", "direct": True,
                 "span": cut(VISIT, "Vietnam es un amigo")}
            ),
            Quote.model_validate(
                {"speaker": {"code": "JPN", "name": "Tokio"}, "text": "no comment", "direct": False,
                 "span": cut(VISIT, "amigo")}
            ),
        ),
    )  # fmt: skip
    quarrel = record(
        article("a2", QUARREL, "2024-09-03", "The Leaf"),
        [
            event("e4", "ACCUSE", "VNM", "RUS", score=-3, text=QUARREL),  # of the day of publication
            event("e5", "ACCUSE", "RUS VNM", "JPN", on="2024-09-01", score=-3, text=QUARREL),
            event("e6", "ASSAULT", "RUS VNM", "?", on="2024-09-01", score=-9, text=QUARREL),
        ],
    )
    expelled = "Chile expulsó al embajador de Perú."
    south = record(
        article("a3", f"{expelled} Chile votó a favor.", "2023-01-05"),
        [event("e7", "SANCTION", "CHL", "PER", on="2023-01-04", score=-5.5, text=expelled)],
        positions=(Position.model_validate(
            {"actor": {"code": "CHL"}, "stance": "for", "issue": "pesca", "forum": "ONU", "when": day("2023-01-04"),
             "span": {"start": 36, "end": 55, "text": "Chile votó a favor."}}),),
    )  # fmt: skip
    undated = record(
        article("a4", "Rusia visitó Vietnam.", None),
        [event("e8", "CONSULT", "RUS", "VNM", score=4, text="Rusia visitó Vietnam.")],
    )
    return [visit, quarrel, south, undated]
