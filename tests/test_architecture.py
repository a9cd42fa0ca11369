"""The plan of the house, held: who may import whom, where words of a language may stand, how long a file may be."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "dragoman"

# A stage imports only those before it, and the ground that all stand on.
GROUND = ("cached", "errors", "folding", "frozen", "records", "lexicon", "codebook")
STAGES = ("reading", "parsing", "actors", "events", "circumstances", "attribution", "facts")
# What stands on the stages, and what of each other these may use.
ABOVE = {
    "arithmetic": set(),
    "models": {"errors", "arithmetic"},
    "explaining": {*GROUND, *STAGES},
    "relations": {*GROUND, *STAGES, "models"},
    "skimming": {*GROUND, *STAGES},
    "coder": {*GROUND, *STAGES, "models", "explaining", "relations", "skimming"},
    "rendering": {"records"},
    "evaluation": {*GROUND},
    "store": {"errors", "records", "codebook", "lexicon"},
    "asking": {"errors", "folding", "records", "codebook", "lexicon", "actors", "store"},
    "exports": {"errors", "records", "codebook", "lexicon", "rendering", "store"},
    "scale": {"errors", "records", "lexicon", "reading", "models", "coder", "store"},
    "cli": {
        *GROUND,
        *STAGES,
        *("models", "explaining", "relations", "coder", "rendering", "evaluation"),
        *("store", "asking", "exports", "scale"),
    },
}
# A page for notebooks is asked of the record itself; the package is known to everybody for its version.
ALLOWED = {("records", "rendering")}
LONGEST = 400


def modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def part(path: Path) -> str:
    """The stage or top-level module a file belongs to; "" for the package itself."""
    first = path.relative_to(SOURCE).parts[0]
    return "" if first == "__init__.py" else first.removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    """The parts of the package that a file imports, inside functions too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative import"
            names = [f"dragoman.{alias.name}" for alias in node.names] if node.module == "dragoman" else [node.module]
        for name in names:
            pieces = name.split(".")
            if pieces[0] == "dragoman" and len(pieces) > 1 and not pieces[1].startswith("__"):
                yield pieces[1]


def may_import(name: str) -> set[str]:
    if name in GROUND:
        return {"errors", "folding", "records", "lexicon"}
    if name in STAGES:
        return {*GROUND, *STAGES[: STAGES.index(name)]}
    return ABOVE[name]


@pytest.mark.parametrize("path", modules(), ids=lambda p: p.relative_to(SOURCE).as_posix())
def test_imports_go_one_way(path: Path) -> None:
    name = part(path)
    if not name:
        return  # the package hands out the public API
    wrong = {
        other
        for other in imported(path)
        if other != name and other not in may_import(name) and (name, other) not in ALLOWED
    }
    assert not wrong, f"{name} may not import {', '.join(sorted(wrong))}"


def test_every_part_has_its_place() -> None:
    known = {"", *GROUND, *STAGES, *ABOVE}
    assert {part(p) for p in modules()} <= known, "a new part: give it a place in this test and in docs/architecture.md"


@pytest.mark.parametrize("path", modules(), ids=lambda p: p.relative_to(SOURCE).as_posix())
def test_a_file_can_be_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


# Words so common in one of the languages that they betray a list or a rule that belongs into the lexicon. English words
# that are also names of fields and kinds of ours ("agreement", "signed", "president") cannot tell.
WORDS = {
    "dijo", "según", "afirmó", "declaró", "firmó", "acuerdo", "el", "los", "las", "del", "por", "para", "con", "que",
    "lunes", "martes", "enero", "presidente", "ministro", "gobierno", "embajador", "guerra", "ayer", "hoy",
    "said", "told", "monday", "tuesday", "january", "yesterday", "today", "the", "would",
}  # fmt: skip
# Messages to people are English sentences; a lexicon is words on their own or a pattern of them.
SENTENCE = re.compile(r"[A-Za-z]{2,}[,;:]? [a-z]")


@pytest.mark.parametrize("path", modules(), ids=lambda p: p.relative_to(SOURCE).as_posix())
def test_no_word_of_a_language_stands_in_code(path: Path) -> None:
    if part(path) in ("cli", "rendering", "evaluation"):
        return  # they speak to people and never read the text
    tree = ast.parse(path.read_text(encoding="utf-8"))
    prose = {id(c) for node in ast.walk(tree) for c in prose_of(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            if SENTENCE.search(node.value):
                continue
            found = WORDS & set(re.findall(r"\w+", node.value.lower()))
            assert not found, f"{path.name}:{node.lineno}: {', '.join(found)} belongs into the lexicon"


def prose_of(node: ast.AST) -> Iterator[ast.AST]:
    """Docstrings, also those of constants, and the pieces of formatted messages."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        yield node.value
    if isinstance(node, ast.JoinedStr):
        yield from ast.walk(node)


def tracked() -> list[Path]:
    """The files of the repository; all files of the folder where git is not at hand."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    names = [n for n in done.stdout.split("\0") if n]
    return [p for p in (ROOT / n for n in names) if p.is_file()]


def texts() -> Iterator[tuple[Path, str]]:
    for path in tracked():
        data = path.read_bytes()
        if b"\0" not in data:
            yield path, data.decode("utf-8")


def test_no_file_names_a_package_index_or_a_folder_of_one_machine() -> None:
    # Put together here, so that this file does not name them either.
    hosts = ["pypi" + ".org", "python" + "hosted.org", "registry." + "npmjs", "conda" + ".anaconda", "deb." + "debian"]
    folders = ["/wo" + "rk/", "/ro" + "ot/", "/home" + "/"]
    for path, text in texts():
        for word in (*hosts, '"res' + 'olved"', "--index" + "-url", "--find" + "-links"):
            assert word not in text or path.name == "Makefile", f"{path}: {word}"
        for word in folders:
            assert not re.search(rf"(?<![\w.]){word}", text), f"{path}: {word}"


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def locked() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"(?m)^([A-Za-z0-9_.-]+)==([^\s;\\]+)", lock()):
        found.setdefault(canonical(name), set()).add(version)
    return found


def lock() -> str:
    return (ROOT / "requirements.lock").read_text(encoding="utf-8")


def test_the_lock_holds_what_the_project_asks_for() -> None:
    from packaging.requirements import Requirement

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    pins = locked()
    for requirement in map(Requirement, asked):
        versions = pins.get(canonical(requirement.name), set())
        assert versions, f"{requirement.name} is not in requirements.lock; run make lock"
        assert all(requirement.specifier.contains(v) for v in versions), f"{requirement}: {versions}; run make lock"


def test_every_pin_has_a_hash_and_nothing_else() -> None:
    for block in re.split(r"(?m)^(?=[A-Za-z])", lock()):
        if block.strip():
            head, *rest = block.strip().splitlines()
            assert re.match(r"[a-z0-9._-]+==[^\s]+( ; .+)? \\$", head), head
            assert rest, head
            assert all(re.match(r"    --hash=sha256:[0-9a-f]{64}( \\)?$", line) for line in rest), head


def test_the_version_stands_once() -> None:
    from dragoman import __version__

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["version"] == __version__
