"""spaCy's own models, computed faster on a processor: the trees are the same, the scores but for the last digit."""

from __future__ import annotations

from typing import Any

from spacy.pipeline import Lemmatizer

from dragoman.arithmetic import layers
from dragoman.arithmetic.entities import Entities
from dragoman.arithmetic.labels import Done, Labels
from dragoman.arithmetic.rules import Rules
from dragoman.arithmetic.transitions import Steps, greedy

__all__ = ["hasten"]


def hasten(pipeline: Any) -> None:
    """Makes a spaCy pipeline quicker in place; models on other devices or of another build are left as they are."""
    components = getattr(pipeline, "_components", [])
    for place, (name, component) in enumerate(tuple(components)):
        quick = layers.hasten(getattr(component, "model", None))
        if type(component).__name__ == "AttributeRuler" and Rules.knows(component):
            rules = Rules(component)
            component.match = rules.match
            behind = components[place + 1][1] if place + 1 < len(components) else None
            if isinstance(behind, Lemmatizer) and behind.mode == "rule" and not behind.overwrite:
                components[place : place + 2] = [
                    (name, Labels(component, rules, behind)),
                    (components[place + 1][0], Done(behind)),
                ]
        elif quick and greedy(component):
            components[place] = (name, Entities(component) if Entities.knows(component) else Steps(component))
