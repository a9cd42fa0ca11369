"""The schema of ``lexicon/<language>/votes.yaml``: words of votes, forums and tallies."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from dragoman.lexicon import Entry

Stance = Literal["for", "against", "abstain", "absent"]


class StanceWords(Entry):
    """Verbs (lemmas) that tell a stance: with one of ``words`` in the clause, or one of ``needs`` in the sentence or
    the one before, if there are such lists; ``negated``: only where the verb is denied, and with none of ``unless``.
    ``sitting``: also without a vote where the body is named as the place ("in the Council, where China opposes …").
    """

    stance: Stance
    verbs: tuple[str, ...]
    words: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    negated: bool = False
    sitting: bool = False


class Forum(Entry):
    """A forum, by its id in the records, and what it is called. ``bodies`` of it vote, with so many members (0 where
    that varies). ``own``: who votes there is the body itself ("the parliament of Georgia").
    """

    id: str
    words: tuple[str, ...]
    bodies: dict[str, int] = Field(default_factory=dict)
    own: bool = False


class TallyWords(Entry):
    """Words of tallies: ``counts`` by stance behind a number; ``pairs`` between the votes for and against ("27 votes to
    13"), which need one of ``openers`` before them unless they are ``clear``.
    """

    counts: dict[Stance, tuple[str, ...]]
    pairs: tuple[str, ...] = ()
    openers: tuple[str, ...] = ()
    clear: tuple[str, ...] = ()


class VoteWords(Entry):
    """Schema of ``votes.yaml``; the comments in the file say what each list is for."""

    stances: tuple[StanceWords, ...]
    votes: tuple[str, ...]
    phrases: dict[Stance, tuple[str, ...]]
    tally: TallyWords
    forums: tuple[Forum, ...]
    breaks: tuple[str, ...]
    joins: tuple[str, ...]
    issues: tuple[str, ...] = Field(default=())
    choosing: tuple[str, ...] = ()
    listing: tuple[str, ...] = ()
    joining: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    neither: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
