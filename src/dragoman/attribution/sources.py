"""The chain of publication of an article, and the stretches of its text that are source lines and not news."""

from __future__ import annotations

import re
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from dragoman.attribution.cues import Cues, Role
from dragoman.attribution.datelines import Dateline, DatelineReader
from dragoman.attribution.outlets import Outlets
from dragoman.attribution.sourcelines import SourceLine, SourceLineReader
from dragoman.folding import fold
from dragoman.records import Source, Span

_LINE = re.compile(r"[^\n\r\u2028\u2029]*\S[^\n\r\u2028\u2029]*")
_HEAD, _TAIL = 6, 8  # how many lines from either end may be source lines
_DATELINE_LINES = 8
_CLOSING_LINES = 3


@dataclass(frozen=True, slots=True)
class SourceChain:
    """Where an article comes from.

    Attributes:
        sources: the chain of publication, origin first.
        lines: source lines, bylines and datelines, in order and apart from each other; they are no news.
        dateline_place, dateline_date: as written in the dateline ("Belgrado", "3 oct"), or None.
    """

    sources: tuple[Source, ...] = ()
    lines: tuple[Span, ...] = ()
    dateline_place: Span | None = None
    dateline_date: Span | None = None


class SourceFinder:
    """Finds chains of publication; made once and used for many articles."""

    def __init__(self, outlets: Outlets, cues: Cues) -> None:
        self._outlets = outlets
        self._lines = SourceLineReader(cues.sources, outlets)
        self._datelines = DatelineReader(cues.sources, outlets)
        self._generic = {fold(w) for w in cues.sources.generic}

    def find(self, text: str, outlet: str | None = None, language: str = "") -> SourceChain:
        """The chain that the text tells, and the outlet known from elsewhere, where that is not in it."""
        found, dateline = self._read(text)
        cuts = [(line.start, line.end) for line in found]
        if dateline:
            cuts.append((dateline.start, dateline.end))
        spans = tuple(_span(text, start, end) for start, end in _apart(cuts))
        names = self._ordered(found, dateline)
        if outlet and outlet.strip():
            name = self._name(outlet.strip())
            if name not in (n for _, n in names):
                names.append(("republished" if names else "origin", name))
        translated = any(role == "translated" for role, _ in names)
        return SourceChain(
            tuple(
                self._outlets.source(name, role, "" if translated and role == "origin" else language)
                for role, name in names
            ),
            spans,
            _span(text, *dateline.place) if dateline and dateline.place else None,
            _span(text, *dateline.date) if dateline and dateline.date else None,
        )

    def _read(self, text: str) -> tuple[list[SourceLine], Dateline | None]:
        lines = [m.span() for m in _LINE.finditer(text)]
        lines = [(_skip(text, start, end), end - _trailing(text, start, end)) for start, end in lines]
        found: list[SourceLine] = []
        dateline: Dateline | None = None
        for number, (start, end) in enumerate(lines):
            back = len(lines) - number
            if number >= _HEAD and back > _TAIL:
                continue
            line = self._lines.line(text, start, end) if len(lines) > 1 else None
            if line:
                found.append(line)
                continue
            if dateline is None and number < _DATELINE_LINES:
                dateline = self._datelines.read(text, start, end)
            if back <= _CLOSING_LINES:
                closing = self._lines.closing(text, start, end)
                found += [closing] if closing else []
        return found, dateline

    def _ordered(self, lines: list[SourceLine], dateline: Dateline | None) -> list[tuple[Role, str]]:
        """Origins first. A line that merely names an outlet beside another line's agency names who republished it."""
        given = [n for n in (dateline.agencies if dateline else ()) if fold(n) not in self._generic]
        names: list[tuple[Role, str]] = [("origin", self._name(n)) for n in given]
        agency = any(self._agency(n) for n in given) or any(
            self._agency(n) for line in lines for role, n in line.names if role == "origin"
        )
        for line in lines:
            own = any(self._agency(n) for role, n in line.names)
            for role, name in line.names:
                if line.plain and role == "origin" and agency and not own:
                    role = "republished"
                names.append((role, self._name(name)))
        chain: dict[str, Role] = {}
        for role, name in names:
            chain.setdefault(name, role)
        ordered = [(role, name) for name, role in chain.items()]
        return sorted(ordered, key=lambda pair: pair[0] != "origin")

    def _agency(self, name: str) -> bool:
        outlet = self._outlets.get(name)
        return bool(outlet and outlet.agency)

    def _name(self, name: str) -> str:
        outlet = self._outlets.get(name)
        return outlet.name if outlet else name


_FINDERS: WeakKeyDictionary[Outlets, list[tuple[Cues, SourceFinder]]] = WeakKeyDictionary()


def _finder(outlets: Outlets, cues: Cues) -> SourceFinder:
    """The finder of these data, made once: making its patterns takes longer than reading an article."""
    made = _FINDERS.setdefault(outlets, [])
    for known, finder in made:
        if known is cues:
            return finder
    made.append((cues, SourceFinder(outlets, cues)))
    del made[:-8]
    return made[-1][1]


def find_sources(text: str, language: str, outlets: Outlets, cues: Cues, *, outlet: str | None = None) -> SourceChain:
    """Finds the chain of publication of one article.

    Args:
        text: the article's text as given. language: ISO 639-1; the cues of both languages are known to ``cues``.
        outlets, cues: the knowledge. outlet: the outlet known from elsewhere, such as the row the article came in.

    Returns:
        The chain; its spans are in code points of ``text``. Never raises on odd text.
    """
    return _finder(outlets, cues).find(text, outlet, language)


def _span(text: str, start: int, end: int) -> Span:
    return Span(start=start, end=end, text=text[start:end])


def _skip(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _trailing(text: str, start: int, end: int) -> int:
    return end - start - len(text[start:end].rstrip())


def _apart(cuts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches in order, overlapping ones joined."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(cuts):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
