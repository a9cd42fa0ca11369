"""Text to parsed sentences with clauses: spaCy for the trees, our clause layer on top."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from dragoman.lexicon import Lexicon
from dragoman.parsing import universal
from dragoman.parsing.building import build_clauses
from dragoman.parsing.clauses import ParsedSentence
from dragoman.parsing.document import Document
from dragoman.parsing.lemmas import mended
from dragoman.parsing.mending import mend
from dragoman.parsing.plain import calmed, named, paragraphs, plain, shouted
from dragoman.parsing.predicates import Acts
from dragoman.parsing.syntax import Syntax, load_syntax
from dragoman.parsing.words import Sentence

if TYPE_CHECKING:
    from dragoman.records import Span


class Parser:
    """Parses articles in any language the lexicon has a grammar for.

    Args:
        lexicon: where ``<language>/syntax.yaml`` stands.
        pipeline: gives the spaCy pipeline of a language, loaded once (``dragoman.models``).
        acts: by language, the event nouns and reflexive verbs of the lexicon of acts.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        pipeline: Callable[[str], Any],
        acts: Mapping[str, Acts] | None = None,
    ) -> None:
        self._lexicon = lexicon
        self._pipeline = pipeline
        self._acts = acts or {}
        self._syntax: dict[str, Syntax] = {}
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
        copy = plain(text)
        for span in skip:
            copy = copy[: span.start] + "\n" * (span.end - span.start) + copy[span.end :]
        shown = _lines(text, copy)
        pieces = list(paragraphs(shown))
        stretches = [shown[a:b] for a, b in pieces]
        particles = self.syntax(language).name_particles
        stretches = [calmed(s) if shouted(s) else named(s, particles) for s in stretches]
        sentences: list[ParsedSentence] = []
        for number, ((start, _), doc) in enumerate(zip(pieces, self._model(language).pipe(stretches), strict=True)):
            for sent in doc.sents:
                parsed = self._sentence(sent, start, number, len(sentences), text, language)
                if parsed is not None:
                    sentences.append(parsed)
        return Document(text, language, tuple(sentences))

    def _sentence(
        self, tokens: Any, offset: int, paragraph: int, index: int, text: str, language: str
    ) -> ParsedSentence | None:
        syntax = self.syntax(language)
        tree = universal.nodes(tokens, offset, text, syntax)
        if not tree:
            return None
        universal.to_universal(tree, syntax)
        mend(tree, syntax)
        universal.acyclic(tree)
        words = universal.words(tree, mended(tree, language, syntax))
        sentence = Sentence(index, paragraph, language, words, text)
        return ParsedSentence(sentence, build_clauses(sentence, syntax, self._acts.get(language, Acts())))


def _lines(text: str, copy: str) -> str:
    """The plain copy with the line breaks of the text kept, so that paragraphs stay apart."""
    return "".join("\n" if c in "\n\r\u2028\u2029" else p for c, p in zip(text, copy, strict=True))
