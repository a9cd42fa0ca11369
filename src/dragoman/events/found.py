"""What the event stage hands on: one mention of an event, before date, attribution and merging."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.records import Actor, Span, Status


@dataclass(frozen=True, slots=True)
class Found:
    """One place of the text that tells of an event.

    Attributes:
        sentence: index of the sentence; clause: index of the clause in it.
        type, mode, contexts: as in the codebook.
        actors, recipients: resolved, in the order of the text.
        status: from grammar and cues, before the date can make it historical.
        frame: id of the frame that fired; trigger: the words that carry it.
        confidence: 0 to 1.
        alleged: somebody else's accusation, or "presunto", "habría".
        planned: the when found beside it is the time it is set for, not the time it was done.
    """

    sentence: int
    clause: int
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    status: Status
    frame: str
    trigger: Span
    confidence: float = 1.0
    alleged: bool = False
    planned: bool = False
