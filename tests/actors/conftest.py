"""Resolver and parser, made once for all tests of the actors."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman import models
from dragoman.actors.mentions import ActorMentions
from dragoman.actors.resolver import Resolver
from dragoman.lexicon import Lexicon
from dragoman.parsing.document import Document
from dragoman.parsing.parser import Parser

Resolve = Callable[[str, str, str | None], tuple[Document, ActorMentions]]


@pytest.fixture(scope="session")
def resolver() -> Resolver:
    return Resolver(Lexicon())


@pytest.fixture(scope="session")
def resolve(resolver: Resolver) -> Resolve:
    parser = Parser(Lexicon(), models.load)

    def run(text: str, language: str, published: str | None = None) -> tuple[Document, ActorMentions]:
        document = parser.parse(text, language)
        return document, resolver.resolve(document, published)

    return run
