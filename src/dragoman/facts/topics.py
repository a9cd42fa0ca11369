"""What an agreement is about: its topics in the words of the text, and whether it was made public."""

from __future__ import annotations

from functools import lru_cache

from dragoman.actors.mentions import ActorMentions
from dragoman.circumstances.dates import Dates, Time
from dragoman.facts.agreement_words import AgreementWords, Noun
from dragoman.facts.lists import ListWords, items, stretch
from dragoman.folding import fold_text
from dragoman.parsing.syntax import Syntax
from dragoman.parsing.words import Sentence

_FAR = 25


@lru_cache(maxsize=32)
def _split(phrases: tuple[str, ...]) -> list[list[str]]:
    return [fold_text(phrase).split(" ") for phrase in phrases]


class Topics:
    """Reads the topics of agreements in one article."""

    def __init__(
        self,
        words: AgreementWords,
        lists: ListWords,
        syntax: Syntax,
        units: frozenset[str],
        mentions: ActorMentions,
        dates: Dates,
    ) -> None:
        self._units = units
        self._words = words
        self._lists = lists
        self._syntax = syntax
        self._mentions = mentions
        self._dates = dates

    def of(self, sentence: Sentence, i: int, noun: Noun) -> tuple[str, ...]:
        """Topics of the agreement noun ``i``: phrases after it, words before it, or the noun itself."""
        found = self._before(sentence, i) or self._after(sentence, i) or self.introduced(sentence, i)
        if not found and noun.topic:
            found = (sentence.words[i].lower,)
        return found or self._adjectives(sentence, i)

    def phrase(self, sentence: Sentence, head: int) -> str | None:
        """A noun with what belongs to it, without articles and possessives, up to the next clause or conjunction."""
        stop = {"acl", "advcl", "conj", "cc", "punct", "mark", "parataxis", "appos"}
        kept, todo = [head], [head]
        while todo:
            for word in sentence.children(todo.pop()):
                if word.dep.split(":")[0] not in stop:
                    kept.append(word.i)
                    todo.append(word.i)
                elif word.dep.split(":")[0] == "conj" and word.pos in ("PROPN", "ADJ"):
                    kept += [word.i, *(w.i for w in sentence.children(word.i, "cc"))]
        first = min(kept)
        while first < head and sentence.words[first].pos in ("DET", "ADP", "NUM", "PRON", "PART"):
            first += 1
        last = head
        while last + 1 in kept:
            last += 1
        return sentence.span(first, last).text if first <= last else None

    def introduced(self, sentence: Sentence, i: int) -> tuple[str, ...]:
        """Topics of a list that is announced after word ``i``: "incluida la cooperación en …", "covering …"."""
        folded = sentence.folded
        base = sentence.words[i].end - sentence.start
        best: tuple[int, int] | None = None
        phrases = (*self._words.introducers, *self._words.spanning)
        for phrase in phrases:
            at = folded.find(fold_text(phrase), base)
            end = at + len(phrase)
            if at < 0 or folded[at - 1 : at].isalnum() or folded[end : end + 1].isalnum():
                continue
            if best is None or end - at > best[1] - best[0]:
                best = (at, end)
        if best is None:
            return ()
        first = next((w.i for w in sentence.words if w.start - sentence.start >= best[1]), None)
        found = self._list(sentence, first) if first is not None else ()
        opening = folded[best[0] : best[1]]
        ends = [f" {to} " for phrase, to in self._words.spanning.items() if fold_text(phrase) == opening]
        return tuple(part for topic in found for part in topic.split(ends[0])) if ends else found

    def secret(self, sentence: Sentence) -> bool:
        """Whether the sentence says that something was not made public."""
        folded = sentence.folded
        return any(fold_text(phrase) in folded for phrase in self._words.secret)

    def _after(self, sentence: Sentence, i: int) -> tuple[str, ...]:
        words = sentence.words
        at = i + 1
        ends = self._lists.ends - {*self._words.with_, *self._words.topics}
        while at < len(words) and at - i < _FAR:
            word = words[at]
            if (
                fold_text(word.text) in ends
                or word.pos == "PUNCT"
                or fold_text(word.text) in self._lists.relatives
                or word.morph.get("VerbForm") == "Fin"
            ):
                return ()
            length = self._preposition(sentence, at, self._words.topics)
            if not length:
                at += 1
                continue
            first = at + length
            timed = next((t for t in self._times(sentence) if t.first <= first <= t.last), None)
            if timed is not None:
                at = timed.last + 1
                continue
            hollow = self._hollow(sentence, first)
            if hollow is not None:
                then = self._preposition(sentence, hollow + 1, self._words.hollow_then)
                if then and not self._is_name(sentence, hollow + 1 + then, place=True):
                    return self._list(sentence, hollow + 1 + then)
                if fold_text(sentence.words[first].lemma) not in map(fold_text, self._words.silent):
                    return self._list(sentence, first)
                at = hollow + 1
                continue
            if not self._names_party(sentence, at, first):
                return self._list(sentence, first)
            at = first + 1
        return ()

    def _times(self, sentence: Sentence) -> list[Time]:
        return list(self._dates.in_sentence(sentence.index))

    def _list(self, sentence: Sentence, first: int) -> tuple[str, ...]:
        stops = {t.first for t in self._times(sentence)}
        stops |= {s - 1 for s in stops if s and sentence.words[s - 1].pos == "ADP"}
        # Another agreement is no topic of this one.
        stops |= {w.i for w in sentence.words[first + 1 :] if w.pos == "NOUN" and self._words.noun(w.lemma) is not None}
        stops |= {w.i for w in sentence.words[first + 1 :] if self._preposition(sentence, w.i, self._words.worth)}
        marks = (*self._words.with_, *self._words.between)
        stops |= {w.i for w in sentence.words[first + 1 :] if w.lower in marks}
        place = self._words.hollow_then[0] if self._words.hollow_then else ""
        for word in sentence.words[first + 1 : first + _FAR]:
            if word.lower == place and self._is_name(sentence, word.i + 1, place=True):
                stops.add(word.i)
        bounds = stretch(sentence, first, self._lists, stops)
        return items(sentence, *bounds, self._lists) if bounds else ()

    def _preposition(self, sentence: Sentence, at: int, phrases: tuple[str, ...]) -> int:
        """How many words the longest of the phrases takes that begins at a word; 0 for none."""
        best = 0
        for parts in _split(phrases):
            have = [fold_text(w.text) for w in sentence.words[at : at + len(parts)]]
            have = [self._syntax.contractions.get(h, h).split(" ")[0] if len(parts) == 1 else h for h in have]
            if have == parts:
                best = max(best, len(parts))
        return best

    def _hollow(self, sentence: Sentence, first: int) -> int | None:
        """The index of a noun that says nothing of the topic, if the phrase at ``first`` is one."""
        for word in sentence.words[first : first + 3]:
            if word.lemma.lower() in self._words.hollow or fold_text(word.text) in map(fold_text, self._words.hollow):
                after = sentence.words[word.i + 1] if word.i + 1 < len(sentence.words) else None
                return word.i + 1 if after is not None and after.pos == "ADJ" else word.i
            if word.pos in ("NOUN", "PROPN"):
                return None
        return None

    def _names_party(self, sentence: Sentence, at: int, first: int) -> bool:
        """Whether a phrase after an ambiguous preposition ("de", "en") is a party or a place."""
        prep = self._syntax.contractions.get(sentence.words[at].lower, sentence.words[at].lower).split(" ")[0]
        place = prep == self._words.hollow_then[0]
        return (place or prep in self._syntax.genitives) and self._is_name(sentence, first, place)

    def _is_name(self, sentence: Sentence, first: int, place: bool) -> bool:
        """Whether a phrase names a party, or a place after a preposition of place, rather than a topic."""
        for word in sentence.words[first : first + 2]:
            mention = self._mentions.covering(sentence.index, word.i)
            if mention is not None and mention.how != "demonym":
                return True
            if word.pos == "PROPN" and place:
                return True
            if word.pos not in ("DET", "ADJ"):
                return False
        return False

    def _before(self, sentence: Sentence, i: int) -> tuple[str, ...]:
        """Nouns set before the noun, as English has them: "a free trade agreement"."""
        parts = [w for w in sentence.children(i, "compound") if w.i < i and self._topical(sentence, w.i)]
        if not parts and i > 2 and sentence.words[i - 2].text == "-":
            # "a non-aggression pact"
            prefixed = sentence.words[i - 3].lower in self._words.prefixes
            return (sentence.span(i - 3, i - 1).text,) if prefixed else ()
        if not parts:
            return ()
        first = min(w.i for w in parts)
        while (
            first > 0 and sentence.words[first - 1].dep in ("amod", "compound") and self._topical(sentence, first - 1)
        ):
            if sentence.words[first - 1].head == i and sentence.words[first - 1].dep == "amod":
                break
            first -= 1
        return (sentence.span(first, i - 1).text,) if all(self._topical(sentence, k) for k in range(first, i)) else ()

    def _topical(self, sentence: Sentence, i: int) -> bool:
        word = sentence.words[i]
        if word.pos not in ("NOUN", "ADJ", "PUNCT", "VERB") and word.text != "-":
            return False
        measured = word.pos == "NUM" or word.lemma.lower() in self._units
        if measured or any(c.isdigit() for c in word.text) or self._mentions.covering(sentence.index, i) is not None:
            return False
        return not any(t.first <= i <= t.last for t in self._times(sentence))

    def _adjectives(self, sentence: Sentence, i: int) -> tuple[str, ...]:
        return tuple(
            w.lower
            for w in sentence.children(i, "amod")
            if fold_text(w.lemma) in map(fold_text, self._words.adjectives)
        )
