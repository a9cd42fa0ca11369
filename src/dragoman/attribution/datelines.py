"""Datelines: "Belgrado, 3 oct (EFE).- ", "LONDON (Reuters) - ", "(AFP) -", "EFE.-" at the beginning of a line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.attribution.cues import SourceCues
from dragoman.attribution.outletnames import country_names
from dragoman.attribution.outlets import Outlets
from dragoman.folding import fold

_LONGEST = 110  # code points that a dateline can have
_END = re.compile(
    r"\s*(?:[.,]\s*[-–—―]+|\s[-–—―]{1,2}(?=\s)|[-–—―]{2}|(?<=\))\s*[-–—―:]|\s\||:(?=\s)|(?<=[^\W_])[–—―](?=\s))\s*"
)
_MARK = re.compile(r"[-–—―|:]")  # one of which every end has
_FULL_STOP = re.compile(r"\.\s+")
_PIECE = re.compile(r"[^,./|()\[\]·•–—―]+")
_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_DAY = re.compile(r"\d{1,4}(?:st|nd|rd|th|º)?")
_NUMERIC_DATE = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}")
_ACRONYM_LENGTH = 6


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline from ``start`` to ``end``: the names of its agencies, and where it has them, place and date."""

    start: int
    end: int
    agencies: tuple[str, ...]
    place: tuple[int, int] | None = None
    date: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class _Piece:
    kind: str  # "agency", "date", "place", "acronym" or ""
    start: int
    end: int
    text: str
    bracketed: bool


class DatelineReader:
    """Reads datelines with the knowledge of the lexicon."""

    def __init__(self, cues: SourceCues, outlets: Outlets) -> None:
        self._outlets = outlets
        self._months = {fold(form) for forms in cues.months for form in forms}
        self._date_words = {fold(w) for w in cues.date_words}
        self._particles = {fold(w) for w in cues.particles}
        self._generic = {fold(w) for w in cues.generic}

    def read(self, text: str, start: int, end: int) -> Dateline | None:
        """The dateline with which the line ``text[start:end]`` begins, or None."""
        limit = min(end, start + _LONGEST)
        ends = _END.finditer(text, start, limit) if _MARK.search(text, start, limit) else ()
        for match in ends:
            found = self._accept(text, start, match.start(), match.end(), match.group())
            if found:
                bare = None if found.agencies else self._bare(text, start, limit, end)
                return bare or found
        return self._bare(text, start, limit, end) or self._stopped(text, start, limit)

    def _stopped(self, text: str, start: int, limit: int) -> Dateline | None:
        """ "Gaza, 3 de noviembre de 2023. El ejército": place and date with a full stop."""
        for match in _FULL_STOP.finditer(text, start, limit):
            found = self._accept(text, start, match.start(), match.end(), match.group())
            if found and found.date and any(c.isdigit() for c in text[found.date[0] : found.date[1]]):
                return found
        return None

    def _bare(self, text: str, start: int, limit: int, end: int) -> Dateline | None:
        """Without a dash after the agency in brackets: "La Habana, 3 oct (Prensa Latina) El presidente"."""
        closes = [i for i in (text.find(")", start, limit), text.find("]", start, limit)) if i >= 0]
        close = min(closes, default=-1)
        if close < 0 or close + 1 >= end or text[close + 1].isalnum():
            return None
        return self._accept(text, start, close + 1, close + 1, "")

    def _accept(self, text: str, start: int, end: int, after: int, mark: str) -> Dateline | None:
        pieces = self._pieces(text, start, end)
        if pieces and pieces[-1].bracketed and any(p.kind == "agency" for p in pieces[:-1]) and not pieces[-1].kind:
            pieces = pieces[:-1]  # "(EFE/Ana Ruiz)": the writer
        if not pieces or any(not p.kind for p in pieces):
            return None
        kinds = [p.kind for p in pieces]
        dated = "date" in kinds
        agencies = tuple(p.text for p in pieces if p.kind == "agency")
        unknown = [p for p in pieces if p.kind == "acronym"]
        shown = all(_acronym(p.text) or dated or pieces[0].text.isupper() for p in unknown)
        if unknown and not agencies and (dated or mark) and kinds[0] == "place" and shown:
            agencies = tuple(p.text for p in unknown)
        elif unknown:
            return None
        places = [p for p in pieces if p.kind == "place"]
        bracketed = any(p.bracketed for p in pieces if p.kind in ("agency", "acronym"))
        if not self._plausible(places, agencies, dated, bracketed, mark.strip()):
            return None
        dates = [p for p in pieces if p.kind == "date"]
        return Dateline(
            start,
            after,
            agencies,
            (places[0].start, places[0].end) if places else None,
            (dates[0].start, dates[-1].end) if dates else None,
        )

    def _plausible(
        self, places: list[_Piece], agencies: tuple[str, ...], dated: bool, bracketed: bool, mark: str
    ) -> bool:
        capital = bool(places) and places[0].text.isupper() and len(places[0].text) > 3
        if not mark:
            return bracketed and (dated or capital or not places)
        if mark == ".":
            return dated and 0 < len(places) <= 2
        if mark[0] == "." and len(places) == 1 and not dated and not agencies:
            return len(places[0].text.split()) <= 3
        if mark == ":":
            return bracketed and bool(places)
        if agencies:
            return len(places) <= 3
        return (capital and len(places) <= 2) or (bool(places) and dated and len(places) <= 2)

    def _pieces(self, text: str, start: int, end: int) -> list[_Piece]:
        pieces: list[_Piece] = []
        at = start
        bracketed = False
        numeric = _NUMERIC_DATE.search(text, start, end)
        for first, last in self._cuts(text, start, end, numeric):
            piece = text[first:last]
            stripped = piece.strip(" \t\"'“”*_#-")
            if not stripped or not _TOKEN.search(stripped):
                continue
            first += piece.index(stripped)
            last = first + len(stripped)
            before = text[at:first]
            bracketed = "(" in before or "[" in before or " /" in before or (bracketed and "/" in before)
            pieces.append(_Piece(self._kind(stripped, bracketed), first, last, stripped, bracketed))
            at = last
        return pieces

    def _cuts(self, text: str, start: int, end: int, numeric: re.Match[str] | None) -> list[tuple[int, int]]:
        if numeric is None:
            return [m.span() for m in _PIECE.finditer(text, start, end)]
        left = [m.span() for m in _PIECE.finditer(text, start, numeric.start())]
        right = [m.span() for m in _PIECE.finditer(text, numeric.end(), end)]
        return [*left, numeric.span(), *right]

    def _kind(self, piece: str, bracketed: bool) -> str:
        if self._outlets.get(piece):
            return "agency"
        if _NUMERIC_DATE.fullmatch(piece):
            return "date"
        tokens = _TOKEN.findall(piece)
        folded = [fold(t) for t in tokens]
        if any(t in self._months or _DAY.fullmatch(t) for t in folded) and all(
            t in self._months or t in self._date_words or _DAY.fullmatch(t) for t in folded
        ):
            return "date"
        if fold(piece) in self._generic:
            return "agency" if bracketed else ""
        if bracketed and len(tokens) == 1 and (_acronym(tokens[0]) or folded[0] not in country_names()):
            return "acronym" if tokens[0][0].isupper() else ""
        capitals = sum(t[0].isupper() for t in tokens)
        named = all(t[0].isupper() or f in self._particles for t, f in zip(tokens, folded, strict=True))
        return "place" if named and capitals and len(tokens) <= 5 and not bracketed else ""


def _acronym(token: str) -> bool:
    inner = any(c.isupper() for c in token[1:])
    return 2 <= len(token) <= 2 * _ACRONYM_LENGTH and inner and (not token.isupper() or len(token) <= _ACRONYM_LENGTH)
