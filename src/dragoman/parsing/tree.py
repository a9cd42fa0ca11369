"""A tree whose words may still be moved, with what its shape tells."""

from __future__ import annotations

from dragoman.parsing.universal import CLAUSAL, Node

SUBJECTS = ("nsubj", "csubj", "nsubj:pass")
"""Relations of a subject to its verb."""


class Tree:
    """Nodes of one sentence with their children, kept right while words move."""

    def __init__(self, nodes: list[Node]) -> None:
        self.nodes = nodes
        self.verbs = [n for n in nodes if n.pos in CLAUSAL]
        self._kids: dict[int, list[int]] = {}
        for node in nodes:
            if node.head != node.i:
                self._kids.setdefault(node.head, []).append(node.i)

    def kids(self, i: int) -> list[Node]:
        """Children of a word in the order of the text."""
        return [self.nodes[k] for k in self._kids.get(i, ())]

    def move(self, node: Node, head: int, dep: str) -> None:
        """Hangs a word on another; left undone where that would make a circle. Its own index makes it the root."""
        if head != node.i and node.i in self.above(head):
            return
        if node.head != node.i:
            self._kids[node.head].remove(node.i)
        node.head, node.dep = head, dep
        if head != node.i:
            kids = self._kids.setdefault(head, [])
            kids.append(node.i)
            kids.sort()

    def above(self, i: int) -> list[int]:
        """A word and all over it, nearest first."""
        found = [i]
        while self.nodes[i].head != i and len(found) <= len(self.nodes):
            i = self.nodes[i].head
            found.append(i)
        return found

    def edges(self, i: int) -> tuple[int, int]:
        """First and last word of what hangs on a word, itself included."""
        first = last = i
        todo, seen = [*self._kids.get(i, ())], 1
        while todo and seen <= len(self.nodes):
            k = todo.pop()
            seen += 1
            if k < first:
                first = k
            elif k > last:
                last = k
            todo += self._kids.get(k, ())
        return first, last

    def finite(self, node: Node) -> bool:
        """Whether a verb, with its auxiliaries, is finite."""
        if node.pos not in CLAUSAL:
            return False
        if node.morph.get("VerbForm") == "Fin":
            return True
        return any(k.dep.startswith("aux") and k.morph.get("VerbForm") == "Fin" for k in self.kids(node.i))

    def subjects(self, i: int) -> list[Node]:
        return [k for k in self.kids(i) if k.dep in SUBJECTS]


def agree_in_number(tree: Tree, noun: Node, verb: Node) -> bool:
    """Whether a noun and a finite verb agree in number, as far as they show it."""
    numbers = {n.morph.get("Number") for n in (verb, *tree.kids(verb.i)) if n.morph.get("VerbForm") == "Fin"}
    mine = noun.morph.get("Number")
    if noun.pos == "PROPN" or mine is None or not numbers - {None}:
        return "Plur" not in numbers or noun.pos != "PROPN"
    return mine in numbers
