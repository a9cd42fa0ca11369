"""The cues of a language made ready for use, once for all its articles."""

from __future__ import annotations

from dragoman.attribution.cues import Cues
from dragoman.attribution.naming import Names
from dragoman.attribution.settings import Settings
from dragoman.attribution.verbs import Phrases, Verbs

_KEPT = 8


class Wording:
    """What finders of speech ask of a language: its verbs, its phrases, what tells names and settings."""

    def __init__(self, cues: Cues) -> None:
        self.cues = cues
        self.verbs = Verbs(cues)
        self.settings = Settings(cues, self.verbs)
        self.names = Names(cues, self.verbs)
        self.according = Phrases(cues.according)
        self.as_words = Phrases(cues.as_words)
        self.opening = Phrases(cues.opening)
        self.own_view = Phrases(cues.own_view)
        self.thus = Phrases(cues.thus)
        self.evidential = Phrases(cues.evidential.phrases)


_MADE: list[Wording] = []


def wording(cues: Cues) -> Wording:
    """The wording of these cues, made when they are first met."""
    for made in _MADE:
        if made.cues is cues:
            return made
    _MADE.append(Wording(cues))
    del _MADE[:-_KEPT]
    return _MADE[-1]
