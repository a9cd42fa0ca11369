"""Cells of a row as values. An empty cell is None; a cell that is not what it should be makes the row broken."""

from __future__ import annotations

from datetime import date


class Broken(Exception):
    """A row that cannot be read. Raised by readers of rows and turned into a line with the place."""


def text(row: dict[str, str], name: str) -> str | None:
    """A cell as text; None where it is empty, "None" or "nan", as tables made with pandas have it."""
    value = row.get(name, "").strip()
    return None if value in ("", "None", "nan", "NaN", "NA") else value


def number(row: dict[str, str], name: str) -> float | None:
    """A cell as a number.

    Raises:
        Broken: it is none.
    """
    value = text(row, name)
    if value is None:
        return None
    try:
        found = float(value)
    except ValueError as error:
        raise Broken(f"{name} {value[:20]!r} is no number") from error
    if found != found or abs(found) == float("inf"):
        raise Broken(f"{name} {value[:20]!r} is no number")
    return found


def count(row: dict[str, str], name: str) -> int | None:
    """A cell as a number of things.

    Raises:
        Broken: it is none.
    """
    found = number(row, name)
    if found is None:
        return None
    if found != int(found) or not 0 <= found < 2**53:
        raise Broken(f"{name} {found:g} is no number of things")
    return int(found)


def degrees(row: dict[str, str], name: str, most: float) -> float | None:
    """A cell as degrees from -``most`` to ``most``.

    Raises:
        Broken: it is no number, or beyond.
    """
    found = number(row, name)
    if found is not None and abs(found) > most:
        raise Broken(f"{name} {found:g} is beyond {most:g} degrees")
    return found


def day(row: dict[str, str], name: str) -> str:
    """A cell as an ISO day; it may be written 20240131 or 2024-01-31, with a time behind it.

    Raises:
        Broken: it is empty, or no day of the calendar.
    """
    value = text(row, name)
    if value is None:
        raise Broken(f"{name} is empty")
    try:
        return date.fromisoformat(value[:10].replace("/", "-")).isoformat()
    except ValueError as error:
        raise Broken(f"{name} {value[:20]!r} is no day") from error


def needed(row: dict[str, str], name: str) -> str:
    """A cell as text.

    Raises:
        Broken: it is empty.
    """
    value = text(row, name)
    if value is None:
        raise Broken(f"{name} is empty")
    return value
