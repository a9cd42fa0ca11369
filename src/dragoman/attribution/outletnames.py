"""Names of outlets in a source line: known ones by their common name, others as written."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale

from dragoman.attribution.cues import SourceCues
from dragoman.attribution.outlets import Outlets
from dragoman.folding import fold
from dragoman.lexicon.loading import LANGUAGES

TOKEN = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
SPLIT = re.compile(r"[,;/|()\[\]·•–—:]|\s-\s|\.\s|\s&\s|\.$")
NAME_WORDS = 7
_URL = re.compile(r"(?:https?://|www\.)(?:www\.)?([^\s/)]+)\S*", re.IGNORECASE)
_NEXT_CAPITAL = re.compile(r"[ ]([^\W\d_])")


@cache
def country_names() -> frozenset[str]:
    """Names of countries in all languages of the lexicon, folded: beside an outlet they tell its home."""
    return frozenset(fold(name) for language in LANGUAGES for name in Locale(language).territories.values())


@cache
def language_names() -> frozenset[str]:
    """Names of languages in all languages of the lexicon, folded: no outlet is called so."""
    return frozenset(fold(name) for language in LANGUAGES for name in Locale(language).languages.values())


def phrases(words: tuple[str, ...]) -> str:
    """A pattern for any of some phrases, the longest first, with and without accents; "*" is any one word."""
    forms = sorted({form for w in words for form in (w.casefold(), fold(w))}, key=len, reverse=True)
    one = r"[^\W\d_]+"
    ways = "|".join(r"\s+".join(one if part == "*" else re.escape(part) for part in form.split()) for form in forms)
    firsts = "".join(sorted({re.escape(form.strip()[:1]) for form in forms}))
    # The first letter rules out most places at once.
    return rf"(?=[{firsts}])(?:{ways})" if firsts and "*" not in firsts else ways


class OutletNames:
    """Reads names of outlets with the knowledge of the lexicon."""

    def __init__(self, cues: SourceCues, outlets: Outlets) -> None:
        self._outlets = outlets
        self._before = re.compile(rf"(?:{phrases(cues.before)})\s+", re.IGNORECASE)
        self._after = re.compile(rf"\s+(?:{phrases(cues.after)})$", re.IGNORECASE)
        self._joiner = re.compile(rf"\s(?:{phrases(cues.joiners)})\s", re.IGNORECASE)
        self.generic = frozenset(fold(w) for w in cues.generic)

    def read(self, text: str, start: int, end: int, known_only: bool = False) -> list[str]:
        """Outlets in a stretch, in order, each once."""
        found: list[tuple[int, str]] = []
        at = start
        for name in self._outlets.find(text, start, end):
            official = name.outlet.agency or name.outlet.name[0].islower()
            if not (text[name.start].isupper() or text[name.start].isdigit() or official):
                continue
            if self._continues(text, name.end, end):
                continue
            found.append((name.start, name.outlet.name))
            if not known_only:
                found += self._unknown(text, at, self._last_cut(text, at, name.start))
            at = name.end
        if not known_only:
            found += self._unknown(text, at, end)
        if len(found) > 1:
            found = [(place, name) for place, name in found if fold(name) not in country_names()]
        return list(dict.fromkeys(name for _, name in sorted(found)))

    def pieces(self, text: str) -> list[str]:
        """A stretch cut where names end."""
        return [p.strip() for raw in SPLIT.split(text) for p in self._joiner.split(f" {raw} ")]

    def follows(self, text: str, at: int) -> bool:
        """Whether a name follows directly."""
        match = self._before.match(text, at)
        at = match.end() if match else at
        return text[at : at + 1].isupper() or text[at : at + 1].isdigit()

    def _last_cut(self, text: str, start: int, end: int) -> int:
        """Where the words begin that stand directly before a known name and describe it ("Diario Granma")."""
        cuts = (m.end() for pattern in (SPLIT, self._joiner) for m in pattern.finditer(text, start, end))
        return max(cuts, default=start)

    @staticmethod
    def _continues(text: str, at: int, end: int) -> bool:
        """Whether a capitalised word follows directly: the known name is only part of a longer one."""
        match = _NEXT_CAPITAL.match(text, at, end)
        return match is not None and match[1].isupper()

    def _unknown(self, text: str, start: int, end: int) -> list[tuple[int, str]]:
        part = text[start:end]
        url = _URL.search(part)
        if url:
            host = url[1].casefold()
            known = self._outlets.get(host) or self._outlets.get(host.split(".")[0])
            rest = self._unknown(text, start, start + url.start()) if url.start() else []
            return rest or [(start + url.start(), known.name if known else host)]
        names = (self._tidy(piece) for piece in self.pieces(part))
        return [(start + max(part.find(name), 0), name) for name in names if name]

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
        tokens = TOKEN.findall(piece)
        plain = fold(piece)
        if not tokens or len(tokens) > NAME_WORDS or plain in self.generic or plain in language_names():
            return ""
        return piece if tokens[0][0].isupper() and any(c.isalpha() for c in piece) else ""
