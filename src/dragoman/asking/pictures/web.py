"""A network: parties as circles, what passed between them as lines coloured by mean score."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dragoman.asking.answers import Edge, Network
from dragoman.asking.pictures.style import INK, SIDES, empty, head, score_scale, scores, span

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# Lines that can still be told apart.
MOST = 70
SEED = 3
# Width of the picture where its height is 1, and how near two circles may come.
WIDE, NEAR = 1.8, 0.13
Spot = tuple[float, float]


def paint_network(figure: Figure, network: Network) -> None:
    """Paints the heaviest edges of a network; the same network always comes out the same."""
    title = "Who has to do with whom"
    period = span(network.since, network.until)
    if not network.edges:
        empty(figure, title, period, "no events between two parties")
        return
    edges = network.edges[:MOST]
    kept = {code for edge in edges for code in (edge.a, edge.b)}
    nodes = tuple(node for node in network.nodes if node.code in kept)
    cut = f"the {MOST} strongest of {len(network.edges):,} ties" if len(network.edges) > MOST else f"{len(edges)} ties"
    head(figure, title, f"{period} · {len(nodes)} parties · {cut} · width: events")
    busiest = max(edge.events for edge in edges)
    spots = _layout(edges, [node.code for node in nodes])
    axes = figure.add_axes((0.03, 0.03, 0.94, 0.83))
    axes.set_axis_off()
    colours, norm = scores()
    for edge in reversed(edges):
        (x0, y0), (x1, y1) = spots[edge.a], spots[edge.b]
        width = 0.7 + 5.3 * math.sqrt(edge.events / busiest)
        axes.plot([x0, x1], [y0, y1], color=colours(norm(edge.mean)), linewidth=width, solid_capstyle="round", zorder=1)
    top = max(node.events for node in nodes)
    sizes = [330 + 1100 * math.sqrt(node.events / top) for node in nodes]
    where = [spots[node.code] for node in nodes]
    axes.scatter([x for x, _ in where], [y for _, y in where], s=sizes, color="white", edgecolor=SIDES[0],
                 linewidth=1.4, zorder=2)  # fmt: skip
    for node, (x, y) in zip(nodes, where, strict=True):
        axes.annotate(node.code, (x, y), ha="center", va="center", fontsize=7.5, color=INK, zorder=3)
    axes.margins(0.05, 0.08)
    score_scale(figure, (0.76, 0.925, 0.2, 0.016))


def _layout(edges: Sequence[Edge], codes: Sequence[str]) -> dict[str, Spot]:
    """Places of the nodes, in the shape of the picture.

    A hub that nobody sees holds together what does not hang together, or each part would flee from the others.
    """
    import networkx

    made = networkx.Graph()
    most = math.log1p(max(edge.events for edge in edges))
    for edge in edges:
        made.add_edge(edge.a, edge.b, weight=0.4 + 0.6 * math.log1p(edge.events) / most)
    made.add_edges_from(((code, "") for code in codes), weight=0.12)
    found = networkx.spring_layout(made, seed=SEED, k=2.2 / math.sqrt(len(made)), iterations=400)
    xs, ys = ([float(found[code][axis]) for code in codes] for axis in (0, 1))
    spots = {}
    for code, x, y in zip(codes, _stretched(xs, WIDE), _stretched(ys, 1.0), strict=True):
        spots[code] = (x, y)
    return _apart(spots)


def _stretched(values: Sequence[float], size: float) -> list[float]:
    """Values spread from 0 to ``size``; in the middle where they are all the same."""
    low, high = min(values), max(values)
    return [size * (value - low) / (high - low) if high > low else size / 2 for value in values]


def _apart(spots: dict[str, Spot]) -> dict[str, Spot]:
    """The same places, moved until no circle lies on another."""
    moved = dict(spots)
    codes = sorted(moved)
    for _ in range(200):
        still = True
        for place, one in enumerate(codes):
            for other in codes[place + 1 :]:
                (x0, y0), (x1, y1) = moved[one], moved[other]
                dx, dy = x1 - x0, y1 - y0
                far = math.hypot(dx, dy)
                if far < NEAR:
                    still = False
                    # Two on one spot are parted sideways.
                    ux, uy = (dx / far, dy / far) if far else (1.0, 0.0)
                    push = (NEAR - far) / 2
                    moved[one] = (x0 - ux * push, y0 - uy * push)
                    moved[other] = (x1 + ux * push, y1 + uy * push)
        if still:
            break
    return moved
