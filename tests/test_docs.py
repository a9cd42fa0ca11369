"""The documentation says what the code does."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from dragoman import records
from dragoman.cli.reference import commands, reference
from dragoman.codebook import load_codebook
from dragoman.lexicon import Lexicon
from dragoman.records import Noun

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
NOUNS = [c for _, c in inspect.getmembers(records, inspect.isclass) if issubclass(c, Noun) and c is not Noun]


def test_the_reference_of_the_command_line_is_up_to_date() -> None:
    assert (DOCS / "cli.md").read_text(encoding="utf-8") == reference(), "run: make docs"


def test_every_command_is_shown_in_the_reference() -> None:
    text = (DOCS / "cli.md").read_text(encoding="utf-8")
    known = {
        "actors find",
        "actors import",
        "check",
        "code",
        "compare",
        "dyad",
        "evaluate",
        "explain",
        "export",
        "import",
        "ingest",
        "lexicon check",
        "lexicon show",
        "models",
        "network",
        "query",
        "relations train",
        "store compact",
        "store diff",
        "store info",
        "store vacuum",
        "store versions",
        "top",
        "watch",
    }
    assert known == set(commands())
    for command in commands():
        assert f"## dragoman {command}\n" in text


@pytest.mark.parametrize("noun", NOUNS, ids=lambda n: n.__name__)
def test_every_key_of_a_record_is_explained(noun: type[Noun]) -> None:
    text = (DOCS / "records.md").read_text(encoding="utf-8")
    section = re.search(rf"(?ms)^## {noun.__name__}$(.*?)(?=^## |\Z)", text)
    assert section, f"no section {noun.__name__}"
    assert re.findall(r"(?m)^\| `(\w+)`", section.group(1)) == list(noun.model_fields)


def test_the_codebook_page_has_every_type_mode_and_score() -> None:
    book = load_codebook(Lexicon())
    text = (DOCS / "codebook.md").read_text(encoding="utf-8")
    for name, kind in book.types.items():
        row = re.search(rf"(?m)^\| {name} \| {kind.quad} \| {kind.score:g} \| .* \| (.*) \|$", text)
        assert row, name
        modes = [f"{mode} {score:g}" if score is not None else mode for mode, score in kind.modes.items()]
        assert row.group(1) == (", ".join(modes) or "-")
    for word in (*book.contexts, *book.sectors, *book.organisations):
        assert word in text


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda p: p.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert (DOCS / target).exists(), target


def test_every_page_stands_in_the_menu() -> None:
    menu = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    for page in DOCS.glob("*.md"):
        assert f": {page.name}" in menu


def test_the_readme_names_commands_that_are_there() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"make ([a-z-]+)", text):
        assert re.search(rf"(?m)^{target}:", makefile), target
    for file in re.findall(r"examples/\w+\.\w+", text):
        assert (ROOT / file).is_file()
    assert "make test" in text
    assert "make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_frame_in_the_guide_to_the_lexicon_works(tmp_path: Path) -> None:
    from dragoman import models
    from dragoman.events.check import check_frames

    text = (DOCS / "lexicon.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"(?ms)^```yaml\n(.*?)^```", text)
    (tmp_path / "es").mkdir()
    (tmp_path / "es" / "frames.yaml").write_text(block, encoding="utf-8")
    results = list(check_frames(Lexicon(tmp_path), "es", models.load, only="my.recall"))
    assert len(results) == 2
    assert all(r.ok for r in results), [r.detail for r in results]
