"""Mends what hangs on a noun or is an argument of a verb: relative clauses, appositions, who is asked, inversion."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dragoman.parsing.syntax import Syntax
from dragoman.parsing.tree import SUBJECTS, Tree, agree_in_number
from dragoman.parsing.universal import CLAUSAL, NOMINAL, Node

_NO_PERSON = frozenset({"LOC", "GPE", "FAC", "ORG"})


def mend_agreement(tree: Tree) -> None:
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


def _agrees(form: Mapping[str, str], noun: Node) -> bool:
    """Whether gender and number of a participle fit a noun, as far as the noun shows them."""
    return all(noun.morph.get(f, form.get(f)) == form.get(f) for f in ("Gender", "Number"))


def mend_relatives(tree: Tree, syntax: Syntax) -> None:
    """A relative clause goes with the noun right before its pronoun, where the two agree and no genitive joins them.

    "Disparó tiros contra soldados que cruzaron la línea": the soldiers crossed it.
    """
    for verb in tree.verbs:
        if not verb.dep.startswith("acl") or not tree.finite(verb):
            continue
        pronoun = next((k for k in tree.kids(verb.i) if k.lower in syntax.relatives and k.i < verb.i), None)
        if pronoun is None or pronoun.dep not in SUBJECTS or pronoun.i == 0:
            continue
        head = tree.nodes[verb.head]
        if pronoun.lower in syntax.personal_relatives and head.entity in _NO_PERSON:
            person = _person_before(tree, head)
            if person is not None:
                tree.move(verb, person.i, verb.dep)
            continue
        for near in _nouns_ending_at(tree, pronoun.i - 1, head.i):
            case = next((k.lower for k in tree.kids(near.i) if k.dep == "case"), "")
            if case and case not in syntax.genitives and agree_in_number(tree, near, verb):
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


def mend_appositions(tree: Tree) -> None:
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


def mend_elapsed(tree: Tree, syntax: Syntax) -> None:
    """Of two objects in "desde hace dos semanas una huelga" the second is the main verb's."""
    if not syntax.elapsed:
        return
    for verb in tree.nodes:
        if verb.lemma.lower() not in syntax.elapsed or verb.head == verb.i or tree.nodes[verb.head].pos not in CLAUSAL:
            continue
        objects = [k for k in tree.kids(verb.i) if k.dep == "obj"]
        for late in objects[1:]:
            tree.move(late, verb.head, "obj")


def mend_requests(tree: Tree, syntax: Syntax) -> None:
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
                if pronoun.lower in syntax.relatives and pronoun.i < verb.i:
                    pronoun.dep, pronoun.pos = "mark", "SCONJ"


def mend_asked(tree: Tree, syntax: Syntax) -> None:
    """Who is asked to do something is the object of the asking ("asked the laureate to head the government")."""
    for node in tree.nodes:
        low = tree.nodes[node.head]
        if node.dep != "nsubj" or low.dep not in ("ccomp", "xcomp") or low.i <= node.i or tree.finite(low):
            continue
        over = tree.nodes[low.head]
        if over.lemma.lower() in syntax.object_control and over.i < node.i:
            tree.move(node, over.i, "obj")


def mend_inverted(tree: Tree, syntax: Syntax) -> None:
    """Behind a verb with a bare object the noun with an article is the subject ("al abrir fuego la policía")."""
    if not syntax.drops_subjects:
        return
    for verb in tree.verbs:
        if verb.pos not in CLAUSAL or tree.subjects(verb.i):
            continue
        objects = [k for k in tree.kids(verb.i) if k.dep == "obj" and k.i > verb.i]
        marks = [k for k in tree.kids(verb.i) if k.i < verb.i and k.lower in syntax.comments]
        named = [o for o in objects if o.pos in NOMINAL and not any(k.dep == "case" for k in tree.kids(o.i))]
        if marks and len(named) == 1 and tree.finite(verb):
            named[0].dep = "nsubj"
            continue
        if len(objects) != 2 or any(k.dep == "case" for o in objects for k in tree.kids(o.i)):
            continue
        bare, full = objects
        articles = [[k for k in tree.kids(o.i) if k.dep == "det"] for o in objects]
        if bare.pos == "NOUN" and not articles[0] and (articles[1] or full.pos == "PROPN"):
            full.dep = "nsubj"
