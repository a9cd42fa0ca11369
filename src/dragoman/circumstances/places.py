"""Where things happened: the place named in the clause, never the outlet's or the dateline's city."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.actors.mentions import ActorMention, ActorMentions
from dragoman.circumstances.attachment import Attachment
from dragoman.circumstances.gazetteer import gazetteer
from dragoman.circumstances.patterns import DateWords
from dragoman.lexicon import Entry, Lexicon
from dragoman.parsing.clauses import Clause, ParsedSentence
from dragoman.parsing.document import Document
from dragoman.parsing.syntax import Syntax, load_syntax
from dragoman.parsing.words import Sentence
from dragoman.records import Place

# Inhabitants a city needs to be meant where nothing else in the article speaks of its country.
_LEAST = 100_000
_LONGEST = 6


class PlaceWords(Entry):
    """Schema of ``places.yaml``: prepositions of place (``at``), of the goal of verbs of ``motion`` (``goals``), words
    that stand inside of names, and common nouns before names ("la ciudad de").
    """

    at: tuple[str, ...]
    goals: tuple[str, ...]
    motion: tuple[str, ...]
    inside: tuple[str, ...]
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Grammar:
    words: PlaceWords
    dates: DateWords
    syntax: Syntax


class Places:
    """The places of an article, asked for by clause. Build it with ``PlaceFinder.find``."""

    def __init__(self, document: Document, mentions: ActorMentions, grammar: _Grammar) -> None:
        self._document = document
        self._mentions = mentions
        self._grammar = grammar
        codes = [(m.sentence, a.code) for m in mentions.all for a in m.actors if a.code and len(a.code) == 3]
        self._codes = frozenset(code for _, code in codes)
        self._near: dict[int, set[str]] = {}
        for sentence, code in codes:
            self._near.setdefault(sentence, set()).add(code)

    def of(self, sentence: int, clause: int) -> Place | None:
        """The place of a clause, or None where the text names none for it."""
        parsed = self._document.sentences[sentence]
        attachment = Attachment(parsed, self._grammar.dates, self._grammar.syntax)
        countries: Place | None = None
        for index in (clause, *attachment.same_happening(clause)):
            for head in self._where(parsed, parsed.clauses[index]):
                place = self._place(parsed.sentence, head)
                if place is not None and place.geonames is not None:
                    return place
                countries = countries or place
        return countries

    def _where(self, parsed: ParsedSentence, clause: Clause) -> Iterator[int]:
        """Heads of the phrases of place of a clause, then of those the parser hung on its object."""
        words, sentence = self._grammar.words, parsed.sentence
        moves = clause.lemma.split(" ")[0] in words.motion
        own = [a for a in clause.arguments if a.how in ("tree", "support")]
        for argument in own:
            stays = argument.role == "prep" and argument.prep in words.at
            if stays or (moves and argument.prep in words.goals):
                yield argument.head
        for argument in own:
            if argument.role not in ("object", "subject") or clause.kind == "noun":
                continue
            for child in sentence.children(argument.head, "nmod", "obl"):
                if child.i > clause.head and any(w.lower in words.at for w in sentence.children(child.i, "case")):
                    yield child.i

    def _place(self, sentence: Sentence, head: int) -> Place | None:
        for i in (head, *self._named_below(sentence, head)):
            mention = self._mentions.covering(sentence.index, i)
            # What names a state is the state, though a town may have its name (Mali, Panama).
            first = self._country(sentence, i) if mention is not None and mention.how == "name" else None
            found = first or self._city(sentence, i) or self._country(sentence, i)
            if found is not None:
                return found
        return None

    def _named_below(self, sentence: Sentence, head: int) -> list[int]:
        """Names under a common noun of place: "en la ciudad de Herat", "at the port of Hodeida"."""
        noun = sentence.words[head]
        if noun.pos == "PROPN" or noun.lemma.lower() not in self._grammar.words.places:
            return []
        return [w.i for w in sentence.children(head, "nmod", "appos", "flat", "compound") if w.pos == "PROPN"]

    def _city(self, sentence: Sentence, head: int) -> Place | None:
        if not sentence.words[head].text[:1].isupper():
            return None
        mention = self._mentions.covering(sentence.index, head)
        if mention is not None and mention.how == "office":
            return None
        stretches = [self._name(sentence, head), self._flat(sentence, head)]
        if mention is not None and mention.how == "metonymy":
            stretches.insert(0, (mention.first, mention.last))
        for start, end in dict.fromkeys(stretches):
            span = sentence.span(start, end)
            city = gazetteer().best(span.text, self._hand(sentence.index), _LEAST)
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

    @staticmethod
    def _flat(sentence: Sentence, head: int) -> tuple[int, int]:
        """A name as the tree ties it together."""
        parts = [head, *(w.i for w in sentence.children(head, "flat", "compound", "amod") if w.text[:1].isupper())]
        return min(parts), max(parts)

    def _hand(self, sentence: int) -> set[str] | frozenset[str]:
        return self._near.get(sentence) or self._codes

    def _name(self, sentence: Sentence, head: int) -> tuple[int, int]:
        """The run of name words around a word, small words inside included ("Rio de Janeiro")."""
        words = sentence.words
        inside = self._grammar.words.inside

        def capital(i: int) -> bool:
            return 0 <= i < len(words) and words[i].text[:1].isupper() and words[i].pos not in ("PUNCT", "VERB")

        def reach(start: int, step: int) -> int:
            at = start
            while abs(at - head) < _LONGEST:
                beyond = at + step
                while 0 <= beyond < len(words) and words[beyond].lower in inside and abs(beyond - at) < 3:
                    beyond += step
                if not capital(beyond):
                    break
                at = beyond
            return at

        return reach(head, -1), reach(head, 1)

    def _country(self, sentence: Sentence, head: int) -> Place | None:
        mention = self._mentions.covering(sentence.index, head) or self._mentions.headed(sentence.index, head)
        code = _country_code(mention)
        if mention is None or code is None:
            return None
        span = sentence.span(mention.first, mention.last)
        return Place(name=mention.actors[0].name or span.text, country=code, span=span)


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


def _country_code(mention: ActorMention | None) -> str | None:
    """The one country that a mention names, or None."""
    if (
        mention is None
        or mention.how not in ("name", "metonymy", "reference", "apposition")
        or len(mention.actors) != 1
    ):
        return None
    actor = mention.actors[0]
    if actor.code is None or len(actor.code) != 3 or actor.office or actor.code in ("UNO", "EUR", "IGO", "NGO", "IMG"):
        return None
    return actor.code
