"""Gold files: articles with what a careful coder finds in them, one a line, and the records to hold against them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dragoman.errors import InputError
from dragoman.records import Record, Status


class Gold(BaseModel):
    """Base of the gold nouns. Keys that the scorer does not look at are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class GoldEvent(Gold):
    """An event of the article. Parties are written "CODE SECTOR"; ``date`` is an ISO day, month or year.

    ``optional``: a careful coder may or may not code it. ``trigger``: the words of the text that carry it.
    """

    type: str
    mode: str | None = None
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    status: Status = Status.ASSERTED
    date: str | None = None
    trigger: str | None = None
    optional: bool = False


class GoldForbidden(Gold):
    """An asserted event that a careless coder would produce and that is wrong."""

    type: str
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    why: str | None = None


class GoldAgreement(Gold):
    """What was signed or promised, by which countries; ``count_max`` is null where the text gives no upper bound."""

    parties: tuple[str, ...] = ()
    kind: str | None = None
    count_min: int | None = None
    count_max: int | None = None
    topics: tuple[str, ...] = ()
    disclosed: bool | None = None
    status: str | None = None


class GoldQuote(Gold):
    """Words and their speaker; several speakers are parted by semicolons."""

    speaker: str
    text: str
    direct: bool = True


class GoldClaim(Gold):
    """A statement of standing fact."""

    kind: str
    subject: str | None = None
    object: str | None = None
    value: float | None = None


class GoldPosition(Gold):
    """How an actor stood on an issue."""

    actor: str
    stance: str


class GoldSource(Gold):
    """One link of the chain of publication."""

    outlet: str
    role: str


class GoldFacts(Gold):
    """All that is to be found in one article."""

    events: tuple[GoldEvent, ...] = ()
    forbidden: tuple[GoldForbidden, ...] = ()
    agreements: tuple[GoldAgreement, ...] = ()
    quotes: tuple[GoldQuote, ...] = ()
    claims: tuple[GoldClaim, ...] = ()
    positions: tuple[GoldPosition, ...] = ()
    sources: tuple[GoldSource, ...] = ()


class GoldArticle(Gold):
    """An article and its gold."""

    id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    language: str | None = None
    gold: GoldFacts = Field(default_factory=GoldFacts)


T = TypeVar("T")


def read_gold(path: Path | str) -> list[GoldArticle]:
    """Reads a gold file.

    Raises:
        InputError: the file cannot be read or a line is not valid; names file, line and field.
    """
    return list(_lines(Path(path), GoldArticle.model_validate))


def read_records(path: Path | str) -> list[Record]:
    """Reads the output of ``dragoman code --format jsonl``.

    Raises:
        InputError: as `read_gold`.
    """
    return list(_lines(Path(path), Record.model_validate))


def _lines(path: Path, parse: Callable[[Any], T]) -> Iterator[T]:
    try:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield _line(line, f"{path}:{number}", parse)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {(error.strerror or str(error)).lower()}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is not UTF-8; give a JSON Lines file") from error


def _line(line: str, where: str, parse: Callable[[Any], T]) -> T:
    try:
        return parse(json.loads(line))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise InputError(f"{where}: {place}: {first['msg'].lower()}") from error
    except ValueError as error:
        raise InputError(f"{where}: is not JSON; write one object a line") from error
