"""Stretches in quotation marks, found in raw text: no parser is needed, and no mark is trusted to be closed.

A mark that nobody closes costs at most its paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_OPEN = {"“": "”", "„": "“”", "«": "»", "‹": "›", "‘": "’", "❝": "❞", "〝": "〞", "‚": "‘’", "「": "」", "『": "』"}
_CLOSE = {"”", "»", "›", "’", "❞", "〞", "」", "』", "‟"}
_SINGLE = {"‘", "’", "'", "‚", "‹", "›", "`"}
_MARK = re.compile(f'[{"".join({*_OPEN, *_CLOSE, *_SINGLE})}´"＂]')
_DASHES = "—–―"
_DASH = re.compile(r"[—–―]")
_EDGES = " \t\n\r,.;:–—-…\u00a0"
_KEPT = "…"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words in quotation marks.

    Attributes:
        start, end: the words without the marks and outer punctuation, in code points of the text.
        outer_start, outer_end: with the marks.
        text: the words; where the stretch goes over paragraphs, without the marks that open each.
        depth: 0, or 1 for a stretch inside another.
        closed: False where the closing mark is missing.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    text: str
    depth: int = 0
    closed: bool = True


@dataclass(slots=True)
class _Opened:
    at: int
    width: int
    mark: str


def find_stretches(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[Stretch]:
    """All stretches in quotation marks, in order; nested ones after the one they lie in."""
    found: list[Stretch] = []
    carried: Stretch | None = None  # an unclosed quotation that the next paragraph may go on with
    for start, end in paragraphs:
        spoken = _dialogue(text, start, end)
        inside, open_mark = (spoken, None) if spoken else _paragraph(text, start, end)
        if carried is not None:
            first = next((s for s in inside if s.depth == 0), None)
            goes_on = _opens_with(text, start)
            if goes_on and first and first.outer_start <= start + 1 and not open_mark:
                inside.remove(first)
                inside.insert(0, _joined(text, carried, first))
                carried = None
            elif goes_on and open_mark and open_mark.at <= start + 1:
                carried = _joined(text, carried, _open_ended(text, open_mark, end))
                found += inside
                continue
            else:
                carried = None
        found += inside
        if open_mark and _opens_with(text, _next_start(paragraphs, end)):
            carried = _open_ended(text, open_mark, end)
    return found


def _dialogue(text: str, start: int, end: int) -> list[Stretch]:
    """Spoken pieces of a paragraph of dialogue: "—No firmaremos —dijo el negociador—. Nunca". Without an inserted
    clause in lower case it may be a list, and gives nothing."""
    if text[start] not in _DASHES:
        return []
    cuts = [start, *(m.start() for m in _DASH.finditer(text, start + 1, end)), end]
    pieces = [(a + 1, b) for a, b in pairwise(cuts)]
    told = [text[a:b].lstrip()[:1].islower() for a, b in pieces]
    if len(pieces) < 2 or told[0] or not told[1] or text[pieces[0][1] - 1] != " ":
        return []
    made = [_stretch(text, a - 1, a, b, b, 0) for number, (a, b) in enumerate(pieces) if number % 2 == 0]
    return [s for s in made if s]


def _next_start(paragraphs: Sequence[tuple[int, int]], end: int) -> int:
    # paragraphs come in order; the one after the end is found by halving
    low, high = 0, len(paragraphs)
    while low < high:
        middle = (low + high) // 2
        if paragraphs[middle][0] < end:
            low = middle + 1
        else:
            high = middle
    return paragraphs[low][0] if low < len(paragraphs) else -1


def _opens_with(text: str, at: int) -> bool:
    return 0 <= at < len(text) and (text[at] in _OPEN or text[at] in '"»”')


def _paragraph(text: str, start: int, end: int) -> tuple[list[Stretch], _Opened | None]:
    """Stretches of one paragraph, and the outermost mark that is left open at its end."""
    stack: list[_Opened] = []
    found: list[Stretch] = []
    mark = _MARK.search(text, start, end)
    while mark is not None:
        i = mark.start()
        kind, width = _role(text, i, start, end, stack)
        if kind == "open" and len(stack) < 3:
            stack.append(_Opened(i, width, text[i]))
        elif kind == "close":
            level = _matching(stack, text[i], width)
            if level is not None:
                opened = stack[level]
                del stack[level:]
                stretch = _stretch(text, opened.at, opened.at + opened.width, i, i + width, len(stack))
                if stretch:
                    found.append(stretch)
        mark = _MARK.search(text, i + width, end)
    if stack and stack[0].mark in _SINGLE:
        stack = []
    found = [_lifted(s, stack) for s in found] if stack else found
    found.sort(key=lambda s: (s.outer_start, -s.outer_end))
    return found, (stack[0] if stack else None)


def _lifted(stretch: Stretch, stack: list[_Opened]) -> Stretch:
    """A stretch inside a quotation that is never closed counts as one of its own."""
    around = sum(o.at < stretch.outer_start for o in stack)
    depth = max(stretch.depth - around, 0)
    return Stretch(
        stretch.start, stretch.end, stretch.outer_start, stretch.outer_end, stretch.text, depth, stretch.closed
    )


def _matching(stack: list[_Opened], mark: str, width: int) -> int | None:
    """Which opened mark a closing one closes: the nearest of its kind, or for a double one the nearest double."""
    for level in range(len(stack) - 1, -1, -1):
        opened = stack[level]
        if mark in _OPEN.get(opened.mark, "") or (mark == opened.mark and width == opened.width):
            return level
    single = mark in _SINGLE and width == 1
    for level in range(len(stack) - 1, -1, -1):
        opened = stack[level]
        if (opened.mark in _SINGLE and opened.width == 1) == single:
            return level
    return None


def _role(text: str, i: int, start: int, end: int, stack: list[_Opened]) -> tuple[str, int]:
    """Whether the character opens or closes a quotation, and how many code points the mark has."""
    char = text[i]
    before = text[i - 1] if i > start else " "
    after = text[i + 1] if i + 1 < end else " "
    if char in "`'´" and after == char:
        beyond = text[i + 2] if i + 2 < end else " "
        return _by_side(before, beyond, bool(stack)), 2
    if char in "'`":
        return _apostrophe(text, i, before, after, end, stack), 1
    if char == "’":
        closes = any(o.mark in "‘‚’" for o in stack) and not (before.isalnum() and after.isalnum())
        return ("close" if closes and not _possessive(text, i, end) else ""), 1
    if char == "‘":
        return ("" if before.isalnum() else "open"), 1
    if char == "“" and any(o.mark == "„" for o in stack):
        return "close", 1
    if char in "”»" and not stack and _by_side(before, after, False) == "open":
        return "open", 1
    if char in _OPEN:
        return "open", 1
    if char in _CLOSE:
        return "close", 1
    if char in '"＂':
        return _by_side(before, after, any(o.mark in '"＂“„' for o in stack)), 1
    return "", 1


def _by_side(before: str, after: str, opened: bool) -> str:
    """A straight mark opens after a space or bracket and before a word, and closes elsewhere."""
    opens = before.isspace() or before in "([{¿¡—–-/«“‘\"'"
    closes = after.isspace() or after in ")]},.;:?!—–-…/»”’\"'"
    if opens and not closes:
        return "open"
    if closes and not opens:
        return "close"
    return "close" if opened else "open"


def _apostrophe(text: str, i: int, before: str, after: str, end: int, stack: list[_Opened]) -> str:
    if before.isalnum() and after.isalnum():
        return ""
    opened = any(o.mark in "'`" for o in stack)
    if not before.isalnum() and (after.isalpha() or after in "¿¡") and (before.isspace() or before in '([{—–-"“«'):
        # an opening mark needs a closing one in the paragraph: "'cause" has none
        return "open" if _closes_later(text, i + 1, end) else ""
    return "close" if opened and not _possessive(text, i, end) else ""


def _closes_later(text: str, at: int, end: int) -> bool:
    limit = min(end, at + 2000)
    at = text.find("'", at, limit)
    while at >= 0:
        after = text[at + 1] if at + 1 < end else " "
        if not after.isalnum() and not text[at - 1].isspace():
            return True
        at = text.find("'", at + 1, limit)
    return False


def _possessive(text: str, i: int, end: int) -> bool:
    """A plural's apostrophe: an "s" before, a lower-case word after, and a real closing mark still to come."""
    if i == 0 or text[i - 1] not in "sS" or i + 2 >= end or text[i + 1] != " " or not text[i + 2].islower():
        return False
    limit = min(end, i + 400)
    later = text.find(text[i], i + 1, limit)
    while later >= 0:
        if later + 1 >= end or not text[later + 1].isalnum():
            return True
        later = text.find(text[i], later + 1, limit)
    return False


def _stretch(
    text: str, outer: int, first: int, last: int, outer_end: int, depth: int, closed: bool = True
) -> Stretch | None:
    start, end = first, last
    while start < end and (text[start] in _EDGES or text[start].isspace()):
        start += 1
    while end > start and (text[end - 1] in _EDGES or text[end - 1].isspace()) and text[end - 1] not in _KEPT:
        end -= 1
    if not any(c.isalnum() for c in text[start:end]):
        return None
    return Stretch(start, end, outer, outer_end, text[start:end], depth, closed)


def _open_ended(text: str, opened: _Opened, end: int) -> Stretch:
    made = _stretch(text, opened.at, opened.at + opened.width, end, end, 0, closed=False)
    return made or Stretch(opened.at, opened.at, opened.at, end, "", 0, False)


def _joined(text: str, first: Stretch, second: Stretch) -> Stretch:
    return Stretch(
        first.start, second.end, first.outer_start, second.outer_end, f"{first.text}\n{second.text}", 0, second.closed
    )
