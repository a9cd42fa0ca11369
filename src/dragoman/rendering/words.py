"""Parts of a record in short words, for tables and pages."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable

from dragoman.records import (
    Actor,
    Agreement,
    Article,
    Attribution,
    Claim,
    Count,
    Event,
    Position,
    Quote,
    Source,
    Status,
    When,
)

SIGNS = {"=": "", ">": "more than ", ">=": "at least ", "<": "less than ", "<=": "at most ", "~": "about "}
# Letters of a text that stand for its title.
TITLE = 70
STATUSES = {
    Status.ASSERTED: "",
    Status.FUTURE: "planned",
    Status.HYPOTHETICAL: "possible",
    Status.NEGATED: "not done",
    Status.HISTORICAL: "years before",
}


def party_code(actor: Actor) -> str:
    """ "RUS GOV", or a dash where the code is unknown."""
    return " ".join((actor.code or "-", *actor.sectors[:1]))


def party_codes(actors: Iterable[Actor]) -> str:
    """Codes of several actors, parted by semicolons."""
    return ";".join(map(party_code, actors))


def name_of(actor: Actor | None) -> str:
    """The best name there is: the canonical one, the text's words, the code."""
    if actor is None:
        return ""
    return actor.name or (actor.span.text if actor.span else "") or actor.code or ""


def party_names(actors: Iterable[Actor]) -> list[str]:
    """The name of each actor. Words that stand for several at once ("ambos países") name none: they give codes."""
    listed = list(actors)
    said = Counter(a.span for a in listed)
    return [a.name or (name_of(a) if said[a.span] == 1 else "") or a.code or "?" for a in listed]


def names(actors: Iterable[Actor]) -> str:
    """Names of several actors, parted by semicolons."""
    return ";".join(party_names(actors))


def when_text(when: When | None) -> str:
    """A period as one ISO date, month or year where it is one, else both ends."""
    if when is None or not when.start:
        return ""
    start, end = when.start[:10], (when.end or when.start)[:10]
    if start == end:
        return start
    if when.granularity == "month" and start[:7] == end[:7]:
        return start[:7]
    if when.granularity == "year" and start[:4] == end[:4]:
        return start[:4]
    return f"{start} to {end}"


def what_text(event: Event) -> str:
    """ "CONSULT visit"."""
    return " ".join(filter(None, (event.type, event.mode)))


def speaker_of(attribution: Attribution) -> str:
    """Who says so: a name or an outlet, or ""."""
    return name_of(attribution.actor) or attribution.outlet or ""


def attribution_text(attribution: Iterable[Attribution]) -> str:
    """All who say so, outermost first, and whether it is only alleged or denied."""
    parts = []
    for one in attribution:
        doubt = "" if one.certainty == "asserted" else f"({one.certainty})"
        parts.append(" ".join(filter(None, (speaker_of(one), doubt))))
    return ", ".join(filter(None, dict.fromkeys(parts)))


def count_text(count: Count) -> str:
    """ "12 or more", "2", "3 to 5", or "" where the text does not say."""
    if count.min is None:
        return "" if count.max is None else f"up to {count.max}"
    if count.max is None:
        return f"{count.min} or more"
    return str(count.min) if count.min == count.max else f"{count.min} to {count.max}"


def agreement_text(agreement: Agreement) -> str:
    """An agreement in one line: parties, kind, status, count, date, topics."""
    parties = " + ".join(party_names(agreement.parties)) or "?"
    number = count_text(agreement.count)
    facts = [f"{agreement.kind}, {agreement.status}", number if number != "1" else "", when_text(agreement.when)]
    facts.append({True: "made public", False: "not made public", None: ""}[agreement.disclosed])
    topics = f": {', '.join(agreement.topics)}" if agreement.topics else ""
    return f"{parties}: {', '.join(filter(None, facts))}{topics}"


def claim_text(claim: Claim) -> str:
    """A claim in one line: subject, kind, measure, value, object, time, and who says so."""
    value = ""
    if claim.value is not None:
        value = f"{SIGNS.get(claim.comparator or '=', '')}{claim.value:,.10g} {claim.unit or ''}".strip()
    object_ = name_of(claim.object)
    facts = [claim.measure or "", value, f"of {object_}" if object_ else "", when_text(claim.when)]
    said = attribution_text(claim.attribution)
    source = f", according to {said}" if said else ""
    return f"{name_of(claim.subject) or '?'}: {claim.kind}: {', '.join(filter(None, facts))}{source}"


def quote_text(quote: Quote) -> str:
    """Who said what in one line, to whom and where."""
    said = f"“{quote.text}”" if quote.direct else quote.text
    where = ", ".join(filter(None, (f"to {quote.addressee}" if quote.addressee else "", quote.venue or "")))
    speaker = (name_of(quote.speaker) or "?") + (f" ({where})" if where else "")
    return f"{said} — {speaker}" if quote.direct else f"{speaker}: {said}"


def position_text(position: Position) -> str:
    """How somebody stood, on what and where, in one line."""
    issue = f" ({position.issue})" if position.issue else ""
    forum = f", in {position.forum}" if position.forum else ""
    return f"{name_of(position.actor)}: {position.stance}{issue}{forum}"


def heading_text(article: Article) -> str:
    """The title of an article, else how its text begins."""
    return article.title or textwrap.shorten(article.text[:1000], TITLE, placeholder="…") or article.id


def source_text(sources: Iterable[Source]) -> str:
    """The chain of publication: "Press TV > Al Manar (translated)"."""
    return " > ".join(s.outlet if s.role == "origin" else f"{s.outlet} ({s.role})" for s in sources)
