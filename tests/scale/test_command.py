"""`dragoman ingest` as it is run: a summary, an exit status, and Dask's workers that die."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from dragoman.records import Record
from dragoman.store import Store

from .corpus import article, write_corpus

STANDIN = Path(__file__).parent / "standin.py"


def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(STANDIN), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **environment})


def test_the_summary_and_the_exit_status_tell_how_it_went(tmp_path: Path) -> None:
    store = tmp_path / "store"
    rows = write_corpus(tmp_path / "rows.jsonl", 6)
    first = run("ingest", rows, "--store", store, "--batch", 2)
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.startswith("6 articles coded, 0 were there already; ")
    with rows.open("a") as file:
        file.write("{bad\n" + json.dumps({**article(6), "text": "El canciller: fault"}) + "\n")
    second = run("ingest", rows, "--store", store)
    assert second.returncode == 1
    assert second.stdout.startswith("0 articles coded, 6 were there already, 1 set aside, 1 inputs unreadable; ")
    assert "rows.jsonl:7" in second.stderr
    assert "a00006" in second.stderr
    wrong = run("ingest", rows, "--store", rows)
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert len(wrong.stderr.splitlines()) == 1
    told = run("store", "info", "--store", store, "--format", "json")
    assert json.loads(told.stdout)["tables"]["articles"]["live"] == 6
    versions = json.loads(run("store", "versions", "--store", store, "--format", "json").stdout)
    assert [v["added"] for v in versions] == [2, 2, 2, 0]
    shown = run("store", "diff", 1, 3, "--store", store)
    assert "articles" in shown.stdout
    for command in ("info", "versions", "compact", "vacuum"):
        assert run("store", command, "--store", store).returncode == 0
    missing = run("store", "info", "--store", tmp_path / "nothing")
    assert missing.returncode == 2
    assert "dragoman ingest" in missing.stderr


def test_workers_that_die_cost_nothing_but_the_article_that_kills_them(tmp_path: Path) -> None:
    """Two processes; one is killed in the middle by an article that then is harmless, another article always kills."""
    rows = [article(n) for n in range(30)]
    rows[5]["text"] += f" once {tmp_path / 'flag'} "
    rows[17]["text"] += " death"
    corpus = tmp_path / "rows.jsonl"
    corpus.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    done = run(
        *("ingest", corpus, "--store", tmp_path / "store", "--workers", 2, "--batch", 5),
        DASK_DISTRIBUTED__WORKER__PRELOAD=json.dumps([str(STANDIN)]),
    )
    assert (tmp_path / "flag").exists()
    assert done.returncode == 1, done.stderr
    # a batch whose worker died between its commit and its answer is found to be there already
    coded, passed = map(int, re.findall(r"(\d+) (?:articles coded|were there)", done.stdout))
    assert coded + passed == 29
    assert " 1 set aside, " in done.stdout
    assert "batches tried again" in done.stdout
    (line,) = done.stderr.splitlines()
    assert "article a00017: " in line
    assert "process died" in line
    store = Store.open(tmp_path / "store")
    ids = [record.article.id for record in store.records()]
    assert ids == [row["id"] for row in rows if row["id"] != "a00017"]
    with store.connect() as con:
        assert con.execute("SELECT article FROM aside").fetchall() == [("a00017",)]


@pytest.mark.slow
def test_two_workers_write_the_same_records_as_one(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "rows.jsonl", 300)
    found: list[list[Record]] = []
    for workers in (1, 2):
        store = tmp_path / f"store{workers}"
        command = [sys.executable, "-c", "from dragoman.cli import main; main()", "ingest", str(corpus)]
        subprocess.run([*command, "--store", str(store), "--workers", str(workers)], check=True, capture_output=True)
        found.append(list(Store.open(store).records()))
    assert len(found[0]) == 300
    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("address", "said"), [("", "the address of the scheduler is empty"), ("nowhere", "start one with `dask scheduler`")]
)
def test_a_scheduler_that_is_none_is_one_clear_line(tmp_path: Path, address: str, said: str) -> None:
    rows = write_corpus(tmp_path / "rows.jsonl", 1)
    done = run("ingest", rows, "--store", tmp_path / "store", "--scheduler", address)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    assert said in done.stderr
