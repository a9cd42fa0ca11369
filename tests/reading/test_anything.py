"""Whatever lies in a file, reading gives articles and one-line problems and raises nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.reading import Problem, read
from dragoman.records import Article

SUFFIXES = [".txt", ".md", ".html", ".jsonl", ".csv", ".parquet", ".json", "", ".rss", ".warc", ".txt.gz", ".csv.zst"]
# Started well, so that what follows gets past the first look.
STARTS = [b"", b"<rss version='2.0'><channel><item><title>",
          b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><updated>",
          b"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: 40\r\nContent-Type: application/http\r\n\r\n",
          b"\x1f\x8b\x08\x00", b"\x28\xb5\x2f\xfd", b"id,text\n1,\""]  # fmt: skip
CONTENT = st.one_of(
    st.binary(max_size=200),
    st.text(max_size=200).map(lambda t: t.encode("utf-8", "surrogatepass")),
    st.lists(st.sampled_from(["---\n", "# a\n", "text", ",", '"', "\n", "<p>", "</", "{", "}", ": ", "\t", "é", "ñ a"]))
    .map("".join)
    .map(str.encode),
    st.dictionaries(
        st.sampled_from(["text", "id", "published", "language", "title"]),
        st.one_of(st.none(), st.text(max_size=20), st.integers(), st.booleans(), st.lists(st.integers(), max_size=2)),
    ).map(lambda row: json.dumps(row).encode()),
)


@pytest.mark.parametrize("suffix", SUFFIXES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.sampled_from(STARTS), content=CONTENT)
def test_nothing_raises(tmp_path: Path, suffix: str, start: bytes, content: bytes) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(start + content)
    found = list(read([path], language="es"))
    assert found
    for item in found:
        assert isinstance(item, (Article, Problem))
        if isinstance(item, Problem):
            assert str(item).startswith(f"{path}:")
            assert len(str(item).splitlines()) == 1
        else:
            assert item.text.strip()
