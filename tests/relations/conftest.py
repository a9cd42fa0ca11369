"""One relater for all tests: models take seconds to load."""

from __future__ import annotations

import pytest

from dragoman import models
from dragoman.events.finder import EventFinder
from dragoman.lexicon import Lexicon
from dragoman.relations.relate import Relater


@pytest.fixture(scope="package")
def relater() -> Relater:
    lexicon = Lexicon()
    return Relater(lexicon, EventFinder(lexicon), models.load)
