"""`dragoman relations`: trains the classifier of relations between two given parties."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.table import Table

from dragoman.cli.code import Lexicons
from dragoman.cli.terminal import console, progress


def train(
    data: Annotated[
        list[Path],
        typer.Argument(
            metavar="DATA",
            help="JSON Lines with text, actor and recipient (two offsets each), gold_root, language and sentence_id.",
        ),
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="Folder for weights.npz and figures.json.")
    ],
    lexicon: Lexicons = None,
) -> None:
    """Train the classifier of relations anew, with cross-validated figures; the same data give the same weights."""
    from dragoman import models  # loads spaCy, which `dragoman --help` need not wait for
    from dragoman.codebook import load_codebook
    from dragoman.events.finder import EventFinder
    from dragoman.lexicon import Lexicon
    from dragoman.relations.material import exemplars, read_rows
    from dragoman.relations.relate import Relater
    from dragoman.relations.training import prepare
    from dragoman.relations.training import train as fit

    folders = Lexicon(*(lexicon or ()))
    book = load_codebook(folders)
    rows = [*read_rows(data, {t.fifteen for t in book.types.values()}), *exemplars(folders)]
    relater = Relater(folders, EventFinder(folders, book), models.load, book)
    with progress(len(rows), busy=False) as show:
        material = prepare(relater, rows, show)
    given = sum(r.group is not None for r in rows)
    facts = {
        "rows": {
            language: sum(r.language == language and r.group is not None for r in rows)
            for language in sorted({r.language for r in rows})
        },
        "exemplars": len(rows) - given,
        "lexicon": folders.digest,
        "models": {language: models.best(language).label for language in sorted({r.language for r in rows})},
    }
    model, figures = fit(material, facts)
    output.mkdir(parents=True, exist_ok=True)
    model.save(output / "weights.npz")
    (output / "figures.json").write_text(
        json.dumps(model.facts, indent=2, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8"
    )
    screen = console()
    for language, found in figures.languages.items():
        table = Table(
            title=f"{language}: {found.rows} rows, types F1 {found.types_f1:.3f}, quads F1 {found.quads_f1:.3f}, "
            f"right {found.right:.3f}, calibration error {found.error:.3f}",
            box=box.SIMPLE,
            title_justify="left",
        )
        for name in ("type", "rows", "precision", "recall", "F1"):
            table.add_column(name, justify="left" if name == "type" else "right")
        for kind, each in found.types.items():
            table.add_row(kind, str(each.rows), f"{each.precision:.2f}", f"{each.recall:.2f}", f"{each.f1:.2f}")
        screen.print(table)
    screen.print(f"{output / 'weights.npz'} written")
