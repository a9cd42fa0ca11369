"""How much is taken from one input, so that no file and no server can hold up or fill up the rest."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of reading; what goes beyond one is a Problem.

    Attributes:
        row: bytes of one line, one row, or one file or page that holds one article.
        text: characters of one article's text. A book has some 500,000.
        download: bytes of a table or an archive fetched from a URL.
        idle: seconds that a server may say nothing.
        seconds: seconds for a whole page or feed.
        download_seconds: seconds for a whole table or archive.
        patience: seconds that a server may ask us to wait; if it asks for more, we go on without it.
        redirects: times that an address may lead to another.
        entries: entries of one feed.
        own_text: characters from which on the text of a feed's entry may stand for an article that cannot be had.
    """

    row: int = 8 << 20
    text: int = 1_000_000
    download: int = 4 << 30
    idle: float = 20.0
    seconds: float = 60.0
    download_seconds: float = 3600.0
    patience: float = 120.0
    redirects: int = 5
    entries: int = 1000
    own_text: int = 400


LIMITS = Limits()


def size(count: int) -> str:
    """A number of bytes as people say it: 8 MB."""
    for unit, name in ((1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "KB")):
        if count >= unit:
            return f"{count / unit:.3g} {name}"
    return f"{count} bytes"
