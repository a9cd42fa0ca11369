"""The quotations of an article, direct and indirect, with who said them."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from dragoman.actors.mentions import ActorMentions
from dragoman.attribution.cues import Cues
from dragoman.attribution.direct import DirectSpeech
from dragoman.attribution.indirect import IndirectSpeech
from dragoman.attribution.marks import find_stretches
from dragoman.attribution.speakers import Speakers
from dragoman.attribution.speech import Hidden, Speech, paragraphs
from dragoman.attribution.wording import wording
from dragoman.folding import fold
from dragoman.parsing.document import Document
from dragoman.records import Quote, Span

_WORD = re.compile(r"\w+")


def find_speech(document: Document, mentions: ActorMentions, cues: Cues) -> tuple[Speech, ...]:
    """Everything that somebody says in an article, in the order of the text: what quotations and attributions are
    made of. Never raises on odd text."""
    stretches = find_stretches(document.text, paragraphs(document))
    hidden = Hidden(document, stretches)
    words = wording(cues)
    speakers = Speakers(document, mentions, hidden, cues, words.verbs)
    direct = DirectSpeech(document, stretches, hidden, speakers, words)
    indirect = IndirectSpeech(document, hidden, speakers, direct, words)
    starting: dict[int, list[int]] = {}
    for number, stretch in enumerate(stretches):
        sentence = direct.sentence_of(number) if stretch.depth == 0 else None
        if sentence is not None:
            starting.setdefault(sentence, []).append(number)
    found: list[Speech] = []
    for parsed in document.sentences:
        here = indirect.read(parsed)
        for number in starting.get(parsed.sentence.index, ()):
            speech = direct.read(number)
            if speech:
                here.append(speech)
        found += [_within(s, here) if s.kind == "according" else s for s in here]
    return tuple(sorted(found, key=lambda s: (s.start, -s.end)))


def _within(said: Speech, others: list[Speech]) -> Speech:
    """ "X dijo que, según Y, …": a phrase inside what somebody says vouches only for that."""
    if said.cue is None:
        return said
    around = [o for o in others if o.kind != "according" and o.start <= said.cue.start and said.cue.end <= o.end]
    inner = min(around, key=lambda o: o.end - o.start, default=None)
    if inner is None or (said.start >= inner.start and said.end <= inner.end):
        return said
    return replace(said, start=inner.start, end=inner.end, text=inner.text)


def quotes_of(speech: tuple[Speech, ...], text: str) -> tuple[Quote, ...]:
    """The quotations among what is said. Indirect speech that holds quoted words is told by these alone."""
    direct = [s for s in speech if s.kind == "direct"]
    starts = sorted(s.start for s in direct)
    repeated = _repeated(direct)
    made = []
    for said in speech:
        if said.kind == "direct" and said.start in repeated:
            continue
        told = said.kind == "indirect" and not _holds(said, starts)
        if said.kind == "direct" or told:
            span = Span(start=said.start, end=said.end, text=text[said.start : said.end])
            made.append(
                Quote(
                    speaker=said.speaker,
                    text=said.text,
                    direct=said.kind == "direct",
                    cue=said.cue,
                    addressee=said.addressee,
                    venue=said.venue,
                    span=span,
                )
            )
    return tuple(made)


def _repeated(direct: list[Speech]) -> set[int]:
    """Where quotations begin that another tells in the same words with a better cue: a headline's, mostly."""
    best: dict[str, Speech] = {}
    dropped: set[int] = set()
    for said in direct:
        words = " ".join(_WORD.findall(fold(said.text)))
        known = best.get(words)
        if known is None:
            best[words] = said
        elif known.lemma or not said.lemma:
            dropped.add(said.start)
        else:
            dropped.add(known.start)
            best[words] = said
    return dropped


def _holds(said: Speech, starts: list[int]) -> bool:
    at = bisect_left(starts, said.start)
    return at < len(starts) and starts[at] < said.end


def find_quotes(document: Document, mentions: ActorMentions, cues: Cues) -> tuple[Quote, ...]:
    """Finds the quotations of an article.

    Args:
        document: the parsed article. mentions: who is named in it. cues: those of the article's language.

    Returns:
        Quotations in the order of the text. ``text`` has neither marks nor outer punctuation, and without the words
        of an inserted clause of saying; ``span`` is the whole stretch.
    """
    return quotes_of(find_speech(document, mentions, cues), document.text)
