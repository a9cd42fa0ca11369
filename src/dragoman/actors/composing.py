"""From a sentence to its drafts: lookup, names, composition."""

from __future__ import annotations

from dragoman.actors.drafts import Draft
from dragoman.actors.gazetteer import Gazetteer
from dragoman.actors.names import find_names
from dragoman.actors.phrases import Composer
from dragoman.parsing.words import Sentence


def compose(sentence: Sentence, gazetteer: Gazetteer) -> list[Draft]:
    """The phrases of a sentence that name or refer to somebody, in order."""
    hits = gazetteer.scan(sentence)
    names, left = find_names(sentence, hits, gazetteer)
    return Composer(sentence, left, names, gazetteer).compose()
