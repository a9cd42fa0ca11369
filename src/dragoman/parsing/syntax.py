"""The schema of ``lexicon/<language>/syntax.yaml``: what the clause layer must know of a language's grammar."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from pydantic import Field

from dragoman.lexicon import Entry, Lexicon


class Periphrasis(Entry):
    """A verb that forms one predicate with the next ("vuelve a exigir", "is going to meet").

    effect: what it does to the predicate: "none", "future", "hypothetical" or "negated".
    with_: the prepositions it stands with; none where it takes the bare infinitive.
    """

    verb: str
    with_: tuple[str, ...] = Field(default=(), alias="with")
    effect: Literal["none", "future", "hypothetical", "negated"] = "none"


class Syntax(Entry):
    """Grammar of a language as data. All words are lemmas or lower-case forms.

    conditional, conditional_stems: endings behind an infinitive or one of the irregular stems. fixed: set phrases of
        which the first word is a noun and the others say what it is like.
    gerund_complements: a gerund right after a verb is its complement ("ruled out attacking").
    preterite: endings that only a third person of the past has, with its number.
    comments: marks of clauses that say whose words or wish it was ("como pidió la junta"); their subject may follow.
    elapsed: verbs that measure time gone by.
    labels: the model's relations -> Universal Dependencies. prepositions_govern: the model hangs nouns on prepositions.
    """

    labels: dict[str, str] = Field(default_factory=dict)
    prepositions_govern: bool = False
    reflexive_pronouns: frozenset[str] = frozenset()
    reflexive_ending: str = ""
    pronominal: frozenset[str] = frozenset()
    negations: frozenset[str] = frozenset()
    negative_determiners: frozenset[str] = frozenset()
    passive_auxiliaries: frozenset[str] = frozenset()
    genitives: frozenset[str] = frozenset()
    topics: tuple[str, ...] = ()
    agents: frozenset[str] = frozenset()
    object_markers: frozenset[str] = frozenset()
    possessives: frozenset[str] = frozenset()
    relatives: tuple[str, ...] = ()
    personal_relatives: frozenset[str] = frozenset()
    object_control: frozenset[str] = frozenset()
    control_prepositions: frozenset[str] = frozenset()
    light_verbs: frozenset[str] = frozenset()
    support_prepositions: frozenset[str] = frozenset()
    occurrences: frozenset[str] = frozenset()
    periphrases: tuple[Periphrasis, ...] = ()
    future_auxiliaries: frozenset[str] = frozenset()
    conditional_auxiliaries: frozenset[str] = frozenset()
    conditions: frozenset[str] = frozenset()
    concessions: frozenset[str] = frozenset()
    purposes: frozenset[str] = frozenset()
    negative_marks: tuple[str, ...] = ()
    participles: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    irregular_participles: dict[str, str] = Field(default_factory=dict)
    name_particles: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    elapsed: frozenset[str] = frozenset()
    comments: frozenset[str] = frozenset()
    focus: frozenset[str] = frozenset()
    sequences: frozenset[str] = frozenset()
    loose_prepositions: tuple[str, ...] = ()
    noun_prepositions: frozenset[str] = frozenset()
    loose_places: frozenset[str] = frozenset()
    temporal_marks: frozenset[str] = frozenset()
    reasons: frozenset[str] = frozenset()
    future_in_past: tuple[str, ...] = ()
    lemma_repairs: dict[str, str] = Field(default_factory=dict)
    form_lemmas: dict[str, str] = Field(default_factory=dict)
    particles: frozenset[str] = frozenset()
    whole_tokens: tuple[str, ...] = ()
    stative: frozenset[str] = frozenset()
    first_person_endings: tuple[str, ...] = ()
    future_endings: tuple[str, ...] = ()
    preterite: dict[str, Literal["Sing", "Plur"]] = Field(default_factory=dict)
    drops_subjects: bool = False
    gerund_complements: bool = False
    verbal_endings: tuple[str, ...] = ()
    quantifiers: frozenset[str] = frozenset()
    factive_marks: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    contractions: dict[str, str] = Field(default_factory=dict)
    perfect_auxiliaries: frozenset[str] = frozenset()
    infinitive_marks: frozenset[str] = frozenset()
    companions: tuple[str, ...] = ()
    correlatives: tuple[str, ...] = ()
    conditional: tuple[str, ...] = ()
    conditional_stems: tuple[str, ...] = ()
    fixed: tuple[str, ...] = ()
    past_or_participle: tuple[str, ...] = ()
    subjunctive: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    enclitics: dict[str, dict[str, str]] = Field(default_factory=dict)

    @cached_property
    def periphrastic(self) -> Mapping[str, Periphrasis]:
        """The periphrases by their verb."""
        return {p.verb: p for p in self.periphrases}

    @cached_property
    def denials(self) -> frozenset[str]:
        """Without one of these words no predicate is denied."""
        return self.negations | self.negative_determiners


def load_syntax(lexicon: Lexicon, language: str) -> Syntax:
    """Reads the grammar of a language.

    Raises:
        LexiconError: the file is missing or not valid.
    """
    return lexicon.document(f"{language}/syntax.yaml", Syntax)
