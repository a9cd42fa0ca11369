"""A sentence without any word that a rule looks for is the same without the rule."""

import json
from pathlib import Path

import pytest

from dragoman import models
from dragoman.lexicon import Lexicon
from dragoman.parsing.parser import Parser
from dragoman.parsing.words import Sentence

GOLD = Path(__file__).parents[1] / "gold"


class _All(frozenset):
    """As if every word stood in the sentence."""

    def __contains__(self, word: object) -> bool:
        return True

    def isdisjoint(self, other: object) -> bool:
        return False


@pytest.mark.parametrize("language", ["es", "en"])
def test_forms_rule_nothing_out(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = map(json.loads, (GOLD / f"{language}.jsonl").read_text(encoding="utf-8").splitlines())
    texts = [row["text"] for row in rows]
    parser = Parser(Lexicon(), models.load)
    short = [parser.parse(text, language) for text in texts]
    monkeypatch.setattr(Sentence, "forms", _All())
    assert [parser.parse(text, language) for text in texts] == short
