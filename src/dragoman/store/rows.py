"""Records to rows and back. A record read back equals the one written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import pyarrow as pa

from dragoman.errors import StoreError
from dragoman.records import Actor, Article, CoderInfo, Mention, Noun, Record
from dragoman.store.schemas import NOUNS, TABLES


class Unfit(StoreError):
    """A record has a value that no column can take; the store itself is well."""


Row = dict[str, Any]
Rows = dict[str, list[Row]]


def coding_of(coder: CoderInfo) -> str:
    """Hash of what coded an article (version, models, lexicon): equal where coding again would change nothing."""
    told = json.dumps([coder.version, sorted(coder.models.items()), coder.lexicon])
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def given_of(article: Article) -> str:
    """Hash of what an article was read as: equal where reading it again has brought nothing new."""
    told = json.dumps([article.text, article.title, article.url, article.outlet, article.published])
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def day(text: str | None) -> date | None:
    """The day of an ISO date or datetime; None for none, and for one that no calendar has."""
    if text is None:
        return None
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        return None


def rows_of(record: Record, batch: str, generation: int, written: datetime) -> Rows:
    """One record as rows of the tables, by table."""
    article = record.article
    published = day(article.published)
    rows: Rows = {
        "articles": [
            {
                **article.model_dump(mode="json"),
                "batch": batch,
                "generation": generation,
                "coding": coding_of(record.coder),
                "given": given_of(article),
                "written": written,
                "published_on": published,
                "coder": _plain(record.coder),
            }
        ],
        "mentions": [],
    }
    head = {
        "article": article.id,
        "batch": batch,
        "published": published,
        "outlet": article.outlet,
        "language": article.language,
    }
    for table in NOUNS:
        nouns: Sequence[Any] = getattr(record, table)
        rows[table] = [
            {**noun.model_dump(mode="json"), **_derived(noun, published), **head, "place_in_record": place}
            for place, noun in enumerate(nouns)
        ]
    for event in rows["events"]:
        rows["mentions"] += [
            {**mention, **head, "place_in_record": i, "event": event["id"], "event_in_record": event["place_in_record"]}
            for i, mention in enumerate(event.pop("mentions"))
        ]
    return rows


def _plain(coder: CoderInfo) -> Row:
    return {**coder.model_dump(mode="json"), "models": list(coder.models.items())}


def _derived(noun: Any, published: date | None) -> Row:
    """What is worked out of a noun so that it can be asked quickly. A column that its table lacks is left out later."""
    when = getattr(noun, "when", None)
    start, end = (day(when.start), day(when.end)) if when else (None, None)
    row: Row = {"date_start": start, "date_end": end, "date": start or published}
    for field, column in (("actors", "actor_codes"), ("recipients", "recipient_codes"), ("parties", "party_codes")):
        if hasattr(noun, field):
            row[column] = _codes(getattr(noun, field))
    for field, column in (("speaker", "speaker_code"), ("actor", "actor_code")):
        actor = getattr(noun, field, None)
        row[column] = actor.code if actor else None
    return row


def _codes(actors: Sequence[Actor]) -> list[str]:
    return list(dict.fromkeys(a.code for a in actors if a.code))


def table_of(name: str, rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Rows as an Arrow table of the columns of table ``name``.

    Raises:
        Unfit: a value does not fit its column, such as a number beyond 64 bits or half a surrogate pair.
    """
    try:
        return pa.Table.from_pylist(list(rows), schema=TABLES[name])
    except (pa.ArrowException, ValueError, TypeError, OverflowError) as error:
        articles = list(dict.fromkeys(str(r.get("article", r.get("id"))) for r in rows))
        shown = ", ".join(articles[:3])
        raise Unfit(f"article {shown}: {name} do not fit the store: {error}") from error


def record_of(article: Row, children: Mapping[str, Iterable[Row]]) -> Record:
    """The record of an article's row and its rows of the other tables, in any order."""
    values: Row = {name: _sorted(children.get(name, ())) for name in NOUNS}
    mentions: dict[int, list[Row]] = {}
    for row in _sorted(children.get("mentions", ()), "event_in_record", "place_in_record"):
        mentions.setdefault(row["event_in_record"], []).append(row)
    events = []
    for row in values.pop("events"):
        told = mentions.get(row["place_in_record"], [])
        events.append({**_only(NOUNS["events"], row), "mentions": [_only(Mention, m) for m in told]})
    coder = {**article["coder"], "models": dict(article["coder"]["models"])}
    return Record.model_validate(
        {
            "article": _only(Article, article),
            "events": events,
            **{name: [_only(NOUNS[name], row) for row in rows] for name, rows in values.items()},
            "coder": coder,
        }
    )


def _sorted(rows: Iterable[Row], *keys: str) -> list[Row]:
    return sorted(rows, key=lambda row: [row[k] for k in keys or ("place_in_record",)])


def _only(noun: type[Noun], row: Row) -> Row:
    return {name: row[name] for name in noun.model_fields if name in row}
