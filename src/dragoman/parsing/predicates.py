"""Finds the predicates of a sentence and what their own form says: tense, mood, voice, polarity, auxiliaries."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.folding import fold
from dragoman.parsing.lemmas import is_form
from dragoman.parsing.syntax import Syntax
from dragoman.parsing.words import Sentence, Word

_FORMS = {"Inf": "infinitive", "Ger": "gerund", "Part": "participle"}
_MOODS = {"Ind": "indicative", "Cnd": "conditional", "Sub": "subjunctive", "Imp": "imperative"}
_DENYING = ("advmod", "det", "cc", "nsubj", "obj", "mark", "discourse")
_BESIDE = ("advmod", "obl")
_TENSES = {"Past": "past", "Imp": "past", "Pres": "present", "Fut": "future"}
_HEADS = frozenset({"VERB", "AUX", "ADJ", "NOUN", "PROPN"})
_PREDICATIVE = frozenset({"xcomp", "ccomp", "acl", "advcl", "root", "obj", "parataxis", "conj"})


@dataclass(frozen=True, slots=True)
class Acts:
    """What the clause layer must know of the lexicon of acts of a language, in folded forms.

    nouns: lemmas (first and last words) of event nouns. reflexives: verbs that the lexicon lists in reflexive use.
    """

    nouns: frozenset[str] = frozenset()
    reflexives: frozenset[str] = frozenset()


@dataclass(slots=True)
class Predicate:
    """A predicate while its clause is being built: ``chain`` are the periphrastic verbs over it, outermost first."""

    head: int
    kind: str
    lemma: str
    chain: tuple[int, ...] = ()
    tense: str = ""
    mood: str = ""
    passive: bool = False
    reflexive: bool = False
    negated: bool = False
    modals: tuple[str, ...] = ()
    adverbs: tuple[str, ...] = ()
    words: frozenset[int] = field(default_factory=frozenset)

    @property
    def top(self) -> int:
        """The word by which the predicate hangs in the tree."""
        return self.chain[0] if self.chain else self.head


def preposition(sentence: Sentence, i: int, syntax: Syntax, *deps: str) -> str:
    """The preposition or conjunction of word ``i``, fixed parts included, contractions undone; "" for none."""
    if not sentence.kids[i]:
        return ""
    parts: list[Word] = []
    for word in sentence.children(i, *(deps or ("case",))):
        if word.i > i and word.dep == "case" and word.pos == "PART":
            continue
        parts += [word, *sentence.children(word.i, "fixed")]
    if not parts and not deps:
        parts = _stray_case(sentence, i)
    if not parts:
        return ""
    if len(parts) > 1:
        parts.sort(key=lambda w: w.i)
    marks = sentence.words[i].pos in ("VERB", "AUX")  # before a verb "al" is no "a"
    contractions = {} if marks else syntax.contractions
    return " ".join(contractions.get(w.lower, w.lower) for w in parts if w.pos != "PUNCT")


def _stray_case(sentence: Sentence, i: int) -> list[Word]:
    """A preposition that the parser hung on a modifier before the head ("con su homólogo italiano")."""
    inside = sentence.subtree(i)
    first = inside[0]
    while first < i and sentence.words[first].pos == "PUNCT":
        first += 1
    word = sentence.words[first]
    if first >= i or word.pos != "ADP" or word.dep != "case":
        return []
    holder = sentence.words[word.head]
    return [word] if holder.head == i and holder.dep.split(":")[0] in ("amod", "compound", "nmod", "det") else []


def is_conjunction(sentence: Sentence, predicate: Predicate, syntax: Syntax) -> bool:
    """Whether a clause under a noun opens with a conjunction ("desde que") and not with a relative pronoun."""
    if predicate.mood in ("infinitive", "gerund", "participle") or not sentence.children(predicate.top, "mark"):
        return False
    return not any(w.lower in syntax.relatives and w.dep != "mark" for w in sentence.children(predicate.top))


def find_predicates(sentence: Sentence, syntax: Syntax, acts: Acts) -> list[Predicate]:
    """The predicates in the order of the text."""
    kinds: dict[int, str] = {}
    copular = {w.head for w in sentence.words if "cop" in w.dep}
    for word in sentence.words:
        if word.pos in _HEADS and (kind := _kind(sentence, word, word.i in copular, syntax, acts.nouns)):
            kinds[word.i] = kind
    chains = _chains(sentence, kinds, syntax)
    swallowed = {i for chain in chains.values() for i in chain}
    found = []
    for i, kind in kinds.items():
        if i not in swallowed:
            found.append(_describe(sentence, i, kind, chains.get(i, ()), syntax, acts))
    return found


def _kind(sentence: Sentence, word: Word, has_copula: bool, syntax: Syntax, nouns: frozenset[str]) -> str:
    base = word.dep.split(":")[0]
    if base in ("aux", "cop", "fixed", "flat", "case", "mark", "punct"):
        return ""
    if word.morph.get("VerbForm") == "Part" and _as_noun(sentence, word):
        return ""
    if word.pos in ("VERB", "AUX"):
        if has_copula and word.pos == "VERB" and word.morph.get("VerbForm") == "Part":
            return "participle"
        if base in ("amod", "compound"):
            return "participle" if word.morph.get("VerbForm") == "Part" else ""
        bare = _is_participle(word) and not _is_progressive(word) and not sentence.children(word.i, "aux")
        return "participle" if bare and base in ("acl", "advcl", "xcomp", "appos", "obj", "root", "conj") else "verb"
    if word.pos == "ADJ":
        participle = word.morph.get("VerbForm") == "Part" and word.lemma.endswith(syntax.verbal_endings or ("\0",))
        if has_copula and participle:
            return "participle"
        if participle:
            return "participle"
        if has_copula or base in _PREDICATIVE:
            return "adjective"
        return ""
    if word.pos in ("NOUN", "PROPN") and (fold(word.lemma) in nouns or fold(word.text) in nouns):
        return "noun"
    return "adjective" if has_copula and word.pos == "NOUN" else ""


def _as_noun(sentence: Sentence, word: Word) -> bool:
    """Whether a participle stands for a person ("los detenidos", "familiares de desaparecidos")."""
    if word.dep.split(":")[0] not in ("nsubj", "obj", "iobj", "obl", "nmod", "conj", "appos"):
        return False
    if sentence.children(word.i, "aux", "cop", "obj", "mark") or sentence.children(word.i, "nsubj"):
        return False
    return bool(sentence.children(word.i, "det") or sentence.children(word.i, "case"))


def _chains(sentence: Sentence, kinds: dict[int, str], syntax: Syntax) -> dict[int, tuple[int, ...]]:
    """For each predicate the periphrastic verbs over it, outermost first."""
    verbs = syntax.periphrastic
    found: dict[int, tuple[int, ...]] = {}
    for i, kind in kinds.items():
        chain: list[int] = []
        at = i
        while kind in ("verb", "participle", "adjective"):
            word = sentence.words[at]
            head = sentence.words[word.head]
            rule = verbs.get(head.lemma)
            if head.i == at or rule is None or kinds.get(head.i) != "verb":
                break
            if word.dep.split(":")[0] not in ("xcomp", "ccomp", "advcl", "obl", "obj", "acl"):
                break
            form = word.morph.get("VerbForm", "")
            mark = preposition(sentence, at, syntax, "mark", "case")
            if not mark:
                particles = [w.lower for w in sentence.children(at, "aux") if w.pos == "PART"]
                mark = particles[0] if particles else ""
            if form not in ("Inf", "Ger", "Part") or mark not in (rule.with_ or ("",)):
                break
            chain.insert(0, head.i)
            at = head.i
        if chain:
            found[i] = tuple(chain)
    return found


def _describe(sentence: Sentence, i: int, kind: str, chain: tuple[int, ...], syntax: Syntax, acts: Acts) -> Predicate:
    word = sentence.words[i]
    own = [i, *chain]
    kids = [w for k in own for w in sentence.children(k)]
    auxiliaries = [w for w in kids if w.dep.split(":")[0] in ("aux", "cop")]
    made = Predicate(i, kind, _lemma(sentence, word, syntax), chain)
    made.words = frozenset([*own, *[w.i for w in auxiliaries]])
    made.negated = _negated(sentence, own, [w.i for w in auxiliaries], syntax)
    made.adverbs = tuple([w.lower for w in kids if w.dep.split(":")[0] == "advmod" and w.lower not in syntax.negations])
    if kind == "noun":
        return made
    rules = syntax.periphrastic
    at = [i, *[w.i for w in auxiliaries]] if auxiliaries else ()
    marks = {w.lower for k in at for w in sentence.children(k, "mark", "case")}
    modal = [
        w.lemma.lower()
        for w in auxiliaries
        if (rule := rules.get(w.lemma.lower()))
        and (not rule.with_ or "" in rule.with_ or (marks & set(rule.with_) and verb_form(word) == "infinitive"))
    ]
    made.modals = tuple(sentence.words[k].lemma for k in chain) + tuple(modal)
    made.tense, made.mood = _tense(sentence, made, auxiliaries, syntax)
    passive_aux = any(
        w.dep == "aux:pass"
        or (w.lemma.lower() in syntax.passive_auxiliaries and w.dep in ("aux", "cop") and _is_participle(word))
        for w in auxiliaries
    )
    passive_aux = passive_aux and not _is_progressive(word)
    if passive_aux and word.lemma in syntax.stative and not sentence.children(i, "obl:agent"):
        made.kind, made.lemma, passive_aux = "adjective", word.lower, False
    made.passive = passive_aux or made.kind == "participle"
    if any(w.lemma.lower() in syntax.perfect_auxiliaries for w in auxiliaries) and not passive_aux:
        made.passive = False
    pronouns = [w for w in kids if w.lower in syntax.reflexive_pronouns]
    enclitic = bool(syntax.reflexive_ending) and word.lower.endswith(syntax.reflexive_ending)
    enclitic = enclitic and kind == "verb" and word.morph.get("VerbForm") in ("Inf", "Ger")
    if (pronouns or enclitic) and kind == "verb":
        made.passive = bool(pronouns) and _reflexive_passive(sentence, made, syntax, acts)
        made.reflexive = not made.passive
    return made


def _is_participle(word: Word) -> bool:
    return word.morph.get("VerbForm") == "Part"


def _is_progressive(word: Word) -> bool:
    """Whether a form in -ing, which the English models tag as a present participle."""
    return _is_participle(word) and word.morph.get("Tense") == "Pres"


def verb_form(word: Word) -> str:
    """ "infinitive", "gerund" or "participle", or "" for a finite verb and for other words."""
    return "gerund" if _is_progressive(word) else _FORMS.get(word.morph.get("VerbForm", ""), "")


def _lemma(sentence: Sentence, word: Word, syntax: Syntax) -> str:
    particles = [w.lower for w in sentence.children(word.i, "compound:prt")]
    if not particles and word.pos == "VERB" and word.i + 1 in sentence.kids[word.i]:
        near = sentence.words[word.i + 1]
        if near.lower in syntax.particles and near.pos in ("ADV", "ADP") and near.dep.split(":")[0] in _BESIDE:
            particles = [near.lower]
    return " ".join([word.lemma.lower(), *particles])


def _reflexive_passive(sentence: Sentence, made: Predicate, syntax: Syntax, acts: Acts) -> bool:
    """Whether a reflexive pronoun makes a passive ("se firmó un pacto") and not a pronominal verb ("se reunió")."""
    if made.lemma in syntax.pronominal:
        return False
    subjects = [w for k in (made.head, *made.chain) for w in sentence.children(k, "nsubj")]
    objects = sentence.children(made.head, "obj")
    objects = [w for w in objects if w.lower not in syntax.reflexive_pronouns]
    if not subjects:
        return any(w.i > made.head and w.pos == "NOUN" for w in objects)
    behind = subjects[0].i > made.head
    if not behind and fold(made.lemma) in acts.reflexives:
        return False
    return subjects[0].pos == "NOUN" and (behind or not objects)


def _negated(sentence: Sentence, own: list[int], auxiliaries: list[int], syntax: Syntax) -> bool:
    if sentence.lowers.isdisjoint(syntax.denials):
        return False
    for k in (*own, *auxiliaries):
        for w in sentence.children(k):
            base = w.dep.split(":")[0]
            if w.lower in syntax.negations and base in _DENYING and not _focuses(sentence, w, syntax):
                return True
            if base in ("nsubj", "obj") and any(
                d.lower in syntax.negative_determiners for d in sentence.children(w.i, "det", "advmod", "cc")
            ):
                return True
    head = sentence.words[own[0]]
    return any(d.lower in syntax.negative_determiners for d in sentence.children(head.i, "det"))


def _focuses(sentence: Sentence, word: Word, syntax: Syntax) -> bool:
    """Whether a negation only singles out what follows ("no sólo")."""
    nxt = sentence.words[min(word.i + 1, len(sentence.words) - 1)]
    return bool(sentence.children(word.i, "fixed")) or nxt.lower in syntax.focus


def _is_conditional(form: str, language: str, syntax: Syntax) -> bool:
    """Whether a form is an infinitive, or one of the irregular stems, with an ending of the conditional."""
    for ending in syntax.conditional:
        if form.endswith(ending):
            stem = form[: -len(ending)]
            return stem.endswith(syntax.conditional_stems) or (
                stem.endswith(syntax.verbal_endings) and is_form(stem, language)
            )
    return False


def _tense(sentence: Sentence, made: Predicate, auxiliaries: list[Word], syntax: Syntax) -> tuple[str, str]:
    word = sentence.words[made.head]
    finite = [*[sentence.words[k] for k in (*made.chain, made.head)], *auxiliaries]
    finite = [w for w in finite if w.morph.get("VerbForm") == "Fin" or w.morph.get("Mood") in _MOODS]
    lemmas = {form for w in auxiliaries for form in (w.lower, w.lemma.lower())}
    if lemmas & syntax.future_auxiliaries:
        return "future", "indicative"
    if lemmas & syntax.conditional_auxiliaries:
        return "present", "conditional"
    if not finite:
        infinitive = any(w.morph.get("VerbForm") == "Inf" for w in auxiliaries)
        form = "infinitive" if infinitive else verb_form(word)
        return ("past" if form == "participle" else ""), form
    first = finite[0]
    if first.pos == "VERB" and syntax.preterite and first.lower.endswith(tuple(syntax.preterite)):
        return "past", "indicative"
    if first.pos == "VERB" and syntax.future_endings and first.lower.endswith(syntax.future_endings):
        return "future", "indicative"
    if first.pos in ("VERB", "AUX") and _is_conditional(first.lower, sentence.language, syntax):
        return "present", "conditional"
    tense = _TENSES.get(first.morph.get("Tense", ""), "")
    mood = _MOODS.get(first.morph.get("Mood", "Ind"), "indicative")
    perfect = any(w.lemma.lower() in syntax.perfect_auxiliaries for w in auxiliaries)
    if perfect and _is_participle(word) and tense == "present":
        tense = "past"
    return tense, mood
