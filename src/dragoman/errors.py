"""The errors a user can meet: one base, few children. Each message is one line that says where and what to do."""


class DragomanError(Exception):
    """Base of all errors that Dragoman raises for bad input or a bad set-up."""


class LexiconError(DragomanError):
    """An entry of the lexicon is wrong: names the file, the line, the entry and what is allowed."""


class ModelError(DragomanError):
    """A language model is missing or does not load: names the language and the command that mends it."""


class InputError(DragomanError):
    """A file or a row cannot be read: names the file, the place and the reason."""


class LanguageError(InputError):
    """The language of a text is none of those that Dragoman codes."""


class StoreError(DragomanError):
    """A store is not there, cannot be read or written, or a record does not fit it: names the store and the remedy."""


class OutputError(DragomanError):
    """A file cannot be written: names the file and the reason."""


class QuestionError(DragomanError):
    """A question to a store cannot be answered as it was put: says why and what there is to ask."""
