"""Counts, networks, pages of events and portraits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from dragoman.asking import BY, QuestionError, Snapshot, graph, latest, network, portrait, top
from dragoman.store import Store

ASSERTED = 7  # events of the made records that happened


def counts(snapshot: Snapshot, by: str, **chosen: object) -> list[tuple[str | None, int]]:
    return [(r.key, r.count) for r in top(snapshot, by, **chosen).ranks]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("by", "found"),
    [
        ("party", [("RUS", 6), ("VNM", 6), ("CHL", 1), ("JPN", 1), ("PER", 1)]),
        ("actor", [("RUS", 5), ("VNM", 4), ("CHL", 1)]),
        ("recipient", [("VNM", 2), ("JPN", 1), ("PER", 1), ("RUS", 1)]),
        ("dyad", [("RUS-VNM", 4), ("CHL-PER", 1), ("JPN-RUS", 1), ("JPN-VNM", 1)]),
        ("type", [("ACCUSE", 2), ("CONSULT", 2), ("ASSAULT", 1), ("SANCTION", 1), ("SUPPORT", 1)]),
        ("mode", [("visit", 1)]),
        ("quad", [("VC", 3), ("MX", 2), ("VX", 2)]),
        ("status", [("asserted", 7)]),
        ("country", [("VNM", 1)]),
        ("outlet", [("La Hoja", 4), ("The Leaf", 3)]),
        ("language", [("es", 7)]),
        ("month", [("2023-01", 1), ("2024-06", 2), ("2024-09", 3)]),
        ("year", [("2023", 1), ("2024", 5)]),
        ("topic", [("energía", 1)]),
        ("speaker", [("JPN", 1), ("RUS", 1)]),
    ],
)
def test_counts(snapshot: Snapshot, by: str, found: Sequence[tuple[str, int]]) -> None:
    assert counts(snapshot, by) == found


def test_every_way_to_count_is_tried() -> None:
    tried = {by for by, _ in test_counts.pytestmark[0].args[1]}  # type: ignore[attr-defined]
    assert tried == set(BY)


def test_sums_names_and_articles(snapshot: Snapshot) -> None:
    rank = top(snapshot, "party", articles=True).ranks[0]
    assert (rank.name, rank.score, rank.articles) == ("Russia", -2, 3)
    assert (rank.mean, rank.first, rank.last) == (-2 / 6, date(2024, 6, 20), date(2024, 9, 3))
    assert top(snapshot, "country").ranks[0].latitude == 21.0
    assert top(snapshot, "party").ranks[0].articles is None


def test_filters(snapshot: Snapshot) -> None:
    assert counts(snapshot, "type", since="2024", until="2024-06") == [("CONSULT", 1), ("SUPPORT", 1)]
    assert counts(snapshot, "type", countries=["Vietnam"]) == [("CONSULT", 1)]
    assert counts(snapshot, "type", party="PER") == [("SANCTION", 1)]
    assert counts(snapshot, "type", statuses=["future"]) == [("CONSULT", 1)]
    assert counts(snapshot, "dyad", party="chile") == [("CHL-PER", 1)]
    assert counts(snapshot, "outlet", types=["assault", "SANCTION"]) == [("La Hoja", 1), ("The Leaf", 1)]
    assert len(top(snapshot, "party", limit=2).ranks) == 2


@pytest.mark.parametrize(
    ("by", "chosen", "said"),
    [
        ("planet", {}, "nothing is counted by 'planet'; choose one of party, actor"),
        ("party", {"types": ["DANCE"]}, "there is no type 'DANCE'; there are AGREE, CONSULT"),
        ("party", {"statuses": ["sure"]}, "there is no status 'sure'; there are asserted"),
        ("party", {"countries": ["Narnia"]}, "no party is called 'Narnia'"),
        ("topic", {"party": "RUS"}, "only the period"),
    ],
)
def test_wrong_filters_say_what_there_is(snapshot: Snapshot, by: str, chosen: dict[str, object], said: str) -> None:
    with pytest.raises(QuestionError, match=said):
        top(snapshot, by, **chosen)  # type: ignore[arg-type]


def test_network(snapshot: Snapshot) -> None:
    found = network(snapshot)
    edge = found.edges[0]
    assert (edge.a, edge.b, edge.events, edge.a_to_b, edge.b_to_a, edge.joint) == ("RUS", "VNM", 4, 2, 1, 1)
    assert (edge.score, edge.cooperation, edge.conflict, edge.mean) == (10, 13, -3, 2.5)
    assert {(e.a, e.b) for e in found.edges[1:]} == {("CHL", "PER"), ("JPN", "RUS"), ("JPN", "VNM")}
    busiest = found.nodes[0]
    assert (busiest.code, busiest.name, busiest.events, busiest.partners) == ("RUS", "Russia", 5, 2)
    assert [(e.a, e.b) for e in network(snapshot, least=2).edges] == [("RUS", "VNM")]
    assert len(network(snapshot, limit=1).nodes) == 2
    assert network(snapshot, "2031").nodes == ()


def test_a_network_is_a_graph(snapshot: Snapshot) -> None:
    made = graph(network(snapshot))
    assert made.edges["RUS", "VNM"]["events"] == 4
    assert made.nodes["JPN"]["name"] == "Japan"


def test_latest_events_a_page_at_a_time(snapshot: Snapshot) -> None:
    first = latest(snapshot, limit=2)
    assert first.total == ASSERTED
    assert first.events[0].event == "e4"
    seen = [e.event for offset in (0, 2, 4, 6) for e in latest(snapshot, limit=2, offset=offset).events]
    assert len(seen) == len(set(seen)) == ASSERTED
    assert seen[-1] == "e8"  # without a date
    assert [e.event for e in latest(snapshot, party="Chile").events] == ["e7"]
    assert latest(snapshot, types=["SANCTION"], until="2022").total == 0


def test_portrait(snapshot: Snapshot) -> None:
    russia = portrait(snapshot, "Rusia")
    assert (russia.code, russia.acts, russia.receives) == ("RUS", 5, 1)
    assert [(p.a, p.b, p.events) for p in russia.partners] == [("RUS", "VNM", 4), ("JPN", "RUS", 1)]
    assert [(m.month, m.events, m.score) for m in russia.months] == [
        (date(2024, 6, 1), 2, 9),
        (date(2024, 9, 1), 3, -15),
    ]
    assert [(k.type, k.events) for k in russia.types] == [("CONSULT", 2), ("ACCUSE", 1), ("ASSAULT", 1), ("SUPPORT", 1)]
    assert [q.text for q in russia.quotes] == ["Vietnam es un amigo"]
    assert len(russia.agreements) == 1
    (stance,) = portrait(snapshot, "CHL").positions
    assert (stance.stance, stance.issue, stance.forum) == ("for", "pesca", "ONU")
    assert portrait(snapshot, "RUS", "2024-07", "2024-08").quotes == ()


def test_a_store_without_events_answers_everything(tmp_path: Path) -> None:
    Store.create(tmp_path / "store")
    with Snapshot.open(tmp_path / "store", hold=True) as snapshot:
        for by in BY:
            assert top(snapshot, by).ranks == ()
        assert network(snapshot).edges == ()
        assert latest(snapshot).total == 0
        assert portrait(snapshot, "RUS").acts == 0


def test_codes_that_only_a_store_knows(snapshot: Snapshot) -> None:
    assert snapshot.code("uno") == "UNO"
    assert snapshot.code("ONU") == "UNO"
    assert snapshot.code("Kosovo") == "KOS"
    assert snapshot.code("vn") == "VNM"
    with pytest.raises(QuestionError, match=r"no party is called .RU."):  # Russia, or what Spanish calls "Reino Unido"
        snapshot.code("RU")
    assert snapshot.names.code("qqq", frozenset({"QQQ"})) == "QQQ"
    with pytest.raises(QuestionError, match="did you mean VNM"):
        snapshot.code("Vietnan")
