"""Quotes, agreements, claims, positions and sources against the gold, and whether a record keeps its contract."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.codebook import Codebook
from dragoman.evaluation.gold import GoldAgreement, GoldClaim, GoldFacts, GoldPosition, GoldQuote, GoldSource
from dragoman.evaluation.likeness import codes, pair, shared, words
from dragoman.evaluation.report import Figures, Share
from dragoman.records import Actor, Agreement, Claim, Noun, Position, Quote, Record, Source, Span

SAME_WORDS = 0.8
SAME_TOPIC = 0.6
# Generational suffixes that follow a surname.
_SUFFIXES = frozenset({"jr", "sr"})


@dataclass(frozen=True)
class FactScore:
    """What the facts of one article come to: figures by area, shares by the name of the value."""

    areas: dict[str, Figures]
    right: dict[str, Share]


def score_facts(gold: GoldFacts, record: Record | None) -> FactScore:
    """Scores everything but the events; None where the article has no record."""
    golds = [q for q in gold.quotes if q.direct]
    quotes = [q for q in record.quotes if q.direct] if record else []
    agreements = record.agreements if record else ()
    claims = record.claims if record else ()
    positions = record.positions if record else ()
    sources = record.article.sources if record else ()
    said = [(golds[g], quotes[q]) for g, q in pair(golds, quotes, _same_quote)]
    agreed = [(gold.agreements[g], agreements[a]) for g, a in pair(gold.agreements, agreements, _same_agreement)]
    return FactScore(
        areas={
            "quotes": _figures(len(said), len(quotes), len(golds)),
            "agreements": _figures(len(agreed), len(agreements), len(gold.agreements)),
            "claims": _figures(len(pair(gold.claims, claims, _same_claim)), len(claims), len(gold.claims)),
            "positions": _figures(
                len(pair(gold.positions, positions, _same_position)), len(positions), len(gold.positions)
            ),
            "sources": _figures(len(pair(gold.sources, sources, _same_source)), len(sources), len(gold.sources)),
        },
        right={
            "speaker": Share.of(_is_speaker(g.speaker, q.speaker) for g, q in said),
            "agreement count": Share.of(g.count_min == a.count.min for g, a in agreed if g.count_min),
            "agreement topics": Share.of(
                any(shared(topic, t) >= SAME_TOPIC for t in a.topics) for g, a in agreed for topic in g.topics
            ),
        },
    )


def broken_promises(record: Record, text: str, codebook: Codebook) -> int:
    """How often a record breaks its contract: a span that does not cut the text, a type that is not in the codebook."""
    facts = (record.events, record.agreements, record.quotes, record.claims, record.positions)
    wrong = sum(text[s.start : s.end] != s.text for s in _spans(facts))
    return wrong + sum(event.type not in codebook.types for event in record.events)


def _figures(right: int, output: int, gold: int) -> Figures:
    return Figures(right=right, output=output, gold=gold)


def _same_quote(gold: GoldQuote, quote: Quote) -> float | None:
    likeness = shared(gold.text, quote.text)
    return likeness if likeness >= SAME_WORDS else None


def _same_agreement(gold: GoldAgreement, agreement: Agreement) -> float | None:
    if codes(gold.parties) != codes(agreement.parties) or gold.status != agreement.status:
        return None
    return float(gold.count_min == agreement.count.min)


def _same_claim(gold: GoldClaim, claim: Claim) -> float | None:
    if gold.kind != claim.kind or gold.subject != _code(claim.subject):
        return None
    if gold.value is not None and (claim.value is None or abs(claim.value - gold.value) >= 1e-6):
        return None
    return float(gold.object == _code(claim.object))


def _same_position(gold: GoldPosition, position: Position) -> float | None:
    return 0.0 if gold.actor == position.actor.code and gold.stance == position.stance else None


def _same_source(gold: GoldSource, source: Source) -> float | None:
    return 0.0 if words(gold.outlet) == words(source.outlet) and gold.role == source.role else None


def _code(actor: Actor | None) -> str | None:
    return actor.code if actor else None


def _is_speaker(wanted: str, speaker: Actor | None) -> bool:
    """Whether the surname (last word) of one of the wanted speakers stands in the name, code or words of this one."""
    if speaker is None:
        return False
    told = (speaker.name, speaker.code, speaker.span.text if speaker.span else None)
    given = set(words(" ".join(part for part in told if part)))
    names = ([w for w in words(name) if w not in _SUFFIXES] for name in wanted.split(";"))
    return any(name[-1] in given for name in names if name)


def _spans(value: object) -> Iterator[Span]:
    if isinstance(value, Span):
        yield value
    elif isinstance(value, Noun):
        for name in type(value).model_fields:
            yield from _spans(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _spans(item)
