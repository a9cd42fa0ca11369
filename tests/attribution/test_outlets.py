"""The outlets as data."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.attribution.outlets import Outlets, load_outlets
from dragoman.errors import LexiconError
from dragoman.lexicon import Lexicon


def test_there_are_outlets_of_the_whole_world(outlets: Outlets) -> None:
    assert len(outlets.all) >= 250
    assert len({o.country for o in outlets.all}) >= 100


def test_a_name_means_one_outlet(outlets: Outlets) -> None:
    for outlet in outlets.all:
        for name in (outlet.name, *outlet.aliases):
            assert outlets.get(name) is outlet, name


def test_the_longest_name_wins(outlets: Outlets) -> None:
    found = [n.outlet.name for n in outlets.find("El País de Uruguay, Interfax-Ukraine y el AL-MANAR")]
    assert found == ["El País Uruguay", "Interfax-Ukraine", "Al Manar"]


def test_unknown_keys_are_errors(tmp_path: Path) -> None:
    folder = tmp_path / "actors"
    folder.mkdir()
    (folder / "outlets.yaml").write_text("- {name: X, basis: own paper, owner: me}\n", "utf-8")
    with pytest.raises(LexiconError, match=r"outlets\.yaml:1: entry: owner"):
        load_outlets(Lexicon(tmp_path))


def test_users_add_outlets(tmp_path: Path) -> None:
    folder = tmp_path / "actors"
    folder.mkdir()
    (folder / "outlets.yaml").write_text(
        "- {name: La Hoja, country: CHL, control: private, basis: own paper}\n", "utf-8"
    )
    outlet = load_outlets(Lexicon(tmp_path)).get("la hoja")
    assert outlet is not None
    assert outlet.country == "CHL"
