"""Mends what small models often get wrong in a tree, by grammar alone and only where the evidence is in the sentence.

Each rule is a function over the whole tree: coordination, agreement, heads of clauses, appositions. Words of a language
that a rule needs are in ``syntax.yaml``. A rule moves words; it never makes one up.
"""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.parsing.syntax import Syntax
from dragoman.parsing.tagging import retag
from dragoman.parsing.tree import Tree
from dragoman.parsing.universal import CLAUSAL, NOMINAL, Node

_SUBJECTS = ("nsubj", "csubj", "nsubj:pass")
_LOOSE = ("advcl", "ccomp", "parataxis", "conj", "acl", "acl:relcl", "xcomp", "appos", "obj", "dep", "amod")
_NO_PERSON = frozenset({"LOC", "GPE", "FAC", "ORG"})
_BEFORE_VERB = frozenset({"PRON", "AUX", "ADV", "PART"})


def mend(nodes: list[Node], syntax: Syntax, language: str) -> None:
    """Mends a tree of Universal Dependencies in place."""
    retag(nodes, syntax, language)
    tree = Tree(nodes)
    _mend_function_root(tree)
    _mend_root(tree, syntax)
    _mend_coordination(tree)
    _mend_subjects(tree, syntax)
    _mend_agreement(tree)
    _mend_requests(tree, syntax)
    _mend_relatives(tree, syntax)
    _mend_appositions(tree, syntax)
    _mend_elapsed(tree, syntax)
    _mend_inverted(tree, syntax)


def _mend_root(tree: Tree, syntax: Syntax) -> None:
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


def _mend_function_root(tree: Tree) -> None:
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
        if kid.text.lower() in syntax.relatives or first.text.lower() in syntax.relatives:
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


def _mend_coordination(tree: Tree) -> None:
    """A finite verb is no conjunct of an infinitive but of the finite verb above ("asked X to go and thanked Y")."""
    for node in tree.nodes:
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


def _mend_subjects(tree: Tree, syntax: Syntax) -> None:
    """What stands between "and" and a finite verb without a subject is its subject, and no part of the list before.

    "Envió armas a Ucrania y Alemania prometió tanques": Germany promised and was sent nothing.
    """
    for node in tree.nodes:
        if node.dep not in ("conj", "obj", "obl", "appos", "nmod") or node.pos not in NOMINAL | {"ADJ"}:
            continue
        first = tree.edges(node.i)[0]
        joint = tree.nodes[first if tree.nodes[first].dep == "cc" else max(first - 1, 0)]
        if joint.dep != "cc" or any(k.dep == "case" and k.pos == "ADP" for k in tree.kids(node.i)):
            continue
        verb = _verb_after(tree, node, syntax)
        if verb is None:
            continue
        above = tree.above(node.head)
        if verb.i in above[1:] and any(tree.nodes[k].dep in _SUBJECTS for k in above):
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
        kids = [k for k in tree.subjects(verb.i) if k.text.lower() not in syntax.reflexive_pronouns]
        if any(k.i < verb.i or k.pos != "NOUN" for k in kids):
            return None
        fits = not _is_opened(tree, verb, syntax) and _adjoins(tree, node.i, verb)
        return verb if fits and _agree_in_number(tree, node, verb) else None
    return None


def _agree_in_number(tree: Tree, noun: Node, verb: Node) -> bool:
    numbers = {n.morph.get("Number") for n in (verb, *tree.kids(verb.i)) if n.morph.get("VerbForm") == "Fin"}
    mine = noun.morph.get("Number")
    if noun.pos == "PROPN" or mine is None or not numbers - {None}:
        return "Plur" not in numbers or noun.pos != "PROPN"
    return mine in numbers


def _main_verb(tree: Tree, node: Node, verb: Node) -> Node | None:
    """The finite verb before a conjunct on which the list hangs: what the next clause is coordinated with."""
    for k in tree.above(node.head):
        over = tree.nodes[k]
        if over.i < node.i and over.i != verb.i and tree.finite(over) and not over.dep.startswith("acl"):
            return over
    before = [n for n in tree.nodes[: node.i] if tree.finite(n) and not n.dep.startswith(("aux", "acl"))]
    return before[-1] if before and verb.i not in tree.above(before[-1].i) else None


def _mend_agreement(tree: Tree) -> None:
    """A participle goes with the nearest noun that agrees with it ("la liberación de X, detenido")."""
    for node in tree.nodes:
        form, head = node.morph, tree.nodes[node.head]
        if node.dep not in ("acl", "amod") or form.get("VerbForm") != "Part" or "Gender" not in form:
            continue
        if head.i >= node.i or _agrees(form, head):
            continue
        nearer = [
            n
            for n in tree.nodes[head.i + 1 : node.i]
            if n.pos in ("NOUN", "PROPN") and n.dep not in ("flat", "compound")
        ]
        for noun in reversed(nearer):
            if _agrees(form, noun):
                tree.move(node, noun.i, node.dep)
                break


def _agrees(form: dict[str, str], noun: Node) -> bool:
    """Whether gender and number of a participle fit a noun, as far as the noun shows them."""
    return all(noun.morph.get(f, form.get(f)) == form.get(f) for f in ("Gender", "Number"))


def _mend_relatives(tree: Tree, syntax: Syntax) -> None:
    """A relative clause goes with the noun right before its pronoun, where the two agree and no genitive joins them.

    "Disparó tiros contra soldados que cruzaron la línea": the soldiers crossed it.
    """
    for verb in tree.nodes:
        if not verb.dep.startswith("acl") or verb.pos not in CLAUSAL or not tree.finite(verb):
            continue
        pronoun = next((k for k in tree.kids(verb.i) if k.text.lower() in syntax.relatives and k.i < verb.i), None)
        if pronoun is None or pronoun.dep not in _SUBJECTS or pronoun.i == 0:
            continue
        head = tree.nodes[verb.head]
        if pronoun.text.lower() in syntax.personal_relatives and head.entity in _NO_PERSON:
            person = _person_before(tree, head)
            if person is not None:
                tree.move(verb, person.i, verb.dep)
            continue
        for near in _nouns_ending_at(tree, pronoun.i - 1, head.i):
            case = next((k.text.lower() for k in tree.kids(near.i) if k.dep == "case"), "")
            if case and case not in syntax.genitives and _agree_in_number(tree, near, verb):
                tree.move(verb, near.i, verb.dep)
            break


def _person_before(tree: Tree, place: Node) -> Node | None:
    """The nearest noun before a place that hangs on the same verb: who was received there."""
    above = tree.above(place.i)[1:]
    for node in reversed(tree.nodes[: place.i]):
        named = node.pos in ("NOUN", "PROPN") and node.entity not in _NO_PERSON
        if named and node.dep in ("obj", "iobj", "obl", "nsubj", "nmod") and node.head in above:
            return node
    return None


def _nouns_ending_at(tree: Tree, i: int, above: int) -> Iterator[Node]:
    """The noun nearest below another one whose words end at ``i``."""
    for k in tree.above(i):
        node = tree.nodes[k]
        if k == above:
            return
        if node.pos in ("NOUN", "PROPN") and node.dep not in ("flat", "compound"):
            yield node
            return


def _mend_appositions(tree: Tree, syntax: Syntax) -> None:
    """A name between commas right behind a noun is that noun's name ("con su par argentina, Diana Mondino, sobre")."""
    nodes = tree.nodes
    for node in nodes:
        if node.pos != "PROPN" or node.dep not in ("obj", "nsubj", "obl", "iobj", "dep", "ccomp", "advcl"):
            continue
        if nodes[node.head].pos not in CLAUSAL:
            continue
        first, last = tree.edges(node.i)
        while first < node.i and nodes[first].pos == "PUNCT":
            first += 1
        while last > node.i and nodes[last].pos == "PUNCT":
            last -= 1
        if first != node.i or first < 2 or nodes[first - 1].text != ",":
            continue
        if last + 1 < len(nodes) and nodes[last + 1].text not in (",", ".", ";"):
            continue
        noun = _noun_before(tree, first - 2, node)
        if noun is not None and tree.edges(noun.i)[1] < node.i and not (node.dep == "nsubj" and _needed(tree, node)):
            tree.move(node, noun.i, "appos")


def _noun_before(tree: Tree, i: int, name: Node) -> Node | None:
    """The common noun that hangs on the same verb as a name and whose words end at ``i``."""
    for k in tree.above(i):
        node = tree.nodes[k]
        if node.head == name.head and node.i != name.head:
            return node if node.pos == "NOUN" and node.dep not in ("advmod",) and node.i < name.i else None
    return None


def _needed(tree: Tree, name: Node) -> bool:
    """Whether a name is the only subject its verb has, and stands right before it."""
    return len(tree.subjects(name.head)) == 1 and name.i < name.head


def _mend_elapsed(tree: Tree, syntax: Syntax) -> None:
    """Of two objects in "desde hace dos semanas una huelga" the second is the main verb's."""
    for verb in tree.nodes:
        if verb.lemma.lower() not in syntax.elapsed or verb.head == verb.i or tree.nodes[verb.head].pos not in CLAUSAL:
            continue
        objects = [k for k in tree.kids(verb.i) if k.dep == "obj"]
        for late in objects[1:]:
            tree.move(late, verb.head, "obj")


def _mend_requests(tree: Tree, syntax: Syntax) -> None:
    """What somebody is asked to do is the complement of the asking and not a relative clause ("pidió a X que haga")."""
    for verb in tree.nodes:
        if not verb.dep.startswith("acl") or verb.morph.get("Mood") != "Sub":
            continue
        asked = tree.nodes[verb.head]
        over = tree.nodes[asked.head]
        if over.lemma.lower() not in syntax.object_control or asked.dep not in ("obj", "iobj", "obl", "obl:arg"):
            continue
        opening = tree.nodes[asked.i + 1 : verb.i]
        if not any(n.text == "," for n in opening):
            tree.move(verb, over.i, "ccomp")
            for pronoun in tree.kids(verb.i):
                if pronoun.text.lower() in syntax.relatives and pronoun.i < verb.i:
                    pronoun.dep, pronoun.pos = "mark", "SCONJ"


def _mend_inverted(tree: Tree, syntax: Syntax) -> None:
    """Behind a verb with a bare object the noun with an article is the subject ("al abrir fuego la policía")."""
    if not syntax.drops_subjects:
        return
    for verb in tree.nodes:
        if verb.pos not in CLAUSAL or tree.subjects(verb.i):
            continue
        objects = [k for k in tree.kids(verb.i) if k.dep == "obj" and k.i > verb.i]
        marks = [k for k in tree.kids(verb.i) if k.i < verb.i and k.text.lower() in syntax.comments]
        bare = [o for o in objects if o.pos in NOMINAL and not any(k.dep == "case" for k in tree.kids(o.i))]
        if marks and len(bare) == 1 and tree.finite(verb):
            bare[0].dep = "nsubj"
            continue
        if len(objects) != 2 or any(k.dep == "case" for o in objects for k in tree.kids(o.i)):
            continue
        bare, full = objects
        articles = [[k for k in tree.kids(o.i) if k.dep == "det"] for o in objects]
        if bare.pos == "NOUN" and not articles[0] and (articles[1] or full.pos == "PROPN"):
            full.dep = "nsubj"
