"""The schema of ``lexicon/<language>/cues.yaml``: the words by which a text says who said it."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from pydantic import Field

from dragoman.lexicon import Entry, Lexicon
from dragoman.lexicon.loading import LANGUAGES

Role = Literal["origin", "republished", "translated"]
Certainty = Literal["asserted", "alleged", "denied"]


class Link(Entry):
    """Words before the name of an outlet that tell its part in the chain: ``words: traducido por, role: translated``.

    ``*`` is any one word ("traducido del * por"). ``alone``: the phrase marks a source line by itself, without a label
    before it. ``then``: words after the first name that give the next one another part ("translated from X by Y").
    """

    words: str
    role: Role
    alone: bool = False
    then: dict[str, Role] = Field(default_factory=dict)


class SourceCues(Entry):
    """How source lines, bylines and datelines are written.

    labels: what stands before a colon ("Fuente"). asides: labels of lines that are no news and name no source of it
    ("Foto"). links: see ``Link``. bylines: words that open a byline ("Por").
    for_outlet: words between a person and an outlet in a byline. generic: names that are no outlet ("Redacción").
    before, after: words around an outlet's name that are not part of it. joiners: between two names. copyright: marks
    of rights. months: for each month its written forms.
    date_words: small words inside a date ("de"). particles: lower-case words inside names of people and places.
    """

    labels: tuple[str, ...] = ()
    asides: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    bylines: tuple[str, ...] = ()
    for_outlet: tuple[str, ...] = ()
    generic: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    joiners: tuple[str, ...] = ()
    copyright: tuple[str, ...] = ()
    months: tuple[tuple[str, ...], ...] = ()
    date_words: tuple[str, ...] = ()
    particles: tuple[str, ...] = ()

    def joined(self, other: SourceCues) -> SourceCues:
        """Both lists of everything, this one's first."""
        merged = {}
        for name in type(self).model_fields:
            mine = getattr(self, name)
            merged[name] = mine + tuple(x for x in getattr(other, name) if x not in mine)
        return SourceCues.model_construct(**merged)


class SayingVerbs(Entry):
    """Verbs of saying by strength: neutral ("decir"), strong ("recalcar"), doubtful ("alegar"), denying ("negar").

    phrases: an infinitive with the words behind it that make it one ("dejar claro").
    """

    neutral: tuple[str, ...]
    strong: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    denying: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()


class Naming(Entry):
    """What tells that words in quotation marks are a name or a title, not speech.

    nouns: lemmas of what bears such names ("operación", "ship"). words: what stands before a name ("llamado",
    "so-called"), as written. terms: words that are nobody's though they often stand in marks ("persona non grata").
    """

    terms: tuple[str, ...] = ()

    nouns: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


class Evidential(Entry):
    """Marks that the text itself does not vouch for what it tells.

    adjectives: lemmas on a noun ("presunto"). phrases: as written ("al parecer"). conditional: whether the perfect
    conditional alone does it ("habría firmado").
    """

    adjectives: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    conditional: bool = False


class Place(Entry):
    """Where or to whom something was said: prepositions, and lemmas of the nouns that may follow."""

    prepositions: tuple[str, ...]
    nouns: tuple[str, ...] = ()


class Cues(Entry):
    """Who says, how, to whom and where, in one language.

    saying: verbs of saying. infinitive: those whose content may be an infinitive ("aseguró no haber recibido").
    carrying: other verbs whose subject speaks when words in quotation marks depend on them ("acusar", "agradecer").
    valuing: verbs that say what something is held to be ("calificar de", "call"): they need what they value.
    leaders: nouns that mean persons where several speak together ("los dos líderes").
    as_words: open a clause of saying put before what is said ("como informó X, …"). quoting: verbs whose object speaks
    ("quoted him as saying").
    refusing: verbs of not doing what the infinitive under them tells ("decline").
    accusing: those of all verbs whose content is an accusation. nouns: nouns of speech whose owner speaks ("palabras").
    according: phrases before the one who says. opening: the same at the beginning of a sentence only ("para X, …").
    thus: words that open a sentence about words said just before ("así").
    own_view: phrases at the beginning of a sentence by which the last speaker goes on ("in his view").
    agents: prepositions of a passive's agent. conjunctions: open a content clause ("que"). told: verbs whose object is
    the addressee. documents, media: nouns of texts and of the press that are cited. determiners: articles and the like
    cut from the front of a description. pronouns: subjects that stand for the last speaker. forms: irregular form ->
    lemma, for models that miss it.
    """

    saying: SayingVerbs
    infinitive: tuple[str, ...] = ()
    carrying: tuple[str, ...] = ()
    valuing: tuple[str, ...] = ()
    refusing: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()
    accusing: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    according: tuple[str, ...] = ()
    as_words: tuple[str, ...] = ()
    quoting: tuple[str, ...] = ()
    thus: tuple[str, ...] = ()
    own_view: tuple[str, ...] = ()
    agents: tuple[str, ...] = ()
    opening: tuple[str, ...] = ()
    conjunctions: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    determiners: tuple[str, ...] = ()
    pronouns: tuple[str, ...] = ()
    forms: dict[str, str] = Field(default_factory=dict)
    naming: Naming = Naming()
    evidential: Evidential = Evidential()
    addressee: Place
    venue: Place
    sources: SourceCues

    @cached_property
    def sayers(self) -> frozenset[str]:
        """Lemmas of all verbs of saying."""
        verbs = self.saying
        return frozenset(verbs.neutral + verbs.strong + verbs.doubtful + verbs.denying)

    @cached_property
    def carriers(self) -> frozenset[str]:
        """Lemmas of all verbs whose subject may be the speaker of quoted words."""
        return self.sayers | frozenset(self.carrying) | frozenset(self.accusing)

    @cached_property
    def deniers(self) -> frozenset[str]:
        return frozenset(self.saying.denying)

    @cached_property
    def accusers(self) -> frozenset[str]:
        return frozenset(self.accusing)


def load_cues(lexicon: Lexicon, language: str) -> Cues:
    """Reads the cues of a language. Its ``sources`` also know the other languages' source lines: texts mix them.

    Raises:
        LexiconError: a file is not valid.
    """
    own = lexicon.document(f"{language}/cues.yaml", Cues)
    sources = own.sources
    for other in LANGUAGES:
        if other != language:
            sources = sources.joined(lexicon.document(f"{other}/cues.yaml", Cues).sources)
    return own.model_copy(update={"sources": sources})
