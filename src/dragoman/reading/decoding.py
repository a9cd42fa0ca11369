"""Bytes to text. UTF-8 only: a guessed encoding gives wrong letters in silence."""

from __future__ import annotations

import codecs
import re

from dragoman.reading.problems import Unreadable

_SIGNATURES = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP archive or office document",
    b"\x1f\x8b": "a gzip archive",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"PAR1": "a Parquet table without the name .parquet",
}
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Looked for in the head of a page only, as browsers do.
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_HEAD = 4096


def decode(data: bytes) -> str:
    """The text of a file, without a byte order mark.

    Raises:
        Unreadable: empty, binary, or not UTF-8; the reason names the byte and its position, from 0.
    """
    check_text(data[:_HEAD])
    if not data.strip():
        raise Unreadable("is empty")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # utf-8-sig counts from behind the mark
        mark = len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0
        raise not_utf8(error.object[error.start], error.start + mark) from error
    if not text.strip():
        raise Unreadable("is empty")
    return text


def decode_page(data: bytes, sent_as: str | None = None) -> str:
    """The source of a web page: UTF-8, or else the encoding that its server or the page itself declares.

    Args:
        sent_as: the encoding that the server names; it goes before the page's own word, as in browsers.

    Raises:
        Unreadable: as `decode`, or the page is not in the encoding that is declared.
    """
    check_text(data[:_HEAD])
    try:
        # Letters of another encoding are never valid UTF-8 by chance, and declarations are often wrong.
        return decode(data)
    except Unreadable:
        if not data.strip():
            raise
    declared = _CHARSET.search(data[:_HEAD])
    name = sent_as or (declared.group(1).decode("ascii") if declared else "utf-8")
    try:
        codec = codecs.lookup(name).name
    except LookupError as error:
        raise Unreadable(f"declares the unknown encoding {name!r}", "convert it to UTF-8") from error
    if codec in ("utf-8", "ascii"):
        return decode(data)
    # Browsers read "latin-1" as Windows-1252, and pages rely on it for quotation marks.
    codec = "cp1252" if codec == "iso8859-1" else codec
    try:
        return data.decode(codec)
    except (UnicodeDecodeError, LookupError) as error:
        raise Unreadable(f"is not in the encoding that it declares, {name}", "convert it to UTF-8") from error


def check_text(head: bytes) -> None:
    """Looks at the first bytes of a file.

    Raises:
        Unreadable: they are not of a text in UTF-8.
    """
    if head.startswith(_UTF16):
        raise Unreadable("is UTF-16, not UTF-8", "convert it: iconv -f UTF-16 -t UTF-8")
    for signature, name in _SIGNATURES.items():
        if head.startswith(signature):
            raise Unreadable(f"is {name}, not text", "give the text itself")
    if b"\0" in head:
        raise Unreadable("is binary, not text", "give the text itself")


def not_utf8(byte: int, position: int) -> Unreadable:
    """The complaint about a byte that is not UTF-8, at a position of the file counted from 0."""
    return Unreadable(
        f"is not UTF-8: byte 0x{byte:02X} at position {position}",
        "convert it, for instance: iconv -f WINDOWS-1252 -t UTF-8",
    )
