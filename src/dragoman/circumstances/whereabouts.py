"""Phrases of place in a sentence: "en las afueras de Cali", "on the border between Armenia and Azerbaijan"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dragoman.actors.mentions import ActorMention, ActorMentions
from dragoman.circumstances.gazetteer import gazetteer
from dragoman.folding import fold_text
from dragoman.lexicon import Entry
from dragoman.parsing.syntax import Syntax
from dragoman.parsing.words import Sentence, Word
from dragoman.records import Place

# Inhabitants a city needs to be meant where nothing else in the article speaks of its country.
_LEAST = 100_000
_LONGEST = 6
_FILLERS = ("DET", "ADJ", "NUM", "ADV")
_NO_STATES = ("UNO", "EUR", "IGO", "NGO", "IMG")


class PlaceWords(Entry):
    """Schema of ``places.yaml``; the comments in the file say what each list is for."""

    at: tuple[str, ...]
    goals: tuple[str, ...]
    motion: tuple[str, ...]
    objects: tuple[str, ...] = ()
    telling: tuple[str, ...] = ()
    abstract: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    inside: tuple[str, ...]
    places: tuple[str, ...]
    natural: tuple[str, ...] = ()
    borders: tuple[str, ...] = ()
    border_with: tuple[str, ...] = ()
    joins: tuple[str, ...] = ()


Phrases = dict[str, list[list[str]]]
"""Phrases in words by the first of them."""


@lru_cache(maxsize=8)
def _by_first(phrases: tuple[str, ...]) -> Phrases:
    found: Phrases = {}
    for parts in (phrase.split(" ") for phrase in phrases):
        found.setdefault(parts[0], []).append(parts)
    return found


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that words name: their last one, the place, and whether it is but a land ("en Nigeria")."""

    last: int
    place: Place
    land: bool = False


@dataclass(frozen=True, slots=True)
class PlacePhrase:
    """A phrase of place: its first word, what it names, and whether its preposition is one of the goal."""

    first: int
    spot: Spot
    goal: bool = False


class Whereabouts:
    """Reads the phrases of place of one article."""

    def __init__(self, words: PlaceWords, syntax: Syntax, mentions: ActorMentions) -> None:
        self._words = words
        self._syntax = syntax
        self._mentions = mentions
        self._at, self._goals = _by_first(words.at), _by_first(words.goals)
        self._codes: set[str] = set()
        self._near: dict[int, set[str]] = {}

    def at_hand(self, sentence: Sentence) -> None:
        """Takes note of the countries that a sentence speaks of. A city alone ("London") is no country yet."""
        for mention in self._mentions.within(sentence.index, 0, len(sentence.words) - 1):
            named = any(w.text[:1].isupper() for w in sentence.words[mention.first : mention.last + 1])
            if mention.how in ("metonymy", "reference", "unknown") or (mention.how == "agent" and not named):
                continue
            codes = {a.code for a in mention.actors if a.code and len(a.code) == 3 and a.code not in _NO_STATES}
            self._codes |= codes
            self._near.setdefault(sentence.index, set()).update(codes)

    def phrases(self, sentence: Sentence) -> Iterator[PlacePhrase]:
        """The phrases of a sentence that a preposition of place or goal opens, in order."""
        folded = [fold_text(w.text) for w in sentence.words]
        for i in range(len(folded)):
            for phrases, goal in ((self._at, False), (self._goals, True)):
                length = self._opens(sentence, folded, i, phrases)
                found = self.behind(sentence, i + length) if length else None
                if found is not None:
                    yield PlacePhrase(i, found, goal)
                    break

    def behind(self, sentence: Sentence, start: int) -> Spot | None:
        """The place that begins at a word, behind articles, adjectives and parts of lands; with its last word."""
        i, words = start, sentence.words
        while i < len(words) and i - start < _LONGEST:
            word = words[i]
            if self._is(word, self._words.borders):
                return self._border(sentence, i)
            natural = self._natural(sentence, i)
            if natural is not None:
                return natural
            if word.text[:1].islower() and self._is(word, self._words.places):
                return self._called(sentence, i) or self._part(sentence, i)
            # The capital of a sentence's first article names nothing.
            opening = i == 0 and word.pos == "DET" and not self._follows(words, i)
            if word.text[:1].isupper() and word.pos not in ("PUNCT", "NUM") and not opening:
                # "the Syrian border"
                border = self._border_after(sentence, i)
                return border or self._demonym(sentence, i) or self._named(sentence, i)
            if self._is(word, self._words.parts):
                return self._part(sentence, i)
            if word.pos not in _FILLERS:
                return None
            i += 1
        return None

    def _demonym(self, sentence: Sentence, i: int) -> Spot | None:
        """As in "the Armenian capital, Yerevan"; the land where no name follows."""
        words = sentence.words
        mention = self._mentions.covering(sentence.index, i)
        place = words[i + 1] if i + 1 < len(words) and self._is(words[i + 1], self._words.places) else None
        code = mention.actors[0].code if mention is not None and mention.first == i and mention.actors else None
        if mention is None or place is None or code is None or words[i].pos not in ("ADJ", "PROPN"):
            return None
        if mention.last == mention.first and mention.how == "name":
            return None
        if place.i + 2 < len(words) and words[place.i + 1].text == "," and words[place.i + 2].text[:1].isupper():
            return self._named(sentence, place.i + 2)
        span = sentence.span(i, place.i)
        return self._called(sentence, place.i) or Spot(
            place.i, Place(name=span.text, country=code, span=span), land=True
        )

    @staticmethod
    def _follows(words: Sequence[Word], i: int) -> bool:
        """Whether a capital follows: "The Hague"."""
        return i + 1 < len(words) and words[i + 1].text[:1].isupper()

    def _opens(self, sentence: Sentence, folded: list[str], i: int, phrases: Phrases) -> int:
        """How many words the longest of the phrases takes that begins at a word, contractions taken apart; 0: none."""
        best = 0
        first = self._apart(folded[i])
        for parts in (*phrases.get(folded[i], ()), *(phrases.get(first, ()) if first != folded[i] else ())):
            if i + len(parts) > len(folded):
                continue
            have = folded[i : i + len(parts)]
            have[-1] = self._apart(have[-1])
            opens = i == 0 or sentence.words[i].pos in ("ADP", "SCONJ", "ADV", "PART")
            if have == parts and (len(parts) > 1 or opens):
                best = max(best, len(parts))
        return best

    def _apart(self, word: str) -> str:
        return self._syntax.contractions.get(word, word).split(" ")[0]

    @staticmethod
    def _is(word: Word, listed: Sequence[str]) -> bool:
        return bool({fold_text(word.lemma), fold_text(word.text)} & set(listed)) and word.pos != "VERB"

    # borders, waters, parts

    def _border(self, sentence: Sentence, i: int) -> Spot | None:
        """As in "la frontera entre Colombia y Venezuela": it lies in no one country."""
        words = sentence.words
        if i + 1 < len(words) and fold_text(words[i + 1].text) in self._words.border_with:
            first = next((w.i for w in words[i + 2 : i + 5] if w.pos not in ("DET", "ADJ")), len(words))
            found = self._mentions.covering(sentence.index, first) if first < len(words) else None
            if found is not None:
                last = found.last
                if last + 2 < len(words) and fold_text(words[last + 1].text) in self._words.joins:
                    second = self._mentions.covering(sentence.index, last + 2)
                    last = second.last if second is not None else last
                return self._unresolved(sentence, i, last, None)
        return None

    def _border_after(self, sentence: Sentence, i: int) -> Spot | None:
        for word in sentence.words[i + 1 : i + 4]:
            if self._is(word, self._words.borders):
                found = self._border(sentence, word.i)
                last = found.last if found is not None else word.i
                return self._unresolved(sentence, i, last, None)
            if word.pos not in ("PROPN", "PUNCT", "ADJ", "PART", "NOUN") or word.text == ",":
                return None
        return None

    def _natural(self, sentence: Sentence, i: int) -> Spot | None:
        """As in "el mar Rojo", "the Strait of Hormuz": a name with a noun of land or water in it."""
        words = sentence.words
        named = words[i].text[:1].isupper()
        end = self._run(sentence, i)
        # "Río de Janeiro" is a city.
        if named and gazetteer().best(sentence.span(i, end).text, (), _LEAST) is not None:
            return None
        if self._is(words[i], self._words.natural):
            begin = i + 1
            while begin < len(words) and words[begin].lower in self._words.inside and begin - i < 3:
                begin += 1
            if begin < len(words) and words[begin].text[:1].isupper():
                end = self._run(sentence, begin)
                return self._unresolved(sentence, i, end, self._known(sentence, i, end))
        if named and end > i and any(self._is(w, self._words.natural) for w in words[i : end + 1]):
            return self._unresolved(sentence, i, end, self._known(sentence, i, end))
        return None

    def _part(self, sentence: Sentence, i: int) -> Spot | None:
        """As in "el norte de Nigeria"."""
        words = sentence.words
        if i + 1 >= len(words) or words[i + 1].lower not in self._words.of:
            return None
        first = next((w.i for w in words[i + 2 : i + 5] if w.pos not in ("DET", "ADJ") or w.text[:1].isupper()), None)
        if first is None or not words[first].text[:1].isupper():
            return None
        return self._named(sentence, first)

    def _known(self, sentence: Sentence, first: int, last: int) -> str | None:
        """The country that a mention over these words stands for: "la Franja de Gaza"."""
        for mention in self._mentions.within(sentence.index, first, last):
            code = country_code(mention)
            if code is not None:
                return code
        return None

    # names

    def _called(self, sentence: Sentence, i: int) -> Spot | None:
        """As in "la aldea de Gwarjo", "the port city of Chittagong"; without coordinates where it is not known."""
        words = sentence.words
        for at in range(i + 1, min(i + 5, len(words))):
            word = words[at]
            if word.text[:1].isupper() and word.pos not in ("PUNCT", "NUM", "DET"):
                mention = self._mentions.covering(sentence.index, at)
                if mention is not None and mention.how in ("demonym", "office", "agent"):
                    continue
                found = self._named(sentence, at)
                if found is not None:
                    return found
                last = self._run(sentence, at)
                near = self._behind_name(sentence, last)
                return self._unresolved(sentence, at, last, near)
            if word.pos not in ("ADJ", "NOUN") and word.lower not in (*self._words.of, *self._words.inside):
                return None
        return None

    def _named(self, sentence: Sentence, head: int) -> Spot | None:
        words = sentence.words
        mention = self._mentions.covering(sentence.index, head)
        first, last = head, self._run(sentence, head)
        if mention is not None and (mention.how == "office" or mention.how == "agent"):
            return None
        if self._qualifies(sentence, last if mention is None else max(last, mention.last)):
            return None
        # What names a state is the state, though a town may have its name (Mali, Panama).
        land = self._country(sentence, head)
        by_name = land is not None and mention is not None and mention.how == "name"
        city = None if by_name else self._city(sentence, first, last, mention)
        found = city or land
        known = mention is not None and any(a.code for a in mention.actors)
        if found is None and not known and last + 1 < len(words) and words[last + 1].lower in self._words.places:
            # "Zamfara state"
            return self._unresolved(sentence, first, last, self._behind_name(sentence, last + 1))
        if found is None or found.span is None:
            return None
        end = found.span.end
        return Spot(next(w.i for w in words if w.end >= end), found, land=city is None)

    def _qualifies(self, sentence: Sentence, last: int) -> bool:
        """Whether a name only qualifies a noun behind it: "the US embassy", "Hungary's parliament"."""
        words = sentence.words
        word = words[last]
        if last + 1 < len(words) and words[last + 1].pos == "PART" and words[last + 1].text[:1] in "'’":
            return True
        after = next((w for w in words[last + 1 : last + 3] if w.pos not in ("ADJ",)), None)
        if after is not None and after.lower in self._words.places:
            return False
        bound = word.dep.split(":")[0] in ("compound", "amod") or word.dep == "nmod:poss"
        return bound and word.head > last and after is not None and after.pos == "NOUN"

    def _city(self, sentence: Sentence, first: int, last: int, mention: ActorMention | None) -> Place | None:
        near = self._behind_name(sentence, last)
        hand = {near} if near else self._near.get(sentence.index) or self._codes
        stretches = [(first, last)]
        # A name of three letters ("San") is too little of a longer one.
        if len(sentence.words[first].text) > 3:
            stretches.append((first, first))
        if mention is not None and mention.how == "metonymy":
            stretches.insert(0, (mention.first, mention.last))
        for start, end in dict.fromkeys(stretches):
            span = sentence.span(start, end)
            city = gazetteer().best(span.text, hand, _LEAST)
            if city is not None:
                return Place(
                    name=span.text,
                    country=city.country or None,
                    latitude=city.latitude,
                    longitude=city.longitude,
                    geonames=city.id,
                    span=span,
                )
        return None

    def _behind_name(self, sentence: Sentence, last: int) -> str | None:
        """The country told right behind a name: "Hanoi, Vietnam", "la aldea de Gwarjo, en el norte de Nigeria"."""
        words = sentence.words
        for at in range(last + 1, min(last + 7, len(words))):
            mention = self._mentions.covering(sentence.index, at)
            code = country_code(mention)
            if mention is not None and code is not None and mention.first == at:
                return code
            word = words[at]
            between = word.text in (",", "(") or word.pos in ("ADP", "DET", "ADJ") or self._is(word, self._words.parts)
            if not between or (word.pos == "ADP" and word.lower not in (*self._words.at, *self._words.of)):
                return None
        return None

    def _run(self, sentence: Sentence, first: int) -> int:
        """The last of the name words from a word on, small words inside included ("Rio de Janeiro")."""
        words = sentence.words
        at = first
        while at - first < _LONGEST:
            beyond = at + 1
            while beyond < len(words) and words[beyond].text in (*self._words.inside, "-") and beyond - at < 4:
                beyond += 1
            if beyond >= len(words) or not words[beyond].text[:1].isupper() or words[beyond].pos in ("PUNCT", "VERB"):
                break
            at = beyond
        return at

    def _country(self, sentence: Sentence, head: int) -> Place | None:
        mention = self._mentions.covering(sentence.index, head) or self._mentions.headed(sentence.index, head)
        code = country_code(mention)
        if mention is None or code is None:
            return None
        span = sentence.span(mention.first, mention.last)
        return Place(name=mention.actors[0].name or span.text, country=code, span=span)

    @staticmethod
    def _unresolved(sentence: Sentence, first: int, last: int, country: str | None) -> Spot:
        span = sentence.span(first, last)
        return Spot(last, Place(name=span.text, country=country, span=span))


def country_code(mention: ActorMention | None) -> str | None:
    """The one country that a mention names, or None."""
    hows = ("name", "metonymy", "reference", "apposition")
    if mention is None or mention.how not in hows or len(mention.actors) != 1:
        return None
    actor = mention.actors[0]
    if actor.code is None or len(actor.code) != 3 or actor.office or actor.code in _NO_STATES:
        return None
    return actor.code
