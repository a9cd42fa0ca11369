"""Event files of other systems, read row by row; a broken row is named and passed over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Protocol

from dragoman.codebook import Codebook, load_codebook
from dragoman.errors import InputError
from dragoman.exports.cells import Broken
from dragoman.exports.codes import Codes
from dragoman.exports.gdelt_reading import GdeltReader
from dragoman.exports.lines import lines
from dragoman.exports.polecat_reading import PolecatReader
from dragoman.lexicon import Lexicon
from dragoman.store import External, Store
from dragoman.store.external import write_external

_BATCH = 20_000  # rows held in memory, and written at once


class Reader(Protocol):
    """Reads the lines of one system's files; ``headed`` where these begin with a header that must be understood."""

    headed: ClassVar[bool]

    def begin(self, line: str) -> bool:
        """Takes the first line of a file; says whether it is a header."""

    def read(self, line: str, source: str) -> External:
        """The event of another line."""


_READERS: dict[str, Callable[[Codebook, Codes], Reader]] = {"gdelt": GdeltReader, "polecat": PolecatReader}
SYSTEMS = tuple(_READERS)


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file's rows.

    Attributes:
        added: events that were not there before.
        replaced: events that were there and said something else.
        passed: events that were there as they are.
        broken: rows, or files, that could not be read.
    """

    added: int = 0
    replaced: int = 0
    passed: int = 0
    broken: int = 0

    def __add__(self, other: Imported) -> Imported:
        return Imported(
            self.added + other.added,
            self.replaced + other.replaced,
            self.passed + other.passed,
            self.broken + other.broken,
        )


def read_external(path: Path, system: str, lexicon: Lexicon | None = None) -> Iterator[External | InputError]:
    """The events of a file of one of SYSTEMS, plain, zip or gz; an InputError in the place of a row that is broken."""
    lexicon = lexicon or Lexicon()
    reader = _READERS[system](load_codebook(lexicon), Codes(lexicon))
    any_line = any_fault = False
    header: str | None = None
    for number, line in lines(path):
        if isinstance(line, InputError):
            any_fault = True
            yield line
            continue
        if not line.strip() or line == header:  # which comes again with each file of an archive
            continue
        try:
            if not any_line and reader.begin(line):
                header = line
            else:
                yield reader.read(line, path.name)
            any_line = True
        except Broken as broken:
            yield InputError(f"{path}:{number}: {broken}")
            if not any_line and reader.headed:
                return  # without its header nothing of the file can be understood
            any_line = True
    if not any_line and not any_fault:
        yield InputError(f"{path}: is empty")


def import_file(
    store: Store, path: Path, system: str, complain: Callable[[str], None], lexicon: Lexicon | None = None
) -> Imported:
    """Reads a file into the store's table ``external``. Reading it again changes nothing.

    Args:
        complain: told of each row that cannot be read.

    Raises:
        StoreError: the store cannot be written.
    """
    done = Imported()
    broken = 0
    batch: list[External] = []
    for item in read_external(path, system, lexicon):
        if isinstance(item, InputError):
            broken += 1
            complain(str(item))
            continue
        batch.append(item)
        if len(batch) >= _BATCH:
            done += _write(store, batch)
            batch = []
    return done + _write(store, batch) + Imported(broken=broken)


def _write(store: Store, batch: Iterable[External]) -> Imported:
    written = write_external(store, list(batch))
    return Imported(written.added, written.replaced, written.passed)
