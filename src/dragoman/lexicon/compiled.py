"""A cache of what is made of data files. YAML is for people and slow to read; what it says is kept as JSON, by content
hash, and so is what takes long to build.

A changed file has another hash, so nothing stale is ever read, and the cache may be deleted at any time. It lies under
``$XDG_CACHE_HOME/dragoman`` (``~/.cache/dragoman``); where that cannot be written, files are parsed each time.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

_FORM = "3"
"""Changed when what is kept changes its form."""


def folder() -> Path:
    """Where compiled data is kept."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "dragoman"


def compiled(raw: bytes, parse: Callable[[], Any]) -> Any:
    """What ``parse`` makes of a file's bytes, from the cache where it is there. Dates come out as ISO strings."""
    return kept((raw,), parse)


def kept(key: Iterable[bytes | Path], make: Callable[[], Any]) -> Any:
    """What ``make`` gives, as JSON values, made again only where something it depends on has changed.

    Args:
        key: all that the outcome depends on: bytes, and files whose bytes count (data, and modules that make of it).
        make: gives values that JSON can hold; dates come out as ISO strings, tuples as lists.
    """
    sha = hashlib.sha256(_FORM.encode())
    for part in key:
        content = part.read_bytes() if isinstance(part, Path) else part
        sha.update(b"%d\0" % len(content))
        sha.update(content)
    try:
        path = folder() / f"{sha.hexdigest()}.json"
        with suppress(OSError, ValueError):
            return json.loads(path.read_bytes())
    except RuntimeError:  # no home folder
        return json.loads(json.dumps(make(), default=str))
    text = json.dumps(make(), default=str, ensure_ascii=False, separators=(",", ":"))
    with suppress(OSError):
        _keep(path, text)
    return json.loads(text)


def _keep(path: Path, text: str) -> None:
    """Writes a file whole or not at all, for other processes may read it at the same moment."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as file:
        file.write(text)
    Path(file.name).replace(path)
