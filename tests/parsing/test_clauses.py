"""Clauses on real parses: roles, voice, polarity and what is understood, in both languages."""

from pathlib import Path

import pytest
import yaml

from dragoman import models
from dragoman.lexicon import Lexicon
from dragoman.parsing.parser import Parser
from dragoman.parsing.predicates import Acts

CASES = yaml.safe_load((Path(__file__).parent / "clauses.yaml").read_text(encoding="utf-8"))
ACTS = {"es": Acts(frozenset({"visita", "expulsion", "reunion"})), "en": Acts(frozenset({"visit", "talk"}))}


@pytest.fixture(scope="module")
def parser():
    return Parser(Lexicon(), models.load, ACTS)


def ids(case):
    return case[1]["text"]


@pytest.mark.parametrize("case", [(lang, c) for lang, cases in CASES.items() for c in cases], ids=ids)
def test_clause(parser, case):
    language, wanted = case
    parsed = parser.parse(wanted["text"], language).sentences[0]
    lemma = wanted.get("verb") or wanted["noun"]
    kinds = ("noun",) if "noun" in wanted else ("verb", "participle")
    found = [c for c in parsed.clauses if c.lemma == lemma and c.kind in kinds]
    assert found, [c.lemma for c in parsed.clauses]
    clause = found[0]
    for role, words in wanted.get("roles", {}).items():
        assert [parsed.sentence.words[a.head].text for a in clause.role(role)] == words, (role, clause.arguments)
    for name in ("tense", "mood", "negated", "passive", "reflexive", "link", "mark"):
        if name in wanted:
            assert getattr(clause, name) == wanted[name], (name, clause)
    if "modals" in wanted:
        assert list(clause.modals) == wanted["modals"]


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t ",
        "🕊️ 🇻🇳",
        "EL PRESIDENTE DE CHILE VISITÓ PERÚ",
        "הנשיא ביקר אתמול",
        "palabra " * 2_000,
        "The min-\nister sa1d th@t",
        "“«'—",
        "a\r\nb\u2028c\u200bd",
        "x" * 7_000,
    ],
)
def test_odd_text_never_fails_and_offsets_stay_true(parser, language, text):
    document = parser.parse(text, language)
    assert document.text == text
    for parsed in document.sentences:
        for word in parsed.sentence.words:
            assert text[word.start : word.end] == word.text
        for clause in parsed.clauses:
            assert all(0 <= a.head < len(parsed.sentence.words) for a in clause.arguments)
