"""Rows of POLECAT's table to events for comparison. Columns are found by their names."""

from __future__ import annotations

import csv
from typing import ClassVar

from dragoman.codebook import Codebook
from dragoman.exports.cells import Broken, day, degrees, needed, number, text
from dragoman.exports.codes import Codes
from dragoman.exports.polecat import SEPARATOR
from dragoman.store import External

_NEEDED = ("Event ID", "Event Date", "Event Type")


class PolecatReader:
    """Reads one line at a time; the first must be the header.

    Args:
        book: the codebook, for the types that there are.
        codes: codes of countries.
    """

    system = "polecat"
    headed: ClassVar[bool] = True

    def __init__(self, book: Codebook, codes: Codes) -> None:
        self._book = book
        self._codes = codes
        self._columns: list[str] = []

    def begin(self, line: str) -> bool:
        """Takes the first line of a file, the header.

        Raises:
            Broken: it is not POLECAT's.
        """
        self._columns = [name.strip() for name in _cells(line.removeprefix("\ufeff"))]
        lacking = [name for name in _NEEDED if name not in self._columns]
        if lacking:
            raise Broken(f"has no column {', '.join(lacking)}; POLECAT's tables begin with a header")
        return True

    def read(self, line: str, source: str) -> External:
        """The event of a line.

        Raises:
            Broken: the line is no row of POLECAT.
        """
        cells = _cells(line)
        if len(cells) != len(self._columns):
            raise Broken(f"has {len(cells)} cells for {len(self._columns)} columns")
        row = dict(zip(self._columns, cells, strict=True))
        kind = needed(row, "Event Type").upper()
        if kind not in self._book.types:
            raise Broken(f"Event Type {kind[:20]!r} is none of PLOVER's {len(self._book.types)}")
        entry = self._book.types[kind]
        mode = (text(row, "Event Mode") or "").lower()
        country = text(row, "Country")
        return External(
            system=self.system,
            id=needed(row, "Event ID"),
            date=day(row, "Event Date"),
            type=kind,
            code=kind,
            root=entry.cameo[0],
            mode=mode if mode in entry.modes else None,
            actor_codes=self._party(row, "Actor"),
            recipient_codes=self._party(row, "Recipient"),
            actor_name=text(row, "Actor Name"),
            recipient_name=text(row, "Recipient Name"),
            score=number(row, "Intensity"),
            place_name=text(row, "Placename"),
            place_country=self._codes.of_name(country) if country else None,
            latitude=degrees(row, "Latitude", 90),
            longitude=degrees(row, "Longitude", 180),
            source=source,
        )

    def _party(self, row: dict[str, str], side: str) -> tuple[str, ...]:
        """The countries and organisations of one side, by code or name, else by state number."""
        named = [self._codes.of_name(p) for p in (text(row, f"{side} Country") or "").split(SEPARATOR) if p.strip()]
        numbers = (text(row, f"{side} COW") or "").split(SEPARATOR)
        found = named or [self._codes.of_cow(n) for n in numbers]
        return tuple(dict.fromkeys(code for code in found if code))


def _cells(line: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter="\t", strict=True), [])
    except csv.Error as error:
        raise Broken(f"is no row of a table: {error}") from error
