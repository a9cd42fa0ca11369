"""Records for people: the words the table and the page share, and a page that marks the evidence in the text."""

from dragoman.rendering.page import record_html

__all__ = ["record_html"]
