"""Lines of a table, plain or packed as GDELT and POLECAT publish them (zip, gz), with what is broken named."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, cast

from dragoman.errors import InputError

LONGEST = 1 << 20
"""Bytes of a line; rows of both systems are a few thousand long."""
_GZIP = b"\x1f\x8b"
_ZIP = b"PK\x03\x04"


def lines(path: Path) -> Iterator[tuple[int, str | InputError]]:
    """The lines of a file with their numbers from 1, without line ends, read one by one.

    A line that is too long or not UTF-8 comes as an InputError in its place; where the file itself breaks off, an
    InputError comes last.
    """
    number = 0
    with ExitStack() as stack:
        try:
            for stream in _streams(path, stack):
                while raw := stream.readline(LONGEST + 1):
                    number += 1
                    yield number, _line(raw, stream, f"{path}:{number}")
        except (OSError, EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError) as error:
            reason = (getattr(error, "strerror", None) or str(error) or "is cut off").lower()
            read = f"; the {number} lines before are read" if number else ""
            yield number + 1, InputError(f"{path}: cannot be read: {reason}{read}")


def _streams(path: Path, stack: ExitStack) -> Iterator[IO[bytes]]:
    """The file itself, what is packed in it, or every member of the archive."""
    with path.open("rb") as file:
        head = file.read(4)
    if head == _ZIP:
        archive = stack.enter_context(zipfile.ZipFile(path))
        for member in archive.infolist():
            if not member.is_dir():
                with archive.open(member) as unpacked:
                    yield unpacked
        return
    stream = stack.enter_context(path.open("rb"))
    yield cast(IO[bytes], gzip.GzipFile(fileobj=stream)) if head.startswith(_GZIP) else stream


def _line(raw: bytes, stream: IO[bytes], place: str) -> str | InputError:
    if len(raw) > LONGEST and not raw.endswith(b"\n"):
        while (more := stream.readline(LONGEST)) and not more.endswith(b"\n"):
            pass
        return InputError(f"{place}: is longer than {LONGEST} bytes, which no row is")
    try:
        return raw.decode("utf-8").rstrip("\r\n")
    except UnicodeDecodeError as error:
        return InputError(f"{place}: is not UTF-8: byte 0x{raw[error.start]:02X} at byte {error.start} of the line")
