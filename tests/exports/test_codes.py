"""Codes of other systems: complete, and the same there and back."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pycountry
import pytest

from dragoman.codebook import load_codebook
from dragoman.errors import LexiconError
from dragoman.exports.codes import Codes
from dragoman.lexicon import Lexicon
from dragoman.records import Actor

from .made import BOOK, LEXICON

CODES = Codes(LEXICON)
# Groups of islands that FIPS 10-4 has no one code for.
WITHOUT_FIPS = {"BES", "UMI"}


def test_every_country_has_a_fips_code_and_it_leads_back() -> None:
    states = {c.alpha_3 for c in pycountry.countries} | {"KOS"}
    assert states == CODES.states
    lacking = {code for code in states if not re.fullmatch("[A-Z]{2}", CODES.fips(code))}
    assert lacking == WITHOUT_FIPS
    astray = {code for code in states - WITHOUT_FIPS if CODES.of_fips(CODES.fips(code)) != code}
    assert astray == {"ALA"}, "Åland is written as Finland"


@pytest.mark.parametrize(
    ("code", "fips"),
    [("RUS", "RS"), ("SRB", "RI"), ("CHN", "CH"), ("CHE", "SZ"), ("ESP", "SP"), ("VNM", "VM"), ("GBR", "UK"),
     ("AUS", "AS"), ("AUT", "AU"), ("KOS", "KV"), ("PSE", "WE"), ("SSD", "OD"), ("PRK", "KN"), ("UKR", "UP")],
)  # fmt: skip
def test_fips_is_not_iso(code: str, fips: str) -> None:
    assert CODES.fips(code) == fips


def test_codes_that_fips_and_gdelt_have_besides() -> None:
    assert CODES.of_fips("GZ") == "PSE"
    assert CODES.of_fips("XX") is None
    assert CODES.fips("UNO") == CODES.fips(None) == ""
    assert (CODES.gdelt_country("ROU"), CODES.of_gdelt_country("ROM"), CODES.of_gdelt_country("ROU")) == (
        "ROM", "ROU", "ROU",
    )  # fmt: skip
    assert CODES.of_gdelt_country("AFR") is None


def test_states_of_the_world_have_a_number() -> None:
    numbers = CODES.countries.cow
    assert numbers.keys() <= CODES.states
    assert len(set(numbers.values())) == len(numbers) == 195  # the members of the UN, Kosovo and Taiwan
    assert CODES.of_cow("365.0") == CODES.of_cow("365") == "RUS"
    assert CODES.of_cow("n/a") is None


def test_names_of_countries() -> None:
    assert CODES.of_name("Vietnam") == CODES.of_name("vnm") == "VNM"
    assert CODES.of_name("UNO") == "UNO"
    assert CODES.of_name("Atlantis") is None
    assert CODES.name("KOS") == "Kosovo"


def test_all_codes_of_actors_are_those_of_the_codebook() -> None:
    assert CODES.actors.organisations.keys() == set(BOOK.organisations)
    assert CODES.actors.roles.keys() <= set(BOOK.sectors)
    assert CODES.actors.quads.keys() == {entry.quad for entry in BOOK.types.values()}
    assert set(CODES.actors.groups.values()) | set(CODES.actors.kinds.values()) <= set(BOOK.organisations)
    assert CODES.roles(Actor(code="RUS", sectors=("GOV", "JRN", "MED", "MIL", "SPY"))) == ("GOV", "MED", "MIL")


# Modes that CAMEO has no code of its own for; their type comes back.
MERGED = {
    "multilateral", "arrest", "boycott", "vandalize", "expel", "withdraw", "weapons", "militia", "withhold",
    "misinformation", "primitive",
}  # fmt: skip


@pytest.mark.parametrize("kind", BOOK.types)
def test_types_and_modes_come_back_from_cameo(kind: str) -> None:
    for mode in (None, *BOOK.types[kind].modes):
        code = BOOK.cameo.code(kind, mode)
        meaning = BOOK.cameo.meaning(code)
        assert meaning is not None
        assert meaning.type == kind, code
        assert meaning.mode == mode or mode in MERGED, code
        assert BOOK.cameo.quad_class(code) in "1234"
        score = BOOK.cameo.goldstein_of(code)
        assert score is not None
        assert -10 <= score <= 10
        # The scales are two, but no act of cooperation is one of conflict on the other.
        assert score * BOOK.score(kind, mode) >= 0 or kind == "REQUEST"


def test_the_documentation_names_what_is_merged() -> None:
    page = (Path(__file__).parents[2] / "docs" / "exports.md").read_text(encoding="utf-8")
    section = page.split("\n## Types and modes in CAMEO\n")[1].split("\n## ")[0]
    lost = {m for k, entry in BOOK.types.items() for m in entry.modes
            if (meaning := BOOK.cameo.meaning(BOOK.cameo.code(k, m))) and meaning.mode != m}  # fmt: skip
    assert lost == MERGED
    assert all(re.search(rf"\b{mode}\b", section) for mode in lost)


def test_the_longest_beginning_of_a_code_holds() -> None:
    meanings = {code: BOOK.cameo.meaning(code) for code in ("0843", "1383", "010", "0251", "99")}
    read = {code: m and (m.type, m.mode) for code, m in meanings.items()}
    assert read == {
        "0843": ("RETREAT", "release"),
        "1383": ("THREATEN", "violence"),
        "010": None,
        "0251": ("REQUEST", "yield"),
        "99": None,
    }
    assert BOOK.cameo.code("SUPPORT", None, signed=True) == "057"
    assert BOOK.cameo.code("CONSULT", "visit", signed=True) == "042"


@pytest.mark.parametrize(
    ("part", "key", "value", "complaint"),
    [
        ("written", "AGREE", {"code": 30}, "string"),
        ("written", "AGREE", {"code": "210"}, "pattern"),
        ("written", "AGREE", {"code": "030", "modes": {"visit": "042"}}, "AGREE has no mode visit"),
        ("read", "03", {"type": "AGREED"}, "no type AGREED"),
        ("read", "03", {"type": "AGREE", "mode": "visit"}, "AGREE has no mode visit"),
        ("read", "3", {"type": "AGREE"}, "pattern"),
        ("classes", "5", ["01"], "'1', '2', '3' or '4'"),
    ],
)
def test_a_wrong_map_is_named(tmp_path: Path, part: str, key: str, value: Any, complaint: str) -> None:
    book = BOOK.model_dump(mode="json")
    book["cameo"][part][key] = value
    (tmp_path / "codebook.yaml").write_text(json.dumps(book), encoding="utf-8")
    with pytest.raises(LexiconError, match=complaint):
        load_codebook(Lexicon(tmp_path))


def test_a_type_without_a_code_is_named(tmp_path: Path) -> None:
    book = BOOK.model_dump(mode="json")
    del book["cameo"]["written"]["AID"]
    (tmp_path / "codebook.yaml").write_text(json.dumps(book), encoding="utf-8")
    with pytest.raises(LexiconError, match=r"cameo\.written lacks AID"):
        load_codebook(Lexicon(tmp_path))
