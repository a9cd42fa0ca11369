"""The schema of ``lexicon/<language>/syntax.yaml``: what the clause layer must know of a language's grammar."""

from __future__ import annotations

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
    reflexive_pronouns: tuple[str, ...] = ()
    reflexive_ending: str = ""
    pronominal: tuple[str, ...] = ()
    negations: tuple[str, ...] = ()
    negative_determiners: tuple[str, ...] = ()
    passive_auxiliaries: tuple[str, ...] = ()
    genitives: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    agents: tuple[str, ...] = ()
    object_markers: tuple[str, ...] = ()
    possessives: tuple[str, ...] = ()
    relatives: tuple[str, ...] = ()
    personal_relatives: tuple[str, ...] = ()
    object_control: tuple[str, ...] = ()
    control_prepositions: tuple[str, ...] = ()
    light_verbs: tuple[str, ...] = ()
    support_prepositions: tuple[str, ...] = ()
    occurrences: tuple[str, ...] = ()
    periphrases: tuple[Periphrasis, ...] = ()
    future_auxiliaries: tuple[str, ...] = ()
    conditional_auxiliaries: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    negative_marks: tuple[str, ...] = ()
    participles: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    irregular_participles: dict[str, str] = Field(default_factory=dict)
    name_particles: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    elapsed: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    focus: tuple[str, ...] = ()
    sequences: tuple[str, ...] = ()
    loose_prepositions: tuple[str, ...] = ()
    noun_prepositions: tuple[str, ...] = ()
    loose_places: tuple[str, ...] = ()
    temporal_marks: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    future_in_past: tuple[str, ...] = ()
    lemma_repairs: dict[str, str] = Field(default_factory=dict)
    form_lemmas: dict[str, str] = Field(default_factory=dict)
    particles: tuple[str, ...] = ()
    whole_tokens: tuple[str, ...] = ()
    stative: tuple[str, ...] = ()
    first_person_endings: tuple[str, ...] = ()
    future_endings: tuple[str, ...] = ()
    preterite: dict[str, Literal["Sing", "Plur"]] = Field(default_factory=dict)
    drops_subjects: bool = False
    gerund_complements: bool = False
    verbal_endings: tuple[str, ...] = ()
    quantifiers: tuple[str, ...] = ()
    factive_marks: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    contractions: dict[str, str] = Field(default_factory=dict)
    perfect_auxiliaries: tuple[str, ...] = ()
    infinitive_marks: tuple[str, ...] = ()
    companions: tuple[str, ...] = ()
    correlatives: tuple[str, ...] = ()
    conditional: tuple[str, ...] = ()
    conditional_stems: tuple[str, ...] = ()
    fixed: tuple[str, ...] = ()
    past_or_participle: tuple[str, ...] = ()
    subjunctive: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    enclitics: dict[str, dict[str, str]] = Field(default_factory=dict)


def load_syntax(lexicon: Lexicon, language: str) -> Syntax:
    """Reads the grammar of a language.

    Raises:
        LexiconError: the file is missing or not valid.
    """
    return lexicon.document(f"{language}/syntax.yaml", Syntax)
