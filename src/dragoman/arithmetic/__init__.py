"""spaCy's own models, computed faster on a processor: the trees are the same, the scores but for the last digit."""

from __future__ import annotations

from typing import Any

from dragoman.arithmetic import layers
from dragoman.arithmetic.entities import Entities
from dragoman.arithmetic.rules import Rules
from dragoman.arithmetic.transitions import Steps, greedy

__all__ = ["hasten"]


def hasten(pipeline: Any) -> None:
    """Makes a spaCy pipeline quicker in place; models on other devices or of another build are left as they are."""
    for place, (name, component) in enumerate(tuple(getattr(pipeline, "_components", ()))):
        quick = layers.hasten(getattr(component, "model", None))
        if type(component).__name__ == "AttributeRuler" and Rules.knows(component):
            component.match = Rules(component).match
        elif quick and greedy(component):
            steps = Entities(component) if Entities.knows(component) else Steps(component)
            pipeline._components[place] = (name, steps)
