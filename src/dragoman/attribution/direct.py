"""Direct quotation: which words in quotation marks are somebody's, and whose."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.attribution.governing import Governors
from dragoman.attribution.marks import Stretch
from dragoman.attribution.naming import is_term
from dragoman.attribution.speakers import Speakers
from dragoman.attribution.speech import Cue, Hidden, Place, Speech, certainty
from dragoman.attribution.verbs import Found, finite_mood, is_clitic
from dragoman.attribution.wording import Wording
from dragoman.parsing.clauses import ParsedSentence
from dragoman.parsing.document import Document
from dragoman.parsing.words import Sentence, Word
from dragoman.records import Actor, Span

_REACH = 100  # words within which any other sign of a speaker is looked for
_WHOLE = 4  # words that make a quotation on its own likely to be a sentence
_LABEL = 14  # words that a bare name before a colon may have
_AHEAD = 16  # words after a quotation within which its verb is looked for
_STOPS = ".!?…"


class DirectSpeech:
    """Decides for each stretch in quotation marks of one article whether it is speech, and finds its speaker."""

    def __init__(
        self,
        document: Document,
        stretches: Sequence[Stretch],
        hidden: Hidden,
        speakers: Speakers,
        words: Wording,
    ) -> None:
        self._sentences = document.sentences
        self._text = document.text
        self._stretches = stretches
        self._hidden = hidden
        self._speakers = speakers
        self._cues, self._verbs, self._settings, self._names = words.cues, words.verbs, words.settings, words.names
        self._according, self._opening, self._thus = words.according, words.opening, words.thus
        self._own = words.own_view
        self._governors = Governors(document, hidden, speakers, words.verbs)
        self._places = self._locate()
        self._kept: dict[int, Speech] = {}

    def _locate(self) -> dict[int, Place]:
        places: dict[int, Place] = {}
        for parsed in self._sentences:
            index = parsed.sentence.index
            for word, number in self._hidden.inside(index).items():
                known = places.get(number)
                places[number] = Place(known.first if known else (index, word), (index, word))
        return places

    def sentence_of(self, number: int) -> int | None:
        """Index of the sentence in which a stretch begins; None where it has no words."""
        place = self._places.get(number)
        return place.first[0] if place else None

    def read(self, number: int) -> Speech | None:
        """The stretch as speech, or None where its words are a name, a title or nobody's."""
        place, stretch = self._places.get(number), self._stretches[number]
        if place is None or not stretch.text:
            return None
        last = self._sentences[place.last[0]].sentence
        if self._names.is_name(
            self._sentences[place.first[0]].sentence, place.first[1], last, place.last[1], stretch.text
        ):
            return None
        cue = (
            self._own_view(place)
            or self._behind(place, stretch)
            or self._colon(place, stretch)
            or self._governors.above(place, stretch.text)
            or self._governors.below(place)
            or self._earlier(place, stretch)
            or self._according_to(place, stretch)
        )
        if cue is None:
            return self._goes_on(place, number)
        speech = self._speech(stretch, cue)
        if speech:
            self._kept[number] = speech
        return speech

    def _is_term(self, place: Place, stretch: Stretch) -> bool:
        return is_term(self._sentences[place.first[0]].sentence, place.first[1], stretch.text)

    def _own_view(self, place: Place) -> Cue | None:
        """ "In his view, …": the last speaker goes on."""
        index = place.first[0]
        words = self._sentences[index].sentence.words
        if self._speakers.last is None or place.first[1] == 0 or not self._own.at(words, 0):
            return None
        return Cue(index, 0, "according", speaker=self._speakers.last)

    def _behind(self, place: Place, stretch: Stretch) -> Cue | None:
        """ "…", dijo X; "…," X said; also at the beginning of the next sentence: "¿…?" preguntó X."""
        index, last = place.last
        sentence = self._sentences[index].sentence
        found = self._phrase_ahead(index, last + 1) or self._verb_ahead(index, last + 1, stretch, place)
        rest = [w for w in sentence.words[last + 1 :] if w.pos != "PUNCT"]
        if found or rest or index + 1 >= len(self._sentences):
            return found
        following = self._sentences[index + 1].sentence
        if following.paragraph != sentence.paragraph or not following.words:
            return None
        first = next((w for w in following.words if w.pos != "PUNCT"), following.words[0])
        if first.text[:1].islower() or (self._verbs.says(following, first) and stretch.text[-1:] in "?!…"):
            return self._verb_ahead(index + 1, 0, stretch, place)
        return None

    def _phrase_ahead(self, index: int, start: int) -> Cue | None:
        """ "…", según X."""
        words = self._sentences[index].sentence.words
        while start < len(words) and words[start].text == ",":
            start += 1
        if start >= len(words):
            return None
        size = self._according.at(words, start)
        if self._own.at(words, start):  # "…", según él
            last = self._speakers.understood(self._sentences[index], start, self._hidden.words(index))
            return Cue(index, start, "according", speaker=last) if last else None
        if not size:
            return None
        speaker = self.after_phrase(self._sentences[index], start + size - 1, self._hidden.words(index))
        return Cue(index, start, "according", speaker=speaker) if speaker else None

    def _verb_ahead(self, index: int, start: int, stretch: Stretch, place: Place) -> Cue | None:
        sentence = self._sentences[index].sentence
        words, hidden = sentence.words, self._hidden.inside(index)
        gap = self._text[stretch.end : words[start].end] if start < len(words) else ""
        whole = place.first[1] == 0 or self._alone_before(place)
        if start >= len(words) or not (whole or any(c in ",—–?!…" for c in gap)):
            return None
        i = start
        while i < len(words) and words[i].pos == "PUNCT" and words[i].text not in (".", ";", ":"):
            i += 1
        opening = i
        nominal = False
        for i in range(opening, min(len(words), opening + _AHEAD)):
            word = words[i]
            if i in hidden or word.text in (".", ";", ":"):
                return None
            if self._verbs.says(sentence, word) and self._verbs.finite(sentence, word):
                if self._verbs.quotes(sentence, word):
                    return Cue(index, i, "verb", after=True)
                gerund = word.morph.get("VerbForm") == "Ger" or word.morph.get("Aspect") == "Prog"
                if not whole and (gerund or self._relative(sentence, word)):
                    return None
                inverted = all(is_clitic(w) or w.pos in ("SCONJ", "CCONJ", "PUNCT") for w in words[opening:i])
                joined = any(w.pos == "CCONJ" for w in words[opening:i])
                if (inverted and not joined) or (nominal and not joined and self._subject_before(sentence, i, opening)):
                    return Cue(index, i, "verb", after=True)
                return None
            nominal = nominal or word.pos in ("NOUN", "PROPN", "PRON")
            if word.pos == "CCONJ" and not nominal:
                return None
            if word.pos in ("VERB",) and not self._within_name(sentence, word):
                return None
        return None

    @staticmethod
    def _relative(sentence: Sentence, verb: Word) -> bool:
        """ "…, which it denied": a clause about the words, not the one that tells who says them."""
        return verb.dep.split(":")[0] == "acl" or any(
            k.morph.get("PronType") == "Rel" for k in sentence.children(verb.i)
        )

    def _alone_before(self, place: Place) -> bool:
        words = self._sentences[place.first[0]].sentence.words[: place.first[1]]
        return all(w.pos in ("PUNCT", "CCONJ") for w in words)

    def _subject_before(self, sentence: Sentence, verb: int, opening: int) -> bool:
        subjects = sentence.children(verb, "nsubj")
        if subjects:
            return any(s.i >= opening for s in subjects)
        return sentence.words[verb - 1].pos in ("NOUN", "PROPN", "PRON", "PUNCT", "ADV", "AUX")

    @staticmethod
    def _within_name(sentence: Sentence, word: Word) -> bool:
        """A participle or a relative verb inside the noun phrase between quotation and verb."""
        return word.dep.split(":")[0] in ("acl", "amod", "advcl") or word.morph.get("VerbForm") == "Part"

    def _colon(self, place: Place, stretch: Stretch) -> Cue | None:
        """Words before a colon: their verb or noun of saying, or a bare name ("Lavrov: …")."""
        index, at = place.first
        sentence = self._sentences[index].sentence
        inside = self._hidden.inside(index)
        before = [w for w in sentence.words[max(0, at - _REACH) : at] if w.i not in inside]
        if not before and index > 0:
            index -= 1
            previous = self._sentences[index].sentence
            if previous.paragraph != sentence.paragraph and not previous.text.rstrip().endswith(":"):
                return None
            sentence, before = previous, list(previous.words)
        if not before or before[-1].text != ":":
            return None
        for word in reversed(before):
            if self._verbs.carries(sentence, word) and self._verbs.finite(sentence, word):
                return Cue(index, word.i, "verb")
        for word in reversed(before):
            if word.lemma.casefold() in self._verbs.nouns:
                speaker = self._governors.owner(index, word)
                return Cue(index, word.i, "noun", speaker=speaker)
        names = [w for w in before if w.pos in ("PROPN", "NOUN")]
        if names and len(before) <= _LABEL and not any(finite_mood(w) for w in before):
            head = self._speakers.top(sentence, names[0].i)
            return Cue(index, before[-1].i, "label", speaker=self._speakers.named(sentence, [head]))
        acts = next((w for w in reversed(before) if finite_mood(w) and w.pos == "VERB"), None)
        if acts is None or len(stretch.text.split()) < _WHOLE:
            return None
        speaker = self._speakers.of_verb(self._sentences[index], acts.i, self._hidden.words(index), False)
        return Cue(index, before[-1].i, "label", speaker=speaker) if speaker else None

    def _earlier(self, place: Place, stretch: Stretch) -> Cue | None:
        """Without help from the tree: the nearest verb of saying before the words in their sentence."""
        index, at = place.first
        sentence = self._sentences[index].sentence
        hidden = self._hidden.inside(index)
        for i in range(at - 1, max(-1, at - _REACH), -1):
            word = sentence.words[i]
            if i in hidden or word.text == ";":
                continue
            if self._verbs.says(sentence, word) and self._verbs.finite(sentence, word):
                return Cue(index, i, "verb")
            near = at - i <= 4 and not any(w.text == "," or w.pos == "VERB" for w in sentence.words[i + 1 : at])
            if near and self._verbs.carries(sentence, word):
                return Cue(index, i, "verb")
            if near and word.pos == "NOUN" and word.lemma.casefold() in self._verbs.nouns:
                owner = self._governors.owner(index, word)
                if owner:
                    return Cue(index, i, "noun", speaker=owner)
        index, last = place.last
        sentence = self._sentences[index].sentence
        if at == 0 or self._is_term(place, stretch):
            return None
        for word in sentence.words[last + 1 : last + _REACH]:
            if (
                self._verbs.says(sentence, word)
                and word.i not in self._hidden.inside(index)
                and self._inverted(sentence, word)
            ):
                return Cue(index, word.i, "verb", after=True)
        return None

    @staticmethod
    def _inverted(sentence: Sentence, verb: Word) -> bool:
        """Whether a verb stands behind a comma, as in "…, dijo X"."""
        i = verb.i - 1
        while i >= 0 and is_clitic(sentence.words[i]):
            i -= 1
        return i >= 0 and sentence.words[i].text == "," and finite_mood(verb)

    def _according_to(self, place: Place, stretch: Stretch) -> Cue | None:
        """ "según X, … “…”": the one after the phrase, unless the words are a mere term."""
        if self._is_term(place, stretch):
            return None
        index = place.first[0]
        sentence = self._sentences[index].sentence
        hidden = self._hidden.words(index)
        at = place.first[1]
        phrases = self._according.find(sentence.words, at - _REACH, at + _REACH)
        for i in range(max(0, at - _REACH), at):
            size = self._opening.at(sentence.words, i) if i == 0 or sentence.words[i - 1].text == ";" else 0
            phrases += [Found(i, i + size - 1)] if size else []
        before = sorted((f for f in phrases if f.first < at), key=lambda f: -f.first)
        for found in [*before, *(f for f in phrases if f.first > at)]:
            if found.first in hidden or found.last + 1 >= len(sentence.words):
                continue
            speaker = self.after_phrase(self._sentences[index], found.last, hidden)
            if speaker:
                return Cue(index, found.first, "according", speaker=speaker)
        return None

    def after_phrase(self, parsed: ParsedSentence, last: int, hidden: frozenset[int]) -> Actor | None:
        """Who is named directly after a phrase such as "according to"; None where no noun follows."""
        words = parsed.sentence.words
        for i in range(last + 1, min(len(words), last + 7)):
            word = words[i]
            if i in hidden or word.pos in ("VERB", "PUNCT", "SCONJ", "CCONJ", "AUX", "PRON"):
                return None
            if word.pos in ("NOUN", "PROPN"):
                head = self._speakers.top(parsed.sentence, i)
                return self._speakers.named(parsed.sentence, [head], last + 1)
        return None

    def _goes_on(self, place: Place, number: int) -> Speech | None:
        """Whole sentences in quotation marks without a verb of saying go on with the last speaker's words."""
        stretch = self._stretches[number]
        before = self._kept.get(number - 1)
        if before is None and number > 0 and self._stretches[number - 1].depth:
            before = next((self._kept[n] for n in range(number - 1, max(-1, number - 9), -1) if n in self._kept), None)
        alone = self._alone_before(place) and not any(
            w.pos != "PUNCT" for w in self._sentences[place.last[0]].sentence.words[place.last[1] + 1 :]
        )
        if not alone:
            return None
        if before is not None and place.first[0] - self._last_sentence(number - 1) <= 1:
            made = Speech(stretch.start, stretch.end, stretch.text, "direct", before.speaker)
            self._kept[number] = made
            return made
        return self._forward(place, number)

    def _last_sentence(self, number: int) -> int:
        place = self._places.get(number)
        return place.last[0] if place else -9

    def _forward(self, place: Place, number: int) -> Speech | None:
        """A quotation of its own, told of in the sentence after or before it: "…". Así se expresó X."""
        stretch = self._stretches[number]
        for index in (place.last[0] + 1, place.first[0] - 1):
            if not 0 <= index < len(self._sentences):
                continue
            parsed = self._sentences[index]
            thus = bool(self._thus.at(parsed.sentence.words, 0))
            if len(stretch.text.split()) < _WHOLE and not thus:
                continue
            tells = self._verbs.carries if thus else self._verbs.says
            for word in parsed.sentence.words:
                if tells(parsed.sentence, word) and self._verbs.finite(parsed.sentence, word):
                    speech = self._speech(stretch, Cue(index, word.i, "verb", after=thus))
                    if speech and speech.speaker:
                        self._kept[number] = speech
                        return speech
        return None

    def _speech(self, stretch: Stretch, cue: Cue) -> Speech | None:
        parsed = self._sentences[cue.sentence]
        sentence, hidden = parsed.sentence, self._hidden.words(cue.sentence)
        word = sentence.words[cue.word]
        speaker = cue.speaker
        span: Span | None = sentence.span(cue.word, cue.word)
        lemma, sure = "", certainty(self._cues, "")
        addressee = venue = None
        if cue.kind == "verb":
            speaker = self._speakers.of_verb(parsed, cue.word, hidden, cue.after)
            lemma = self._verbs.lemma(word)
            sure = certainty(self._cues, lemma)
            addressee = self._settings.addressee(sentence, cue.word, hidden)
            venue = self._settings.venue(sentence, hidden, cue.word)
            if speaker is None and not self._verbs.says(sentence, word):
                return None
        elif cue.kind == "label":
            span = None
        self._speakers.spoke(speaker, cue.sentence)
        return Speech(
            stretch.start,
            stretch.end,
            stretch.text,
            "direct",
            speaker,
            span,
            (cue.sentence, cue.word) if span else None,
            lemma,
            sure,
            addressee,
            venue,
        )
