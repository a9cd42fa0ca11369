"""A copy of a text for comparing: lower case, without accents, and of the same length, so that positions stay true."""

from __future__ import annotations

import unicodedata

_PLAIN = {
    "’": "'", "‘": "'", "ʼ": "'", "`": "'", "–": "-", "—": "-", "‑": "-", "−": "-", "\u00a0": " ", "\u202f": " ",
    "\u2009": " ", "ñ": "ñ", "Ñ": "ñ",
}  # fmt: skip


class _Table(dict[int, str]):
    """Code point -> its plain form, worked out when first met."""

    def __missing__(self, point: int) -> str:
        plain = self[point] = _fold(chr(point))
        return plain


def fold_text(text: str) -> str:
    """Lower case without accents (ñ stays), plain quotes and dashes; ``len(fold_text(text)) == len(text)``."""
    return text.lower() if text.isascii() else text.translate(_TABLE)


def _fold(char: str) -> str:
    if char in _PLAIN:
        return _PLAIN[char]
    if unicodedata.category(char).startswith("L"):
        base = unicodedata.normalize("NFD", char)[0].lower()
        return base if len(base) == 1 else char
    return char


_TABLE = _Table()
