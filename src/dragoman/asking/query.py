"""Questions in SQL: one statement that reads, and errors that say what there is to ask."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from typing import Any

import duckdb

from dragoman.asking.frames import Table
from dragoman.asking.snapshot import TABLES, Snapshot
from dragoman.errors import QuestionError

NO_FILES = f"Files and settings cannot be reached by SQL; ask the tables: {', '.join(TABLES)}"
# Functions that may stand for a table. The files of the store itself could be read by others, with rows long replaced.
FUNCTIONS = ("range()", "generate_series()", "unnest()", "repeat()", "json_each()", "json_tree()")
_NAME = re.compile(r"\w+")


def query(snapshot: Snapshot, sql: str, *, seconds: float | None = None) -> Table:
    """Answers one SELECT (also WITH, FROM, DESCRIBE, SHOW, SUMMARIZE) in DuckDB's SQL over the live rows.

    Args:
        seconds: after so many it is given up; without it, never.

    Raises:
        QuestionError: it is no single statement that only reads, or DuckDB cannot answer it; the message says why.
    """
    _must_only_read(sql)
    with snapshot.cursor() as cursor:
        timer = threading.Timer(seconds, cursor.interrupt) if seconds else None
        try:
            if timer:
                timer.start()
            return Table(cursor.sql(sql).to_arrow_table())
        except duckdb.InterruptException as error:
            raise QuestionError(f"no answer after {seconds:g} seconds; ask for less, or give it more time") from error
        except duckdb.Error as error:
            raise QuestionError(_reason(cursor, sql, error)) from error
        finally:
            if timer:
                timer.cancel()


def _must_only_read(sql: str) -> None:
    try:
        statements = duckdb.extract_statements(sql)
    except duckdb.Error as error:
        raise QuestionError(f"this is no SQL: {_first(error)}") from error
    if not statements:
        raise QuestionError("the question is empty; try: SELECT * FROM events LIMIT 10")
    kinds = [statement.type for statement in statements]
    if len(kinds) > 1:
        raise QuestionError(f"only one statement can be answered at a time, here are {len(kinds)}")
    if kinds[0] == duckdb.StatementType.MULTI:
        raise QuestionError(
            "PIVOT must name what it makes columns of; write PIVOT … ON type IN ('CONSULT', 'ACCUSE') …"
        )
    if kinds[0] != duckdb.StatementType.SELECT:
        name = str(kinds[0]).rpartition(".")[2]
        raise QuestionError(f"{name} is not allowed: a store is only read here; begin with SELECT")
    with duckdb.connect() as parser:
        ((tree,),) = parser.execute("SELECT json_serialize_sql(?)", [sql]).fetchall()
    for source in _sources(json.loads(tree)):
        if source not in FUNCTIONS and not _NAME.fullmatch(source):
            raise QuestionError(f"{source} is not allowed here. {NO_FILES}")


def _sources(tree: Any) -> Iterator[str]:
    """What a parsed statement reads from: names of tables, and of functions with brackets."""
    if isinstance(tree, list):
        for each in tree:
            yield from _sources(each)
    elif isinstance(tree, dict):
        if tree.get("type") == "BASE_TABLE":
            yield str(tree.get("table_name"))
        elif tree.get("type") == "TABLE_FUNCTION":
            yield f"{tree['function'].get('function_name')}()"
        for each in tree.values():
            yield from _sources(each)


def _reason(cursor: duckdb.DuckDBPyConnection, sql: str, error: duckdb.Error) -> str:
    if isinstance(error, duckdb.PermissionException):
        return NO_FILES
    if isinstance(error, duckdb.CatalogException) and "Table with name" in str(error):
        return f"{_first(error)} Tables are {', '.join(TABLES)}"
    if isinstance(error, duckdb.BinderException):
        asked = [name for name in sorted(duckdb.get_table_names(sql)) if name in TABLES]
        columns = [f"{name} has {', '.join(_columns(cursor, name))}" for name in asked]
        return "; ".join([_first(error).rstrip("."), *columns])
    return _first(error)


def _columns(cursor: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    described = cursor.execute(f"SELECT * FROM {table} LIMIT 0").description
    return [column[0] for column in described]


def _first(error: duckdb.Error) -> str:
    """The first line of what DuckDB says; below it stands the statement again."""
    return str(error).strip().splitlines()[0]
