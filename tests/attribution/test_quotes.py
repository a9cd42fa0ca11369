"""Quotations of whole texts: floors on our own sentences, and what must hold for every text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from dragoman.attribution.cues import Cues, load_cues
from dragoman.attribution.wording import wording
from dragoman.lexicon import Lexicon
from dragoman.records import Quote
from tests.attribution.comparing import alike, named
from tests.attribution.conftest import Reader
from tests.texts import gold_texts

DATA = Path(__file__).parent / "data"


class Score:
    """Counts of one kind of quotation."""

    def __init__(self) -> None:
        self.hit = self.out = self.gold = self.speaker = 0
        self.wrong: list[str] = []

    def check(self, precision: float, recall: float, speaker: float) -> None:
        report = "\n".join(self.wrong)
        assert self.hit >= precision * self.out, report
        assert self.hit >= recall * self.gold, report
        assert self.speaker >= speaker * self.hit, report


def measure(language: str, read: Reader) -> dict[bool, Score]:
    scores = {True: Score(), False: Score()}
    cases: list[dict[str, Any]] = yaml.safe_load((DATA / f"quotes_{language}.yaml").read_text("utf-8"))
    for case in cases:
        left = list(read(case["text"], language, str(case.get("published", "2024-06-21"))).quotes)
        for gold in case["quotes"]:
            one_by_one(gold, left, scores[gold.get("direct", True)], case["text"])
        for extra in left:
            scores[extra.direct].out += 1
            scores[extra.direct].wrong.append(f"false: {extra.text} in {case['text']}")
    return scores


def one_by_one(gold: dict[str, Any], left: list[Quote], score: Score, text: str) -> None:
    direct = gold.get("direct", True)
    found = next((q for q in left if q.direct == direct and alike(gold["text"], q.text)), None)
    if found:
        left.remove(found)
    if gold.get("optional"):
        return
    score.gold += 1
    if found is None:
        score.wrong.append(f"missed: {gold['text']} in {text}")
        return
    score.hit += 1
    score.out += 1
    right = named(found.speaker, gold["speaker"])
    score.speaker += right
    if not right:
        score.wrong.append(f"speaker {found.speaker and found.speaker.name}: {gold['text']} in {text}")


@pytest.mark.parametrize("language", ["es", "en"])
def test_floors(language: str, read: Reader) -> None:
    scores = measure(language, read)
    scores[True].check(0.97, 0.97, 0.95)
    scores[False].check(0.9, 0.9, 0.9)


def test_circumstances(read: Reader) -> None:
    text = "En una entrevista con la televisión pública, el canciller dijo a los periodistas que no habrá tregua."
    (quote,) = read(text, "es").quotes
    assert quote.text == "no habrá tregua"
    assert quote.addressee == "periodistas"
    assert quote.venue == "entrevista con la televisión pública"
    assert quote.cue is not None
    assert quote.cue.text == "dijo"


def test_joint_speakers(read: Reader) -> None:
    text = (
        "Los ministros de Exteriores de Chile y Perú se vieron en Lima. Chile y Perú declararon que “la paz es firme”."
    )
    (quote,) = [q for q in read(text, "es").quotes if q.direct]
    assert quote.speaker is not None
    assert quote.speaker.name == "Chile; Perú"
    assert quote.speaker.code is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "“",
        "”",
        "“”",
        "DIJO “NO” EL MINISTRO",
        "dijo",
        "dijo que",
        "said",
        "según",
        "Según",
        ": “Sí”",
        "“Sí”",
        "🙂 “🙂” dijo 🙂",
        "قال الوزير “نعم” dijo",
        "\u202e“abc”\u202c, dijo X",
        "—dijo—",
        "— —",
        "que que que dijo que que “que” que",
        "a" * 7000,
    ],
)
def test_odd_texts(text: str, read: Reader) -> None:
    for language in ("es", "en"):
        result = read(text, language)
        for quote in result.quotes:
            for span in filter(None, [quote.span, quote.cue, quote.speaker and quote.speaker.span]):
                assert text[span.start : span.end] == span.text


@pytest.mark.timeout(60)
def test_a_sentence_of_two_thousand_words(read: Reader) -> None:
    text = "El ministro dijo que " + "el Gobierno “no cede” y " * 400 + "nada más."
    assert read(text, "es").quotes


def test_cues_are_apart(lexicon: Lexicon, cues: dict[str, Cues]) -> None:
    for language in ("es", "en"):
        own = load_cues(lexicon, language)
        assert own.sayers
        assert own.sayers <= own.carriers
        assert own.sources == cues[language].sources


@pytest.mark.parametrize("language", ["es", "en"])
def test_no_verb_of_saying_is_passed_over(language: str, read: Reader, cues: dict[str, Cues]) -> None:
    verbs = wording(cues[language]).verbs
    for text in gold_texts(language):
        for parsed in read(text, language).document.sentences:
            for word in parsed.sentence.words:
                accuses = verbs.carries(parsed.sentence, word) and verbs.lemma(word) in cues[language].accusers
                if verbs.says(parsed.sentence, word) or accuses:
                    assert verbs.may_tell(word)
