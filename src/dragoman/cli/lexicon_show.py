"""`dragoman lexicon show`: an entry of the lexicon as it stands in its file."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
import yaml
from rich.text import Text

from dragoman.cli.code import Lexicons
from dragoman.cli.terminal import SOME_FAILED, complain, console
from dragoman.errors import LexiconError
from dragoman.lexicon import Lexicon

# Fields by which an entry may be asked for.
KEYS = ("id", "code", "name")
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry stands: file, line from 1, its names, its lines."""

    path: Path
    line: int
    names: tuple[str, ...]
    source: str


def show(
    id: Annotated[str, typer.Argument(metavar="ID", help="Id, code or name of the entry, such as visit.make or RUS.")],
    lexicon: Lexicons = None,
) -> None:
    """Show an entry of the lexicon with its file and line; a folder of your own comes after the built-in one."""
    folders = Lexicon(*(lexicon or ()))
    screen = console()
    all_places = list(entries(folders))
    found = [p for p in all_places if id in p.names]
    for place in found:
        screen.print(Text(f"{place.path}:{place.line}", "dim"), Text(place.source), sep="\n", soft_wrap=True)
    if not found:
        names = sorted({n for p in all_places for n in p.names})
        near = ", ".join(difflib.get_close_matches(id, names, n=5, cutoff=0.5))
        complain(f"{id}: no such entry{f'; near it: {near}' if near else ''}")
        raise typer.Exit(SOME_FAILED)


def entries(lexicon: Lexicon) -> Iterator[Place]:
    """Every entry of every list in the lexicon's files."""
    for folder in lexicon.folders:
        for path in sorted(folder.rglob("*.yaml")):
            text = path.read_text(encoding="utf-8")
            try:
                root = yaml.compose(text, Loader=_Loader)
            except yaml.MarkedYAMLError as error:
                line = error.problem_mark.line + 1 if error.problem_mark else 1
                raise LexiconError(f"{path}:{line}: not valid YAML: {error.problem}") from error
            if isinstance(root, yaml.SequenceNode):
                lines = text.splitlines()
                yield from (_place(path, lines, n) for n in root.value if isinstance(n, yaml.MappingNode))


def _place(path: Path, lines: list[str], node: yaml.MappingNode) -> Place:
    names = tuple(v.value for k, v in node.value if k.value in KEYS and isinstance(v, yaml.ScalarNode))
    first, last = node.start_mark.line, node.end_mark.line + (node.end_mark.column > 0)
    source = "\n".join(lines[first:last]).rstrip()
    return Place(path, first + 1, names, source)
