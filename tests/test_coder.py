"""The whole way of an article: what must hold whatever the text, and that what is found is the same each time."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import dragoman
from dragoman.errors import LanguageError
from dragoman.records import Article

EXAMPLE = Path(__file__).parent.parent / "examples" / "la_habana_2016.txt"
ODD = [
    "",
    " \n\t ",
    "🕊️🇻🇳",
    "«“\"'—",
    "EL PRESIDENTE DE CHILE VISITO PERU Y FIRMO UN ACUERDO",
    "el presidente de chile visito peru y firmo un acuerdo",
    "El presi-\ndente de Chile v1sitó Per\u00fa el jue-\nves.",
    "The minister visited Lima. El ministro viajó a Quito. Le ministre est arrivé.",
    "ביקר הנשיא ב-Lima y firmó un acuerdo con el Perú",
    "“" * 300 + "dijo el ministro de Francia",
    "El 31 de febrero de 2024 Chile pagó 1.2.3 millones de dólares a Perú.",
    "a\u0000b\u200bc\ufeffd \U0001f468\u200d\U0001f469\u200d\U0001f467 Chile condenó a Perú.\r\n\r\nFin",
    "Chile condenó a Perú y a Bolivia, " * 250 + "dijo el canciller.",
    "palabra " * 2_000,
]


@pytest.fixture(scope="module")
def coder():
    return dragoman.Coder()


def spans(value):
    if isinstance(value, dict):
        if set(value) == {"start", "end", "text"}:
            yield value
        for child in value.values():
            yield from spans(child)
    elif isinstance(value, list):
        for child in value:
            yield from spans(child)


def holds(record, codebook):
    text = record.article.text
    for span in spans(record.model_dump(mode="json")):
        assert text[span["start"] : span["end"]] == span["text"]
    for event in record.events:
        assert event.type in codebook.types
        assert event.mode is None or event.mode in codebook.types[event.type].modes
        assert 0 <= event.confidence <= 1
        assert event.mentions
    assert len({e.id for e in record.events}) == len(record.events)


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_odd_text_is_coded_and_offsets_stay_true(coder, text, language):
    holds(coder.code(text, language=language, published="2024-06-21"), coder.codebook)


JUMBLE = """
Chile Perú visitó condenó no que el la de por con firmó acuerdo “ ” , . ; : presidente dijo si podría Moscú ONU 31 de
febrero millones se a tras y Putin guerrilla policía 1.2.3 % — ( ) EE. UU. jueves su
"""
WORDS = st.sampled_from([*JUMBLE.split(), "\n"])


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_any_jumble_of_words_is_coded(coder, text):
    holds(coder.code(text, language="es", published="2024-06-21"), coder.codebook)


def test_the_same_text_gives_the_same_record(coder):
    text = EXAMPLE.read_text(encoding="utf-8")
    first = coder.code(text, published="2016-03-22")
    assert first == coder.code(text, published="2016-03-22")
    assert first == dragoman.Coder().code(text, published="2016-03-22")
    assert first.article.language == "es"
    assert first.coder.models["es"].startswith("es_core_news")


def test_articles_stream_in_order(coder):
    texts = ["Chile condenó a Perú.", "Perú visitó Bolivia.", "Japón sancionó a China."]
    articles = (Article(id=str(n), text=t, language="es") for n, t in enumerate(texts))
    assert [r.article.id for r in coder.code_many(articles)] == ["0", "1", "2"]


def test_a_language_that_is_not_coded_is_an_error(coder):
    with pytest.raises(LanguageError, match="not coded"):
        coder.code("Le président est arrivé.", language="fr")


def test_a_date_of_publication_is_not_needed(coder):
    record = coder.code("El jueves Chile condenó a Perú.", language="es")
    assert record.events[0].type == "ACCUSE"
    assert record.events[0].when is None


def test_a_record_shows_itself_in_a_notebook(coder):
    html = coder.code("Chile <b>condenó</b> a Perú & Bolivia.", language="es")._repr_html_()
    assert "<b>condenó" not in html
    assert "&lt;b&gt;" in html
    assert "&amp; Bolivia" in html


def test_the_notebook_view_says_who_said_what(coder):
    html = coder.code("“Basta ya de amenazas”, dijo el presidente de Chile.", language="es")._repr_html_()
    assert "Quotes" in html
    assert "“Basta ya de amenazas” — " in html
