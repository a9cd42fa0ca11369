"""The look of all pictures, and how one is written: no display, no state of matplotlib's, the same bytes each time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.errors import QuestionError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.colors import Colormap, Normalize
    from matplotlib.figure import Figure

# Blue and orange can be told apart by everybody who can see.
GOOD, BAD, NEUTRAL = "#2a6f9e", "#c4561f", "#c9cdd1"
INK, FAINT, LINE = "#22272b", "#5d666d", "#dfe3e6"
# Sides of a dyad: one, the other, both.
SIDES = ("#4c78a8", "#e0973c", "#72a06a")
SIZE = (9.0, 5.4)
DOTS = 150
SUFFIXES = (".png", ".svg")
_STYLE: Any = {
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "text.color": INK,
    "axes.labelcolor": FAINT,
    "axes.edgecolor": LINE,
    "axes.labelsize": 8,
    "xtick.color": FAINT,
    "ytick.color": FAINT,
    "xtick.labelsize": 8,
    "ytick.labelsize": 8,
    "xtick.major.size": 3,
    "ytick.major.size": 0,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "grid.color": LINE,
    "grid.linewidth": 0.6,
    "axes.axisbelow": True,
    "legend.frameon": False,
    "legend.fontsize": 8,
    "text.parse_math": False,  # a dollar in a name is a dollar
    "svg.fonttype": "none",  # words stay words, which can be found and read out
    "svg.hashsalt": "dragoman",
}


def written(path: Path, paint: Callable[[Figure], None], size: tuple[float, float] = SIZE) -> None:
    """Has a figure painted and writes it, as PNG or SVG by the ending of the file's name.

    Raises:
        QuestionError: the ending is another, or the file cannot be written.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise QuestionError(f"{path}: pictures are PNG or SVG; end the name in {' or '.join(SUFFIXES)}")
    import matplotlib
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with matplotlib.rc_context(_STYLE):
        figure = Figure(figsize=size, dpi=DOTS, facecolor="white")
        FigureCanvasAgg(figure)  # can tell how large a text comes out
        paint(figure)
        try:
            figure.savefig(path, metadata={"Date": None} if path.suffix.lower() == ".svg" else None)
        except OSError as error:
            raise QuestionError(f"{path}: cannot be written: {(error.strerror or str(error)).lower()}") from error


def head(figure: Figure, title: str, note: str) -> None:
    """Title and a line of facts, at the upper left."""
    figure.text(0.03, 0.955, title, fontsize=13, fontweight="bold", va="center")
    figure.text(0.03, 0.905, note, fontsize=8.5, color=FAINT, va="center")


def empty(figure: Figure, title: str, note: str, message: str) -> None:
    """A picture that says that there is nothing to show."""
    head(figure, title, note)
    figure.text(0.5, 0.47, message, fontsize=11, color=FAINT, ha="center", va="center")


def scores() -> tuple[Colormap, Normalize]:
    """Colours of mean scores, from conflict to cooperation."""
    from matplotlib.colors import LinearSegmentedColormap, Normalize

    return LinearSegmentedColormap.from_list("scores", [BAD, "#e9b491", NEUTRAL, "#93bcd6", GOOD]), Normalize(-8, 8)


def score_scale(figure: Figure, place: tuple[float, float, float, float]) -> None:
    """The legend of the colours of mean scores."""
    from matplotlib.cm import ScalarMappable

    colours, norm = scores()
    axes = figure.add_axes(place)
    bar = figure.colorbar(ScalarMappable(norm, colours), cax=axes, orientation="horizontal", ticks=[-8, 0, 8])
    bar.outline.set_visible(False)
    axes.set_xticklabels(["conflict", "0", "cooperation"], fontsize=7)
    axes.set_title("mean score", fontsize=7.5, color=FAINT, pad=3)
    axes.grid(False)


def span(since: date | None, until: date | None) -> str:
    """A period in words."""
    if since and until:
        return f"{since} to {until}"
    return f"from {since}" if since else f"until {until}" if until else "all dates"


def whole(axes: Axes) -> None:
    """Ticks of a count at whole numbers, with thousands parted."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
