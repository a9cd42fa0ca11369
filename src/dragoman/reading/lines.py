"""Lines of a byte stream, none of them longer in memory than the limit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from dragoman.reading.limits import size
from dragoman.reading.packing import Cut
from dragoman.reading.problems import Unreadable


class Line(NamedTuple):
    """A line with its end; ``number`` from 1, ``offset`` of its first byte, ``data`` None if it is too long."""

    number: int
    offset: int
    data: bytes | None


class Lines:
    """Iterates over the lines of a stream; ``number`` is that of the last line begun."""

    def __init__(self, stream: BinaryIO, limit: int) -> None:
        self._stream = stream
        self._limit = limit
        self._offset = 0
        self.number = 0

    def __iter__(self) -> Iterator[Line]:
        return self

    def __next__(self) -> Line:
        self.number += 1
        offset = self._offset
        data = self._piece()
        if not data:
            raise StopIteration
        if len(data) <= self._limit:
            return Line(self.number, offset, data)
        while data and not data.endswith(b"\n"):
            data = self._piece()
        return Line(self.number, offset, None)

    def _piece(self) -> bytes:
        data = self._stream.readline(self._limit + 1)
        self._offset += len(data)
        return data


def too_long(limit: int, what: str = "line") -> Unreadable:
    """The complaint about a line, row, file or page beyond the limit."""
    return Unreadable(f"the {what} is longer than {size(limit)}", "give one article a line, row or file")


def whole(stream: BinaryIO, limit: int, what: str = "file") -> bytes:
    """All bytes of a stream that holds one article.

    Raises:
        Unreadable: it is longer than the limit, or cut short.
    """
    try:
        data = stream.read(limit + 1)
    except Cut as error:  # of half an article nothing is read
        raise Unreadable(error.reason, "fetch it again") from error
    if len(data) > limit:
        raise too_long(limit, what)
    return data
