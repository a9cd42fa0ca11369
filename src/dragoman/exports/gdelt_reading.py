"""Rows of GDELT's event tables (2.0 with 61 columns, 1.0 with 58 or 57) to events for comparison."""

from __future__ import annotations

from typing import ClassVar

from dragoman.codebook import Codebook
from dragoman.exports.cells import Broken, count, day, degrees, needed, number, text
from dragoman.exports.codes import Codes
from dragoman.exports.gdelt import COLUMNS
from dragoman.store import External

# 1.0 has no second-level areas, and its files before April 2013 no address of the source.
_OLD = tuple(c for c in COLUMNS if not c.endswith("ADM2Code"))
_LAYOUTS = {len(columns): columns for columns in (COLUMNS, _OLD, _OLD[:-1])}


class GdeltReader:
    """Reads one line at a time.

    Args:
        book: the codebook, for types of CAMEO codes.
        codes: codes of countries.
    """

    system = "gdelt"
    headed: ClassVar[bool] = False

    def __init__(self, book: Codebook, codes: Codes) -> None:
        self._book = book
        self._codes = codes

    def begin(self, line: str) -> bool:
        """Takes the first line of a file; says whether it is a header. GDELT's tables have none."""
        return line.startswith(COLUMNS[0])

    def read(self, line: str, source: str) -> External:
        """The event of a line.

        Raises:
            Broken: the line is no row of GDELT.
        """
        cells = line.split("\t")
        if len(cells) not in _LAYOUTS:
            raise Broken(f"has {len(cells)} columns; GDELT's event tables have 61 (2.0), 58 or 57 (1.0)")
        row = dict(zip(_LAYOUTS[len(cells)], cells, strict=True))
        code = needed(row, "EventCode")
        if not self._book.cameo.quad_class(code) or not code.isdecimal():
            raise Broken(f"EventCode {code[:10]!r} is no CAMEO code, which has two digits from 01 to 20 and more")
        meaning = self._book.cameo.meaning(code)
        return External(
            system=self.system,
            id=needed(row, "GLOBALEVENTID"),
            date=day(row, "SQLDATE"),
            type=meaning.type if meaning else None,
            code=code,
            root=code[:2],
            mode=meaning.mode if meaning else None,
            actor_codes=self._party(row, "Actor1"),
            recipient_codes=self._party(row, "Actor2"),
            actor_name=text(row, "Actor1Name"),
            recipient_name=text(row, "Actor2Name"),
            score=number(row, "GoldsteinScale"),
            mentions=count(row, "NumMentions"),
            place_name=text(row, "ActionGeo_FullName"),
            place_country=self._codes.of_fips(row["ActionGeo_CountryCode"]),
            latitude=degrees(row, "ActionGeo_Lat", 90),
            longitude=degrees(row, "ActionGeo_Long", 180),
            url=text(row, "SOURCEURL"),
            source=source,
        )

    def _party(self, row: dict[str, str], side: str) -> tuple[str, ...]:
        """The country of one side, or the organisation; none where GDELT names neither."""
        actors = self._codes.actors
        found = (
            actors.groups.get(row[f"{side}KnownGroupCode"])
            or self._codes.of_gdelt_country(row[f"{side}CountryCode"])
            or actors.kinds.get(row[f"{side}Type1Code"])
        )
        return (found,) if found else ()
