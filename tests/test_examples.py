"""The examples go through the whole coder, and the command line behaves as a program should."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from dragoman import Record

ROOT = Path(__file__).parents[1]
EXAMPLES = [p for p in sorted((ROOT / "examples").iterdir()) if p.name != "README.md"]
COMMAND = [sys.executable, "-c", "from dragoman.cli import main; main()", "code"]


def test_there_are_examples_in_both_languages_and_several_formats() -> None:
    assert len(EXAMPLES) >= 4
    assert {p.suffix for p in EXAMPLES} >= {".txt", ".md", ".html", ".jsonl"}
    named = (ROOT / "examples" / "README.md").read_text(encoding="utf-8")
    assert all(p.name in named for p in EXAMPLES)


def test_all_examples_are_coded() -> None:
    done = subprocess.run([*COMMAND, *EXAMPLES, "--format", "jsonl"], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    records = [Record.model_validate(json.loads(line)) for line in done.stdout.splitlines()]
    assert {r.article.language for r in records} == {"es", "en"}
    for record in records:
        assert len(record.events) >= 3, record.article.id
        assert record.coder.models.keys() == {record.article.language}
        for event in record.events:
            for mention in event.mentions:
                for span in (mention.sentence, mention.trigger):
                    assert record.article.text[span.start : span.end] == span.text


def test_a_reader_that_goes_away_is_no_fault() -> None:
    with subprocess.Popen([*COMMAND, *EXAMPLES * 3], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdout.readline()
        run.stdout.close()
        assert run.stderr.read() == ""


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_records_stream_and_an_interrupt_is_one_word() -> None:
    pipe = subprocess.PIPE
    command = [*COMMAND, "-", "--format", "jsonl"]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as run:
        assert run.stdin is not None
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdin.write(json.dumps({"id": "first", "text": "Chile y Perú firmaron un acuerdo."}) + "\n")
        run.stdin.flush()
        assert json.loads(run.stdout.readline())["article"]["id"] == "first"  # though more may come
        run.send_signal(signal.SIGINT)
        said = run.stderr.read()
    assert "Traceback" not in said
    assert len(said.split()) <= 2
    assert run.returncode not in (0, 1, 2)
