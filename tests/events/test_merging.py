"""One event from many mentions: what joins and what stays apart."""

import pytest

from dragoman.codebook import load_codebook
from dragoman.events.found import Found
from dragoman.events.merging import Situated, merge
from dragoman.lexicon import Lexicon
from dragoman.parsing.clauses import ParsedSentence
from dragoman.parsing.document import Document
from dragoman.parsing.words import Sentence, Word
from dragoman.records import Actor, Span, Status, When

TEXT = "Chile visita Perú."
CODEBOOK = load_codebook(Lexicon())


@pytest.fixture
def document():
    words, at = [], 0
    for i, text in enumerate(["Chile", "visita", "Perú", "."]):
        start = TEXT.index(text, at)
        words.append(Word(i, text, text.lower(), text.lower(), "X", "root" if i == 1 else "dep", 1, {}, start, start))
        at = start
    return Document(TEXT, "es", (ParsedSentence(Sentence(0, 0, "es", tuple(words), TEXT), ()),))


def gov(code):
    return Actor(code=code, sectors=("GOV",), name=code)


def found(kind="CONSULT", actors="", recipients="", status=Status.ASSERTED, mode=None, at=0):
    return Found(
        sentence=0,
        clause=0,
        type=kind,
        mode=mode,
        contexts=(),
        actors=tuple(map(gov, actors.split())),
        recipients=tuple(map(gov, recipients.split())),
        status=status,
        frame="x",
        trigger=Span(start=at, end=at + 1, text=TEXT[at]),
    )


def day(date):
    return When(start=date, end=date, granularity="day")


def merged(document, *situated):
    items = [s if isinstance(s, Situated) else Situated(s) for s in situated]
    return merge(items, document, "article", CODEBOOK)


def test_same_parties_join_and_keep_their_mentions(document):
    events = merged(document, found(actors="CHL", recipients="PER"), found(actors="CHL", recipients="PER", at=6))
    assert len(events) == 1
    assert [m.trigger.start for m in events[0].mentions] == [0, 6]


def test_a_bare_mention_joins_the_full_one(document):
    assert len(merged(document, found(actors="CHL"), found(actors="CHL", recipients="PER", at=6))) == 1


@pytest.mark.parametrize(
    "other",
    [
        found("SUPPORT", actors="CHL", recipients="PER"),
        found(actors="PER", recipients="CHL"),
        found(actors="CHL", recipients="PER", status=Status.NEGATED),
        found(actors="CHL", recipients="BOL"),
        found(actors="CHL", recipients="PER", mode="phone"),
    ],
)
def test_what_differs_stays_apart(document, other):
    assert len(merged(document, found(actors="CHL", recipients="PER", mode="visit"), other)) == 2


def test_dates_that_do_not_meet_stay_apart(document):
    one = Situated(found(actors="CHL", recipients="PER"), when=day("2024-06-20"))
    two = Situated(found(actors="CHL", recipients="PER", at=6), when=day("2024-06-18"))
    three = Situated(found(actors="CHL", recipients="PER", at=13))
    events = merged(document, one, two, three)
    assert [e.when.start for e in events] == ["2024-06-20", "2024-06-18"]


def test_ids_depend_on_content_only(document):
    first = merged(document, found(actors="CHL", recipients="PER"))
    again = merged(document, found(actors="CHL", recipients="PER"))
    assert first == again
    assert first[0].quad == "VC"
    assert first[0].score == 2.5
