"""Mends which word heads a clause and which noun is its subject: roots, coordination, reduced relative clauses."""

from __future__ import annotations

from dragoman.parsing.syntax import Syntax
from dragoman.parsing.tree import SUBJECTS, Tree, agree_in_number
from dragoman.parsing.universal import CLAUSAL, NOMINAL, Node

_LOOSE = ("advcl", "ccomp", "parataxis", "conj", "acl", "acl:relcl", "xcomp", "appos", "obj", "dep", "amod")
_LISTED = frozenset({"conj", "obj", "obl", "appos", "nmod"})
_NOUNS = NOMINAL | {"ADJ"}
_BEFORE_VERB = frozenset({"PRON", "AUX", "ADV", "PART"})


def mend_root(tree: Tree, syntax: Syntax) -> None:
    """The finite verb heads the sentence, not the noun before it that is its subject ("Macron inspeccionó")."""
    for root in tree.nodes:
        if root.head != root.i or root.pos not in NOMINAL:
            continue
        kids = tree.kids(root.i)
        if any(k.dep == "cop" for k in kids):
            continue
        for verb in kids:
            if verb.i < root.i or not tree.finite(verb) or verb.dep not in _LOOSE or tree.subjects(verb.i):
                continue
            if _is_opened(tree, verb, syntax) or not _adjoins(tree, root.i, verb):
                continue
            others = [k for k in kids if k is not verb and (k.i > verb.i or k.pos in CLAUSAL or k.dep == "punct")]
            tree.move(verb, verb.i, "root")
            tree.move(root, verb.i, "nsubj")
            for kid in others:
                if kid.dep not in ("amod", "acl", "acl:relcl", "det", "flat") or kid.i > verb.i:
                    tree.move(kid, verb.i, kid.dep)
            break


def mend_function_root(tree: Tree) -> None:
    """A conjunction heads nothing: the clause before it does, and the clause behind it hangs on that one."""
    root = next((n for n in tree.nodes if n.head == n.i), None)
    if root is None or root.pos not in ("CCONJ", "SCONJ", "ADP", "PUNCT"):
        return
    kids = tree.kids(root.i)
    verbs = [k for k in kids if tree.finite(k)]
    if not verbs:
        return
    main = verbs[0]
    late = next((v for v in verbs if v.i > root.i), None)
    tree.move(main, main.i, "root")
    for kid in kids:
        if kid is main or kid.dep == "fixed":
            continue
        if kid is late:
            tree.move(kid, main.i, "advcl")
        else:
            tree.move(kid, main.i, "conj" if tree.finite(kid) else kid.dep)
    tree.move(root, late.i if late else main.i, "mark" if late else "cc")
    for low in [k for v in verbs for k in tree.kids(v.i) if late and k.dep == "advcl" and root.i < k.i < late.i]:
        tree.move(root, low.i, "mark")  # the first clause behind the conjunction is the one it opens
        tree.move(low, main.i, "advcl")
        tree.move(late, low.i, "conj") if late else None


def _is_opened(tree: Tree, verb: Node, syntax: Syntax) -> bool:
    """Whether a clause opens with a conjunction or a relative pronoun before its verb."""
    for kid in tree.kids(verb.i):
        if kid.i > verb.i:
            break
        if kid.dep == "mark" or kid.pos == "SCONJ":
            return True
        first = tree.nodes[tree.edges(kid.i)[0]]
        if kid.lower in syntax.relatives or first.lower in syntax.relatives:
            return True
    return False


def _adjoins(tree: Tree, i: int, verb: Node) -> bool:
    """Whether between a noun and a verb stand only what goes right before verbs, or an aside in commas."""
    inner = [k for k in tree.kids(i) if k.i != verb.i and k.i < verb.i]
    at = max([i, *(tree.edges(k.i)[1] for k in inner if k.dep != "punct")]) + 1
    nodes = tree.nodes
    opened = verb.i
    while opened > at and nodes[opened - 1].pos in _BEFORE_VERB:
        opened -= 1
    if at >= opened:
        return True
    if nodes[at].text != "," or nodes[opened - 1].text != ",":
        return False
    aside = nodes[at:opened]
    return not any(tree.finite(n) for n in aside) and not any(n.dep == "cc" for n in aside)


def _opens_with_and(tree: Tree, node: Node) -> bool:
    """Whether a clause after its head begins with a coordinating and no subordinating conjunction."""
    before = [k for k in tree.kids(node.i) if k.i < node.i]
    if node.head > node.i or not before or any(k.dep == "mark" for k in before):
        return False
    first = before[0]
    joints = [first, *tree.kids(first.i)]  # the conjunction may hang on the subject that follows it
    return any(k.dep == "cc" and k.i <= first.i for k in joints)


def mend_coordination(tree: Tree) -> None:
    """A finite verb is no conjunct of an infinitive but of the finite verb above ("asked X to go and thanked Y")."""
    for node in tree.verbs:
        if not tree.finite(node):
            continue
        if node.dep in ("ccomp", "xcomp", "advcl") and _opens_with_and(tree, node):
            node.dep = "conj"
        if node.dep == "conj":
            head = _finite_over(tree, node.head)
            if head is not None and head.i != node.head:
                tree.move(node, head.i, "conj")


def _finite_over(tree: Tree, i: int) -> Node | None:
    """The finite verb nearest over a verb, itself included; None where a word that is no verb comes first."""
    for k in tree.above(i):
        node = tree.nodes[k]
        if node.pos not in CLAUSAL:
            return None
        if tree.finite(node):
            return node
    return None


def mend_subjects(tree: Tree, syntax: Syntax) -> None:
    """What stands between "and" and a finite verb without a subject is its subject, and no part of the list before.

    "Envió armas a Ucrania y Alemania prometió tanques": Germany promised and was sent nothing.
    """
    joints = [n.i for n in tree.nodes if n.dep == "cc"]
    for node in tree.nodes[joints[0] :] if joints else ():
        if node.dep not in _LISTED or node.pos not in _NOUNS:
            continue
        first = tree.edges(node.i)[0]
        joint = tree.nodes[first if tree.nodes[first].dep == "cc" else max(first - 1, 0)]
        if joint.dep != "cc" or any(k.dep == "case" and k.pos == "ADP" for k in tree.kids(node.i)):
            continue
        verb = _verb_after(tree, node, syntax)
        if verb is None:
            continue
        above = tree.above(node.head)
        if verb.i in above[1:] and any(tree.nodes[k].dep in SUBJECTS for k in above):
            continue
        main = _main_verb(tree, node, verb)
        if main is None:
            continue
        if verb.i in tree.above(node.i):  # the list hangs on the verb that follows it
            continue
        if verb.head != main.i or verb.dep != "conj":
            tree.move(verb, main.i, "conj")
        tree.move(node, verb.i, "nsubj")


def _verb_after(tree: Tree, node: Node, syntax: Syntax) -> Node | None:
    """The finite verb right behind a noun, if it has no subject and no word that opens a clause of its own."""
    last = tree.edges(node.i)[1]
    for verb in tree.nodes[last + 1 :]:
        if verb.pos not in CLAUSAL or verb.dep.startswith(("aux", "cop")):
            continue
        if not tree.finite(verb):
            if verb.morph.get("VerbForm") == "Part":
                continue
            return None
        kids = [k for k in tree.subjects(verb.i) if k.lower not in syntax.reflexive_pronouns]
        if any(k.i < verb.i or k.pos != "NOUN" for k in kids):
            return None
        fits = not _is_opened(tree, verb, syntax) and _adjoins(tree, node.i, verb)
        return verb if fits and agree_in_number(tree, node, verb) else None
    return None


def _main_verb(tree: Tree, node: Node, verb: Node) -> Node | None:
    """The finite verb before a conjunct on which the list hangs: what the next clause is coordinated with."""
    for k in tree.above(node.head):
        over = tree.nodes[k]
        if over.i < node.i and over.i != verb.i and tree.finite(over) and not over.dep.startswith("acl"):
            return over
    before = [n for n in tree.nodes[: node.i] if tree.finite(n) and not n.dep.startswith(("aux", "acl"))]
    return before[-1] if before and verb.i not in tree.above(before[-1].i) else None


def mend_reduced(tree: Tree, syntax: Syntax) -> None:
    """Of two finite verbs on end the first is a participle ("rockets fired from Cambodia killed eleven")."""
    if not syntax.past_or_participle:
        return
    for first in tree.verbs:
        if first.pos != "VERB" or not first.text.endswith(syntax.past_or_participle) or not tree.finite(first):
            continue
        kids = tree.kids(first.i)
        subjects = tree.subjects(first.i)
        if len(subjects) != 1 or subjects[0].i > first.i or any(k.dep in ("obj", "ccomp", "aux") for k in kids):
            continue
        for second in kids:
            if second.i < first.i or second.dep not in ("conj", "parataxis", "advcl", "dep", "ccomp", "xcomp"):
                continue
            between = tree.nodes[first.i + 1 : second.i]
            joined = any(n.pos in ("PUNCT", "CCONJ", "SCONJ") or n.dep == "mark" for n in between)
            if joined or not tree.finite(second) or tree.subjects(second.i) or second.morph.get("VerbForm") != "Fin":
                continue
            _turn_into_participle(tree, first, second, subjects[0])
            break


def _turn_into_participle(tree: Tree, first: Node, second: Node, subject: Node) -> None:
    root, head, dep = first.head == first.i, first.head, first.dep
    tree.move(second, second.i, "root")
    if not root:
        tree.move(second, head, dep)
    for kid in tree.kids(first.i):
        if kid.i > second.i or (kid.i < subject.i and kid is not subject):
            tree.move(kid, second.i, kid.dep)
    tree.move(subject, second.i, "nsubj")
    tree.move(first, subject.i, "acl")
    first.morph = {"VerbForm": "Part", "Tense": "Past"}


def mend_fronted(tree: Tree) -> None:
    """Names behind a fronted date are the subject ("En 2014, Riad y Manama retiraron a sus embajadores")."""
    for verb in tree.verbs:
        if not tree.finite(verb) or any(k.i < verb.i for k in tree.subjects(verb.i)):
            continue
        for date in tree.kids(verb.i):
            behind = date.i + 1
            number = date.pos == "NUM" or date.text.isdigit()
            if date.i >= verb.i or not number or behind >= len(tree.nodes) or tree.nodes[behind].text != ",":
                continue
            names = [k for k in tree.kids(date.i) if behind < k.i < verb.i and k.pos in NOMINAL]
            if names and _adjoins(tree, names[-1].i, verb):
                tree.move(names[0], verb.i, "nsubj")
                for other in names[1:]:
                    tree.move(other, names[0].i, "conj")
                break
