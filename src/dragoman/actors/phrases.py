"""Phrases around what is neither role nor name: states, organisations, demonyms, and words that only refer."""

from __future__ import annotations

from dragoman.actors.drafts import Draft, Party
from dragoman.actors.meanings import Hit, Meaning
from dragoman.actors.names import PERSONAL
from dragoman.actors.scene import GIVERS, NOMINAL, Scene
from dragoman.parsing.words import Word


def left_over(s: Scene, hit: Hit) -> Draft | None:
    """The phrase around a hit that no role took; None where it means nobody."""
    giver, people = hit.get(*GIVERS), hit.get("people")
    if giver:
        return None if s.side(hit) else _giver(s, hit, giver)
    if people:
        skip = s.side(hit) or _in_proper_name(s, hit) or _is_language(s, hit)
        return None if skip else _demonym(s, hit, people)
    if not hit.get("reference", "role", "personal"):
        return None
    i = hit.first
    reference, role, personal = hit.get("reference"), hit.get("role"), hit.get("personal")
    if reference and s.words[i].pos in ("NOUN", "PROPN"):
        return _referring(s, hit, reference)
    if role and role.role and role.role.weak and role.role.kind == "person" and s.noun(hit):
        return _referring(s, hit, Meaning("reference", gender=role.gender, number=role.number, value="person"))
    if personal and personal.name == s.words[i].lower and _stands_alone(s.words[i]):
        d = Draft(s.sentence.index, i, i, i, "personal", personal, how="reference")
        d.refers, d.number, d.gender = personal.value, personal.number, personal.gender
        return d
    return None


def _stands_alone(word: Word) -> bool:
    """Whether a word that can be a pronoun is one here, neither article nor possessive."""
    return word.pos in ("PRON", "NOUN", "PROPN") and word.dep not in ("det", "expl") and word.morph.get("Poss") != "Yes"


def _giver(s: Scene, hit: Hit, giver: Meaning) -> Draft:
    kind = giver.kind if giver.kind in ("organisation", "region") else "state"
    how = "metonymy" if giver.kind in ("capital", "seat") else "name"
    d = Draft(s.sentence.index, hit.first, hit.last, s.main(hit), kind, giver, [Party(s.owner(giver))], how=how)
    d.number = 1
    return d


def _demonym(s: Scene, hit: Hit, people: Meaning) -> Draft:
    """As in "Una invasión venezolana", "los rusos", "tres franceses"."""
    i = hit.first
    d = Draft(s.sentence.index, i, hit.last, s.main(hit), "people", people, how="demonym")
    d.parties = [Party(s.owner(people))]
    d.number, d.gender = s.number(people, i), people.gender
    word, before = s.words[d.anchor], s.at(i - 1)
    noun = word.pos in ("NOUN", "PROPN") and word.dep not in ("amod", "compound")
    if s.adjectives_follow and before is not None:
        noun = before.pos not in ("NOUN", "PROPN", "ADJ") and (noun or word.dep in NOMINAL)
    if not noun:
        return d
    after = s.starts.get(hit.last + 1)
    modifier = after.get("modifier") if after and s.adjectives_follow else None
    if after and modifier:
        d.sectors, d.last = s.modified(modifier, True), after.last
    if not d.sectors:
        definite = before is not None and before.morph.get("Definite") == "Def"
        d.sectors = () if definite and d.number == 2 else ("CVL",)
        d.kind = "role"
    if before is not None and before.pos == "DET":
        d.first = i - 1
    s.measured(d)
    return d


def _in_proper_name(s: Scene, hit: Hit) -> bool:
    """As in "British Columbia": part of a name of its own."""
    nxt = s.at(hit.last + 1)
    return not s.adjectives_follow and nxt is not None and nxt.i in s.in_name and nxt.entity not in PERSONAL


def _is_language(s: Scene, hit: Hit) -> bool:
    """As in "En español": a language, not a people."""
    before = s.at(hit.first - 1)
    singular = s.words[hit.last].morph.get("Number") != "Plur"
    return before is not None and before.lower in s.vocabulary.locative and singular


def _referring(s: Scene, hit: Hit, meaning: Meaning) -> Draft | None:
    """As in "El país andino", "ese bloque": a noun that with a definite article means somebody named before."""
    named = _named_behind(s, hit)
    if named:
        return named
    nxt = s.at(hit.last + 1)
    if s.words[hit.first].text[:1].isupper() and nxt is not None and nxt.text[:1].isupper() and not nxt.text.isupper():
        return None
    i, first, last, definite = hit.first, hit.first, hit.last, False
    for k in range(i - 1, max(i - 4, -1), -1):
        word = s.words[k]
        if word.pos == "DET" or word.lower in s.articles:
            contracted = word.pos == "ADP"
            first = i if contracted else k
            definite = contracted or word.morph.get("Definite") == "Def" or word.morph.get("PronType") == "Dem"
            break
        if k not in s.ends or not s.ends[k].get("area", "modifier"):
            return None
    if meaning.value == "region" and not _breakaway(s, hit):
        return None
    area = _area_near(s, hit)
    if area is not None and (after := s.starts.get(last + 1)) and after.get("area"):
        last = after.last
    follows = s.at(last + 1)
    many = definite and meaning.value == "side" and s.number(meaning, i) == 2
    if many and not (follows is not None and _specific(s, follows)):
        d = Draft(s.sentence.index, first, last, s.main(hit), "reference", meaning, how="reference")
        d.refers, d.count, d.number, d.definite = "side", 2, 2, True
        return d
    if not definite or s.number(meaning, i) == 2 or (follows is not None and _specific(s, follows)):
        return None
    d = Draft(s.sentence.index, first, last, s.main(hit), "reference", meaning, how="reference")
    refers = "state" if meaning.value == "relation" else meaning.value
    d.refers, d.number, d.gender, d.area, d.definite = refers, 1, meaning.gender, area, True
    d.pointing = s.words[first].morph.get("PronType") == "Dem"
    return d


def _breakaway(s: Scene, hit: Hit) -> bool:
    """As in "The breakaway region": with such a word beside it, it is a region that acts or is acted on as one."""
    for near in (s.ends.get(hit.first - 1), s.starts.get(hit.last + 1)):
        meaning = near.get("modifier") if near else None
        if meaning and meaning.modifier and meaning.modifier.sector == "PRE":
            return True
    return False


def _specific(s: Scene, follows: Word) -> bool:
    """Whether what follows makes the noun one of its own: "el país de origen", "el grupo parlamentario"."""
    if follows.lower in s.genitive:
        after = s.at(follows.i + 1)
        return after is None or after.pos not in ("VERB", "AUX")
    known = s.starts.get(follows.i)
    local = follows.lower in s.vocabulary.local
    told = known is not None and known.get("area", "modifier") is not None
    return s.adjectives_follow and follows.pos == "ADJ" and not local and not told


def _named_behind(s: Scene, hit: Hit) -> Draft | None:
    """As in "El grupo islamista palestino Hamás", "the militant group Hezbollah": the noun is the head of the name."""
    j = hit.last + 1
    while (word := s.at(j)) is not None and j - hit.last < 5 and j not in s.used:
        known = s.starts.get(j)
        meaning = known.get("organisation") if known else None
        if known and meaning:
            d = Draft(s.sentence.index, hit.first, known.last, s.main(hit), "organisation", meaning, how="name")
            d.parties, d.number = [Party(s.owner(meaning))], 1
            return s.use(d)
        if known and known.get("people", "modifier", "area"):
            j = known.last + 1
        elif word.pos == "ADJ" or word.text in "\"“«'" or (word.lower in s.genitive and j == hit.last + 1):
            j = s.past_articles(j + 1) if word.lower in s.genitive else j + 1
        else:
            return None
    return None


def _area_near(s: Scene, hit: Hit) -> frozenset[str] | None:
    for near in (s.starts.get(hit.last + 1), s.ends.get(hit.first - 1)):
        meaning = near.get("area") if near else None
        if meaning:
            return s.gazetteer.areas.get(meaning.value, frozenset())
    return None
