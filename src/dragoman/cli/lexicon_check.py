"""`dragoman lexicon check`: runs the examples of every frame, and looks whether the data of offices is whole."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from dragoman.cli.code import Language
from dragoman.cli.terminal import SOME_FAILED, console
from dragoman.lexicon import Lexicon


def check(
    language: Annotated[Language | None, typer.Option(metavar="es|en", help="Only this language.")] = None,
    lexicon: Annotated[
        list[Path] | None, typer.Option("--lexicon", metavar="DIR", help="Folder that extends the lexicon.")
    ] = None,
    only: Annotated[str | None, typer.Option(metavar="ID", help="Only frames whose id begins so.")] = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="List the examples that pass, too.")] = False,
) -> None:
    """Code the examples of every frame of the lexicon, and check who held which office.

    Exit status 1 where an example comes out wrong, or an office has no words, overlaps another term of the person or
    names an organisation that is not there.
    """
    from dragoman import models
    from dragoman.actors.checking import office_problems
    from dragoman.events.check import check_frames

    folders = Lexicon(*(lexicon or ()))
    screen = console()
    wrong = 0
    for each in [language] if language else list(Language):
        right = bad = 0
        name = f"{each.value}/frames.yaml"
        for result in check_frames(folders, each.value, models.load, only):
            right, bad = right + result.ok, bad + (not result.ok)
            if result.ok and verbose:
                screen.print(Text(f"ok    {result.frame.id}: {result.example.text}", "dim"), soft_wrap=True)
            elif not result.ok:
                where = folders.where(name, "id", result.frame.id)
                screen.print(
                    Text.assemble(
                        ("wrong ", "red"), (result.frame.id, "bold"), f": {result.example.text}\n      {result.detail}"
                    ),
                    Text(f"      {where}", "dim"),
                    sep="\n",
                    soft_wrap=True,
                )
        screen.print(f"{name}: {right} examples right, {bad} wrong")
        wrong += bad
    if only is None:
        problems = list(office_problems(folders))
        for problem in problems:
            screen.print(Text(problem), soft_wrap=True)
        screen.print(f"actors/offices*.yaml: {len(problems)} wrong")
        wrong += len(problems)
    if wrong:
        raise typer.Exit(SOME_FAILED)
