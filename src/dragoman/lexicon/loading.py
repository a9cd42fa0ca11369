"""Reads lexicon files, validates them and names file and line of what is wrong.

A lexicon is a list of folders, the one in the package first. A later folder extends the earlier ones, and an entry
with the id of an earlier entry takes its place.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from dragoman.errors import LexiconError
from dragoman.lexicon.compiled import compiled, kept

BUILT_IN = Path(__file__).parent
LANGUAGES = ("es", "en")

_BOOL = "tag:yaml.org,2002:bool"


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML in which only ``true`` and ``false`` are truth values: "on", "no" and "yes" are words of a language."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in resolvers if tag != _BOOL]
    for first, resolvers in _Loader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(_BOOL, re.compile("^(?:true|false)$"), list("tf"))


class Entry(BaseModel):
    """Base of every schema of a lexicon file: frozen, and unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid")


E = TypeVar("E", bound=Entry)


class Lexicon:
    """The folders of knowledge a coder works with.

    Args:
        folders: folders of the user's own, in the order of growing precedence.
    """

    def __init__(self, *folders: Path | str) -> None:
        self.folders = (BUILT_IN, *(Path(f) for f in folders))
        for folder in self.folders:
            if not folder.is_dir():
                raise LexiconError(f"{folder}: no such lexicon folder; give --lexicon a folder laid out like lexicon/")

    @cached_property
    def digest(self) -> str:
        """Hash of all the data, 12 hexadecimal digits: two equal lexicons have equal digests."""
        sha = hashlib.sha256()
        for number, folder in enumerate(self.folders):
            for path in sorted([*folder.rglob("*.yaml"), *folder.rglob("*.sha256")]):  # of tables, their hash
                sha.update(f"{number}/{path.relative_to(folder).as_posix()}\0".encode())
                sha.update(path.read_bytes())
        return sha.hexdigest()[:12]

    def files(self, name: str) -> list[Path]:
        """The files called ``name`` (such as ``es/dates.yaml``), in the order of growing precedence."""
        return [path for folder in self.folders if (path := folder / name).is_file()]

    def entries(self, name: str, schema: type[E], key: str | None = "id") -> list[E]:
        """Reads files that hold a list of entries. ``key`` names the field by which a later entry replaces an earlier.

        Raises:
            LexiconError: a file is not valid; the message names file, line, entry and what is allowed.
        """
        kept: dict[object, E] = {}
        for path in self.files(name):
            rows = _load(path)
            if not isinstance(rows, list):
                raise LexiconError(f"{path}:1: must be a list of entries")
            seen: set[object] = set()
            for number, row in enumerate(rows):
                entry = _validate(path, row, schema, (number,))
                ident = getattr(entry, key) if key else (path, number)
                if ident in seen:
                    raise LexiconError(f"{path}:{_line(path, (number,))}: {key} {ident!r} stands twice in this file")
                seen.add(ident)
                kept[ident] = entry
        return list(kept.values())

    def document(self, name: str, schema: type[E]) -> E:
        """Reads files that hold one mapping: later folders extend lists and mappings and replace plain values."""
        merged: Any = None
        path = None
        for path in self.files(name):
            part = _load(path)
            _validate(path, part, schema, ())
            merged = part if merged is None else _merge(merged, part)
        if path is None:
            raise LexiconError(f"{name}: no such file in {', '.join(map(str, self.folders))}")
        return _validate(path, merged, schema, ())

    def built(self, names: Sequence[str], modules: Sequence[str], make: Callable[[], Any]) -> Any:
        """What ``make`` builds of lexicon files, as JSON values, from the cache until the files or the code change.

        Args:
            names: the files it reads; ``*`` stands for any letters ("actors/*.yaml").
            modules: ``__file__`` of the modules whose code decides what comes out.
        """
        key: list[bytes | Path] = [Path(module) for module in modules]
        for number, folder in enumerate(self.folders):
            for name in names:
                for path in sorted(folder.glob(name)):
                    key += [f"{number}/{path.relative_to(folder).as_posix()}".encode(), path]
        return kept(key, make)

    def where(self, name: str, key: str, ident: object) -> str:
        """``file:line`` of the entry whose ``key`` is ``ident``, for messages; the file alone where it is not found."""
        for path in reversed(self.files(name)):
            rows = _load(path)
            for number, row in enumerate(rows if isinstance(rows, list) else []):
                if isinstance(row, dict) and row.get(key) == ident:
                    return f"{path}:{_line(path, (number,))}"
        return name


def _merge(base: Any, more: Any) -> Any:
    if isinstance(base, dict) and isinstance(more, dict):
        return {**base, **{k: _merge(base[k], v) if k in base else v for k, v in more.items()}}
    if isinstance(base, list) and isinstance(more, list):
        return base + [x for x in more if x not in base]
    return more


def _load(path: Path) -> Any:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise LexiconError(f"{path}:1: cannot be read: {error}") from error
    return compiled(raw, lambda: _parse(path, raw))


def _parse(path: Path, raw: bytes) -> Any:
    try:
        return yaml.load(raw.decode("utf-8"), Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise LexiconError(f"{path}:{line}: not valid YAML: {getattr(error, 'problem', error)}") from error
    except UnicodeDecodeError as error:
        raise LexiconError(f"{path}:1: not UTF-8 at byte {error.start}") from error


def _validate(path: Path, row: Any, schema: type[E], at: tuple[int | str, ...]) -> E:
    try:
        return schema.model_validate(row)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        ident = row.get("id", "") if isinstance(row, dict) else ""
        line = _line(path, (*at, *first["loc"]))
        raise LexiconError(f"{path}:{line}: {ident or 'entry'}: {place}: {first['msg']}") from error


def _line(path: Path, at: tuple[int | str, ...]) -> int:
    """The line of a place in a YAML file. Composing is slow, so it is done only when there is something to report."""
    node = yaml.compose(path.read_text(encoding="utf-8"), Loader=_Loader)
    line = 1
    for step in at:
        if node is None:
            break
        line = node.start_mark.line + 1
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        elif isinstance(node, yaml.MappingNode):
            found = [(k, v) for k, v in node.value if k.value == str(step)]
            if not found:
                break
            line = found[0][0].start_mark.line + 1
            node = found[0][1]
        else:
            break
        line = max(line, node.start_mark.line + 1) if isinstance(step, int) else line
    return line
