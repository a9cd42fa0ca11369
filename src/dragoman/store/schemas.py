"""The columns of the tables. What a record holds is taken from the models of `dragoman.records`: one source of truth.

A table has three groups of columns: a head (to which article and batch a row belongs, and what of the article is
asked with every row), columns worked out so that they can be asked quickly (dates as dates, lists of codes), and the
fields of the noun as they are, nested as they are, so that a record comes back as it was written.
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

import pyarrow as pa

from dragoman.records import Agreement, Article, Claim, CoderInfo, Event, Mention, Noun, Position, Quote

FORMAT = 1
"""Version of the layout; a store of another layout is refused."""

_PLAIN: dict[Any, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    date: pa.date32(),
}


class External(Noun):
    """An event that another system coded, for comparison; dates are ISO days, scores those of the other system.

    Attributes:
        system: "gdelt", "polecat".
        type: PLOVER type, where the other code has one.
        code: the other system's own code, as text.
        root: CAMEO root, two digits as text.
        source: the file it was read from.
    """

    system: str
    id: str
    date: str | None = None
    type: str | None = None
    code: str | None = None
    root: str | None = None
    mode: str | None = None
    actor_codes: tuple[str, ...] = ()
    recipient_codes: tuple[str, ...] = ()
    actor_name: str | None = None
    recipient_name: str | None = None
    score: float | None = None
    mentions: int | None = None
    place_name: str | None = None
    place_country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    url: str | None = None
    source: str | None = None


def arrow_type(annotation: Any) -> pa.DataType:
    """The Arrow type of a field of a record.

    Raises:
        TypeError: the annotation is of a kind that no record has yet.
    """
    if annotation in _PLAIN:
        return _PLAIN[annotation]
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin in (Union, UnionType):
        (only,) = [a for a in inner if a is not NoneType]
        return arrow_type(only)
    if origin is Literal or (isinstance(annotation, type) and issubclass(annotation, Enum)):
        return pa.string()
    if origin is tuple:
        return pa.list_(arrow_type(inner[0]))
    if origin is dict:
        return pa.map_(arrow_type(inner[0]), arrow_type(inner[1]))
    if isinstance(annotation, type) and issubclass(annotation, Noun):
        return pa.struct(fields(annotation))
    raise TypeError(f"no column type for {annotation}")


def fields(noun: type[Noun], without: tuple[str, ...] = ()) -> list[pa.Field]:
    """The fields of a noun as Arrow fields, all of which may be null."""
    return [pa.field(n, arrow_type(f.annotation)) for n, f in noun.model_fields.items() if n not in without]


_CODES = pa.list_(pa.string())
_DAYS = [pa.field("date_start", pa.date32()), pa.field("date_end", pa.date32())]
# The head comes first, because Delta keeps statistics of the first columns only.
_HEAD = [
    pa.field("article", pa.string()),
    pa.field("batch", pa.string()),
    pa.field("place_in_record", pa.int32()),
    pa.field("published", pa.date32()),
    pa.field("outlet", pa.string()),
    pa.field("language", pa.string()),
]


def _child(noun: type[Noun], *derived: pa.Field, without: tuple[str, ...] = ()) -> pa.Schema:
    return pa.schema([*_HEAD, *derived, *fields(noun, without)])


ARTICLES = pa.schema(
    [
        pa.field("batch", pa.string()),
        pa.field("generation", pa.int32()),
        pa.field("coding", pa.string()),
        pa.field("given", pa.string()),
        pa.field("written", pa.timestamp("us", tz="UTC")),
        pa.field("published_on", pa.date32()),
        *fields(Article),
        pa.field("coder", arrow_type(CoderInfo)),
    ]
)
# The nouns of a record, each with the field of the record that holds them.
NOUNS: dict[str, type[Noun]] = {
    "events": Event,
    "agreements": Agreement,
    "quotes": Quote,
    "claims": Claim,
    "positions": Position,
}
CHILDREN: dict[str, pa.Schema] = {
    "events": _child(
        Event,
        pa.field("date", pa.date32()),
        *_DAYS,
        pa.field("actor_codes", _CODES),
        pa.field("recipient_codes", _CODES),
        without=("mentions",),
    ),
    "mentions": _child(Mention, pa.field("event", pa.string()), pa.field("event_in_record", pa.int32())),
    "quotes": _child(Quote, pa.field("speaker_code", pa.string())),
    "claims": _child(Claim, *_DAYS),
    "agreements": _child(Agreement, *_DAYS, pa.field("party_codes", _CODES)),
    "positions": _child(Position, *_DAYS, pa.field("actor_code", pa.string())),
}
EXTERNAL = pa.schema([pa.field(f.name, pa.date32() if f.name == "date" else f.type) for f in fields(External)])
ASIDE = pa.schema(
    [
        pa.field("article", pa.string()),
        pa.field("coding", pa.string()),
        pa.field("written", pa.timestamp("us", tz="UTC")),
        pa.field("title", pa.string()),
        pa.field("url", pa.string()),
        pa.field("reason", pa.string()),
    ]
)
# In the order in which they are made: a store without `articles` is not finished.
TABLES: dict[str, pa.Schema] = {**CHILDREN, "external": EXTERNAL, "aside": ASIDE, "articles": ARTICLES}
