"""Which of many phrases a folded text holds: only those are looked for whose longest word it has."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.folding import longest_form


class Phrases:
    """Folded phrases, looked for as whole words."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_form: dict[str, list[str]] = {}
        self._formless: list[str] = []
        for phrase in dict.fromkeys(phrases):
            form = longest_form(phrase)
            listed = self._formless if form is None else self._by_form.setdefault(form, [])
            listed.append(phrase)
        self._forms = frozenset(self._by_form)

    def in_text(self, folded: str, forms: frozenset[str]) -> list[str]:
        """The phrases that a text holds, in no order. ``forms`` are those of the text."""
        likely = [phrase for form in forms & self._forms for phrase in self._by_form[form]]
        return [phrase for phrase in (*likely, *self._formless) if has(folded, phrase)]


def has(text: str, phrase: str) -> bool:
    """Whether a text holds a phrase as whole words."""
    at = text.find(phrase)
    while at >= 0:
        end = at + len(phrase)
        if not text[at - 1 : at].isalnum() and not text[end : end + 1].isalnum():
            return True
        at = text.find(phrase, at + 1)
    return False
