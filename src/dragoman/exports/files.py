"""Files that are written whole or not at all, and cells of tables without quotation."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from dragoman.errors import OutputError

# What ends a cell or a line in some reader: tabs, line ends of ASCII and of Unicode.
_BREAKS = re.compile("[\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")


@contextmanager
def whole(paths: Sequence[Path]) -> Iterator[list[Path]]:
    """Gives a temporary file beside each path; they take the places of the paths at the end, or vanish on an error.

    Raises:
        OutputError: a file cannot be written.
    """
    made: list[Path] = []
    try:
        for path in paths:
            if path.is_dir():
                raise OutputError(f"{path} cannot be written: is a directory; name a file")
            if path.exists() and not path.is_file():
                # To take the place of a device or a pipe would break it for everybody.
                raise OutputError(f"{path} cannot be written: is no ordinary file; name one")
            part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
            part.open("x").close()
            made.append(part)
        yield made
        for part, path in zip(made, paths, strict=True):
            part.replace(path)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise OutputError(f"{paths[0]} cannot be written: {reason}") from error
    finally:
        for part in made:
            with suppress(OSError):
                part.unlink()


def cell(value: object) -> str:
    """A value as one cell: "" for None, and no tab or line end within."""
    if value is None:
        return ""
    text = str(value)
    # What breaks a line or a cell is not printable; most cells need no second look.
    return (text if text.isprintable() else _BREAKS.sub(" ", text)).strip()
