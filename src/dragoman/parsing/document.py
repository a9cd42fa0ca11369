"""The parsed article that the parsing stage hands on."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.parsing.clauses import ParsedSentence


@dataclass(frozen=True)
class Document:
    """The parsed text of an article: its sentences with their clauses, and the language it was parsed in.

    ``sentences[i].sentence.index == i``. ``text`` is the article's text exactly as given. ``spoken``: it is known
    beforehand that nothing but what somebody says can be a record.
    """

    text: str
    language: str
    sentences: tuple[ParsedSentence, ...]
    spoken: bool = False
