"""Files, tables, archives, pages and feeds to articles.

Nothing here raises for bad input: it comes out as a Problem, one line each.
"""

from dragoman.reading.files import fetcher_for, read
from dragoman.reading.language import language_name, language_of
from dragoman.reading.problems import Problem
from dragoman.records import content_id

__all__ = ["Problem", "content_id", "fetcher_for", "language_name", "language_of", "read"]
