"""What the tests share: a record made by hand that has something of everything."""

from __future__ import annotations

import pytest

from dragoman.records import Record

TEXT = (
    "El canciller de Chile, Juan Soto, firmó el martes en Quito un acuerdo de pesca con Ecuador.\n"
    "“Es un gran día”, dijo Soto. Chile <no> expulsó a nadie & votó a favor."
)


def cut(words: str) -> dict[str, object]:
    """The span of some words of TEXT."""
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words}


@pytest.fixture
def record() -> Record:
    """A record of TEXT."""
    chile = {"code": "CHL", "sectors": ["GOV"], "name": "Juan Soto", "office": "canciller", "span": cut("Juan Soto")}
    ecuador = {"code": "ECU", "sectors": ["GOV"], "name": "Ecuador", "span": cut("Ecuador")}
    day = {"start": "1999-05-04", "end": "1999-05-04", "granularity": "day", "span": cut("el martes")}
    sentence = cut(TEXT.split("\n")[0])
    said = {"kind": "speaker", "actor": chile, "cue": cut("dijo"), "certainty": "denied"}
    return Record.model_validate(
        {
            "article": {
                "id": "a",
                "title": "Pesca & <paz>",
                "text": TEXT,
                "outlet": "La Hoja",
                "published": "1999-05-05",
                "language": "es",
                "sources": [
                    {"outlet": "La Hoja", "role": "origin"},
                    {"outlet": "The Leaf", "role": "translated"},
                ],
            },
            "events": [
                {
                    "id": "e1",
                    "type": "SUPPORT",
                    "quad": "VC",
                    "score": 5,
                    "actors": [chile, ecuador],
                    "when": day,
                    "mentions": [{"sentence": sentence, "trigger": cut("firmó"), "frame": "sign.make"}],
                    "confidence": 0.9,
                },
                {
                    "id": "e2",
                    "type": "SANCTION",
                    "mode": "expel",
                    "quad": "MX",
                    "score": -5.5,
                    "actors": [{"code": None, "name": None}],
                    "recipients": [],
                    "status": "negated",
                    "attribution": [said],
                    "planned": {"start": "1999-06-01", "end": "1999-06-30", "granularity": "month"},
                    "mentions": [{"sentence": cut(TEXT.split("\n")[1]), "trigger": cut("expulsó"), "frame": "expel"}],
                },
            ],
            "agreements": [
                {
                    "parties": [chile, ecuador],
                    "kind": "agreement",
                    "count": {"min": 1, "max": 1},
                    "topics": ["pesca"],
                    "disclosed": False,
                    "status": "signed",
                    "when": day,
                    "event": "e1",
                    "span": cut("firmó el martes en Quito un acuerdo de pesca con Ecuador"),
                }
            ],
            "quotes": [
                {"speaker": chile, "text": "Es un gran día", "direct": True, "cue": cut("dijo"),
                 "span": cut("Es un gran día")},
                {"speaker": None, "text": "no expulsó a nadie", "direct": False, "span": cut("expulsó a nadie")},
            ],
            "claims": [
                {"kind": "share", "subject": chile, "object": ecuador, "measure": "pesca", "value": 80,
                 "unit": "percent", "comparator": ">", "attribution": [said], "span": cut("pesca")},
            ],
            "positions": [
                {"actor": chile, "stance": "for", "issue": "pesca", "forum": "ONU", "span": cut("votó a favor")}
            ],
            "coder": {"version": "0", "models": {"es": "none-0"}, "lexicon": "0"},
        }
    )  # fmt: skip
