"""Parts of a record in short words."""

from __future__ import annotations

import pytest

from dragoman.records import Actor, Count, Record, When
from dragoman.rendering.words import (
    agreement_text,
    attribution_text,
    claim_text,
    count_text,
    name_of,
    source_text,
    when_text,
)


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [(12, None, "12 or more"), (2, 2, "2"), (3, 5, "3 to 5"), (None, 4, "up to 4"), (None, None, "")],
)
def test_counts(low: int | None, high: int | None, text: str) -> None:
    assert count_text(Count(min=low, max=high)) == text


@pytest.mark.parametrize(
    ("start", "end", "granularity", "text"),
    [
        ("1999-05-04", "1999-05-04", "day", "1999-05-04"),
        ("1999-05-01", "1999-05-31", "month", "1999-05"),
        ("1999-01-01", "1999-12-31", "year", "1999"),
        ("1995-01-01", "2023-12-31", "range", "1995-01-01 to 2023-12-31"),
        (None, None, "day", ""),
    ],
)
def test_times(start: str | None, end: str | None, granularity: str, text: str) -> None:
    assert when_text(When.model_validate({"start": start, "end": end, "granularity": granularity})) == text
    assert when_text(None) == ""


def test_sentences(record: Record) -> None:
    assert agreement_text(record.agreements[0]) == (
        "Juan Soto + Ecuador: agreement, signed, 1999-05-04, not made public: pesca"
    )
    assert claim_text(record.claims[0]) == (
        "Juan Soto: share: pesca, more than 80 percent, of Ecuador, according to Juan Soto (denied)"
    )
    assert attribution_text(record.events[1].attribution) == "Juan Soto (denied)"
    assert source_text(record.article.sources) == "La Hoja > The Leaf (translated)"
    assert name_of(None) == name_of(Actor()) == ""
