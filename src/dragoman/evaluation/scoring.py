"""Adds up the articles of a gold set."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.codebook import Codebook, load_codebook
from dragoman.evaluation.events import score_events
from dragoman.evaluation.facts import broken_promises, score_facts
from dragoman.evaluation.gold import GoldArticle
from dragoman.evaluation.report import AREAS, Error, Figures, Report, Share
from dragoman.lexicon import Lexicon
from dragoman.records import Record


def score(golds: Iterable[GoldArticle], records: Iterable[Record], codebook: Codebook | None = None) -> Report:
    """Scores records against gold articles of the same ids; an article without a record counts as an empty one.

    Args:
        codebook: the allowed types; the built-in one where it is None.
    """
    book = codebook or load_codebook(Lexicon())
    by_id = {record.article.id: record for record in records}
    areas = dict.fromkeys(AREAS, Figures())
    types: dict[str, Figures] = {}
    right: dict[str, Share] = {}
    errors: list[Error] = []
    forbidden = contract = missing = articles = 0
    for article in golds:
        articles += 1
        record = by_id.get(article.id)
        events = score_events(article, record.events if record else ())
        facts = score_facts(article.gold, record)
        for name, figures in {"events": events.directed, "parties": events.pooled, **facts.areas}.items():
            areas[name] += figures
        for name, figures in events.types.items():
            types[name] = types.get(name, Figures()) + figures
        for name, share in {**events.right, **facts.right}.items():
            right[name] = right.get(name, Share()) + share
        forbidden += events.forbidden
        contract += broken_promises(record, article.text, book) if record else 0
        missing += record is None
        errors += events.errors
    return Report(
        areas=areas,
        right=right,
        types=types,
        forbidden=forbidden,
        contract=contract,
        missing=missing,
        articles=articles,
        errors=tuple(errors),
    )
