"""Words compared without accents and case, because half of what is scanned or telegraphed has none.

Two ways: ``fold`` for looking words up, ``fold_text`` for finding expressions in a text at their positions.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = 40
"""Code points up to which the form of a word is kept, so that what is kept stays small."""

_FORM = re.compile(r"[^\W_]+")

_PLAIN = {
    "’": "'", "‘": "'", "ʼ": "'", "`": "'", "–": "-", "—": "-", "‑": "-", "−": "-", "\u00a0": " ", "\u202f": " ",
    "\u2009": " ", "ñ": "ñ", "Ñ": "ñ",
}  # fmt: skip


def fold(text: str) -> str:
    """Without case and accents, ligatures and the like in plain letters; the length may change.

    "ñ" becomes "n", which agrees with texts that lost their accents.
    """
    if text.isascii():
        return text.lower()
    return _kept(text) if len(text) <= _WORD else _bare(text)


def _bare(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()


_kept = lru_cache(maxsize=16_384)(_bare)


def forms_of(folded: str) -> frozenset[str]:
    """The runs of letters and digits in a folded text."""
    return frozenset(_FORM.findall(folded))


def longest_form(folded: str) -> str | None:
    """The longest run of letters and digits in a folded phrase, which a text with the phrase must have; None: it has
    none."""
    return max(_FORM.findall(folded), key=len, default=None)


def fold_text(text: str) -> str:
    """Lower case without accents (ñ stays), plain quotes and dashes; ``len(fold_text(text)) == len(text)``."""
    return text.lower() if text.isascii() else text.translate(_TABLE)


class _Table(dict[int, str]):
    """Code point -> its plain form, worked out when first met."""

    def __missing__(self, point: int) -> str:
        plain = self[point] = _plain(chr(point))
        return plain


def _plain(char: str) -> str:
    if char in _PLAIN:
        return _PLAIN[char]
    if unicodedata.category(char).startswith("L"):
        base = unicodedata.normalize("NFD", char)[0].lower()
        return base if len(base) == 1 else char
    return char


_TABLE = _Table()
