"""Second opinions: codes, parties as words or offsets, and the command on files with bad rows."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dragoman.cli import main
from dragoman.codebook import load_codebook
from dragoman.lexicon import Lexicon
from dragoman.relations.checking import find, opinion, types_of
from dragoman.relations.relate import Relation
from dragoman.relations.schemes import Scheme

BOOK = load_codebook(Lexicon())
GOOD = {
    "sentence": "Lagos: Police arrested a journalist.",
    "actor": "Police",
    "recipient": "a journalist",
    "code": "17",
}


class Sure:
    """Stands in for the classifier: always ACCUSE, a little COERCE."""

    def relation(
        self,
        text: str,
        actor: tuple[int, int],
        recipient: tuple[int, int],
        language: str | None = None,
        scheme: Scheme = "plover",
    ) -> list[Relation]:
        self.asked = text[slice(*actor)], text[slice(*recipient)], language, scheme
        return [Relation("ACCUSE", 0.75), Relation("COERCE", 0.2), Relation("AGREE", 0.05)]


@pytest.mark.parametrize(
    ("code", "scheme", "types"),
    [
        ("04", "plover", {"CONSULT"}),
        ("4", "plover", {"CONSULT"}),
        ("112", "plover", {"ACCUSE"}),
        ("036", "plover", {"AGREE"}),
        ("08", "plover", {"CONCEDE", "RETREAT"}),
        ("08", "plv", {"YIELD"}),
        ("yield", "plover", {"CONCEDE", "RETREAT"}),
        ("concede", "plv", {"YIELD"}),
        ("Aid", "plover", {"AID"}),
    ],
)
def test_codes(code: str, scheme: Scheme, types: set[str]) -> None:
    assert types_of(code, BOOK, scheme) == types


@pytest.mark.parametrize("code", ["", "21000x", "00", "WAR", "99", "29", "77"])
def test_unknown_codes(code: str) -> None:
    with pytest.raises(ValueError, match="unknown code"):
        types_of(code, BOOK, "plover")


def test_words_are_found_whole_and_without_accents() -> None:
    text = "Perú y el Perúvian: PERU otra vez"
    assert find("Perú", text) == (0, 4)
    assert find("peru", text) == (0, 4)
    assert find("Bolivia", text) is None
    assert find("Iran", "Iranian and Iran") == (12, 16)


@pytest.mark.parametrize("actor", ["Police", "police", [7, 13], (7, 13), "7:13", "[7, 13]"])
def test_parties_as_words_or_offsets(actor: object) -> None:
    sure = Sure()
    said = opinion({**GOOD, "actor": actor, "code": "ACCUSE"}, sure, BOOK)
    assert sure.asked[:2] == ("Police", "a journalist")
    assert (said.agreement, said.better_code, said.better_probability) == (True, "ACCUSE", 0.75)


def test_the_better_code_is_in_the_system_of_the_record() -> None:
    said = opinion({**GOOD, "code": "17"}, Sure(), BOOK)
    assert (said.agreement, said.better_code, said.better_type) == (False, BOOK.types["ACCUSE"].cameo[0], "ACCUSE")
    assert said.probability == pytest.approx(0.2)
    assert opinion({**GOOD, "code": "COERCE"}, Sure(), BOOK).better_code == "ACCUSE"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"actor": "Nobody"}, "does not stand in the sentence"),
        ({"actor": None}, "has no actor"),
        ({"actor": [0, 5.5]}, "is no party"),
        ({"recipient": [13]}, "is no party"),
        ({"sentence": " "}, "has no sentence"),
        ({"code": None}, "has no code"),
    ],
)
def test_what_is_missing_is_said(change: dict[str, object], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        opinion({**GOOD, **change}, Sure(), BOOK)


def run(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    monkeypatch.setattr(sys, "argv", ["dragoman", *map(str, arguments)])
    try:
        main()
    except SystemExit as end:
        return int(end.code or 0)
    return 0


ROWS = [GOOD, {**GOOD, "code": "05"}]


def test_csv_with_a_bad_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "records.csv"
    with file.open("w", newline="") as stream:
        table = csv.DictWriter(stream, [*GOOD, "note"])
        table.writeheader()
        table.writerows([{**ROWS[0], "note": "kept"}, {**GOOD, "actor": "Nobody"}, ROWS[1]])
    assert run(monkeypatch, "check", file) == 1
    out, err = capfd.readouterr()
    found = list(csv.DictReader(out.splitlines()))
    assert [r["agreement"] for r in found] == ["true", "false"]
    assert found[0]["note"] == "kept"
    assert found[1]["better_code"] == "17"
    assert f"{file}:3: actor 'Nobody'" in err


@pytest.mark.parametrize("kind", ["jsonl", "parquet"])
def test_other_files(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / f"records.{kind}"
    if kind == "jsonl":
        file.write_text("".join(json.dumps(r) + "\n" for r in ROWS))
    else:
        pq.write_table(pa.Table.from_pylist(ROWS), file)
    assert run(monkeypatch, "check", file) == 0
    found = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert [r["agreement"] for r in found] == [True, False]


def test_files_that_are_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(monkeypatch, "check", tmp_path / "none.csv") == 2
    odd = tmp_path / "records.xlsx"
    odd.write_text("x")
    assert run(monkeypatch, "check", odd) == 2


def test_a_table_without_a_column_is_refused_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "records.csv"
    file.write_text("sentence,actor,code\nA.,A,07\n" * 2)
    assert run(monkeypatch, "check", file) == 2
    assert "has no column for recipient" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"sentence,sentence,actor,recipient,code\nA.,B.,A,B,07\n", "two columns named 'sentence'"),
        ("sentence,actor,recipient,code\nEspaña.,a,b,07\n".encode("latin-1"), "is not UTF-8"),
        (b'sentence,actor,recipient,code\n"Open,a,b,07\n', "is not CSV"),
        (b"sentence,actor,recipient,code\nFew,a\n", "has 2 cells for 4 columns"),
    ],
)
def test_broken_tables(
    content: bytes, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "records.csv"
    file.write_bytes(content)
    assert run(monkeypatch, "check", file) == 1
    out, err = capfd.readouterr()
    assert says in err
    assert out == ""


def test_broken_parquet_and_json_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    whole = tmp_path / "whole.parquet"
    pq.write_table(pa.Table.from_pylist(ROWS), whole)
    torn = tmp_path / "torn.parquet"
    torn.write_bytes(whole.read_bytes()[:200])
    assert run(monkeypatch, "check", torn) == 1
    assert "is not a Parquet file" in capfd.readouterr().err
    lines = tmp_path / "records.jsonl"
    lines.write_text("{broken\n[1]\n" + json.dumps(GOOD) + "\n")
    assert run(monkeypatch, "check", lines) == 1
    out, err = capfd.readouterr()
    assert [json.loads(line)["agreement"] for line in out.splitlines()] == [True]
    assert f"{lines}:1: is not JSON" in err
    assert f"{lines}:2: is no JSON object" in err
