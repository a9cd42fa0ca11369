"""What a reader says about input that it cannot take."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that cannot be read; everything else goes on.

    Attributes:
        file: the file or address as the caller named it; "-" is standard input.
        reason: what is wrong, in one clause.
        remedy: what to do about it, in one clause, or "".
        place: line (JSON Lines, CSV), row (Parquet), record (WARC), entry (feed), from 1; None where all is meant.
    """

    file: str
    reason: str
    remedy: str = ""
    place: int | None = None

    def __str__(self) -> str:
        file = "standard input" if self.file == "-" else self.file
        where = file if self.place is None else f"{file}:{self.place}"
        line = f"{where}: {self.reason}; {self.remedy}" if self.remedy else f"{where}: {self.reason}"
        return " ".join(line.split())


class Unreadable(Exception):
    """Raised inside the reading stage only, and turned into a Problem where the file and the line are known."""

    def __init__(self, reason: str, remedy: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy

    def at(self, file: str, place: int | None = None) -> Problem:
        return Problem(file, self.reason, self.remedy, place)


class Unreachable(Unreadable):
    """A server does not give what it may give later: it is worth asking again another time."""
