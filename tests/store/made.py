"""Records made by hand, as many as are wanted, each with as many events as its number says."""

from __future__ import annotations

import hashlib

from dragoman.records import Article, CoderInfo, Record

CODES = ("PRY", "URY", "KEN", "GHA", "NOR", "LAO")


def events_of(number: int) -> int:
    """How many events record ``number`` has."""
    return number % 4


def made_text(number: int) -> str:
    """A text of its own for each number."""
    return f"La delegación número {number} llegó a Asunción.\n" * 2


def made(number: int, lexicon: str = "first", score: float = 1.0) -> Record:
    """Record ``number``, as a coder with the given lexicon codes it."""
    article = Article(
        id=f"a{number:05d}",
        text=made_text(number),
        outlet="La Hoja" if number % 2 else None,
        published=f"2019-03-{1 + number % 28:02d}",
        language="es",
    )
    return made_of(article, number, lexicon, score)


def made_of(article: Article, number: int, lexicon: str = "first", score: float = 1.0) -> Record:
    """A record of a given article with the events of ``number``."""
    start = article.text.index("llegó")
    trigger = {"start": start, "end": start + 5, "text": "llegó"}
    sentence = {"start": 0, "end": 10, "text": article.text[:10]}
    events = [
        {
            "id": hashlib.sha256(f"{article.id}/{i}".encode()).hexdigest()[:16],
            "type": "CONSULT",
            "mode": "visit",
            "quad": "VC",
            "score": score,
            "actors": [{"code": CODES[(number + i) % 6], "name": f"Nombre {number}", "span": trigger}],
            "recipients": [{"code": "PRY"}, {"code": None, "name": "nadie"}, {"code": "PRY"}],
            "when": {"start": f"2019-02-{1 + i:02d}", "end": f"2019-02-{1 + i:02d}", "granularity": "day"},
            "mentions": [{"sentence": sentence, "trigger": trigger, "frame": f"frame.{j}"} for j in range(1 + i % 2)],
        }
        for i in range(events_of(number))
    ]
    quotes = [{"text": f"palabras {i}", "direct": True, "span": trigger} for i in range(number % 3)]
    coder = CoderInfo(version="0", models={"es": "none-0"}, lexicon=lexicon)
    return Record.model_validate({"article": article, "events": events, "quotes": quotes, "coder": coder})
