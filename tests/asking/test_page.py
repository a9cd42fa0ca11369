"""The examples of docs/asking.md work."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.asking import Snapshot, query
from dragoman.cli.app import app

PAGE = (Path(__file__).parents[2] / "docs" / "asking.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    found = re.findall(rf"(?ms)^```{language}\n(.*?)^```", PAGE)
    assert found
    return found


def test_sql(snapshot: Snapshot) -> None:
    for statement in blocks("sql")[0].split("\n\n"):
        assert query(snapshot, statement).columns


def test_python(place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (code,) = blocks("python")
    exec(code.replace('"news"', repr(str(place))), {})
    assert (tmp_path / "balance.svg").is_file()


def test_commands(place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news").symlink_to(place)
    commands = [
        shlex.split(c, comments=True)[1:] for c in re.findall(r"(?m)^    (dragoman (?:dyad|top|network) .*)$", PAGE)
    ]
    assert len(commands) == 7
    for command in commands:
        done = CliRunner().invoke(app, command)
        assert done.exit_code == 0, (command, done.output)
    assert {p.name for p in tmp_path.iterdir()} == {"news", "chile_peru.png", "months.svg", "map.png", "network.png"}
