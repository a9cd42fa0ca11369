"""Gives a draft its actors: code, sectors, name and office, from what it says, the date, and what was said before."""

from __future__ import annotations

from dataclasses import replace

from dragoman.actors.discourse import Discourse
from dragoman.actors.drafts import Draft, Owner, Party
from dragoman.actors.gazetteer import Gazetteer
from dragoman.actors.homes import home_of
from dragoman.actors.names import Name
from dragoman.actors.offices import OfficeHeld, Person
from dragoman.actors.reference import counterpart, office_of_other, refer
from dragoman.actors.vocabulary import Role
from dragoman.actors.whose import Whose
from dragoman.folding import fold
from dragoman.parsing.words import Sentence
from dragoman.records import Actor, Span

_FORMER = "ELI"
_ALWAYS = ("REB", "PRM", "CRM", "REL")
_OWN_CLAIM = ("PRE", "OPP")
_COUNTERPART = "counterpart"
_MANY_HOLD = ("minister", "spokesperson", "official", "ambassador", "representative")


class Identifier:
    """Resolves the drafts of one article, in order.

    Args:
        gazetteer: of the article's language. discourse: what was said before. day: ISO date of publication, or None.
    """

    def __init__(self, gazetteer: Gazetteer, discourse: Discourse, day: str | None) -> None:
        self.gazetteer = gazetteer
        self.discourse = discourse
        self.day = day
        self.whose = Whose(gazetteer, discourse)

    def begin(self, sentence: Sentence, drafts: list[Draft]) -> None:
        """Turns to the next sentence."""
        self.sentence = sentence
        self.whose.begin(sentence, drafts)

    def identify(self, d: Draft, head: int, subject: bool) -> tuple[tuple[Actor, ...], str]:
        """The actors of a draft and how they were found; none where it stays open and means nobody in particular."""
        if d.refers:
            return refer(d, self.sentence, head, self.discourse), "reference"
        if d.kind in ("state", "region", "organisation"):
            return tuple(self._given(d, p) for p in d.parties), d.how
        if d.kind == "people" and d.sectors in ((), ("SOC",)) and not any(p.name for p in d.parties):
            return tuple(self._given(d, p) for p in d.parties), d.how
        self.whose.subject = subject
        parties = d.parties or self.whose.possessors(d) or [Party()]
        found = tuple(a for p in parties if (a := self._agent(d, p)) is not None)
        how = d.how
        if found and all(a.code is None for a in found):
            how = "unknown"
        elif d.kind == "role" and any(p.name for p in parties):
            how = "office"
        return found, how

    # -- states and organisations

    def _given(self, d: Draft, party: Party) -> Actor:
        owner = party.owner or Owner("state", None, (), "")
        organisation = d.meaning.organisation if d.meaning else None
        sectors = d.sectors or (organisation.sectors_at(self.day) if organisation else owner.sectors)
        return Actor(
            code=owner.code,
            sectors=sectors,
            name=owner.label or None,
            entity=organisation.id if organisation else None,
            span=self._span(d),
        )

    def _span(self, d: Draft) -> Span:
        return self.sentence.span(d.first, d.last)

    # -- roles and names

    def _agent(self, d: Draft, party: Party) -> Actor | None:
        role = d.meaning.role if d.meaning else None
        owner = self._owner_of(d, party)
        if party.name is not None:
            return self._shared_office(d, self._named(d, party.name, owner, role))
        if role is not None and role.id == _COUNTERPART:
            code = party.owner.code if party.owner else None
            other = counterpart(d, code, self.sentence, self.discourse)
            if other is not None:
                return other.model_copy(update={"span": self._span(d)})
            if code is None:
                return None
            office = office_of_other(d, self.sentence, self.discourse)
            return Actor(code=code, sectors=("GOV",), name=self._label(d), office=office, span=self._span(d))
        if role is None:
            code = owner.code if owner else self.whose.home(d, "CVL")
            sectors = d.sectors or (owner.sectors if owner else ())
            return Actor(code=code, sectors=self._allowed(code, sectors), name=self._label(d), span=self._span(d))
        if (
            role.sector == _FORMER
            and role.office
            and owner is None
            and d.number != 2
            and (former := self._last_former())
        ):
            return former.model_copy(update={"span": self._span(d), "sectors": (_FORMER,), "office": None})
        sectors = self._sectors(d, role, owner)
        code = owner.code if owner and owner.code else self.whose.home(d, sectors[0] if sectors else "")
        if owner is None and role.id == "rebels":
            code = self.whose.joined_to(d) or self.whose.last_rebels() or code
        named = (self._held_before(role) if owner is None and d.number != 2 else None) or self._same_office(
            d, role, code
        )
        if named:
            return named.model_copy(update={"span": self._span(d), "sectors": self._allowed(named.code, sectors)})
        name = self._label(d)
        if len(d.parties) > 1 and owner and owner.label:
            name = owner.label
        office = role.id if role.office and sectors[:1] != (_FORMER,) else None
        return Actor(code=code, sectors=self._allowed(code, sectors), name=name, office=office, span=self._span(d))

    def _shared_office(self, d: Draft, actor: Actor | None) -> Actor | None:
        """A named counterpart whose office nobody knows has that of the person before him."""
        role = d.meaning.role if d.meaning else None
        if actor is None or role is None or role.id != _COUNTERPART or actor.office not in (None, _COUNTERPART):
            return actor
        return actor.model_copy(update={"office": office_of_other(d, self.sentence, self.discourse)})

    def _owner_of(self, d: Draft, party: Party) -> Owner | None:
        owner = party.owner
        always = d.meaning.role.code if d.meaning and d.meaning.role else None
        if owner is None and always:
            return Owner("state", always, ("GOV",), "")
        if owner is None and d.area:
            code = self.whose.last_of(d.area)
            return Owner("state", code, ("GOV",), "") if code else None
        if owner is None and d.owner_refers:
            of = Draft(d.sentence, d.first, d.last, d.anchor, "reference", refers=d.owner_refers, number=1)
            told = refer(of, self.sentence, d.anchor, self.discourse)
            if told and told[0].code:
                return Owner("organisation", told[0].code, told[0].sectors, told[0].name or "")
        if owner is None and d.possessive:
            role = d.meaning.role if d.meaning else None
            host = self.whose.host(d) if role is not None and role.abroad else None
            code = self.whose.possessor(d, host)
            return Owner("state", code, ("GOV",), "") if code else None
        if owner is not None and owner.kind == "place":
            near = {**self.discourse.overall, **self.discourse.focus}
            code = home_of(owner.label, near)
            return Owner("state", code, ("GOV",), "") if code else None
        if owner is not None and owner.name is not None and owner.code is None:
            actor = self._named(d, owner.name, None, None)
            if actor and actor.code:
                kind = "body" if owner.person_sectors else "state"
                return Owner(kind, actor.code, actor.sectors if owner.person_sectors else (), actor.name or "")
        if owner is not None and owner.organisation is not None:
            return replace(owner, sectors=owner.organisation.sectors_at(self.day))
        return owner

    def _sectors(self, d: Draft, role: Role, owner: Owner | None) -> tuple[str, ...]:
        if d.sectors:
            return d.sectors
        if (
            owner
            and owner.sectors
            and (role.of or role.weak)
            and owner.kind in ("body", "organisation")
            and role.sector != _FORMER
        ):
            return owner.sectors
        if (
            owner
            and owner.kind == "organisation"
            and owner.sectors
            and role.sector in ("GOV", "MIL")
            and not role.office
        ):
            return owner.sectors
        if owner and owner.kind == "state" and owner.sectors == ("PRE",) and role.sector in ("GOV", "MIL"):
            return owner.sectors
        return (role.sector,)

    def _allowed(self, code: str | None, sectors: tuple[str, ...]) -> tuple[str, ...]:
        """UNO, EUR and IGO carry no sector but that of a court."""
        if code in ("UNO", "EUR", "IGO"):
            return tuple(s for s in sectors if s == "JUD")
        if code in ("NGO", "MNC"):
            return tuple(s for s in sectors if s != "GOV")
        return sectors

    def _label(self, d: Draft) -> str:
        first = d.first
        while first < d.anchor and self.sentence.words[first].lower in self.gazetteer.vocabulary.articles:
            first += 1
        return self.sentence.phrase(first, d.last)

    # -- persons

    def _named(self, d: Draft, name: Name, owner: Owner | None, role: Role | None) -> Actor | None:
        span = self._span(d)
        before = self.discourse.known(name.text)
        code = owner.code if owner and not (d.possessive and d.parties[0].owner is None) else None
        person = None if before is not None and not before.entity else self._person(name, code, before, role)
        if person is not None and before is not None and role is None and owner is None and not d.sectors:
            actor = before.model_copy(update={"span": span})
        elif person is not None:
            actor = self._known(d, person, owner, role, span)
        elif before is not None and (code is None or before.code in (code, None)):
            actor = before.model_copy(update={"span": span})
            if role is not None and before.code is None:
                actor = self._unknown(d, name, owner, role, span)
        elif role is not None or owner is not None:
            actor = self._unknown(d, name, owner, role, span)
        elif name.first != name.last and name.person_like:
            actor = Actor(name=name.text, span=span)
        else:
            return None
        self.discourse.name(actor, name.text)
        if actor.name and actor.name != name.text:
            self.discourse.name(actor, actor.name)
        if d.gender and actor.name:
            self.discourse.genders[actor.name] = d.gender
        return actor

    def _person(self, name: Name, code: str | None, before: Actor | None, role: Role | None) -> Person | None:
        candidates = list(name.persons)
        if before is not None and before.entity:
            same = [p for p in candidates if p.entity == before.entity]
            candidates = same or candidates
        if code:
            fit = [p for p in candidates if any(o.country == code for o in p.offices)]
            if not fit:
                return None
            candidates = fit
        if code is None and before is None:
            candidates = self._told_apart(candidates)
        if name.derived and code is None and before is None and name.first == name.last:
            candidates = self._guessed(candidates, role)
        serving = [p for p in candidates if p.at(self.day) is not None]
        if not serving and name.first == name.last and before is None and role is None and len(candidates) > 1:
            past = [p for p in candidates if p.before(self.day)]
            return max(past, key=lambda p: p.offices[-1].last) if past else None
        if serving:
            return min(serving, key=self._likely)
        past = [p for p in candidates if p.before(self.day)]
        return max(past, key=lambda p: p.offices[-1].last) if past else next(iter(candidates), None)

    def _guessed(self, candidates: list[Person], role: Role | None) -> list[Person]:
        """Whom a bare surname can mean that was not told before: holders of high office, or of the state spoken of."""
        home = self.discourse.home()
        held = [(p, row) for p in candidates if (row := p.at(self.day))]
        return [p for p, row in held if (row.office in _HIGH if role is None else row.country == home)]

    def _told_apart(self, candidates: list[Person]) -> list[Person]:
        """Of imported namesakes of several states those of a state spoken of; nobody where none is."""
        homes = {o.country for p in candidates for o in p.offices[-1:]}
        if len(homes) < 2 or not all(p.imported for p in candidates):
            return candidates
        spoken = {**self.discourse.overall, **self.discourse.focus}
        return [p for p in candidates if any(spoken.get(o.country, 0) > 0 for o in p.offices)]

    def _likely(self, person: Person) -> tuple[bool, int]:
        """Sorts those of the states spoken of before others, and then by office."""
        row = person.at(self.day)
        spoken = row is not None and (row.country in self.discourse.overall or row.country in self.discourse.focus)
        return not spoken, _rank(row)

    def _known(self, d: Draft, person: Person, owner: Owner | None, role: Role | None, span: Span) -> Actor:
        row = person.at(self.day)
        past = row is None
        held: OfficeHeld = row or person.before(self.day) or person.offices[0]
        code = held.country
        sectors: tuple[str, ...] = (held.sector,) if held.sector else ()
        office: str | None = held.office
        if past and held.sector not in _ALWAYS:
            sectors, office = (_FORMER,), None
        if past and role is not None and person.before(self.day) is None and not d.sectors and role.sector != _FORMER:
            return self._later_known(d, person, owner, role, span)
        if d.sectors:
            sectors, office = d.sectors, None if d.sectors[0] == _FORMER else office
        elif role is not None and role.sector == _FORMER:
            sectors, office = (_FORMER,), None
        elif role is not None and (role.kind == "people" or role.sector == "OPP") and role.sector in _OWN_CLAIM:
            sectors = (role.sector,)
        elif role is not None and role.office and not role.weak and (past or (owner and owner.code == held.country)):
            sectors = self._sectors(d, role, owner)
            office = office if office and not past and held.sector in ("", *sectors[:1]) else role.id
            code = owner.code if owner and owner.code else code
        return Actor(
            code=code,
            sectors=self._allowed(code, sectors),
            name=person.name,
            office=office,
            entity=person.entity,
            span=span,
        )

    def _later_known(self, d: Draft, person: Person, owner: Owner | None, role: Role, span: Span) -> Actor:
        """A person in a role of which the lexicon only knows later offices."""
        sectors = self._sectors(d, role, owner)
        code = owner.code if owner and owner.code else person.offices[0].country
        office = role.id if role.office else None
        sectors = self._allowed(code, sectors)
        return Actor(code=code, sectors=sectors, name=person.name, office=office, entity=person.entity, span=span)

    def _unknown(self, d: Draft, name: Name, owner: Owner | None, role: Role | None, span: Span) -> Actor:
        if role is None:
            sectors = d.sectors or (("CVL",) if owner and owner.kind == "state" else owner.sectors if owner else ())
            code = owner.code if owner else None
            return Actor(code=code, sectors=self._allowed(code, sectors), name=name.text, span=span)
        sectors = self._sectors(d, role, owner)
        code = owner.code if owner and owner.code else self.whose.home(d, sectors[0] if sectors else "")
        office = role.id if role.office and sectors[:1] != (_FORMER,) else None
        return Actor(code=code, sectors=self._allowed(code, sectors), name=name.text, office=office, span=span)

    def _held_before(self, role: Role) -> Actor | None:
        """As in "El canciller", without a state, after "el canciller ruso, Serguéi Lavrov": the last holder named."""
        if not role.office or role.weak or role.kind != "person":
            return None
        for said in self.discourse.back():
            if said.sentence == self.sentence.index:
                continue
            for actor in said.actors:
                if actor.office == role.id and actor.name and fold(actor.name) in self.discourse.people:
                    return actor
        return None

    def _same_office(self, d: Draft, role: Role, code: str | None) -> Actor | None:
        """As in "La presidenta" after "la presidenta Dina Boluarte": the holder named before."""
        if (
            role.kind != "person"
            or d.number == 2
            or code is None
            or len(d.parties) > 1
            or not (role.office or role.weak)
        ):
            return None
        if d.possessive or any(p.owner and p.owner.kind != "state" for p in d.parties):
            return None
        if role.sector == _FORMER or d.sectors or role.id in _MANY_HOLD:
            return None
        for said in self.discourse.back():
            for actor in said.actors:
                same = actor.office == role.id or (role.weak and actor.office in _HIGH[:4])
                if actor.code == code and same and actor.name and (fold(actor.name) in self.discourse.people):
                    return actor
        return None

    def _last_former(self) -> Actor | None:
        """As in "El exmandatario": the last person out of office; else the last president who is no subject here."""
        own = {a.code for s in self.discourse.here(self.sentence.index) if s.subject for a in s.actors}
        fallback = None
        for said in self.discourse.back():
            for actor in said.actors:
                if actor.sectors[:1] == (_FORMER,) and actor.name and said.person:
                    return actor
                if actor.office in _HIGH and actor.name and actor.code not in own:
                    fallback = fallback or actor
        return fallback


_HIGH = (
    "president",
    "monarch",
    "prime-minister",
    "supreme-leader",
    "chancellor",
    "foreign-minister",
    "secretary-general",
)


def _rank(row: OfficeHeld | None) -> int:
    return _HIGH.index(row.office) if row and row.office in _HIGH else len(_HIGH)
