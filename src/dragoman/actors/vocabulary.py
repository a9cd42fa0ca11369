"""Words for who acts: the schema of ``<language>/agents.yaml`` and how its words are inflected."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from dragoman.lexicon import Entry, Lexicon


class Role(Entry):
    """A kind of agent and the words for it.

    Attributes:
        id: language-neutral name, the id of the office where ``office`` is set.
        kind: "person" who has a name, "people" (a group), or "body" (an institution).
        sector: sector code of the agent.
        weak: the words mean an agent only with a country, an organisation or a name beside them.
        of: the agent takes code and sector of the body that it belongs to.
        code: of the state that such an agent always belongs to.
        possessed: the words mean an agent only with a possessive ("su par").
        abroad: the agent serves in another state than its own ("la embajada en Quito").
        anyone: nobody's in particular, so that only a place tells of which state they are ("20 muertos").
    """

    id: str
    kind: Literal["person", "people", "body"]
    sector: str
    words: tuple[str, ...]
    office: bool = False
    weak: bool = False
    of: bool = False
    abroad: bool = False
    anyone: bool = False
    possessed: bool = False
    code: str | None = None


class Modifier(Entry):
    """Words beside a role that change its sector; ``always``: also where the role has a sector of its own."""

    sector: str
    words: tuple[str, ...]
    always: bool = False


class Reference(Entry):
    """Nouns that with an article, a possessive or a number mean somebody named before."""

    id: Literal["state", "relation", "side", "person", "organisation", "region"]
    words: tuple[str, ...]


class Personal(Entry):
    """Personal and relative pronouns. ``number``: 1 or 2 (many); ``gender``: "m", "f" or "" for either."""

    words: tuple[str, ...]
    kind: Literal["person", "state", "any", "speaker"]
    number: int
    gender: Literal["m", "f", ""] = ""


class Vocabulary(Entry):
    """All that ``agents.yaml`` says of a language; the file's comments tell what each list is for."""

    endings: tuple[tuple[str, str, str, str], ...]
    inflected: Literal["first", "last"]
    genitive: frozenset[str]
    owner: frozenset[str]
    origin: frozenset[str] = frozenset()
    articles: frozenset[str]
    locative: frozenset[str]
    destinations: frozenset[str] = frozenset()
    and_: frozenset[str] = Field(alias="and")
    name_links: frozenset[str]
    compass: frozenset[str] = frozenset()
    titles: tuple[str, ...]
    sides: frozenset[str]
    local: frozenset[str] = frozenset()
    measures: tuple[str, ...]
    counts: dict[int, tuple[str, ...]]
    references: tuple[Reference, ...]
    personal: tuple[Personal, ...]
    areas: dict[str, tuple[str, ...]]
    unions: dict[str, str] = Field(default_factory=dict)
    pairs: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    ignore: tuple[str, ...]
    sports: tuple[str, ...]
    roles: tuple[Role, ...]
    modifiers: tuple[Modifier, ...]

    def forms(self, phrase: str) -> list[tuple[str, str, int]]:
        """All inflected forms of a word or phrase with gender ("m", "f", "") and number (1, 2, 0 where both)."""
        words = phrase.split()
        for row in self.endings:
            if " " in row[0] and phrase.startswith(row[0]):
                return _graded([ending + phrase[len(row[0]) :] for ending in row])
        moving = self._moving(words)
        columns = [self._column(word) if i in moving else (word,) * 4 for i, word in enumerate(words)]
        return _graded([" ".join(column[k] for column in columns) for k in range(4)])

    def _moving(self, words: list[str]) -> set[int]:
        """Which words of a phrase are inflected: the noun, and in some languages the adjectives beside it."""
        stop = next((i for i, w in enumerate(words) if w in self.genitive or w in self.locative), len(words))
        if self.inflected == "last":
            return {max(stop - 1, 0)}
        return set(range(min(stop, 2)))

    def _column(self, word: str) -> tuple[str, str, str, str]:
        for row in self.endings:
            if " " not in row[0] and word.endswith(row[0]):
                stem = word[: len(word) - len(row[0])]
                return (stem + row[0], stem + row[1], stem + row[2], stem + row[3])
        return (word, word, word, word)


def _graded(four: list[str]) -> list[tuple[str, str, int]]:
    """Gender and number of the four forms of a paradigm, each distinct form once."""
    places: dict[str, set[int]] = {}
    for k, form in enumerate(four):
        places.setdefault(form, set()).add(k)
    found = []
    for form, at in places.items():
        genders = {k % 2 for k in at}
        numbers = {k // 2 for k in at}
        gender = "" if len(genders) == 2 else "f" if genders == {1} else "m"
        found.append((form, gender, 0 if len(numbers) == 2 else numbers.pop() + 1))
    return found


def load_vocabulary(lexicon: Lexicon, language: str) -> Vocabulary:
    """Reads ``<language>/agents.yaml``.

    Raises:
        LexiconError: the file is missing or not valid.
    """
    return lexicon.document(f"{language}/agents.yaml", Vocabulary)
