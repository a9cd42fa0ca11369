"""A row of a table, or a set of named values, to an Article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from dragoman.errors import LanguageError
from dragoman.reading.language import language_of
from dragoman.reading.limits import LIMITS, Limits
from dragoman.reading.problems import Unreadable
from dragoman.records import Article
from dragoman.records import content_id as content_id

FIELDS = ("text", "id", "title", "url", "outlet", "published", "language")


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds for every article that does not say it itself, and how large one may be.

    Attributes:
        published: ISO date (or datetime).
        language: ISO 639-1.
        outlet: name of the outlet.
        url: where the article was found; for inputs that hold one article.
        limits: bounds of reading.
    """

    published: str | None = None
    language: str | None = None
    outlet: str | None = None
    url: str | None = None
    limits: Limits = LIMITS


def iso_date(value: object) -> str | None:
    """A date as ISO 8601 text, or None for an empty value.

    Raises:
        Unreadable: the value is no ISO date or datetime. Other forms are not guessed: 04/05 is April or May.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, date):  # a datetime is one too
        return value.isoformat()
    if isinstance(value, str):
        text = value.strip()
        try:
            datetime.fromisoformat(text)
        except ValueError:
            pass
        else:
            return text
    raise Unreadable(f"published {str(value)[:40]!r} is not an ISO date", "write it as 2024-06-21")


def article_from(values: Mapping[str, object], defaults: Defaults) -> Article:
    """Builds an article from named values; keys that an article does not have are passed over.

    Raises:
        Unreadable: no text, a value of the wrong kind, or a language that is not coded.
    """
    text = values.get("text")
    if text is None:
        raise Unreadable("has no text", "the field or column 'text' is needed")
    if not isinstance(text, str):
        raise Unreadable(f"text is of type {type(text).__name__}", "it must be a string")
    if not text.strip():
        raise Unreadable("text is empty")
    if len(text) > defaults.limits.text:
        reason = f"the text has {len(text):,} characters, more than {defaults.limits.text:,}"
        raise Unreadable(reason, "split it into articles")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise Unreadable("text holds half a surrogate pair, which is no character", "write it as UTF-8") from error
    given = _string(values, "language") or defaults.language
    try:
        language = language_of(text, given)
    except LanguageError as error:
        reason, _, remedy = str(error).partition("; ")
        raise Unreadable(reason, remedy) from error
    return Article(
        id=_string(values, "id") or content_id(text),
        title=_string(values, "title"),
        text=text,
        url=_string(values, "url") or defaults.url,
        outlet=_string(values, "outlet") or defaults.outlet,
        published=iso_date(values.get("published")) or defaults.published,
        language=language,
    )


def _string(values: Mapping[str, object], name: str) -> str | None:
    value = values.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise Unreadable(f"{name} is of type {type(value).__name__}", "it must be a string")
    return str(value).strip() or None
