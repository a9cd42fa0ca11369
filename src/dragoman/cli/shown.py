"""Answers of a store as tables for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Console
from rich.table import Table as Screen
from rich.text import Text

from dragoman.cli.cells import flat

if TYPE_CHECKING:
    from dragoman.asking import Dyad, Network, Ranking

# Letters of a value that are shown.
WIDEST = 120
# Months up to which each has a row of its own.
LONG = 36
# Ties that are shown.
TIES = 40
# What is counted, where it is not events.
COUNTED = {"topic": "Agreements", "speaker": "Quotes"}


def show_rows(screen: Console, columns: Sequence[str], rows: Iterable[Sequence[Any]], left: int = 0) -> None:
    """Prints rows as a table, numbers to the right; the first ``left`` columns are words, whatever they look like."""
    kept = [list(row) for row in rows]
    table = Screen(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for place, column in enumerate(columns):
        numbers = place >= left and all(isinstance(row[place], int | float | None) for row in kept)
        table.add_column(column, justify="right" if kept and numbers else "left", overflow="fold")
    for row in kept:
        table.add_row(*(_cell(value) for value in row))
    screen.print(table)


def show_dyad(dyad: Dyad, screen: Console) -> None:
    """Prints a dyad: months (years, where there are many) and what else there is."""
    from dragoman.asking.pictures.bins import binned

    screen.print(Text(f"{dyad.a_name} and {dyad.b_name}", "bold"))
    if not dyad.months and not dyad.undated:
        screen.print(f"no events of {dyad.a} and {dyad.b} that fit; `--status all` shows plans and denials, too")
    if dyad.months:
        long = len(dyad.months) > LONG
        values = (
            (m.month, (m.a_to_b, m.b_to_a, m.joint, m.alongside, m.cooperation, m.conflict, m.balance))
            for m in dyad.months
        )
        bars = binned(values, 12 if long else 1)
        rows: list[tuple[Any, ...]] = [
            (f"{day:%Y}" if long else f"{day:%Y-%m}", *map(int, sums[:4]), *sums[4:])
            for day, sums in bars.items()
            if sum(sums[:4])
        ]
        sides = (f"{dyad.a} to {dyad.b}", f"{dyad.b} to {dyad.a}", "Together", "Alongside")
        columns = ("Year" if long else "Month", *sides, "Cooperation", "Conflict", "Balance")
        total = ("All", *(sum(column) for column in list(zip(*rows, strict=True))[1:]))
        show_rows(screen, columns, [*rows, total])
    if dyad.undated:
        screen.print(f"{dyad.undated:,} events have no date", style="dim")
    _part(screen, "Types", ("Type", "Events", "Score"), [(k.type, k.events, k.score) for k in dyad.types])
    events = [
        (e.date, _what(e.type, e.mode), _whom(e.actors, e.recipients), e.score, _short(e.sentence)) for e in dyad.events
    ]
    _part(screen, "Events that weigh most", ("Date", "What", "Who", "Score", "Words"), events)
    accords = [(a.date, a.kind, a.status, ", ".join(a.parties), ", ".join(a.topics)) for a in dyad.agreements]
    _part(screen, "Agreements", ("Date", "Kind", "Status", "Parties", "On"), accords)
    quotes = [(q.date, q.name or q.speaker, _short(q.text)) for q in dyad.quotes]
    _part(screen, "Quotes", ("Date", "Who", "Words"), quotes)


def show_ranking(ranking: Ranking, screen: Console) -> None:
    """Prints counts."""
    if not ranking.ranks:
        screen.print("nothing fits; `--status all` counts plans and denials, too")
        return
    ranks = ranking.ranks
    columns: dict[str, list[Any]] = {ranking.by.capitalize(): [r.key for r in ranks], "Name": [r.name for r in ranks]}
    columns[COUNTED.get(ranking.by, "Events")] = [r.count for r in ranks]
    columns |= {"Score": [r.score for r in ranks], "Mean": [r.mean for r in ranks]}
    columns |= {"Articles": [r.articles for r in ranks]}
    columns |= {"First": [r.first for r in ranks], "Last": [r.last for r in ranks]}
    if all(r.name == r.key for r in ranks):
        del columns["Name"]
    kept = {name: values for name, values in columns.items() if any(value is not None for value in values)}
    show_rows(screen, tuple(kept), list(zip(*kept.values(), strict=True)), left=1)


def show_network(network: Network, screen: Console) -> None:
    """Prints the strongest ties of a network."""
    if not network.edges:
        screen.print("no two parties have to do with each other in events that fit; `--status all` counts plans, too")
        return
    names = {node.code: node.name for node in network.nodes}
    rows = [
        (names[e.a], names[e.b], e.events, e.a_to_b, e.b_to_a, e.joint, e.score, e.mean) for e in network.edges[:TIES]
    ]
    show_rows(screen, ("A", "B", "Events", "A to B", "B to A", "Together", "Score", "Mean"), rows)
    if len(network.edges) > TIES:
        screen.print(f"{TIES} of {len(network.edges):,} ties; csv and json give all", style="dim")


def _part(screen: Console, title: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    if rows:
        screen.print()
        screen.print(Text(title, "bold"))
        show_rows(screen, columns, rows)


def _what(kind: str, mode: str | None) -> str:
    return f"{kind} {mode}" if mode else kind


def _whom(actors: Sequence[str], recipients: Sequence[str]) -> str:
    sides = [", ".join(side) for side in (actors, recipients) if side]
    return " to ".join(sides)


def _short(text: str | None) -> str:
    flat = " ".join((text or "").split())
    return flat if len(flat) <= WIDEST else flat[: WIDEST - 1].rstrip() + "…"


def _cell(value: Any) -> Text:
    if value is None:
        return Text("-", "dim")
    if isinstance(value, float):
        return Text(f"{value:,.1f}")
    if isinstance(value, bool):
        return Text(str(value).lower())
    if isinstance(value, int):
        return Text(f"{value:,}")
    return Text(_short(value if isinstance(value, str) else flat(value)))
