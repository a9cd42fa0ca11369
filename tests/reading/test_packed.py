"""Compressed input of every kind: told by its bytes, read as a stream, and up to the cut where it is cut."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
import random
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from dragoman.reading import Problem, read
from dragoman.reading.limits import Limits
from dragoman.records import Article
from tests.reading.site import WORDS, entry, page, rss

Pack = Callable[[bytes], bytes]
PACKS: dict[str, Pack] = {
    ".gz": gzip.compress,
    ".zst": zstandard.ZstdCompressor().compress,
    ".bz2": bz2.compress,
    ".xz": lambda data: lzma.compress(data, preset=0),
}


def rows(count: int) -> bytes:
    """JSON Lines that hardly compress, so that a cut leaves lines behind and before it."""
    chance = random.Random(1)
    lines = [{"id": str(n), "text": WORDS, "noise": chance.randbytes(200).hex()} for n in range(count)]
    return b"".join(json.dumps(line).encode() + b"\n" for line in lines)


def table() -> bytes:
    buffer = io.BytesIO()
    pq.write_table(pa.table({"text": [WORDS]}), buffer)
    return buffer.getvalue()


def separated() -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer).writerows([["id", "text"], ["a", WORDS]])
    return buffer.getvalue().encode()


KINDS = {
    ".txt": WORDS.encode(),
    ".md": f"# Fish\n\n{WORDS}\n".encode(),
    ".html": page(),
    ".jsonl": json.dumps({"text": WORDS}).encode(),
    ".csv": separated(),
    ".parquet": table(),
    ".rss": rss(entry("http://127.0.0.1/a", text=" ".join([WORDS] * 5))),
}


@pytest.mark.parametrize("suffix", PACKS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_in_every_packing(tmp_path: Path, kind: str, suffix: str) -> None:
    path = tmp_path / f"a{kind}{suffix}"
    path.write_bytes(PACKS[suffix](KINDS[kind]))
    (got,) = read([path])
    assert isinstance(got, Article), str(got)
    assert got.text.startswith(WORDS)


@pytest.mark.parametrize("suffix", PACKS)
def test_the_bytes_tell_and_not_the_name(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(PACKS[suffix](rows(3)))
    assert [type(f) for f in read([path])] == [Article] * 3
    path = tmp_path / f"plain.txt{suffix}"
    path.write_text(WORDS, encoding="utf-8")
    assert [type(f) for f in read([path])] == [Article]
    path.write_bytes(b"\0\1\2" * 100)
    (problem,) = read([path])
    assert "not compressed as its name says" in str(problem)


@pytest.mark.parametrize("suffix", PACKS)
def test_several_frames_are_one_stream(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a.jsonl{suffix}"
    path.write_bytes(PACKS[suffix](rows(3)) + PACKS[suffix](rows(2)) + b"\0" * 512)
    assert [type(f) for f in read([path])] == [Article] * 5


@pytest.mark.parametrize("suffix", PACKS)
def test_what_came_before_a_cut_is_read_and_then_one_problem(tmp_path: Path, suffix: str) -> None:
    count = 4000  # bzip2 packs blocks of 900 kB, and of a block that is cut nothing can be had
    packed = PACKS[suffix](rows(count))
    path = tmp_path / f"a.jsonl{suffix}"
    path.write_bytes(packed[: len(packed) * 3 // 4])
    *good, bad = read([path], language="en")
    assert count // 4 < len(good) < count
    assert [a.id for a in good if isinstance(a, Article)] == [str(n) for n in range(len(good))]
    assert isinstance(bad, Problem)
    assert bad.place == len(good) + 1
    assert "is cut short" in str(bad)


def test_a_gzip_file_is_read_up_to_the_very_cut(tmp_path: Path) -> None:
    lines = rows(5).splitlines(keepends=True)
    whole = gzip.compress(b"".join(lines), mtime=0)
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(whole[:-8])  # all but the check sum
    assert [type(f) for f in read([path])] == [Article] * 5 + [Problem]


def test_damage_is_one_problem(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(rows(2000)))
    middle = len(packed) // 2
    packed[middle : middle + 40] = b"\xff" * 40
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(packed)
    found = list(read([path, path], language="en"))
    problems = [f for f in found if isinstance(f, Problem) and "gzip" in str(f)]
    assert len(problems) == 2
    assert "is damaged: gzip says" in str(problems[0])
    path.write_bytes(gzip.compress(rows(2)) + b"something else")
    assert [type(f) for f in read([path])] == [Article, Article, Problem]


@pytest.mark.parametrize("kind", [".txt", ".html", ".parquet", ".md"])
def test_half_a_file_is_no_article(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"a{kind}.gz"
    packed = gzip.compress(KINDS[kind])
    path.write_bytes(packed[: len(packed) // 2])
    (problem,) = read([path])
    assert str(problem) == f"{path}: is cut short: the gzip data break off; fetch it again"


@pytest.mark.parametrize("suffix", PACKS)
def test_standard_input_may_be_compressed(suffix: str) -> None:
    def given(data: bytes) -> list[Article | Problem]:
        return list(read(["-"], stdin=io.BytesIO(PACKS[suffix](data))))

    assert [type(f) for f in given(rows(3))] == [Article] * 3
    for kind in (".txt", ".html", ".parquet", ".csv"):
        (got,) = given(KINDS[kind])
        assert isinstance(got, Article), str(got)
        assert got.text == WORDS


def test_a_small_file_that_unpacks_to_much(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(b"a" * 3_000_000))
    (problem,) = read([path], limits=Limits(row=100_000))
    assert "longer than 97.7 KB" in str(problem)
    path = tmp_path / "a.parquet.gz"
    path.write_bytes(gzip.compress(b"PAR1" + b"a" * 3_000_000))
    (problem,) = read([path], limits=Limits(download=100_000))
    assert "longer than 97.7 KB when it is unpacked" in str(problem)
