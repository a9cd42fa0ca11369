"""Every kind of input gives an article; every kind of bad input gives one line and stops nothing else."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dragoman.reading import Problem, content_id, read
from dragoman.records import Article

SPANISH = "El canciller de Chile viajó el martes a Quito y firmó un acuerdo de pesca con Ecuador."
ENGLISH = "The foreign minister of Norway met his counterpart from Oman in Muscat on Monday."


def one(path: Path | str, **options: object) -> Article | Problem:
    found = list(read([path], **options))  # type: ignore[arg-type]
    assert len(found) == 1
    return found[0]


def article(path: Path | str, **options: object) -> Article:
    found = one(path, **options)
    assert isinstance(found, Article), str(found)
    return found


def complaint(path: Path | str, **options: object) -> str:
    found = one(path, **options)
    assert isinstance(found, Problem)
    line = str(found)
    assert "\n" not in line
    assert line.startswith(str(path) if str(path) != "-" else "standard input")
    return line


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_plain_text_is_kept_exactly(tmp_path: Path) -> None:
    text = f"  {SPANISH}\r\n\r\n{SPANISH}\n"
    got = article(write(tmp_path / "a.txt", text), published="1999-05-01")
    assert got.text == text
    assert got.id == content_id(text)
    assert (got.language, got.published, got.title) == ("es", "1999-05-01", None)


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    assert article(write(tmp_path / "a.txt", b"\xef\xbb\xbf" + SPANISH.encode())).text == SPANISH


def test_markdown_gives_paragraphs_title_and_head(tmp_path: Path) -> None:
    source = (
        "---\noutlet: La Hoja\npublished: 1999-05-01\n---\n# Pesca en Quito\n\n"
        f"{SPANISH.replace(' y ', chr(10) + 'y ')}\n\n> *Nada* [más](https://example.org), dijo.\n"
    )
    got = article(write(tmp_path / "a.md", source))
    assert got.text == f"{SPANISH}\nNada más, dijo."
    assert (got.title, got.outlet, got.published) == ("Pesca en Quito", "La Hoja", "1999-05-01")


def test_a_page_gives_text_title_outlet_and_date(tmp_path: Path) -> None:
    page = (
        '<html><head><title>Pesca en Quito</title><meta property="og:site_name" content="La Hoja">'
        '<meta property="article:published_time" content="1999-05-01T10:00:00Z"></head><body><nav><a>Inicio</a></nav>'
        f"<article><h1>Pesca en Quito</h1><p>{SPANISH}</p><p>{SPANISH}</p></article></body></html>"
    )
    got = article(write(tmp_path / "a.html", page))
    assert got.text.startswith(SPANISH)
    assert "Inicio" not in got.text
    assert (got.title, got.outlet, got.published) == ("Pesca en Quito", "La Hoja", "1999-05-01")


def test_a_page_may_declare_its_encoding(tmp_path: Path) -> None:
    page = f'<html><head><meta charset="ISO-8859-1"></head><body><article><p>{SPANISH}</p></article></body></html>'
    assert article(write(tmp_path / "a.html", page.encode("latin-1"))).text == SPANISH
    page = page.replace("ISO-8859-1", "nonsense")
    assert "unknown encoding 'nonsense'" in complaint(write(tmp_path / "b.html", page.encode("latin-1")))


def test_json_lines_with_a_bad_row_goes_on(tmp_path: Path) -> None:
    rows = [
        json.dumps({"id": "a", "text": SPANISH, "published": "1999-05-01T08:00:00+02:00", "other": 1}),
        "",
        '{"text": ',
        "[1, 2]",
        json.dumps({"id": "b"}),
        json.dumps({"text": 7}),
        json.dumps({"text": " "}),
        json.dumps({"text": SPANISH, "published": "1/5/1999"}),
        json.dumps({"text": SPANISH, "language": "pt"}),
        json.dumps({"text": "\ud800 " + SPANISH}),
        json.dumps({"text": SPANISH, "title": ["x"]}),
        json.dumps({"id": 12, "text": ENGLISH, "published": " "}),
    ]
    path = write(tmp_path / "a.jsonl", "\n".join(rows).encode() + b'\n{"text": "\xff"}\n')
    found = list(read([path]))
    good = [f for f in found if isinstance(f, Article)]
    assert [(a.id, a.language) for a in good] == [("a", "es"), ("12", "en")]
    bad = [f for f in found if isinstance(f, Problem)]
    assert [p.place for p in bad] == [3, 4, 5, 6, 7, 8, 9, 10, 11, 13]
    wanted = ["not JSON", "JSON list", "no text", "int", "empty", "ISO date", "not coded", "surrogate", "title", "0xFF"]
    for problem, part in zip(bad, wanted, strict=True):
        assert str(problem).startswith(f"{path}:{problem.place}: ")
        assert part in str(problem)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_with_any_common_separator(tmp_path: Path, delimiter: str) -> None:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter)
    writer.writerows([["id", "Text", "outlet"], ["a", f"{SPANISH}\n{SPANISH}", "La Hoja"], ["b", "", ""]])
    found = list(read([write(tmp_path / "a.csv", buffer.getvalue())]))
    assert isinstance(found[0], Article)
    assert found[0].text == f"{SPANISH}\n{SPANISH}"
    assert found[0].outlet == "La Hoja"
    assert isinstance(found[1], Problem)
    assert found[1].place == 4


def test_csv_that_is_wrong(tmp_path: Path) -> None:
    assert "no column 'text'" in complaint(write(tmp_path / "a.csv", "id,body\n1,x\n"))
    assert "empty" in complaint(write(tmp_path / "b.csv", ""))
    assert "no rows" in complaint(write(tmp_path / "c.csv", "text\n"))
    assert "3 cells for 1 columns" in complaint(write(tmp_path / "d.csv", "text\na,b,c\n"))
    assert "more than one column 'text'" in complaint(write(tmp_path / "d.csv", "text,Text\na,b\n"))
    assert "not CSV" in complaint(write(tmp_path / "e.csv", 'text\n"a" b\n'))
    bad = b"text\n" + b"a" * 70000 + b"\xf3 y"
    assert "0xF3 at position 70005" in complaint(write(tmp_path / "f.csv", bad))


def test_parquet(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": [SPANISH, None], "published": [date(1999, 5, 1), None], "n": [1, 2]}), path)
    found = list(read([path]))
    assert isinstance(found[0], Article)
    assert found[0].published == "1999-05-01"
    assert isinstance(found[1], Problem)
    assert found[1].place == 2
    pq.write_table(pa.table({"body": [SPANISH]}), path)
    assert "no column 'text'" in complaint(path)
    assert "not a Parquet file" in complaint(write(tmp_path / "b.parquet", "hello"))


@pytest.mark.parametrize(
    ("name", "content", "part"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \n\t", "is empty"),
        ("a.txt", b"\xef\xbb\xbf", "is empty"),
        ("a.txt", SPANISH.encode("latin-1"), "byte 0xF3 at position 26"),
        ("a.txt", b"\xef\xbb\xbfab\xf3", "byte 0xF3 at position 5"),
        ("a.txt", SPANISH.encode("utf-16"), "UTF-16"),
        ("a.txt", b"abc\0def", "binary"),
        ("a.txt", b"%PDF-1.7 ", "a PDF"),
        ("a.md", b"PK\x03\x04", "ZIP"),
        ("a.md", b"# \n", "no text"),
        ("a.md", b"---\na: [\n---\nx", "not YAML"),
        ("a.html", b"<html><body></body></html>", "no article"),
        ("a.json", b"{}", "one object a line"),
        ("a.jsonl", b"\n", "is empty"),
        ("a.rss", b"", "is empty"),
        ("a.txt", b"O presidente do Brasil viajou a Lima para assinar um acordo.", "looks like Portuguese"),
        ("a.txt", b"12345 !!!", "cannot be told"),
    ],
)
def test_a_bad_file_is_one_clear_line(tmp_path: Path, name: str, content: bytes, part: str) -> None:
    assert part in complaint(write(tmp_path / name, content))


def test_what_is_no_file(tmp_path: Path) -> None:
    assert "holds no file that can be read" in complaint(tmp_path)
    assert "no such file" in complaint(tmp_path / "none.txt")


def test_the_rest_goes_on(tmp_path: Path) -> None:
    good = write(tmp_path / "a.txt", SPANISH)
    found = list(read([tmp_path / "*.md", good, tmp_path / "none", good]))
    assert [type(f) for f in found] == [Problem, Article, Problem, Article]


def test_standard_input_is_told_by_its_start() -> None:
    def given(data: bytes) -> list[Article | Problem]:
        return list(read(["-"], stdin=io.BytesIO(data)))

    row = json.dumps({"text": SPANISH}).encode()
    assert [type(f) for f in given(row + b"\n" + row)] == [Article, Article]
    assert isinstance(given(SPANISH.encode())[0], Article)
    page = given(f"<!DOCTYPE html><html><body><article><p>{SPANISH}</p></article></body></html>".encode())[0]
    assert isinstance(page, Article)
    assert page.text == SPANISH
    assert str(given(b"")[0]) == "standard input: is empty"


def test_standard_input_may_be_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    assert complaint("-") == "standard input: is closed; name a file"
