"""What the plain copy of a text is made for."""

from __future__ import annotations

import pytest

from dragoman.parsing.plain import may_name


@pytest.mark.parametrize(
    ("line", "may"),
    [
        ("The rain stopped. Nobody minded.", False),
        ("“Stop,” said the guard.", False),
        ("The guard met Ann.", True),
        ("The guard read “The Times”.", True),
        ("Okonjo resigned.", True),
        ("It rained. Okonjo resigned.", True),
        ("UN troops left.", True),
        ("Talks with non-EU states", True),
    ],
)
def test_lines_that_can_hold_no_name_are_told_from_the_others(line: str, may: bool) -> None:
    words = {"the", "rain", "it", "nobody", "stop", "un", "talks"}
    assert may_name(line, words.__contains__) is may
