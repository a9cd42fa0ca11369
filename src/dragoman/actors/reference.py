"""Who is meant by words that only refer ("ambos países", "el mandatario", "it"), and by understood subjects."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.actors.discourse import NOT_STATES, Discourse, Spoken
from dragoman.actors.drafts import Draft
from dragoman.actors.heads import is_subject
from dragoman.actors.mentions import ActorMention, ActorMentions
from dragoman.parsing.clauses import Clause
from dragoman.parsing.document import Document
from dragoman.parsing.words import Sentence, Word
from dragoman.records import Actor

_FAR = 4
_BLOCS = frozenset({"UNO", "EUR", "IGO"})
_GROUPS = 40
_NEAR = 30


def refer(d: Draft, sentence: Sentence, head: int, discourse: Discourse) -> tuple[Actor, ...]:
    """The actors that a referring phrase means; none where nobody fits."""
    span = sentence.span(d.first, d.last)
    if d.count > 1:
        found = _several(d, sentence, discourse, is_subject(sentence, head))
        found = tuple(a.model_copy(update={"sectors": d.sectors}) if d.sectors else a for a in found)
    elif d.kind == "personal":
        found = _pronoun(d, sentence, head, discourse)
    elif d.refers == "state":
        found = _state(d, sentence, discourse)
    elif d.refers == "relation":
        found = _other_state(d, sentence, discourse)
    elif d.refers == "region":
        found = next((s.actors for s in discourse.back() if s.draft.kind == "region"), ())
    elif d.refers == "organisation":
        found = _organisation(sentence, discourse, is_subject(sentence, head))
    elif d.refers == "person":
        found = _person(d, sentence, discourse, is_subject(sentence, head))
    else:
        found = ()
    return tuple(a.model_copy(update={"span": span}) for a in found)


def _several(d: Draft, sentence: Sentence, discourse: Discourse, subject: bool) -> tuple[Actor, ...]:
    """As many actors as the phrase counts."""
    if d.area is not None and len(d.area) == d.count:
        return tuple(Actor(code=code, sectors=("GOV",)) for code in sorted(d.area))
    own = set() if subject else {a.code for s in discourse.here(sentence.index) if s.subject for a in s.actors}
    found = _just_named(d, sentence, discourse, own) if d.refers != "side" else ()
    return found or _grouped(d, sentence, discourse) or _weightiest(d, discourse)


def _grouped(d: Draft, sentence: Sentence, discourse: Discourse) -> tuple[Actor, ...]:
    """Those who were named together, subjects before others, the latest first."""
    here = [(s.sentence, s.subject, s.actors) for s in discourse.back() if len(s.actors) > 1]
    latest = sorted([*discourse.groups[-_GROUPS:], *here], key=lambda g: -g[0])
    known = [g for g in latest if sentence.index - g[0] <= _FAR]
    for _, _, actors in sorted(known, key=lambda g: not g[1]):
        if len(actors) == d.count and _fits(d, actors):
            return tuple(_as_kind(d, a) for a in actors)
    return ()


def _just_named(d: Draft, sentence: Sentence, discourse: Discourse, own: set[str | None]) -> tuple[Actor, ...]:
    """The persons, or the states, of the last sentence that has enough of them, but for its own subject."""
    recent = list(discourse.back())[::-1]
    for index in range(sentence.index, max(sentence.index - _FAR, -1), -1):
        distinct: dict[str, Actor] = {}
        grouped = [g for g in discourse.groups[-_GROUPS:] if g[0] == index and len(g[2]) == d.count and _fits(d, g[2])]
        for said in recent:
            if said.sentence != index or not said.acts or (said.sentence == sentence.index and said.first >= d.first):
                continue
            for actor in said.actors:
                right = bool(actor.office and actor.name) if d.refers == "person" else True
                if d.area is not None and actor.code not in d.area:
                    continue
                if index == sentence.index and actor.code in own:
                    continue
                if right and actor.code and actor.code not in NOT_STATES:
                    distinct.setdefault(actor.code, actor)
        if len(distinct) == d.count:
            return tuple(_as_kind(d, a) for a in distinct.values())
        if grouped:
            return tuple(_as_kind(d, a) for a in sorted(grouped, key=lambda g: not g[1])[0][2])
        if d.refers == "person" and len(distinct) > d.count:
            return tuple(distinct.values())[: d.count]
    return ()


def _weightiest(d: Draft, discourse: Discourse) -> tuple[Actor, ...]:
    """The n actors most spoken of."""
    chosen: dict[tuple[str, str] | str, Actor] = {}
    ranked = sorted(discourse.weight, key=lambda k: -discourse.weight[k])
    last: dict[tuple[str, str], Actor] = {}
    for said in list(discourse.back())[::-1]:
        for actor in said.actors:
            key = (actor.code or "", actor.sectors[0] if actor.sectors else "")
            if actor.code and (actor.office or not (key in last and last[key].office)):
                last[key] = actor
    for key in ranked:
        if key not in last:
            continue
        actor = _as_kind(d, last[key])
        if d.refers in ("state", "person") and actor.code in NOT_STATES:
            continue
        ident = key if d.refers in ("side", "any") else key[0]
        chosen.setdefault(ident, actor)
        if len(chosen) == d.count:
            return tuple(chosen.values())
    return ()


def _fits(d: Draft, actors: tuple[Actor, ...]) -> bool:
    if d.refers in ("side", "any"):
        return True
    states = {a.code for a in actors if a.code not in NOT_STATES}
    return len(states) == d.count


def _as_kind(d: Draft, actor: Actor) -> Actor:
    """A state where countries are meant, though a president of it was named."""
    if d.refers == "state":
        sectors = actor.sectors if actor.code in NOT_STATES else ("GOV",)
        return Actor(code=actor.code, sectors=sectors, name=None if actor.office else actor.name)
    return actor


def _back(discourse: Discourse, sentence: Sentence | None = None, before: int | None = None) -> Iterator[Spoken]:
    for said in discourse.back():
        if sentence is not None and sentence.index - said.sentence > _FAR:
            return
        if before is not None and sentence is not None and said.sentence == sentence.index and said.first >= before:
            continue
        yield said


def _state(d: Draft, sentence: Sentence, discourse: Discourse) -> tuple[Actor, ...]:
    if d.area is not None:
        for said in _back(discourse):
            for actor in said.actors:
                if actor.code in d.area:
                    return (Actor(code=actor.code, sectors=("GOV",)),)
        return ()
    if d.pointing:
        for said in _back(discourse, sentence, d.first):
            if said.draft.kind in ("state", "people") and said.acts and said.actors[-1].code not in NOT_STATES:
                return (Actor(code=said.actors[-1].code, sectors=("GOV",)),)
    near = (s for s in discourse.back(_NEAR) if s.subject and s.acts and sentence.index - s.sentence <= 1)
    home = next((a.code for s in near for a in s.actors if a.code and a.code not in NOT_STATES), discourse.home())
    return (Actor(code=home, sectors=("GOV",)),) if home else ()


def _other_state(d: Draft, sentence: Sentence, discourse: Discourse) -> tuple[Actor, ...]:
    """The last state that is not the one whose ally, neighbour or rival it is; of several ("sus aliados") nobody."""
    before = [s for s in _back(discourse, sentence, d.first) if s.acts or s.sentence < sentence.index]
    subject = next((s for s in before if s.subject and s.actors[0].code), None)
    if subject is None or subject.person or subject.actors[0].sectors[:1] != ("GOV",) or d.number == 2:
        return ()  # the rival of a candidate or the partner of a company is no state
    own = subject.actors[0].code
    for said in before:
        for actor in said.actors:
            if actor.code and actor.code not in (own, *NOT_STATES):
                return (Actor(code=actor.code, sectors=("GOV",)),)
    return ()


def _organisation(sentence: Sentence, discourse: Discourse, subject: bool) -> tuple[Actor, ...]:
    """The last organisation; what is no subject is not the subject of its own sentence either."""
    for said in _back(discourse):
        if not subject and said.sentence == sentence.index and said.subject:
            continue
        if said.draft.kind == "organisation":
            return said.actors
        blocs = [a.code for a in said.actors if a.code in _BLOCS]
        if blocs:
            return (Actor(code=blocs[0]),)
    return ()


def _person(d: Draft, sentence: Sentence, discourse: Discourse, subject: bool) -> tuple[Actor, ...]:
    """The last person; who is no subject is not the subject of his own sentence either."""
    fallback: tuple[Actor, ...] = ()
    own = {a.name for s in discourse.here(sentence.index) if s.subject for a in s.actors}
    for said in _back(discourse, sentence):
        if (not subject and said.actors[0].name in own) or not _same_gender(d, said, discourse):
            continue
        if said.person and said.actors[0].name and (said.subject or said.sentence < sentence.index):
            if d.area is not None and said.actors[0].code not in d.area:
                continue
            if said.actors[0].office and said.actors[0].code not in NOT_STATES:
                return said.actors
            fallback = fallback or said.actors
    return fallback


def counterpart(d: Draft, code: str | None, sentence: Sentence, discourse: Discourse) -> Actor | None:
    """So "Su homólogo": of a state, its person named before; else the other person of the talk, or the other state."""
    here = [s for s in discourse.here(sentence.index) if s.first < d.first]
    own = next((a.code for s in reversed(here) if s.subject or s.person for a in s.actors if a.code), None)
    office = office_of_other(d, sentence, discourse)
    for said in _back(discourse, sentence):
        for actor in said.actors:
            right = actor.code == code if code else actor.code not in (own, None, *NOT_STATES)
            if right and actor.office and actor.name and (code is None or actor.office in (office, None)):
                return actor
    if code is None and own:
        others = {c: w for c, w in {**discourse.overall, **discourse.focus}.items() if c != own}
        best = max(others, key=lambda c: others[c]) if others else None
        return Actor(code=best, sectors=("GOV",)) if best else None
    return None


def office_of_other(d: Draft, sentence: Sentence, discourse: Discourse) -> str | None:
    """The office that a counterpart shares: of the person named before him."""
    for said in _back(discourse, sentence, d.first):
        for actor in said.actors:
            if actor.office:
                return actor.office
    return None


def _pronoun(d: Draft, sentence: Sentence, head: int, discourse: Discourse) -> tuple[Actor, ...]:
    if d.refers == "speaker":
        return _speaker(d, sentence, discourse)
    if d.number == 0:
        return _relative(sentence, head, discourse)
    subject = is_subject(sentence, head)
    if not subject and _doubled(sentence, head, discourse):
        return ()
    clause = sentence.words[sentence.words[head].head]
    last = [s for s in _back(discourse, sentence, d.first) if sentence.index - s.sentence <= 1]
    near = [s for s in last if _agree(d, s) and _same_gender(d, s, discourse)]
    lead = next((s for s in _back(discourse, sentence, d.first) if s.subject and s.sentence == sentence.index), None)
    own = {a.code for a in lead.actors} if lead else set()
    here = [s for s in near if s.sentence == sentence.index and (s.subject or not subject)]
    if subject and lead and _of_another(clause):
        here = [s for s in near if s.sentence == sentence.index and s.actors != lead.actors]
    if not subject:
        here = sorted((s for s in here if not own & {a.code for a in s.actors}), key=lambda s: not s.subject)
    before = [s for s in near if s.sentence < sentence.index]
    if not subject:
        before = [s for s in before if not own & {a.code for a in s.actors}]
    fitting: list[Spoken] = [*here, *(s for s in before if s.subject), *(before if not subject else ())]
    if subject and clause.dep.startswith("acl") and near and near[0].sentence == sentence.index:
        return near[0].actors
    if fitting:
        return fitting[0].actors
    return _other_here(d, near) if subject and d.refers == "state" else ()


def _speaker(d: Draft, sentence: Sentence, discourse: Discourse) -> tuple[Actor, ...]:
    """Whom "we" means: those for whom the last subject speaks, of this sentence or the one before."""
    for said in _back(discourse, sentence, d.first):
        if sentence.index - said.sentence > 1:
            return ()
        if said.subject and said.draft.kind != "personal" and said.actors[0].code:
            actor = said.actors[0]
            return (Actor(code=actor.code, sectors=actor.sectors, name=None if said.person else actor.name),)
    return ()


def _other_here(d: Draft, near: list[Spoken]) -> tuple[Actor, ...]:
    """As in "… accused Baku of violence, which it denied": no subject fits, so the last named."""
    return near[0].actors if near else ()


def _of_another(clause: Word) -> bool:
    """As in "demanded that it return": the subject of what is asked for is another than who asks."""
    wished = clause.morph.get("Mood") == "Sub" or clause.morph.get("VerbForm") == "Inf"
    return clause.dep == "ccomp" and wished


def _same_gender(d: Draft, said: Spoken, discourse: Discourse) -> bool:
    """False where the gender of a person is known from his title and is another."""
    known = discourse.genders.get(said.actors[0].name or "", "")
    return not (d.gender and known and known != d.gender)


def _agree(d: Draft, said: Spoken) -> bool:
    """Whether a pronoun can mean a phrase: number, person or state, and not a mere place or adjective."""
    if said.draft.kind == "people" or not said.acts:
        return False
    many = len(said.actors) > 1 or said.draft.number == 2
    if many != (d.number == 2):
        return False
    return not (d.refers == "person" and not said.person) and not (d.refers == "state" and said.person)


def _doubled(sentence: Sentence, head: int, discourse: Discourse) -> bool:
    """As in "Le pidió a Maduro": the object itself follows, so the pronoun means nobody else."""
    verb = sentence.words[head].head
    rivals = {w.i for w in sentence.children(verb, "obj", "iobj") if w.i != head}
    said = {i for s in discourse.here(sentence.index) for i in range(s.draft.first, s.draft.last + 1)}
    return bool(rivals & said)


def _relative(sentence: Sentence, head: int, discourse: Discourse) -> tuple[Actor, ...]:
    for word in sentence.ancestors(head):
        if word.dep.startswith("acl"):
            for said in discourse.back():
                if said.sentence == sentence.index and said.draft.first <= word.head <= said.draft.last:
                    return said.actors
    return ()


def understood(mentions: ActorMentions, document: Document, sentence: int, clause: Clause) -> ActorMention | None:
    """Who is the subject of a clause that has none: the last subject before it that agrees in number.

    Args:
        mentions: of the article. document: the parsed article. sentence: index of the clause's sentence.
        clause: the clause without a subject.
    """
    words = document.sentences[sentence].sentence.words
    number = words[clause.head].morph.get("Number")
    if words[clause.head].morph.get("Person") in ("1", "2"):
        return None
    for index in range(sentence, max(sentence - 2, -1), -1):
        for other in reversed(document.sentences[index].clauses):
            if (index == sentence and other.head >= clause.head) or other.kind != "verb":
                continue
            for argument in other.role("subject"):
                found = mentions.headed(index, argument.head)
                if found is not None and _agrees(found, document, number):
                    return found
    return None


def _agrees(mention: ActorMention, document: Document, number: str | None) -> bool:
    word = document.sentences[mention.sentence].sentence.words[mention.head]
    many = len(mention.actors) > 1 or (word.morph.get("Number") == "Plur" and word.pos != "PROPN")
    return number is None or many == (number == "Plur")
