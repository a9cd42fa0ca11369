"""According to whom: our own sentences with a word and who vouches for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from dragoman.attribution.attribute import Attributer
from dragoman.attribution.cues import Cues
from dragoman.attribution.outlets import Outlets
from dragoman.records import Attribution, Span
from tests.attribution.comparing import fold, names
from tests.attribution.conftest import Reader

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "data/attributions.yaml").read_text("utf-8"))
FLOOR = 0.95


def right(got: Attribution, wanted: str) -> bool:
    kind, _, rest = wanted.partition(": ")
    name, _, certainty = rest.partition("/")
    have = fold(got.outlet) + " " + names(got.actor)
    same = not name or any(fold(option) in have for option in name.split("|"))
    return got.kind == kind and got.certainty == (certainty or "asserted") and same


def attributions(
    case: dict[str, Any], read: Reader, outlets: Outlets, cues: dict[str, Cues]
) -> tuple[Attribution, ...]:
    result = read(case["text"], case["language"])
    attributer = Attributer(result.document, result.mentions, result.quotes, cues[case["language"]], outlets)
    sentence, word = next(
        (s.sentence.index, w.i) for s in result.document.sentences for w in s.sentence.words if w.text == case["word"]
    )
    return attributer.of(sentence, word)


def test_floor(read: Reader, outlets: Outlets, cues: dict[str, Cues]) -> None:
    wrong = []
    for case in CASES:
        got = attributions(case, read, outlets, cues)
        if len(got) != len(case["by"]) or not all(map(right, got, case["by"])):
            wrong.append(
                f"{case['text']} {case['by']} {[(a.kind, a.outlet, names(a.actor), a.certainty) for a in got]}"
            )
    assert len(CASES) - len(wrong) >= FLOOR * len(CASES), "\n".join(wrong)


def test_levels_are_outermost_first(read: Reader, outlets: Outlets, cues: dict[str, Cues]) -> None:
    text = "According to AFP, the minister said that the general told reporters that rebels took the town."
    case = {"text": text, "language": "en", "word": "took"}
    got = attributions(case, read, outlets, cues)
    assert [a.kind for a in got] == ["outlet", "speaker", "speaker"]
    assert [a.outlet or (a.actor and a.actor.name) for a in got] == ["AFP", "minister", "general"]


def test_an_allegation_known_from_elsewhere(read: Reader, cues: dict[str, Cues]) -> None:
    result = read("The army bombed a bridge.", "en")
    attributer = Attributer(result.document, result.mentions, result.quotes, cues["en"])
    (got,) = attributer.of(0, 2, alleged=True)
    assert got.certainty == "alleged"
    assert attributer.of(0, 2) == ()
    assert attributer.of_span(Span(start=4, end=8, text="army")) == ()


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_word_of_odd_texts(language: str, read: Reader, cues: dict[str, Cues], outlets: Outlets) -> None:
    for text in (
        "Según",
        "según según que dijo",
        "“dijo” dijo “dijo”",
        "allegedly",
        "said said said.",
        "habría habría",
    ):
        result = read(text, language)
        attributer = Attributer(result.document, result.mentions, result.quotes, cues[language], outlets)
        for parsed in result.document.sentences:
            for word in parsed.sentence.words:
                attributer.of(parsed.sentence.index, word.i)
