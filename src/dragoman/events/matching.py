"""Which frames fit a clause, and why the others do not."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from dragoman.events.conditions import Condition, Wanted
from dragoman.events.frames import Frame
from dragoman.events.parties import Parties, known, party_key, unique
from dragoman.events.views import ClauseView
from dragoman.folding import fold
from dragoman.parsing.clauses import Clause
from dragoman.parsing.predicates import Acts
from dragoman.records import Actor


class Match(NamedTuple):
    """A frame tried on a clause: its parties, or in ``why`` the reason why it does not fit.

    ``lacks_parties``: it fits but for parties that the clause does not name; ``wider`` are those its object speaks of.
    """

    frame: Frame
    clause: Clause
    actors: tuple[Actor, ...] = ()
    recipients: tuple[Actor, ...] = ()
    why: str = ""
    lacks_parties: bool = False
    wider: tuple[Actor, ...] = ()

    @property
    def fits(self) -> bool:
        return not self.why

    @property
    def rank(self) -> tuple[int, int, int, int]:
        """Higher is better: priority, conditions met, sides known, parties."""
        frame = self.frame
        conditions = len(frame.with_) + bool(frame.words)
        sides = known(self.actors) + known(self.recipients)
        return (frame.priority, conditions, sides, len(self.actors) + len(self.recipients))


def best(matches: list[Match]) -> Match | None:
    """The one of highest rank, of equals the first."""
    if len(matches) > 1:
        return max(matches, key=lambda m: m.rank)
    return matches[0] if matches else None


class Opening(NamedTuple):
    """A frame that a predicate opens, and which of its conditions the words of the clause leave to the actors."""

    frame: Frame
    asked: Sequence[Condition]


class FrameIndex:
    """The frames of a language by the folded lemma that triggers them.

    ``heads_last``: the head of a trigger of several nouns is its last word.
    ``violent``: types that count also where parties are only known by kind ("hombres armados", "two civilians").
    ``loose``: prepositions whose phrases may hang lower than they belong, if an actor stands in them.
    """

    def __init__(
        self,
        frames: list[Frame],
        classes: dict[str, frozenset[str]],
        reflexive_ending: str,
        violent: frozenset[str] = frozenset(),
        heads_last: bool = False,
        loose: Collection[str] = (),
    ) -> None:
        self.violent = violent
        self.frames = {f.id: f for f in frames}
        self._reflexive = fold(reflexive_ending)
        self._classes = {name: frozenset(map(fold, words)) for name, words in classes.items()}
        self._verbs: dict[str, list[_Plan]] = {}
        self._adjectives: dict[str, list[_Plan]] = {}
        self._nouns: dict[str, list[tuple[tuple[str, ...], _Plan]]] = {}
        for frame in frames:
            plan = _Plan(frame, self._classes, loose)
            for verb in dict.fromkeys(map(fold, frame.trigger.verb)):
                self._verbs.setdefault(verb, []).append(plan)
            for adjective in frame.trigger.adjective:
                self._adjectives.setdefault(fold(adjective), []).append(plan)
            for noun in frame.trigger.noun:
                parts = tuple(map(fold, noun.split()))
                self._nouns.setdefault(parts[-1 if heads_last else 0], []).append((parts, plan))

    @property
    def acts(self) -> Acts:
        """What the clause layer must know: event nouns, and verbs that are listed in reflexive use."""
        ending = self._reflexive
        reflexives = frozenset(v[: -len(ending)] for v in self._verbs if ending and v.endswith(ending))
        return Acts(frozenset(self._nouns), reflexives)

    def openers(self) -> Iterator[tuple[Frame, tuple[str, ...], tuple[tuple[str, ...], ...]]]:
        """Each frame with the words that can open it, and for each of its conditions that words must meet those words;
        unfolded."""
        for frame in self.frames.values():
            needed = [frame.words] if frame.words else []
            for patterns in frame.with_.values():
                words = [w for p in patterns for w in (self._classes.get(p[1:], (p,)) if p[:1] == "$" else (p,))]
                if all(w[:1].isalnum() for w in words):
                    needed.append(tuple(words))
            trigger = frame.trigger
            yield frame, (*trigger.verb, *trigger.noun, *trigger.adjective), tuple(needed)

    def openings(self, view: ClauseView) -> list[Match | Opening]:
        """The frames whose trigger is the predicate of a clause; those that its words rule out are tried already."""
        if view.openings is None:
            view.openings = [_opening(plan, view) for plan in self._opened(view)]
        return view.openings

    def _opened(self, view: ClauseView) -> Sequence[_Plan]:
        clause = view.clause
        lemma = fold(clause.lemma)
        if clause.kind == "verb":
            return self._verb(lemma, clause.reflexive)
        word, *others = map(fold, reversed(view.sentence.sentence.words[clause.head].lemmas()))
        if clause.kind == "noun":
            entries = [entry for key in {lemma: 0, word: 0} for entry in self._nouns.get(key, ())]
            found = [plan for parts, plan in entries if len(parts) == 1 or _reads(view, parts)]
        else:
            found = [plan for key in (lemma, word, *others) for plan in self._adjectives.get(key, ())]
            found += self._verb(lemma, reflexive=False) if clause.kind == "participle" else ()
        return list(dict.fromkeys(found)) if len(found) > 1 else found

    def _verb(self, lemma: str, reflexive: bool) -> Sequence[_Plan]:
        if reflexive and self._reflexive:
            own = self._verbs.get(lemma + self._reflexive)
            if own:
                return own
        return self._verbs.get(lemma, ())

    def word_class(self, name: str) -> frozenset[str]:
        """The folded lemmas of a named list; none where there is no such list."""
        return self._classes.get(name, frozenset())


class _Plan:
    """A frame with its conditions, resolved when it is first opened; ``phrases`` are as ``ClauseView.says`` wants."""

    def __init__(self, frame: Frame, classes: Mapping[str, frozenset[str]], loose: Collection[str]) -> None:
        self.frame = frame
        self._classes = classes
        self._loose = loose

    @cached_property
    def phrases(self) -> tuple[str, ...]:
        return padded(self.frame.words)

    @cached_property
    def conditions(self) -> list[Condition]:
        """Those on words in roles; what is soonest told comes first."""
        found = []
        for roles, barred in ((self.frame.with_, False), (self.frame.without, True)):
            for role, words in roles.items():
                wanted, listed = Wanted.of(words, self._classes), ", ".join(words)
                why = f"without {role}: one of {listed} stands there" if barred else f"with {role}: none of {listed}"
                fixed = "." not in role and role not in ("of", "'s") and role not in self._loose
                found.append(Condition(role, wanted, barred, why, fixed))
        return sorted(found, key=lambda c: (not c.fixed, c.role == "any"))


def _opening(plan: _Plan, view: ClauseView) -> Match | Opening:
    """A frame with what its conditions still leave to be asked, or lost by them already."""
    asked = []
    for condition in plan.conditions:
        settled = condition.settled(view) if condition.fixed else None
        if settled is None:
            asked.append(condition)
        elif not settled:
            return Match(plan.frame, view.clause, why=condition.why)
    if plan.phrases and not view.says(plan.phrases):
        return Match(plan.frame, view.clause, why=f"words: none of {', '.join(plan.frame.words)}")
    return Opening(plan.frame, asked)


def padded(phrases: tuple[str, ...]) -> tuple[str, ...]:
    """Phrases folded, with a blank at either end, so that they are found as whole words."""
    return tuple([f" {fold(phrase)} " for phrase in phrases])


def _reads(view: ClauseView, parts: tuple[str, ...]) -> bool:
    """Whether the words of a trigger of several words stand around the head of the clause."""
    words, texts, head = view.sentence.sentence.words, view.sentence.texts, view.clause.head
    for start in range(max(0, head - len(parts) + 1), head + 1):
        if start + len(parts) > len(words):
            break
        if all(part in (texts[i], fold(words[i].lemma)) for i, part in enumerate(parts, start)):
            return True
    return False


def match(opening: Opening, clause: Clause, parties: Parties, index: FrameIndex) -> Match:
    """Tries one frame on a clause."""
    frame, asked = opening
    for condition in asked:
        if not condition.holds(clause, parties):
            return Match(frame, clause, why=condition.why)
    actors = first_known(frame.actor, clause, parties)
    recipients = first_known(frame.recipient, clause, parties, {party_key(a) for a in actors})
    if not known(actors):
        actors = _own_forces(frame, clause, parties) or actors
    if frame.joint:
        actors, recipients = _pooled(frame, clause, parties), []
    if recipients:
        keys = {party_key(a) for a in actors}
        codes = {a.code for a in actors}
        recipients = [r for r in recipients if party_key(r) not in keys]
        if len(codes) > 1 and all(r.code in codes for r in recipients):
            recipients = []
    tried = Match(frame, clause, tuple(actors), tuple(recipients))
    if frame.type == "ASSAULT" and clause.kind == "verb" and _only_owned(clause, actors, recipients, parties):
        return tried._replace(why="the subject is no actor and nobody is harmed")
    if not known(actors) and not known(recipients):
        faceless = frame.type in index.violent and any(a.sectors for a in (*actors, *recipients))
        if not faceless:
            wider = tuple(_wider(frame, clause, parties)) if frame.joint else ()
            return tried._replace(why="neither actor nor recipient is known", lacks_parties=True, wider=wider)
    for side, found in (("actor", actors), ("recipient", recipients)):
        if side in frame.needs and not known(found):
            return tried._replace(why=f"needs a known {side}", lacks_parties=True)
    return tried


def first_known(
    places: tuple[str, ...], clause: Clause, parties: Parties, taken: Collection[object] = ()
) -> list[Actor]:
    """Actors at the first place that holds a known one not yet ``taken``, else at the first that holds any."""
    fallback: list[Actor] = []
    for place in places:
        found = parties.at(clause, place)
        if not found:
            continue
        if known([a for a in found if party_key(a) not in taken] if taken else found):
            return found
        fallback = fallback or found
    return fallback


def _pooled(frame: Frame, clause: Clause, parties: Parties) -> list[Actor]:
    """Everybody who takes part in a joint act; where fewer than two are named, also in what the object says.

    Behind a preposition only those named themselves: "con la mediación de China" makes China no party.
    """
    places = (*frame.actor, *frame.recipient)
    found = unique(a for p in places for a in parties.at(clause, p if p in _CORE or "." in p else p.rstrip("!") + "!"))
    return unique([*found, *_wider(frame, clause, parties)]) if len(found) == 1 else found


def _wider(frame: Frame, clause: Clause, parties: Parties) -> list[Actor]:
    """Parties that only what the object says names ("un pacto que refuerza los lazos entre los dos países")."""
    places = (*frame.actor, *frame.recipient)
    return unique(a for p in places if p in _CORE and p != "subject" for a in parties.at(clause, p, wide=True))


_CORE = frozenset({"subject", "object", "of"})


def _only_owned(clause: Clause, actors: list[Actor], recipients: list[Actor], parties: Parties) -> bool:
    """Whether a hostile act has a mere thing as its subject and no recipient ("el ataque brasileño golpeó pronto")."""
    if not clause.role("subject") or known(recipients) or any(r.sectors for r in recipients):
        return False
    return known(actors) and not parties.at(clause, "subject!")


def _own_forces(frame: Frame, clause: Clause, parties: Parties) -> list[Actor]:
    """Who moves when nobody is said to move them: "el portaaviones estadounidense será desplegado"."""
    if frame.type not in ("MOBILIZE", "RETREAT") or not clause.passive:
        return []
    return [a for a in parties.at(clause, "object!") if "MIL" in a.sectors]
