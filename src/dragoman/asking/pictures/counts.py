"""Counts: a time line where they are of months or years, else bars."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dragoman.asking.answers import Rank, Ranking
from dragoman.asking.periods import months
from dragoman.asking.pictures.bins import FEWEST, binned, room, step, ticks, unit
from dragoman.asking.pictures.style import (
    BAD,
    FAINT,
    GOOD,
    INK,
    NEUTRAL,
    SIDES,
    empty,
    head,
    score_scale,
    scores,
    span,
    whole,
)

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# Bars that find room one below the other.
MOST = 30
# Letters of a name that find room beside its bar.
LONGEST = 34
_COUNTED = {"topic": "agreements", "speaker": "quotes"}


def paint_time(figure: Figure, ranking: Ranking) -> None:
    """Paints counts by month or year as a time line, with the mean score below."""
    title = "Events over time"
    if not ranking.ranks:
        empty(figure, title, span(ranking.since, ranking.until), "no dated events")
        return
    known = {_day(rank): rank for rank in ranking.ranks}
    size = 12 if ranking.by == "year" else step(len(list(months(min(known), max(known)))))
    rows = [(day, known.get(day)) for day in months(min(known), max(known))]
    bars = binned(((day, (rank.count, rank.score or 0.0) if rank else (0, 0.0)) for day, rank in rows), size)
    days, places = list(bars), range(len(bars))
    counts = [count for count, _ in bars.values()]
    means = [score / count if count else 0.0 for count, score in bars.values()]
    first, last = min(known), max(known)
    head(figure, title, f"{first:%Y-%m} to {last:%Y-%m} · {sum(counts):,.0f} events · by {unit(size)}")
    upper, lower = figure.subplots(2, 1, sharex=True, gridspec_kw={"height_ratios": [3, 1.3], "hspace": 0.3})
    figure.subplots_adjust(left=0.085, right=0.975, top=0.82, bottom=0.07)
    upper.bar(places, counts, width=0.86, color=SIDES[0])
    upper.set_title(f"Events by {unit(size)}", loc="left", fontsize=9)
    upper.tick_params(bottom=False)
    whole(upper)
    lower.bar(places, means, width=0.86, color=[GOOD if mean >= 0 else BAD for mean in means])
    lower.axhline(0, color=INK, linewidth=0.7)
    lower.set_title("Mean score, conflict below zero", loc="left", fontsize=9)
    at, labels = ticks(days, size)
    lower.set_xticks(at, labels)
    lower.set_xlim(*room(len(days)))


def paint_bars(figure: Figure, ranking: Ranking) -> None:
    """Paints counts as bars, coloured by mean score."""
    what = _COUNTED.get(ranking.by, "events")
    title = f"{what.capitalize()} by {ranking.by}"
    if not ranking.ranks:
        empty(figure, title, span(ranking.since, ranking.until), f"no {what}")
        return
    shown = ranking.ranks[:MOST]
    cut = f" · the first {MOST} of {len(ranking.ranks)}" if len(ranking.ranks) > MOST else ""
    head(figure, title, f"{span(ranking.since, ranking.until)}{cut}")
    axes = figure.add_axes((0.3, 0.05, 0.62, 0.78))
    colours, norm = scores()
    scored = any(rank.mean is not None for rank in shown)
    paints = [NEUTRAL if rank.mean is None else colours(norm(rank.mean)) for rank in shown]
    axes.barh(range(len(shown)), [rank.count for rank in shown], color=paints if scored else SIDES[0], height=0.78)
    for place, rank in enumerate(shown):
        axes.annotate(f"{rank.count:,}", (rank.count, place), (4, 0), textcoords="offset points", va="center",
                      fontsize=8, color=FAINT)  # fmt: skip
    axes.set_yticks(range(len(shown)), [_short(rank) for rank in shown], color=INK)
    axes.set_ylim(max(len(shown), FEWEST) - 0.4, -0.6)
    axes.margins(x=0.1)
    axes.grid(False)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    if scored:
        score_scale(figure, (0.74, 0.915, 0.2, 0.016))


def _day(rank: Rank) -> date:
    year, _, month = (rank.key or "").partition("-")
    return date(int(year), int(month or 1), 1)


def _short(rank: Rank) -> str:
    name = " ".join((rank.name or rank.key or "").split())
    shown = name if len(name) <= LONGEST else name[: LONGEST - 1].rstrip() + "…"
    return f"{shown} ({rank.key})" if rank.key and rank.key != rank.name and len(rank.key) == 3 else shown
