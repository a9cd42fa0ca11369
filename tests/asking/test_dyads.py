"""Two parties: months, sums, who acted, agreements and quotes."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.asking import QuestionError, Snapshot, dyad
from dragoman.asking.answers import Month
from dragoman.records import Event
from dragoman.store import Store

from .made import article, event, record


def test_months_of_a_dyad(snapshot: Snapshot) -> None:
    answer = dyad(snapshot, "RUS", "VNM")
    assert (answer.a_name, answer.b_name) == ("Russia", "Vietnam")
    assert [m.month for m in answer.months] == [date(2024, 6, 1), date(2024, 7, 1), date(2024, 8, 1), date(2024, 9, 1)]
    june, july, august, september = answer.months
    assert june == Month(month=june.month, a_to_b=1, joint=1, cooperation=9, balance=9)
    assert july == Month(month=july.month)
    assert august == Month(month=august.month)  # the visit to come is planned only
    # To accuse or attack others side by side is in no sum, be they known or not.
    assert september == Month(month=september.month, b_to_a=1, alongside=2, conflict=-3, balance=-3)
    assert answer.undated == 1
    assert (answer.counted, answer.balance) == (3, 6)


def test_the_other_way_round(snapshot: Snapshot) -> None:
    there, back = dyad(snapshot, "RUS", "VNM"), dyad(snapshot, "VNM", "RUS")
    assert [(m.b_to_a, m.a_to_b, m.joint, m.balance) for m in there.months] == [
        (m.a_to_b, m.b_to_a, m.joint, m.balance) for m in back.months
    ]
    assert sum(m.a_to_b for m in there.months) == 1


def test_what_stands_by_a_dyad(snapshot: Snapshot) -> None:
    answer = dyad(snapshot, "rusia", "Viet Nam")
    assert [(k.type, k.events, k.score) for k in answer.types] == [
        ("ACCUSE", 1, -3),
        ("CONSULT", 1, 4),
        ("SUPPORT", 1, 5),
    ]
    assert [e.event for e in answer.events] == ["e2", "e1", "e8", "e4"]
    first = answer.events[0]
    assert first.actors == ("RUS", "VNM")
    assert first.sentence is not None
    assert first.sentence.startswith("Putin visitó")
    assert (first.article, first.title, first.url) == ("a1", "Título a1", "https://example.org/a1")
    (accord,) = answer.agreements
    assert (accord.kind, accord.topics, accord.parties) == ("agreement", ("energía",), ("RUS", "VNM"))
    assert (accord.count_min, accord.words) == (1, "firmaron un acuerdo de energía")
    assert [q.name for q in answer.quotes] == ["Vladimir Putin"]  # nobody else speaks of both


def test_a_period_has_all_its_months(snapshot: Snapshot) -> None:
    answer = dyad(snapshot, "RUS", "VNM", "2024-05", "2024-07")
    assert [(m.month.month, m.a_to_b, m.joint) for m in answer.months] == [(5, 0, 0), (6, 1, 1), (7, 0, 0)]
    assert answer.undated == 0
    assert (answer.since, answer.until) == (date(2024, 5, 1), date(2024, 7, 31))
    assert dyad(snapshot, "RUS", "VNM", "2030").months == ()
    assert len(dyad(snapshot, "RUS", "VNM", "2030", "2030").months) == 12


def test_types_and_statuses_can_be_chosen(snapshot: Snapshot) -> None:
    assert dyad(snapshot, "RUS", "VNM", types=["support"]).counted == 1
    plans = dyad(snapshot, "RUS", "VNM", statuses=["future"])
    assert [(m.month.month, m.b_to_a) for m in plans.months] == [(8, 1)]
    assert dyad(snapshot, "RUS", "VNM", statuses=["all"]).counted == 4


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (("RUS", "Atlantis"), "no party is called 'Atlantis'"),
        (("RUS", "Rusia"), "the same party"),
        (("RUS", "VNM", "yesterday"), "is no date; write 2024"),
        (("RUS", "VNM", "2024-02-31"), "is no date"),
        (("RUS", "VNM", "2024", "2023"), "swap --from and --to"),
    ],
)
def test_a_wrong_question_is_one_clear_line(snapshot: Snapshot, question: tuple[str, ...], said: str) -> None:
    with pytest.raises(QuestionError, match=said) as caught:
        dyad(snapshot, *question)
    assert "\n" not in str(caught.value)


CODES = ["RUS", "VNM", "CHN", "?"]
made_events = st.lists(
    st.tuples(
        st.lists(st.sampled_from(CODES), max_size=3).map(" ".join),
        st.lists(st.sampled_from(CODES), max_size=2).map(" ".join),
        st.none() | st.dates(date(2023, 11, 1), date(2024, 3, 31)),
        st.sampled_from([-9.0, -3.0, 0.0, 2.5, 10.0]),
    ),
    max_size=25,
)


def expected(events: list[Event]) -> tuple[dict[date, Month], int]:
    """The months of Russia and Vietnam, worked out event by event."""
    sums: dict[date | None, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for each in events:
        acts = {actor.code for actor in each.actors}
        gets = {actor.code for actor in each.recipients}
        there, back = "RUS" in acts and "VNM" in gets, "VNM" in acts and "RUS" in gets
        if there and back:
            side = "joint"
        elif there or back:
            side = "a_to_b" if there else "b_to_a"
        elif {"RUS", "VNM"} <= acts:
            side = "alongside" if each.recipients else "joint"
        else:
            continue
        month = date.fromisoformat(each.when.start).replace(day=1) if each.when and each.when.start else None
        sums[month][side] += 1
        if side != "alongside":
            sums[month]["cooperation"] += max(each.score, 0)
            sums[month]["conflict"] += min(each.score, 0)
            sums[month]["balance"] += each.score
    undated = sums.pop(None, {})
    sides = ("a_to_b", "b_to_a", "joint", "alongside")
    months = {month: Month.model_validate({"month": month, **found}) for month, found in sums.items() if month}
    return months, int(sum(undated.get(side, 0) for side in sides))


@settings(max_examples=6, deadline=None)
@given(made_events)
def test_months_are_the_sums_of_their_events(drawn: list[tuple[str, str, date | None, float]]) -> None:
    events = [
        event(f"e{n}", "CONSULT", actors, recipients, on=on.isoformat() if on else None, score=score)
        for n, (actors, recipients, on, score) in enumerate(drawn)
    ]
    months, undated = expected(events)
    with TemporaryDirectory() as folder:
        store = Store.create(Path(folder) / "store")
        store.write([record(article("a", "Nada.", None), events)])
        for hold in (False, True):
            with Snapshot(store.connect(), hold=hold) as snapshot:
                answer = dyad(snapshot, "RUS", "VNM")
                assert {m.month: m for m in answer.months if m != Month(month=m.month)} == months
                assert answer.undated == undated
                spanned = [m.month.year * 12 + m.month.month for m in answer.months]
                assert spanned == list(range(spanned[0], spanned[-1] + 1)) if spanned else True
