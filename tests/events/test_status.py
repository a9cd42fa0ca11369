"""Status from grammar and cues, with scope, in both languages."""

from pathlib import Path

import pytest
import yaml

from dragoman import models
from dragoman.events.status import StatusReader
from dragoman.folding import fold
from dragoman.lexicon import Lexicon
from dragoman.parsing.parser import Parser
from dragoman.parsing.predicates import Acts

CASES = yaml.safe_load((Path(__file__).parent / "status.yaml").read_text(encoding="utf-8"))
ACTS = {"es": Acts(frozenset({"visita", "reunion"})), "en": Acts(frozenset({"visit"}))}


@pytest.fixture(scope="module")
def tools():
    lexicon = Lexicon()
    parser = Parser(lexicon, models.load, ACTS)
    return parser, {lang: StatusReader(lexicon, lang, parser.syntax(lang)) for lang in CASES}


@pytest.mark.parametrize(
    ("language", "text", "lemma", "status"), [(lang, *c) for lang, cs in CASES.items() for c in cs]
)
def test_status(tools, language, text, lemma, status):
    parser, readers = tools
    parsed = parser.parse(text, language).sentences[0]
    clauses = [c for c in parsed.clauses if fold(c.lemma) == lemma]
    assert clauses, [c.lemma for c in parsed.clauses]
    standing = readers[language].read(parsed, clauses[0])
    assert standing.status == status, (standing, parsed.clauses)
