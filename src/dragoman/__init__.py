"""Dragoman reads diplomatic news in Spanish and English and writes sourced, structured records.

import dragoman

record = dragoman.code("Perú expulsó al embajador de Bolivia.", published="2009-06-17")
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from dragoman.errors import DragomanError, InputError, LanguageError, LexiconError, ModelError
from dragoman.records import Article, Record

if TYPE_CHECKING:
    from dragoman.coder import Coder
    from dragoman.explaining import Explanation
    from dragoman.reading import read

__version__ = version("dragoman")
__all__ = [
    "Article",
    "Coder",
    "DragomanError",
    "InputError",
    "LanguageError",
    "LexiconError",
    "ModelError",
    "Record",
    "__version__",
    "code",
    "explain",
    "read",
]


def code(
    text: str,
    *,
    published: str | None = None,
    language: str | None = None,
    title: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    id: str | None = None,
) -> Record:
    """Codes one text with the built-in lexicon; `Coder` is the form for many.

    Args:
        published: ISO date of publication; without it "on Thursday" has no date.
        language: ISO 639-1; detected where it is not given.

    Raises:
        LanguageError: the language is not one that Dragoman codes.
        ModelError: the language's model is missing.
    """
    return _coder().code(text, published=published, language=language, title=title, outlet=outlet, url=url, id=id)


def explain(text: str, *, published: str | None = None, language: str | None = None) -> Explanation:
    """What the coder makes of a text, step by step; ``print()`` it. Raises as `code` does."""
    return _coder().explain(text, published=published, language=language)


def __getattr__(name: str) -> Any:
    # Loaded when asked for: spaCy takes seconds, and `dragoman --help` need not wait for it.
    if name == "Coder":
        from dragoman.coder import Coder

        return Coder
    if name == "read":
        from dragoman.reading import read

        return read
    raise AttributeError(f"module 'dragoman' has no attribute {name!r}")


@cache
def _coder() -> Coder:
    from dragoman.coder import Coder

    return Coder()
