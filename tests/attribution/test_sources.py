"""Chains of publication, source lines and datelines."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from dragoman.attribution.cues import Cues
from dragoman.attribution.outlets import Outlets
from dragoman.attribution.sourcelines import SourceLineReader
from dragoman.attribution.sources import SourceChain, find_sources
from tests.texts import gold_lines

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "data/sources.yaml").read_text("utf-8"))
BODY = {
    "es": "El presidente recibió el lunes a su homólogo en la capital.\n"
    "Al término del encuentro firmaron dos acuerdos de pesca.\nLos ministros volverán a verse en otoño.",
    "en": "The president received his counterpart in the capital on Monday.\n"
    "After the meeting they signed two fishing accords.\nThe ministers will meet again in autumn.",
}


def text_of(case: dict[str, Any]) -> str:
    return re.sub(r"(?<![A-Za-z])B(?=$|\n| )", lambda _: BODY[case["language"]], case["text"], count=1)


@pytest.mark.parametrize("case", CASES, ids=[c["text"].replace("\n", " ")[:60] for c in CASES])
def test_chain(case: dict[str, Any], outlets: Outlets, cues: dict[str, Cues]) -> None:
    text = text_of(case)
    chain = find_sources(text, case["language"], outlets, cues[case["language"]], outlet=case.get("outlet"))
    got = [(s.outlet, s.role) for s in chain.sources]
    wanted = [tuple(s.rsplit("/", 1)) for s in case["sources"]]
    assert [n for n, _ in got] == [n for n, _ in wanted]
    assert all(role in roles.split("|") for (_, role), (_, roles) in zip(got, wanted, strict=True))
    if "lines" in case:
        assert [line.text for line in chain.lines] == case["lines"]
    if "place" in case:
        assert chain.dateline_place is not None
        assert chain.dateline_place.text == case["place"]
    if "date" in case:
        assert chain.dateline_date is not None
        assert chain.dateline_date.text == case["date"]
    check_spans(chain, text)


def check_spans(chain: SourceChain, text: str) -> None:
    spans = [*chain.lines, *filter(None, [chain.dateline_place, chain.dateline_date])]
    assert all(text[s.start : s.end] == s.text for s in spans)
    assert all(a.end <= b.start for a, b in zip(chain.lines, chain.lines[1:], strict=False))


def test_known_outlets_come_with_what_is_known(outlets: Outlets, cues: dict[str, Cues]) -> None:
    text = BODY["es"] + "\nFuente: Press TV (traducido por Al Manar)"
    first, second = find_sources(text, "es", outlets, cues["es"]).sources
    assert (first.country, first.control, first.language) == ("IRN", "state", "en")
    assert (second.country, second.control, second.language) == ("LBN", "party", "es")


@pytest.mark.parametrize(
    "text",
    ["", "\n\n", "🙂", "(", ")", "()", "Fuente:", "Fuente: ", "By ", "©", "EFE", "(EFE).-", "\u202eאב", "A" * 5000],
)  # fmt: skip
def test_odd_texts(text: str, outlets: Outlets, cues: dict[str, Cues]) -> None:
    for language in ("es", "en"):
        check_spans(find_sources(text, language, outlets, cues[language]), text)


def test_prose_has_no_names_only(outlets: Outlets, cues: dict[str, Cues]) -> None:
    """A line with a word of prose is neither a byline nor one that only names outlets."""
    for language in ("es", "en"):
        reader = SourceLineReader(cues[language].sources, outlets)
        passed = 0
        for line in (*gold_lines(language), *(line for case in CASES for line in text_of(case).splitlines())):
            if reader._prose.has_word(line, 0, len(line)):
                passed += 1
                assert reader._names_only(line, 0, len(line)) is None
                assert reader._by(line, 0, len(line)) is None
        assert passed
