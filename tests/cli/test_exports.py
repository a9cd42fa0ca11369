"""`dragoman export`, `dragoman import` and `dragoman compare`."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from dragoman.records import Record
from dragoman.store import Store

from .conftest import Run


@pytest.fixture
def filled(tmp_path: Path, record: Record) -> Path:
    """A store with one article."""
    Store.create(tmp_path / "store").write([record])
    return tmp_path / "store"


def test_a_file_for_others_and_back(run: Run, filled: Path, tmp_path: Path) -> None:
    done = run("export", "--store", filled, "--format", "gdelt", "--output", tmp_path / "out")
    assert (done.status, done.out.split()) == (0, [f"{tmp_path}/out.export.CSV", f"{tmp_path}/out.mentions.CSV"])
    assert "1 events, store version 1\n" in done.err
    assert "1 events told as planned, possible or not done are left out: gdelt has no place for them" in done.err
    read = run("import", tmp_path / "out.export.CSV", "--system", "gdelt", "--store", filled)
    assert (read.status, read.out) == (0, "")
    assert read.err == "2 events added, 0 replaced, 0 there already, 0 rows broken\n"
    shown = run("compare", "--store", filled, "--by", "dyad")
    assert shown.status == 0
    assert "dragoman and gdelt, 1999-05-04 to 1999-05-04" in shown.out
    assert "CHL ECU" in shown.out
    assert "1 (100%)" in shown.out
    assert max(map(len, shown.out.splitlines())) <= 110
    (table,) = json.loads(run("compare", "--store", filled, "--format", "json").out)
    assert (table["system"], table["rows"][0]["ours"], table["rows"][0]["theirs"]) == ("gdelt", 1, 2)
    rows = list(csv.DictReader(run("compare", "--store", filled, "--format", "csv", "--by", "type").out.splitlines()))
    assert [(r["system"], r["key"], r["ours_shared"]) for r in rows] == [("gdelt", "SUPPORT", "1")]


def test_only_some_events(run: Run, filled: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    for choice, ids in (
        (["--type", "sanction"], ["e2"]),
        (["--country", "ecu"], ["e1"]),
        (["--country", "Ecuador"], ["e1"]),
        (["--from", "1999-05-05"], ["e2"]),
        (["--from", "1999-05", "--to", "1999"], ["e1", "e2"]),
        (["--to", "1998"], []),
        (["--to", "1999-05-04", "--country", "CHL", "--country", "PER"], ["e1"]),
        (["--country", "PER"], []),
    ):
        done = run("export", "--store", filled, "--format", "plover", "-o", out, *choice)
        assert (done.status, done.out) == (0, f"{out}\n")
        assert [json.loads(line)["id"] for line in out.read_text(encoding="utf-8").splitlines()] == ids


def test_the_store_may_stand_in_the_environment(
    run: Run, filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DRAGOMAN_STORE", str(filled))
    out = tmp_path / "out"
    assert run("export", "--format", "gdelt", "--output", out).status == 0
    assert run("import", f"{out}.export.CSV", "--system", "gdelt").status == 0
    assert "CHL ECU" in run("compare", "--by", "dyad", "--from", "1999", "--to", "1999-05").out


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"--type": "DANCE"}, "there is no type DANCE; there are AGREE"),
        ({"--country": "RU"}, "no party is called 'RU'; give an ISO 3166-1 alpha-3 code such as RUS"),
        ({"--from": "yesterday"}, "'yesterday' is no date; write 2024, 2024-06 or 2024-06-21"),
        ({"--from": "2025", "--to": "2024"}, "before it begins on 2025-01-01; swap --from and --to"),
        ({"--output": "-"}, "- cannot be written: an export is a file of its own"),
        ({"--format": "excel"}, "'excel' is not one of"),
        ({"--output": "missing/out"}, "missing/out cannot be written: no such file or directory"),
        ({"--store": "nowhere"}, "nowhere: no such store"),
    ],
)
def test_wrong_usage(run: Run, filled: Path, tmp_path: Path, change: dict[str, str], words: str) -> None:
    options = {"--store": str(filled), "--format": "csv", "--output": str(tmp_path / "out"), **change}
    done = run("export", *(part for option in options.items() for part in option))
    assert done.status == 2
    assert words in " ".join(done.err.replace("│", " ").split())
    assert not (tmp_path / "out").exists()


def test_rows_that_cannot_be_read_are_named_but_not_without_end(run: Run, tmp_path: Path) -> None:
    bad = tmp_path / "bad.CSV"
    bad.write_text("nothing\n" * 25, encoding="utf-8")
    done = run("import", bad, tmp_path / "no.CSV", "--system", "gdelt", "--store", tmp_path / "new")
    *named, missing, summary = done.err.splitlines()
    assert done.status == 1
    assert named[0].startswith(f"dragoman: {bad}:1: has 1 columns")
    assert named[10:] == [f"dragoman: {bad}: 15 more rows cannot be read; the others are"]
    assert missing == f"dragoman: {tmp_path}/no.CSV: cannot be read: no such file or directory"
    assert summary == "0 events added, 0 replaced, 0 there already, 26 rows broken"


def test_nothing_to_compare(run: Run, filled: Path) -> None:
    done = run("compare", "--store", filled)
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("no events of another system; read some with")
    assert run("compare", "--store", filled, "--format", "json").out == "[]\n"
