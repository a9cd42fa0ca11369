"""GDELT 2.0's two tables: Events, 61 columns, and Mentions, 16. Parted by tabs, no header, codes as text."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import permutations, product
from typing import TextIO

import pycountry

from dragoman.codebook import Codebook
from dragoman.exports.choosing import day_of
from dragoman.exports.codes import Codes
from dragoman.exports.files import cell
from dragoman.exports.polecat import left_out
from dragoman.records import Actor, Article, Event, Mention, Place, Record

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
Pair = tuple[Actor | None, Actor | None]

# Kinds of place: none, a country, a city of the United States, a city elsewhere.
_NO_PLACE, _COUNTRY, _US_CITY, _CITY = "0", "1", "3", "4"
_HOME = "USA"
# Kinds of source: on the web, or only cited.
_WEB, _CITED = "1", "2"
_SIGNED = ("signed", "ratified")
_NOWHERE = "-1"
# The language whose articles GDELT need not translate.
_OF_GDELT = "en"


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
            for pair in self._pairs(event):
                row = self._event(event, record, pair, signed=event.id in signed)
                self._events.writerow([cell(value) for value in row])
                for mention in event.mentions:
                    line = self._mention(str(row[0]), event, record.article, pair, mention)
                    self._mentions.writerow([cell(value) for value in line])
        return done

    def _pairs(self, event: Event) -> Iterator[Pair]:
        """Who did it to whom, one by one. In a joint act each does it to each of the others."""
        actors, recipients = self._distinct(event.actors), self._distinct(event.recipients)
        if recipients:
            return product(actors or (None,), recipients)
        return permutations(actors, 2) if len(actors) > 1 else iter([(actors[0], None)])

    def _distinct(self, actors: Iterable[Actor]) -> list[Actor]:
        """Actors that GDELT can tell apart: two ministers of one state are one."""
        kept: dict[object, Actor] = {}
        for actor in actors:
            kept.setdefault(self._actor_code(actor) or (actor.name, actor.span), actor)
        return list(kept.values())

    def _event(self, event: Event, record: Record, pair: Pair, *, signed: bool) -> list[object]:
        article = record.article
        day = date.fromisoformat(str(day_of(event, article)))
        code = self._book.cameo.code(event.type, event.mode, signed=signed)
        return [
            event_number(article, event, *(self._actor_code(a) if a else "" for a in pair)),
            f"{day:%Y%m%d}", f"{day:%Y%m}", f"{day:%Y}", f"{day.year + ((day.month - 1) * 30 + day.day) / 365:.4f}",
            *self._actor(pair[0]), *self._actor(pair[1]),
            "1" if _leads(event, article) else "0", code, code[:3], code[:2], self._book.cameo.quad_class(code),
            self._book.cameo.goldstein_of(code), len(event.mentions) or 1, 1, 1, None,
            *self._place(None), *self._place(None), *self._place(event.place), _added(event, article),
            article.url or article.id,
        ]  # fmt: skip

    def _actor_code(self, actor: Actor) -> str:
        organisation = self._codes.actors.organisations.get(actor.code or "")
        roles = self._codes.roles(actor)
        if organisation:
            return organisation.actor + "".join(r for r in roles if r not in organisation.roles)
        return self._codes.gdelt_country(actor.code) + "".join(roles)

    def _actor(self, actor: Actor | None) -> list[str]:
        """The ten columns of one side."""
        if actor is None:
            return [""] * len(_ACTOR)
        organisation = self._codes.actors.organisations.get(actor.code or "")
        country = organisation.country if organisation else self._codes.gdelt_country(actor.code)
        name = actor.name or (actor.span.text if actor.span else "")
        roles = [*self._codes.roles(actor), "", "", ""][:3]
        group = organisation.group if organisation else ""
        return [self._actor_code(actor), name.upper(), country, group, "", "", "", *roles]

    def _place(self, place: Place | None) -> list[object]:
        """The eight columns of a place. A place without coordinates is taken for a country or a part of one."""
        if place is None:
            return [_NO_PLACE, *[""] * 7]
        fips = self._codes.fips(place.country)
        city = place.latitude is not None and place.longitude is not None
        kind = (_US_CITY if place.country == _HOME else _CITY) if city else _COUNTRY
        return [kind, place.name, fips, fips, "", place.latitude, place.longitude, "" if city else fips]

    def _mention(self, number: str, event: Event, article: Article, pair: Pair, mention: Mention) -> list[object]:
        """A row of MENTION_COLUMNS; offsets are code points of the article's text."""
        added = _added(event, article)
        return [
            number, added, added, _WEB if article.url else _CITED, article.outlet, article.url or article.id, None,
            *(a.span.start if a and a.span else _NOWHERE for a in pair), mention.trigger.start, 1,
            round(event.confidence * 100), len(article.text), None, _translated(article.language),
            None,
        ]  # fmt: skip


def event_number(article: Article, event: Event, *actors: str) -> int:
    """GLOBALEVENTID: a number of up to 60 bits that stays the same for the same event and pair."""
    text = "\0".join((article.id, event.id, *actors))
    return int(hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:15], 16)


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
    moment = datetime.fromisoformat(article.published or str(day_of(event, article)))
    return f"{(moment.astimezone(UTC) if moment.tzinfo else moment):%Y%m%d%H%M%S}"
