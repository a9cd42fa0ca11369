"""What an article has spoken of so far: states in focus, persons by name, and who was named last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice, takewhile

from dragoman.actors.drafts import Draft
from dragoman.folding import fold
from dragoman.records import Actor

NOT_STATES = frozenset({"UNO", "EUR", "IGO", "NGO", "IMG", "MNC", "ISM"})
_FADE = 0.75
_REACH = 200


@dataclass(slots=True)
class Spoken:
    """A resolved phrase: where, who, and whether it was a subject. ``first`` is its first word, ``head`` the one that
    carries it."""

    sentence: int
    first: int
    draft: Draft
    actors: tuple[Actor, ...]
    subject: bool
    acts: bool
    head: int

    @property
    def person(self) -> bool:
        """Whether one single person is meant."""
        role = self.draft.meaning.role if self.draft.meaning else None
        named = any(a.entity or p.name for a in self.actors for p in self.draft.parties)
        single = len(self.actors) == 1 and self.draft.number != 2
        if not single or self.draft.kind in ("organisation", "state", "region", "people"):
            return False
        return self.draft.kind == "name" or (named if role is None else role.kind == "person")


@dataclass
class Discourse:
    """Grows sentence by sentence; ``overall`` counts the states of the whole article, for its first sentences."""

    overall: dict[str, float] = field(default_factory=dict)
    focus: dict[str, float] = field(default_factory=dict)
    scene: dict[str, float] = field(default_factory=dict)
    weight: dict[tuple[str, str], float] = field(default_factory=dict)
    spoken: list[Spoken] = field(default_factory=list)
    groups: list[tuple[int, bool, tuple[Actor, ...]]] = field(default_factory=list)
    people: dict[str, Actor] = field(default_factory=dict)
    genders: dict[str, str] = field(default_factory=dict)

    def back(self, most: int = _REACH) -> Iterator[Spoken]:
        """What was said, the latest first, no further back than a reader would look."""
        return islice(reversed(self.spoken), most)

    def here(self, sentence: int) -> list[Spoken]:
        """What was said in a sentence so far, in order."""
        found = takewhile(lambda s: s.sentence >= sentence, self.back())
        return [s for s in found if s.sentence == sentence][::-1]

    def fade(self) -> None:
        """Called before each sentence: what was said longer ago counts for less."""
        for table in (self.focus, self.weight):
            for key in table:
                table[key] *= _FADE  # type: ignore[index]

    def add(self, spoken: Spoken) -> None:
        """Takes note of a resolved phrase."""
        self.spoken.append(spoken)
        role = spoken.draft.meaning.role if spoken.draft.meaning else None
        home = 1.0 if role is not None else 0.0
        for actor in spoken.actors:
            if actor.code is None:
                continue
            worth = (2.0 if spoken.subject else 1.0) if spoken.acts else 0.5
            if actor.code not in NOT_STATES:
                self.focus[actor.code] = self.focus.get(actor.code, 0) + worth + home
            key = (actor.code, actor.sectors[0] if actor.sectors else "")
            joint = 1.0 if len(spoken.actors) > 1 else 0.0
            self.weight[key] = self.weight.get(key, 0) + worth + joint

    def group(self, sentence: int, joined: Iterable[tuple[int, bool, Spoken]]) -> None:
        """Notes who were named together in a sentence.

        Args:
            joined: phrases with the word that heads their coordination, and whether that is a grammatical subject.
        """
        by_root: dict[int, list[Actor]] = {}
        subjects: set[int] = set()
        for root, subject, spoken in joined:
            by_root.setdefault(root, []).extend(spoken.actors)
            subjects.update({root} if subject else ())
        for root, actors in by_root.items():
            distinct = {(a.code, a.sectors[:1]): a for a in reversed(actors) if a.code}
            if len(distinct) > 1:
                self.groups.append((sentence, root in subjects, tuple(reversed(distinct.values()))))

    def stage(self, code: str | None, worth: float) -> None:
        """Notes where things happen: a dateline, a destination, a place of the text."""
        if code and code not in NOT_STATES:
            self.scene[code] = self.scene.get(code, 0) + worth

    def home(self, local: bool = False) -> str | None:
        """The state that is most spoken of now; at the beginning, the one the article speaks of most.

        local: for those who are at home where things happen (crowds, police), so that the scene counts most.
        """
        focus = self.focus if any(v > 0.2 for v in self.focus.values()) else self.overall
        table = dict(focus)
        for code, worth in self.scene.items():
            table[code] = table.get(code, 0) + worth * (2 if local else 0.5)
        return max(table, key=lambda c: table[c]) if table else None

    def name(self, actor: Actor, text: str) -> None:
        """Keeps a person under his whole name and under each end of it."""
        words = fold(text).split()
        for n in range(len(words)):
            key = " ".join(words[n:])
            if len(key) > 1:
                self.people[key] = actor
        if len(words) > 1 and len(words[0]) > 1:  # where the family name comes first: "Moon" after "Moon Jae-in"
            self.people.setdefault(words[0], actor)

    def known(self, text: str) -> Actor | None:
        """The person that a name, whole or in part, was given to before."""
        words = fold(text).split()
        for n in range(len(words)):
            if (actor := self.people.get(" ".join(words[n:]))) is not None and (n == 0 or len(words) > 1):
                return actor if n == 0 or fold(actor.name or "").split()[:1] == words[:1] else None
        return None
