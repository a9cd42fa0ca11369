"""The folding of words under its former name, for ``relations``."""

from dragoman.folding import fold

__all__ = ["fold"]
