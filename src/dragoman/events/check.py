"""Runs every example of every frame: the test that the lexicon of acts carries with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from dragoman.actors.resolver import Resolver
from dragoman.events.finder import EventFinder
from dragoman.events.found import Found
from dragoman.events.frames import Example, Frame
from dragoman.lexicon import Lexicon
from dragoman.parsing.parser import Parser
from dragoman.records import Status

PUBLISHED = "2024-06-21"
"""The date of publication of examples that give none."""


@dataclass(frozen=True, slots=True)
class Checked:
    """An example and what came of it; ``detail`` says what was found instead, empty when all is well."""

    frame: Frame
    example: Example
    ok: bool
    detail: str = ""


def check_frames(
    lexicon: Lexicon, language: str, pipeline: Callable[[str], Any], only: str | None = None
) -> Iterator[Checked]:
    """Codes each example of a language's frames. ``only``: frames whose id begins with it.

    Raises:
        LexiconError: the frames are not valid.
        ModelError: the language's model is missing.
    """
    finder, resolver = EventFinder(lexicon), Resolver(lexicon)
    parser = Parser(lexicon, pipeline, {language: finder.acts(language)})
    for frame in finder.knowledge(language).index.frames.values():
        if only and not frame.id.startswith(only):
            continue
        for example in frame.examples:
            document = parser.parse(example.text, language)
            mentions = resolver.resolve(document, PUBLISHED)
            yield _compare(frame, example, finder.find(document, mentions))


def _compare(frame: Frame, example: Example, found: list[Found]) -> Checked:
    told = "; ".join(map(describe, found)) or "nothing"
    if example.none:
        wrong = [f for f in found if f.frame == frame.id and f.status is Status.ASSERTED]
        return Checked(frame, example, not wrong, f"must not fire, but found {told}" if wrong else "")
    kind = example.type or frame.type
    for event in found:
        if event.type != kind or event.status is not example.status:
            continue
        if example.actors is not None and _codes(event.actors) != set(example.actors):
            continue
        if example.recipients is not None and _codes(event.recipients) != set(example.recipients):
            continue
        return Checked(frame, example, True)
    wanted = f"{kind} {sorted(example.actors or ())}>{sorted(example.recipients or ())} {example.status}"
    return Checked(frame, example, False, f"wanted {wanted}; found {told}")


def _codes(actors: tuple[Any, ...]) -> set[str]:
    return {a.code for a in actors if a.code}


def describe(found: Found) -> str:
    """An event in a few words, for messages."""
    actors, recipients = sorted(_codes(found.actors)), sorted(_codes(found.recipients))
    return f"{found.type} {actors}>{recipients} {found.status} ({found.frame}, {found.trigger.text!r})"
