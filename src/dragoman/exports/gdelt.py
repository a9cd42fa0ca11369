"""GDELT 2.0's two tables: Events, 61 columns, and Mentions, 16. Parted by tabs, no header, codes as text."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import permutations, product
from typing import TextIO

import pycountry

from dragoman.codebook import Codebook
from dragoman.exports.choosing import day_of
from dragoman.exports.codes import Codes
from dragoman.exports.files import cell
from dragoman.exports.polecat import left_out
from dragoman.records import Actor, Article, Event, Place, Record
from dragoman.store.rows import day

_ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
    "Type2Code", "Type3Code",
)  # fmt: skip
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
COLUMNS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor1{name}" for name in _ACTOR), *(f"Actor2{name}" for name in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions",
    "NumSources", "NumArticles", "AvgTone",
    *(f"Actor1Geo_{name}" for name in _GEO), *(f"Actor2Geo_{name}" for name in _GEO),
    *(f"ActionGeo_{name}" for name in _GEO), "DATEADDED", "SOURCEURL",
)  # fmt: skip
MENTION_COLUMNS = (
    "GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier",
    "SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence",
    "MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo", "Extras",
)  # fmt: skip
# Kinds of place: none, a country, a city of the United States, a city elsewhere.
_NO_PLACE, _COUNTRY, _US_CITY, _CITY = "0", "1", "3", "4"
_HOME = "USA"
# Kinds of source: on the web, or only cited.
_WEB, _CITED = "1", "2"
_SIGNED = ("signed", "ratified")
_NOWHERE = "-1"
# The language whose articles GDELT need not translate.
_OF_GDELT = "en"


@dataclass(frozen=True, slots=True)
class _Side:
    """An actor or recipient: its code, its ten cells, and where the text names it."""

    code: str = ""
    cells: tuple[str, ...] = ("",) * len(_ACTOR)
    offset: str = _NOWHERE

    @property
    def key(self) -> str:
        """What tells it from the others of its event: the code, else the name and where it stands."""
        return self.code or f"{self.cells[1]} {self.offset}"


class GdeltWriter:
    """Writes a row for each pair of an actor and a recipient, and a row for each mention of each such row.

    Args:
        targets: the files of events and of mentions.
        book: the codebook.
        codes: codes of countries in other systems.
    """

    suffixes = (".export.CSV", ".mentions.CSV")

    def __init__(self, targets: Sequence[TextIO], book: Codebook, codes: Codes) -> None:
        # There is no quotation in GDELT's tables: cells hold no tab and no line end.
        self._events, self._mentions = (
            csv.writer(t, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None) for t in targets
        )
        self._book = book
        self._codes = codes

    def write(self, record: Record, events: Sequence[Event]) -> Counter[str]:
        """Writes the chosen events of a record; counts what was written and what was left out, by reason."""
        done: Counter[str] = Counter()
        signed = {a.event for a in record.agreements if a.status in _SIGNED}
        for event in events:
            reason = left_out(event, record)
            done[reason or "written"] += 1
            if reason:
                continue
            head, tail = self._event(event, record, signed=event.id in signed)
            for one, other in self._pairs(event):
                number = str(event_number(record.article, event, one.key, other.key))
                self._events.writerow((number, *head, *one.cells, *other.cells, *tail))
                self._mentions.writerows(self._mentions_of(event, record.article, number, one, other))
        return done

    def _pairs(self, event: Event) -> Iterator[tuple[_Side, _Side]]:
        """Who did it to whom, one by one. In a joint act each does it to each of the others."""
        actors, recipients = self._sides(event.actors), self._sides(event.recipients)
        if recipients:
            return product(actors or (_Side(),), recipients)
        return permutations(actors, 2) if len(actors) > 1 else iter([(actors[0], _Side())])

    def _sides(self, actors: Iterable[Actor]) -> list[_Side]:
        """Actors that GDELT can tell apart: two ministers of one state are one."""
        kept: dict[str, _Side] = {}
        for actor in actors:
            side = self._side(actor)
            kept.setdefault(side.key, side)
        return list(kept.values())

    def _event(self, event: Event, record: Record, *, signed: bool) -> tuple[list[str], list[str]]:
        """The cells of an event between its number and its actors, and those behind them."""
        article = record.article
        first = date.fromisoformat(str(day_of(event, article)))
        digits = f"{first:%Y%m%d}".zfill(8)
        code = self._book.cameo.code(event.type, event.mode, signed=signed)
        part = ((first.month - 1) * 30 + first.day) / 365  # GDELT's own way to count
        head = [digits, digits[:6], digits[:4], f"{first.year + part:.4f}"]
        tail = [
            "1" if _leads(event, article) else "0", code, code[:3], code[:2], self._book.cameo.quad_class(code),
            self._book.cameo.goldstein_of(code), len(event.mentions) or 1, 1, 1, None,
            *self._place(None), *self._place(None), *self._place(event.place), _added(event, article),
            article.url or article.id,
        ]  # fmt: skip
        return head, [cell(value) for value in tail]

    def _side(self, actor: Actor) -> _Side:
        organisation = self._codes.actors.organisations.get(actor.code or "")
        country = organisation.country if organisation else self._codes.gdelt_country(actor.code)
        roles = self._codes.roles(actor)
        if organisation:
            code = organisation.actor + "".join(r for r in roles if r not in organisation.roles)
        else:
            code = country + "".join(roles)
        name = cell(actor.name or (actor.span.text if actor.span else "")).upper()
        group = organisation.group if organisation else ""
        cells = (code, name, country, group, "", "", "", *(*roles, "", "", "")[:3])
        return _Side(code, cells, str(actor.span.start) if actor.span else _NOWHERE)

    def _place(self, place: Place | None) -> list[object]:
        """The eight columns of a place. A place without coordinates is taken for a country or a part of one."""
        if place is None:
            return [_NO_PLACE, *[""] * 7]
        fips = self._codes.fips(place.country)
        city = place.latitude is not None and place.longitude is not None
        kind = (_US_CITY if place.country == _HOME else _CITY) if city else _COUNTRY
        return [kind, place.name, fips, fips, "", place.latitude, place.longitude, "" if city else fips]

    def _mentions_of(
        self, event: Event, article: Article, number: str, one: _Side, other: _Side
    ) -> Iterator[list[str]]:
        """Rows of MENTION_COLUMNS; offsets are code points of the article's text."""
        added, language = _added(event, article), _translated(article.language)
        for mention in event.mentions:
            values = (
                number, added, added, _WEB if article.url else _CITED, article.outlet, article.url or article.id, None,
                one.offset, other.offset, mention.trigger.start, 1, round(event.confidence * 100), len(article.text),
                None, language, None,
            )  # fmt: skip
            yield [cell(value) for value in values]


def event_number(article: Article, event: Event, *actors: str) -> int:
    """GLOBALEVENTID: a number of up to 60 bits that stays the same for the same event and pair."""
    text = "\0".join((article.id, event.id, *actors))
    return int(hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:15], 16)


@lru_cache(maxsize=64)
def _translated(language: str | None) -> str:
    """MentionDocTranslationInfo: the language of an article that GDELT would have had translated."""
    known = pycountry.languages.get(alpha_2=language) if language and language != _OF_GDELT else None
    return f"srclc:{known.alpha_3}" if known else ""


def _leads(event: Event, article: Article) -> bool:
    """Whether an event is told in the first paragraph."""
    lead = len(article.text) - len(article.text.lstrip())
    end = article.text.find("\n", lead)
    return any(m.trigger.start < (end if end >= 0 else len(article.text)) for m in event.mentions)


def _added(event: Event, article: Article) -> str:
    """DATEADDED: when the article was published, else the day of the event, in UTC."""
    known = article.published if day(article.published) else day_of(event, article)
    moment = datetime.fromisoformat(str(known))
    return f"{(moment.astimezone(UTC) if moment.tzinfo else moment):%Y%m%d%H%M%S}".zfill(14)
