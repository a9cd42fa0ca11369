"""Writes the reference of the command line from the commands themselves: ``python -m dragoman.cli.reference FILE``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer.main

from dragoman.cli.app import app

HEAD = """# Command line

Written by `make docs` from the commands themselves; a test fails when it is not up to date.

"""


def reference() -> str:
    """The whole reference as Markdown."""
    return HEAD + "\n".join(_command(typer.main.get_command(app), "dragoman")).rstrip() + "\n"


def commands() -> list[str]:
    """The names of all commands, with those over them: "lexicon check"."""
    return [name.removeprefix("dragoman ") for name, _ in _leaves(typer.main.get_command(app), "dragoman")]


def _leaves(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    inner = getattr(command, "commands", None)
    if inner is None:
        yield name, command
        return
    for child, each in inner.items():
        yield from _leaves(each, f"{name} {child}")


def _command(command: Any, name: str) -> Iterator[str]:
    inner = getattr(command, "commands", {})
    yield f"## {name}\n"
    yield " ".join((command.help or "").split()) + "\n"
    usage = " ".join(_usage(p) for p in command.params if p.param_type_name == "argument")
    yield f"    {name} [OPTIONS]{' ' + usage if usage else ''}{' COMMAND' if inner else ''}\n"
    rows = [_parameter(p) for p in command.params if p.name != "help"]
    if rows:
        yield "| parameter | meaning | default |\n|---|---|---|"
        yield "\n".join(rows) + "\n"
    if command.epilog:
        yield command.epilog + "\n"
    for child, each in inner.items():
        yield from _command(each, f"{name} {child}")


def _usage(parameter: Any) -> str:
    name = str(parameter.metavar or parameter.name.upper())
    return f"{name if parameter.required else f'[{name}]'}{'...' if parameter.nargs == -1 else ''}"


def _parameter(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        names = f"`{_usage(parameter)}`"
    else:
        value = "" if parameter.is_flag else f" {parameter.metavar or parameter.name.upper()}"
        names = ", ".join(f"`{option}{value}`" for option in parameter.opts)
    default = parameter.default
    shown = "" if callable(default) or default in (None, False, 0) else f"`{getattr(default, 'value', default)}`"
    # A bar parts the cells of a table, in code too.
    cells = (names, " ".join((parameter.help or "").split()), shown)
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(reference(), encoding="utf-8")
