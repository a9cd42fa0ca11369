"""The words of a paragraph read at once are those that spaCy shows token by token."""

import json
from pathlib import Path

import pytest

from dragoman import models
from dragoman.lexicon import Lexicon
from dragoman.parsing.syntax import load_syntax
from dragoman.parsing.tokens import TreeReader

GOLD = Path(__file__).parents[1] / "gold"


@pytest.mark.parametrize("language", ["es", "en"])
def test_read_as_spacy_shows_them(language: str) -> None:
    rows = map(json.loads, (GOLD / f"{language}.jsonl").read_text(encoding="utf-8").splitlines())
    texts = ["Two  blanks \n and a break.", *(row["text"] for row in rows)][:20]
    syntax = load_syntax(Lexicon(), language)
    reader = TreeReader(syntax)
    for doc in models.load(language).pipe(texts):
        sentences = [[t for t in sent if not t.is_space] for sent in doc.sents]
        for tokens, tree in zip(sentences, reader.trees(doc, 0, doc.text), strict=True):
            for token, node in zip(tokens, tree, strict=True):
                assert (node.text, node.lemma, node.pos) == (token.text, token.lemma_, token.pos_)
                assert (node.start, node.morph, node.entity) == (token.idx, token.morph.to_dict(), token.ent_type_)
                assert node.head == node.i or node.dep == syntax.labels.get(token.dep_, token.dep_).lower()
                assert tokens[node.head] == token.head or token.head.is_space
