"""Parties that a clause leaves out because the text around it has named them.

"Tras la reunión entre ambos se firmaron tres acuerdos": the signers are those who met. "La visita terminó ayer": the
visit told of before. Only definite or passive mentions take their parties from elsewhere, and from nearby.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, NamedTuple

from dragoman.actors.mentions import ActorMentions
from dragoman.events.matching import Match
from dragoman.events.parties import Parties, known, party_key, unique
from dragoman.folding import fold
from dragoman.parsing.clauses import Clause, ParsedSentence
from dragoman.records import Actor

if TYPE_CHECKING:
    from dragoman.events.finder import Trial

_REACH = 3
"""Sentences back within which a joint act with two parties may lend them."""


class Told(NamedTuple):
    """An act already understood: where it stands and who took part."""

    sentence: int
    clause: int
    match: Match

    @property
    def parties(self) -> list[Actor]:
        return unique(a for a in (*self.match.actors, *self.match.recipients) if a.code)


def adopted(lost: Match, parsed: ParsedSentence, told: Sequence[Told]) -> Match | None:
    """The match with parties taken over from an earlier act; None where there is none to take them from.

    ``lost`` failed only for want of parties. ``told``: acts before it in the article, in order, then those of its own
    sentence.
    """
    clause = lost.clause
    here = [t for t in told if t.sentence == parsed.sentence.index and t.clause != clause.index]
    before = [t for t in told if 0 < parsed.sentence.index - t.sentence <= _REACH]
    if lost.frame.joint:
        if not (clause.passive or clause.kind == "noun") or _names_others(lost):
            return None
        near = sorted(here, key=lambda t: (t.clause != clause.governor, abs(t.clause - clause.index)))
        lenders = [t.parties for t in near if len(t.parties) >= 2]
        lenders += [list(lost.wider)] if len(lost.wider) >= 2 else []
        lenders += [t.parties for t in reversed(before) if len(t.parties) >= 2 and t.match.frame.joint]
        return lost._replace(actors=tuple(lenders[0]), recipients=(), why="") if lenders else None
    if clause.kind != "noun" or not _definite(parsed, clause):
        return None
    for source in [*reversed(here), *reversed(before)]:
        same = (source.match.frame.type, source.match.frame.mode) == (lost.frame.type, lost.frame.mode)
        if same and known(source.match.actors) and known(source.match.recipients):
            return lost._replace(actors=source.match.actors, recipients=source.match.recipients, why="")
    return None


_STATE = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG", ""})


def side(actor: Actor) -> tuple[str | None, str]:
    """On which side an actor stands: the state with all its arms, or one part of its society."""
    sector = actor.sectors[0] if actor.sectors else ""
    return actor.code, "" if sector in _STATE else sector


def _names_others(lost: Match) -> bool:
    """A joint act that names one party has its own; only one that names none looks elsewhere."""
    return known(lost.actors) or known(lost.recipients)


def _definite(parsed: ParsedSentence, clause: Clause) -> bool:
    """Whether a noun points back: with a definite article and nothing that says whose it is."""
    articles = parsed.sentence.children(clause.head, "det")
    definite = any(w.morph.get("Definite") == "Def" or w.morph.get("PronType") == "Dem" for w in articles)
    return definite and not any(a.role in ("subject", "of", "object", "prep") for a in clause.arguments)


def captors(trial: Match, over: Match | None) -> Match:
    """Who releases captives held them: an abduction or arrest told inside a release has the same actor."""
    if over is None or known(trial.actors) or over.frame.mode != "release":
        return trial
    if trial.frame.mode in ("abduct", "arrest"):
        return trial._replace(actors=over.actors)
    return trial


_FRIENDLY = frozenset({"CONSULT", "SUPPORT", "AID", "COOPERATE"})
_SAID = frozenset({"REQUEST", "ACCUSE", "AGREE", "THREATEN", "REJECT", "SANCTION", "COERCE"})
_ANSWERS = frozenset({"REJECT", "ACCUSE"})


def answered(match: Match, parsed: ParsedSentence, told: Sequence[Told]) -> Match | None:
    """A refusal or reproof that names nobody answers the one who acted upon the speaker before.

    "Suecia condenó a dos iraníes. Teherán rechazó el fallo": the refusal is directed at Sweden. None where nothing came
    before that it could answer.
    """
    if match.frame.type not in _ANSWERS or not known(match.actors) or known(match.recipients):
        return None
    if not match.frame.recipient:
        return None
    mine = {side(a) for a in match.actors if a.code}
    for source in reversed(told):
        if (source.sentence, source.clause) == (parsed.sentence.index, match.clause.index):
            continue
        if parsed.sentence.index - source.sentence > _REACH:
            break
        theirs = tuple(a for a in source.match.actors if a.code and side(a) not in mine)
        kind = source.match.frame.type
        affront = kind in _SAID if match.frame.type == "REJECT" else kind not in _FRIENDLY
        if affront and theirs and mine & {side(r) for r in source.match.recipients}:
            return match._replace(recipients=theirs, why="")
        others = [a for a in source.parties if side(a) not in mine]
        together = source.match.frame.joint and len(others) == 1 and mine < {side(a) for a in source.parties}
        if match.frame.type == "REJECT" and together:
            return match._replace(recipients=tuple(others), why="")
    return None


def to_partner(match: Match, parsed: ParsedSentence, told: Sequence[Told]) -> Match | None:
    """A pledge that names nobody is made to the other party of what the two signed or talked about before.

    "El Gobierno y los rebeldes firmaron un acuerdo. Los rebeldes se comprometieron a entregar las armas."
    """
    if match.frame.type != "AGREE" or match.frame.joint or not match.frame.recipient or known(match.recipients):
        return None
    mine = {party_key(a) for a in match.actors if a.code}
    if len(mine) != 1:
        return None
    for source in reversed(told):
        if parsed.sentence.index - source.sentence > _REACH:
            return None
        others = [a for a in source.parties if party_key(a) not in mine]
        if source.match.frame.joint and len(others) == 1 and mine < {party_key(a) for a in source.parties}:
            return match._replace(recipients=tuple(others))
    return None


_SHARED = frozenset({"SUPPORT", "AGREE", "COOPERATE", "AID", "CONSULT"})


def shared(match: Match, parsed: ParsedSentence, told: Sequence[Told]) -> Match | None:
    """What is done or meant to be done along with another act is directed at the same party.

    "Realizó una visita a Vietnam para reforzar los vínculos": the ties are those with Vietnam.
    """
    clause = match.clause
    if (
        match.frame.type not in _SHARED
        or match.frame.joint
        or clause.link not in ("purpose", "adverbial", "complement")
    ):
        return None
    if known(match.recipients) or not match.frame.recipient or not known(match.actors):
        return None
    mine = {a.code for a in match.actors}
    for source in reversed(told):
        if source.sentence != parsed.sentence.index or source.clause >= clause.index:
            continue
        theirs = tuple(r for r in source.match.recipients if r.code and r.code not in mine)
        if theirs and mine == {a.code for a in source.match.actors} and source.match.frame.type in _SHARED:
            joint = match.frame.joint
            return match._replace(actors=(*match.actors, *theirs)) if joint else match._replace(recipients=theirs)
    return None


def of_told(
    match: Match, parsed: ParsedSentence, told: Sequence[Told], trials: Sequence[Trial], measures: Collection[str]
) -> Match | None:
    """Praise or reproof of an event told before is directed at whoever did it.

    "Managua liberó a los presos. Washington elogió la liberación": the praise is of Managua. ``measures`` are folded
    words that stand for any act of a government ("criticó la medida").
    """
    if match.frame.type not in ("ACCUSE", "SUPPORT") or match.frame.joint:
        return None
    if not known(match.actors) or known(match.recipients):
        return None
    heads = {a.head for a in match.clause.arguments if a.role in ("object", "prep")}
    kinds = {m.frame.type for t in trials if t.clause.kind == "noun" and t.clause.head in heads for m in t.tried}
    mine = {a.code for a in match.actors if a.code}
    for alike in (kinds, _HARM if kinds & _HARM else kinds):
        for source in reversed(told):
            theirs = tuple(a for a in source.match.actors if a.code and a.code not in mine)
            if theirs and source.match.frame.type in alike:
                return match._replace(recipients=theirs, why="")
    here = (parsed.sentence.index, match.clause.index)
    if any(_points_back(parsed, i, measures) for i in heads):
        kind = _UNWELCOME if match.frame.type == "ACCUSE" else _WELCOME
        for source in reversed(told):
            if parsed.sentence.index - source.sentence > _REACH:
                break
            theirs = tuple(a for a in source.match.actors if a.code and a.code not in mine)
            if theirs and source.match.frame.type in kind and (source.sentence, source.clause) != here:
                return match._replace(recipients=theirs, why="")
    return None


def _points_back(parsed: ParsedSentence, i: int, nouns: Collection[str]) -> bool:
    """Whether a word is one of the nouns, with a definite article and nothing that says whose or what it is."""
    word = parsed.sentence.words[i]
    if fold(word.lemma) not in nouns:
        return False
    below = parsed.sentence.children(i)
    definite = any(w.morph.get("Definite") == "Def" or w.morph.get("PronType") == "Dem" for w in below)
    return definite and not any(w.dep.split(":")[0] in ("nmod", "acl", "appos") for w in below)


_UNWELCOME = frozenset({"SANCTION", "COERCE", "THREATEN", "MOBILIZE", "REJECT", "ASSAULT", "CONCEDE", "AGREE"})
_WELCOME = frozenset({"CONCEDE", "RETREAT", "AGREE", "SUPPORT", "AID", "COOPERATE"})
"""What a government's measure may be that others blame, and that they praise."""

_HARM = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})
"""Acts that one noun may stand for ("la incursión", "the crackdown") whichever of them was told."""


def with_speaker(tried: Match, parties: Parties) -> Match:
    """A joint act told by a party to it: "No hubo negociación con Irán", dijo Biden. The speaker is the other party."""
    one = {a.code for a in tried.actors if a.code}
    if not tried.frame.joint or tried.clause.kind != "noun" or len(one) != 1 or not tried.fits:
        return tried
    others = [a for a in parties.speaker(tried.clause) if a.code and a.code not in one]
    return tried._replace(actors=(*tried.actors, *others)) if others else tried


def from_condition(match: Match, parties: Parties) -> Match | None:
    """A threat that names nobody is directed at who must not do what it depends on ("si Israel ataca")."""
    if match.frame.type != "THREATEN" or not match.fits or not known(match.actors) or known(match.recipients):
        return None
    mine = {side(a) for a in match.actors if a.code}
    for clause in parties.parsed.clauses:
        if clause.governor != match.clause.index or clause.link != "condition":
            continue
        others = [a for a in parties.at(clause, "subject!") if a.code and side(a) not in mine]
        if others:
            return match._replace(recipients=tuple(others))
    return None


_ABOUT = frozenset({"AGREE", "REJECT", "THREATEN"})


def from_content(match: Match, trials: Sequence[Trial]) -> Match | None:
    """A promise, refusal or threat that names nobody is directed at whom its content would be done to.

    "Acordaron conceder a Moldavia 40 millones": the agreement is directed at Moldova.
    """
    mine = {a.code for a in match.actors if a.code}
    if match.frame.type not in _ABOUT or not mine or known(match.recipients):
        return None
    for trial in trials:
        content = trial.winner
        if content is None or trial.clause.governor != match.clause.index or trial.clause.link not in _CONTENT:
            continue
        others = [a for a in (*content.actors, *content.recipients) if a.code and a.code not in mine]
        doers = {a.code for a in content.actors if a.code}
        if others and (mine <= doers or not doers):
            return match._replace(recipients=tuple(unique(others)))
    return None


_CONTENT = frozenset({"complement", "object", "purpose"})


_TOPICAL = frozenset({"SANCTION", "REQUEST", "THREATEN"})


def topic(mentions: ActorMentions, organisations: Collection[str]) -> str | None:
    """The state an article is about: named in at least a third of its sentences and clearly most often, else None."""
    seen: dict[str, set[int]] = {}
    for mention in mentions.all:
        for actor in mention.actors:
            if actor.code and actor.code not in organisations:
                seen.setdefault(actor.code, set()).add(mention.sentence)
    ranked = sorted(seen.items(), key=lambda item: -len(item[1]))
    if not ranked or len(ranked[0][1]) < 3:
        return None
    if len(ranked) > 1 and len(ranked[1][1]) >= len(ranked[0][1]):
        return None
    return ranked[0][0]


def of_topic(match: Match, about: str | None) -> Match | None:
    """A foreign measure that names nobody ("Bruselas suspendió su ayuda") is aimed at the state in question."""
    if match.frame.type not in _TOPICAL or about is None or match.frame.joint or not match.frame.recipient:
        return None
    codes = {a.code for a in match.actors if a.code}
    if not codes or about in codes or match.recipients:
        return None
    return match._replace(recipients=(Actor(code=about, sectors=("GOV",)),), why="")
