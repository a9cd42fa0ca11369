"""Who is meant: from a parsed article to its actor mentions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from dragoman import folding
from dragoman.actors import meanings, offices, phrasebook, world
from dragoman.actors import vocabulary as vocabularies
from dragoman.actors.composing import compose
from dragoman.actors.discourse import NOT_STATES, Discourse, Spoken
from dragoman.actors.drafts import Draft
from dragoman.actors.gazetteer import Gazetteer
from dragoman.actors.heads import heads, in_dateline, is_subject, joined_under, stands_behind, stands_in_place
from dragoman.actors.homes import home_of
from dragoman.actors.identity import Identifier
from dragoman.actors.imported import Imported, imported
from dragoman.actors.mentions import ActorMention, ActorMentions
from dragoman.actors.offices import Person, load_offices, people
from dragoman.actors.phrasebook import Phrasebook
from dragoman.actors.vocabulary import load_vocabulary
from dragoman.actors.world import Organisation, load_countries, load_organisations
from dragoman.cached import cached_property
from dragoman.lexicon import Lexicon
from dragoman.parsing.document import Document
from dragoman.parsing.words import Sentence


class Resolver:
    """Finds the actors of articles in any language the lexicon has words for. Data is read once, when first needed.

    Args:
        lexicon: where ``actors/`` and ``<language>/agents.yaml`` stand.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._gazetteers: dict[str, Gazetteer] = {}

    def gazetteer(self, language: str) -> Gazetteer:
        """Every phrase of a language that means somebody.

        Raises:
            LexiconError: a file is missing or not valid.
        """
        if language not in self._gazetteers:
            vocabulary = load_vocabulary(self._lexicon, language)

            def build() -> dict[str, Any]:
                countries, people = load_countries(self._lexicon), self._people
                return Phrasebook(language, vocabulary, countries, self._organisations, people.values()).packed()

            files = ("actors/*.yaml", f"{language}/agents.yaml")
            modules = [m.__file__ for m in (phrasebook, meanings, vocabularies, world, offices, folding)]
            packed = self._lexicon.built(files, [f for f in modules if f], build)
            self._gazetteers[language] = Gazetteer(language, vocabulary, self._organisations, packed, self._imported)
        return self._gazetteers[language]

    def resolve(self, document: Document, published: str | None, dateline: str | None = None) -> ActorMentions:
        """All actor mentions of an article.

        Args:
            document: the parsed article.
            published: ISO date or datetime of publication, which decides who holds an office; None: the latest holders.
            dateline: the place the report is sent from, as its dateline names it.
        """
        gazetteer = self.gazetteer(document.language)
        day = published[:10] if published else None
        sentences = [p.sentence for p in document.sentences]
        seen: set[str] = set()
        drafted = [compose(s, gazetteer, seen) for s in sentences]
        discourse = Discourse(overall=_counted(drafted))
        if dateline:
            discourse.stage(home_of(dateline, discourse.overall), 1.5)
        identifier = Identifier(gazetteer, discourse, day)
        mentions: list[ActorMention] = []
        for sentence, drafts in zip(sentences, drafted, strict=True):
            discourse.fade()
            identifier.begin(sentence, drafts)
            before = len(discourse.spoken)
            for draft in drafts:
                mentions += self._mention(sentence, draft, identifier, discourse, gazetteer)
            said = discourse.spoken[before:]
            discourse.group(sentence.index, [_joined(sentence, x) for x in said])
        return ActorMentions(_named(m, gazetteer.states) for m in mentions)

    def _mention(
        self, sentence: Sentence, draft: Draft, identifier: Identifier, discourse: Discourse, gazetteer: Gazetteer
    ) -> Iterable[ActorMention]:
        at = heads(sentence, draft)
        place = stands_in_place(sentence, draft, at[0], gazetteer.vocabulary) or in_dateline(sentence, draft)
        subject = is_subject(sentence, at[0])
        actors, how = identifier.identify(draft, at[0], subject)
        if not actors:
            return []
        if draft.kind in ("state", "region"):
            goal = stands_behind(sentence, draft, gazetteer.vocabulary.destinations, gazetteer.vocabulary)
            first = sentence.index == 0
            discourse.stage(actors[0].code, (2 if first else 1) if goal else 1 if place else 0)
        acts = not (place and draft.kind in ("state", "region", "organisation", "reference"))
        discourse.add(Spoken(sentence.index, draft.first, draft, actors, subject, acts, at[0]))
        return [ActorMention(sentence.index, draft.first, draft.last, head, actors, how, acts) for head in at]

    @cached_property
    def _organisations(self) -> list[Organisation]:
        return load_organisations(self._lexicon)

    @cached_property
    def _imported(self) -> list[Imported]:
        return imported(self._lexicon)

    @cached_property
    def _people(self) -> dict[str, Person]:
        heirs = {old: c.id for c in load_countries(self._lexicon) for old in c.formerly}
        rows = load_offices(self._lexicon)
        return people(r.model_copy(update={"country": heirs[r.country]}) if r.country in heirs else r for r in rows)


def _joined(sentence: Sentence, spoken: Spoken) -> tuple[int, bool, Spoken]:
    root = joined_under(sentence, spoken.head)
    return root, sentence.words[root].dep.startswith("nsubj"), spoken


def _named(mention: ActorMention, names: Mapping[str, str]) -> ActorMention:
    """States that are only referred to ("ambos países") get their common names."""
    if all(a.name or not a.code for a in mention.actors):
        return mention
    actors = tuple(
        a if a.name or not a.code or a.code not in names else a.model_copy(update={"name": names[a.code]})
        for a in mention.actors
    )
    return replace(mention, actors=actors)


def _counted(drafted: list[list[Draft]]) -> dict[str, float]:
    """How often each state is named in the article, early sentences counting more."""
    table: dict[str, float] = {}
    for number, drafts in enumerate(drafted):
        for draft in drafts:
            for party in draft.parties:
                code = party.owner.code if party.owner else None
                if code and code not in NOT_STATES:
                    table[code] = table.get(code, 0) + 1 + 1 / (number + 1)
    return table
