"""The knowledge, as data a social scientist can edit, and the one way to read it."""

from dragoman.lexicon.loading import Entry, Lexicon

__all__ = ["Entry", "Lexicon"]
