"""What governs words in quotation marks in the tree: verbs above them, nouns of speech, relative clauses below."""

from __future__ import annotations

from dragoman.attribution.naming import is_term
from dragoman.attribution.speakers import Speakers
from dragoman.attribution.speech import Cue, Hidden, Place
from dragoman.attribution.verbs import Verbs, finite_mood
from dragoman.parsing.document import Document
from dragoman.parsing.words import Word
from dragoman.records import Actor


class Governors:
    """Finds by the tree who speaks."""

    def __init__(self, document: Document, hidden: Hidden, speakers: Speakers, verbs: Verbs) -> None:
        self._sentences = document.sentences
        self._hidden = hidden
        self._speakers = speakers
        self._verbs = verbs

    def above(self, place: Place, text: str) -> Cue | None:
        """Up the tree from the words, which read ``text``, to the verb or noun of speech that governs them."""
        index = place.first[0]
        sentence = self._sentences[index].sentence
        inside = place.words(len(sentence.words))
        own = sentence.words[inside.start : inside.stop]
        top = next((w for w in own if w.head not in inside and w.pos != "PUNCT"), None)
        if top is None:
            return None
        below = top
        noun: Word | None = None
        plain = True  # no verb has been passed yet
        for word in sentence.ancestors(top.i):
            level = below.dep.split(":")[0]
            passive, plain = below.dep == "nsubj:pass", plain and below.pos != "VERB"
            below = word
            if word.i in self._hidden.inside(index):
                continue
            if level == "nsubj" and not (passive and self._verbs.says(sentence, word)):
                continue  # what happens to the words said is not the saying of them
            if level == "conj" and finite_mood(word):
                continue  # a verb beside it does not govern it
            if self._verbs.carries(sentence, word) and (self._verbs.finite(sentence, word) or word.pos == "VERB"):
                if word.i > top.i and is_term(sentence, place.first[1], text):
                    return None
                return Cue(index, word.i, "verb")
            if self._verbs.valued(word):
                agent = self._speakers.agent(sentence, word.i, self._hidden.words(index))
                if agent:
                    return Cue(index, word.i, "noun", speaker=agent)
            if word.pos == "NOUN" and word.lemma.casefold() in self._verbs.nouns and level != "amod":
                owner = self.owner(index, word, climb=False)
                if owner:
                    return Cue(index, word.i, "noun", speaker=owner)
                noun = word if plain else None
            elif noun is not None and word.pos == "VERB":
                owner = self.owner(index, noun)
                return Cue(index, noun.i, "noun", speaker=owner) if owner else None
        return None

    def below(self, place: Place) -> Cue | None:
        """ "las “diferencias” que admitió X": a relative clause whose verb says the words."""
        index = place.first[0]
        sentence = self._sentences[index].sentence
        hidden = self._hidden.inside(index)
        for i in place.words(len(sentence.words)):
            for kid in sentence.children(i, "acl"):
                if kid.i in hidden or not self._verbs.says(sentence, kid) or not finite_mood(kid):
                    continue
                if self._speakers.subjects(self._sentences[index], kid.i, self._hidden.words(index)):
                    return Cue(index, kid.i, "verb", after=True)
        return None

    def owner(self, index: int, noun: Word, climb: bool = True) -> Actor | None:
        """Whose words a noun of speech means: its genitive or possessive, else the subject of the verb above it."""
        parsed = self._sentences[index]
        sentence, hidden = parsed.sentence, self._hidden.words(index)
        for kid in sentence.children(noun.i, "nmod", "poss", "compound"):
            if kid.i in hidden or kid.pos not in ("NOUN", "PROPN"):
                continue
            return self._speakers.named(sentence, [kid.i])
        for word in sentence.ancestors(noun.i) if climb else ():
            if word.pos == "VERB" and word.i not in hidden:
                heads = self._speakers.subjects(parsed, word.i, hidden)
                return self._speakers.named(sentence, heads) if heads else None
        return None
