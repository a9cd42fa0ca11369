"""`dragoman models`: the language models, which are there, and how to get one."""

from __future__ import annotations

import typer
from rich import box
from rich.table import Table

from dragoman import models as known
from dragoman.cli.terminal import SOME_FAILED, complain, console


def models() -> None:
    """List the spaCy models for each language, check the installed ones, and say how to install the others."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for heading in ("Language", "Model", "Version", "State", "To install"):
        table.add_column(heading, no_wrap=heading != "State")
    lacking = []
    for language in known.PREFERRED:
        used = False
        for model in known.models(language):
            state, used = _state(model, used)
            table.add_row(
                language, model.package, model.version or "-", state, "" if model.installed else model.install
            )
        if not used:
            lacking.append(language)
    console().print(table)
    for language in lacking:
        complain(f"{language}: no model works; install one: {known.models(language)[-1].install}")
    if lacking:
        raise typer.Exit(SOME_FAILED)


def _state(model: known.Model, used: bool) -> tuple[str, bool]:
    """What to say of a model, and whether one of its language is in use by now."""
    if not model.installed:
        return "not installed", used
    wrong = known.check(model)
    if wrong:
        return wrong, used
    return ("works" if used else "works, used"), True
