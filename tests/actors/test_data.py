"""The data of the actors is whole: every state, known sectors and codes, the same roles in every language."""

from __future__ import annotations

from pathlib import Path

import pycountry
import pytest

from dragoman.actors.offices import OfficeHeld, load_offices, people
from dragoman.actors.resolver import Resolver
from dragoman.actors.vocabulary import load_vocabulary
from dragoman.actors.world import load_countries, load_organisations
from dragoman.codebook import load_codebook
from dragoman.errors import LexiconError
from dragoman.lexicon import Lexicon
from dragoman.lexicon.loading import LANGUAGES

LEXICON = Lexicon()
CODEBOOK = load_codebook(LEXICON)
DEPENDENT = frozenset(
    [
        "ABW",
        "AIA",
        "ALA",
        "ASM",
        "ATA",
        "ATF",
        "BES",
        "BLM",
        "BVT",
        "CCK",
        "CUW",
        "CXR",
        "CYM",
        "GGY",
        "GLP",
        "GUM",
        "HMD",
        "IMN",
        "IOT",
        "JEY",
        "MAF",
        "MNP",
        "MSR",
        "MTQ",
        "MYT",
        "NFK",
        "NIU",
        "PCN",
        "REU",
        "SGS",
        "SHN",
        "SJM",
        "SPM",
        "SXM",
        "TCA",
        "TKL",
        "UMI",
        "VGB",
        "VIR",
        "WLF",
    ]
)


def test_every_state_has_an_entry() -> None:
    known = {c.id for c in load_countries(LEXICON)}
    assert {c.alpha_3 for c in pycountry.countries} - known - DEPENDENT == set()
    assert known - {c.alpha_3 for c in pycountry.countries} == {"KOS"}


def test_states_have_people_and_names() -> None:
    for country in load_countries(LEXICON):
        assert country.es.people or country.id in ("ESH", "COG", "COK"), country.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_sectors_are_those_of_the_codebook(language: str) -> None:
    vocabulary = load_vocabulary(LEXICON, language)
    used = {r.sector for r in vocabulary.roles} | {m.sector for m in vocabulary.modifiers}
    assert used <= set(CODEBOOK.sectors)


def test_languages_have_the_same_roles_and_areas() -> None:
    es, en = (load_vocabulary(LEXICON, language) for language in ("es", "en"))
    assert {r.id for r in es.roles} == {r.id for r in en.roles}
    areas = {a for c in load_countries(LEXICON) for a in c.areas}
    assert areas - set(es.areas) <= {"sasia", "himalaya", "horn", "arctic", "archip", "cityst"}
    assert areas - set(en.areas) <= {"arctic", "archip", "cityst"}


def test_organisations_have_known_codes_and_names() -> None:
    codes = {c.id for c in load_countries(LEXICON)} | set(CODEBOOK.organisations)
    for o in load_organisations(LEXICON):
        assert o.code in codes, o.id
        assert set(o.sectors) <= set(CODEBOOK.sectors), o.id
        assert o.called("es") or o.called("en"), o.id
        if o.code in ("UNO", "EUR", "IGO"):
            assert set(o.sectors) <= {"JUD"}, o.id


def test_offices_have_known_codes_and_sectors() -> None:
    codes = {code for c in load_countries(LEXICON) for code in (c.id, *c.formerly)} | set(CODEBOOK.organisations)
    for row in load_offices(LEXICON):
        assert row.country in codes, row
        assert row.sector == "" or row.sector in CODEBOOK.sectors, row
        assert row.first <= row.last, row


def test_terms_are_read_as_whole_months_and_years() -> None:
    row = OfficeHeld.model_validate(
        {"entity": "x", "name": "Ana Soto", "country": "CHL", "office": "minister", "from": 2001, "to": "2004-02"}
    )
    assert (row.first, row.last) == ("2001-01-01", "2004-02-29")
    assert row.holds("2004-02-29")
    assert not row.holds("2004-03-01")
    person = people([row])["x"]
    assert person.at("2004-03-02") is row, "news of the first days after"
    assert person.at("2004-04-01") is None
    assert person.before("2004-04-01") is row


def test_wrong_date_is_reported_with_file_and_line(tmp_path: object) -> None:
    folder = tmp_path / "actors"  # type: ignore[operator]
    folder.mkdir()
    (folder / "offices_mine.yaml").write_text(
        "- {entity: x, name: X Y, country: CHL, office: minister, from: spring}\n", encoding="utf-8"
    )
    with pytest.raises(LexiconError, match=r"offices_mine\.yaml:1"):
        load_offices(Lexicon(str(tmp_path)))


def test_a_users_organisation_and_person_are_found(tmp_path: object) -> None:
    folder = tmp_path / "actors"  # type: ignore[operator]
    folder.mkdir()
    (folder / "organisations.yaml").write_text(
        "- {id: lemon, code: CHL, sectors: [BUS], kind: company, names: [Limones del Sur]}\n", encoding="utf-8"
    )
    (folder / "offices_mine.yaml").write_text(
        "- {entity: x, name: Zulema Quispe, country: BOL, office: president, from: 2031-01-01}\n", encoding="utf-8"
    )
    gazetteer = Resolver(Lexicon(str(tmp_path))).gazetteer("es")
    assert "limones del sur" in gazetteer
    assert "zulema quispe" in gazetteer


def test_what_is_kept_is_built_anew_when_the_data_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    mine = tmp_path / "mine" / "actors" / "offices_mine.yaml"
    mine.parent.mkdir(parents=True)
    row = "- {entity: x, name: NAME, country: BOL, office: president, from: 2031-01-01}\n"
    mine.write_text(row.replace("NAME", "Zulema Quispe"), encoding="utf-8")
    first = Resolver(Lexicon(mine.parents[1])).gazetteer("es")
    again = Resolver(Lexicon(mine.parents[1])).gazetteer("es")
    assert again.meanings("zulema quispe") == first.meanings("zulema quispe") != ()
    mine.write_text(row.replace("NAME", "Zulema Condori"), encoding="utf-8")
    changed = Resolver(Lexicon(mine.parents[1])).gazetteer("es")
    assert "zulema condori" in changed
    assert "zulema quispe" not in changed


def test_what_a_phrase_means_survives_being_kept() -> None:
    gazetteer = Resolver(Lexicon()).gazetteer("en")
    (kremlin,) = gazetteer.meanings("kremlin")
    assert (kremlin.kind, kremlin.code, kremlin.sectors, kremlin.capitals) == ("seat", "RUS", ("GOV",), (0,))
    (merkel,) = gazetteer.meanings("angela merkel")
    assert merkel.person is gazetteer.person("angela-merkel")
    (guard,) = (m for m in gazetteer.meanings("border guards") if m.role and m.role.kind == "body")
    assert guard.role in gazetteer.vocabulary.roles
