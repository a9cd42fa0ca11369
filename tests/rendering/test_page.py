"""The page marks the evidence, escapes everything and stands on its own."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

import pytest

from dragoman.records import Record, Span
from dragoman.rendering import record_html
from dragoman.rendering.page import KINDS, Mark, marked_text


class Checker(HTMLParser):
    """Whether the tags close in the right order, and the text between them."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_the_page_is_whole_and_shows_the_text(record: Record) -> None:
    checker = Checker()
    checker.feed(record_html(record))
    assert checker.open == []
    assert record.article.text in "".join(checker.words)


def test_nothing_comes_in_from_outside(record: Record) -> None:
    page = record_html(record)
    assert "<no>" not in page
    assert "<paz>" not in page
    assert "http" not in page
    assert "<script" not in page


def test_all_kinds_of_evidence_are_marked(record: Record) -> None:
    page = record_html(record)
    for kind in KINDS.values():
        assert kind.colour in page
    assert "SUPPORT: CHL GOV + ECU GOV · 1999-05-04" in page
    assert "not done" in page


def test_notebooks_find_it(record: Record) -> None:
    assert record._repr_html_() == record_html(record)


def test_an_empty_record_has_a_page_too(record: Record) -> None:
    empty = record.model_copy(update={"events": (), "agreements": (), "quotes": (), "claims": (), "positions": ()})
    assert "No events." in record_html(empty)


def test_colours_can_be_read() -> None:
    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    assert len({k.colour for k in KINDS.values()}) == len({k.line for k in KINDS.values()}) == len(KINDS)
    for kind in KINDS.values():
        assert (light(kind.colour) + 0.05) / 0.05 > 7


@pytest.mark.parametrize(
    "edges", [[], [(0, 3)], [(0, 9), (2, 4)], [(0, 4), (2, 6)], [(5, 5), (8, 90), (-1, 2)], [(0, 9)] * 3]
)
def test_overlapping_marks_keep_the_text(edges: list[tuple[int, int]]) -> None:
    text = "a<b>&'\"ñ😀"
    found = [Mark("event", Span(start=a, end=b, text=text[a:b]), f"{a} to {b}") for a, b in edges]
    marked = marked_text(text, found)
    assert html.unescape(re.sub(r"</?mark[^>]*>", "", marked)) == text
