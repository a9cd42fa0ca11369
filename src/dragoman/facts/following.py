"""Which of many phrases follows a position of a folded text, looked up by the first word of the phrase."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Generic, NamedTuple, TypeVar

_SPACE = re.compile(r"\s*")
_FIRST = re.compile(r"[^\W_]+|\S")


Name = TypeVar("Name")


class Followed(NamedTuple, Generic[Name]):
    """A phrase behind a position: the name it has in its table, where it ends and where the next word begins."""

    name: Name
    phrase: str
    end: int
    then: int


class Following(Generic[Name]):
    """Phrases that may follow a position, as whole words.

    Args:
        table: phrases by their name; "" for those that need none.
    """

    def __init__(self, table: Mapping[Name, Iterable[str]]) -> None:
        listed = [(phrase, name) for name, phrases in table.items() for phrase in phrases]
        self._by_first: dict[str, list[tuple[str, Name]]] = {}
        for phrase, name in sorted(listed, key=lambda pair: -len(pair[0])):
            first = _FIRST.match(phrase)
            if first is not None:
                self._by_first.setdefault(first.group(), []).append((phrase, name))

    def after(self, folded: str, at: int) -> Followed[Name] | None:
        """The longest phrase that follows a position, the first listed of equally long ones; None where none does."""
        begin = _end(_SPACE, folded, at)
        first = _FIRST.match(folded, begin)
        listed = self._by_first.get(first.group()) if first is not None else None
        # What goes on a word is no word.
        if not listed or (folded[begin].isalnum() and begin and folded[begin - 1].isalpha()):
            return None
        for phrase, name in listed:
            end = begin + len(phrase)
            if folded.startswith(phrase, begin) and not (phrase[-1].isalnum() and folded[end : end + 1].isalnum()):
                return Followed(name, phrase, end, _end(_SPACE, folded, end))
        return None


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match is not None else at
