"""The Delta tables of a store: made, opened, appended to. Everything that Delta raises comes out as a StoreError."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
from deltalake import CommitProperties, DeltaTable, PostCommitHookProperties, WriterProperties, write_deltalake
from deltalake.exceptions import CommitFailedError, DeltaError, TableNotFoundError

from dragoman.errors import StoreError
from dragoman.store.schemas import FORMAT, TABLES

# Versions are there to be cited, so that the log is kept; what files a version needs is up to `vacuum`.
_CONFIGURATION = {
    "delta.enableExpiredLogCleanup": "false",
    "delta.logRetentionDuration": "interval 36500 days",
    # Whether a blind append goes before or after a clean-up makes no difference to what is live.
    "delta.isolationLevel": "WriteSerializable",
}
_DESCRIPTION = "dragoman store, format "
WRITING = WriterProperties(compression="ZSTD", max_row_group_size=64 * 1024)
# A checkpoint costs the more, the longer the history. It is made when files are put together, not by every writer.
_NO_HOOKS = PostCommitHookProperties(create_checkpoint=False, cleanup_expired_logs=False)
_TRIES = 8
# Signs that an address or a pattern of files gives another meaning; not all that read the tables get them right.
_ODD = frozenset("%?#*[]")
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_NO_SCHEME = "Unknown scheme"
_PLACES = "name a directory, or an address with s3://, gs:// or az://"


@contextmanager
def told(what: str) -> Iterator[None]:
    """Turns what Delta and the file system raise into a StoreError that begins with ``what``."""
    try:
        yield
    except (DeltaError, OSError, pa.ArrowException, ValueError) as error:
        # Delta draws a coloured tree of causes.
        said = getattr(error, "strerror", None) or str(error)
        reason = "; ".join(part for line in _COLOUR.split(said) if (part := " ".join(line.split()).strip(" ↳")))
        if isinstance(error, TableNotFoundError):
            unknown = _NO_SCHEME in reason
            reason = (
                f"there are no such stores; {_PLACES}" if unknown else "no such table; `dragoman ingest` makes a store"
            )
        elif "://" in what:
            reason += "; its address and keys come from the environment, see the guide to object stores"
        raise StoreError(f"{what}: {reason or type(error).__name__}") from error


def local(uri: str) -> Path | None:
    """The directory of a store on this machine; None for an object store."""
    if uri.startswith("file://"):
        return Path(uri.removeprefix("file://"))
    return None if "://" in uri else Path(uri)


def files_of(table: DeltaTable, where: Path) -> list[str]:
    """The files that a table on this machine consists of. Delta gives them as addresses; our names need no quoting."""
    return [str(where / uri.rsplit("/", 1)[1]) for uri in table.file_uris()]


class Tables:
    """The tables of one store, each opened when it is first asked for and kept.

    Args:
        uri: directory, or URL of an object store such as ``s3://bucket/store``.
        options: ``storage_options`` of deltalake: address and keys of an object store. What is not given here is
            taken from the environment (``AWS_…``, ``AZURE_…``, ``GOOGLE_…``).

    Raises:
        StoreError: the name is one that Delta or DuckDB cannot take.
    """

    def __init__(self, uri: str, options: Mapping[str, str] | None = None) -> None:
        if not uri.strip():
            raise StoreError(f"the name of the store is empty; {_PLACES}")
        self.uri = uri.rstrip("/") or "/"
        if local(self.uri) is not None and (odd := sorted(_ODD & set(self.uri))):
            raise StoreError(f"{uri}: the name of a store may not hold {' '.join(odd)}; name another directory")
        self.options = dict(options or {})
        self._open: dict[str, DeltaTable] = {}

    def address(self, name: str) -> str:
        """Where a table lies."""
        return f"{self.uri}/{name}"

    def there(self, name: str) -> bool:
        """Whether a table has been made."""
        with told(self.uri):
            return bool(DeltaTable.is_deltatable(self.address(name), self.options or None))

    def make(self) -> None:
        """Makes the tables that are not there yet; `articles` last, so that it stands for all of them.

        Raises:
            StoreError: the place cannot be written.
        """
        for name in TABLES:
            with told(f"{self.uri}: {name} cannot be made"):
                self.again(lambda name=name: self._make(name), name)

    def _make(self, name: str) -> None:
        DeltaTable.create(
            self.address(name),
            TABLES[name],
            mode="ignore",
            name=name,
            description=f"{_DESCRIPTION}{FORMAT}",
            configuration=_CONFIGURATION,
            storage_options=self.options or None,
        )

    def at(self, name: str, version: int | None = None) -> DeltaTable:
        """A table as it was at a version, or as it is now. The newest is kept and brought up to date.

        Raises:
            StoreError: the table is missing or broken, or has no such version.
        """
        if version is not None and not 0 <= version <= self.at(name).version():
            raise StoreError(f"{self.uri}: there is no version {version}; see `dragoman store versions`")
        with told(f"{self.uri}: {name} cannot be read"):
            if version is not None:
                return DeltaTable(self.address(name), version=version, storage_options=self.options or None)
            if name in self._open:
                self._open[name].update_incremental()
            else:
                self._open[name] = DeltaTable(self.address(name), storage_options=self.options or None)
            return self._open[name]

    def known(self, name: str) -> DeltaTable:
        """A table as this process last saw it, without looking for what is new."""
        return self._open[name] if name in self._open else self.at(name)

    def append(self, name: str, rows: pa.Table, note: Mapping[str, str] | None = None) -> int:
        """Appends rows in one commit and gives its version. ``note`` goes into the commit.

        Appends do not disturb each other; when many writers are at it, a commit number may be taken many times over,
        so that it is tried anew after a while.

        Raises:
            StoreError: the rows could not be written.
        """
        with told(f"{self.uri}: {name} cannot be written"):
            self.again(lambda: self._append(name, rows, note), name)
            return int(self._open[name].version())

    def _append(self, name: str, rows: pa.Table, note: Mapping[str, str] | None) -> None:
        write_deltalake(
            self.known(name),
            rows,
            mode="append",
            writer_properties=WRITING,
            commit_properties=CommitProperties(custom_metadata=dict(note or {}), max_commit_retries=25),
            post_commithook_properties=_NO_HOOKS,
        )

    def again(self, work: Any, name: str) -> Any:
        """Does work on a table, and anew, with the table as it is then, when another writer came first."""
        for attempt in range(_TRIES):
            try:
                return work()
            except CommitFailedError:
                if attempt == _TRIES - 1:
                    raise
                time.sleep(random.uniform(0.02, 0.1) * 2**attempt)
                self._open.pop(name, None)
        return None

    def check(self) -> None:
        """Says what is wrong with the store, if something is.

        Raises:
            StoreError: there is no store, it is not finished, or it is of another layout.
        """
        where = local(self.uri)
        if where is not None and not where.exists():
            raise StoreError(f"{self.uri}: no such store; `dragoman ingest SOURCES --store {self.uri}` makes one")
        if where is not None and not where.is_dir():
            raise StoreError(f"{self.uri}: is a file; a store is a directory")
        if not self.there("articles"):
            if self.there("events"):
                raise StoreError(f"{self.uri}: the store is not finished; `dragoman ingest` into it finishes it")
            raise StoreError(f"{self.uri}: is no store; `dragoman ingest SOURCES --store {self.uri}` makes one")
        for name, schema in TABLES.items():
            table = self.at(name)
            told_format = table.metadata().description or ""
            if told_format != f"{_DESCRIPTION}{FORMAT}":
                raise StoreError(f"{self.uri}: {name} is not of this version's layout ({told_format or 'no dragoman'})")
            lacking = {f.name for f in schema} - {f.name for f in table.schema().fields}
            if lacking:
                columns = ", ".join(sorted(lacking))
                raise StoreError(f"{self.uri}: {name} lacks {columns}; code the articles anew into another store")
