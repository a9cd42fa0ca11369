"""Reads a role with what belongs to it: modifiers, whose, and the name ("el canciller ruso, Serguéi Lavrov").

Small models lose appositions and the parts of names, so a phrase is built from what stands side by side; the tree is
asked only for the word by which the rest of the sentence refers to it.
"""

from __future__ import annotations

from dataclasses import replace

from dragoman.actors.drafts import Draft, Owner, Party
from dragoman.actors.meanings import Hit, Meaning
from dragoman.actors.naming import take_name
from dragoman.actors.owners import OwnerReader
from dragoman.actors.scene import GIVERS, POSSESSIVE_MARKS, STATES, Scene
from dragoman.actors.vocabulary import Role
from dragoman.parsing.words import Word

_BESIDE = ("amod", "compound")
_MODIFYING = ("ADJ", "VERB", "NOUN", "PROPN", "DET")
_GROUPS = ("government", "delegation")


class RoleReader:
    """Builds the drafts whose core is a word for an agent."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.owners = OwnerReader(scene, self)

    def read(self, hit: Hit) -> Draft | None:
        """The phrase around a word for a role; None where the word means no agent here."""
        s = self.scene
        meaning = hit.get("role")
        if meaning is None or meaning.role is None or not s.noun(hit):
            return None
        role = meaning.role
        if self._modifies(hit, role):
            return None
        d = Draft(s.sentence.index, hit.first, hit.last, s.main(hit), "role", meaning)
        d.gender, d.number = meaning.gender, s.number(meaning, d.anchor)
        self._left(d, role)
        self._right(d, role)
        if d.kind == "role":
            take_name(s, d, role)
        if d.kind == "role" and role.kind == "person" and d.number != 2 and not any(p.name for p in d.parties):
            self._second_role(d)
        if d.kind == "role" and not self._means(d, role):
            return None
        _merge_bodies(d)
        owners = [p.owner.kind for p in d.parties if p.owner]
        if len(d.parties) > 1 and (d.number != 2 or sorted(owners) == ["organisation", "state"]):
            _single(d)
        s.measured(d)
        return d

    def _second_role(self, d: Draft) -> None:
        """Two roles of one person, whose name stands behind the second: "el expresidente y senador Álvaro Uribe"."""
        s = self.scene
        joint, hit = s.at(d.last + 1), s.starts.get(d.last + 2)
        if joint is None or hit is None or joint.lower not in s.conj or not hit.get("role") or hit.first in s.used:
            return
        second = self.read(hit)
        name = next((p.name for p in second.parties if p.name), None) if second else None
        if second is None or name is None or second.number == 2 or second.first != hit.first:
            return
        if d.parties:
            d.parties[0].name = name
        else:
            d.parties = [Party(second.parties[0].owner, name)]
        d.last = second.last

    def _modifies(self, hit: Hit, role: Role) -> bool:
        """As in "Defence Ministry spokesman": the body belongs to the role behind it."""
        behind = None if self.scene.adjectives_follow else self.scene.starts.get(hit.last + 1)
        meaning = behind.get("role") if behind and role.kind == "body" else None
        return meaning is not None and meaning.role is not None and meaning.role.kind != "body"

    def _means(self, d: Draft, role: Role) -> bool:
        """Weak roles need somebody beside them; "a government" is none that is spoken of."""
        told = bool(d.parties or d.sectors or d.possessive)
        if role.possessed and not d.possessive:
            return False
        if role.office and d.number == 2 and not told and d.first == d.anchor:
            return False
        if d.area and d.number == 2 and not d.parties:
            return False
        return told or not (role.weak or (role.id in _GROUPS and d.indefinite))

    def counted(self, hit: Hit) -> Draft | None:
        """As in "Ambos países", "los dos líderes rusos", "neither side"."""
        s, count = self.scene, hit.get("count")
        if count is None:
            return None
        j = hit.last + 1
        area = None
        while (word := s.at(j)) is not None:
            known = s.starts.get(j)
            meaning = known.get("area") if known else None
            if known and meaning and not known.get("reference", "role"):
                area = s.gazetteer.areas.get(meaning.value)
                j = known.last + 1
            elif (known is None or known.get("modifier")) and (_inside(word) or self._hyphened(j)):
                j += 1
            else:
                break
        noun = s.starts.get(j)
        if noun is None:
            word = s.words[hit.last]
            alone = word.pos in ("PRON", "NUM", "DET") and word.dep not in ("det", "nummod", "cc", "advmod")
            return self._many(hit, hit.last, hit.last, "any", int(count.value)) if alone else None
        reference, role = noun.get("reference"), noun.get("role")
        named = role.role if role else None
        if reference is None and (named is None or not (named.office or named.id in _GROUPS)):
            return None
        refers = reference.value if reference else "person" if named is not None and named.office else "state"
        refers = "state" if refers == "relation" else refers
        draft = self._many(hit, noun.last, s.main(noun), refers, int(count.value))
        after = s.starts.get(noun.last + 1)
        if after and after.get("area", "modifier"):
            draft.last = after.last
            behind = after.get("area")
            area = s.gazetteer.areas.get(behind.value) if behind else area
        draft.area = area
        return draft

    def _hyphened(self, j: int) -> bool:
        """As in "nuclear-armed": a part of a compound adjective."""
        after, before = self.scene.at(j + 1), self.scene.words[j - 1]
        return (after is not None and after.text == "-") or before.text == "-"

    def _many(self, hit: Hit, last: int, anchor: int, refers: str, count: int) -> Draft:
        d = Draft(self.scene.sentence.index, hit.first, last, anchor, "reference", hit.meanings[0], how="reference")
        d.refers, d.count, d.number, d.definite = refers, count, 2, True
        return d

    # -- before the role

    def _left(self, d: Draft, role: Role) -> None:
        """Takes in what stands before the role: modifiers, demonyms, owners, numbers, article."""
        s = self.scene
        i = d.first - 1
        while i >= 0 and i not in s.used:
            word, hit = s.words[i], s.ends.get(i)
            if i in s.in_name and i not in s.name_ends:
                return
            if word.lower in POSSESSIVE_MARKS and i:
                self._possessor(d, role, i)
                return
            if hit is not None and self._take_left(d, role, hit):
                i = d.first - 1
                continue
            if word.morph.get("Poss") == "Yes":
                d.possessive, d.first = True, i
                d.relative = "Rel" in word.morph.get("PronType", "")
                return
            if word.pos == "ADP":
                d.definite = word.lower in s.articles
                return
            if word.lower in s.articles or word.pos == "DET":
                d.first = i
                d.definite = word.morph.get("Definite") == "Def" or word.morph.get("PronType") == "Dem"
                d.indefinite = word.morph.get("Definite") == "Ind"
                return
            if not self._inside_left(word, d):
                return
            d.first = i
            i -= 1

    def _inside_left(self, word: Word, d: Draft) -> bool:
        d.local = d.local or word.lower in self.scene.vocabulary.local
        within = range(word.i, d.last + 1)
        if word.pos == "NUM":
            return True
        if word.pos in ("ADJ", "VERB") or word.dep in ("amod", "nummod"):
            return word.head in within and word.dep in ("amod", "nummod", "compound", "advmod")
        if self.scene.adjectives_follow:
            return False
        if any(p.owner for p in d.parties):
            return False
        return (word.dep == "compound" and word.head in within and word.pos in ("NOUN", "PROPN")) or word.text == "-"

    def _area(self, d: Draft, area: str) -> None:
        """As in "European leaders" are those of a union of states; other areas say which state is meant."""
        code = self.scene.vocabulary.unions.get(area)
        if code:
            d.parties.append(Party(Owner("organisation", code, (), "")))
        else:
            d.area = self.scene.gazetteer.areas.get(area)

    def _take_left(self, d: Draft, role: Role, hit: Hit) -> bool:
        s = self.scene
        people, giver = hit.get("people"), hit.get(*GIVERS)
        taken = people or (giver if not s.adjectives_follow else None)
        if taken and not s.side(hit):
            d.parties.insert(0, Party(s.owner(taken)))
            d.first = hit.first
            self._listed_left(d, taken)
            return True
        modifier, area, body = hit.get("modifier"), hit.get("area"), hit.get("role")
        if body and body.role and body.role.kind == "body" and role.weak and not s.adjectives_follow:
            d.parties.insert(0, Party(Owner("body", None, (body.role.sector,), "")))
        elif modifier:
            d.sectors = d.sectors or s.modified(modifier, role.weak or role.of)
        elif body and body.role and self._compounded(hit, d):
            d.parties.insert(0, Party(Owner("body", None, (body.role.sector,), "")))
        elif area:
            self._area(d, area.value)
        elif not taken:
            return False
        d.first = hit.first
        return True

    def _compounded(self, hit: Hit, d: Draft) -> bool:
        """Whether a word for a role stands as a noun before another that it belongs to ("rebel commander")."""
        word = self.scene.words[hit.last]
        noun = word.pos in ("NOUN", "PROPN") and not self.scene.adjectives_follow
        return noun and word.head in range(hit.first, d.last + 1)

    def _listed_left(self, d: Draft, like: Meaning) -> None:
        """As in "Russian and Chinese presidents": further owners before an "and" where the role is plural."""
        s = self.scene
        i = d.first - 1
        bodies = d.meaning is not None and d.meaning.role is not None and d.meaning.role.kind != "person"
        while i > 0 and (s.words[i].lower in s.conj or s.words[i].text == ","):
            before = s.ends.get(i - 1)
            meaning = before.get(like.kind) if before else None
            if before is None or meaning is None or before.first in s.used:
                break
            if d.number != 2 and not (bodies and like.kind == "people" and s.words[i - 1].pos == "ADJ"):
                break
            d.number = 2
            d.parties.insert(0, Party(s.owner(meaning)))
            d.first = before.first
            i = d.first - 1

    def _possessor(self, d: Draft, role: Role, i: int) -> None:
        """As in "Armenia's prime minister", "Putin's spokesman", "the army's chief": whose."""
        s = self.scene
        hit, name = s.ends.get(i - 1), s.name_ends.get(i - 1)
        if name is not None:
            d.parties.insert(0, Party(Owner("person", None, (), name.text, name)))
            d.first = name.first
            return
        meaning = hit.get(*GIVERS, "role", "reference") if hit else None
        if hit is None or meaning is None:
            return
        if meaning.kind == "reference" and self._of_several(d, role, hit):
            return
        d.first = hit.first
        if meaning.kind == "reference":
            d.possessive, d.owner_refers = True, meaning.value
        elif meaning.kind == "role" and meaning.role:
            d.parties.insert(0, Party(Owner("body", None, (meaning.role.sector,), "")))
        else:
            d.parties.insert(0, Party(s.owner(meaning)))
        while d.number == 2 and d.first > 1 and s.words[d.first - 1].lower in s.conj:
            before = s.ends.get(d.first - 2)
            other = before.get(*STATES) if before else None
            if before is None or other is None:
                break
            d.parties.insert(0, Party(s.owner(other)))
            d.first = before.first
        if d.first and s.words[d.first - 1].lower in s.articles:
            d.first -= 1

    def _of_several(self, d: Draft, role: Role, hit: Hit) -> bool:
        """As in "the two countries' armies": the one of each of those counted, who stay a phrase of their own."""
        for k in range(hit.first, max(hit.first - 4, -1), -1):
            count = self.scene.starts.get(k)
            many = self.counted(count) if count is not None and count.get("count") else None
            if many is not None and many.last == hit.last:
                d.kind, d.refers, d.count, d.how, d.number = "reference", many.refers, many.count, "reference", 2
                d.area, d.sectors = many.area, () if role.weak or role.sector == "GOV" else (role.sector,)
                return True
        return False

    # -- behind the role

    def _right(self, d: Draft, role: Role) -> None:
        s = self.scene
        j, portfolio = d.last + 1, 0
        while j < len(s.words) and j not in s.used:
            word, hit = s.words[j], s.starts.get(j)
            if hit is not None and s.adjectives_follow and self._take_right(d, role, hit):
                j = d.last + 1
                continue
            if word.lower in s.genitive or word.lower in s.vocabulary.owner:
                end = self.owners.read(d, role, j)
                if end is None and role.kind == "person" and portfolio < 2 and self._portfolio(j):
                    end = self.owners.portfolio(j)
                    portfolio += 1
                if end is None:
                    return
                d.last = end
                j = end + 1
                continue
            if self._numbered(word, d):
                j += 1
                continue
            plain = hit is None or all(m.kind == "reference" for m in hit.meanings)
            free = plain and (hit is not None or j not in s.cover)
            if not (s.adjectives_follow and free and j - d.last <= 2 and (word.pos == "ADJ" or hit is not None)):
                return
            d.local = d.local or word.lower in s.vocabulary.local
            j += 1
            nxt = s.at(j)
            if nxt is not None and (j in s.starts or j in s.names or nxt.lower in s.genitive or nxt.text == ","):
                d.last = j - 1

    def _portfolio(self, j: int) -> bool:
        """Whether a preposition can open what a minister or envoy is in charge of."""
        s = self.scene
        if s.words[j].lower in s.genitive:
            return True
        field = s.at(s.past_articles(j + 1))
        return s.words[j].lower not in s.vocabulary.locative and field is not None and field.text[:1].isupper()

    def _numbered(self, word: Word, d: Draft) -> bool:
        """As in "Cazas F-16 turcos": the model of a weapon before the demonym."""
        behind = self.scene.starts.get(word.i + 1)
        digits = any(c.isdigit() for c in word.text) and word.pos != "NUM"
        return digits and word.i == d.last + 1 and behind is not None and behind.get("people") is not None

    def _take_right(self, d: Draft, role: Role, hit: Hit) -> bool:
        s = self.scene
        people, modifier, area = hit.get("people"), hit.get("modifier"), hit.get("area")
        if people:
            if s.names.get(hit.last + 1) and s.words[hit.first].pos == "DET":
                return False
            d.parties.append(Party(s.owner(people)))
            d.last = hit.last
            if people.number == 1 and (d.number == 2 or (role.kind != "person" and self._joins_adjective(d))):
                self._listed_right(d)
                d.number = 2
            return True
        if modifier and (s.words[hit.first].pos in _MODIFYING or hit.last > hit.first):
            d.sectors = d.sectors or s.modified(modifier, role.weak or role.of)
        elif area:
            self._area(d, area.value)
        else:
            return False
        d.last = hit.last
        return True

    def _joins_adjective(self, d: Draft) -> bool:
        """As in "la policía española y francesa": one word for the body of each of two states."""
        joint, hit = self.scene.at(d.last + 1), self.scene.starts.get(d.last + 2)
        if joint is None or joint.lower not in self.scene.conj or hit is None or not hit.get("people"):
            return False
        return self.scene.words[hit.first].pos == "ADJ"

    def _listed_right(self, d: Draft) -> None:
        """As in "Los cancilleres ruso, Serguéi Lavrov, y chino, Wang Yi"."""
        s = self.scene
        while True:
            j = self.owners.list_name(d, d.last + 1)
            k = s.past_and(j)
            hit = s.starts.get(k)
            people = hit.get("people") if hit and k > j else None
            if hit is None or people is None or people.number == 2:
                return
            d.parties.append(Party(s.owner(people)))
            d.last = hit.last


def _inside(word: Word) -> bool:
    """Whether a word can stand between a number and its noun."""
    return word.pos == "ADJ" or word.dep in _BESIDE or word.text == "-"


def _merge_bodies(d: Draft) -> None:
    """As in "Chinese air force planes": one owner, the body of the state, not two."""
    bodies = [p for p in d.parties if p.owner and p.owner.kind == "body" and p.owner.code is None and not p.owner.name]
    states = [p for p in d.parties if p.owner and p.owner.kind == "state"]
    if not bodies or not states or len(bodies) + len(states) != len(d.parties):
        return
    sectors = bodies[-1].owner.sectors if bodies[-1].owner else ()
    for party in states:
        if party.owner and sectors:
            party.owner = replace(party.owner, kind="body", sectors=sectors)
    name = next((p.name for p in bodies if p.name), None)
    if name and states[0].name is None:
        states[0].name = name
    d.parties = states


def _single(d: Draft) -> None:
    """One agent has one owner, the first told ("Russia's UN envoy", "UN Syria envoy"), and the name that was told."""
    owners = [p.owner for p in d.parties if p.owner]
    name = next((p.name for p in d.parties if p.name), None)
    owner = owners[0] if owners else None
    inside = next((o for o in owners if o.kind == "organisation" and owner and o.code == owner.code), None)
    owner = inside or owner
    if owner is not None and owner.code is None and owner.name is None:
        code = next((o.code for o in owners if o.code), None)
        owner = replace(owner, code=code)
    d.parties = [Party(owner, name)]
