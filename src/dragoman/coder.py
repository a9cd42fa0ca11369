"""The table of contents: an article goes through the stages in this order and comes out as a record."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any

from dragoman import models
from dragoman.actors.mentions import ActorMentions
from dragoman.actors.resolver import Resolver
from dragoman.attribution.attribute import Attributer
from dragoman.attribution.cues import Cues, load_cues
from dragoman.attribution.outlets import load_outlets
from dragoman.attribution.quotes import find_speech, quotes_of
from dragoman.attribution.sources import SourceChain, find_sources
from dragoman.circumstances.dates import NO_DATES, DateFinder, Dates
from dragoman.circumstances.places import PlaceFinder
from dragoman.codebook import load_codebook
from dragoman.errors import DragomanError, LexiconError
from dragoman.events.finder import EventFinder
from dragoman.events.found import Found
from dragoman.events.merging import Situated, merge, with_status
from dragoman.explaining import Explanation
from dragoman.facts.finder import FactFinder, Facts
from dragoman.lexicon import Lexicon
from dragoman.lexicon.loading import LANGUAGES
from dragoman.parsing.document import Document
from dragoman.parsing.parser import Parser, Prose
from dragoman.reading.language import language_of
from dragoman.reading.rows import content_id
from dragoman.records import Article, CoderInfo, Quote, Record, Status, When
from dragoman.relations.relate import Relater, Relation
from dragoman.relations.schemes import Scheme
from dragoman.relations.second import SecondOpinion
from dragoman.relations.spans import Offsets
from dragoman.skimming import Openers, Skimmer

log = logging.getLogger(__name__)

Failed = Callable[[Article, Exception], None]


@dataclass(frozen=True)
class Stages:
    """What the stages made of an article, each handing on to the next; ``explain`` shows it."""

    article: Article
    chain: SourceChain
    document: Document
    mentions: ActorMentions
    dates: Dates
    found: tuple[Found, ...]
    quotes: tuple[Quote, ...]
    situated: tuple[Situated, ...]
    attributer: Attributer


class Coder:
    """Codes articles; loads lexicon and models once and can be used for any number of them.

    Args:
        lexicon: a lexicon, or folders of the user's own that extend the built-in one.
        pipeline: gives the spaCy pipeline of a language; by default the best one installed.
        short_cut: leave out paragraphs whose words cannot make a record, without parsing them (``skimming``).

    Raises:
        LexiconError: an entry of the lexicon is not valid.
    """

    def __init__(
        self,
        lexicon: Lexicon | Path | str | Sequence[Path | str] = (),
        pipeline: Callable[[str], Any] = models.load,
        *,
        short_cut: bool = True,
    ) -> None:
        self.lexicon = lexicon if isinstance(lexicon, Lexicon) else Lexicon(*_folders(lexicon))
        self.codebook = load_codebook(self.lexicon)
        self.events = EventFinder(self.lexicon, self.codebook)
        acts = {language: self.events.acts(language) for language in LANGUAGES}
        self.parser = Parser(self.lexicon, pipeline, acts)
        self.resolver = Resolver(self.lexicon)
        self.dates = DateFinder(self.lexicon)
        self.places = PlaceFinder(self.lexicon)
        self.facts = FactFinder(self.lexicon)
        self.relater = Relater(self.lexicon, self.events, pipeline, self.codebook)
        self.second = SecondOpinion(self.relater, self.events, self.codebook)
        self._outlets = load_outlets(self.lexicon)
        self._cues: dict[str, Cues] = {}
        self._skimmers: dict[str, Skimmer] = {}
        self._short_cut = short_cut
        self._infos: dict[str | None, CoderInfo] = {}

    def cues(self, language: str) -> Cues:
        """The words of speech and sources of a language, read once."""
        if language not in self._cues:
            self._cues[language] = load_cues(self.lexicon, language)
        return self._cues[language]

    def code(
        self,
        text: str,
        *,
        published: str | None = None,
        language: str | None = None,
        title: str | None = None,
        outlet: str | None = None,
        url: str | None = None,
        id: str | None = None,
    ) -> Record:
        """Codes one text.

        Args:
            published: ISO date (or datetime) of publication; relative dates need it.
            language: ISO 639-1; detected where it is not given.
            id: the article's id; a hash of the text where it is not given.

        Raises:
            LanguageError: the language is not one that Dragoman codes.
            ModelError: the language's model is missing.
        """
        article = Article(
            id=id or content_id(text),
            title=title,
            text=text,
            url=url,
            outlet=outlet,
            published=published,
            language=language,
        )
        return self.code_article(article)

    def code_many(
        self, articles: Iterable[Article], *, batch: int = 16, failed: Failed | None = None
    ) -> Iterator[Record]:
        """Codes articles in their order, as they come: the records of ``code_article``, made faster.

        Args:
            batch: how many articles are read ahead and parsed together. With 1 each record comes at once.
            failed: called with each article that cannot be coded and with the reason, after which coding goes on.

        Raises:
            As ``code`` does, where ``failed`` is not given; the records of the articles before come first.
        """
        articles = iter(articles)
        while ahead := list(islice(articles, max(1, batch))):
            for article, opened in zip(ahead, self._opened(ahead), strict=True):
                try:
                    record = self._record(self._stages(article, *opened)) if opened else self.code_article(article)
                except Exception as error:
                    if failed is None or isinstance(error, LexiconError):
                        raise
                    failed(article, error)
                else:
                    yield record

    def _opened(self, articles: Sequence[Article]) -> list[tuple[SourceChain, Document] | None]:
        """The first stages of several articles at once; None where they fail, to be told when its turn comes."""
        chains: list[SourceChain | None] = []
        texts: list[Prose] = []
        for article in articles:
            try:
                chain, prose = self._prose(article, self._short_cut)
            except DragomanError:
                chains.append(None)
            else:
                chains.append(chain)
                texts.append(prose)
        try:
            documents = iter(self.parser.parse_all(texts))
        except Exception:  # a fault of ours or of spaCy in one text must not take the others down
            log.debug("parsing %d articles at once failed", len(texts), exc_info=True)
            return [None] * len(articles)
        return [(chain, next(documents)) if chain else None for chain in chains]

    def _prose(self, article: Article, short_cut: bool) -> tuple[SourceChain, Prose]:
        """Where an article comes from, and what of its text is to be parsed, in which language."""
        language = language_of(article.text, article.language)
        chain = find_sources(article.text, language, self._outlets, self.cues(language), outlet=article.outlet)
        if not short_cut:
            return chain, Prose(article.text, language, chain.lines)
        if language not in self._skimmers:
            parts = (self.resolver.gazetteer(language), self.events.knowledge(language).index, self.cues(language))
            openers = Openers(self.lexicon, language, *parts, self.parser.syntax(language))
            self._skimmers[language] = Skimmer(openers)
        placed = chain.dateline_place is not None
        skimmed = self._skimmers[language].skim(article.text, chain.lines, placed)
        return chain, Prose(article.text, language, chain.lines, skimmed.idle, skimmed.spoken)

    def code_article(self, article: Article) -> Record:
        """Codes one article. Raises as ``code`` does."""
        if not any(c.isalpha() for c in article.text):
            return Record(article=article, coder=self.info(None))
        chain, prose = self._prose(article, self._short_cut)
        return self._record(self._stages(article, chain, self.parser.parse_all([prose])[0]))

    def _record(self, stages: Stages) -> Record:
        events = merge(stages.situated, stages.document, stages.article.id, self.codebook)
        facts = Facts()
        if not stages.document.spoken:
            facts = self.facts.find(stages.document, stages.mentions, stages.found, stages.dates, events)
        return Record(
            article=stages.article,
            events=tuple(events),
            agreements=facts.agreements,
            quotes=stages.quotes,
            claims=tuple(
                claim.model_copy(update={"attribution": stages.attributer.of_span(claim.span)})
                for claim in facts.claims
            ),
            positions=facts.positions,
            coder=self.info(stages.document.language),
        )

    def stages(self, article: Article) -> Stages:
        """Everything the stages find before the mentions are merged into events, with every paragraph parsed."""
        chain, prose = self._prose(article, short_cut=False)
        return self._stages(article, chain, self.parser.parse_all([prose])[0])

    def _stages(self, article: Article, chain: SourceChain, document: Document) -> Stages:
        cues = self.cues(document.language)
        dateline = chain.dateline_place.text if chain.dateline_place else None
        mentions = self.resolver.resolve(document, article.published, dateline)
        found: list[Found] = []
        dates = NO_DATES
        if not document.spoken:
            found = self.second.revised(document, mentions, self.events.find(document, mentions))
            dateline_date = chain.dateline_date.text if chain.dateline_date else None
            dates = self.dates.find(document, article.published, dateline_date)
        speech = find_speech(document, mentions, cues)
        quotes = quotes_of(speech, article.text)
        attributer = Attributer(document, mentions, quotes, cues, self._outlets, speech)
        places = self.places.find(document, mentions)
        situated = [
            Situated(
                found=item,
                when=_when(item, dates, document),
                planned=dates.planned_of(item.sentence, item.clause) if item.planned else None,
                place=places.of(item.sentence, item.clause),
                attribution=attributer.of_event(item),
            )
            for item in found
        ]
        article = article.model_copy(update={"language": document.language, "sources": chain.sources})
        situated = [_historical(s, dates, document) for s in situated]
        return Stages(article, chain, document, mentions, dates, tuple(found), quotes, tuple(situated), attributer)

    def explain(self, text: str, *, published: str | None = None, language: str | None = None) -> Explanation:
        """What the coder makes of a text, step by step: actors, clauses, frames tried and why, times.

        Raises as ``code`` does.
        """
        article = Article(id=content_id(text), text=text, published=published, language=language)
        stages = self.stages(article)
        trials = dict(enumerate(self.events.all_trials(stages.document, stages.mentions)))
        notes = [(n.sentence, n.kind, n.text) for n in self.facts.notes(stages.document, stages.mentions, stages.dates)]
        return Explanation(stages.document, stages.mentions, stages.dates, trials, stages.situated, notes)

    def relation(
        self, text: str, actor: Offsets, recipient: Offsets, language: str | None = None, scheme: Scheme = "plover"
    ) -> list[Relation]:
        """What one given party does to another: each type of a scheme with a probability, the most probable first.

        Args:
            actor, recipient: code points of the text, start inclusive and end exclusive.
            language: ISO 639-1; detected where it is not given.
            scheme: "plover" for the codebook's 16 types, "plv" for a benchmark's 15 and its customs.

        Raises:
            ValueError: a span is out of the text, empty, or both are the same; or the scheme is unknown.
            LanguageError: the language is not one that Dragoman codes.
            ModelError: a model is missing.
        """
        return self.relater.relation(text, actor, recipient, language, scheme)

    def info(self, language: str | None) -> CoderInfo:
        """What codes an article of a language; of none where the article has no letters to code."""
        if language not in self._infos:
            used = {language: models.best(language).label} if language else {}
            self._infos[language] = CoderInfo(version=version("dragoman"), models=used, lexicon=self.lexicon.digest)
        return self._infos[language]


_SAID = frozenset({"AGREE", "REQUEST", "THREATEN"})
"""Types that are done when they are said; the time they are set for is ``planned``."""


def _when(found: Found, dates: Dates, document: Document) -> When | None:
    if found.planned and found.type in _SAID:
        return None
    own = dates.of(found.sentence, found.clause)
    clauses = document.sentences[found.sentence].clauses
    if own is None and clauses[found.clause].kind == "noun":
        below = [c for c in clauses if c.governor == found.clause and c.link == "relative"]
        return next((when for c in below if (when := dates.of(found.sentence, c.index))), None)
    return own


def _historical(situated: Situated, dates: Dates, document: Document) -> Situated:
    """Years before the report an event is background, not news; so is what hangs on such a clause without a date."""
    found = situated.found
    if found.status is not Status.ASSERTED:
        return situated
    when = situated.when
    parsed = document.sentences[found.sentence]
    clause = parsed.clauses[found.clause]
    while when is None and clause.governor is not None and clause.link in ("relative", "conjunct", "adverbial"):
        clause = parsed.clauses[clause.governor]
        when = dates.of(found.sentence, clause.index)
    return with_status(situated, status=Status.HISTORICAL) if dates.historical(when) else situated


def _folders(lexicon: Path | str | Sequence[Path | str]) -> Sequence[Path | str]:
    return (lexicon,) if isinstance(lexicon, (str, Path)) else lexicon
