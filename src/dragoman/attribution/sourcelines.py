"""Source lines: "Fuente: X (traducido por Y)", bylines, copyright lines, an agency's name at the end of a text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from dragoman.attribution.chains import Chain, Chains
from dragoman.attribution.cues import SourceCues
from dragoman.attribution.outletnames import NAME_WORDS, SPLIT, TOKEN, OutletNames, phrases
from dragoman.attribution.outlets import Outlets
from dragoman.attribution.prose import Prose
from dragoman.folding import fold

_SLUG = re.compile(r"\(?[A-Za-zñ]{2,5}(?:[/-][A-Za-zñ]{2,5}){0,4}\)?")
_PAIR = re.compile(r"\(?[A-Za-zñ]{2,5}(?:/[a-zñ]{2,5}){1,4}\)?")
_SENTENCE_END = re.compile(r"(?<=[.!?”\"»)…])\s+")
_STOP = re.compile(r"[.,!?”»]")
_ODD_PREFIX = ' \t*_#>-–—•·([{"“'
_LONGEST = 260  # code points that a source line can have
_LONGEST_BYLINE = 130
_LONGEST_GENERIC = 40
_LONGEST_REST = 14  # words that may follow linking words


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line that is no news, and the outlets it names with their part, in the order of the text.

    ``plain``: the line only names the outlet and does not tell its part, so that another line may.
    """

    start: int
    end: int
    names: Chain
    plain: bool = False


class SourceLineReader:
    """Reads source lines with the knowledge of the lexicon."""

    def __init__(self, cues: SourceCues, outlets: Outlets) -> None:
        self._outlets = outlets
        self._names = OutletNames(cues, outlets)
        self._chains = Chains(cues, outlets, self._names)
        labels, asides = phrases(cues.labels), phrases(cues.asides)
        self._label = re.compile(rf"(?P<label>{labels})[*_]*\s*(?::|[-–—|]\s)[*_\s]*", re.IGNORECASE)
        self._aside = re.compile(rf"(?:{asides}|{labels})\s*:", re.IGNORECASE)
        self._byline = re.compile(rf"(?:{phrases(cues.bylines)})\s*:?\s+", re.IGNORECASE)
        self._for = re.compile(rf"\b(?:{phrases(cues.for_outlet)})\b", re.IGNORECASE)
        rights = "|".join(re.escape(w) for w in cues.copyright)
        self._rights = re.compile(rf"(?:{rights})(?!\w)", re.IGNORECASE)
        self._generic = self._names.generic
        self._particles = {fold(w) for w in (*cues.particles, *cues.joiners)}
        self._prose = Prose(cues, outlets)

    def line(self, text: str, start: int, end: int) -> SourceLine | None:
        """Reads a whole line, which stands near the beginning or the end of the text; None where it is news."""
        at = start
        while at < end and text[at] in _ODD_PREFIX:
            at += 1
        if end - at > _LONGEST or at >= end:
            return None
        if _PAIR.fullmatch(text, at, end) and fold(text[at:end]) not in self._generic:
            initials = not any(True for _ in self._outlets.find(text, at, end))
            if initials:
                return SourceLine(start, end, ())  # of writer and editor
        found = (
            self._labelled(text, at, end)
            or self._rights_line(text, at, end)
            or self._linked(text, at, end)
            or self._naming(text, at, end)
        )
        return replace(found, start=start) if found else None

    def closing(self, text: str, start: int, end: int) -> SourceLine | None:
        """What stands behind the last sentence of a line of news: "… ministro. EFE", "… (Con información de AFP)"."""
        for match in _SENTENCE_END.finditer(text, max(start, end - _LONGEST), end):
            found = self._tail(text, match.end(), end)
            if found:
                return found
        return None

    def _tail(self, text: str, start: int, end: int) -> SourceLine | None:
        at = start
        while at < end and text[at] in _ODD_PREFIX + "/":
            at += 1
        if self._label.match(text, at, end):
            found = self._labelled(text, at, end)
        else:
            found = self._linked(text, at, end, 3)
            if found is None and not self._prose.has_word(text, at, end):
                found = self._names_only(text, at, end)
        return SourceLine(start, end, found.names, found.plain) if found and found.names else None

    def _labelled(self, text: str, start: int, end: int) -> SourceLine | None:
        match = self._label.match(text, start, end)
        if match is None:
            return SourceLine(start, end, ()) if self._aside.match(text, start, end) and end - start < 120 else None
        own = self._chains.link(match["label"])
        names = self._chains.read(text, match.end(), end, own.role if own else "origin")
        plain = (own is None or own.role == "origin") and len({r for r, _ in names}) < 2
        prose = end - match.end() > 120 and not self._outlets_in(text, match.end(), end)
        return None if prose else SourceLine(start, end, names, plain=plain)

    def _linked(self, text: str, start: int, end: int, ahead: int = 9) -> SourceLine | None:
        """A line of linking words: "Publicado originalmente en X", "Este artículo apareció por primera vez en X"."""
        if len(text[start:end].split()) > ahead + self._chains.longest + _LONGEST_REST:
            return None
        match = self._chains.alone.search(text, start, end)
        if match is None:
            return self._linked_at_once(text, start, end)
        if len(text[start : match.start()].split()) > ahead or len(text[match.end() : end].split()) > _LONGEST_REST:
            return None
        if match.start() > start:
            if not text[start].isupper() or _STOP.search(text, start, match.start()):
                return self._linked_at_once(text, start, end)
            opening = self._chains.opening(text, start, end)
            if not self._names.follows(text, match.end()):
                return None
            names = self._chains.read(text, start if opening else match.start(), end, "origin")
        else:
            names = self._chains.read(text, start, end, "origin")
        return SourceLine(start, end, names) if names else None

    def _linked_at_once(self, text: str, start: int, end: int) -> SourceLine | None:
        """Linking words that need a known outlet directly behind them: "Publicado por X", "Vía X"."""
        match = self._chains.opening(text, start, end)
        if match is None or len(text[match.end() : end].split()) > _LONGEST_REST or not text[start].isupper():
            return None
        if not any(n.start - match.end() < 4 for n in self._outlets.find(text, match.end(), end)):
            return None
        if any(c in ".!?" for c in text[start : end - 1]) and end - start > 80:
            return None
        names = self._chains.read(text, start, end, "origin")
        return SourceLine(start, end, names) if names else None

    def _rights_line(self, text: str, start: int, end: int) -> SourceLine | None:
        match = self._rights.match(text, start, end)
        if match is None or end - start > 200:
            return None
        first = re.split(r"\.\s", text[match.end() : end], maxsplit=1)[0]
        bare = re.sub(r"^[\s\d©,.–-]+|(?:\([cC]\))", "", first)
        at = text.index(bare, match.end()) if bare else end
        names = self._names.read(text, at, at + len(bare))
        return SourceLine(start, end, tuple(("origin", n) for n in names), plain=True)

    def _naming(self, text: str, start: int, end: int) -> SourceLine | None:
        """A line of names, of outlets or writers."""
        if self._prose.has_word(text, start, end):
            return None
        return self._names_only(text, start, end) or self._by(text, start, end)

    def _names_only(self, text: str, start: int, end: int) -> SourceLine | None:
        """A line of nothing but agencies, "Redacción" and at most one place: "Redacción / EFE", "EFE | Madrid"."""
        known = [n for n in self._outlets.find(text, start, end) if text[n.start].isupper() or n.outlet.agency]
        rest, at = [], start
        for name in known:
            rest.append(text[at : name.start])
            at = name.end
        rest.append(text[at:end])
        pieces = [p for part in rest for p in self._names.pieces(part)]
        others = [p for p in pieces if TOKEN.search(p) and not self._is_generic(p)]
        generic = any(self._is_generic(p) for p in pieces)
        slug = bool(known) and len(others) == 1 and at < end and bool(_SLUG.fullmatch(others[0]))
        if slug and (others[0].islower() or "/" in text[at:end] or "-" in others[0]):
            others = []
        elif not (any(n.outlet.agency for n in known) or generic):
            return None
        if generic and not known and others:
            return None
        if len(others) > 1 or any(not self._titled(p, 3) for p in others):
            return None
        if others and not SPLIT.search(text, start, end):
            return None
        names = dict.fromkeys(n.outlet.name for n in known)
        return SourceLine(start, end, tuple(("origin", n) for n in names), plain=True)

    def _by(self, text: str, start: int, end: int) -> SourceLine | None:
        """A byline: capitalised names, with an outlet or not, and no full stop."""
        if end - start > _LONGEST_BYLINE:
            return None
        match = self._byline.match(text, start, end)
        body = text[match.end() if match else start : end].strip().rstrip(".)")
        known = self._outlets_in(text, start, end)
        others = self._byline.sub(",", self._for.sub(",", body))
        pieces = [p.strip() for p in SPLIT.split(others) if p.strip()]
        if not pieces or not all(self._titled(p, NAME_WORDS) for p in pieces):
            return None
        words = sum(len(p.split()) for p in pieces)
        generic = any(fold(p) in self._generic for p in pieces)
        if match is None:
            last = known[-1][1] if known else -1
            tidy = known and len(pieces) > 1 and last >= end - 3 and words <= 8
            return SourceLine(start, end, (("origin", known[-1][2]),)) if tidy else None
        if words < 2 and not generic and not known:
            return None
        named = [n for _, _, n in known]
        if not named and self._for.search(body) and len(pieces) > 1 and fold(pieces[-1]) not in self._generic:
            named = [pieces[-1]]
        return SourceLine(start, end, tuple(("origin", n) for n in named), plain=True)

    def _titled(self, piece: str, longest: int) -> bool:
        tokens = TOKEN.findall(piece)
        capital = all(t[0].isupper() or fold(t) in self._particles for t in tokens)
        if self._is_generic(piece):
            return True
        return bool(tokens) and capital and tokens[0][0].isupper() and len(tokens) <= longest

    def _is_generic(self, piece: str) -> bool:
        return len(piece) <= _LONGEST_GENERIC and fold(piece) in self._generic

    def _outlets_in(self, text: str, start: int, end: int) -> list[tuple[int, int, str]]:
        found = self._outlets.find(text, start, end)
        return [(n.start, n.end, n.outlet.name) for n in found if text[n.start].isupper()]
