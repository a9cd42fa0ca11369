"""A sentence with everything that was looked up in it: the common ground of those who build phrases."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.actors.drafts import Draft, Owner
from dragoman.actors.gazetteer import Gazetteer
from dragoman.actors.meanings import Hit, Meaning
from dragoman.actors.names import Name
from dragoman.folding import fold
from dragoman.parsing.words import Sentence, Word

STATES = ("state", "capital", "seat", "region")
GIVERS = (*STATES, "organisation")
NOMINAL = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "nmod", "conj", "appos", "root"})
POSSESSIVE_MARKS = ("'s", "’s", "'", "’")
_ENDS = frozenset(",.;:)—–-\"'”»!?")


class Scene:
    """Words, hits and names of one sentence by position; ``used`` are the words that belong to a phrase already."""

    def __init__(self, sentence: Sentence, hits: Sequence[Hit], names: Sequence[Name], gazetteer: Gazetteer) -> None:
        self.sentence = sentence
        self.words = sentence.words
        self.gazetteer = gazetteer
        v = self.vocabulary = gazetteer.vocabulary
        self.hits = list(hits)
        self.starts = {h.first: h for h in hits}
        self.ends = {h.last: h for h in hits}
        self.cover = {i: h for h in hits for i in range(h.first, h.last + 1)}
        self.names = {n.first: n for n in names}
        self.name_ends = {n.last: n for n in names}
        self.in_name = {i for n in names for i in range(n.first, n.last + 1)}
        self.used: set[int] = set()
        self.genitive, self.articles, self.conj = v.genitive, v.articles, v.and_
        self.adjectives_follow = v.inflected == "first"

    def at(self, i: int) -> Word | None:
        """Word ``i``, None outside the sentence."""
        return self.words[i] if 0 <= i < len(self.words) else None

    def use(self, d: Draft) -> Draft:
        """Marks the words of a phrase as taken."""
        self.used.update(range(d.first, d.last + 1))
        return d

    def main(self, hit: Hit) -> int:
        """The word of a phrase that carries it: the one whose head lies outside, else the noun's place by language."""
        if hit.first == hit.last:
            return hit.first
        inside = range(hit.first, hit.last + 1)
        out = [i for i in inside if self.words[i].head not in inside or self.words[i].head == i]
        if len(out) == 1:
            return out[0]
        return hit.first if self.adjectives_follow else hit.last

    def number(self, meaning: Meaning, i: int) -> int:
        """1, 2 or 0: of the form if that tells, else as the model sees word ``i``."""
        if meaning.number:
            return meaning.number
        return {"Plur": 2, "Sing": 1}.get(self.words[i].morph.get("Number", ""), 0)

    def noun(self, hit: Hit) -> bool:
        """Whether a word for a role is used as a noun here, and not as an adjective or a verb."""
        word = self.words[hit.last if not self.adjectives_follow else hit.first]
        before = self.at(word.i - 1)
        if hit.last > hit.first or word.pos in ("NOUN", "PROPN"):
            return not (word.dep in ("compound", "amod") and hit.get("modifier") and word.head > word.i)
        told = before is not None and before.pos in ("DET", "NUM", "ADP")
        after = self.at(word.i + 1)
        if word.pos == "ADJ" and not self.adjectives_follow and after is not None and after.pos in ("VERB", "AUX"):
            return True
        if word.pos == "ADJ":
            return word.dep != "amod" or (told and word.head > word.i and self.adjectives_follow)
        if word.pos in ("VERB", "AUX"):
            return told and word.dep in NOMINAL
        return word.dep in NOMINAL

    def side(self, hit: Hit) -> bool:
        """As in "pro-Russian", "US-led": on whose side, or a compound adjective; not who."""
        i, last = hit.first, self.words[hit.last]
        if i >= 2 and self.words[i - 1].text == "-" and fold(self.words[i - 2].text) in self.vocabulary.sides:
            return True
        hyphen, after = self.at(hit.last + 1), self.at(hit.last + 2)
        return (
            hyphen is not None
            and after is not None
            and hyphen.text == "-"
            and hyphen.start == last.end
            and after.start == hyphen.end
            and not after.text[:1].isupper()
        )

    def closed(self, j: int) -> bool:
        """Whether an apposition can end before word ``j``."""
        return j >= len(self.words) or self.words[j].text[:1] in _ENDS or self.words[j].lower in self.conj

    def past_and(self, j: int) -> int:
        """Index behind the commas and conjunctions at ``j``."""
        while j < len(self.words) and (self.words[j].text == "," or self.words[j].lower in self.conj):
            j += 1
        return j

    def past_articles(self, j: int, numbers: bool = False) -> int:
        """Index behind the articles (and numbers) at ``j``."""
        while j < len(self.words) and (
            self.words[j].lower in self.articles or (numbers and self.words[j].pos in ("DET", "NUM"))
        ):
            j += 1
        return j

    def owner(self, m: Meaning) -> Owner:
        """Whose a phrase is, beside which a state or an organisation stands."""
        kind = "organisation" if m.kind == "organisation" else "state"
        return Owner(kind, m.code, m.sectors, m.name, organisation=m.organisation)

    def modified(self, meaning: Meaning, weak: bool) -> tuple[str, ...]:
        """The sector that a modifier gives; only strong ones change a role that has a sector of its own."""
        m = meaning.modifier
        return (m.sector,) if m is not None and (m.always or weak) else ()

    def foreign(self, d: Draft, name: Name) -> bool:
        """Whether a known person is surely of another state than the role beside him."""
        codes = {p.owner.code for p in d.parties if p.owner and p.owner.code and p.owner.kind == "state"}
        held = {o.country for p in name.persons for o in p.offices}
        return bool(codes and held and not name.derived) and not codes & held

    def measured(self, d: Draft) -> None:
        """As in "Un grupo de", "cientos de": takes in the quantity that stands as head."""
        while d.first > 1 and self.words[d.first - 1].lower in self.genitive:
            measure = self.ends.get(d.first - 2)
            if measure is None or not measure.get("measure"):
                return
            d.first = measure.first
            while d.first and self._before_number(self.words[d.first - 1]):
                d.first -= 1

    def _before_number(self, word: Word) -> bool:
        return word.pos in ("DET", "NUM") or (word.lower in self.articles and word.pos != "ADP")
