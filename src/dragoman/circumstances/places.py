"""Where things happened: the place named for the clause, never the outlet's or the dateline's city."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.actors.mentions import ActorMentions
from dragoman.circumstances.attachment import Attachment
from dragoman.circumstances.patterns import DateWords
from dragoman.circumstances.whereabouts import PlacePhrase, PlaceWords, Spot, Whereabouts
from dragoman.lexicon import Lexicon
from dragoman.parsing.clauses import Clause, ParsedSentence
from dragoman.parsing.document import Document
from dragoman.parsing.syntax import Syntax, load_syntax
from dragoman.records import Place


@dataclass(frozen=True, slots=True)
class _Grammar:
    words: PlaceWords
    dates: DateWords
    syntax: Syntax


class Places:
    """The places of an article, asked for by clause. Build it with ``PlaceFinder.find``."""

    def __init__(self, document: Document, mentions: ActorMentions, grammar: _Grammar) -> None:
        self._document = document
        self._words = grammar.words
        self._grammar = grammar
        self._where = Whereabouts(grammar.words, grammar.syntax, mentions)
        for parsed in document.sentences:
            self._where.at_hand(parsed.sentence)
        self._sentences: dict[int, dict[int, list[Spot]]] = {}

    def of(self, sentence: int, clause: int) -> Place | None:
        """The place of a clause, or None where the text names none for it: a city, else a named place, else a land."""
        parsed = self._document.sentences[sentence]
        attachment = Attachment(parsed, self._grammar.dates, self._grammar.syntax)
        if sentence not in self._sentences:
            self._sentences[sentence] = self._attached(parsed, attachment)
        known = self._sentences[sentence]
        near = (clause, *attachment.same_happening(clause), *self._parts(parsed, clause))
        spots = [s for index in dict.fromkeys(near) for s in known.get(index, ())]
        best = min(spots, key=_coarseness, default=None)
        return best.place if best is not None else None

    def _attached(self, parsed: ParsedSentence, attachment: Attachment) -> dict[int, list[Spot]]:
        """The places of a sentence by the clause they are told for."""
        found: dict[int, list[Spot]] = {}
        taken: set[int] = set()
        for phrase in self._where.phrases(parsed.sentence):
            if phrase.spot.last in taken:
                continue
            owner = self._owner(parsed, attachment, phrase)
            if owner is not None:
                taken.add(phrase.spot.last)
                found.setdefault(owner.index, []).append(phrase.spot)
        for clause in parsed.clauses:
            found.setdefault(clause.index, []).extend(self._objects(parsed, clause))
        return found

    def _owner(self, parsed: ParsedSentence, attachment: Attachment, phrase: PlacePhrase) -> Clause | None:
        index = attachment.owner(phrase.first, phrase.spot.last)
        if index is None:
            return None
        clause = parsed.clauses[index]
        verb = clause.lemma.split(" ")[0]
        if phrase.goal and verb not in self._words.motion:
            return None
        if verb in self._words.abstract or (verb in self._words.telling and self._below_object(parsed, clause, phrase)):
            return None
        return clause

    def _below_object(self, parsed: ParsedSentence, clause: Clause, phrase: PlacePhrase) -> bool:
        """Whether a phrase hangs on what a verb speaks of: "condenó la violencia en Haití"."""
        heads = {a.head for a in clause.arguments if a.role != "subject" and a.head < phrase.first}
        above = {w.i for w in parsed.sentence.ancestors(phrase.spot.last)}
        words = parsed.sentence.words
        beside = any(all(w.pos != "PUNCT" for w in words[h : phrase.first]) for h in heads if h > clause.head)
        return beside or bool(heads & above)

    def _objects(self, parsed: ParsedSentence, clause: Clause) -> Iterator[Spot]:
        """As in "visitó Lima", "bombardeó Járkov": the object is the place."""
        if clause.kind == "noun" or clause.lemma.split(" ")[0] not in self._words.objects:
            return
        for argument in clause.arguments:
            if argument.role != "object" or argument.how != "tree":
                continue
            below = [i for i in parsed.sentence.subtree(argument.head) if argument.head - i <= 4]
            found = self._where.behind(parsed.sentence, min(below))
            if found is not None and min(below) <= argument.head:
                yield found

    def _parts(self, parsed: ParsedSentence, clause: int) -> Iterator[int]:
        """Nouns whose place is that of the verb: "murieron en un ataque en Faluya", "un ataque en Faluya mató a"."""
        verb = parsed.clauses[clause]
        if verb.kind == "noun" or verb.lemma.split(" ")[0] in self._words.telling:
            return
        for other in parsed.clauses:
            # "murieron al volcar una lancha en …"
            same = other.kind == "verb" and other.link == "adverbial" and other.mood in ("infinitive", "gerund")
            # "quedaron atrapados en …"
            same = same or (other.kind == "participle" and other.link in ("complement", "adverbial"))
            if other.governor == clause and (same or (other.kind == "noun" and other.link in ("subject", "prep"))):
                yield other.index


def _coarseness(spot: Spot) -> int:
    """Cities first, then other places by name, then lands."""
    if spot.place.geonames is not None:
        return 0
    return 2 if spot.land else 1


class PlaceFinder:
    """Finds the places of events.

    Args:
        lexicon: where ``<language>/places.yaml`` stands.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._grammars: dict[str, _Grammar] = {}

    def find(self, document: Document, mentions: ActorMentions) -> Places:
        """The places of an article; they are looked up when asked for."""
        language = document.language
        if language not in self._grammars:
            self._grammars[language] = _Grammar(
                self._lexicon.document(f"{language}/places.yaml", PlaceWords),
                self._lexicon.document(f"{language}/dates.yaml", DateWords),
                load_syntax(self._lexicon, language),
            )
        return Places(document, mentions, self._grammars[language])
