"""Whether two mentions of agreements tell of one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dragoman.records import Agreement


def codes(agreement: Agreement) -> frozenset[str | None]:
    """The codes of its parties."""
    return frozenset(a.code for a in agreement.parties)


def same(old: Agreement, new: Agreement, known: bool) -> bool:
    """Whether two mentions tell of one agreement: parties that fit, kinds that may name the same thing, and the same
    status or, where the text names it as ``known``, a later one.
    """
    kinds = {old.kind, new.kind}
    related = len(kinds) == 1 or "agreement" in kinds
    counts = old.count == new.count or old.count.max is None or new.count.max is None
    topics = not old.topics or not new.topics or _related(old.topics, new.topics) or new.count.max is None
    parties = codes(old) <= codes(new) or codes(new) <= codes(old)
    stage = old.status == new.status or (known and old.count == new.count)
    return parties and stage and related and counts and topics


def _related(some: Iterable[str], others: Sequence[str]) -> bool:
    """Whether one of the topics is part of one of the others: "gas" and "gas supply"."""
    return any(a in b or b in a for a in some for b in others)
