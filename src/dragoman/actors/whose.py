"""Whose an agent is where the phrase does not tell: from its sentence, its place, and what the article speaks of."""

from __future__ import annotations

from dragoman.actors.discourse import NOT_STATES, Discourse, Spoken
from dragoman.actors.drafts import Draft, Owner, Party
from dragoman.actors.gazetteer import Gazetteer
from dragoman.actors.heads import joined_under
from dragoman.actors.homes import home_of
from dragoman.actors.vocabulary import Role
from dragoman.parsing.words import Sentence

_DOMESTIC = frozenset({"OPP", "COP", "LAB", "AGR", "REL", "LEG", "JUD"})
"""Those who belong to the state named before them in their sentence, wherever it acts."""
_STAGED = 2.0
"""From what worth on the scene of an article is clear enough to be the home of its crowds."""
_LOCAL = frozenset({"CVL", "REF", "LAB", "EDU", "AGR", "REL", "MED", "CRM", "SOC", "OPP", "COP", "UNK", "PRM", "PRE"})
_NEAR = 30


class Whose:
    """Finds the states of agents in one article, sentence by sentence."""

    def __init__(self, gazetteer: Gazetteer, discourse: Discourse) -> None:
        self.gazetteer = gazetteer
        self.discourse = discourse
        self.subject = False

    def begin(self, sentence: Sentence, drafts: list[Draft]) -> None:
        """Turns to the next sentence."""
        self.sentence = sentence
        self.drafts = drafts

    def possessors(self, d: Draft) -> list[Party]:
        """As in "Sus embajadores" of several states that were named together as subject."""
        if not d.possessive or d.number != 2 or d.relative:
            return []
        here = [s for s in self.discourse.here(self.sentence.index) if s.subject and s.first < d.first]
        roots: dict[int, list[str]] = {}
        for said in here:
            root = joined_under(self.sentence, said.head)
            roots.setdefault(root, []).extend(a.code for a in said.actors if a.code)
        codes = list(dict.fromkeys(next(reversed(roots.values()), [])))
        names = self.gazetteer.display
        return [Party(Owner("state", c, ("GOV",), names.get(c, ""))) for c in codes] if len(codes) > 1 else []

    def home(self, d: Draft, sector: str) -> str | None:
        """The state of an agent that is named without one."""
        role = d.meaning.role if d.meaning else None
        if role is not None and role.anyone and not d.local:
            return self._of_anyone(d)
        host = self.host(d) if role is not None and role.abroad else None
        again = host is None and role is not None and role.abroad and d.definite and d.number != 2
        if again and role is not None and (told := self._same_role(role)):
            return told
        if host:
            said = self._before(d, subjects=True, but=host) or self._before(d, but=host)
            return said or max(
                (c for c in self.discourse.focus if c != host), key=self.discourse.focus.__getitem__, default=None
            )
        local = sector in _LOCAL or d.local
        if not local and not self.subject and d.definite and (code := self._same_sector(sector)):
            return code
        if (local or sector in _DOMESTIC) and (code := self._beside(d)):
            return code
        if sector in _DOMESTIC and (code := self._before(d)):
            return code
        if local and (code := self._place(d)):
            return code
        if local and max(self.discourse.scene.values(), default=0) >= _STAGED:
            return self.discourse.home(local=True)
        if code := (None if local else self._before(d, subjects=True)) or self._before(d):
            return code
        if not local and (code := self._place(d, after=False)):
            return code
        return self.discourse.home(local)

    def _of_anyone(self, d: Draft) -> str | None:
        """As in "20 muertos": of the place, or of the scene of the article, whoever it is that speaks of them."""
        if code := self._beside(d) or self._place(d):
            return code
        staged = max(self.discourse.scene.values(), default=0) >= _STAGED
        return self.discourse.home(local=True) if staged else None

    def _same_role(self, role: Role) -> str | None:
        """As in "The ambassador", of whom the article spoke before."""
        for said in self.discourse.back(_NEAR):
            meaning = said.draft.meaning
            if said.sentence < self.sentence.index and meaning is not None and meaning.role == role:
                return said.actors[0].code
        return None

    def _beside(self, d: Draft) -> str | None:
        """The state of the place right after the phrase: "los jueces en Santiago"."""
        v, words, k = self.gazetteer.vocabulary, self.sentence.words, d.last + 1
        if k >= len(words) or words[k].lower not in v.locative or words[k].lower in v.destinations:
            return None
        k += 1
        while k < len(words) and words[k].lower in v.articles:
            k += 1
        return self._place_at(k)

    def _before(self, d: Draft, subjects: bool = False, but: str | None = None) -> str | None:
        """The nearest state before the phrase in its sentence that is no mere place."""
        for said in self.discourse.back():
            if said.sentence != self.sentence.index:
                return None
            role = said.draft.meaning.role if said.draft.meaning else None
            if said.draft.kind == "personal" or (role is not None and role.abroad):
                continue
            if said.first < d.first and said.acts and (said.subject or not subjects):
                codes = [a.code for a in said.actors if a.code and a.code not in NOT_STATES and a.code != but]
                if codes:
                    return codes[-1]
        return None

    def host(self, d: Draft) -> str | None:
        """The state in which an embassy stands: "su embajada en Quito"."""
        for i in (d.last, d.last + 1):
            if i < len(self.sentence.words) and self.sentence.words[i].lower in self.gazetteer.vocabulary.owner:
                k = i + 1
                while (
                    k < len(self.sentence.words) and self.sentence.words[k].lower in self.gazetteer.vocabulary.articles
                ):
                    k += 1
                if code := self._place_at(k):
                    return code
        return None

    def _same_sector(self, sector: str) -> str | None:
        """Those of whom the article spoke, not those of the subject: "… impuso sanciones a los generales"."""
        for said in self.discourse.back(_NEAR):
            if said.sentence < self.sentence.index and said.draft.kind == "role":
                for actor in said.actors:
                    if sector == "MIL" and actor.sectors[:1] == (sector,) and actor.code not in NOT_STATES:
                        return actor.code
        return None

    def _place(self, d: Draft, after: bool = True) -> str | None:
        """The state of the nearest place of the sentence: "manifestantes ... en Bamako"."""
        v = self.gazetteer.vocabulary
        words = self.sentence.words
        best: tuple[int, str] | None = None
        for i, word in enumerate(words):
            if (
                word.lower not in v.locative
                or word.lower in v.destinations
                or i + 1 >= len(words)
                or (not after and i > d.first)
            ):
                continue
            k = i + 1
            while k < len(words) and words[k].lower in v.articles:
                k += 1
            code = self._place_at(k)
            distance = abs(i - d.anchor)
            if code and (best is None or distance < best[0]):
                best = (distance, code)
        return best[1] if best else None

    def _place_at(self, k: int) -> str | None:
        words = self.sentence.words
        if k >= len(words) or not words[k].text[:1].isupper():
            return None
        for draft in self.drafts:
            if draft.first <= k <= draft.last and draft.kind in ("state", "region"):
                owner = draft.parties[0].owner if draft.parties else None
                return owner.code if owner and owner.code not in NOT_STATES else None
        last = k
        while last + 1 < len(words) and words[last + 1].text[:1].isupper() and last - k < 3:
            last += 1
        near = {**self.discourse.overall, **self.discourse.focus}
        for end in range(last, k - 1, -1):
            code = home_of(self.sentence.phrase(k, end), near)
            if code:
                return code
        return None

    def possessor(self, d: Draft, but: str | None = None) -> str | None:
        said: Spoken
        if d.relative and self.discourse.spoken and self.discourse.spoken[-1].sentence == self.sentence.index:
            return self.discourse.spoken[-1].actors[-1].code
        near = [
            s
            for s in self.discourse.spoken[-_NEAR:]
            if self.sentence.index - s.sentence <= 1 and s.acts and s.actors[0].code != but
        ]
        here = [s for s in reversed(near) if s.sentence == self.sentence.index and s.actors[0].code]
        if here and self._joined(here[0].draft.last, d.first):
            return here[0].actors[0].code
        before = [s for s in reversed(near) if s.sentence < self.sentence.index and s.subject and s.actors[0].code]
        for said in [*(s for s in here if s.subject), *here, *before]:
            return said.actors[0].code
        for said in self.discourse.back(3):
            if said.sentence == self.sentence.index and said.actors[0].code:
                return said.actors[0].code
        return None

    def _joined(self, last: int, first: int) -> bool:
        """Whether only "and" and a preposition stand between two phrases."""
        between = self.sentence.words[last + 1 : first]
        conj = self.gazetteer.vocabulary.and_
        return 0 < len(between) <= 2 and between[0].lower in conj

    def last_of(self, area: frozenset[str]) -> str | None:
        for said in self.discourse.back():
            for actor in said.actors:
                if actor.code in area:
                    return actor.code
        return None

    def joined_to(self, d: Draft) -> str | None:
        """As in "The Ivorian army and the rebels": the state of the phrase that this one is joined to."""
        for said in self.discourse.here(self.sentence.index)[::-1]:
            if self._joined(said.draft.last, d.first):
                return said.actors[-1].code
        return None

    def last_rebels(self) -> str | None:
        for said in self.discourse.back():
            for actor in said.actors:
                if actor.sectors[:1] == ("REB",):
                    return actor.code
        return None
