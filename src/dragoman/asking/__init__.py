"""Questions to a store: SQL that only reads, and ready questions with typed answers."""

from dragoman.asking.answers import Dyad, Lines, Network, Portrait, Ranking
from dragoman.asking.dyads import dyad
from dragoman.asking.filters import HAPPENED
from dragoman.asking.frames import Answer, Table
from dragoman.asking.lines import latest
from dragoman.asking.networks import graph, network
from dragoman.asking.pictures import draw
from dragoman.asking.portraits import portrait
from dragoman.asking.query import query
from dragoman.asking.snapshot import Snapshot
from dragoman.asking.tops import BY, top
from dragoman.errors import QuestionError

__all__ = [
    "BY", "HAPPENED", "Answer", "Dyad", "Lines", "Network", "Portrait", "QuestionError", "Ranking", "Snapshot", "Table",
    "draw", "dyad", "graph", "latest", "network", "portrait", "query", "top",
]  # fmt: skip
