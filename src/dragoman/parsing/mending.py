"""Mends what small models often get wrong in a tree, by grammar alone and only where the evidence is in the sentence.

Each rule is a function over the whole tree: coordination, agreement, heads of clauses, appositions. Words of a language
that a rule needs are in ``syntax.yaml``. A rule moves words; it never makes one up.
"""

from __future__ import annotations

from dragoman.parsing.mendheads import (
    mend_coordination,
    mend_fronted,
    mend_function_root,
    mend_reduced,
    mend_root,
    mend_subjects,
)
from dragoman.parsing.mendnouns import (
    mend_agreement,
    mend_appositions,
    mend_asked,
    mend_elapsed,
    mend_inverted,
    mend_relatives,
    mend_requests,
)
from dragoman.parsing.syntax import Syntax
from dragoman.parsing.tagging import active, fixed, retag
from dragoman.parsing.tree import Tree
from dragoman.parsing.universal import Node


def mend(nodes: list[Node], syntax: Syntax, language: str) -> None:
    """Mends a tree of Universal Dependencies in place."""
    retag(nodes, syntax, language)
    fixed(nodes, syntax.fixed)
    if syntax.prepositions_govern:
        active(nodes)
    tree = Tree(nodes)
    mend_function_root(tree)
    mend_root(tree, syntax)
    mend_coordination(tree)
    mend_reduced(tree, syntax)
    mend_subjects(tree, syntax)
    mend_fronted(tree)
    mend_agreement(tree)
    mend_requests(tree, syntax)
    mend_asked(tree, syntax)
    mend_relatives(tree, syntax)
    mend_appositions(tree)
    mend_elapsed(tree, syntax)
    mend_inverted(tree, syntax)
