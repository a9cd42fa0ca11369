"""The chain of publication in a source line: "X (traducido por Y), publicado por Z"."""

from __future__ import annotations

import re

from dragoman.attribution.cues import Link, Role, SourceCues
from dragoman.attribution.outletnames import OutletNames, phrases
from dragoman.attribution.outlets import Outlets

Chain = tuple[tuple[Role, str], ...]


class Chains:
    """Reads outlets with their part in the chain, as the linking words between them tell.

    ``longest``: of how many words the longest linking words are. ``alone``: what finds those that need no label.
    """

    def __init__(self, cues: SourceCues, outlets: Outlets, names: OutletNames) -> None:
        self._outlets = outlets
        self._names = names
        # one pattern a phrase, so that the match tells which
        self._each = [(re.compile(phrases((link.words,)), re.IGNORECASE), link) for link in cues.links]
        self._any = re.compile(rf"\b(?:{phrases(tuple(link.words for link in cues.links))})\b", re.IGNORECASE)
        self.longest = max((len(link.words.split()) for link in cues.links), default=0)
        alone = phrases(tuple(link.words for link in cues.links if link.alone))
        self.alone = re.compile(rf"\b(?:{alone})\b\s*", re.IGNORECASE)
        self._for = re.compile(rf"\b(?:{phrases(cues.for_outlet)})\b", re.IGNORECASE)
        self._aside = re.compile(rf"(?:[|.;,]|\s-)\s*(?:{phrases(cues.asides)})\s*:", re.IGNORECASE)

    def opening(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """The linking words with which a stretch begins."""
        return self._any.match(text, start, end)

    def link(self, words: str) -> Link | None:
        """What is known of some linking words."""
        plain = " ".join(words.split())
        return next((link for pattern, link in self._each if pattern.fullmatch(plain)), None)

    def read(self, text: str, start: int, end: int, role: Role) -> Chain:
        """The outlets of a stretch; ``role`` is the part of those before any linking words."""
        aside = self._aside.search(text, start, end)  # "EFE | Foto: AP"
        end = aside.start() if aside else end
        found: list[tuple[Role, str]] = []
        at = start
        then: dict[str, Role] = {}
        for match in [*self._any.finditer(text, start, end), None]:
            stop = match.start() if match else end
            found += self._part(text, at, stop, role, then)
            link = self.link(match.group()) if match else None
            if match and link:
                role, at, then = link.role, match.end(), link.then
        return tuple(found)

    def _part(self, text: str, start: int, end: int, role: Role, then: dict[str, Role]) -> list[tuple[Role, str]]:
        for words, other in then.items():
            match = re.compile(rf"\s{re.escape(words)}\s", re.IGNORECASE).search(text, start, end)
            if match:
                first = [(role, n) for n in self._names.read(text, start, match.start())]
                return first + [(other, n) for n in self._names.read(text, match.end(), end)]
        writer = self._for.search(text, start, end)  # "Sinfo Fernández, para Rebelión": the outlet, not the translator
        if writer and role == "translated" and text[writer.end() : end].strip()[:1].isupper():
            start = writer.end()
        opened = text.find("(", start, end)
        if role == "origin" and opened > start:
            return self._bracketed(text, start, opened, end)
        return [(role, n) for n in self._names.read(text, start, end)]

    def _bracketed(self, text: str, start: int, opened: int, end: int) -> list[tuple[Role, str]]:
        """ "RFI (AFP)": an agency in brackets is where the outlet has it from; else brackets only explain."""
        outer = self._names.read(text, start, opened)
        inner = self._names.read(text, opened, end, known_only=True)
        agencies = [n for n in inner if self.agency(n)]
        if outer and agencies and not any(map(self.agency, outer)):
            return [("origin", n) for n in agencies] + [("republished", n) for n in outer]
        return [("origin", n) for n in outer or self._names.read(text, start, end)]

    def agency(self, name: str) -> bool:
        """Whether a name is that of a known news agency."""
        outlet = self._outlets.get(name)
        return bool(outlet and outlet.agency)
