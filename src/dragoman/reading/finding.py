"""Names of directories and patterns to names of files, in order of the alphabet."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator
from pathlib import Path

from dragoman.reading.kinds import READABLE, Kind, kind_of_name
from dragoman.reading.problems import Problem

_PATTERN = frozenset("*?[")
# Inside a directory that holds this, files are the tables of a store and not articles to read.
_STORE = "_delta_log"


def is_address(name: str) -> bool:
    """Whether a name is to be fetched, not opened."""
    return name.lower().startswith(("http://", "https://"))


def find(name: str) -> Iterator[str | Problem]:
    """The files that a name stands for: itself, the readable files of a directory, or what a pattern matches.

    In a directory and those below it, files are taken that have an ending of a kind we read; hidden ones, and the
    tables of stores, are passed over. Symbolic links to directories are not followed.
    """
    path = Path(name)
    if path.is_dir():
        yield from _or_problem(_inside(path), name, "holds no file that can be read", _endings())
    elif _PATTERN & set(name) and not path.exists():
        yield from _or_problem(_matches(name), name, "matches no file", "check the folder and the pattern")
    else:
        yield name


def _or_problem(names: Iterator[str | Problem], name: str, reason: str, remedy: str) -> Iterator[str | Problem]:
    found = False
    for one in names:
        found = True
        yield one
    if not found:
        yield Problem(name, reason, remedy)


def _endings() -> str:
    return f"files there must end in {', '.join(sorted(READABLE))}, each also with .gz or .zst"


def _inside(directory: Path) -> Iterator[str | Problem]:
    closed: list[OSError] = []
    for folder, below, files in os.walk(directory, onerror=closed.append):
        if _STORE in below:
            below.clear()
            continue
        below[:] = sorted(d for d in below if not d.startswith("."))
        for file in sorted(files):
            path = os.path.join(folder, file)
            readable = not file.startswith(".") and kind_of_name(file) not in (None, Kind.json)
            if readable and os.path.isfile(path):  # a pipe would keep us waiting
                yield path
    for error in closed:
        yield Problem(str(error.filename), f"cannot be read: {(error.strerror or str(error)).lower()}")


def _matches(pattern: str) -> Iterator[str | Problem]:
    whole = "**" in pattern  # matches the directories and what is in them: each file once
    # A link to a directory above leads to the same files again and again: the shortest name counts.
    names: dict[str, str] = {}
    for name in sorted(glob.glob(pattern, recursive=True), key=len):
        names.setdefault(os.path.realpath(name), name)
    for name in sorted(names.values()):
        if os.path.isdir(name):
            if not whole:
                yield from _inside(Path(name))
        elif os.path.isfile(name) or not os.path.exists(name):  # a pipe would keep us waiting
            yield name
