"""The quicker arithmetic gives the trees, tags, lemmas and names that spaCy gives on its own."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

import pytest

from dragoman import arithmetic, models

GOLD = Path(__file__).parent / "gold"
ODD = ["", " ", "\n\n", "a", "I gotta go, y'all. Let's see. \n It ain't him who's there.", "¿Qué? ¡No! 1.2.3 🕊️ 🕊️"]


def words(doc: Any) -> list[tuple[Any, ...]]:
    return [
        (t.text, t.pos_, t.tag_, t.dep_, t.head.i, t.lemma_, str(t.morph), t.ent_type_, t.ent_iob_, t.is_sent_start)
        for t in doc
    ]


@pytest.mark.parametrize("language", ["es", "en"])
def test_hastened_models_give_the_same_trees(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = (GOLD / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [*ODD, *(part for line in lines for part in json.loads(line)["text"].split("\n"))]
    quick = models.load_model(models.best(language))  # one of its own: the parser teaches the shared one words
    monkeypatch.setattr(arithmetic, "hasten", lambda pipeline: None)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        slow = models.load_model(models.best(language))
    for one, other in zip(slow.pipe(texts), quick.pipe(texts), strict=True):
        assert words(one) == words(other)
    assert words(slow(texts[-1])) == words(quick(texts[-1]))  # now that every form of it is known


def test_more_forms_than_are_kept_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arithmetic.layers, "KEPT", 5)
    text = "El presidente de Chile firmó en Quito un acuerdo con Ecuador."
    pipeline = models.load_model(models.best("es"))
    assert words(pipeline(text)) == words(pipeline(text)) == words(models.load("es")(text))


@pytest.mark.parametrize("language", ["es", "en"])
def test_what_is_kept_outlives_what_spacy_forgets(language: str) -> None:
    """Workers code each batch in a memory zone of spaCy, at whose end the strings of new words are gone."""
    lines = (GOLD / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [part for line in lines[:4] for part in json.loads(line)["text"].split("\n")]
    pipeline = models.load_model(models.best(language))
    seen = []
    for _ in range(3):
        with pipeline.memory_zone():
            seen.append([words(doc) for doc in pipeline.pipe(texts)])
    assert seen[0] == seen[1] == seen[2]
    assert seen[2] == [words(doc) for doc in models.load_model(models.best(language)).pipe(texts)]
