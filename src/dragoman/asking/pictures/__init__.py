"""Answers as pictures: time line, balance of a dyad, bars, network, map of the world."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.asking.answers import Dyad, Network, Ranking
from dragoman.asking.pictures.style import SUFFIXES, written
from dragoman.errors import QuestionError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["SUFFIXES", "draw"]


def draw(answer: Dyad | Ranking | Network, path: Path | str) -> None:
    """Writes the picture of an answer as PNG or SVG, by the ending of the file's name.

    A dyad comes out as its balance, counts by month or year as a time line, by country as a map, others as bars.

    Raises:
        QuestionError: the ending is another, or the file cannot be written.
    """

    def paint(figure: Figure) -> None:
        _paint(figure, answer)

    written(Path(path), paint)


def _paint(figure: Figure, answer: Dyad | Ranking | Network) -> None:
    if isinstance(answer, Dyad):
        from dragoman.asking.pictures.balance import paint_balance

        paint_balance(figure, answer)
    elif isinstance(answer, Network):
        from dragoman.asking.pictures.web import paint_network

        paint_network(figure, answer)
    elif isinstance(answer, Ranking):
        from dragoman.asking.pictures import counts, world

        paint = {"month": counts.paint_time, "year": counts.paint_time, "country": world.paint_world}
        paint.get(answer.by, counts.paint_bars)(figure, answer)
    else:
        raise QuestionError(f"there is no picture of {type(answer).__name__}")
