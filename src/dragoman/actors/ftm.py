"""Rows of FollowTheMoney files (JSON lines, as OpenSanctions publishes politically exposed persons).

An entity is ``{"id", "schema", "properties": {name: [values]}}``. A Person holds positions either as mere titles
(``position``) or by an Occupancy (``holder``, ``post``, ``startDate``, ``endDate``) that leads to a Position.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

_DATE = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:[T ].*)?$")
_ENDED = "ended"
_ALIASES = 60
"""More spellings of one name than this are noise of transliteration."""


class Broken(ValueError):
    """A row cannot be used; the message is the reason."""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person: names (the canonical one first), country codes as given, titles of positions, topics."""

    id: str
    names: tuple[str, ...]
    countries: tuple[str, ...]
    titles: tuple[str, ...]
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PostRow:
    """A position that persons hold: title, country codes as given, topics."""

    id: str
    title: str
    countries: tuple[str, ...]
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeldRow:
    """Who held which position, from and to (ISO day, month or year, None: not told); ``open``: it may be held still."""

    holder: str
    post: str
    first: str | None
    last: str | None
    open: bool


def read_row(line: bytes) -> PersonRow | PostRow | HeldRow | None:
    """One line of a file; None for an entity of a kind that is of no use here.

    Raises:
        Broken: it is no such row; the message says why.
    """
    try:
        row = json.loads(line)
    except ValueError as error:
        raise Broken(f"is no JSON: {error}") from error
    if not isinstance(row, dict) or not isinstance(row.get("schema"), str):
        raise Broken("is no FollowTheMoney entity: it needs id, schema and properties")
    ident, schema, properties = row.get("id"), row["schema"], row.get("properties")
    if schema not in ("Person", "Position", "Occupancy"):
        return None
    if not isinstance(ident, str) or not ident:
        raise Broken(f"{schema} without an id")
    if not isinstance(properties, dict):
        raise Broken(f"{schema} {ident} without properties")
    if schema == "Person":
        return _person(ident, row.get("caption"), properties)
    if schema == "Position":
        titles = _values(properties, "name")
        if not titles:
            raise Broken(f"Position {ident} without a name")
        return PostRow(ident, titles[0], _values(properties, "country"), _values(properties, "topics"))
    return _held(ident, row, properties)


def _person(ident: str, caption: object, properties: dict[str, Any]) -> PersonRow:
    names = [*_values(properties, "name"), *_values(properties, "alias"), *_values(properties, "previousName")]
    if not names:
        raise Broken(f"Person {ident} without a name")
    if isinstance(caption, str) and caption in names:
        names.insert(0, caption)
    countries = (p for key in ("citizenship", "nationality", "country") for p in _values(properties, key))
    return PersonRow(
        ident,
        tuple(dict.fromkeys(names))[:_ALIASES],
        tuple(dict.fromkeys(countries)),
        _values(properties, "position"),
        _values(properties, "topics"),
    )


def _held(ident: str, row: dict[str, Any], properties: dict[str, Any]) -> HeldRow:
    holders, posts = _values(properties, "holder"), _values(properties, "post")
    if not holders or not posts:
        raise Broken(f"Occupancy {ident} without {'holder' if not holders else 'post'}")
    starts = [_date(v, ident) for v in _values(properties, "startDate")]
    ends = [_date(v, ident) for v in _values(properties, "endDate")]
    last = max(ends, default=None)
    first = min(starts, default=None)
    if first and last and first[: len(last)] > last[: len(first)]:
        raise Broken(f"Occupancy {ident} ends ({last}) before it begins ({first})")
    over = _ENDED in _values(properties, "status")
    if over and last is None:  # it was over when the file first knew of it
        seen = row.get("first_seen")
        told = [_date(v, ident) for v in _values(properties, "date")]
        last = max(told, default=None) or (_date(seen, ident) if isinstance(seen, str) else None)
    return HeldRow(holders[0], posts[0], first, last, last is None and not over)


def _values(properties: dict[str, Any], name: str) -> tuple[str, ...]:
    """The values of a property, each once; entities that stand nested in the row give their ids."""
    given = properties.get(name, ())
    if isinstance(given, (str, dict)):
        given = (given,)
    if not isinstance(given, (list, tuple)):
        raise Broken(f"property {name} is no list")
    values = (v.get("id") if isinstance(v, dict) else v for v in given)
    return tuple(dict.fromkeys(v.strip() for v in values if isinstance(v, str) and v.strip()))


def _date(value: str, ident: str) -> str:
    found = _DATE.match(value)
    month, day = (int(part or 1) for part in found.groups()[1:]) if found else (0, 0)
    if found is None or not 1 <= month <= 12 or not 1 <= day <= 31:
        raise Broken(f"Occupancy {ident}: {value!r} is no ISO date")
    return "-".join(part for part in found.groups() if part)
