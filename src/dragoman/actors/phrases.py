"""Puts noun phrases together: role, whose, and name ("el canciller ruso, Serguéi Lavrov") as one draft.

Small models lose appositions and the parts of names, so phrases are built from what stands side by side; the tree is
asked only for the word by which the rest of the sentence refers to the phrase.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.actors.drafts import Draft, Owner, Party
from dragoman.actors.gazetteer import Gazetteer, Hit, Meaning, fold
from dragoman.actors.names import Name
from dragoman.parsing.words import Sentence, Word

_STATES = ("state", "capital", "seat", "region")
_GIVERS = (*_STATES, "organisation")
_ENDS = frozenset(",.;:)—–-\"'”»!?")
_LIST = 12


class Composer:
    """Builds the drafts of one sentence from its hits and names."""

    def __init__(self, sentence: Sentence, hits: Sequence[Hit], names: Sequence[Name], gazetteer: Gazetteer) -> None:
        self.words = sentence.words
        self.sentence = sentence
        self.gazetteer = gazetteer
        v = self.vocabulary = gazetteer.vocabulary
        self.starts = {h.first: h for h in hits}
        self.ends = {h.last: h for h in hits}
        self.cover = {i: h for h in hits for i in range(h.first, h.last + 1)}
        self.names = {n.first: n for n in names}
        self.name_ends = {n.last: n for n in names}
        self.in_name = {i for n in names for i in range(n.first, n.last + 1)}
        self.used: set[int] = set()
        self.genitive, self.articles, self.conj = set(v.genitive), set(v.articles), set(v.and_)
        self.adjectives_follow = v.inflected == "first"

    def compose(self) -> list[Draft]:
        """All drafts of the sentence, in order."""
        drafts: list[Draft] = []
        for i in range(len(self.words)):
            hit = self.starts.get(i)
            if hit is None or i in self.used or i in self.in_name:
                continue
            draft = self._counted(hit) or self._role(hit)
            if draft:
                drafts.append(draft)
                self.used.update(range(draft.first, draft.last + 1))
        for name in self.names.values():
            if name.first not in self.used:
                drafts.append(self._bare_name(name))
        for hit in self.starts.values():
            if hit.first not in self.used and hit.first not in self.in_name:
                drafts += self._rest(hit)
        return sorted(drafts, key=lambda d: d.first)

    # -- roles

    def _role(self, hit: Hit) -> Draft | None:
        meaning = hit.get("role")
        if meaning is None or meaning.role is None or (hit.get("people") and not self._noun(hit)):
            return None
        if not self._noun(hit):
            return None
        d = Draft(self.sentence.index, hit.first, hit.last, self._main(hit), "role", meaning)
        d.gender, d.number = meaning.gender, self._number(meaning, d.anchor)
        self._left(d)
        self._right(d)
        role = meaning.role
        if role.weak and not (d.parties or d.sectors or d.possessive):
            return None
        self._measured(d)
        return d

    def _noun(self, hit: Hit) -> bool:
        """Whether a word for a role is used as a noun here, and not as an adjective or a verb."""
        word = self.words[hit.last if not self.adjectives_follow else hit.first]
        if hit.last > hit.first or word.pos in ("NOUN", "PROPN"):
            return not (word.dep in ("compound", "amod") and hit.get("modifier") and word.head > word.i)
        if word.pos in ("ADJ", "X", "ADV", "NUM"):
            before = self.words[word.i - 1] if word.i else None
            return word.dep != "amod" or (before is not None and before.pos in ("DET", "NUM"))
        return False

    def _main(self, hit: Hit) -> int:
        """The word of a phrase that carries it: the one whose head lies outside, else the noun's place by language."""
        inside = range(hit.first, hit.last + 1)
        out = [i for i in inside if self.words[i].head not in inside or self.words[i].head == i]
        if len(out) == 1:
            return out[0]
        return hit.first if self.adjectives_follow else hit.last

    def _number(self, meaning: Meaning, i: int) -> int:
        if meaning.number:
            return meaning.number
        return {"Plur": 2, "Sing": 1}.get(self.words[i].morph.get("Number", ""), 0)

    def _left(self, d: Draft) -> None:
        """Takes in what stands before the role: modifiers, demonyms, owners, numbers, article."""
        i = d.first - 1
        while i >= 0:
            word, hit = self.words[i], self.ends.get(i)
            if word.i in self.used or (i in self.in_name and i not in self.name_ends):
                return
            if word.lower in ("'s", "’s", "'", "’") and word.lower[-1] in "s'’" and i:
                i = self._possessor(d, i)
                continue
            if hit is not None and (taken := self._take_left(d, hit)):
                i = d.first - 1
                if taken == "list":
                    i = self._listed_left(d)
                continue
            if (word.pos == "DET" and word.morph.get("Poss") == "Yes") or word.morph.get("Poss") == "Yes":
                d.possessive, d.first = True, i
                return
            if word.lower in self.articles or word.pos == "DET":
                d.first = i
                d.definite = word.morph.get("Definite") == "Def" or word.morph.get("PronType") == "Dem"
                return
            if self._inside_left(word, d):
                d.first = i
                i -= 1
                continue
            return

    def _inside_left(self, word: Word, d: Draft) -> bool:
        within = range(word.i, d.last + 1)
        if word.pos in ("NUM", "ADJ") or word.dep in ("amod", "nummod"):
            return (word.head in within and word.dep in ("amod", "nummod", "compound", "advmod")) or word.pos == "NUM"
        if word.pos == "VERB":
            return word.dep == "amod" and word.head in within
        if self.adjectives_follow:
            return False
        return (word.dep == "compound" and word.head in within and word.pos in ("NOUN", "PROPN")) or word.text == "-"

    def _take_left(self, d: Draft, hit: Hit) -> str:
        role = d.meaning.role if d.meaning else None
        people = hit.get("people")
        if people and not self._side(hit):
            d.parties.insert(0, Party(self._owner(people)))
            d.first = hit.first
            return "list"
        modifier = hit.get("modifier")
        if modifier and modifier.modifier:
            d.sectors = d.sectors or self._modified(modifier, role is not None and (role.weak or role.of))
            d.first = hit.first
            return "one"
        giver = hit.get(*_GIVERS)
        if giver and not self.adjectives_follow and not self._side(hit):
            d.parties.insert(0, Party(self._owner(giver)))
            d.first = hit.first
            return "list"
        body = hit.get("role")
        if body and body.role and not self.adjectives_follow and self.words[hit.last].head in range(hit.first, d.last + 1):
            d.parties.insert(0, Party(Owner("body", None, (body.role.sector,), "")))
            d.first = hit.first
            return "one"
        area = hit.get("area")
        if area:
            d.area, d.first = self.gazetteer.areas.get(area.value), hit.first
            return "one"
        return ""

    def _listed_left(self, d: Draft) -> int:
        """"Russian and Chinese presidents": further owners before an "and" where the role is plural."""
        i = d.first - 1
        while d.number == 2 and i > 0 and (self.words[i].lower in self.conj or self.words[i].text == ","):
            before = self.ends.get(i - 1)
            meaning = before.get("people") if before else None
            if before is None or meaning is None or before.first in self.used:
                break
            d.parties.insert(0, Party(self._owner(meaning)))
            d.first = before.first
            i = d.first - 1
        return d.first - 1

    def _possessor(self, d: Draft, i: int) -> int:
        """"Armenia's prime minister", "Putin's spokesman": whose; -1 to stop."""
        hit, name = self.ends.get(i - 1), self.name_ends.get(i - 1)
        if name is not None:
            d.parties.insert(0, Party(Owner("person", None, (), name.text, name)))
            d.first = name.first
            return -1
        meaning = hit.get(*_GIVERS, "role") if hit else None
        if hit is None or meaning is None:
            return -1
        if meaning.kind == "role" and meaning.role:
            d.parties.insert(0, Party(Owner("body", None, (meaning.role.sector,), "")))
            d.first = hit.first
            return hit.first - 1
        d.parties.insert(0, Party(self._owner(meaning)))
        d.first = hit.first
        while d.number == 2 and d.first > 1 and self.words[d.first - 1].lower in self.conj:
            before = self.ends.get(d.first - 2)
            other = before.get(*_STATES) if before else None
            if before is None or other is None:
                break
            d.parties.insert(0, Party(self._owner(other)))
            d.first = before.first
        if d.first and self.words[d.first - 1].lower in self.articles:
            d.first -= 1
        return -1

    def _side(self, hit: Hit) -> bool:
        """"pro-Russian": on whose side, not whose."""
        i = hit.first
        if i >= 2 and self.words[i - 1].text == "-" and fold(self.words[i - 2].text) in self.vocabulary.sides:
            return True
        after = self.words[hit.last + 1] if hit.last + 1 < len(self.words) else None
        return after is not None and after.text == "-" and after.start == self.words[hit.last].end

    def _modified(self, meaning: Meaning, open_: bool) -> tuple[str, ...]:
        m = meaning.modifier
        return (m.sector,) if m is not None and (m.always or open_) else ()

    # -- after the role

    def _right(self, d: Draft) -> None:
        role = d.meaning.role if d.meaning else None
        if role is None:
            return
        j, portfolio = d.last + 1, 0
        while j < len(self.words):
            word, hit = self.words[j], self.starts.get(j)
            if j in self.used:
                break
            if hit is not None and self.adjectives_follow and self._take_right(d, hit):
                j = d.last + 1
                continue
            if word.lower in self.genitive or word.lower in self.vocabulary.owner:
                end = self._genitive(d, j)
                if end is None and word.lower in self.genitive and role.kind == "person" and portfolio < 2:
                    end = self._portfolio(j)
                    portfolio += 1
                if end is None:
                    break
                d.last = end
                j = end + 1
                continue
            if self._plain_adjective(word, d):
                j += 1
                if j < len(self.words) and (
                    self.starts.get(j) or self.words[j].lower in self.genitive or j in self.names or self.words[j].text == ","
                ):
                    d.last = j - 1
                continue
            break
        self._name(d)

    def _plain_adjective(self, word: Word, d: Draft) -> bool:
        return self.adjectives_follow and word.pos == "ADJ" and word.i not in self.cover and word.i - d.last <= 2

    def _take_right(self, d: Draft, hit: Hit) -> bool:
        people = hit.get("people")
        role = d.meaning.role if d.meaning else None
        if people:
            d.parties.append(Party(self._owner(people)))
            d.last = hit.last
            if d.number == 2 and people.number == 1:
                self._listed_right(d)
            return True
        modifier = hit.get("modifier")
        if modifier and modifier.modifier and self.words[hit.first].pos in ("ADJ", "VERB", "NOUN", "PROPN"):
            d.sectors = d.sectors or self._modified(modifier, role is not None and (role.weak or role.of))
            d.last = hit.last
            return True
        area = hit.get("area")
        if area:
            d.area, d.last = self.gazetteer.areas.get(area.value), hit.last
            return True
        return False

    def _listed_right(self, d: Draft) -> None:
        """"Los cancilleres ruso, Serguéi Lavrov, y chino, Wang Yi"."""
        for _ in range(_LIST):
            j = self._list_name(d, d.last + 1)
            k = self._past_and(j)
            hit = self.starts.get(k)
            people = hit.get("people") if hit and k > j else None
            if hit is None or people is None or people.number == 2:
                return
            d.parties.append(Party(self._owner(people)))
            d.last = hit.last

    def _list_name(self, d: Draft, j: int) -> int:
        """Takes ", Name" behind a member of a list; gives the index after it."""
        if j + 1 < len(self.words) and self.words[j].text == "," and j + 1 in self.names:
            name = self.names[j + 1]
            if self._closed(name.last + 1) and d.parties and d.parties[-1].name is None:
                d.parties[-1].name = name
                d.last = name.last
                return name.last + 1
        return j

    def _past_and(self, j: int) -> int:
        while j < len(self.words) and (self.words[j].text == "," or self.words[j].lower in self.conj):
            j += 1
        return j

    def _genitive(self, d: Draft, j: int) -> int | None:
        """Reads "de Rusia", "de la OTAN", "del Senado brasileño" at ``j``; gives the last word, None where it is none."""
        role = d.meaning.role if d.meaning else None
        k = j + 1
        while k < len(self.words) and (self.words[k].lower in self.articles or self.words[k].pos in ("DET", "NUM")):
            k += 1
        hit = self.starts.get(k)
        if role is None or k >= len(self.words):
            return None
        if k in self.names:
            name = self.names[k]
            if role.kind == "body" and role.sector not in ("GOV",):
                return None
            if self.words[j].lower not in self.genitive and not role.weak:
                return None
            d.parties.append(Party(Owner("person", None, (), name.text, name, role.weak)))
            return name.last
        if hit is None or k in self.used:
            return None
        giver = hit.get(*_GIVERS)
        if giver:
            if self.words[j].lower not in self.genitive and not (giver.kind == "organisation" and role.sector in ("EDU", "GOV", "MIL")):
                return None
            if any(p.owner and p.owner.kind == "state" for p in d.parties) and role.office:
                return hit.last if giver.kind == "organisation" else None
            d.parties.append(Party(self._owner(giver)))
            d.last = hit.last
            return self._more_owners(d, giver)
        inner = hit.get("role")
        if inner and inner.role and self.words[j].lower in self.genitive and inner.role.kind != "people":
            return self._inner(d, hit, role.of or role.weak)
        return None

    def _inner(self, d: Draft, hit: Hit, takes: bool) -> int | None:
        """"El presidente del Senado brasileño", "soldados del Ejército": the inner body gives sector and state."""
        first = hit.first
        inner = self._role(hit)
        if inner is None or inner.meaning is None or inner.meaning.role is None:
            return None
        body = inner.meaning.role
        sectors = inner.sectors or (body.sector,)
        owners = [p.owner for p in inner.parties if p.owner]
        kind = "body" if body.kind == "body" else "person"
        inner_name = next((p.name for p in inner.parties if p.name), None)
        if body.kind == "person" and not takes and not (d.meaning and d.meaning.role and d.meaning.role.weak):
            if d.meaning and d.meaning.role and d.meaning.role.kind == "person":
                takes = d.meaning.role.id == "spokesperson"
        if owners and owners[0].kind in ("state", "organisation"):
            gives = owners[0].sectors if owners[0].kind == "organisation" and body.of else sectors
            d.parties.append(Party(Owner(kind, owners[0].code, gives if takes else (), owners[0].label, inner_name)))
        else:
            d.parties.append(Party(Owner(kind, None, sectors if takes else (), "", inner_name)))
        return max(inner.last, first)

    def _more_owners(self, d: Draft, giver: Meaning) -> int:
        """A list of owners with or without names, where the role is plural."""
        if giver.kind not in _STATES:
            return d.last
        for _ in range(_LIST):
            j = self._list_name(d, d.last + 1) if d.number == 2 else d.last + 1
            k = self._past_and(j)
            if k == j or k >= len(self.words):
                break
            if self.words[k].lower in self.genitive:
                k += 1
            while k < len(self.words) and self.words[k].lower in self.articles:
                k += 1
            hit = self.starts.get(k)
            other = hit.get("state", "capital") if hit else None
            if d.number != 2 or hit is None or other is None or k in self.used or not self._list_closes(d, hit):
                break
            d.parties.append(Party(self._owner(other)))
            d.last = hit.last
        return d.last

    def _list_closes(self, d: Draft, hit: Hit) -> bool:
        """A state after a comma belongs to the list only where an "and" follows later, so that it is a list at all."""
        for k in range(hit.first - 1, d.last, -1):
            if self.words[k].lower in self.conj:
                return True
        for k in range(hit.last + 1, min(hit.last + 40, len(self.words))):
            word = self.words[k]
            if word.lower in self.conj:
                return True
            if word.pos in ("VERB", "AUX"):
                return False
        return False

    def _portfolio(self, j: int) -> int | None:
        """"de Energía y Minas" after a minister: the last word of it."""
        k = last = j
        while k + 1 < len(self.words) and k - j < 8:
            nxt = self.words[k + 1]
            if nxt.i in self.used or (self.starts.get(nxt.i) and not self._dull(self.starts[nxt.i])):
                break
            if nxt.pos in ("NOUN", "PROPN", "ADJ") and nxt.i not in self.names:
                last = k + 1
            elif not (nxt.lower in self.articles or (nxt.lower in self.conj and last == k)):
                break
            k += 1
        return last if last > j else None

    def _dull(self, hit: Hit) -> bool:
        return hit.get("modifier", "reference", "measure") is not None and hit.get(*_GIVERS, "people", "role") is None

    def _name(self, d: Draft) -> None:
        """The person's name behind the role: at once, or between commas; then what else tells whose he is."""
        role = d.meaning.role if d.meaning else None
        if role is None or role.kind == "body" or d.refers or any(p.name for p in d.parties):
            return
        j = d.last + 1
        while j < len(self.words) and (t := self.starts.get(j)) and t.get("title"):
            j = t.last + 1
        comma = j < len(self.words) and self.words[j].text in (",", "(", "—", "–")
        name = self.names.get(j + 1 if comma else j)
        if name is None or name.first in self.used:
            self._name_after_place(d)
            return
        if comma and (role.kind == "people" or not self._closed(name.last + 1) or d.number == 2 or self._other(d, name)):
            return
        if not d.parties:
            d.parties.append(Party())
        d.parties[0].name = name
        if len(d.parties) > 1 and d.number != 2:
            d.parties[1:] = []
        d.last = name.last
        self._after_name(d, d.number == 2)

    def _name_after_place(self, d: Draft) -> None:
        """"El embajador de México en Lima, Pablo Monroy,": the name behind a phrase of place."""
        j = d.last + 1
        if j + 1 >= len(self.words) or self.words[j].pos != "ADP":
            return
        k = j + 1
        while k < len(self.words) and self.words[k].lower in self.articles:
            k += 1
        hit = self.starts.get(k)
        if hit is None or not hit.get(*_GIVERS):
            return
        j = hit.last + 1
        name = self.names.get(j + 1) if j < len(self.words) and self.words[j].text == "," else None
        if name and self._closed(name.last + 1) and d.number != 2 and not self._other(d, name):
            if not d.parties:
                d.parties.append(Party())
            d.parties[0].name = name
            self.used.update(range(name.first, name.last + 1))

    def _after_name(self, d: Draft, plural: bool) -> None:
        """"El presidente Vladimir Putin de Rusia"; "los presidentes Putin y Xi"."""
        j = d.last + 1
        if plural:
            k = self._past_and(j)
            while k > j and k in self.names and k not in self.used:
                d.parties.append(Party(None, self.names[k]))
                d.last = self.names[k].last
                j = d.last + 1
                k = self._past_and(j)
            return
        if j + 1 < len(self.words) and self.words[j].lower in self.genitive and d.parties[0].owner is None:
            k = j + 1
            while k < len(self.words) and self.words[k].lower in self.articles:
                k += 1
            hit = self.starts.get(k)
            giver = hit.get(*_GIVERS) if hit else None
            if hit and giver:
                d.parties[0].owner = self._owner(giver)
                d.last = hit.last

    def _other(self, d: Draft, name: Name) -> bool:
        """Whether a known person is surely of another state than the role beside him."""
        codes = {p.owner.code for p in d.parties if p.owner and p.owner.code}
        held = {o.country for p in name.persons for o in p.offices}
        return bool(codes and held and not name.derived) and not codes & held

    def _closed(self, j: int) -> bool:
        return j >= len(self.words) or self.words[j].text[:1] in _ENDS or self.words[j].lower in self.conj

    # -- the rest

    def _counted(self, hit: Hit) -> Draft | None:
        """"Ambos países", "los dos líderes rusos", "the two sides"."""
        count = hit.get("count")
        if count is None:
            return None
        j = hit.last + 1
        while j < len(self.words) and self.words[j].pos == "ADJ" and j not in self.cover:
            j += 1
        noun = self.starts.get(j)
        if noun is None:
            return self._refer(hit, hit.first, hit.first, "any", int(count.value)) if self._alone(hit) else None
        reference, role = noun.get("reference"), noun.get("role")
        if reference is None and not (role and role.role and (role.role.office or role.role.id in ("government", "delegation"))):
            return None
        refers = reference.value if reference else "person"
        draft = self._refer(hit, noun.last, noun.first, refers, int(count.value))
        after = self.starts.get(noun.last + 1)
        if after and after.get("area", "modifier"):
            draft.last = after.last
        return draft

    def _alone(self, hit: Hit) -> bool:
        return self.words[hit.last].pos in ("PRON", "NUM", "DET") and self.words[hit.last].dep not in ("det", "nummod")

    def _refer(self, hit: Hit, last: int, anchor: int, refers: str, count: int) -> Draft:
        d = Draft(self.sentence.index, hit.first, last, anchor, "reference", hit.meanings[0], how="reference")
        d.refers, d.count, d.number, d.definite = refers, count, 2 if count > 1 else 1, True
        return d

    def _bare_name(self, name: Name) -> Draft:
        """A name without a role before it, with the apposition behind it if there is one."""
        d = Draft(self.sentence.index, name.first, name.last, name.first, "name", how="name")
        d.parties = [Party(None, name)]
        d.number = 1
        j = name.last + 1
        if j + 1 < len(self.words) and self.words[j].text in (",", "("):
            k = j + 1
            while k < len(self.words) and (self.words[k].lower in self.articles or self.words[k].pos in ("ADJ", "ADV")) and k not in self.cover:
                k += 1
            while k < len(self.words) and (h := self.starts.get(k)) and h.get("people", "modifier", *_GIVERS) and not h.get("role"):
                k = h.last + 1
                if k < len(self.words) and self.words[k].lower in ("'s", "’s"):
                    k += 1
            hit = self.starts.get(k)
            apposed = self._role(hit) if hit and hit.first not in self.used else None
            if apposed and apposed.first > j and apposed.first <= j + 2 and apposed.number != 2 and self._fits(apposed, name):
                d.meaning, d.sectors, d.how, d.possessive = apposed.meaning, apposed.sectors, "apposition", apposed.possessive
                d.parties = [Party(apposed.parties[0].owner if apposed.parties else None, name)]
                d.last = apposed.last
                self.used.update(range(d.first, d.last + 1))
        self.used.update(range(name.first, name.last + 1))
        return d

    def _fits(self, apposed: Draft, name: Name) -> bool:
        named = any(p.name for p in apposed.parties)
        return not named and self._closed(apposed.last + 1) and not self._other(apposed, name)

    def _rest(self, hit: Hit) -> list[Draft]:
        """States, organisations, demonyms and references that no role took."""
        i = hit.first
        giver = hit.get(*_GIVERS)
        if giver and not self._side(hit):
            kind = "organisation" if giver.kind == "organisation" else "region" if giver.kind == "region" else "state"
            how = "name" if giver.kind in ("state", "organisation", "region") else "metonymy"
            d = Draft(self.sentence.index, i, hit.last, self._main(hit), kind, giver, [Party(self._owner(giver))], how=how)
            d.number = 1
            return [d]
        people = hit.get("people")
        if people:
            return [self._demonym(hit, people)] if not self._side(hit) else []
        reference = hit.get("reference")
        if reference and self.words[i].pos in ("NOUN", "PROPN"):
            return self._referring(hit, reference)
        role = hit.get("role")
        if role and role.role and role.role.weak and role.role.kind == "person" and self._noun(hit):
            return self._referring(hit, Meaning("reference", gender=role.gender, number=role.number, value="person"))
        personal = hit.get("personal")
        if personal and self.words[i].pos in ("PRON", "NOUN", "PROPN", "DET") and self.words[i].dep not in ("det", "expl"):
            d = Draft(self.sentence.index, i, i, i, "personal", personal, how="reference")
            d.refers, d.number, d.gender = personal.value, personal.number, personal.gender
            return [d]
        return []

    def _referring(self, hit: Hit, meaning: Meaning) -> list[Draft]:
        """"El país andino", "ese bloque": a noun that with a definite article means somebody named before."""
        i, last = hit.first, hit.last
        first, definite = i, False
        for k in range(i - 1, max(i - 4, -1), -1):
            word = self.words[k]
            if word.pos == "DET" or word.lower in self.articles:
                first, definite = k, word.morph.get("Definite") == "Def" or word.morph.get("PronType") == "Dem"
                break
            if word.pos != "ADJ" and not self.ends.get(k):
                break
        area = self._area_near(hit)
        if area is not None and last + 1 in self.starts and self.starts[last + 1].get("area"):
            last = self.starts[last + 1].last
        follows = self.words[last + 1] if last + 1 < len(self.words) else None
        if not definite or self._number(meaning, i) == 2 or (follows is not None and follows.lower in self.genitive):
            return []
        d = Draft(self.sentence.index, first, last, self._main(hit), "reference", meaning, how="reference")
        d.refers, d.number, d.gender, d.area, d.definite = meaning.value, 1, meaning.gender, area, True
        return [d]

    def _area_near(self, hit: Hit) -> frozenset[str] | None:
        for near in (self.starts.get(hit.last + 1), self.ends.get(hit.first - 1)):
            meaning = near.get("area") if near else None
            if meaning:
                return self.gazetteer.areas.get(meaning.value, frozenset())
        return None

    def _demonym(self, hit: Hit, people: Meaning) -> Draft:
        """"La delegación rusa" was taken as a role; here "una invasión venezolana", "los rusos", "el chileno Boric"."""
        i = hit.first
        d = Draft(self.sentence.index, i, hit.last, self._main(hit), "people", people, how="demonym")
        d.parties = [Party(self._owner(people))]
        d.number, d.gender = self._number(people, i), people.gender
        word, before = self.words[d.anchor], self.words[i - 1] if i else None
        noun = (word.pos in ("NOUN", "PROPN") and word.dep not in ("amod", "compound")) or word.dep in ("nsubj", "obj", "iobj")
        name = self.names.get(hit.last + 1)
        if name and self.adjectives_follow and before is not None and before.pos == "DET":
            d.parties[0].name, d.last, d.kind, d.how = name, name.last, "name", "apposition"
            self.used.update(range(name.first, name.last + 1))
            d.first = i - 1
            return d
        after = self.starts.get(hit.last + 1)
        modifier = after.get("modifier") if after and self.adjectives_follow else None
        if noun and after and modifier:
            d.sectors, d.last = self._modified(modifier, True), after.last
        if noun and not d.sectors:
            definite = before is not None and before.morph.get("Definite") == "Def"
            d.sectors = () if definite and d.number == 2 else ("CVL",)
            d.kind = "role"
        if before is not None and before.pos == "DET" and noun:
            d.first = i - 1
        self._measured(d)
        return d

    def _measured(self, d: Draft) -> None:
        """"Un grupo de", "cientos de": the quantity is the head."""
        i = d.first - 1
        if i < 1 or self.words[i].lower not in self.genitive:
            return
        measure = self.ends.get(i - 1)
        if measure and measure.get("measure"):
            d.first = measure.first
            while d.first and (self.words[d.first - 1].pos in ("DET", "NUM") or self.words[d.first - 1].lower in self.articles):
                d.first -= 1

    def _owner(self, m: Meaning) -> Owner:
        kind = "organisation" if m.kind == "organisation" else "state"
        return Owner(kind, m.code, m.sectors, m.name)
