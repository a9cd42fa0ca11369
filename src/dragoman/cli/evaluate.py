"""`dragoman evaluate`: figures of records against gold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dragoman.cli.terminal import console
from dragoman.evaluation import Error, Figures, Report, read_gold, read_records, score
from dragoman.evaluation.harness import by_cause, code_gold, gold_files
from dragoman.evaluation.report import AREAS


def evaluate(
    gold: Annotated[Path | None, typer.Argument(help="Gold file, JSON Lines.", show_default=False)] = None,
    output: Annotated[
        Path | None, typer.Argument(help="Output of `dragoman code --format jsonl` on it.", show_default=False)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    errors: Annotated[int, typer.Option(metavar="N", help="List the first N wrong or missing events.")] = 0,
    dev: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Code the gold files of a folder and score them, errors by cause."),
    ] = None,
) -> None:
    """Score records against what a careful person found in the articles."""
    if dev is not None:
        if gold is not None:
            raise typer.BadParameter("give GOLD and OUTPUT, or --dev DIR")
        _dev(dev, as_json, errors)
        return
    if gold is None or output is None:
        raise typer.BadParameter("give GOLD and OUTPUT, or --dev DIR")
    report = score(read_gold(gold), read_records(output))
    _show(report, as_json, console())
    for error in report.errors[:errors]:
        typer.echo(str(error), err=True)


def _dev(folder: Path, as_json: bool, errors: int) -> None:
    from dragoman.coder import Coder

    coder = Coder()
    screen = console()
    for path in gold_files(folder):
        golds = read_gold(path)
        report = score(golds, code_gold(golds, coder.code_article), coder.codebook)
        if not as_json:
            screen.print(Text(path.name, "bold"))
        _show(report, as_json, screen)
        if not as_json:
            _causes(report.errors, errors, screen)


def _causes(errors: tuple[Error, ...], most: int, screen: Console) -> None:
    for cause, listed in by_cause(errors).items():
        screen.print(Text(f"{len(listed):4}  {cause}"))
        for error in listed[:most]:
            screen.print(Text(f"      {error}", "dim"), soft_wrap=True)


def _show(report: Report, as_json: bool, screen: Console) -> None:
    if as_json:
        screen.print(json.dumps(report.as_dict(), ensure_ascii=False), soft_wrap=True, markup=False)
        return
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    table.add_column("")
    for heading in ("Precision", "Recall", "F1", "Right", "Output", "Gold"):
        table.add_column(heading, justify="right")
    for name in AREAS:
        _row(table, name, report.areas[name])
    table.add_section()
    for name, figures in sorted(report.types.items()):
        _row(table, name, figures)
    screen.print(table)
    shares = (f"{n} {s.value:.3f} ({s.all})" for n, s in sorted(report.right.items()) if s.all)
    screen.print("right: " + ", ".join(shares))
    counts = {"forbidden": report.forbidden, "contract": report.contract, "missing": report.missing}
    screen.print(", ".join(f"{name} {n}" for name, n in {**counts, "articles": report.articles}.items()))


def _row(table: Table, name: str, figures: Figures) -> None:
    shares = (f"{figures.precision:.3f}", f"{figures.recall:.3f}", f"{figures.f1:.3f}")
    table.add_row(name, *shares, *map(str, (figures.right, figures.output, figures.gold)))
