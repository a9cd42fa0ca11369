"""`dragoman explain`: why a text is coded as it is."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from rich.text import Text

from dragoman.cli.code import LanguageOption, Lexicons, Published
from dragoman.cli.terminal import SOME_FAILED, complain, console
from dragoman.errors import LanguageError, ModelError

STYLES = {
    "actor": "cyan",
    "time": "magenta",
    "clause": "",
    "status": "dim",
    "wins": "bold green",
    "fits": "green",
    "no": "dim",
    "event": "bold",
}


def explain(
    text: Annotated[str, typer.Argument(metavar="TEXT|-", help="A sentence or more, or - for standard input.")],
    published: Published = None,
    language: LanguageOption = None,
    lexicon: Lexicons = None,
) -> None:
    """Show the clauses of a text, the frames that were tried on them, and why one won."""
    from dragoman.coder import Coder

    given = sys.stdin.read() if text == "-" else text
    if not given.strip():
        raise typer.BadParameter("the text is empty", param_hint="TEXT")
    coder = Coder(lexicon=lexicon or ())
    try:
        lines = coder.explain(given, published=published, language=language).lines()
    except (LanguageError, ModelError) as error:
        complain(str(error))
        raise typer.Exit(SOME_FAILED) from error
    screen = console()
    for line in lines:
        first = line.split(maxsplit=1)[0] if line.startswith(" ") and line.strip() else ""
        style = "bold underline" if line and not line.startswith(" ") else STYLES.get(first, "")
        screen.print(Text(line, style), soft_wrap=True)
