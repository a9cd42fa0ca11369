"""Indirect speech: "dijo que …", "…, said X", "aseguró no haber …", and whole sentences "según X"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dragoman.attribution.direct import DirectSpeech
from dragoman.attribution.speakers import Speakers
from dragoman.attribution.speech import Hidden, Speech, certainty
from dragoman.attribution.verbs import finite_mood, is_clitic
from dragoman.attribution.wording import Wording
from dragoman.parsing.clauses import ParsedSentence
from dragoman.parsing.document import Document
from dragoman.parsing.words import Sentence, Word

_TO_CONJUNCTION = 14  # words that an addressee may take between verb and conjunction
_TO_INFINITIVE = 8  # words that may stand between verb and infinitive
_SUBJECT = 22  # words that a subject may take between a comma and its verb
_EDGES = ' ,;:—–-\t\n"“”«»'


class IndirectSpeech:
    """Finds the stretches of one article that somebody says without quotation marks."""

    def __init__(
        self, document: Document, hidden: Hidden, speakers: Speakers, direct: DirectSpeech, words: Wording
    ) -> None:
        self._text = document.text
        self._hidden = hidden
        self._speakers = speakers
        self._direct = direct
        self._cues, self._verbs, self._settings = words.cues, words.verbs, words.settings
        self._according, self._as = words.according, words.as_words

    def read(self, parsed: ParsedSentence) -> list[Speech]:
        """All indirect speech of a sentence, in the order of its cues."""
        sentence = parsed.sentence
        inside = self._hidden.inside(sentence.index)
        found = []
        for word in sentence.words:
            if not self._verbs.may_tell(word) or word.i in inside or not self._tells(parsed, word):
                continue
            speech = self._of_verb(parsed, word)
            if speech:
                found += [*self._giver(parsed, word, speech), speech]
        return found + list(self._after_phrases(parsed))

    def _giver(self, parsed: ParsedSentence, verb: Word, speech: Speech) -> list[Speech]:
        """ "Al Jazeera quoted the envoy as saying": the one who gives another's words vouches for them too."""
        sentence = parsed.sentence
        above = sentence.words[verb.head]
        if above.i == verb.i or self._verbs.lemma(above) not in self._cues.quoting:
            return []
        heads = self._speakers.subjects(parsed, above.i, self._hidden.words(sentence.index))
        giver = self._speakers.named(sentence, heads)
        if giver is None:
            return []
        cue = sentence.span(above.i, above.i)
        return [replace(speech, kind="according", speaker=giver, cue=cue, cue_at=(sentence.index, above.i))]

    def _tells(self, parsed: ParsedSentence, word: Word) -> bool:
        carries = self._verbs.says(parsed.sentence, word) or (
            self._verbs.carries(parsed.sentence, word) and self._verbs.lemma(word) in self._cues.accusers
        )
        if not carries or not self._verbs.finite(parsed.sentence, word):
            return False
        clause = next((c for c in parsed.clauses if c.head == word.i), None)
        if clause is None:
            return True
        untold = clause.negated and self._verbs.lemma(word) not in self._cues.deniers
        if clause.tense == "future" or clause.modals:
            return False  # not said yet, or never
        return not untold and clause.mood not in ("imperative",) and clause.link != "condition"

    def _of_verb(self, parsed: ParsedSentence, verb: Word) -> Speech | None:
        sentence = parsed.sentence
        content = self._content(parsed, verb)
        if content is None:
            return None
        pieces, after = content
        hidden = self._hidden.words(sentence.index)
        own = frozenset(i for first, last in pieces for i in range(first, last + 1))
        speaker = self._speakers.of_verb(parsed, verb.i, hidden | own, after)
        self._speakers.spoke(speaker, sentence.index)
        lemma = self._verbs.lemma(verb)
        texts = [sentence.span(first, last).text.strip(_EDGES) for first, last in pieces]
        start, end = self._trimmed(sentence.words[pieces[0][0]].start, sentence.words[pieces[-1][1]].end)
        if end <= start:
            return None
        text = " ".join(texts) if len(pieces) > 1 else self._text[start:end]
        charge = not self._verbs.says(sentence, verb)
        return Speech(
            start,
            end,
            text,
            "charge" if charge else "indirect",
            speaker,
            sentence.span(verb.i, verb.i),
            (sentence.index, verb.i),
            lemma,
            certainty(self._cues, lemma),
            self._settings.addressee(sentence, verb.i, hidden | own),
            self._settings.venue(sentence, hidden | own, verb.i),
        )

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        while start < end and self._text[start] in _EDGES:
            start += 1
        while end > start and (self._text[end - 1] in _EDGES or self._text[end - 1] == "."):
            end -= 1
        return start, end

    def _content(self, parsed: ParsedSentence, verb: Word) -> tuple[list[tuple[int, int]], bool] | None:
        """Word ranges of what is said, and whether it stands before the verb."""
        sentence = parsed.sentence
        says = self._verbs.says(sentence, verb)
        behind = self._after_conjunction(sentence, verb) if says else None
        if behind is None and says:
            behind = self._preposed(sentence, verb)
        if behind is None and not says:
            behind = self._accusation(sentence, verb)
        if behind is None and says:
            behind = self._infinitive(sentence, verb)
        if behind is None and says:
            behind = self._colon(sentence, verb)
        if behind is not None:
            return [(behind, self._end(sentence, verb, behind))], False
        if not says:
            return None
        before = self._inverted(parsed, verb)
        if before is not None:
            return before, True
        bare = self._bare_clause(sentence, verb)
        return ([(bare, self._end(sentence, verb, bare))], False) if bare is not None else None

    def _colon(self, sentence: Sentence, verb: Word) -> int | None:
        """ "Manifestó: es hora de irse": what follows a colon without quotation marks."""
        words, inside = sentence.words, self._hidden.inside(sentence.index)
        at = next((i for i in range(verb.i + 1, min(verb.i + 4, len(words) - 2)) if words[i].text == ":"), None)
        if at is None or any(i in inside for i in range(at + 1, len(words))):
            return None
        return at + 1 if any(finite_mood(w) for w in words[at + 1 :]) else None

    def _preposed(self, sentence: Sentence, verb: Word) -> int | None:
        """ "Como informó X, …": the first word behind the comma that closes the clause of saying."""
        words = sentence.words
        size = self._as.at(words, 0)
        subject = sentence.children(verb.i, "nsubj", "obj")
        named = {i for k in subject for i in sentence.subtree(k.i)}
        if not size or any(not is_clitic(w) and w.i not in named for w in words[size : verb.i]):
            return None
        ends = max((max(sentence.subtree(k.i)) for k in subject), default=verb.i)
        for i in range(verb.i + 1, len(words) - 2):
            if words[i].text == "," and (i > ends or any(finite_mood(w) for w in words[i:ends])):
                return i + 1
        return None

    def _after_conjunction(self, sentence: Sentence, verb: Word) -> int | None:
        """ "dijo a la prensa que …": the first word after the conjunction."""
        words, inside = sentence.words, self._hidden.inside(sentence.index)
        subject = {i for w in sentence.children(verb.i, "nsubj", "obl", "obj", "iobj") for i in sentence.subtree(w.i)}
        for i in range(verb.i + 1, min(len(words), verb.i + _TO_CONJUNCTION)):
            if i in inside or words[i].text in (".", ";", ":"):
                return None
            size = self._verbs.conjunction(words, i)
            if size and i + size < len(words):
                relative = i - 1 in subject and words[i - 1].pos in ("NOUN", "PROPN") and i - 1 > verb.i
                if relative and self._is_relative(sentence, i, verb):
                    if any(k.i > i for k in sentence.children(verb.i, "ccomp")):
                        continue  # the content clause comes later
                    if not self._settings.is_setting(words[i - 1]):
                        return None
                return i + size
            if words[i].text == "," and not self._comma_closes(words, i, verb.i):
                return None
            if words[i].pos == "VERB" and finite_mood(words[i]):
                return None
        return None

    @staticmethod
    def _is_relative(sentence: Sentence, i: int, verb: Word) -> bool:
        """Whether the conjunction is a relative pronoun of the noun before it: it has a role in its clause."""
        word = sentence.words[i]
        governor = sentence.words[word.head]
        role = word.dep.split(":")[0] in ("nsubj", "obj")
        return role and governor.dep.split(":")[0] == "acl" and governor.head != verb.i

    @staticmethod
    def _comma_closes(words: tuple[Word, ...], i: int, verb: int) -> bool:
        """A comma between verb and conjunction: an insertion between two commas."""
        commas = sum(w.text == "," for w in words[verb + 1 : verb + _TO_CONJUNCTION])
        return commas >= 2

    def _infinitive(self, sentence: Sentence, verb: Word) -> int | None:
        """ "aseguró no haber recibido", "claimed to have": the first word of the infinitive."""
        if self._verbs.lemma(verb) not in self._verbs.infinitive:
            return None
        words = sentence.words
        i = verb.i + 1
        while i < len(words) and words[i].pos in ("ADV", "PART") and i - verb.i < 4:
            i += 1
        if i < len(words) and words[i].pos in ("VERB", "AUX") and words[i].morph.get("VerbForm") == "Inf":
            return verb.i + 1 if words[verb.i + 1].pos != "PART" or i - verb.i > 1 else i - 1
        for kid in sentence.children(verb.i, "xcomp", "ccomp"):  # with a time or an addressee between
            first = min(sentence.subtree(kid.i))
            near = verb.i < first <= verb.i + _TO_INFINITIVE and kid.pos in ("VERB", "AUX")
            if (
                near
                and words[first].morph.get("VerbForm") == "Inf"
                and "," not in (w.text for w in words[verb.i : first])
            ):
                return first
        return None

    @staticmethod
    def _accusation(sentence: Sentence, verb: Word) -> int | None:
        """ "acusó a X de haber …", "accused X of attacking": the first word of what is laid to the charge."""
        own = sentence.children(verb.i, "advcl", "xcomp", "ccomp", "obl")
        # the tree may hang it on the one accused
        accused = (k for o in sentence.children(verb.i, "obj", "obl", "iobj") for k in sentence.children(o.i, "acl"))
        for kid in (*own, *accused):
            marks = sentence.children(kid.i, "mark", "case")
            told = kid.pos == "VERB" and kid.morph.get("VerbForm") != "Fin"
            if told and kid.i > verb.i and marks and marks[0].i > verb.i and marks[0].i < kid.i:
                return marks[0].i + 1
        return None

    def _end(self, sentence: Sentence, verb: Word, first: int) -> int:
        """Last word of what is said: the end of the sentence, or where the saying clause goes on."""
        words = sentence.words
        last = len(words) - 1
        if not self._verbs.says(sentence, verb):
            charge = next((w for w in sentence.words[first:] if w.pos == "VERB"), None)
            last = max(sentence.subtree(charge.i)) if charge else last
        relative = verb.dep.split(":")[0] == "acl"
        contents = sentence.children(verb.i, "ccomp", "xcomp", "csubj", "obj", "advcl")
        content = next((k for k in contents if k.i >= first), None)
        under = set(sentence.subtree(content.i)) if content else set()
        for kid in sentence.children(verb.i, "conj", "advcl", "parataxis"):
            starts = min(sentence.subtree(kid.i))
            if content is not None and kid.i > content.i and starts > content.i and kid.i not in under:
                coordinated = kid.dep == "conj" and not self._own_subject(sentence, kid, verb)
                if kid.dep != "conj" or coordinated or self._verbs.says(sentence, kid):
                    last = min(last, starts - 1)
        for i in range(first + 1, last):
            if words[i].text == "," and self._says_next(sentence, i + 1):
                last = i - 1
                break
        if relative:
            ends = max(under) if under else first
            for i in range(max(ends, first) + 1, last + 1):
                if words[i].text == ",":
                    last = i - 1
                    break
        while last > first and (words[last].pos in ("PUNCT", "CCONJ")):
            last -= 1
        return last

    def _says_next(self, sentence: Sentence, i: int) -> bool:
        """Whether an inverted verb of saying begins here: "…, informó la agencia"."""
        words = sentence.words
        while i < len(words) and is_clitic(words[i]) and words[i].pos != "PRON":
            i += 1
        inside = self._hidden.inside(sentence.index)
        if i >= len(words) or i in inside or not finite_mood(words[i]) or not self._verbs.says(sentence, words[i]):
            return False
        return i + 1 < len(words) and words[i + 1].pos in ("DET", "PROPN", "NOUN")

    @staticmethod
    def _own_subject(sentence: Sentence, kid: Word, verb: Word) -> bool:
        """A verb beside the verb of saying that has its own subject, or none to share, goes on with what is said."""
        return bool(sentence.children(kid.i, "nsubj")) and kid.morph.get("Tense") != verb.morph.get("Tense")

    def _inverted(self, parsed: ParsedSentence, verb: Word) -> list[tuple[int, int]] | None:
        """ "…, dijo X", "…, X said", also in the middle: word ranges of what is said."""
        sentence = parsed.sentence
        words, inside = sentence.words, self._hidden.inside(sentence.index)
        comma = self._comma_before(sentence, verb)
        if comma is None or comma == 0:
            return None
        opened = any(self._according.at(words, i) or self._as.at(words, i) for i in range(comma + 1, verb.i))
        if verb.dep.split(":")[0] in ("acl", "advcl") and not opened:
            return None
        if not (finite_mood(verb) or sentence.children(verb.i, "aux", "nsubj")):
            return None
        told = any(finite_mood(w) and w.i not in inside for w in words[:comma])
        subjects = self._speakers.subjects(parsed, verb.i, self._hidden.words(sentence.index))
        ends = self._last(words) - verb.i <= 1 or words[min(verb.i + 1, len(words) - 1)].pos in ("PUNCT", "ADP", "ADV")
        behind = any(s > verb.i for s in subjects)
        if subjects and min(subjects) < comma and not behind and not (ends and told):
            return None  # the one who says is named in what stands before: that is no content
        closing = self._insertion_end(sentence, verb)
        rest = closing is not None and any(finite_mood(w) for w in words[closing:] if w.i not in inside)
        if closing is not None and rest and not self._closed(words, comma) and subjects:
            first = self._opening(words)
            return [(first, comma - 1), (closing + 1, self._last(words))]
        if not told:
            return None
        return [(self._opening(words), comma - 1)]

    @staticmethod
    def _closed(words: tuple[Word, ...], comma: int) -> bool:
        """Whether a whole clause stands before the comma, so that the rest is another sentence's work."""
        return any(finite_mood(w) for w in words[:comma]) and any(w.dep == "nsubj" for w in words[:comma])

    @staticmethod
    def _opening(words: tuple[Word, ...]) -> int:
        first = 0
        while first < len(words) - 1 and words[first].pos == "PUNCT" and words[first].text not in "¿¡":
            first += 1
        return first

    @staticmethod
    def _last(words: tuple[Word, ...]) -> int:
        last = len(words) - 1
        while last > 0 and words[last].pos == "PUNCT":
            last -= 1
        return last

    def _comma_before(self, sentence: Sentence, verb: Word) -> int | None:
        """The comma that divides what is said from the clause of saying."""
        words = sentence.words
        i = verb.i - 1
        while i >= 0 and (is_clitic(words[i]) or self._according.at(words, i)):
            if words[i].pos == "PRON" and words[i].dep.startswith("nsubj"):
                break
            i -= 1
        if i >= 0 and words[i].text == ",":
            return i
        subjects = [k for k in sentence.children(verb.i, "nsubj") if k.i < verb.i]
        if not subjects or verb.i - subjects[0].i > _SUBJECT:
            return None
        first = min(sentence.subtree(subjects[0].i))
        if self._last(words) > verb.i and not any(words[j].text == "," for j in range(verb.i, len(words))):
            objects = () if self._verbs.lemma(verb) in self._verbs.told else ("obj",)
            later = [k for k in sentence.children(verb.i, "ccomp", "xcomp", *objects) if k.i > verb.i]
            if later:
                return None
        return first - 1 if first > 0 and words[first - 1].text == "," else None

    @staticmethod
    def _insertion_end(sentence: Sentence, verb: Word) -> int | None:
        """The comma after an inserted "dijo X" that is followed by more of what is said."""
        words = sentence.words
        subject = sentence.children(verb.i, "nsubj")
        end = max((max(sentence.subtree(k.i)) for k in subject if k.i > verb.i), default=verb.i)
        for i in range(verb.i + 1, len(words) - 1):
            if words[i].text == "," and i >= end:
                return i
            if words[i].text == "," and i < end and any(finite_mood(w) for w in words[i:end]):
                return i
        return None

    def _bare_clause(self, sentence: Sentence, verb: Word) -> int | None:
        """ "Police said they were investigating": a content clause with a subject and no conjunction."""
        for kid in sentence.children(verb.i, "ccomp"):
            predicate = kid.i > verb.i and kid.pos in ("VERB", "AUX", "ADJ", "NOUN")
            if predicate and sentence.children(kid.i, "nsubj", "csubj", "expl"):
                subjects = sentence.children(kid.i, "nsubj", "csubj", "expl")
                first = min(i for k in subjects for i in sentence.subtree(k.i))
                marked = [k.i for k in sentence.children(kid.i, "advcl") if verb.i < k.i < first]
                first = min(sentence.subtree(kid.i)) if marked else first
                return first if first > verb.i and first not in self._hidden.inside(sentence.index) else None
        return None

    def _after_phrases(self, parsed: ParsedSentence) -> Iterable[Speech]:
        """Sentences with "según X": the rest is X's word, but no quotation."""
        sentence = parsed.sentence
        hidden = self._hidden.words(sentence.index)
        for found in self._according.find(sentence.words):
            if found.first in hidden or found.last + 1 >= len(sentence.words):
                continue
            speaker = self._direct.after_phrase(parsed, found.last, hidden)
            if speaker is None:
                continue
            cue = sentence.span(found.first, found.last)
            at = (sentence.index, found.first)
            yield Speech(sentence.start, sentence.end, sentence.text, "according", speaker, cue, at)
