"""Delta Lake tables of records, which many can write and read at once; asked with DuckDB."""

from dragoman.errors import StoreError
from dragoman.store.rows import Unfit, coding_of, given_of
from dragoman.store.schemas import External
from dragoman.store.store import Aside, Store, Written

__all__ = ["Aside", "External", "Store", "StoreError", "Unfit", "Written", "coding_of", "given_of"]
