"""`dragoman query`, `dyad`, `top` and `network`."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from dragoman.asking import BY
from dragoman.cli.top import By
from dragoman.store import Store
from tests.asking.made import records

from .conftest import Run

MODELS = "SELECT coder_models FROM articles LIMIT 1"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("asking") / "store"
    Store.create(place).write(records())
    return place


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_query(run: Run, store: Path) -> None:
    sql = "SELECT type, count(*) AS n FROM events GROUP BY type ORDER BY n DESC, type LIMIT 1"
    done = run("query", sql, "--store", store)
    assert (done.status, done.err) == (0, "")
    assert [line.split() for line in done.out.splitlines()][0::2] == [["Type".lower(), "n"], ["CONSULT", "3"]]
    assert "1 row" in done.out
    assert run("query", sql, "--store", store, "--format", "csv").out == "type,n\nCONSULT,3\n"
    assert json.loads(run("query", sql, "--store", store, "--format", "json").out) == [{"type": "CONSULT", "n": 3}]


def test_query_writes_what_is_nested_and_dates(run: Run, store: Path, tmp_path: Path) -> None:
    sql = "SELECT date, actor_codes, actors, place_name, score > 0 AS good FROM events WHERE id = 'e2'"
    done = run("query", sql, "--store", store, "--format", "csv", "--output", tmp_path / "out.csv")
    assert (done.status, done.out) == (0, "")
    (row,) = rows((tmp_path / "out.csv").read_text(encoding="utf-8"))
    assert (row["date"], row["actor_codes"], row["place_name"], row["good"]) == ("2024-06-20", "RUS;VNM", "", "true")
    assert json.loads(row["actors"])[1]["code"] == "VNM"
    (told,) = json.loads(run("query", sql, "--store", store, "--format", "json").out)
    assert told["actors"][0]["sectors"] == ["GOV"]
    assert told["date"] == "2024-06-20"


def test_json_is_json_whatever_is_asked(run: Run, store: Path) -> None:
    sql = "SELECT 1/0 AS a, [-1/0, 2] AS a, MAP {'k': 1} AS m, 3 AS a_1, [] AS l, NULL AS n"
    text = run("query", sql, "--store", store, "--format", "json").out
    assert json.loads(text, parse_constant=pytest.fail) == [
        {"a": None, "a_1": [None, 2], "m": {"k": 1}, "a_1_1": 3, "l": [], "n": None}
    ]
    ((models,),) = [row.values() for row in json.loads(run("query", MODELS, "--store", store, "--format", "json").out)]
    assert isinstance(models, dict)


def test_a_pivot(run: Run, store: Path) -> None:
    pivot = "PIVOT events ON type {} USING count(*) GROUP BY quad"
    done = run("query", pivot.format("IN ('CONSULT', 'ACCUSE')"), "--store", store, "--format", "csv")
    assert (done.status, done.out.splitlines()[0]) == (0, "quad,CONSULT,ACCUSE")
    done = run("query", pivot.format(""), "--store", store)
    assert (done.status, "PIVOT must name what it makes columns of" in done.err) == (2, True)


@pytest.mark.parametrize("format", ["table", "csv"])
@pytest.mark.parametrize("sql", ["FROM range(9999)", "SELECT 1"])
def test_a_reader_that_goes_is_no_failure(store: Path, sql: str, format: str) -> None:
    main = [sys.executable, "-c", "from dragoman.cli import main; main()"]
    command = [*main, "query", sql, "--store", str(store), "--format", format]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_query_from_standard_input(run: Run, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("SELECT 1 AS one"))
    assert run("query", "-", "--store", store, "--format", "csv").out == "one\n1\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("query", "DELETE FROM events"), "DELETE is not allowed"),
        (("query", "SELECT nothing FROM events"), "events has id, article"),
        (("query", "SELECT * FROM read_csv('/etc/hosts')"), "Files and settings cannot be reached"),
        (("dyad", "RUS", "Narnia"), "no party is called 'Narnia'"),
        (("dyad", "RUS", "VNM", "--from", "spring"), "is no date"),
        (("dyad", "RUS", "VNM", "--plot", "picture.gif"), "PNG or SVG"),
        (("top", "--type", "DANCE"), "there is no type 'DANCE'"),
        (("network", "--status", "sure"), "there is no status 'sure'"),
        (("top", "--version", "99"), "99"),
    ],
)
def test_a_wrong_question_is_one_line_and_status_2(
    run: Run, store: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = run(*arguments, "--store", store)
    assert done.status == 2
    assert said in done.err
    assert done.err.count("\n") == 1


def test_no_store(run: Run, tmp_path: Path) -> None:
    done = run("top", "--store", tmp_path / "nowhere")
    assert done.status == 2
    assert "no such store" in done.err


def test_dyad_for_people(run: Run, store: Path) -> None:
    done = run("dyad", "Rusia", "VNM", "--store", store)
    assert (done.status, done.err) == (0, "")
    lines = [line.split() for line in done.out.splitlines()]
    assert done.out.startswith("Russia and Vietnam\n")
    assert ["2024-06", "1", "0", "1", "0", "9.0", "0.0", "9.0"] in lines
    assert ["All", "1", "1", "1", "2", "9.0", "-3.0", "6.0"] in lines
    assert not any(line[:1] == ["2024-07"] for line in lines)  # nothing happened
    assert "1 events have no date" in done.out
    for said in ("CONSULT visit", "RUS to VNM", "energía", "Vladimir Putin", "Vietnam es un amigo"):
        assert said in done.out, said
    assert "no events of RUS and CUB" in run("dyad", "RUS", "CUB", "--store", store).out


def test_dyad_for_programs(run: Run, store: Path) -> None:
    months = rows(run("dyad", "RUS", "VNM", "--store", store, "--format", "csv").out)
    assert [m["month"] for m in months] == ["2024-06-01", "2024-07-01", "2024-08-01", "2024-09-01"]
    quotes = rows(run("dyad", "RUS", "VNM", "--store", store, "--format", "csv", "--part", "quotes").out)
    assert [q["text"] for q in quotes] == ["Vietnam es un amigo"]
    whole = json.loads(run("dyad", "RUS", "VNM", "--store", store, "--format", "json").out)
    assert whole["months"][0]["balance"] == 9
    assert whole["agreements"][0]["parties"] == ["RUS", "VNM"]
    part = json.loads(run("dyad", "RUS", "VNM", "--store", store, "--format", "json", "--part", "types").out)
    assert {kind["type"] for kind in part} == {"ACCUSE", "CONSULT", "SUPPORT"}


def test_long_dyads_are_shown_by_year(run: Run, store: Path) -> None:
    done = run("dyad", "RUS", "VNM", "--store", store, "--from", "2015", "--to", "2024")
    assert ["2024", "1", "1", "1", "2", "9.0", "-3.0", "6.0"] in [line.split() for line in done.out.splitlines()]


def test_top(run: Run, store: Path) -> None:
    done = run("top", "--store", store, "--from", "2024", "--limit", "1", "--articles")
    assert done.out.splitlines()[0].split() == ["Party", "Name", "Events", "Score", "Mean", "Articles", "First", "Last"]
    assert done.out.splitlines()[2].split() == ["RUS", "Russia", "5", "-6.0", "-1.2", "2", "2024-06-20", "2024-09-03"]
    months = rows(run("top", "--by", "month", "--store", store, "--format", "csv").out)
    assert [(m["key"], m["count"]) for m in months] == [("2023-01", "1"), ("2024-06", "2"), ("2024-09", "3")]
    topics = run("top", "--by", "topic", "--store", store).out.splitlines()
    assert topics[0].split() == ["Topic", "Agreements", "First", "Last"]
    assert "nothing fits" in run("top", "--from", "2031", "--store", store).out


def test_every_way_to_count_can_be_asked() -> None:
    assert tuple(By) == BY


def test_network(run: Run, store: Path) -> None:
    done = run("network", "--store", store, "--min", "2")
    assert done.out.splitlines()[2].split() == ["Russia", "Vietnam", "4", "2", "1", "1", "10.0", "2.5"]
    nodes = rows(run("network", "--store", store, "--format", "csv", "--part", "nodes").out)
    assert nodes[0] == {"code": "RUS", "name": "Russia", "events": "5", "score": "7.0", "partners": "2"}
    assert len(json.loads(run("network", "--store", store, "--format", "json").out)["edges"]) == 4
    assert "no two parties" in run("network", "--from", "2031", "--store", store).out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("dyad", "RUS", "VNM"), "Russia and Vietnam"),
        (("top", "--by", "month"), "Events over time"),
        (("top", "--by", "country"), "Events by country"),
        (("top",), "Events by party"),
        (("network",), "Who has to do with whom"),
    ],
)
def test_pictures(run: Run, store: Path, tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    done = run(*arguments, "--store", store, "--plot", tmp_path / "picture.svg")
    assert (done.status, done.err) == (0, "")
    assert done.out
    assert said in (tmp_path / "picture.svg").read_text(encoding="utf-8")
