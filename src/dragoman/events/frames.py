"""Frames: the schema of ``lexicon/<language>/frames.yaml`` and ``classes.yaml``, the lexicon of acts.

A frame maps a predicate and the pattern of its arguments to a type and mode of the codebook. It carries its own tests.
"""

from __future__ import annotations

from pydantic import Field

from dragoman.codebook import Codebook
from dragoman.errors import LexiconError
from dragoman.lexicon import Entry, Lexicon
from dragoman.records import Status


class Trigger(Entry):
    """Lemmas of the predicates that open the frame, by part of speech.

    verb: infinitives; a reflexive one ends in the language's reflexive ("negarse" in Spanish) and matches reflexive
    use only; a particle verb is written with its particle ("call off"). noun: event nouns, also of several words
    ("alto el fuego", "peace talks"). adjective: predicate adjectives, participles used as such ("dispuesto", "ready").
    """

    verb: tuple[str, ...] = ()
    noun: tuple[str, ...] = ()
    adjective: tuple[str, ...] = ()


class Example(Entry):
    """A sentence and what the whole coder must make of it; ``none`` where this frame must give no asserted event.

    ``actors`` and ``recipients`` are country codes (a set; ``null`` is not checked). ``type`` and ``mode`` default to
    the frame's. ``published`` defaults to 2024-06-21.
    """

    text: str
    actors: tuple[str, ...] | None = None
    recipients: tuple[str, ...] | None = None
    type: str | None = None
    status: Status = Status.ASSERTED
    none: bool = False


class Also(Entry):
    """A second event that an act is by the codebook, where one of the phrases stands in the clause, or always.

    "Condenado a diez años de prisión" is a conviction, and an arrest.
    """

    type: str
    mode: str | None = None
    words: tuple[str, ...] = ()


class Frame(Entry):
    """One entry of the lexicon of acts.

    ``actor`` and ``recipient`` are lists of places to look, tried in order until one holds a known actor. A place is a
    role ("subject", "object", "indirect", "of", "complement") or a preposition of the language ("con", "against"), or a
    path: "object.of" is the owner of the object, "complement.subject" the subject of the governed clause. A role whose
    head is no actor yields the actor that owns it or takes part in it ("condenó los ataques de Rusia": RUS); a "!" at
    the end ("object!") forbids that. ``joint``: all of both are actors and there is no recipient.

    ``with`` and ``without``: role or preposition -> words, one of which must (must not) head such an argument.
    A word is a lemma, "$name" (a list in classes.yaml), "@" (any actor), "@state" (a government or an
    intergovernmental organisation) or "@XXX" (an actor of that sector or code), or "*" (anything at all). The roles
    "infinitive" and "content" are complements in the infinitive and finite ones ("told X to leave", "told X that").
    The role "modifier" looks at adjectives of the
    predicate, "any" at every argument and below. ``words``: one of these phrases stands in the text of the clause,
    compared in lower case.

    ``needs``: the sides ("actor", "recipient") that must be known for the frame to fire; one of the two always must be.
    ``priority``: among frames that fit one predicate the highest wins, then the one with more conditions.
    ``also``: a second event that the act is besides.
    ``blocks``: predicates below it are not events of their own ("amenazó con hundir" is one THREATEN).
    """

    id: str
    type: str
    mode: str | None = None
    trigger: Trigger
    actor: tuple[str, ...] = ("subject",)
    recipient: tuple[str, ...] = ()
    joint: bool = False
    with_: dict[str, tuple[str, ...]] = Field(default_factory=dict, alias="with")
    without: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    words: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    priority: int = 0
    blocks: bool = False
    also: Also | None = None
    contexts: tuple[str, ...] = ()
    examples: tuple[Example, ...] = Field(min_length=1)


def load_frames(lexicon: Lexicon, language: str, codebook: Codebook) -> list[Frame]:
    """Reads and checks the frames of a language.

    Raises:
        LexiconError: an unknown type, mode, context or class; names file, line and entry.
    """
    name = f"{language}/frames.yaml"
    classes = load_classes(lexicon, language)
    frames = lexicon.entries(name, Frame)
    for frame in frames:
        for problem in _problems(frame, codebook, classes):
            raise LexiconError(f"{lexicon.where(name, 'id', frame.id)}: {frame.id}: {problem}")
    return frames


def load_classes(lexicon: Lexicon, language: str) -> dict[str, frozenset[str]]:
    """The named lists of lemmas of a language."""
    merged: dict[str, frozenset[str]] = {}
    for entry in lexicon.entries(f"{language}/classes.yaml", WordClass):
        merged[entry.id] = frozenset(entry.words)
    return merged


class WordClass(Entry):
    """A named list of lemmas: ``- id: weapon`` / ``words: [misil, dron]``."""

    id: str
    words: tuple[str, ...]


def _problems(frame: Frame, codebook: Codebook, classes: dict[str, frozenset[str]]) -> list[str]:
    found = []
    for coded in (frame, frame.also) if frame.also else (frame,):
        if coded.type not in codebook.types:
            found.append(f"unknown type {coded.type!r}; allowed: {' '.join(codebook.types)}")
        elif coded.mode and coded.mode not in codebook.types[coded.type].modes:
            allowed = " ".join(codebook.types[coded.type].modes) or "none"
            found.append(f"unknown mode {coded.mode!r} of {coded.type}; allowed: {allowed}")
    found += [f"unknown context {c!r}" for c in frame.contexts if c not in codebook.contexts]
    if not (frame.trigger.verb or frame.trigger.noun or frame.trigger.adjective):
        found.append("unreachable: the trigger names no verb, noun or adjective")
    for words in (*frame.with_.values(), *frame.without.values()):
        found += [f"unknown class {w!r}" for w in words if w.startswith("$") and w[1:] not in classes]
    found += [f"needs {n!r}: allowed are actor, recipient" for n in frame.needs if n not in ("actor", "recipient")]
    return found
