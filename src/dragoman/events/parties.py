"""Who stands in a role of a clause: from words of the grammar to resolved actors."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from dragoman.actors.mentions import ActorMention, ActorMentions
from dragoman.actors.reference import understood
from dragoman.cached import cached_property
from dragoman.events.views import RoleWords, SentenceView
from dragoman.parsing.clauses import Argument, Clause
from dragoman.parsing.document import Document
from dragoman.parsing.words import Word
from dragoman.records import Actor

if TYPE_CHECKING:
    from dragoman.events.matching import Match

_RELATIVE = frozenset({"acl", "advcl", "parataxis", "ccomp", "csubj"})
_OF_NO_PATH = frozenset({"any", "infinitive", "content", "modifier"})
_IN_LISTS = frozenset({"PUNCT", "CCONJ", "DET"})
_LOOSE = frozenset({"punct", "case", "cc", "mark", "aux", "cop", "advmod"})


class Parties:
    """Finds the actors in the roles of the clauses of one sentence."""

    def __init__(self, document: Document, view: SentenceView, mentions: ActorMentions) -> None:
        self.document = document
        self.view = view
        self.syntax = view.syntax
        self.parsed = view.parsed
        self.sentence = view.sentence
        self.mentions = mentions
        self._doers: dict[int, list[Actor]] = {}
        self._at: dict[tuple[int, str, bool], list[Actor]] = {}
        self._lowered: dict[int, dict[str, list[Argument]]] = {}
        self._words: dict[tuple[int, str, bool], RoleWords] = {}
        self._named: dict[int, list[Actor]] = {}
        self._meant: dict[tuple[int, int], list[Actor]] = {}

    def note(self, clause: Clause, tried: Sequence[Match]) -> None:
        """Keeps who did what an event noun tells, for verbs that have the noun as an argument."""
        able = [m for m in tried if m.actors and (m.fits or m.lacks_parties) and known(m.actors)]
        if able:
            self._doers[clause.head] = list(max(able, key=lambda m: m.rank).actors)
            self._at.clear()

    def at(self, clause: Clause, place: str, *, wide: bool = False) -> list[Actor]:
        """Actors at a place of a frame ("subject", "con", "object.of", "object!").

        ``wide`` also looks into relative clauses, for joint acts whose parties are named only there.
        """
        if _first_step(place) not in self.view.of(clause).starts:
            return []
        key = (clause.index, place, wide)
        found = self._at.get(key)
        if found is None:
            found = self._at[key] = self._found_at(clause, place, wide)
        return found

    def _found_at(self, clause: Clause, place: str, wide: bool) -> list[Actor]:
        bare = place.rstrip("!")
        strict = bare != place
        found: list[Actor] = []
        for argument in self._walk(clause, bare):
            found += self.of_word(argument.head, strict=strict, wide=wide) or self._clitic(clause, argument)
        if not found and bare == "subject":
            found = self._pronoun(clause) or self._author(clause) or self._dropped(clause)
        return unique(found) if len(found) > 1 else found

    def words(self, clause: Clause, role: str, *, names: bool) -> RoleWords:
        """The words that a condition on a role looks at; without ``names`` none of "any" inside an actor's name."""
        key = (clause.index, role, names)
        found = self._words.get(key)
        if found is None:
            if role in _OF_NO_PATH:
                found = self.view.of(clause).words(role)
                if role == "any" and not names:
                    found = self.view.words([i for i in found.heads if not self._is_name(i)])
            else:
                found = self.view.words([a.head for a in self._walk(clause, role)])
            self._words[key] = found
        return found

    def _walk(self, clause: Clause, path: str) -> Sequence[Argument]:
        """The arguments at the end of a path."""
        if "." not in path:
            return self._role(clause, path)
        first, *steps = path.split(".")
        arguments = self._role(clause, first)
        for step in steps if arguments else ():
            arguments = [a for argument in arguments for a in self._under(argument.head, step)]
        return arguments

    def _under(self, head: int, step: str) -> Sequence[Argument]:
        inner = self._clause_at(head)
        return self._below(head, step) if inner is None else self._role(inner, step)

    def _role(self, clause: Clause, role: str) -> Sequence[Argument]:
        roles = self.view.of(clause).roles
        if role in ("of", "'s"):
            own = [a for a in roles.get("of", ()) if role == "of" or not a.prep]
            return own + [a for a in roles.get("modifier", ()) if self.mentions.headed(self.sentence.index, a.head)]
        found = roles.get(role)
        if found is None and role in self.syntax.loose_prepositions and clause.kind in ("verb", "participle"):
            return self._lower(clause).get(role, ())
        return found or ()

    def _lower(self, clause: Clause) -> Mapping[str, list[Argument]]:
        """Phrases that the parser hung below the objects ("envió camiones con arroz para Haití"), by preposition."""
        found = self._lowered.get(clause.index)
        if found is not None:
            return found
        found = self._lowered[clause.index] = {}
        for argument in clause.arguments:
            if argument.role not in ("object", "prep") or argument.head < clause.head or argument.how != "tree":
                continue
            for i in self.view.inside(argument.head):
                hangs_low = i != argument.head and self.view.bases[i] in ("nmod", "obl")
                if hangs_low and self.mentions.covering(self.sentence.index, i):
                    found.setdefault(self.view.preposition(i), []).append(
                        Argument("prep", self.view.preposition(i), i, "below")
                    )
        return found

    def _clause_at(self, head: int) -> Clause | None:
        for clause in self.parsed.clauses:
            if clause.head == head:
                return clause
        for clause in self.parsed.clauses:
            if any(w.i == clause.head for w in self.sentence.children(head, "xcomp", "ccomp")):
                return clause
        return None

    def _below(self, head: int, step: str) -> list[Argument]:
        """Arguments of a noun that is no predicate, by preposition; "of" is any actor that modifies it."""
        found = []
        for child in self.sentence.children(head, "nmod", "obl", "amod", "compound", "appos", "det"):
            prep = self.view.preposition(child.i)
            if prep == step or (step == "of" and (not prep or prep in self.syntax.genitives)):
                found.append(Argument(step, step, child.i))
        return found

    def _clitic(self, clause: Clause, argument: Argument) -> list[Actor]:
        """Whom an object pronoun means: the object of the clause it is joined to, or the last one named that agrees."""
        word = self.sentence.words[argument.head]
        if argument.role not in ("object", "indirect") or word.pos != "PRON" or word.morph.get("PronType") != "Prs":
            return []
        if word.morph.get("Person") != "3" or word.morph.get("Reflex") == "Yes":
            return []
        over = self.parsed.clauses[clause.governor] if clause.governor is not None else None
        if over is not None and clause.link == "conjunct":
            shared = [a for o in self.view.role(over, "object") for a in self.of_word(o.head, strict=True)]
            if shared:
                return shared
        mine = {party_key(a) for a in self.at(clause, "subject!")}
        plural = word.morph.get("Number") == "Plur"
        for mention in reversed(self.mentions.all):
            before = (mention.sentence, mention.last) < (self.sentence.index, argument.head)
            if not before or self.sentence.index - mention.sentence > 1 or not mention.acts:
                continue
            head = self.document.sentences[mention.sentence].sentence.words[mention.head]
            many = len(mention.actors) > 1 or (head.morph.get("Number") == "Plur" and head.pos != "PROPN")
            if many == plural and not mine & {party_key(a) for a in mention.actors}:
                return list(mention.actors)
        return []

    def speaker(self, clause: Clause) -> list[Actor]:
        """Who says what a clause tells: the subject of the nearest verb over it that has an actor as its subject."""
        for over in self.parsed.governors(clause):
            if over.kind == "verb" and self.view.role(over, "subject"):
                found = self.at(over, "subject!")
                if known(found):
                    return found
        return []

    def _author(self, clause: Clause) -> list[Actor]:
        """Who adopted the paper of which a relative clause tells what it does ("aprobó una resolución que condena")."""
        papers = {a.head for a in self.view.role(clause, "subject") if a.how == "relative"}
        for over in self.parsed.clauses if papers else ():
            if over is not clause and over.kind == "verb" and papers & {a.head for a in self.view.role(over, "object")}:
                return self.at(over, "subject!")
        return []

    def _pronoun(self, clause: Clause) -> list[Actor]:
        """A pronoun as subject of what somebody says, unresolved so far: the one who says it."""
        subjects = [self.sentence.words[a.head] for a in self.view.role(clause, "subject")]
        if clause.governor is None or clause.link != "complement" or not subjects:
            return []
        if any(w.pos != "PRON" or w.morph.get("PronType") != "Prs" for w in subjects):
            return []
        return self.at(self.parsed.clauses[clause.governor], "subject!")

    def _dropped(self, clause: Clause) -> list[Actor]:
        """The understood subject of a finite verb that has none."""
        if clause.kind != "verb" or clause.mood not in ("indicative", "conditional", "subjunctive"):
            return []
        if clause.passive or self.view.role(clause, "subject"):
            return []
        mention = understood(self.mentions, self.document, self.sentence.index, clause)
        return list(mention.actors) if mention else []

    def of_word(self, head: int, *, strict: bool = False, wide: bool = False) -> list[Actor]:
        """Actors named by a word, or, unless ``strict``, by what owns it or takes part in it."""
        index = self.sentence.index
        mention = self.mentions.headed(index, head) or self.mentions.covering(index, head)
        if mention is not None:
            return self._with_neighbours(mention)
        if strict:
            return []
        return self._doers.get(head) or self._owners(head, wide)

    def meant(self, clause: Clause, head: int) -> list[Actor]:
        """Actors named by exactly this word of a clause, or meant by it where it is a pronoun."""
        key = (clause.index, head)
        found = self._meant.get(key)
        if found is None:
            found = self.of_word(head, strict=True)
            found = found or [x for a in clause.arguments if a.head == head for x in self._clitic(clause, a)]
            self._meant[key] = found
        return found

    def _is_name(self, word: int) -> bool:
        """Whether a word belongs to the name of an actor ("Partido Popular" is no match of football)."""
        mention = self.mentions.covering(self.sentence.index, word)
        return mention is not None and mention.how in ("name", "metonymy", "office")

    def _with_neighbours(self, mention: ActorMention) -> list[Actor]:
        """A mention and those coordinated with it that the parser hung on it as names or appositions."""
        found = self._named.get(id(mention))
        if found is None:
            found = self._named[id(mention)] = self._joined(mention)
        return found

    def _joined(self, mention: ActorMention) -> list[Actor]:
        found = [*self._joined_before(mention), *mention.actors]
        listed = False
        for other in self.mentions.within(self.sentence.index, mention.last + 1, len(self.sentence.words) - 1):
            word = self.sentence.words[other.head]
            between = self.sentence.words[mention.last + 1 : other.first]
            if any(w.pos not in _IN_LISTS and w.lower not in self.view.linking for w in between):
                break
            if self._accompanied(mention, between):
                found += other.actors
                break
            if not between or any(w.pos not in _IN_LISTS for w in between):
                break
            ends_list = listed and any(w.pos == "CCONJ" for w in between)  # "A, B y C", however it was parsed
            joined = word.dep.split(":")[0] in ("conj", "appos", "flat") and self._hangs_on(word.i, mention)
            if not joined and not ends_list:
                break
            found += other.actors
            mention, listed = other, not ends_list
        return found

    def _accompanied(self, mention: ActorMention, between: Sequence[Word]) -> bool:
        """Whether the words between two mentions make the second act along with the first ("junto a su par")."""
        text = " ".join(w.lower for w in between if w.pos not in ("PUNCT", "DET"))
        if text not in self.syntax.companions:
            return False
        if len(between) > 1 or not self.syntax.correlatives:
            return True
        before = self.sentence.words[max(mention.first - 2, 0) : mention.first]
        return any(w.lower in self.syntax.correlatives for w in before)  # "tanto Madrid como Rabat"

    def _joined_before(self, mention: ActorMention) -> list[Actor]:
        """Actors right before "and" that the parser hung on the mention ("Abiy and Isaias signed")."""
        words = self.sentence.words
        link = mention.first - 1
        other = self.mentions.covering(self.sentence.index, link - 1) if link > 0 else None
        if other is None or other.last != link - 1:
            return []
        if self.syntax.correlatives and self._accompanied(other, [words[link]]):
            return list(other.actors)
        if words[link].pos != "CCONJ":
            return []
        head = words[words[other.head].head].i
        return list(other.actors) if mention.first <= head <= mention.last else []

    def _hangs_on(self, word: int, mention: ActorMention) -> bool:
        for above in self.sentence.ancestors(word):
            if mention.first <= above.i <= mention.last:
                return True
            if above.dep.split(":")[0] not in ("conj", "appos", "flat", "nmod"):
                return False
        return False

    @cached_property
    def _over_actors(self) -> frozenset[int]:
        """All words over those that name actors."""
        index, sentence = self.sentence.index, self.sentence
        named = self.mentions.within(index, 0, len(sentence.words))
        return frozenset([w.i for mention in named for w in sentence.ancestors(mention.head)])

    def _owners(self, head: int, wide: bool) -> list[Actor]:
        """The nearest actors below a word that is none itself, level by level of the tree; owners before others."""
        if head not in self._over_actors:
            return []
        found = self._level_by_level(head, wide, participles=False)
        return found or self._level_by_level(head, wide, participles=True)

    def _level_by_level(self, head: int, wide: bool, *, participles: bool) -> list[Actor]:
        level = deque([head])
        for _ in range(4):
            following: deque[int] = deque()
            owners: list[Actor] = []
            others: list[Actor] = []
            while level:
                for child in self.sentence.children(level.popleft()):
                    base = child.dep.split(":")[0]
                    if base in _LOOSE:
                        continue
                    below = base in _RELATIVE and not wide
                    if below and participles and base == "acl" and child.morph.get("VerbForm") == "Part":
                        below = False  # "sanctions imposed on Niger"
                    prep = "" if below else self.view.preposition(child.i)
                    if below or prep in self.syntax.topics:
                        continue
                    mention = self.mentions.headed(self.sentence.index, child.i)
                    if mention is None:
                        following.append(child.i)
                    elif mention.acts or base in ("amod", "det"):
                        owns = not prep or prep in self.syntax.genitives
                        (owners if owns else others).extend(self._with_neighbours(mention) + self._conjuncts(child.i))
            if owners or others:
                return owners or others
            level = following
        return []

    def _conjuncts(self, head: int) -> list[Actor]:
        found: list[Actor] = []
        for word in self.sentence.children(head, "conj"):
            mention = self.mentions.headed(self.sentence.index, word.i)
            if mention is not None:
                found += mention.actors
                found += self._conjuncts(word.i)
        return found


@lru_cache(maxsize=4096)
def _first_step(place: str) -> str:
    return place.rstrip("!").split(".", 1)[0]


def unique(actors: Iterable[Actor]) -> list[Actor]:
    """Each party once: the same entity, or the same code and sector named twice, is one."""
    kept: dict[object, Actor] = {}
    for actor in actors:
        kept.setdefault(party_key(actor), actor)
    return list(kept.values())


def party_key(actor: Actor) -> object:
    """What makes two actors the same party: the code with the first sector, or the name where there is no code."""
    return (actor.code, actor.sectors[:1]) if actor.code else (None, actor.name)


def known(actors: Iterable[Actor]) -> bool:
    """Whether at least one of the actors is resolved to a code."""
    for actor in actors:  # noqa: SIM110 (asked of everybody all the time)
        if actor.code:
            return True
    return False
