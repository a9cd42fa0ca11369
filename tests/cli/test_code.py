"""`dragoman code`: formats, exit statuses, and input that is wrong."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from dragoman.records import Record

from .conftest import Run


@pytest.fixture
def article(tmp_path: Path, record: Record) -> Path:
    """A file with the text that the stand-in knows."""
    path = tmp_path / "a.txt"
    path.write_text(record.article.text, encoding="utf-8")
    return path


def test_a_table_for_people(run: Run, coder: Any, article: Path) -> None:
    done = run("code", article, "--published", "1999-05-05")
    assert (done.status, done.err) == (0, "")
    for part in ("Who", "According to", "SUPPORT", "CHL GOV", "*firmó*", "not done", "for 1999-06",
                 "Agreements", "not made public: pesca", "“Es un gran día” — Juan Soto", "more than 80 percent",
                 "Juan Soto: for (pesca), in ONU"):  # fmt: skip
        assert part in done.out
    assert max(map(len, done.out.splitlines())) <= 110
    assert "\x1b" not in done.out
    assert coder.seen[-1].published == "1999-05-05"


@pytest.mark.parametrize("width", [60, 80, 100, 140])
def test_the_table_fits_the_screen(record: Record, width: int) -> None:
    from rich.console import Console

    from dragoman.cli.table import show_record

    page = io.StringIO()
    show_record(record, Console(file=page, width=width, force_terminal=True))
    plain = io.StringIO()
    show_record(record, Console(file=plain, width=width))
    assert "\x1b[1m" in page.getvalue()
    assert max(map(len, plain.getvalue().splitlines())) <= width


def test_json_lines_are_the_contract(run: Run, coder: Any, article: Path, record: Record) -> None:
    done = run("code", article, article, "--format", "jsonl")
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert len(rows) == 2
    keys = ["article", "events", "agreements", "quotes", "claims", "positions", "coder"]
    assert list(rows[0]) == keys
    assert rows[0]["events"][0]["place"] is None
    assert rows[0]["events"][0]["recipients"] == []
    assert Record.model_validate(rows[1]).events == record.events


def test_csv_of_events_and_of_quotes(run: Run, coder: Any, article: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("code", article, "--format", "csv").out)))
    assert [r["type"] for r in rows] == ["SUPPORT", "SANCTION"]
    assert rows[0]["actors"] == "CHL GOV;ECU GOV"
    assert rows[1]["planned"] == "1999-06"
    assert rows[1]["according_to"] == "Juan Soto"
    quotes = list(csv.DictReader(io.StringIO(run("code", article, "--format", "quotes").out)))
    assert [(q["speaker"], q["direct"]) for q in quotes] == [("Juan Soto", "true"), ("", "false")]


def test_output_goes_to_a_file(run: Run, coder: Any, article: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    done = run("code", article, "--format", "jsonl", "--output", target)
    assert (done.status, done.out) == (0, "")
    assert json.loads(target.read_text(encoding="utf-8"))["events"]


def test_what_cannot_be_coded_is_said_and_the_rest_goes_on(run: Run, coder: Any, article: Path, tmp_path: Path) -> None:
    (tmp_path / "binary.txt").write_bytes(b"\0\1")
    (tmp_path / "model.txt").write_text("un texto del presidente sin model", encoding="utf-8")
    (tmp_path / "fault.txt").write_text("el presidente y una fault", encoding="utf-8")
    rows = [{"text": "El ministro viajó a Lima."}, {"no": 1}, {"id": "z", "text": "La ministra viajó a Quito."}]
    (tmp_path / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    names = ["binary.txt", "none.txt", "model.txt", "fault.txt", "rows.jsonl"]
    (tmp_path / "empty").mkdir()
    done = run(
        "code", tmp_path / "empty", *(tmp_path / n for n in names), article, "--language", "es", "--format", "jsonl"
    )
    assert done.status == 1
    assert len(done.out.splitlines()) == 3
    lines = done.err.splitlines()
    wanted = ["holds no file that can be read", "binary.txt: is binary", "none.txt: cannot be read: no such file",
              "no spaCy model", "please report it: ZeroDivisionError", "rows.jsonl:2: has no text",
              "6 could not be coded"]  # fmt: skip
    assert len(lines) == len(wanted)
    for line, part in zip(lines, wanted, strict=True):
        assert line.startswith("dragoman: ")
        assert part in line


@pytest.mark.parametrize(
    "arguments",
    [
        ["--format", "xml"],
        ["--published", "yesterday"],
        ["--published", "05/04/1999"],
        ["--language", "pt"],
        ["--nonsense"],
        ["--lexicon"],
    ],
)
def test_wrong_usage(run: Run, coder: Any, article: Path, arguments: list[str]) -> None:
    done = run("code", article, *arguments)
    assert done.status == 2
    assert done.out == ""
    assert done.err


def test_the_output_must_not_be_an_input(run: Run, coder: Any, article: Path, record: Record) -> None:
    done = run("code", article, "--output", article)
    assert done.status == 2
    assert article.read_text(encoding="utf-8") == record.article.text


def test_an_output_that_cannot_be_written(run: Run, coder: Any, article: Path, tmp_path: Path) -> None:
    done = run("code", article, "--output", tmp_path / "no" / "folder")
    assert done.status == 2
    assert "cannot be written" in done.err


def test_standard_input(run: Run, coder: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    text = "El ministro viajó a Lima para firmar el tratado."
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8"))
    assert run("code", "--format", "jsonl").status == 0
    assert coder.seen[-1].text == text


def test_lexicon_folders_reach_the_coder(run: Run, coder: Any, article: Path, tmp_path: Path) -> None:
    run("code", article, "--lexicon", tmp_path)
    assert coder.lexicons[-1] == [tmp_path]


def test_a_lexicon_that_is_wrong_stops_at_once(run: Run, coder: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("el presidente del lexicon", encoding="utf-8")
    done = run("code", path, path, "--language", "es")
    assert (done.status, done.err) == (2, "dragoman: es/frames.yaml:3: some.frame: unknown type\n")
