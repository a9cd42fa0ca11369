"""The name of who holds a role: behind the role, or before it with the role as apposition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.actors.drafts import Draft, Owner, Party
from dragoman.actors.meanings import Hit
from dragoman.actors.names import Name
from dragoman.actors.scene import GIVERS, POSSESSIVE_MARKS, Scene
from dragoman.actors.vocabulary import Role

if TYPE_CHECKING:
    from dragoman.actors.roles import RoleReader


def take_name(s: Scene, d: Draft, role: Role) -> None:
    """The name behind the role, at once or between commas, and what else behind it tells whose he is."""
    if any(p.name for p in d.parties) or (role.kind != "person" and _is_organisation(s, d)):
        return
    if role.kind == "body":
        _of_person(s, d, role)
        return
    j = d.last + 1
    while (title := s.starts.get(j)) and title.get("title"):
        j = title.last + 1
    word = s.at(j)
    comma = word is not None and word.text in (",", "(", "—", "–")
    name = s.names.get(j + 1 if comma else j)
    if name is None and comma:
        k = s.past_articles(j + 1)
        called = s.starts.get(k)
        behind = called.last + 1 if called and called.get("people", "title", "role") else k
        name = s.names.get(behind)
    if name is None or name.first in s.used:
        _behind_place(s, d)
        return
    plural = d.number == 2 or (role.kind == "people" and d.number != 1)
    if comma and (plural or not s.closed(name.last + 1) or s.foreign(d, name)):
        return
    if not d.parties:
        d.parties.append(Party())
    d.parties[0].name = name
    d.last = name.last
    _behind_name(s, d)


def _of_person(s: Scene, d: Draft, role: Role) -> None:
    """As in "La Administración Obama": the government of who stands right behind it."""
    name = s.names.get(d.last + 1)
    if name is None or not name.persons or d.parties or role.sector != "GOV" or role.of:
        return
    d.parties, d.last = [Party(Owner("person", None, (), name.text, name))], name.last


def _is_organisation(s: Scene, d: Draft) -> bool:
    """As in "El grupo rebelde M23", "la petrolera Repsol": the role only says what the organisation behind it is."""
    j = d.last + 1
    if (word := s.at(j)) is not None and word.text in "\"“«'":
        j += 1
    hit = s.starts.get(j)
    meaning = hit.get("organisation") if hit else None
    if hit is None or meaning is None or j in s.used:
        return False
    d.kind, d.meaning, d.how = "organisation", meaning, "name"
    d.parties, d.sectors, d.last = [Party(s.owner(meaning))], (), hit.last
    return True


def _behind_place(s: Scene, d: Draft) -> None:
    """As in "El embajador de México en Lima, Pablo Monroy,": the name behind a phrase of place."""
    word = s.at(d.last + 1)
    if word is None or word.pos != "ADP":
        return
    hit = s.starts.get(s.past_articles(d.last + 2))
    if hit is None or not hit.get(*GIVERS):
        return
    comma = s.at(hit.last + 1)
    name = s.names.get(hit.last + 2) if comma is not None and comma.text == "," else None
    if name and s.closed(name.last + 1) and d.number != 2 and not s.foreign(d, name):
        if not d.parties:
            d.parties.append(Party())
        d.parties[0].name = name
        s.used.update(range(name.first, name.last + 1))


def _behind_name(s: Scene, d: Draft) -> None:
    """As in "El presidente Vladimir Putin de Rusia"; "los presidentes Putin y Xi"."""
    j = d.last + 1
    if d.number == 2:
        k = s.past_and(j)
        while k > j and k in s.names and k not in s.used:
            d.parties.append(Party(None, s.names[k]))
            d.last = s.names[k].last
            j = d.last + 1
            k = s.past_and(j)
        return
    word = s.at(j)
    if word is None or word.lower not in s.genitive or d.parties[0].owner is not None:
        return
    hit = s.starts.get(s.past_articles(j + 1))
    giver = hit.get(*GIVERS) if hit else None
    if hit and giver:
        d.parties[0].owner = s.owner(giver)
        d.last = hit.last


def bare_name(s: Scene, name: Name, roles: RoleReader) -> Draft:
    """A name without a role before it, with the apposition behind it if there is one."""
    d = Draft(s.sentence.index, name.first, name.last, name.first, "name", how="name")
    d.parties, d.number = [Party(None, name)], 1
    s.use(d)
    comma = s.at(name.last + 1)
    if comma is None or comma.text not in (",", "("):
        return d
    hit = _apposed_role(s, name.last + 2)
    apposed = roles.read(hit) if hit and hit.first not in s.used else None
    if apposed is None or not name.last + 2 <= apposed.first <= name.last + 3 or apposed.number == 2:
        return d
    named = any(p.name for p in apposed.parties)
    indefinite = not apposed.definite and apposed.first == name.last + 2
    if named or not (s.closed(apposed.last + 1) or indefinite) or s.foreign(apposed, name):
        return d
    d.meaning, d.sectors, d.how = apposed.meaning, apposed.sectors, "apposition"
    d.possessive, d.local, d.gender, d.last = apposed.possessive, apposed.local, apposed.gender, apposed.last
    d.parties = [Party(apposed.parties[0].owner if apposed.parties else None, name)]
    return s.use(d)


def _apposed_role(s: Scene, k: int) -> Hit | None:
    """The word for a role that opens an apposition at ``k``, behind articles, adjectives and owners."""
    while (word := s.at(k)) is not None:
        hit = s.starts.get(k)
        if hit is not None and hit.get("role"):
            return hit
        if hit is not None and hit.get("people", "modifier", *GIVERS):
            k = hit.last + 1
        elif hit is None and (word.lower in s.articles or word.pos in ("ADJ", "ADV") or word.lower in POSSESSIVE_MARKS):
            k += 1
        else:
            return None
    return None


def announced(s: Scene, hit: Hit) -> Draft | None:
    """As in "El anfitrión, Recep Tayyip Erdogan,": a word that only refers, and then the name."""
    reference, role, comma = hit.get("reference"), hit.get("role"), s.at(hit.last + 1)
    person = (reference and reference.value == "person") or (
        role and role.role and role.role.weak and role.role.kind == "person"
    )
    name = s.names.get(hit.last + 2)
    if not person or name is None or comma is None or comma.text != "," or not s.closed(name.last + 1):
        return None
    d = Draft(s.sentence.index, hit.first, name.last, s.main(hit), "name", how="name")
    d.parties, d.number = [Party(None, name)], 1
    return d


def nicknamed(s: Scene, hit: Hit) -> Draft | None:
    """As in "El chileno Gabriel Boric"."""
    people, name, before = hit.get("people"), s.names.get(hit.last + 1), s.at(hit.first - 1)
    if people is None or name is None or before is None or not s.adjectives_follow:
        return None
    if before.pos != "DET" and not (before.pos == "ADP" and before.lower in s.articles):
        return None
    d = Draft(s.sentence.index, hit.first - (before.pos == "DET"), name.last, s.main(hit), "name", people)
    d.parties, d.number, d.gender, d.how = [Party(s.owner(people), name)], 1, people.gender, "apposition"
    return d
