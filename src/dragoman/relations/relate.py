"""From a text and two spans in it to the types of what the first does to the second, with probabilities."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.codebook import Codebook, load_codebook
from dragoman.events.finder import EventFinder
from dragoman.folding import fold
from dragoman.lexicon import Lexicon
from dragoman.lexicon.loading import BUILT_IN, LANGUAGES
from dragoman.parsing.document import Document
from dragoman.parsing.parser import Parser
from dragoman.reading.language import language_of
from dragoman.relations import vectors
from dragoman.relations.concepts import Concepts, load_concepts, load_masks
from dragoman.relations.evidence import Evidence, Sectors, Ways, gather
from dragoman.relations.features import Features, features
from dragoman.relations.model import Model, load
from dragoman.relations.schemes import SCHEMES, Scheme, in_scheme, load_customs, mode_of, seen, votes
from dragoman.relations.spans import Offsets, Party, check_spans, excerpt, place

WEIGHTS = BUILT_IN / "relations" / "weights.npz"
_KEPT = 16  # parsed texts that are kept, for records that ask of one sentence again


class Relation(tuple[str, float]):
    """The pair of a type and its probability; ``mode`` beside it where a frame gives one, else None."""

    mode: str | None

    def __new__(cls, type: str, probability: float, mode: str | None = None) -> Relation:
        made = super().__new__(cls, (type, probability))
        made.mode = mode
        return made

    @property
    def type(self) -> str:
        return self[0]

    @property
    def probability(self) -> float:
        return self[1]


class Relater:
    """Says what one given party does to another. Loads what it needs when it is first asked.

    Args:
        lexicon: frames, agents and meanings.
        finder: the frames of all languages.
        pipeline: gives the spaCy pipeline of a language; names are not asked of it.
        codebook: types; read from the lexicon where not given.
        weights: file of the classifier's weights.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        finder: EventFinder,
        pipeline: Callable[[str], Any],
        codebook: Codebook | None = None,
        weights: Path = WEIGHTS,
    ) -> None:
        self._lexicon = lexicon
        self._finder = finder
        self._book = codebook or load_codebook(lexicon)
        acts = {language: finder.acts(language) for language in LANGUAGES}
        self._parser = Parser(lexicon, pipeline, acts, names=False)
        self._masks = load_masks(lexicon)
        self._customs = load_customs(lexicon, self._book)
        self._weights = weights
        self._model: Model | None = None
        self._concepts: dict[str, Concepts] = {}
        self._sectors: dict[str, Sectors] = {}
        self._parsed: OrderedDict[tuple[str, str], Document] = OrderedDict()

    @property
    def model(self) -> Model:
        """The classifier.

        Raises:
            ModelError: its weights are missing or not valid.
        """
        if self._model is None:
            self._model = load(self._weights)
        return self._model

    def relation(
        self,
        text: str,
        actor: Offsets,
        recipient: Offsets,
        language: str | None = None,
        scheme: Scheme = "plover",
    ) -> list[Relation]:
        """Every type of the scheme with its probability, the most probable first; the probabilities sum to 1.

        Args:
            actor, recipient: code points of the text, start inclusive and end exclusive.
            language: ISO 639-1; detected where it is not given.

        Raises:
            ValueError: a span is out of the text, empty, or both are the same; or the scheme is unknown.
            LanguageError: the language is not one that Dragoman codes.
            ModelError: the language's model or the weights are missing.
        """
        if scheme not in SCHEMES:
            raise ValueError(f"unknown scheme {scheme!r}; allowed: {' '.join(SCHEMES)}")
        evidence = self.evidence(text, actor, recipient, language)
        said = votes(evidence)
        found = in_scheme(self.chances(evidence), evidence, said, scheme, self._book, self._customs)
        ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
        return [Relation(kind, p, mode_of(kind, said, self._book)) for kind, p in ranked]

    def evidence(self, text: str, actor: Offsets, recipient: Offsets, language: str | None = None) -> Evidence:
        """What the parse and the frames say of two spans. Raises as ``relation`` does."""
        check_spans(text, actor, recipient)
        language = language_of(text, language)
        near, first, second = excerpt(text, actor, recipient)
        document = self.document(near, language)
        parties = place(document, first), place(document, second)
        if parties[0] is None or parties[1] is None:
            raise ValueError("actor or recipient is empty: it holds no word of the text")
        return gather(document, parties[0], parties[1], self._finder, self._sectors_of(language))

    def between(self, document: Document, actor: Party, recipient: Party, ways: Ways | None = None) -> Evidence:
        """Evidence for two parties of a parsed article, from the sentences they stand in; ``ways`` as in ``gather``."""
        only = frozenset((actor.sentence, recipient.sentence))
        sectors = self._sectors_of(document.language)
        return gather(document, actor, recipient, self._finder, sectors, only=only, ways=ways)

    def _sectors_of(self, language: str) -> Sectors:
        if language not in self._sectors:
            self._sectors[language] = Sectors(self._lexicon, language)
        return self._sectors[language]

    def features(self, evidence: Evidence) -> Features:
        """What the classifier sees of the evidence, but for the vector."""
        return features(evidence, self._concepts_of(evidence.document.language))

    def knows(self, evidence: Evidence, word: int) -> bool:
        """Whether a word of the actor's sentence has one of the meanings that the classifier is trained on."""
        concepts = self._concepts_of(evidence.document.language)
        return bool(concepts.read([fold(w.text) for w in evidence.parsed.sentence.words])[word])

    def _concepts_of(self, language: str) -> Concepts:
        if language not in self._concepts:
            self._concepts[language] = load_concepts(self._lexicon, language)
        return self._concepts[language]

    def masked(self, evidence: Evidence) -> str:
        """The words that are turned into a vector."""
        return vectors.masked(evidence, self._masks)

    def chances(self, evidence: Evidence, *, quick: bool = False) -> Mapping[str, float]:
        """Probabilities of the benchmark's types. ``quick``: without a sentence vector even where that would help."""

        def vector() -> NDArray[np.float32]:
            found: NDArray[np.float32] = vectors.encode([self.masked(evidence)])[0]
            return found

        found = self.model.predict(self.features(evidence), None if quick else vector)
        return dict(zip(self.model.types, found.tolist(), strict=True))

    def best(self, evidence: Evidence) -> tuple[str, float]:
        """The most probable type of the codebook, by the classifier alone."""
        found = in_scheme(self.chances(evidence), evidence, [], "plover", self._book, self._customs)
        kind = max(found, key=lambda k: found[k])
        return kind, found[kind]

    def seen(self, kind: str, chances: Mapping[str, float]) -> float:
        """Probability of a type of the codebook, with all that the benchmark calls the same act."""
        return seen(kind, chances, self._book, self._customs)

    def document(self, text: str, language: str) -> Document:
        """The parse of a text without names, kept for when the next relation is asked of the same text."""
        key = (text, language)
        if key in self._parsed:
            self._parsed.move_to_end(key)
            return self._parsed[key]
        document = self._parser.parse(text, language)
        self._parsed[key] = document
        if len(self._parsed) > _KEPT:
            self._parsed.popitem(last=False)
        return document
