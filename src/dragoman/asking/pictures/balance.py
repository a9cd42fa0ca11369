"""Two parties: cooperation above the line, conflict below, the balance over both, and who acted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.asking.answers import Dyad
from dragoman.asking.pictures.bins import binned, room, step, ticks, unit
from dragoman.asking.pictures.style import BAD, GOOD, INK, SIDES, empty, head, span, whole

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# Up to so many bars the line has dots.
FEW = 36


def paint_balance(figure: Figure, dyad: Dyad) -> None:
    """Paints a dyad."""
    title = f"{dyad.a_name} and {dyad.b_name}"
    if not dyad.counted:
        empty(figure, title, span(dyad.since, dyad.until), f"no dated events of {dyad.a} and {dyad.b}")
        return
    size = step(len(dyad.months))
    values = ((m.month, (m.cooperation, m.conflict, m.balance, m.a_to_b, m.b_to_a, m.joint)) for m in dyad.months)
    bars = binned(values, size)
    days, places = list(bars), range(len(bars))
    good, bad, balance, *sides = (list(column) for column in zip(*bars.values(), strict=True))
    period = f"{dyad.months[0].month:%Y-%m} to {dyad.months[-1].month:%Y-%m}"
    undated = f" · {dyad.undated:,} without a date" if dyad.undated else ""
    head(figure, title, f"{period} · {dyad.counted:,} events · balance {dyad.balance:+,.1f} · by {unit(size)}{undated}")
    upper, lower = figure.subplots(2, 1, sharex=True, gridspec_kw={"height_ratios": [3, 2], "hspace": 0.42})
    figure.subplots_adjust(left=0.075, right=0.975, top=0.8, bottom=0.07)

    upper.bar(places, good, width=0.86, color=GOOD, label="cooperation")
    upper.bar(places, bad, width=0.86, color=BAD, label="conflict")
    dots = "o" if len(days) <= FEW else ""
    upper.plot(places, balance, color=INK, linewidth=1.3, marker=dots, ms=2.5, label="balance")
    upper.axhline(0, color=INK, linewidth=0.7)
    upper.set_title(f"Sum of scores by {unit(size)}", loc="left", fontsize=9)
    upper.legend(loc="lower right", bbox_to_anchor=(1, 1.0), ncols=3, borderaxespad=0.2, handlelength=1.4)
    upper.tick_params(bottom=False)

    below = [0.0] * len(days)
    for side, colour, label in zip(sides, SIDES, _sides(dyad), strict=True):
        lower.bar(places, side, width=0.86, bottom=below, color=colour, label=label)
        below = [b + s for b, s in zip(below, side, strict=True)]
    lower.set_title(f"Events by {unit(size)}", loc="left", fontsize=9)
    lower.legend(loc="lower right", bbox_to_anchor=(1, 1.0), ncols=3, borderaxespad=0.2, handlelength=1.4)
    whole(lower)
    at, labels = ticks(days, size)
    lower.set_xticks(at, labels)
    lower.set_xlim(*room(len(days)))


def _sides(dyad: Dyad) -> tuple[str, str, str]:
    return f"{dyad.a} to {dyad.b}", f"{dyad.b} to {dyad.a}", "both together"
