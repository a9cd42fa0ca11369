"""What is passed over unread could not have been found: the short ways against the long ones, on the gold texts."""

import json
from pathlib import Path

import pytest

from dragoman import models
from dragoman.actors.composing import _OPENING
from dragoman.actors.gazetteer import Gazetteer
from dragoman.actors.meanings import word_pieces
from dragoman.actors.names import _Runs, find_names
from dragoman.actors.naming import announced, nicknamed
from dragoman.actors.related import paired, related
from dragoman.actors.resolver import Resolver
from dragoman.actors.roles import RoleReader
from dragoman.actors.scene import Scene
from dragoman.lexicon import Lexicon
from dragoman.parsing.parser import Parser
from dragoman.parsing.words import Sentence

GOLD = Path(__file__).parents[1] / "gold"
MOST = 12
"""Pieces of a phrase, tried one number after the other."""


@pytest.fixture(scope="module", params=["es", "en"])
def read(request: pytest.FixtureRequest) -> tuple[Gazetteer, list[Sentence]]:
    language = request.param
    rows = map(json.loads, (GOLD / f"{language}.jsonl").read_text(encoding="utf-8").splitlines())
    lexicon = Lexicon()
    parser = Parser(lexicon, models.load)
    sentences = [p.sentence for row in rows for p in parser.parse(row["text"], language).sentences]
    return Resolver(lexicon).gazetteer(language), sentences


def test_phrases_reach_as_far_as_they_are_looked_for(read: tuple[Gazetteer, list[Sentence]]) -> None:
    gazetteer, sentences = read
    for sentence in sentences:
        parts = [piece for word in sentence.words for piece in word_pieces(word.text)]
        for at in range(len(parts)):
            known = [n for n in range(1, MOST) if " ".join(parts[at : at + n]) in gazetteer and at + n <= len(parts)]
            assert max(known, default=0) <= gazetteer._reach(parts, at)


def test_only_candidates_are_parts_of_names(read: tuple[Gazetteer, list[Sentence]]) -> None:
    gazetteer, sentences = read
    for sentence in sentences:
        runs = _Runs(sentence, gazetteer.scan(sentence), gazetteer, {w.lower for w in sentence.words})
        assert {w.i for w in sentence.words if runs.name_like(w.i)} <= set(runs.candidates())


def test_only_some_kinds_open_a_phrase(read: tuple[Gazetteer, list[Sentence]]) -> None:
    gazetteer, sentences = read
    for sentence in sentences:
        names, hits = find_names(sentence, gazetteer.scan(sentence), gazetteer)
        scene = Scene(sentence, hits, names, gazetteer)
        roles = RoleReader(scene)
        for hit in hits:
            if not hit.get(*_OPENING):
                found = [paired(scene, hit), related(scene, hit), roles.counted(hit), nicknamed(scene, hit)]
                assert not any([*found, roles.read(hit), announced(scene, hit)])
