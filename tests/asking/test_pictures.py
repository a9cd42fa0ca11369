"""Pictures: what words stand in them, that they are pictures, and that maps and nets are sound."""

from __future__ import annotations

import math
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.asking import Network, QuestionError, Ranking, Snapshot, draw, dyad, network, top
from dragoman.asking.answers import Edge, Month, Node, Rank
from dragoman.asking.pictures.web import NEAR, _layout
from dragoman.asking.pictures.world import project, shapes, steps


def words(path: Path) -> str:
    """Every word of an SVG file, which is well-formed."""
    root = ET.parse(path).getroot()
    assert root.tag.endswith("svg")
    return "\n".join(t for e in root.iter() if e.tag.endswith("text") for t in e.itertext())


def test_a_dyad_as_balance(snapshot: Snapshot, tmp_path: Path) -> None:
    draw(dyad(snapshot, "RUS", "VNM"), tmp_path / "dyad.svg")
    text = words(tmp_path / "dyad.svg")
    for said in ("Russia and Vietnam", "2024-06 to 2024-09", "3 events", "balance +6.0", "1 without a date",
                 "cooperation", "conflict", "RUS to VNM", "VNM to RUS", "2024-07"):  # fmt: skip
        assert said in text, said


def test_png(snapshot: Snapshot, tmp_path: Path) -> None:
    for name, answer in (
        ("a", dyad(snapshot, "RUS", "VNM")),
        ("b", top(snapshot, "country")),
        ("c", network(snapshot)),
    ):
        path = tmp_path / f"{name}.PNG"
        draw(answer, path)
        data = path.read_bytes()
        assert data.startswith(b"\x89PNG\r\n")
        width, height = (int.from_bytes(data[i : i + 4], "big") for i in (16, 20))
        assert (width, height) == (1350, 810)
        assert len(data) > 10_000


@pytest.mark.parametrize(
    ("by", "said"),
    [
        ("month", ["Events over time", "2023-01 to 2024-09", "6 events", "by month", "Mean score"]),
        ("year", ["by year"]),
        ("country", ["Events by country", "1 events with a place", "Vietnam", "none"]),
        ("party", ["Events by party", "Russia (RUS)", "Chile (CHL)", "6"]),
        ("topic", ["Agreements by topic", "energía"]),
    ],
)
def test_counts(snapshot: Snapshot, tmp_path: Path, by: str, said: list[str]) -> None:
    draw(top(snapshot, by), tmp_path / "top.svg")
    text = words(tmp_path / "top.svg")
    assert [word for word in said if word not in text] == []


def test_network(snapshot: Snapshot, tmp_path: Path) -> None:
    draw(network(snapshot), tmp_path / "net.svg")
    text = words(tmp_path / "net.svg")
    assert "5 parties" in text
    assert "4 ties" in text
    assert {"RUS", "VNM", "JPN", "CHL", "PER"} <= set(text.split())


def test_the_same_answer_is_the_same_picture(snapshot: Snapshot, tmp_path: Path) -> None:
    for name in ("one", "two"):
        draw(network(snapshot), tmp_path / f"{name}.svg")
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()


def test_nothing_to_show_is_said(snapshot: Snapshot, tmp_path: Path) -> None:
    cases = [
        (dyad(snapshot, "RUS", "CUB"), "no dated events of RUS and CUB"),
        (top(snapshot, "country", "2031"), "no events with a place"),
        (top(snapshot, "month", "2031"), "no dated events"),
        (top(snapshot, "party", "2031"), "no events"),
        (network(snapshot, "2031"), "no events between two parties"),
    ]
    for answer, said in cases:
        draw(answer, tmp_path / "empty.svg")
        assert said in words(tmp_path / "empty.svg")
        assert "from 2031-01-01" in words(tmp_path / "empty.svg") or answer is cases[0][0]


def test_a_dollar_in_a_name_is_a_dollar(tmp_path: Path) -> None:
    rank = Rank(key="a $b$ c", name="a $b$ c", count=1, score=0, mean=0, articles=None, first=None, last=None)
    draw(Ranking(by="outlet", since=None, until=None, ranks=(rank,)), tmp_path / "dollar.svg")
    assert "a $b$ c" in words(tmp_path / "dollar.svg")


def test_only_png_and_svg(snapshot: Snapshot, tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match=r"end the name in \.png or \.svg"):
        draw(network(snapshot), tmp_path / "net.jpg")
    with pytest.raises(QuestionError, match="cannot be written: no such file or directory"):
        draw(network(snapshot), tmp_path / "nowhere" / "net.png")


def test_a_dyad_of_decades_has_bars_of_years(snapshot: Snapshot, tmp_path: Path) -> None:
    answer = dyad(snapshot, "RUS", "VNM", "1975", "2024")
    assert len(answer.months) == 600
    draw(answer, tmp_path / "long.svg")
    assert "Sum of scores by year" in words(tmp_path / "long.svg")
    short = answer.model_copy(update={"months": (Month(month=date(2024, 6, 1), joint=1, cooperation=1, balance=1),)})
    draw(short, tmp_path / "short.svg")
    assert "2024-06" in words(tmp_path / "short.svg")


def test_the_map_has_the_world_and_no_shape_runs_across_it() -> None:
    found = shapes()
    assert len(found) > 170
    assert {"RUS", "USA", "FJI", "VNM", "KOS", "CHL"} <= set(found)
    assert all(len(code) == 3 for code in found)
    for code, polygons in found.items():
        for polygon in polygons:
            for ring in polygon:
                xs = [x for x, _ in ring]
                assert ring[0] == pytest.approx(ring[-1]), code
                assert max(xs) - min(xs) < 2.6, code  # Russia is the widest, and the map is 5.4 wide
    assert math.dist(project(11, 0), (0, 0)) < 1e-9


@given(st.lists(st.integers(1, 10**7), min_size=1, max_size=40))
def test_steps_of_the_map_begin_with_the_fewest_and_rise(counts: list[int]) -> None:
    bounds = steps(counts)
    assert bounds[0] == min(counts)
    assert bounds == sorted(set(bounds))
    assert bounds[-1] <= max(counts)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(10, 19), st.integers(1, 500)), min_size=1, max_size=30))
def test_no_circle_lies_on_another(ties: list[tuple[int, int, int]]) -> None:
    edges = {
        (a, b): Edge(
            a=str(a), b=str(b), events=n, a_to_b=n, b_to_a=0, joint=0, score=0, mean=0, cooperation=0, conflict=0
        )
        for a, b, n in ties
    }
    nodes = sorted({code for edge in edges.values() for code in (edge.a, edge.b)})
    spots = list(_layout(tuple(edges.values()), nodes).values())
    assert len(spots) == len(nodes)
    for place, one in enumerate(spots):
        for other in spots[place + 1 :]:
            assert math.dist(one, other) > NEAR * 0.9


def test_a_net_of_too_many_ties_says_so(tmp_path: Path) -> None:
    codes = [f"C{n:02d}" for n in range(15)]
    edges = tuple(
        Edge(a=a, b=b, events=2, a_to_b=1, b_to_a=1, joint=0, score=0, mean=0, cooperation=0, conflict=0)
        for i, a in enumerate(codes)
        for b in codes[i + 1 :]
    )
    nodes = tuple(Node(code=code, name=code, events=2, score=0, partners=1) for code in codes)
    draw(Network(since=None, until=None, edges=edges, nodes=nodes), tmp_path / "net.svg")
    assert "the 70 strongest of 105 ties" in words(tmp_path / "net.svg")
