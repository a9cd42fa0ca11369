"""Who held which office, and when: the schema and the reader of ``lexicon/actors/offices*.yaml``.

A row is one office held by one person. A person has as many rows as offices; the date of an article decides which
holds. The name of an office ("president") is an id of no language; its words stand in ``<language>/agents.yaml``.
"""

from __future__ import annotations

import calendar
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from pydantic import Field, field_validator

from dragoman.lexicon import Entry, Lexicon

_GRACE = timedelta(days=3)
_DATE = re.compile(r"^-?\d{4}(-\d{2}(-\d{2})?)?$")


class OfficeHeld(Entry):
    """One office that one person holds or held.

    Attributes:
        entity: stable id of the person ("vladimir-putin"), the same in all rows of the person.
        name: canonical name, as records give it; names: in languages in which it is another.
        aliases: other ways to write it, also surname alone.
        country: ISO 3166-1 alpha-3, or UNO, EUR, IGO, NGO, IMG.
        office: id of the office. sector: code of the sector, "" where there is none.
        from_, to: ISO day, month or year; ``to`` None where the office is still held.
        organisation: id of an entry of organisations.yaml, for those who speak for one.
        title: what the source of an imported row calls the office.
    """

    entity: str
    name: str
    names: dict[str, str] = Field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    country: str
    office: str
    sector: str = "GOV"
    from_: str | None = Field(default=None, alias="from")
    to: str | None = None
    organisation: str | None = None
    title: str | None = None

    @field_validator("from_", "to", mode="before")
    @classmethod
    def _iso(cls, value: object) -> object:
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, int):
            value = f"{value:04d}"
        if isinstance(value, str) and not _DATE.match(value):
            raise ValueError(f"{value!r} is no ISO day, month or year")
        return value

    @property
    def first(self) -> str:
        """First possible day of the term, ISO; "" where unknown."""
        return _first(self.from_)

    @property
    def last(self) -> str:
        """Last possible day of the term, ISO; "9999" where it still holds."""
        return _last(self.to)

    def just_over(self, day: str) -> bool:
        """Whether the office ended so shortly before an ISO day that the news of that day is of its last days."""
        try:
            return self.last < day <= (date.fromisoformat(self.last) + _GRACE).isoformat()
        except ValueError:
            return False

    def holds(self, day: str) -> bool:
        """Whether the office was held on an ISO day."""
        return self.first <= day <= self.last


def _first(value: str | None) -> str:
    if value is None:
        return ""
    return value if len(value) == 10 else f"{value}-01" if len(value) == 7 else f"{value}-01-01"


def _last(value: str | None) -> str:
    if value is None:
        return "9999"
    if len(value) == 10:
        return value
    if len(value) == 7:
        year, month = int(value[:4]), int(value[5:])
        return f"{value}-{calendar.monthrange(year, month)[1]:02d}"
    return f"{value}-12-31"


@dataclass(frozen=True)
class Person:
    """A known person with all offices that are known, oldest first; ``imported`` by the user."""

    entity: str
    name: str
    aliases: tuple[str, ...]
    offices: tuple[OfficeHeld, ...] = field(repr=False)
    imported: bool = False

    def at(self, day: str | None) -> OfficeHeld | None:
        """The office held on a day (without a day: the latest); None where none was held then."""
        if day is None:
            return next((row for row in reversed(self.offices) if row.to is None), self.offices[-1])
        holding = [row for row in self.offices if row.holds(day)] or [r for r in self.offices if r.just_over(day)]
        return holding[-1] if holding else None

    def before(self, day: str | None) -> OfficeHeld | None:
        """The last office that was over by a day."""
        over = [row for row in self.offices if day is None or row.last < day]
        return over[-1] if over else None


def load_offices(lexicon: Lexicon) -> list[OfficeHeld]:
    """Reads every ``actors/offices*.yaml`` of every folder. A row of a later folder with the same entity, office and
    start takes the place of the earlier one.

    Raises:
        LexiconError: a file is not valid.
    """
    names = {p.name for folder in lexicon.folders for p in (folder / "actors").glob("offices*.yaml")}
    rows: dict[tuple[str, str, str, str | None], OfficeHeld] = {}
    for name in sorted(names):
        for row in lexicon.entries(f"actors/{name}", OfficeHeld, key=None):
            rows[row.entity, row.country, row.office, row.from_] = row
    return list(rows.values())


def people(rows: Iterable[OfficeHeld]) -> dict[str, Person]:
    """Persons by entity id."""
    held: dict[str, list[OfficeHeld]] = defaultdict(list)
    for row in rows:
        held[row.entity].append(row)
    found = {}
    for entity, offices in held.items():
        offices.sort(key=lambda r: (r.first, r.last))
        aliases = tuple(dict.fromkeys(a for r in offices for a in (r.name, *r.names.values(), *r.aliases)))
        found[entity] = Person(entity, offices[-1].name, aliases, tuple(offices))
    return found
