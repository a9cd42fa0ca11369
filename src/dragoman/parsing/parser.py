"""Text to parsed sentences with clauses: spaCy for the trees, our clause layer on top."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from dragoman.lexicon import Lexicon
from dragoman.parsing import universal
from dragoman.parsing.building import build_clauses
from dragoman.parsing.clauses import ParsedSentence
from dragoman.parsing.document import Document
from dragoman.parsing.lemmas import is_form, mended
from dragoman.parsing.mending import mend
from dragoman.parsing.plain import calmed, may_name, named, paragraphs, plain, shouted
from dragoman.parsing.predicates import Acts
from dragoman.parsing.syntax import Syntax, load_syntax
from dragoman.parsing.tokens import TreeReader
from dragoman.parsing.universal import Node
from dragoman.parsing.words import Sentence

if TYPE_CHECKING:
    from dragoman.records import Span

_NAMING = ("ner",)
_BREAKS = re.compile(r"[\n\r\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Prose:
    """A text to parse: its language, ``skip``, the stretches (source lines, datelines) that are not prose, ``idle``,
    start and end of paragraphs that need not be parsed, and ``spoken`` as in ``Document``."""

    text: str
    language: str
    skip: tuple[Span, ...] = ()
    idle: Sequence[tuple[int, int]] = ()
    spoken: bool = False


class Parser:
    """Parses articles in any language the lexicon has a grammar for.

    Args:
        lexicon: where ``<language>/syntax.yaml`` stands.
        pipeline: gives the spaCy pipeline of a language, loaded once (``dragoman.models``).
        acts: by language, the event nouns and reflexive verbs of the lexicon of acts.
        names: whether names are looked for, which takes a third of the model's time.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        pipeline: Callable[[str], Any],
        acts: Mapping[str, Acts] | None = None,
        *,
        names: bool = True,
    ) -> None:
        self._names = names
        self._lexicon = lexicon
        self._pipeline = pipeline
        self._acts = acts or {}
        self._syntax: dict[str, Syntax] = {}
        self._readers: dict[str, TreeReader] = {}
        self._loaded: dict[str, Any] = {}

    def syntax(self, language: str) -> Syntax:
        """The grammar data of a language."""
        if language not in self._syntax:
            self._syntax[language] = load_syntax(self._lexicon, language)
        return self._syntax[language]

    def _model(self, language: str) -> Any:
        """The pipeline of a language, told once which words with a hyphen are one."""
        if language not in self._loaded:
            pipeline = self._pipeline(language)
            for word in self.syntax(language).whole_tokens:
                pipeline.tokenizer.add_special_case(word, [{"ORTH": word}])
            self._loaded[language] = pipeline
        return self._loaded[language]

    def parse(self, text: str, language: str, skip: tuple[Span, ...] = ()) -> Document:
        """Parses ``text`` paragraph by paragraph. ``skip`` are stretches (source lines, datelines) that are not prose.

        Raises:
            ModelError: there is no model for the language.
        """
        return self.parse_all([Prose(text, language, skip)])[0]

    def parse_all(self, texts: Sequence[Prose]) -> list[Document]:
        """Parses several texts at once, which is faster than one after the other; in their order.

        Raises:
            ModelError: there is no model for the language of one of them.
        """
        made: list[Document | None] = [None] * len(texts)
        for language in dict.fromkeys(prose.language for prose in texts):
            own = [n for n, prose in enumerate(texts) if prose.language == language]
            pieces = [self._pieces(texts[n]) for n in own]
            docs = self._docs(self._model(language), language, [stretch for some in pieces for _, stretch in some])
            for n, some in zip(own, pieces, strict=True):
                made[n] = self._document(texts[n], some, docs)
        return [document for document in made if document is not None]

    def _docs(self, model: Any, language: str, stretches: Sequence[str]) -> Iterator[Any]:
        """The trees of paragraphs; names are looked for in those that can have some."""
        known = partial(is_form, language=language)
        named = [self._names and may_name(stretch, known) for stretch in stretches]
        with_names = _trees(model, [s for s, may in zip(stretches, named, strict=True) if may], ())
        without = _trees(model, [s for s, may in zip(stretches, named, strict=True) if not may], _NAMING)
        for may in named:
            yield next(with_names if may else without)

    def _pieces(self, prose: Prose) -> list[tuple[int, str]]:
        """Where each paragraph begins, and how the model reads it."""
        copy = plain(prose.text)
        for start, end in (*((s.start, s.end) for s in prose.skip), *prose.idle):
            copy = copy[:start] + "\n" * (end - start) + copy[end:]
        shown = _lines(prose.text, copy)
        particles = self.syntax(prose.language).name_particles
        stretches = ((a, shown[a:b]) for a, b in paragraphs(shown))
        return [(a, calmed(s) if shouted(s) else named(s, particles)) for a, s in stretches]

    def _document(self, prose: Prose, pieces: list[tuple[int, str]], docs: Iterator[Any]) -> Document:
        """The document of a text, taking the trees of its paragraphs from ``docs``."""
        sentences: list[ParsedSentence] = []
        if prose.language not in self._readers:
            self._readers[prose.language] = TreeReader(self.syntax(prose.language))
        reader = self._readers[prose.language]
        for number, (start, _) in enumerate(pieces):
            for tree in reader.trees(next(docs), start, prose.text):
                if tree:
                    sentences.append(self._sentence(tree, number, len(sentences), prose.text, prose.language))
        return Document(prose.text, prose.language, tuple(sentences), prose.spoken)

    def _sentence(self, tree: list[Node], paragraph: int, index: int, text: str, language: str) -> ParsedSentence:
        syntax = self.syntax(language)
        universal.to_universal(tree, syntax)
        mend(tree, syntax, language)
        universal.acyclic(tree)
        words = universal.words(tree, mended(tree, language, syntax))
        sentence = Sentence(index, paragraph, language, words, text)
        return ParsedSentence(sentence, build_clauses(sentence, syntax, self._acts.get(language, Acts())))


def _trees(model: Any, stretches: Sequence[str], left_out: Sequence[str]) -> Iterator[Any]:
    """The trees of some stretches; of a single one by a call, which costs less than a batch."""
    left_out = [name for name in left_out if name in model.pipe_names]
    if len(stretches) == 1:
        return iter([model(stretches[0], disable=left_out)])
    return iter(model.pipe(stretches, disable=left_out))


def _lines(text: str, copy: str) -> str:
    """The plain copy with the line breaks of the text kept, so that paragraphs stay apart."""
    parts, at = [], 0
    for match in _BREAKS.finditer(text):
        parts += [copy[at : match.start()], "\n" * (match.end() - match.start())]
        at = match.end()
    return "".join([*parts, copy[at:]])
