"""Source lines: "Fuente: X (traducido por Y)", bylines, copyright lines, an agency's name at the end of a text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.attribution.cues import Role, SourceCues
from dragoman.attribution.outlets import Outlets, fold

_TOKEN = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_URL = re.compile(r"(?:https?://|www\.)(?:www\.)?([^\s/)]+)\S*", re.IGNORECASE)
_SPLIT = re.compile(r"[,;/|()\[\]·•–—]|\s-\s|\.\s|\s&\s|\.$")
_SLUG = re.compile(r"\s*\(?[a-zñ]{2,5}(?:[/-][a-zñ]{2,5}){0,4}\)?\s*")
_SENTENCE_END = re.compile(r"(?<=[.!?”\"»)…])\s+")
_STOP = re.compile(r"[.,!?”»]")
_PAIR = re.compile(r"\(?[A-Za-zñ]{2,5}(?:/[a-zñ]{2,5}){1,4}\)?")
_ODD_PREFIX = ' \t*_#>-–—•·([{"“'
_LONGEST = 260  # code points that a source line can have
_NAME_WORDS = 7


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line that is no news, and the outlets it names with their part, in the order of the text.

    ``plain``: the line only names the outlet and does not tell its part, so that another line may.
    """

    start: int
    end: int
    names: tuple[tuple[Role, str], ...]
    plain: bool = False


def _phrases(words: tuple[str, ...]) -> str:
    forms = sorted({form for w in words for form in (w.casefold(), fold(w))}, key=len, reverse=True)
    return "|".join(r"\s+".join(map(re.escape, form.split())) for form in forms)


class SourceLineReader:
    """Reads source lines with the knowledge of the lexicon."""

    def __init__(self, cues: SourceCues, outlets: Outlets) -> None:
        self._outlets = outlets
        self._links = {fold(link.words): link for link in cues.links}
        every = _phrases(tuple(link.words for link in cues.links))
        alone = _phrases(tuple(link.words for link in cues.links if link.alone))
        self._link = re.compile(rf"\b(?:{every})\b", re.IGNORECASE)
        self._alone = re.compile(rf"\b(?:{alone})\b\s*", re.IGNORECASE)
        labels, asides = _phrases(cues.labels), _phrases(cues.asides)
        self._label = re.compile(rf"(?P<label>{labels})[*_]*\s*(?::|[-–—|]\s)[*_\s]*", re.IGNORECASE)
        self._aside = re.compile(rf"(?:{asides}|{labels})\s*:", re.IGNORECASE)
        self._byline = re.compile(rf"(?:{_phrases(cues.bylines)})\s*:?\s+", re.IGNORECASE)
        self._for = re.compile(rf"\b(?:{_phrases(cues.for_outlet)})\b", re.IGNORECASE)
        self._before = re.compile(rf"(?:{_phrases(cues.before)})\s+", re.IGNORECASE)
        self._after = re.compile(rf"\s+(?:{_phrases(cues.after)})$", re.IGNORECASE)
        self._joiner = re.compile(rf"\s(?:{_phrases(cues.joiners)})\s", re.IGNORECASE)
        rights = "|".join(re.escape(w) for w in cues.copyright)
        self._rights = re.compile(rf"(?:{rights})(?!\w)", re.IGNORECASE)
        self._generic = {fold(w) for w in cues.generic}
        self._particles = {fold(w) for w in (*cues.particles, *cues.joiners)}

    def line(self, text: str, start: int, end: int) -> SourceLine | None:
        """Reads a whole line, which stands near the beginning or the end of the text; None where it is news."""
        while start < end and text[start] in _ODD_PREFIX:
            start += 1
        if end - start > _LONGEST or start >= end:
            return None
        if _PAIR.fullmatch(text, start, end) and fold(text[start:end]) not in self._generic:
            return SourceLine(start, end, ())  # the initials of writer and editor
        return (
            self._labelled(text, start, end)
            or self._rights_line(text, start, end)
            or self._linked(text, start, end)
            or self._names_only(text, start, end)
            or self._by(text, start, end)
        )

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
            found = self._linked(text, at, end, 3) or self._names_only(text, at, end)
        return SourceLine(start, end, found.names, found.plain) if found and found.names else None

    def _labelled(self, text: str, start: int, end: int) -> SourceLine | None:
        match = self._label.match(text, start, end)
        if match is None:
            return SourceLine(start, end, ()) if self._aside.match(text, start, end) and end - start < 120 else None
        own = self._links.get(fold(match["label"]))
        names = self._chain(text, match.end(), end, own.role if own else "origin")
        plain = (own is None or own.role == "origin") and len({r for r, _ in names}) < 2
        prose = end - match.end() > 120 and not self._outlets_in(text, match.end(), end)
        return None if prose else SourceLine(start, end, names, plain=plain)

    def _linked(self, text: str, start: int, end: int, ahead: int = 9) -> SourceLine | None:
        match = self._alone.search(text, start, end)
        if match is None or len(text[start : match.start()].split()) > ahead:
            return None
        if len(text[match.end() : end].split()) > 14:
            return None
        if match.start() > start and (not text[start].isupper() or _STOP.search(text, start, match.start())):
            return None
        if match.start() > start and not _named_next(text, match.end(), self._before):
            return None
        names = self._chain(text, match.start(), end, "origin")
        return SourceLine(start, end, names) if names else None

    def _rights_line(self, text: str, start: int, end: int) -> SourceLine | None:
        match = self._rights.match(text, start, end)
        if match is None or end - start > 200:
            return None
        first = re.split(r"\.\s", text[match.end() : end], maxsplit=1)[0]
        bare = re.sub(r"^[\s\d©,.–-]+|(?:\([cC]\))", "", first)
        at = text.index(bare, match.end()) if bare else end
        names = self._names(text, at, at + len(bare))
        return SourceLine(start, end, tuple(("origin", n) for n in names), plain=True)

    def _names_only(self, text: str, start: int, end: int) -> SourceLine | None:
        """A line of nothing but agencies, "Redacción" and at most one place: "Redacción / EFE", "EFE | Madrid"."""
        known = [n for n in self._outlets.find(text, start, end) if text[n.start].isupper() or n.outlet.agency]
        rest, at, names, agency = [], start, [], False
        for name in known:
            rest.append(text[at : name.start])
            at = name.end
            names.append(name.outlet.name)
            agency = agency or name.outlet.agency
        rest.append(text[at:end])
        pieces = [p.strip() for part in rest for q in _SPLIT.split(part) for p in self._joiner.split(f" {q} ")]
        others = [p for p in pieces if _TOKEN.search(p) and fold(p) not in self._generic]
        generic = any(fold(p) in self._generic for p in pieces)
        if not (agency or generic) or (generic and not names and others):
            return None
        if names and len(others) == 1 and _SLUG.fullmatch(others[0]) and at < end:
            others = []
        if len(others) > 1 or any(not self._titled(p, 3) for p in others):
            return None
        if others and not _SPLIT.search(text, start, end):
            return None
        return SourceLine(start, end, tuple(("origin", n) for n in dict.fromkeys(names)), plain=True)

    def _by(self, text: str, start: int, end: int) -> SourceLine | None:
        """A byline: capitalised names, with an outlet or not, and no full stop."""
        if end - start > 130:
            return None
        match = self._byline.match(text, start, end)
        body = text[match.end() if match else start : end].strip().rstrip(".")
        known = self._outlets_in(text, start, end)
        pieces = [p.strip() for p in _SPLIT.split(self._for.sub(",", body)) if p.strip()]
        if not pieces or not all(self._titled(p, _NAME_WORDS) for p in pieces):
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
        tokens = _TOKEN.findall(piece)
        capital = all(t[0].isupper() or fold(t) in self._particles for t in tokens)
        if fold(piece) in self._generic:
            return True
        return bool(tokens) and capital and tokens[0][0].isupper() and len(tokens) <= longest

    def _outlets_in(self, text: str, start: int, end: int) -> list[tuple[int, int, str]]:
        found = self._outlets.find(text, start, end)
        return [(n.start, n.end, n.outlet.name) for n in found if text[n.start].isupper()]

    def _chain(self, text: str, start: int, end: int, role: Role) -> tuple[tuple[Role, str], ...]:
        """The names of a stretch with their parts, as the linking words between them tell."""
        found: list[tuple[Role, str]] = []
        at = start
        then: dict[str, Role] = {}
        for match in [*self._link.finditer(text, start, end), None]:
            stop = match.start() if match else end
            found += self._part(text, at, stop, role, then)
            if match:
                link = self._links[fold(" ".join(match.group().split()))]
                role, at, then = link.role, match.end(), link.then
        return tuple(found)

    def _part(self, text: str, start: int, end: int, role: Role, then: dict[str, Role]) -> list[tuple[Role, str]]:
        for words, other in then.items():
            match = re.compile(rf"\s{re.escape(words)}\s", re.IGNORECASE).search(text, start, end)
            if match:
                first = [(role, n) for n in self._names(text, start, match.start())]
                return first + [(other, n) for n in self._names(text, match.end(), end)]
        writer = self._for.search(text, start, end)  # "Sinfo Fernández, para Rebelión": the outlet, not the translator
        if writer and role == "translated" and text[writer.end() : end].strip()[:1].isupper():
            start = writer.end()
        opened = text.find("(", start, end)
        if role == "origin" and opened > start:
            outer, inner = self._names(text, start, opened), self._names(text, opened, end, known_only=True)
            agencies = [n for n in inner if (o := self._outlets.get(n)) and o.agency]
            if outer and agencies and not any((o := self._outlets.get(n)) and o.agency for n in outer):
                return [("origin", n) for n in agencies] + [("republished", n) for n in outer]
            if outer:
                return [(role, n) for n in outer]
        return [(role, n) for n in self._names(text, start, end)]

    def _names(self, text: str, start: int, end: int, known_only: bool = False) -> list[str]:
        """Outlets in a stretch: known ones by their common name, others as written."""
        found: list[tuple[int, str]] = []
        at = start
        for name in self._outlets.find(text, start, end):
            if not text[name.start].isupper() and not name.outlet.agency and not text[name.start].isdigit():
                continue
            if self._continues(text, name.end, end):
                continue
            found.append((name.start, name.outlet.name))
            if not known_only:
                found += self._unknown(text, at, name.start)
            at = name.end
        if not known_only:
            found += self._unknown(text, at, end)
        return list(dict.fromkeys(name for _, name in sorted(found)))

    @staticmethod
    def _continues(text: str, at: int, end: int) -> bool:
        """Whether a capitalised word follows directly: the known name is only part of a longer one."""
        match = re.compile(r"[ ][^\W\d_]").match(text, at, end)
        return bool(match) and match is not None and match.group()[1].isupper()

    def _unknown(self, text: str, start: int, end: int) -> list[tuple[int, str]]:
        part = text[start:end]
        url = _URL.search(part)
        if url:
            host = url[1].casefold()
            known = self._outlets.get(host) or self._outlets.get(host.split(".")[0])
            rest = self._unknown(text, start, start + url.start()) if url.start() else []
            return rest or [(start + url.start(), known.name if known else host)]
        found = []
        for raw in _SPLIT.split(part):
            for piece in self._joiner.split(f" {raw} "):
                name = self._tidy(piece)
                if name:
                    found.append((start + max(part.find(name), 0), name))
        return found

    def _tidy(self, piece: str) -> str:
        """A piece without the words around a name, or "" where no name is left."""
        piece = piece.strip(" \t.:*_\"'“”«»©")
        for _ in range(3):
            match = self._before.match(piece)
            # a capitalised article is part of the name: "La Voz"
            named = match and len(match.group().split()) == 1 and piece[0].isupper()
            shorter = self._after.sub("", piece[match.end() :] if match and not named else piece)
            if shorter == piece or not shorter.strip():
                break
            piece = shorter.strip()
        tokens = _TOKEN.findall(piece)
        if not tokens or len(tokens) > _NAME_WORDS or fold(piece) in self._generic:
            return ""
        return piece if tokens[0][0].isupper() and any(c.isalpha() for c in piece) else ""


def _named_next(text: str, at: int, before: re.Pattern[str]) -> bool:
    match = before.match(text, at)
    at = match.end() if match else at
    return text[at : at + 1].isupper() or text[at : at + 1].isdigit()
