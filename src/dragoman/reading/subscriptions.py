"""The file that names the feeds to watch."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from dragoman.errors import InputError
from dragoman.lexicon.loading import LANGUAGES
from dragoman.reading.finding import is_address

# A feed that is asked more often than once a minute would ask us to stop.
OFTEN = 60


class Subscription(BaseModel):
    """A feed to watch.

    Attributes:
        url: address of the feed.
        outlet: name of the outlet; the feed's own title where it is not given.
        language: ISO 639-1 of its articles; detected in each where it is not given.
        every: seconds between two looks at the feed; None for those of the command.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    url: str
    outlet: Annotated[str, Field(min_length=1)] | None = None
    language: str | None = None
    every: Annotated[int, Field(ge=OFTEN)] | None = None

    @field_validator("url")
    @classmethod
    def _address(cls, value: str) -> str:
        if not is_address(value):
            raise ValueError("an address with http:// or https:// is needed")
        return value

    @field_validator("language")
    @classmethod
    def _coded(cls, value: str | None) -> str | None:
        if value is not None and value not in LANGUAGES:
            raise ValueError(f"{value!r} is not coded; allowed: {' or '.join(LANGUAGES)}")
        return value


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    feed: Annotated[list[Subscription], Field(min_length=1)]

    @model_validator(mode="after")
    def _once_each(self) -> _File:
        numbers: dict[str, int] = {}
        for number, one in enumerate(self.feed, 1):
            first = numbers.setdefault(one.url, number)
            if first != number:
                raise ValueError(f"feed {number} is feed {first} again: {one.url}")
        return self


def load_subscriptions(path: Path) -> tuple[Subscription, ...]:
    """The feeds that a TOML file names, one table ``[[feed]]`` each.

    Raises:
        InputError: the file cannot be read or is not valid; the message names file, feed and key.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {(error.strerror or str(error)).lower()}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: is not TOML: {error}; write each feed as [[feed]] and url = '...'") from error
    try:
        return tuple(_File.model_validate(data).feed)
    except ValidationError as error:
        raise InputError(f"{path}: {_first(error)}") from error


def _first(error: ValidationError) -> str:
    """What is wrong, in one line: the first of the errors, and how many others there are."""
    found = error.errors(include_url=False)
    what: Any = found[0]
    match what["loc"]:
        case ("feed", int(number), *rest):
            place = f"feed {number + 1}: {'.'.join(map(str, rest))}: " if rest else f"feed {number + 1}: "
        case ("feed",):
            place = "feed: "
        case (key, *_):
            place = f"{key}: "
        case _:
            place = ""
    reason = {
        "extra_forbidden": f"is no key here; allowed: {', '.join(Subscription.model_fields)}",
        "missing": "is missing",
        "list_type": "is no list of feeds; write each as [[feed]]",
    }.get(what["type"], what["msg"].removeprefix("Value error, "))
    more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
    return f"{place}{reason}{more}"
