"""What `watch` remembers between two looks at the feeds, in one small file."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dragoman.errors import InputError

# Days after which an entry that no feed shows any more is forgotten.
_KEPT = 90
_FORMAT = 1


class FeedState(BaseModel):
    """What is known of a feed: its validators, and when it was looked at last, in seconds since 1970."""

    model_config = ConfigDict(extra="forbid")

    etag: str | None = None
    last_modified: str | None = None
    looked: float = 0.0


class Memory(BaseModel):
    """What is known of all feeds.

    Attributes:
        feeds: by address.
        seen: by entry, the day when a feed last showed it.
        tries: by entry that could not be had, how often it was tried.
    """

    model_config = ConfigDict(extra="forbid")

    format: int = Field(default=_FORMAT, ge=_FORMAT, le=_FORMAT)
    feeds: dict[str, FeedState] = Field(default_factory=dict)
    seen: dict[str, date] = Field(default_factory=dict)
    tries: dict[str, int] = Field(default_factory=dict)

    def forget(self, today: date) -> None:
        """Drops the entries that no feed has shown for long, so that the file does not grow for ever."""
        before = today - timedelta(days=_KEPT)
        self.seen = {entry: day for entry, day in self.seen.items() if day >= before}
        self.tries = {entry: times for entry, times in self.tries.items() if entry not in self.seen}

    def save(self, path: Path) -> None:
        """Writes the file as a whole: whoever reads it, or is left after a power cut, has the old or the new one.

        Raises:
            InputError: it cannot be written.
        """
        beside = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with beside.open("w", encoding="utf-8") as file:
                file.write(self.model_dump_json())
                file.flush()
                os.fsync(file.fileno())
            os.replace(beside, path)
        except OSError as error:
            beside.unlink(missing_ok=True)
            raise InputError(f"{path}: cannot be written: {(error.strerror or str(error)).lower()}") from error


def load_memory(path: Path) -> Memory:
    """What was remembered last; empty where there is no file.

    Raises:
        InputError: the file is there and cannot be read.
    """
    try:
        return Memory.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return Memory()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {(error.strerror or str(error)).lower()}") from error
    except ValidationError as error:
        raise InputError(f"{path}: is no state of `dragoman watch`; remove it, and all entries count as new") from error
