"""Quotation marks in raw text."""

from __future__ import annotations

import re

import pytest

from dragoman.attribution.marks import find_stretches


def found(text: str) -> list[tuple[str, int]]:
    paragraphs = [m.span() for m in re.finditer(r"[^\n]+", text)]
    stretches = find_stretches(text, paragraphs)
    for s in stretches:
        assert s.outer_start <= s.start <= s.end <= s.outer_end <= len(text)
    return [(s.text, s.depth) for s in stretches]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Uno dos”, dijo Ana, “tres”.", ["Uno dos", "tres"]),
        ("Dijo «uno», \"dos\", “tres” y 'cuatro'.", ["uno", "dos", "tres", "cuatro"]),
        ("„Niedrig“ und ``alt''.", ["Niedrig", "alt"]),
        ("«El ministro dijo “nunca” ayer», contó.", ["El ministro dijo “nunca” ayer", "nunca"]),
        ("It's the workers' rights, 'he said,' not Iran's.", ["he said"]),
        ("He said ‘the workers’ rights are safe’ today.", ["the workers’ rights are safe"]),
        ('"¿Vendrá?", preguntó. "No".', ["¿Vendrá?", "No"]),
        ("“Uno sin cerrar.\nOtro “cerrado” aquí.", ["cerrado"]),
        ("“Sin cerrar, dijo X. “Cerrado”, dijo Y.", ["Cerrado"]),
        ('Dijo "uno sin cerrar.\nDijo "dos" y "tres".', ["dos", "tres"]),
        ("“Empieza.\n“Sigue.\n“Acaba”, dijo X.", ["Empieza\nSigue\nAcaba"]),
        ("—No vamos —dijo Ana—. Nunca.", ["No vamos", "Nunca"]),
        ("— Primer punto\n— Segundo punto", []),
        ("“”", []),
        ("“ , ”", []),
        ("'", []),
        ("", []),
    ],
)
def test_stretches(text: str, expected: list[str]) -> None:
    assert [t for t, _ in found(text)] == expected


def test_depth() -> None:
    assert found("“Uno ‘dos’ tres”") == [("Uno ‘dos’ tres", 0), ("dos", 1)]


def test_an_open_mark_costs_at_most_its_paragraph() -> None:
    lines = [f"Dijo “palabra {n}” ayer." for n in range(50)]
    lines[10] = "Dijo “que nadie cierra."
    assert len(found("\n".join(lines))) == 49


def test_many_marks_stay_linear() -> None:
    for text in ('"' * 20_000, "'a " * 20_000, "“" * 20_000, "a' " * 20_000, "‘a" * 10_000, "“a\n" * 10_000):
        found(text)
