"""One lexicon, one parser and one resolver for all tests of attribution."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from dragoman import models
from dragoman.actors.mentions import ActorMentions
from dragoman.actors.resolver import Resolver
from dragoman.attribution.cues import Cues, load_cues
from dragoman.attribution.outlets import Outlets, load_outlets
from dragoman.attribution.quotes import find_speech, quotes_of
from dragoman.attribution.sources import find_sources
from dragoman.attribution.speech import Speech
from dragoman.lexicon import Lexicon
from dragoman.parsing.document import Document
from dragoman.parsing.parser import Parser
from dragoman.records import Quote


@dataclass(frozen=True)
class Read:
    """What attribution makes of a text."""

    document: Document
    mentions: ActorMentions
    speech: tuple[Speech, ...]
    quotes: tuple[Quote, ...]


Reader = Callable[..., Read]


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return Lexicon()


@pytest.fixture(scope="session")
def outlets(lexicon: Lexicon) -> Outlets:
    return load_outlets(lexicon)


@pytest.fixture(scope="session")
def cues(lexicon: Lexicon) -> dict[str, Cues]:
    return {language: load_cues(lexicon, language) for language in ("es", "en")}


@pytest.fixture(scope="session")
def read(lexicon: Lexicon, outlets: Outlets, cues: dict[str, Cues]) -> Reader:
    """Reads a text: ``read(text, language, published)``."""
    parser = Parser(lexicon, models.load)
    resolver = Resolver(lexicon)

    def reader(text: str, language: str, published: str = "2024-06-21") -> Read:
        chain = find_sources(text, language, outlets, cues[language])
        document = parser.parse(text, language, skip=chain.lines)
        mentions = resolver.resolve(document, published)
        speech = find_speech(document, mentions, cues[language])
        return Read(document, mentions, speech, quotes_of(speech, text))

    return reader
