"""What the short cut leaves out of an article, and what it must not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.coder import Coder
from dragoman.skimming import Openers, Skimmed, Skimmer

Skim = Callable[[str, str], tuple[list[str], Skimmed]]


@pytest.fixture(scope="module")
def skim() -> Skim:
    coder = Coder()
    skimmers = {}
    for language in ("es", "en"):
        parts = (coder.resolver.gazetteer(language), coder.events.knowledge(language).index, coder.cues(language))
        skimmers[language] = Skimmer(Openers(coder.lexicon, language, *parts, coder.parser.syntax(language)))

    def kept(language: str, text: str) -> tuple[list[str], Skimmed]:
        found = skimmers[language].skim(text)
        idle = {text[start:end] for start, end in found.idle}
        return [line for line in text.split("\n") if line not in idle], found

    return kept


def test_recipes_hold_nothing(skim: Skim) -> None:
    left, found = skim("es", "Se cuecen los garbanzos a fuego lento.\nLas espinacas van al final.")
    assert left == []
    assert found.spoken


def test_news_of_states_stays_whole(skim: Skim) -> None:
    text = "Chile condenó el ataque.\nEl canciller de Perú viajó a Quito.\nAyer, Lima guardó silencio."
    assert skim("es", text)[0] == text.split("\n")
    assert not skim("es", text)[1].spoken


def test_who_says_something_is_told_before(skim: Skim) -> None:
    text = (
        "The singer Rita Vole opens her tour on Friday.\nThe hall has been painted.\n"
        "The lights are new.\n“I hardly slept,” she said.\nDoors open at seven."
    )
    left, found = skim("en", text)
    assert left[0].startswith("The singer")
    assert "“I hardly slept,” she said." in left
    assert "Doors open at seven." not in left
    assert found.spoken


def test_a_name_that_comes_again_is_read_in_full(skim: Skim) -> None:
    text = "La panadera Inés Rueda abrió a las seis.\nHubo cola.\nLa tarta, aseguró Rueda, no lleva huevo."
    assert skim("es", text)[0] == [text.split("\n")[0], text.split("\n")[2]]


def test_armed_people_need_no_country(skim: Skim) -> None:
    text = "Hombres armados secuestraron a dos campesinos.\nLlovió toda la noche."
    left, found = skim("es", text)
    assert left == [text.split("\n")[0]]
    assert not found.spoken


def test_a_state_in_passing_keeps_only_what_names_it(skim: Skim) -> None:
    quiet = ["The pie needs an hour.", "Roll the pastry out thinly.", "Leave it to cool.", "Serve it with cream."]
    text = "\n".join([*quiet, "France banned the import of British pies in 1996.", *quiet])
    assert skim("en", text)[0] == ["France banned the import of British pies in 1996."]


def test_a_city_is_home_to_those_who_act_there(skim: Skim) -> None:
    text = "La policía detuvo a un periodista en Valparaíso.\nLa función empieza a las ocho."
    left, found = skim("es", text)
    assert left == [text.split("\n")[0]]
    assert not found.spoken


@pytest.mark.parametrize(
    ("language", "line", "told"),
    [
        ("en", "The board made clear that the shop will close.", True),
        ("en", "The board made a new shop sign.", False),
        ("es", "La dueña contó que la tienda cierra.", True),
        ("es", "La tienda cerró tras el verano.", False),
    ],
)
def test_phrases_of_saying_must_be_whole(skim: Skim, language: str, line: str, told: bool) -> None:
    assert bool(skim(language, line)[0]) is told
