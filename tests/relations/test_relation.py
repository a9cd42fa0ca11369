"""What is asked of a relation: types, probabilities, and what is refused."""

from __future__ import annotations

import math
import re
from typing import Any

import pytest

from dragoman.codebook import load_codebook
from dragoman.errors import LanguageError, ModelError
from dragoman.lexicon import Lexicon
from dragoman.relations.checking import find
from dragoman.relations.figures import QUADS
from dragoman.relations.relate import Relater, Relation
from dragoman.relations.schemes import Scheme

# Language, text, actor, recipient, type in the benchmark's scheme, type in the codebook's.
CASES = [
    ("en", "Police in Nairobi arrested two lawmakers on Friday.", "Police", "lawmakers", "COERCE", "COERCE"),
    ("en", "Paraguay's president met his Bolivian counterpart.", "Paraguay", "Bolivian", "CONSULT", "CONSULT"),
    ("en", "Malawi condemned the shelling by Rwandan troops.", "Malawi", "Rwandan troops", "ACCUSE", "ACCUSE"),
    ("en", "The European Union imposed sanctions on Belarus.", "The European Union", "Belarus", "COERCE", "SANCTION"),
    ("en", "The rebels released four Chinese engineers.", "The rebels", "four Chinese engineers", "YIELD", "RETREAT"),
    ("en", "Japan apologised to South Korea.", "Japan", "South Korea", "SUPPORT", "CONCEDE"),
    ("es", "Uruguay expulsó al embajador de Siria.", "Uruguay", "Siria", "SANCTION", "SANCTION"),
    ("es", "El ejército bombardeó un campo de los rebeldes.", "El ejército", "los rebeldes", "ASSAULT", "ASSAULT"),
    ("es", "Noruega envió ayuda a Mozambique.", "Noruega", "Mozambique", "AID", "AID"),
    ("es", "Los rebeldes fueron acusados por Ruanda de espionaje.", "Ruanda", "Los rebeldes", "ACCUSE", "ACCUSE"),
    ("es", "El Gobierno de Islandia rechazó la propuesta de Dinamarca.", "Islandia", "Dinamarca", "REJECT", "REJECT"),
    ("es", "Eritrea amenazó con atacar a Yibuti.", "Eritrea", "Yibuti", "THREATEN", "THREATEN"),
]  # fmt: skip
TEXT = "Peru thanked Ghana for the vaccines."


def ask(relater: Relater, text: str, actor: str, recipient: str, **more: Any) -> list[Relation]:
    first, second = find(actor, text), find(recipient, text)
    assert first
    assert second
    return relater.relation(text, first, second, **more)


@pytest.mark.parametrize(("language", "text", "actor", "recipient", "plv", "plover"), CASES)
def test_clear_sentences(
    relater: Relater, language: str, text: str, actor: str, recipient: str, plv: str, plover: str
) -> None:
    assert ask(relater, text, actor, recipient, language=language, scheme="plv")[0].type == plv
    assert ask(relater, text, actor, recipient, language=language)[0].type == plover


@pytest.mark.parametrize(("scheme", "types"), [("plover", set(load_codebook(Lexicon()).types)), ("plv", set(QUADS))])
def test_every_type_has_a_probability(relater: Relater, scheme: Scheme, types: set[str]) -> None:
    ranked = ask(relater, TEXT, "Peru", "Ghana", scheme=scheme)
    assert {r.type for r in ranked} == types
    assert len(ranked) == len(types)
    assert math.isclose(sum(r.probability for r in ranked), 1, abs_tol=1e-9)
    assert [r.probability for r in ranked] == sorted((r.probability for r in ranked), reverse=True)
    assert all(0 <= r.probability <= 1 for r in ranked)


def test_a_frame_gives_the_mode(relater: Relater) -> None:
    best = ask(relater, "Croatia expelled three Serbian diplomats.", "Croatia", "Serbian")[0]
    assert (best.type, best.mode) == ("SANCTION", "expel")


def test_the_language_is_detected(relater: Relater) -> None:
    text = "El presidente de Costa Rica visitó Panamá la semana pasada y se reunió allí con empresarios."
    assert ask(relater, text, "Costa Rica", "Panamá") == ask(relater, text, "Costa Rica", "Panamá", language="es")


@pytest.mark.parametrize(
    ("actor", "recipient", "says"),
    [
        ((0, 4), (13, 99), "recipient (13, 99) is not within the text"),
        ((-1, 4), (13, 18), "actor (-1, 4) is not within the text"),
        ((4, 0), (13, 18), "actor (4, 0) ends before it starts"),
        ((0, 4), None, "recipient None is no span"),
        ((0, 4), (13,), "recipient (13,) is no span"),
        ((0, 4, 5), (13, 18), "actor (0, 4, 5) is no span"),
        ((0.0, 4.0), (13, 18), "actor (0.0, 4.0) is no span"),
        ((0, 5), (0, 4), "the same span"),
        ((0, 0), (13, 18), "actor (0, 0) is empty"),
        ((0, 4), (4, 5), "recipient (4, 5) is empty"),
        ((0, 4), (0, 4), "the same span"),
    ],
)
def test_spans_that_name_nobody(relater: Relater, actor: Any, recipient: Any, says: str) -> None:
    with pytest.raises(ValueError, match="(?i)" + re.escape(says)):
        relater.relation(TEXT, actor, recipient, "en")


def test_unknown_schemes_and_languages(relater: Relater) -> None:
    with pytest.raises(ValueError, match="plover plv"):
        relater.relation(TEXT, (0, 4), (13, 18), "en", "cameo")  # type: ignore[arg-type]
    with pytest.raises(LanguageError):
        relater.relation(TEXT, (0, 4), (13, 18), "fr")


@pytest.mark.parametrize(
    "text",
    [
        "A B",
        "PERU THANKED GHANA",
        "x 🙂 y",
        "Peru.\nGhana.",
        "Peru met. " * 40 + "Ghana",
        "بيرو شكرت غانا",
        "Peru and Ghana " + "and so on " * 2000,
        "Peru " + "x" * 5000 + " Ghana",
    ],
)
def test_odd_texts_have_an_answer(relater: Relater, text: str) -> None:
    end = len(text.rstrip())
    ranked = relater.relation(text, (0, 1), (end - 1, end) if text[end - 1].isalnum() else (end - 3, end - 1), "en")
    assert math.isclose(sum(r.probability for r in ranked), 1, abs_tol=1e-9)


def test_one_party_within_the_other(relater: Relater) -> None:
    text = "Demonstrators in Lima burned a flag of Chile."
    assert relater.relation(text, (0, 21), (17, 21), "en")


def test_a_relation_in_an_article_is_that_of_its_sentence(relater: Relater) -> None:
    sentence = "Kenya recalled its ambassador to Somalia."
    article = "Rain fell in Nairobi.\n" + sentence + "\nShops were closed."
    shift = article.index(sentence)
    alone = ask(relater, sentence, "Kenya", "Somalia", language="en")
    first, second = find("Kenya", sentence), find("Somalia", sentence)
    assert first
    assert second
    within = relater.relation(
        article, (first[0] + shift, first[1] + shift), (second[0] + shift, second[1] + shift), "en"
    )
    assert within == alone


def test_missing_weights_are_named(relater: Relater, tmp_path: Any) -> None:
    from dragoman.relations.model import load

    with pytest.raises(ModelError, match="weights"):
        load(tmp_path / "none.npz")
    (tmp_path / "bad.npz").write_bytes(b"nothing")
    with pytest.raises(ModelError, match="train"):
        load(tmp_path / "bad.npz")
