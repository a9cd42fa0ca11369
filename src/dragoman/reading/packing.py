"""Compressed bytes to plain ones, as a stream, told by their first bytes. Whatever came before a cut is handed out."""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO, Protocol

import zstandard

from dragoman.reading.problems import Unreadable

# Unpacked at a time; so little because a few bytes of a malicious file may stand for megabytes.
_PIECE = 2048
_BUFFER = 1 << 16
# What to do about a stream that is cut or damaged.
REMEDY = "fetch it again; what came before is read"
# At least so many first bytes tell the kind of a stream.
HEAD = 4096


class _Unpacker(Protocol):
    """What the decompressors of all libraries have in common."""

    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Packing:
    """A kind of compression: its name, first bytes, endings of file names, and what unpacks one frame of it."""

    name: str
    magic: bytes
    suffixes: tuple[str, ...]
    unpacker: Callable[[], _Unpacker]


PACKINGS = (
    Packing("gzip", b"\x1f\x8b", (".gz", ".gzip"), lambda: zlib.decompressobj(wbits=31)),
    Packing("zstd", b"\x28\xb5\x2f\xfd", (".zst", ".zstd"), lambda: zstandard.ZstdDecompressor().decompressobj()),
    Packing("bzip2", b"BZh", (".bz2",), bz2.BZ2Decompressor),
    Packing("xz", b"\xfd7zXZ\x00", (".xz",), lzma.LZMADecompressor),
)
_ERRORS = (zlib.error, zstandard.ZstdError, lzma.LZMAError, OSError, EOFError)


class Cut(Unreadable):
    """The stream ends or breaks here: nothing more can be read from it."""


def stem(name: str) -> str:
    """A file's name without the ending that tells its compression: ``a.csv.gz`` is ``a.csv``."""
    for packing in PACKINGS:
        for suffix in packing.suffixes:
            if name.lower().endswith(suffix):
                return name[: -len(suffix)]
    return name


def buffered(stream: BinaryIO) -> io.BufferedReader:
    """The stream with its first bytes (``HEAD``, or all until a line ends) ready for ``peek``.

    A pipe gives what its writer has written so far, which may be a letter; that would tell nothing.
    """
    head = b""
    failure: Cut | None = None
    while len(head) < HEAD:
        try:
            piece = _some(stream, HEAD - len(head))
        except Cut as error:
            failure = error  # its turn comes behind what was read before it
            break
        if not piece:
            break
        head += piece
        if len(head.strip()) > 16 and b"\n" in head.lstrip():
            break
    return io.BufferedReader(_Joined(head, stream, failure), max(_BUFFER, HEAD))


def unpacked(stream: BinaryIO, name: str = "") -> io.BufferedReader:
    """The plain bytes of a stream that may be compressed, whatever its name says.

    Raises:
        Unreadable: the name says compressed, and the bytes are neither that nor text. While reading: ``Cut``.
    """
    plain = buffered(stream)
    head = plain.peek()
    for packing in PACKINGS:
        if head.startswith(packing.magic):
            return buffered(io.BufferedReader(_Unpacked(plain, packing), _BUFFER))
    if stem(name) != name and b"\0" in head[:HEAD]:
        raise Unreadable("is not compressed as its name says", "check where it comes from")
    return plain


class _Joined(io.RawIOBase):
    """First bytes that were read already, then the stream."""

    def __init__(self, head: bytes, stream: BinaryIO, failure: Cut | None) -> None:
        self._head = head
        self._stream = stream
        self._failure = failure

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        data, self._head = self._head[: len(view)], self._head[len(view) :]
        if not data and self._failure is not None:
            raise self._failure
        data = data or _some(self._stream, len(view))
        view[: len(data)] = data
        return len(data)


class _Unpacked(io.RawIOBase):
    """Plain bytes of a compressed stream of one or more frames."""

    def __init__(self, stream: BinaryIO, packing: Packing) -> None:
        self._stream = stream
        self._packing = packing
        self._frame: _Unpacker | None = None
        self._waiting = b""  # compressed, behind the end of a frame
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        while not self._ready:
            if not self._unpack():
                return 0
        data, self._ready = self._ready[: len(view)], self._ready[len(view) :]
        view[: len(data)] = data
        return len(data)

    def _unpack(self) -> bool:
        """Unpacks the next piece; False at the end."""
        name = self._packing.name
        piece = self._waiting or _some(self._stream, _PIECE)
        self._waiting = b""
        if self._frame is None:
            piece = piece.lstrip(b"\0")  # tapes and disks fill up with zeros
            if not piece:
                return False
            self._frame = self._packing.unpacker()
        if not piece:
            raise Cut(f"is cut short: the {name} data break off", REMEDY)
        try:
            self._ready = self._frame.decompress(piece)
        except _ERRORS as error:
            raise Cut(f"is damaged: {name} says {error}", REMEDY) from error
        if self._frame.eof:
            self._waiting = self._frame.unused_data
            self._frame = None
        return True


def _some(stream: BinaryIO, count: int) -> bytes:
    """Up to ``count`` bytes, as soon as there are any."""
    read1 = getattr(stream, "read1", None)
    data = read1(count) if read1 is not None else stream.read(count)
    return bytes(data or b"")
