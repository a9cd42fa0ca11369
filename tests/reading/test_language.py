"""Languages: given ones are checked, others detected only where it is clear."""

from __future__ import annotations

import pytest

from dragoman.errors import LanguageError
from dragoman.reading import language_name, language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("El canciller recibió a su homólogo ruso.", "es"),
        ("EL PRESIDENTE VIAJO A LIMA Y FIRMO UN ACUERDO CON CHILE", "es"),
        ("The president met his counterpart in Ottawa on Monday.", "en"),
        ("Rusia y Ucrania canjean prisioneros", "es"),
        ("Lula visita a China", "es"),
        ("Kyiv, Moscow swap prisoners", "en"),
        ("THE PRESIDENT MET HIS COUNTERPART IN OTTAWA ON MONDAY.", "en"),
        ("Peru\texpelled\tthe ambassador\r\nof\u00a0Bolivia.", "en"),
    ],
)
def test_clear_texts(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize("given", ["es", "ES", "es-MX", "es_AR", " es "])
def test_a_given_language_is_taken(given: str) -> None:
    assert language_of("The text does not matter.", given) == "es"


@pytest.mark.parametrize(
    ("text", "given"), [("Hola", "xx"), ("", None), ("😀", None), ("Le ministre est parti.", None)]
)
def test_what_is_not_coded_is_said(text: str, given: str | None) -> None:
    with pytest.raises(LanguageError, match="es or en"):
        language_of(text, given)


def test_names_of_languages() -> None:
    assert language_name("pt") == "Portuguese"
    assert language_name("zxx")
    assert language_name("no language") == "no language"
