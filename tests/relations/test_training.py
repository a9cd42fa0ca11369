"""Training on a few sentences: figures, weights that come out the same twice, and data that are refused."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from dragoman import models
from dragoman.arithmetic import hasten
from dragoman.errors import InputError
from dragoman.lexicon import Lexicon
from dragoman.relations.figures import QUADS, figures
from dragoman.relations.material import Row, exemplars, read_rows
from dragoman.relations.model import load
from dragoman.relations.relate import Relater
from dragoman.relations.training import FOLDS, prepare, train


def few() -> list[Row]:
    """Some of the exemplars as if they were data."""
    chosen: dict[tuple[str, str], list[Row]] = {}
    for row in exemplars(Lexicon()):
        if row.type in ("AID", "ASSAULT", "REJECT"):
            chosen.setdefault((row.type, row.language), []).append(row)
    rows = [r for group in chosen.values() for r in group[:6]]
    return [Row(r.text, r.actor, r.recipient, r.type, r.language, str(n // 2)) for n, r in enumerate(rows)]


def test_training_is_reproducible(relater: Relater, tmp_path: Path) -> None:
    rows = few()
    for name in ("one", "two"):
        model, found = train(prepare(relater, rows), {"exemplars": 0})
        model.save(tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert set(found.languages) == {"en", "es"}
    again = load(tmp_path / "one")
    assert again.types == ("AID", "ASSAULT", "REJECT")
    assert again.facts["folds"] == FOLDS


def test_every_type_has_exemplars_in_both_languages() -> None:
    rows = list(exemplars(Lexicon()))
    assert {(r.type, r.language) for r in rows} == {(t, language) for t in QUADS for language in ("en", "es")}
    assert len({r.text for r in rows}) == len(rows)


def test_figures_by_hand() -> None:
    rows = [Row("", (0, 0), (0, 0), kind, "en", "1") for kind in ("AID", "AID", "REJECT", "REJECT")]
    chances = np.array([[0.9, 0.1], [0.2, 0.8], [0.4, 0.6], [0.3, 0.7]])
    found = figures(rows, np.array(["AID", "REJECT"]), chances).languages["en"]
    assert found.right == 0.75
    assert found.types["AID"].f1 == pytest.approx(2 / 3)
    assert found.types_f1 == pytest.approx((2 / 3 + 0.8) / 2)


@pytest.mark.parametrize(
    ("change", "says"),
    [({"gold_root": "WAR"}, "unknown type"), ({"actor": [0, 99]}, "not within"), ({"language": "fr"}, "not coded")],
)
def test_bad_data_stop_training(change: dict[str, object], says: str, tmp_path: Path) -> None:
    row = {"text": "Togo helped Mali.", "actor": [0, 4], "recipient": [12, 16], "gold_root": "AID", "language": "en"}
    file = tmp_path / "data.jsonl"
    file.write_text(json.dumps({**row, "sentence_id": 1, **change}))
    with pytest.raises(InputError, match=f"data.jsonl:1: .*{says}"):
        read_rows([file], QUADS)


def test_quicker_products_make_the_same_trees() -> None:
    import spacy

    text = "The parliament of Iceland rejected a treaty that Norway had signed."
    pipeline = spacy.load(models.best("en").package, exclude=["ner"])
    before = [(w.head.i, w.dep_, w.tag_) for w in pipeline(text)]
    hasten(pipeline)
    assert [(w.head.i, w.dep_, w.tag_) for w in pipeline(text)] == before
