"""The public API: what `import dragoman` gives."""

from __future__ import annotations

import subprocess
import sys

import pytest

import dragoman


def test_everything_that_is_promised_is_there() -> None:
    for name in dragoman.__all__:
        assert getattr(dragoman, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        dragoman.nothing  # noqa: B018


def test_importing_is_quick() -> None:
    code = "import sys, dragoman; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_one_text() -> None:
    text = "Perú expulsó al embajador de Bolivia."
    record = dragoman.code(text, published="2009-06-17", language="es", title="Crisis", outlet="La Hoja", id="x")
    assert (record.article.id, record.article.title, record.article.outlet) == ("x", "Crisis", "La Hoja")
    assert [(e.type, e.mode) for e in record.events] == [("SANCTION", "expel")]
    assert [a.code for a in record.events[0].actors] == ["PER"]
    assert [a.code for a in record.events[0].recipients] == ["BOL"]


def test_the_same_text_gives_the_same_record() -> None:
    text = "Norway recalled its ambassador to Iran on Monday."
    assert dragoman.code(text, published="2022-11-08") == dragoman.code(text, published="2022-11-08")


def test_many_articles_stream_in_order() -> None:
    articles = [dragoman.Article(id=str(n), text=f"Chile y Perú firmaron {n} acuerdos.") for n in range(3)]
    assert [r.article.id for r in dragoman.Coder().code_many(iter(articles))] == ["0", "1", "2"]


def test_a_language_that_is_not_coded() -> None:
    with pytest.raises(dragoman.LanguageError, match="looks like Portuguese"):
        dragoman.code("O presidente do Brasil viajou a Lima para assinar um acordo.")


def test_an_explanation_can_be_printed() -> None:
    lines = str(dragoman.explain("Perú expulsó al embajador de Bolivia.", language="es"))
    assert "SANCTION expel" in lines
