"""According to whom the text tells an event or a claim."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from dragoman.actors.mentions import ActorMentions
from dragoman.attribution.cues import Certainty, Cues
from dragoman.attribution.outlets import Outlets
from dragoman.attribution.quotes import find_speech
from dragoman.attribution.speech import Speech
from dragoman.attribution.wording import wording
from dragoman.events.found import Found
from dragoman.parsing.document import Document
from dragoman.parsing.words import Sentence
from dragoman.records import Actor, Attribution, Quote, Span

_DEEPEST = 3


class Attributer:
    """Tells for every place of an article who vouches for it.

    Args:
        document, mentions: the article. quotes: its quotations, as found before. cues: those of its language.
        outlets: known outlets; without them an outlet that is cited is an ordinary speaker.
        speech: what ``find_speech`` found, where the caller has it already.
    """

    def __init__(
        self,
        document: Document,
        mentions: ActorMentions,
        quotes: Sequence[Quote],
        cues: Cues,
        outlets: Outlets | None = None,
        speech: Sequence[Speech] | None = None,
    ) -> None:
        self._document = document
        self._cues = cues
        self._outlets = outlets
        self._phrases = wording(cues).evidential
        self._adjectives = frozenset(cues.evidential.adjectives)
        self._documents = frozenset(cues.documents)
        self._media = frozenset(cues.media)
        self._speech = sorted(
            find_speech(document, mentions, cues) if speech is None else speech, key=lambda s: (s.start, -s.end)
        )
        self._starts = [s.start for s in self._speech]
        self._longest = max((s.end - s.start for s in self._speech), default=0)

    def of_event(self, found: Found) -> tuple[Attribution, ...]:
        """Attributions of an event, outermost first; empty where the outlet itself tells it without reserve."""
        parsed = self._document.sentences[found.sentence]
        word = parsed.clauses[found.clause].head
        return self.of(found.sentence, word, found.alleged)

    def of(self, sentence: int, word: int, alleged: bool = False) -> tuple[Attribution, ...]:
        """Attributions of what word ``word`` of sentence ``sentence`` tells, outermost first, at most three.

        Args:
            alleged: known from elsewhere to be an allegation.
        """
        words = self._document.sentences[sentence].sentence.words
        around = [s for s in self._around(words[word].start) if s.cue_at != (sentence, word)]
        mark = self._evidential(self._document.sentences[sentence].sentence, word)
        made = [self._attribution(s) for s in around[:_DEEPEST]]
        if (alleged or mark) and made:
            last = made[-1]
            if last.certainty == "asserted":
                made[-1] = last.model_copy(update={"certainty": "alleged"})
        elif alleged or mark:
            made.append(Attribution(kind="outlet", cue=mark, certainty="alleged"))
        return tuple(made)

    def of_span(self, span: Span) -> tuple[Attribution, ...]:
        """Attributions of what a stretch of the text tells."""
        for parsed in self._document.sentences:
            sentence = parsed.sentence
            if sentence.start <= span.start < sentence.end:
                word = next((w.i for w in sentence.words if w.end > span.start), 0)
                return self.of(sentence.index, word)
        return ()

    def certainty(self, sentence: int, word: int) -> Certainty:
        """The weakest certainty of the attributions of a place: denied, else alleged, else asserted."""
        kinds = {a.certainty for a in self.of(sentence, word)}
        return "denied" if "denied" in kinds else "alleged" if "alleged" in kinds else "asserted"

    def _around(self, position: int) -> list[Speech]:
        """Speech that covers a place, the widest first; the same speaker counts once."""
        found: list[Speech] = []
        at = bisect_right(self._starts, position) - 1
        while at >= 0 and self._starts[at] >= position - self._longest:
            if self._speech[at].covers(position):
                found.append(self._speech[at])
            at -= 1
        found.sort(key=lambda s: (s.start - s.end, s.cue_at or (0, 0)))
        kept: list[Speech] = []
        for speech in found:
            same = next((k for k in kept if _same(k.speaker, speech.speaker)), None)
            if same is None:
                kept.append(speech)
            elif speech.certainty != "asserted" and same.certainty == "asserted":
                kept[kept.index(same)] = speech
        return kept

    def _attribution(self, speech: Speech) -> Attribution:
        speaker, outlet = speech.speaker, None
        kind = "speaker"
        name = (speaker.name or "") if speaker else ""
        written = speaker.span.text if speaker and speaker.span else name
        words = {w.casefold() for w in written.split()}
        known = self._outlet(name) or self._outlet(written)
        if known or words & self._media:
            kind, outlet = "outlet", known or name or None
        elif words & self._documents and not (speaker and speaker.code and speaker.office):
            kind = "document"
        return Attribution(
            kind="outlet" if kind == "outlet" else "document" if kind == "document" else "speaker",
            actor=speaker if kind != "outlet" or (speaker and speaker.code) else None,
            outlet=outlet,
            cue=speech.cue,
            certainty=speech.certainty,
        )

    def _outlet(self, written: str) -> str | None:
        if self._outlets is None or not written:
            return None
        found = list(self._outlets.find(written))
        return found[0].outlet.name if len(found) == 1 else None

    def _evidential(self, sentence: Sentence, word: int) -> Span | None:
        """The words by which the text itself does not vouch: "presunto", "allegedly", "habría firmado"."""
        words = sentence.words
        for kid in sentence.children(word, "amod"):
            if kid.lower in self._adjectives or kid.lemma.casefold() in self._adjectives:
                return sentence.span(kid.i, kid.i)
        if self._cues.evidential.conditional:
            for kid in sentence.children(word, "aux"):
                perfect = words[word].morph.get("VerbForm") == "Part"
                if kid.morph.get("Mood") == "Cnd" and perfect and not self._supposed(sentence, word):
                    return sentence.span(kid.i, word) if kid.i < word else None
        for found in self._phrases.find(words):
            if self._governs(sentence, found.first, found.last, word):
                return sentence.span(found.first, found.last)
        return None

    @staticmethod
    def _supposed(sentence: Sentence, word: int) -> bool:
        """Whether the verb stands with a condition: then the conditional is no hearsay."""
        return any(
            k.pos in ("VERB", "AUX") and sentence.children(k.i, "mark") for k in sentence.children(word, "advcl")
        )

    @staticmethod
    def _governs(sentence: Sentence, mark: int, last: int, word: int) -> bool:
        """Whether an evidential phrase belongs to a word: it hangs on it, or no other verb stands between."""
        head = sentence.words[mark].head
        if head == word or mark == word:
            return True
        if sentence.words[head].head == word:
            return True
        between = sentence.words[last + 1 : word] if word > last else sentence.words[word + 1 : mark]
        return not any(w.pos == "VERB" or w.text in (",", ";") for w in between)


def _same(one: Actor | None, other: Actor | None) -> bool:
    if one is None or other is None:
        return one is other
    return one == other or (one.name is not None and one.name == other.name and one.code == other.code)
