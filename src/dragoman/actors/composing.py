"""From a sentence to its drafts: lookup, names, and the phrases around them."""

from __future__ import annotations

from dragoman.actors.drafts import Draft, Party
from dragoman.actors.gazetteer import Gazetteer
from dragoman.actors.names import find_names
from dragoman.actors.naming import announced, bare_name, nicknamed
from dragoman.actors.phrases import left_over
from dragoman.actors.related import paired, related
from dragoman.actors.roles import RoleReader
from dragoman.actors.scene import Scene
from dragoman.folding import fold
from dragoman.parsing.words import Sentence

_SPORTS = 2
"""From how many words of sport in a sentence on its states are teams."""
_TEAM = ("SOC",)
_OPENING = ("role", "reference", "people", "count", "pair")
"""What a phrase of several words can be built around, as the readers below ask for it."""


def compose(sentence: Sentence, gazetteer: Gazetteer, seen: set[str]) -> list[Draft]:
    """The phrases of a sentence that name or refer to somebody, in order.

    Args:
        seen: folded words of names in the sentences before; those of this sentence are added.
    """
    hits = gazetteer.scan(sentence)
    if not hits and not any(w.entity or fold(w.text) in seen for w in sentence.words):
        return []
    names, left = find_names(sentence, hits, gazetteer, seen)
    seen.update(fold(word) for name in names for word in name.text.split() if word[:1].isupper())
    scene = Scene(sentence, left, names, gazetteer)
    roles = RoleReader(scene)
    drafts: list[Draft] = []
    for i in sorted(scene.in_name | scene.starts.keys()):
        if i in scene.used:
            continue
        if i in scene.names:
            drafts.append(bare_name(scene, scene.names[i], roles))
            continue
        hit = scene.starts.get(i)
        if hit is None or i in scene.in_name or not hit.get(*_OPENING):
            continue
        draft = paired(scene, hit) or related(scene, hit) or roles.counted(hit) or nicknamed(scene, hit)
        draft = draft or roles.read(hit) or announced(scene, hit)
        if draft:
            drafts.append(scene.use(draft))
    for hit in left:
        if hit.first not in scene.used and hit.first not in scene.in_name and (draft := left_over(scene, hit)):
            drafts.append(draft)
    drafts.sort(key=lambda d: d.first)
    if len({sentence.words[h.first].lower for h in left if h.get("sport")}) >= _SPORTS:
        for draft in drafts:
            draft.sectors = _TEAM if draft.kind in ("state", "people") else draft.sectors
    return drafts + _families(scene, roles, drafts)


def _families(scene: Scene, roles: RoleReader, drafts: list[Draft]) -> list[Draft]:
    """As in "La esposa y los hijos del presidente": the first of two joined words that have one owner."""
    found = []
    for hit in scene.hits:
        meaning = hit.get("role")
        if meaning is None or meaning.role is None or not meaning.role.weak or hit.first in scene.used:
            continue
        for d in drafts:
            role = d.meaning.role if d.meaning else None
            joined = any(w.lower in scene.conj for w in scene.words[hit.last + 1 : max(d.first, hit.last + 1)])
            if role is meaning.role and hit.last < d.first <= hit.last + 4 and joined and d.parties:
                twin = Draft(
                    d.sentence, hit.first, hit.last, scene.main(hit), "role", meaning, [Party(d.parties[0].owner)]
                )
                found.append(scene.use(twin))
                break
    return found
