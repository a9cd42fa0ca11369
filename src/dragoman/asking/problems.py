"""What can go wrong with a question."""

from dragoman.errors import DragomanError


class QuestionError(DragomanError):
    """A question that cannot be answered as it was put: one line that says why and what to do."""
