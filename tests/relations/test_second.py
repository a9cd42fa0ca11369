"""The second opinion: less sure of an event, or a type for a clause that no frame knows; nothing is removed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from dragoman.coder import Coder
from dragoman.events.found import Found
from dragoman.records import Article, Event, Status
from dragoman.relations.relate import Relater
from dragoman.relations.second import FRAME, SecondOpinion


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


class Certain(Relater):
    """A classifier that says what it is told to say; parties and evidence are the real ones."""

    def __init__(self, coder: Coder, kind: str, probability: float) -> None:
        self.__dict__.update(coder.relater.__dict__)
        self.said = kind, probability
        self.asked = 0

    def chances(self, evidence: object, *, quick: bool = False) -> Mapping[str, float]:
        self.asked += 1
        return {self.said[0]: self.said[1]}

    def best(self, evidence: object) -> tuple[str, float]:
        return self.said

    def knows(self, evidence: object, word: int) -> bool:
        return True


def revised(coder: Coder, text: str, kind: str, probability: float) -> tuple[list[Found], list[Found], int]:
    """What the frames found in a text, what is left of it after a second opinion, and how often that was asked for."""
    document = coder.parser.parse(text, "en")
    mentions = coder.resolver.resolve(document, None)
    found = coder.events.find(document, mentions)
    certain = Certain(coder, kind, probability)
    return found, SecondOpinion(certain, coder.events, coder.codebook).revised(document, mentions, found), certain.asked


def test_disagreement_lowers_confidence_and_nothing_else(coder: Coder) -> None:
    found, after, _ = revised(coder, "Kenya accused Somalia of piracy.", "AID", 0.99)
    assert [f.type for f in found] == ["ACCUSE"]
    assert after[0].confidence < found[0].confidence
    assert replace(after[0], confidence=found[0].confidence) == found[0]


@pytest.mark.parametrize("kind", ["ACCUSE", "AGREE"])
def test_agreement_and_doubt_change_nothing(coder: Coder, kind: str) -> None:
    found, after, asked = revised(coder, "Kenya accused Somalia of piracy.", "ACCUSE", 1.0 if kind == "ACCUSE" else 0.4)
    assert asked == 1
    assert after == found


@pytest.mark.parametrize(
    "text",
    [
        "Kenya expelled the ambassador of Somalia and condemned Eritrea.",  # two events: which one was asked about?
        "Police in Peru arrested a journalist.",  # one state only
        "Kenya did not accuse Somalia of piracy.",  # not asserted anyway
        "It rained.",
    ],
)
def test_where_it_is_not_asked(coder: Coder, text: str) -> None:
    found, after, asked = revised(coder, text, "AID", 1.0)
    assert asked == 0
    assert after == found


@pytest.mark.parametrize(
    ("text", "kind", "given", "status", "actors", "recipients"),
    [
        ("Hungary stonewalled Ukraine for months.", "REJECT", "REJECT", Status.ASSERTED, ["HUN"], ["UKR"]),
        ("Hungary did not stonewall Ukraine.", "REJECT", "REJECT", Status.NEGATED, ["HUN"], ["UKR"]),
        ("Hungary may stonewall Ukraine.", "REJECT", "REJECT", Status.HYPOTHETICAL, ["HUN"], ["UKR"]),
        ("Hungary will stonewall Ukraine.", "AID", "AGREE", Status.ASSERTED, ["HUN"], ["UKR"]),
        ("Hungary stonewalled Ukraine.", "COOPERATE", "COOPERATE", Status.ASSERTED, ["HUN", "UKR"], []),
    ],
)
def test_a_clause_that_no_frame_knows(
    coder: Coder, text: str, kind: str, given: str, status: Status, actors: list[str], recipients: list[str]
) -> None:
    found, after, _ = revised(coder, text, kind, 0.93)
    assert found == []
    [event] = after
    assert (event.type, event.status, event.frame) == (given, status, FRAME + kind)
    assert event.confidence == 0.93
    assert [a.code for a in event.actors] == actors
    assert [a.code for a in event.recipients] == recipients
    assert "stonewall" in event.trigger.text


@pytest.mark.parametrize(
    ("text", "kind", "probability"),
    [
        ("Hungary stonewalled Ukraine.", "REJECT", 0.89),  # not sure enough
        ("Hungary stonewalled Ukraine.", "COERCE", 1.0),  # may be a sanction, which is another type
        ("Hungary stonewalled a reporter.", "REJECT", 1.0),  # one state
        ("Hungary said that it stonewalled Ukraine and met Slovakia.", "REJECT", 1.0),  # near to another event
        ("Hungary stonewalled Ukraine and Romania.", "REJECT", 1.0),  # which of the two?
    ],
)
def test_clauses_that_stay_without_a_type(coder: Coder, text: str, kind: str, probability: float) -> None:
    found, after, _ = revised(coder, text, kind, probability)
    assert [f.frame for f in after] == [f.frame for f in found]


def test_marked_in_the_record(coder: Coder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coder, "second", SecondOpinion(Certain(coder, "REJECT", 0.95), coder.events, coder.codebook))
    text = "Hungary stonewalled Ukraine for months. Kenya thanked Ghana."
    events: tuple[Event, ...] = coder.code_article(Article(id="1", text=text, language="en")).events
    assert [m.frame.partition(":")[0] for e in events for m in e.mentions] == ["relation", "support.thank"]
    assert events[0].confidence == 0.95
