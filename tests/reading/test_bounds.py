"""Long lines, broken rows, directories, patterns: a bad thing is one problem, memory stays small, the rest goes on."""

from __future__ import annotations

import io
import json
import os
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from dragoman.reading import Problem, read
from dragoman.reading.finding import find
from dragoman.reading.limits import Limits, size
from dragoman.records import Article
from tests.reading.site import WORDS

ROW = json.dumps({"text": WORDS}).encode()


class Endless(io.RawIOBase):
    """Some bytes, then so many letters without an end of line, then some more bytes; never all of it in memory."""

    def __init__(self, before: bytes, letters: int, after: bytes) -> None:
        self._parts = [before, letters, after]

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while self._parts and not self._parts[0]:
            self._parts.pop(0)
        if not self._parts:
            return 0
        part = self._parts[0]
        if isinstance(part, int):
            count = min(part, len(buffer))
            buffer[:count] = b"a" * count
            self._parts[0] = part - count
        else:
            count = min(len(part), len(buffer))
            buffer[:count] = part[:count]
            self._parts[0] = part[count:]
        return count


@pytest.mark.parametrize(
    ("before", "after", "place"),
    [
        (ROW + b"\n", b"\n" + ROW + b"\n", 2),
        (b"id,text\n1," + WORDS.encode() + b"\n2,", b"\n3," + WORDS.encode() + b"\n", 3),
        (b"id,text\n1," + WORDS.encode() + b'\n2,"', b'"\n3,' + WORDS.encode() + b"\n", 3),
    ],
)
def test_fifty_megabytes_of_one_line(before: bytes, after: bytes, place: int) -> None:
    limits = Limits(row=1 << 20)
    list(read(["-"], stdin=io.BytesIO(ROW)))  # whatever is loaded once
    stream = io.BufferedReader(Endless(before, 50 << 20, after))
    tracemalloc.start()
    try:
        found = list(read(["-"], stdin=stream, limits=limits))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert [type(f) for f in found] == [Article, Problem, Article]
    assert str(found[1]).startswith(f"standard input:{place}: the line is longer than 1 MB")
    assert peak < 8 << 20


def test_a_text_of_fifty_megabytes() -> None:
    stream = io.BufferedReader(Endless(b"The minister", 50 << 20, b""))
    (problem,) = read(["-"], stdin=stream, limits=Limits(row=1 << 20))
    assert "the file is longer than 1 MB" in str(problem)


def test_a_text_of_more_letters_than_an_article_has(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(json.dumps({"text": WORDS * 100}).encode() + b"\n" + ROW)
    bad, good = read([path], limits=Limits(text=5000))
    assert str(bad).startswith(f"{path}:1: the text has {len(WORDS) * 100:,} characters, more than 5,000")
    assert isinstance(good, Article)


def test_a_broken_row_of_csv_costs_itself_only(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(
        b"id,text\n"
        b"1," + WORDS.encode() + b"\n"
        b'2,"a" b\n'
        b"3," + WORDS.encode() + b"\n"
        b"4,\xff" + WORDS.encode() + b"\n"
        b'5,"' + WORDS.encode() + b"\nnever closed\n"
        b"6," + WORDS.encode() + b"\n"
    )
    found = list(read([path]))
    assert [f.id for f in found if isinstance(f, Article)] == ["1", "3", "6"]
    problems = [f for f in found if isinstance(f, Problem)]
    assert [p.place for p in problems] == [3, 5, 6]
    parts = ["is not CSV: ',' expected", "byte 0xFF at position", "is not CSV: unexpected end of data"]
    for problem, part in zip(problems, parts, strict=True):
        assert part in str(problem)
    position = path.read_bytes().index(b"\xff")
    assert f"at position {position};" in str(problems[1])


def test_a_quote_that_is_never_closed_swallows_no_more_than_a_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    lines = "\n".join(f"{n},{WORDS}" for n in range(200))
    path.write_text(f'id,text\nx,"{WORDS}\n{lines}\n', encoding="utf-8")
    found = list(read([path], limits=Limits(row=2000)))
    assert isinstance(found[0], Problem)
    assert str(found[0]).startswith(f"{path}:2: is not CSV: a quote opens a cell of more than 2,000 bytes")
    assert [f.id for f in found[1:] if isinstance(f, Article)] == [str(n) for n in range(200)]


def test_csv_with_the_line_ends_of_old_macs(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(f"id,text\r1,{WORDS}\r".encode())
    (problem,) = read([path])
    assert str(problem) == f"{path}: has lines that end in CR alone, as on old Macs; convert it: tr '\\r' '\\n'"


def test_csv_on_standard_input() -> None:
    (got,) = read(["-"], stdin=io.BytesIO(f"id;text\na;{WORDS}\n".encode()))
    assert isinstance(got, Article)
    assert (got.id, got.text) == ("a", WORDS)


def test_json_that_is_no_json_in_strange_ways(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"9" * 5000 + b"\n" + b"[" * 100_000 + b"\n" + ROW)
    number, nested, good = read([path])
    assert "is not JSON: Exceeds the limit" in str(number)
    assert "is not JSON: nested too deeply" in str(nested)
    assert isinstance(good, Article)


def test_a_binary_file_with_the_name_of_a_table_is_one_problem(tmp_path: Path) -> None:
    for name in ("a.jsonl", "a.csv"):
        path = tmp_path / name
        path.write_bytes(b"%PDF-1.7\n" + b"x\n" * 100)
        (problem,) = read([path])
        assert str(problem) == f"{path}: is a PDF, not text; give the text itself"


def test_a_directory_is_read_in_order(tmp_path: Path) -> None:
    names = ["b/c.txt", "b/a.md", "a.jsonl", "z.html", ".hidden.txt", ".git/x.txt", "picture.png", "none", "b/.x.md"]
    for name in [*names, "store/_delta_log/0.json", "store/part.parquet"]:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(ROW if name.endswith("l") else WORDS.encode())
    found = list(read([tmp_path]))
    assert [type(f) for f in found] == [Article, Problem, Article, Article]
    assert str(found[1]).startswith(f"{tmp_path}/z.html: ")
    (problem,) = read([tmp_path / "store"])
    assert "holds no file that can be read" in str(problem)


def test_a_directory_that_is_closed_is_named_and_a_pipe_does_not_keep_us(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text(WORDS, encoding="utf-8")
    os.mkfifo(tmp_path / "pipe.txt")
    closed = tmp_path / "closed"
    closed.mkdir()
    scandir = os.scandir

    def refuse(path: str) -> Any:
        if str(path) == str(closed):  # rights would not keep root out
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    good, bad = read([tmp_path])
    assert isinstance(good, Article)
    assert str(bad) == f"{closed}: cannot be read: permission denied"


def test_patterns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("b.txt", "a.txt", "c.md", "below/d.txt", "e[1].txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{WORDS} {name}", encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    def texts(*names: str) -> list[str]:
        return [f.text.split()[-1] if isinstance(f, Article) else str(f) for f in read(names)]

    assert texts("*.txt") == ["a.txt", "b.txt", "e[1].txt"]
    assert texts("**/*.txt") == ["a.txt", "b.txt", os.path.join("below", "d.txt"), "e[1].txt"]
    assert texts("bel*") == [os.path.join("below", "d.txt")]
    assert texts("e[1].txt") == ["e[1].txt"]
    (problem,) = texts("*.csv")
    assert problem.startswith("*.csv: matches no file")


def test_a_pattern_gives_each_file_once_and_waits_for_no_pipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    below = Path("a", "b")
    below.mkdir(parents=True)
    (below / "c.txt").write_text(WORDS, encoding="utf-8")
    (below / "up").symlink_to(Path("..", ".."))
    os.mkfifo("pipe.txt")
    Path("broken.txt").symlink_to("nowhere")
    assert list(find("**/*.txt")) == [str(below / "c.txt"), "broken.txt"]
    assert list(find("*.txt")) == ["broken.txt"]


def test_sizes_in_words() -> None:
    assert [size(n) for n in (5, 2048, 8 << 20, 3 << 29)] == ["5 bytes", "2 KB", "8 MB", "1.5 GB"]
