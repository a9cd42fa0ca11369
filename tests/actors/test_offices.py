"""Offices: no state without its head, its government and its foreign minister since 2010, and no two in one seat."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
import yaml

from dragoman.actors.checking import office_problems, overlaps
from dragoman.actors.offices import OfficeHeld, load_offices
from dragoman.actors.world import load_countries
from dragoman.lexicon import Lexicon
from tests.cli.conftest import Run, run

__all__ = ["run"]

LEXICON = Lexicon()
KNOWN: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent / "data" / "offices.yaml").read_text(encoding="utf-8")
)
YEARS = range(2010, 2026)
OTHERS = {
    "HKG",
    "MAC",
    "TWN",
    "KOS",
    "PSE",
    "VAT",
    "ESH",
    "COK",
    "GRL",
    "FRO",
    "PRI",
    "BMU",
    "NCL",
    "PYF",
    "GIB",
    "FLK",
    "GUF",
}
"""Entries of countries.yaml that are no members of the United Nations."""
SLOTS = {
    "head": ("president", "monarch", "supreme-leader", "governor-general", "chancellor", "leader"),
    "government": ("prime-minister", "president", "chancellor", "monarch", "leader"),
    "foreign minister": ("foreign-minister",),
}


@pytest.fixture(scope="module")
def rows() -> list[OfficeHeld]:
    heirs = {old: c.id for c in load_countries(LEXICON) for old in c.formerly}
    found = load_offices(LEXICON)
    return [r.model_copy(update={"country": heirs[r.country]}) if r.country in heirs else r for r in found]


@pytest.fixture(scope="module")
def members() -> list[str]:
    return [c.id for c in load_countries(LEXICON) if c.id not in OTHERS]


def test_the_members_are_193(members: list[str]) -> None:
    assert len(members) == 193


@pytest.mark.parametrize("slot", SLOTS)
def test_every_member_has_a_holder_every_year(rows: list[OfficeHeld], members: list[str], slot: str) -> None:
    held: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        if row.office in SLOTS[slot] and row.sector == "GOV" and not row.organisation:
            held[row.country].update(y for y in YEARS if row.first[:4] <= str(y) <= row.last[:4])
    excused = {
        (e["state"], year)
        for e in KNOWN["missing"]
        if e["slot"] == slot
        for year in range(e["years"][0], e["years"][1] + 1)
    }
    excused.add(("SSD", 2010))  # independent since 2011
    missing = {(state, year) for state in members for year in YEARS if year not in held[state]}
    assert missing - excused == set()
    assert excused - missing <= {("SSD", 2010)}, "known now: take it off the list"


def test_one_office_has_one_holder() -> None:
    excused = {(e["state"], e["office"]) for e in KNOWN["several"]}
    found = {(one.country, one.office): (one.name, other.name) for one, other, _ in overlaps(load_offices(LEXICON))}
    assert {seat: names for seat, names in found.items() if seat not in excused} == {}
    assert excused <= set(found), "no longer so: take it off the list"


def test_offices_fit_the_rest_of_the_lexicon() -> None:
    assert list(office_problems(LEXICON)) == []


def test_what_is_wrong_is_named_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "actors").mkdir()
    mine = tmp_path / "actors" / "offices_mine.yaml"
    mine.write_text(
        "- {entity: ana-soto, name: Ana Soto, country: CHL, office: wizard, from: 2010, to: 2014}\n"
        "- {entity: ana-soto, name: Ana Soto, country: CHL, office: wizard, from: 2012, to: 2016}\n"
        "- {entity: bo-lee, name: Bo Lee, country: UNO, office: leader, sector: '', organisation: lemons}\n"
        "- {entity: cy-ray, name: Cy Ray, country: CHL, office: leader, organisation: imf, from: 2013, to: 2011}\n",
        encoding="utf-8",
    )
    problems = [str(p).removeprefix(str(mine)) for p in office_problems(Lexicon(tmp_path))]
    assert problems == [
        ":1: office wizard has no words in es and en agents.yaml",
        ":1: office wizard has no words in es and en agents.yaml",
        ":3: organisation lemons stands in no organisations.yaml",
        ":4: Cy Ray: the term ends (2011) before it begins (2013)",
        ":4: Cy Ray has code CHL, imf has IGO",
        ":1: Ana Soto holds wizard twice at once: 2010 to 2014 and 2012 to 2016",
    ]


def test_lexicon_check_tells(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.events.check.check_frames", lambda *_: iter(()))
    assert "actors/offices*.yaml: 0 wrong" in run("lexicon", "check").out
    (tmp_path / "actors").mkdir()
    (tmp_path / "actors" / "offices_mine.yaml").write_text(
        "- {entity: a, name: A Soto, country: XXX, office: leader}\n", encoding="utf-8"
    )
    done = run("lexicon", "check", "--lexicon", tmp_path)
    assert done.status == 1
    assert "offices_mine.yaml:1: XXX is no code" in done.out
