"""A writer in a process of its own: ``python writer.py STORE COUNT LEXICON SIZE``; prints how many it wrote."""

from __future__ import annotations

import sys

from made import made  # type: ignore[import-not-found]  # run as a script, beside it

from dragoman.store import Store


def main() -> None:
    uri, count, lexicon, size = sys.argv[1], int(sys.argv[2]), sys.argv[3], int(sys.argv[4])
    store = Store.open(uri)
    wrote = 0
    for start in range(0, count, size):
        done = store.write([made(n, lexicon) for n in range(start, min(start + size, count))])
        wrote += done.added + done.replaced
    print(wrote)


if __name__ == "__main__":
    main()
