"""The schema of ``lexicon/<language>/claims.yaml``: words by which standing facts are told. All words are lemmas."""

from __future__ import annotations

from functools import cached_property

from pydantic import Field

from dragoman.folding import fold_text
from dragoman.lexicon import Entry


class RankWords(Entry):
    """``nouns`` that can be ranked, and ``superlatives`` before them; ``plain`` nouns need one of ``plain_with``.
    ``degrees`` and ``definite`` make a superlative behind the noun ("el país más pobre"). ``held`` are nouns whose rank
    falls to who has them, with a verb of ``holding``.
    """

    nouns: tuple[str, ...]
    superlatives: tuple[str, ...]
    held: tuple[str, ...] = ()
    holding: tuple[str, ...] = ()
    degrees: tuple[str, ...] = ()
    definite: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    plain_with: tuple[str, ...] = ()


class RelationWords(Entry):
    """``nouns`` and ``adjectives`` that relate two states; ``verbs`` with their prepositions; ``names`` of those; with
    one of ``former`` the relation is over.
    """

    nouns: tuple[str, ...]
    adjectives: tuple[str, ...] = ()
    verbs: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    names: dict[str, str] = Field(default_factory=dict)
    former: tuple[str, ...] = ()


class AmountWords(Entry):
    """``verbs`` whose argument is an amount that stands; ``nouns`` that are measured, with ``noun_verbs`` or after a
    preposition of ``beside``; ``dwelling``: the place is the subject; ``never``: what counts news, not facts.
    ``money``: verbs that count only with a currency. ``giving``: verbs whose receiver is the object of the claim.
    ``peopled``: nouns that count people without saying so. ``moving``: those of ``noun_verbs`` that tell a level only
    behind one of ``levels`` ("fell to", not "fell by").
    """

    verbs: tuple[str, ...]
    nouns: tuple[str, ...]
    noun_verbs: tuple[str, ...]
    beside: tuple[str, ...]
    dwelling: tuple[str, ...]
    never: tuple[str, ...]
    money: tuple[str, ...] = ()
    giving: tuple[str, ...] = ()
    peopled: tuple[str, ...] = ()
    moving: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    places: tuple[str, ...]
    sources: tuple[str, ...]


class TollWords(Entry):
    """What lasting things cost in people: their nouns (``causes``), with ``verbs`` or one of ``harms``. ``harms`` and
    ``lasting`` verbs also where nobody is told to have done it: the first only since some time, the second also in the
    ``perfect``, whose auxiliaries are listed.
    """

    causes: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    harms: tuple[str, ...] = ()
    lasting: tuple[str, ...] = ()
    perfect: tuple[str, ...] = ()


class ShareWords(Entry):
    """Verbs of shares by who is the supplier: the subject (``stand``, ``sell``, ``spend``) or the phrase after a
    preposition of ``from`` (``get``, ``come``, ``depend``). ``nouns``: what a land has shares of itself ("people").
    """

    stand: tuple[str, ...]
    get: tuple[str, ...]
    come: tuple[str, ...]
    sell: tuple[str, ...]
    depend: tuple[str, ...]
    spend: tuple[str, ...]
    from_: tuple[str, ...] = Field(alias="from")
    to: tuple[str, ...]
    nouns: tuple[str, ...] = ()


class ClaimWords(Entry):
    """All of a language's words of claims."""

    rank: RankWords
    relation: RelationWords
    copulas: tuple[str, ...]
    amount: AmountWords
    share: ShareWords
    toll: TollWords = Field(default_factory=TollWords)
    objects: tuple[str, ...]
    lands: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    joins: tuple[str, ...] = ()

    @cached_property
    def relating(self) -> frozenset[str]:
        """The folded lemmas of words by which ranks and relations are told, but for verbs known as such."""
        rank, relation = self.rank, self.relation
        told = (*rank.nouns, *rank.held, *relation.nouns, *relation.adjectives, *relation.verbs)
        return frozenset(map(fold_text, told))
