"""Rules on the tags of single words depend on form, tag and relation alone: looked up once for each of these."""

from __future__ import annotations

from typing import Any

KEPT = 2_048
"""Words whose rules are kept; beyond that the table begins anew."""


class Rules:
    """The matching of spaCy's AttributeRuler, with what holds of single words kept by form, tag and relation."""

    def __init__(self, ruler: Any) -> None:
        from spacy.matcher import Matcher

        self.single, self.several = Matcher(ruler.vocab), Matcher(ruler.vocab)
        self.numbers: dict[int, int] = {}
        self.kept: dict[tuple[int, ...], tuple[tuple[int, int], ...]] = {}
        for number, rule in enumerate(ruler.patterns):
            label = ruler.vocab.strings.add(str(number))
            self.numbers[label] = number
            for pattern in rule["patterns"]:
                (self.single if len(pattern) == 1 else self.several).add(label, [pattern])

    @staticmethod
    def knows(ruler: Any) -> bool:
        """Whether all rules look only at what a word's rules are kept by."""
        words = [word for rule in ruler.patterns for pattern in rule["patterns"] for word in pattern]
        return all(set(word) <= {"TAG", "POS", "DEP", "LOWER", "ORTH", "IS_SPACE"} for word in words)

    def match(self, doc: Any) -> list[tuple[int, int, int, int]]:
        """Rule, its label, first word and end of each match; of one word in the order of the rules."""
        found = []
        for i, key in enumerate(map(tuple, doc.to_array(["ORTH", "TAG", "POS", "DEP"]).tolist())):
            rules = self.kept.get(key)
            if rules is None:
                rules = self._learn(doc, i, key)
            found += [(number, label, i, i + 1) for number, label in rules]
        several = self.several(doc, allow_missing=True) if len(self.several) else ()
        if several:
            found += [(self.numbers[label], label, start, end) for label, start, end in several]
            found.sort()
        return found

    def _learn(self, doc: Any, i: int, key: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
        if len(self.kept) > KEPT:
            self.kept.clear()
        matches = self.single(doc[i : i + 1], allow_missing=True)
        rules = self.kept[key] = tuple(sorted((self.numbers[label], label) for label, _, _ in matches))
        return rules
