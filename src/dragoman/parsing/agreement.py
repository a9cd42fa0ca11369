"""Small questions about two words of a sentence, or about one and those behind it."""

from __future__ import annotations

from dragoman.parsing.words import Sentence


def stands_for(sentence: Sentence, one: int, other: int) -> bool:
    """Whether a word is a personal pronoun that agrees in gender and number with a noun."""
    pronoun, noun = sentence.words[one], sentence.words[other]
    if pronoun.pos != "PRON" or pronoun.morph.get("PronType") != "Prs" or noun.pos not in ("NOUN", "PROPN"):
        return False
    return all(noun.morph.get(f, pronoun.morph.get(f)) == pronoun.morph.get(f) for f in ("Gender", "Number"))


def unbroken(sentence: Sentence, head: int) -> int:
    """The last word of the unbroken stretch of a word's subtree that begins at the word."""
    inside = set(sentence.subtree(head))
    last = head
    while last + 1 in inside:
        last += 1
    return last
