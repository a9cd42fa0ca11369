"""Whose a role is, told behind it: "de Rusia", "de la OTAN", "del Senado brasileño", "at Chatham House"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.actors.drafts import Draft, Owner, Party
from dragoman.actors.homes import home_of
from dragoman.actors.meanings import Hit, Meaning
from dragoman.actors.names import Name
from dragoman.actors.scene import GIVERS, STATES, Scene
from dragoman.actors.vocabulary import Role

if TYPE_CHECKING:
    from dragoman.actors.roles import RoleReader

_REACH = 40
_PORTFOLIO = 8
_FROM = ("REF",)
_PLACED = frozenset({"LOC", "GPE"})
_IN_ORGANISATIONS = ("EDU", "GOV", "MIL", "CVL", "SOC")


class OwnerReader:
    """Reads genitives. ``roles`` reads the inner role of "el presidente del Senado brasileño"."""

    def __init__(self, scene: Scene, roles: RoleReader) -> None:
        self.scene = scene
        self.roles = roles

    def read(self, d: Draft, role: Role, j: int) -> int | None:
        """Reads the owner that the preposition at ``j`` opens; gives its last word, None where there is none."""
        s = self.scene
        genitive = s.words[j].lower in s.genitive
        counted = s.starts.get(j + 1)
        if (role.weak or d.number == 2) and counted and counted.get("count"):
            return self._shared(d, role, counted)
        k = s.past_articles(j + 1, numbers=True)
        if k >= len(s.words) or k in s.used:
            return None
        if k in s.names:
            return self._person(d, role, k, genitive)
        hit = s.starts.get(k)
        if hit is None and s.words[k].pos == "ADJ" and k + 1 in s.starts and s.starts[k + 1].get("role"):
            hit = s.starts[k + 1]
        if hit is None:
            return self._organised(d, k) if genitive else None
        giver = hit.get(*GIVERS)
        behind = None if s.adjectives_follow else s.starts.get(hit.last + 1)
        if giver and genitive and behind and behind.get("role") and s.noun(behind) and role.of:
            giver, hit = None, behind
        if giver:
            return self._giver(d, role, hit, giver, genitive or self._comes_from(d, hit, j))
        while hit.get("modifier", "people") and not hit.get("role") and hit.last + 1 in s.starts:
            hit = s.starts[hit.last + 1]
        inner = hit.get("role")
        if inner and inner.role and self._opens(role, inner.role, genitive):
            return self._inner(d, role, hit)
        return None

    def _comes_from(self, d: Draft, hit: Hit, j: int) -> bool:
        """As in "Soldiers from Mali patrolled"; who is taken "from Mali" as object need not be of it."""
        s = self.scene
        if s.words[j].lower not in s.vocabulary.origin:
            return False
        return s.words[d.anchor].dep.split(":")[0] != "obj" and s.words[s.main(hit)].head in range(d.first, d.last + 1)

    def _opens(self, role: Role, inner: Role, genitive: bool) -> bool:
        """Whether a role can be that of an inner one: "el portavoz de los rebeldes", "a spokesman for the army"."""
        if not genitive and not (role.of and role.kind == "person"):
            return False
        return inner.kind != "people" or role.weak or role.of

    def portfolio(self, j: int) -> int | None:
        """As in "de Energía y Minas" behind a minister: its last word."""
        s = self.scene
        k = last = j
        while k + 1 < len(s.words) and k - j < _PORTFOLIO:
            nxt = s.words[k + 1]
            hit = s.starts.get(nxt.i)
            proper = nxt.text[:1].isupper() and hit is not None and hit.first == hit.last
            if nxt.i in s.used or (hit and hit.get(*GIVERS, "people", "person", "count")):
                break
            if hit and hit.get("role") and not proper:
                break
            if nxt.pos in ("NOUN", "PROPN", "ADJ") and (not self._is_person(nxt.i) or s.words[k].lower in s.articles):
                last = k + 1
            elif not (nxt.lower in s.articles or (nxt.lower in s.conj and last == k)):
                break
            k += 1
        return last if last > j else None

    def _is_person(self, i: int) -> bool:
        name = self.scene.names.get(i)
        return name is not None and (name.person_like or bool(name.persons))

    def list_name(self, d: Draft, j: int) -> int:
        """Takes ", Name" behind a member of a list; gives the index after it."""
        s = self.scene
        if j + 1 < len(s.words) and s.words[j].text == "," and j + 1 in s.names:
            name = s.names[j + 1]
            if s.closed(name.last + 1) and d.parties and d.parties[-1].name is None:
                d.parties[-1].name = name
                d.last = name.last
                return name.last + 1
        return j

    def _shared(self, d: Draft, role: Role, hit: Hit) -> int | None:
        """As in "Commanders on both sides": those of the two."""
        many = self.roles.counted(hit)
        if many is None:
            return None
        d.kind, d.refers, d.count, d.how, d.number = "reference", many.refers, many.count, "reference", 2
        d.area, d.sectors = many.area, () if role.weak or role.sector == "GOV" else (role.sector,)
        return many.last

    def _person(self, d: Draft, role: Role, k: int, genitive: bool) -> int | None:
        """As in "El portavoz de Putin", "an adviser to Shahramanyan": his state, and for his people his sector too."""
        name = self.scene.names[k]
        if role.office and genitive and not name.persons and name.last - name.first >= 2 and not role.abroad:
            return self._split(name)
        placed = self.scene.words[k].entity in _PLACED or role.kind != "person" or role.office
        quarter = self.scene.words[name.last].lower in self.scene.vocabulary.compass
        if not name.persons and genitive and placed and not quarter and home_of(name.text, {}):
            d.parties.append(Party(Owner("place", None, (), name.text)))
            return name.last
        if (role.kind == "body" and role.sector != "GOV") or not (genitive or role.weak):
            return None
        d.parties.append(Party(Owner("person", None, (), name.text, name, role.weak)))
        return name.last

    def _split(self, name: Name) -> int:
        """As in "El ministro de Salud Juan Soto Díaz": the first word is what he is in charge of, the rest his name."""
        s = self.scene
        first = name.first + 1
        del s.names[name.first]
        s.names[first] = replace(name, first=first, text=s.sentence.phrase(first, name.last))
        return name.first

    def _giver(self, d: Draft, role: Role, hit: Hit, giver: Meaning, genitive: bool) -> int | None:
        s = self.scene
        if d.possessive or (not genitive and role.sector in _FROM and giver.kind == "organisation"):
            return None
        if (
            not genitive
            and role.sector not in _FROM
            and not (giver.kind == "organisation" and role.sector in _IN_ORGANISATIONS)
        ):
            return None
        if role.office and any(p.owner and p.owner.kind == "state" for p in d.parties):
            return hit.last if giver.kind == "organisation" else None
        d.parties.append(Party(s.owner(giver)))
        d.last = hit.last
        return self._more(d, giver)

    def _organised(self, d: Draft, k: int) -> int | None:
        """As in "Una analista del centro Diálogo Interamericano": a common noun, then the organisation."""
        s = self.scene
        hit = s.starts.get(k + 1)
        meaning = hit.get("organisation") if hit else None
        if hit is None or meaning is None or s.words[k].pos not in ("NOUN", "PROPN"):
            return None
        d.parties.append(Party(s.owner(meaning)))
        return hit.last

    def _inner(self, d: Draft, role: Role, hit: Hit) -> int | None:
        """So "El presidente del Senado brasileño", "soldados del Ejército": the inner body gives sector and state."""
        inner = self.roles.read(hit)
        if inner is None or inner.meaning is None:
            return None
        if inner.meaning.role is None:
            d.parties += inner.parties
            return inner.last
        body = inner.meaning.role
        sectors = inner.sectors or (body.sector,)
        owner = next((p.owner for p in inner.parties if p.owner), None)
        name = next((p.name for p in inner.parties if p.name), None)
        takes = role.of or role.weak
        if owner and owner.kind == "organisation" and (body.of or body.weak):
            sectors = owner.sectors
        code = owner.code if owner else None
        kind = "person" if body.kind == "person" and inner.number != 2 else "body"
        label, outer = owner.label if owner else "", None
        if body.kind != "person" and role.kind == "person":
            name, outer = None, name
        d.parties.append(Party(Owner(kind, code, sectors if takes else (), label, name), outer))
        d.possessive = d.possessive or inner.possessive
        return inner.last

    def _more(self, d: Draft, giver: Meaning) -> int:
        """A list of owners with or without names, where the role is plural."""
        s = self.scene
        while giver.kind in STATES and d.number == 2:
            j = self.list_name(d, d.last + 1)
            k = s.past_and(j)
            if k == j or k >= len(s.words):
                break
            if s.words[k].lower in s.genitive:
                k += 1
            k = s.past_articles(k)
            hit = s.starts.get(k)
            other = hit.get("state", "capital") if hit else None
            if hit is None or other is None or k in s.used or not self._is_list(d, hit):
                break
            d.parties.append(Party(s.owner(other)))
            d.last = hit.last
        return d.last

    def _is_list(self, d: Draft, hit: Hit) -> bool:
        """A state behind a comma belongs to a list only where an "and" comes, or came, before the next verb."""
        s = self.scene
        if any(s.words[k].lower in s.conj for k in range(d.last + 1, hit.first)):
            return True
        for word in s.words[hit.last + 1 : hit.last + _REACH]:
            if word.lower in s.conj:
                return True
            if word.pos in ("VERB", "AUX"):
                return False
        return False
