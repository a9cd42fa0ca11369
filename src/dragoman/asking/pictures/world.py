"""A map of the world, coloured by how many events a country saw."""

from __future__ import annotations

import json
import math
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from dragoman.asking.answers import Rank, Ranking
from dragoman.asking.pictures.style import FAINT, INK, empty, head, span

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Point = tuple[float, float]
Ring = list[Point]
# From few to many; land where nothing happened; the sea.
STEPS = ("#d6e6ef", "#a9cbe0", "#74a9cb", "#3f82ad", "#1b5883", "#0b3454")
LAND, SEA = "#eceeef", "white"
NAMED, LETTERS = 8, 26
# The meridian in the middle: so that the edge runs through the Bering strait, and no country lies on both sides.
MIDDLE = 11.0
# Equal Earth (Šavrič, Patterson, Jenny 2018): areas are true, shapes are kind.
_A = (1.340264, -0.081106, 0.000893, 0.003796)
_M = math.sqrt(3) / 2


def paint_world(figure: Figure, ranking: Ranking) -> None:
    """Paints counts by country."""
    title = "Events by country"
    placed = [rank for rank in ranking.ranks if rank.key]
    if not placed:
        empty(figure, title, span(ranking.since, ranking.until), "no events with a place")
        return
    events = sum(rank.count for rank in placed)
    lands = f"{len(placed)} countries and territories"
    note = f"{span(ranking.since, ranking.until)} · {events:,} events with a place · {lands}"
    head(figure, title, note)
    axes = figure.add_axes((0.01, 0.09, 0.98, 0.78))
    axes.set_axis_off()
    axes.set_aspect("equal")
    bounds = steps([rank.count for rank in placed])
    counts = {rank.key: rank.count for rank in placed}
    _land(axes, counts, bounds)
    for rank in placed:
        if rank.key not in shapes() and rank.latitude is not None and rank.longitude is not None:
            x, y = project(rank.longitude, rank.latitude)
            axes.plot(x, y, "o", ms=5, mfc=STEPS[_step(rank.count, bounds)], mec=FAINT, mew=0.5, zorder=3)
    axes.autoscale_view()
    axes.margins(0.01)
    _names(figure, axes, placed, bounds)
    _legend(figure, bounds)


def steps(counts: list[int]) -> list[int]:
    """Lower bounds of the colours: as far apart in the number of digits, so that one giant hides nobody."""
    low, high = min(counts), max(counts) + 1
    return sorted({min(round(low * (high / low) ** (i / len(STEPS))), high - 1) for i in range(len(STEPS))})


def _step(count: int, bounds: list[int]) -> int:
    """The place of the colour; where there are fewer steps than colours the dark ones are used, too."""
    place = sum(count >= bound for bound in bounds) - 1
    return round(place * (len(STEPS) - 1) / max(len(bounds) - 1, 1))


def _land(axes: Any, counts: dict[str | None, int], bounds: list[int]) -> None:
    from matplotlib.collections import PathCollection
    from matplotlib.path import Path

    paths, colours = [], []
    for code, polygons in shapes().items():
        for polygon in polygons:
            paths.append(Path.make_compound_path(*(Path(ring, closed=True) for ring in polygon)))
            colours.append(STEPS[_step(counts[code], bounds)] if code in counts else LAND)
    axes.add_collection(PathCollection(paths, facecolors=colours, edgecolors="white", linewidths=0.4, zorder=1))


def _names(figure: Figure, axes: Any, placed: list[Rank], bounds: list[int]) -> None:
    """The first few countries by name: on the map where the name finds room in the country, and as a list."""
    renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
    for rank in placed[:NAMED]:
        ring = _largest(rank.key)
        dark = _step(rank.count, bounds) >= len(STEPS) // 2
        if ring:
            text = axes.text(*_centre(ring), rank.name, fontsize=6.5, ha="center", va="center",
                             color="white" if dark else INK, zorder=4)  # fmt: skip
            if not _inside(text.get_window_extent(renderer).transformed(axes.transData.inverted()), ring):
                text.remove()
    for place, rank in enumerate(placed[:NAMED]):
        height = 0.36 - 0.028 * place
        figure.text(0.035, height, (rank.name or "")[:LETTERS], fontsize=7, color=INK)
        figure.text(0.2, height, f"{rank.count:,}", fontsize=7, color=FAINT, ha="right")


def _largest(code: str | None) -> Ring:
    """The outline of the largest part of a country; none of one that is too small for the map."""
    polygons = shapes().get(code or "", [])
    return max((polygon[0] for polygon in polygons), key=lambda ring: abs(_area(ring)), default=[])


def _inside(box: Any, ring: Ring) -> bool:
    """Whether a box lies inside an outline, as far as its corners and sides tell."""
    from matplotlib.path import Path

    xs, ys = (box.x0, (box.x0 + box.x1) / 2, box.x1), (box.y0, (box.y0 + box.y1) / 2, box.y1)
    return bool(Path(ring).contains_points([(x, y) for x in xs for y in ys]).all())


def _area(ring: Ring) -> float:
    """Twice the area within an outline; below zero where it runs clockwise."""
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise([*ring, ring[0]]))


def _centre(ring: Ring) -> Point:
    """The centre of gravity of an outline."""
    twice = _area(ring)
    edges = [(x0, y0, x1, y1, x0 * y1 - x1 * y0) for (x0, y0), (x1, y1) in pairwise([*ring, ring[0]])]
    x = sum((x0 + x1) * cross for x0, _, x1, _, cross in edges) / (3 * twice)
    return x, sum((y0 + y1) * cross for _, y0, _, y1, cross in edges) / (3 * twice)


def _legend(figure: Figure, bounds: list[int]) -> None:
    from matplotlib.patches import Patch

    ends = [upper - 1 for upper in bounds[1:]]
    labels = [f"{low:,}" if low == end else f"{low:,} to {end:,}" for low, end in zip(bounds, ends, strict=False)]
    labels.append(f"{bounds[-1]:,} or more")
    patches = [Patch(color=STEPS[_step(low, bounds)]) for low in bounds]
    figure.legend([Patch(color=LAND), *patches], ["none", *labels], loc="lower center", ncols=len(labels) + 1,
                  handlelength=1.2, handleheight=1.0, columnspacing=1.4, bbox_to_anchor=(0.5, 0.015))  # fmt: skip


def project(longitude: float, latitude: float) -> Point:
    """A place on the map, by the projection Equal Earth; degrees in, radii of the earth out."""
    return _projected((longitude - MIDDLE + 180) % 360 - 180 + MIDDLE, latitude)


def _projected(longitude: float, latitude: float) -> Point:
    a = math.asin(_M * math.sin(math.radians(latitude)))
    squares = a * a
    sixth = squares**3
    slope = 9 * _A[3] * squares * sixth + 7 * _A[2] * sixth + 3 * _A[1] * squares + _A[0]
    x = math.radians(longitude - MIDDLE) * math.cos(a) / (_M * slope)
    return x, a * (_A[3] * squares * sixth + _A[2] * sixth + _A[1] * squares + _A[0])


@cache
def shapes() -> dict[str, list[list[Ring]]]:
    """The polygons of each country by code: an outer ring and its holes, projected. From TopoJSON (see the data)."""
    data = resources.files("dragoman.asking") / "data" / "world.json"
    topology = json.loads(data.read_text(encoding="utf-8"))
    arcs = [_arc(arc, topology["transform"]) for arc in topology["arcs"]]
    found: dict[str, list[list[Ring]]] = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        found.setdefault(shape["id"], []).extend([[_ring(ring, arcs) for ring in polygon] for polygon in polygons])
    return found


def _arc(steps: list[list[int]], transform: dict[str, list[float]]) -> Ring:
    """An arc in degrees: TopoJSON tells each point by its distance from the one before, on a grid."""
    points, x, y = [], 0, 0
    (wide, high), (left, low) = transform["scale"], transform["translate"]
    for dx, dy in steps:
        x, y = x + dx, y + dy
        points.append((x * wide + left, y * high + low))
    return points


def _ring(numbers: list[int], arcs: list[Ring]) -> Ring:
    """Arcs one after the other, projected; a negative number is an arc that runs backwards."""
    ring: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += arc[1:] if ring else arc
    return [_projected(x, y) for x, y in _whole(ring)]


def _whole(ring: Ring) -> Ring:
    """A ring on one side of the edge of the map. On a globe none has two sides: beyond 180 degrees comes -180."""
    turned, turn = [], 0.0
    for place, (x, y) in enumerate(ring):
        step = x - ring[place - 1][0] if place else 0.0
        turn -= math.copysign(360, step) if abs(step) > 180 else 0.0
        turned.append((x + turn, y))
    shift = 360 if min(x for x, _ in turned) < MIDDLE - 180 else 0
    shift = -360 if max(x for x, _ in turned) > MIDDLE + 180 else shift
    return [(x + shift, y) for x, y in turned]
