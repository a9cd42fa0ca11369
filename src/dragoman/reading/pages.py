"""Texts with markup, to the words a reader sees: web pages and Markdown."""

from __future__ import annotations

import warnings
from collections.abc import Mapping

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token
from trafilatura import bare_extraction
from trafilatura.settings import Document

from dragoman.reading.problems import Unreadable

_FENCE = "---"


def read_page(source: str) -> Mapping[str, object]:
    """Text, title, address, outlet and date of publication of a web page, as far as the page tells them.

    Raises:
        Unreadable: the page holds no article.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the parser, about the page's markup
        page = bare_extraction(
            source,
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            favor_recall=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    text = (page.text or "").strip() if isinstance(page, Document) else ""
    if not isinstance(page, Document) or not text:
        raise Unreadable("holds no article that can be told from its menus", "give the text itself")
    title = page.title or None
    first, _, rest = text.partition("\n")
    if title and rest.strip() and first.strip() == title.strip():
        text = rest.lstrip()  # the headline is the title, not a sentence
    return {"text": text, "title": title, "url": page.url, "outlet": page.sitename, "published": page.date}


def read_markdown(source: str) -> Mapping[str, object]:
    """Text of a Markdown file, one paragraph a line; the first heading is the title.

    A block of YAML between two lines of three dashes at the top may give title, outlet, published, url, id, language.

    Raises:
        Unreadable: the block at the top is not YAML, or there is no text.
    """
    head, body = _front_matter(source)
    title = head.get("title")
    lines: list[str] = []
    heading = False
    for token in MarkdownIt().parse(body):
        if token.type in ("heading_open", "heading_close"):
            heading = token.type == "heading_open"
        elif token.type == "inline":
            words = _words(token)
            if heading and title is None and not lines:
                title = words
            elif words:
                lines.append(words)
    if not lines:
        raise Unreadable("holds no text")
    return {**head, "title": title, "text": "\n".join(lines)}


def _words(token: Token) -> str:
    parts = {"text": None, "code_inline": None, "softbreak": " ", "hardbreak": " "}
    kept = (parts[t.type] or t.content for t in token.children or () if t.type in parts)
    return " ".join("".join(kept).split())


def _front_matter(source: str) -> tuple[dict[str, object], str]:
    lines = source.splitlines()
    if not lines or lines[0].rstrip() != _FENCE or _FENCE not in (line.rstrip() for line in lines[1:]):
        return {}, source
    end = next(n for n, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE)
    try:
        head = yaml.safe_load("\n".join(lines[1:end]))
    except yaml.YAMLError as error:
        raise Unreadable("the block between --- at the top is not YAML", "correct or remove it") from error
    if not isinstance(head, dict):
        return {}, source
    return {str(key): value for key, value in head.items()}, "\n".join(lines[end + 1 :])
