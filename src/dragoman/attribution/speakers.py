"""Who speaks: the subject of a verb of saying, as a known actor or in the words of the text."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.actors.mentions import ActorMention, ActorMentions
from dragoman.attribution.cues import Cues
from dragoman.attribution.speech import Hidden
from dragoman.attribution.verbs import Verbs, finite_mood
from dragoman.parsing.clauses import Argument, ParsedSentence
from dragoman.parsing.document import Document
from dragoman.parsing.words import Sentence, Word
from dragoman.records import Actor

_PHRASE = ("det", "amod", "nummod", "nmod", "flat", "compound", "case", "fixed", "nn", "poss", "goeswith")
_WEAK = ("relative", "understood")
_BRIDGES = ("case", "det", "flat", "compound")
_FAR = 14  # words within which a subject is looked for beside its verb
_DESCRIBED = ("agent", "unknown", "demonym", "metonymy", "reference")


class Speakers:
    """Finds and names speakers in one article; remembers the last for those that are only understood."""

    def __init__(self, document: Document, mentions: ActorMentions, hidden: Hidden, cues: Cues, verbs: Verbs) -> None:
        self._hidden = hidden
        self._by = frozenset(cues.agents)
        self._sentences = document.sentences
        self._mentions = mentions
        self._verbs = verbs
        self._lemma = verbs.lemma
        self._leaders = frozenset(cues.leaders)
        self._quoting = frozenset(cues.quoting)
        self._valuing = frozenset(cues.valuing)
        self._determiners = frozenset(cues.determiners)
        self._pronouns = frozenset(cues.pronouns)
        self.last: Actor | None = None
        self._spoken = -9

    def of_verb(self, parsed: ParsedSentence, verb: int, hidden: frozenset[int], after: bool) -> Actor | None:
        """The speaker of a verb of saying.

        Args:
            hidden: words inside quotation marks, among which no speaker is looked for.
            after: the words said stand before the verb, so that its subject may follow it.

        Returns:
            The actor; the last speaker where the subject is a pronoun or dropped; None where there is neither.
        """
        heads = self.subjects(parsed, verb, hidden)
        if self._passive(parsed, verb) and not any(h > verb for h in heads):
            agent = self._agent(parsed.sentence, verb, hidden)
            return self.named(parsed.sentence, [agent]) if agent is not None else None
        personal = [h for h in heads if not self._relative(parsed.sentence.words[h])]
        if not personal and (after or not heads):
            near = self._beside(parsed.sentence, verb, hidden, after)
            heads = [near] if near is not None else heads
        return self.named(parsed.sentence, heads) or self.understood(parsed, verb, hidden)

    def named(self, sentence: Sentence, heads: list[int], floor: int = 0) -> Actor | None:
        """The actor that these words head, joined into one where there are several."""
        heads = [h for h in heads if not self._pronoun(sentence.words[h]) or self._mentions.headed(sentence.index, h)]
        if not heads:
            return None
        actors = [actor for head in heads for actor in self.actors(sentence, head, floor)]
        return joined(actors)

    @staticmethod
    def _relative(word: Word) -> bool:
        return word.pos == "PRON" and word.morph.get("PronType", "") in ("Rel", "Int,Rel", "Int")

    @staticmethod
    def _passive(parsed: ParsedSentence, verb: int) -> bool:
        clause = next((c for c in parsed.clauses if c.head == verb), None)
        return bool(clause and clause.passive and parsed.sentence.children(verb, "aux"))

    def agent(self, sentence: Sentence, verb: int, hidden: frozenset[int]) -> Actor | None:
        """By whom a participle's deed is done, as an actor; None where the text does not tell."""
        head = self._agent(sentence, verb, hidden)
        return self.named(sentence, [head]) if head is not None else None

    def _agent(self, sentence: Sentence, verb: int, hidden: frozenset[int]) -> int | None:
        """The one by whom a passive is done, wherever the tree hangs him."""
        for i in range(verb + 1, len(sentence.words) - 1):
            if i in hidden or sentence.words[i].lower not in self._by:
                continue
            for k in range(i + 1, min(i + 6, len(sentence.words))):
                word = sentence.words[k]
                if k in hidden or word.pos in ("VERB", "PUNCT"):
                    break
                if word.pos in ("NOUN", "PROPN"):
                    return self.top(sentence, k)
        return None

    def spoke(self, actor: Actor | None, sentence: int) -> None:
        """Notes who spoke last, and where."""
        if actor is not None:
            self.last, self._spoken = actor, sentence

    def understood(self, parsed: ParsedSentence, verb: int, hidden: frozenset[int]) -> Actor | None:
        """Who is meant by a pronoun or by nothing: the subject of the main clause before the verb, the last speaker if
        he has just spoken, the subject of the sentence before, or whoever spoke last."""
        index = parsed.sentence.index
        main = self._main_subject(parsed, hidden)
        if main is not None and main < verb:
            found = self.named(parsed.sentence, [main])
            if found:
                return found
        if self.last is not None and index - self._spoken <= 1:
            return self.last
        before = next((self._sentences[n] for n in range(index - 1, max(-1, index - 6), -1) if not self._said(n)), None)
        if before is not None:
            main = self._main_subject(before, self._hidden.words(before.sentence.index))
            found = self.named(before.sentence, [main]) if main is not None else None
            if found and (found.code or self.last is None):
                return found.model_copy(update={"span": None})
        return self.last

    def _said(self, index: int) -> bool:
        """Whether a sentence stands inside quotation marks."""
        sentence = self._sentences[index].sentence
        return any(w.head == w.i and w.i in self._hidden.inside(index) for w in sentence.words)

    def _main_subject(self, parsed: ParsedSentence, hidden: frozenset[int]) -> int | None:
        """Head of the subject of the sentence's root, where it is somebody's name or a known actor."""
        root = next((w.i for w in parsed.sentence.words if w.head == w.i), None)
        heads = self.subjects(parsed, root, hidden) if root is not None else []
        for head in heads:
            named = parsed.sentence.words[head].pos == "PROPN" or parsed.sentence.children(head, "appos", "flat")
            if named or self._mentions.headed(parsed.sentence.index, head):
                return head
        return None

    def subjects(self, parsed: ParsedSentence, verb: int, hidden: frozenset[int]) -> list[int]:
        """Heads of the verb's subject that the clause or the tree gives."""
        quoted = self._quoted(parsed.sentence, verb, hidden)
        if quoted is not None:
            return [quoted]
        for clause in parsed.clauses:
            if clause.head == verb:
                roles = [a for a in clause.role("subject") if a.head not in hidden and a.head != verb]
                heads = self._valued(parsed, verb, [a.head for a in roles if a.how not in _WEAK], roles)
                if heads:
                    return list(dict.fromkeys(heads))
        kids = parsed.sentence.children(verb, "nsubj")
        return [k.i for k in kids if k.i not in hidden]

    def _quoted(self, sentence: Sentence, verb: int, hidden: frozenset[int]) -> int | None:
        """ "quoted the envoy as saying": the one whose words another gives."""
        word = sentence.words[verb]
        above = sentence.words[word.head]
        if word.morph.get("VerbForm") != "Ger" and word.morph.get("Aspect") != "Prog":
            return None
        if above.i == verb or self._lemma(above) not in self._quoting:
            return None
        quoted = [*sentence.children(above.i, "obj"), *(k for k in sentence.children(above.i) if k.dep == "nsubj:pass")]
        return next((k.i for k in quoted if k.i not in hidden and k.i < verb), None)

    def _valued(self, parsed: ParsedSentence, verb: int, own: list[int], roles: list[Argument]) -> list[int]:
        """ "la reunión con X, que calificó de útil": with a verb that needs what it values, the relative pronoun is
        that, and the subject stands elsewhere."""
        word = parsed.sentence.words[verb]
        if len(own) == len(roles) or self._lemma(word) not in self._valuing or not finite_mood(word):
            return [a.head for a in roles]
        words = parsed.sentence.words
        valued = [k for k in parsed.sentence.children(verb, "obj") if k.pos in ("NOUN", "PROPN") and k.i > verb]
        plain = [k for k in valued if not any(w.text in "\"“«'‘" for w in words[verb : k.i])]
        return [a.head for a in roles] if plain else own

    def actors(self, sentence: Sentence, head: int, floor: int = 0) -> list[Actor]:
        """Who a phrase means: known actors under their own names, others in the words of the text."""
        first, last = self.phrase(sentence, head, floor)
        span = sentence.span(first, last)
        best = self._mention(sentence, head)
        words = self.description(sentence, head, first, last)
        if best is None:
            return [Actor(name=words or None, span=span)]
        if len(best.actors) > 1:
            leaders = sentence.words[head].lemma.casefold() in self._leaders
            return [self._one_of(a, sentence, first, leaders, words) for a in best.actors]
        actor = best.actors[0]
        name = actor.name
        person = actor.office is not None or actor.entity is not None or best.how in ("name", "apposition")
        if not name or (sentence.words[head].pos == "NOUN" and best.how in _DESCRIBED and not person):
            name = words
        return [actor.model_copy(update={"name": name, "span": span})]

    def _one_of(self, actor: Actor, sentence: Sentence, first: int, leaders: bool, words: str) -> Actor:
        """One of several that a phrase means ("ambos líderes"): by the name that stood last for the same state, a
        person's where persons are meant."""
        if actor.office or actor.entity or (actor.name and not leaders):
            return actor
        earlier = (
            (mention, known)
            for mention in reversed(self._mentions.all)
            if (mention.sentence, mention.first) < (sentence.index, first) and len(mention.actors) == 1
            for known in mention.actors
            if known.code == actor.code and known.name
        )
        for _, known in earlier:
            if leaders == bool(known.office or known.entity):
                return known.model_copy(update={"span": actor.span})
        return actor if actor.name else actor.model_copy(update={"name": words})

    def _mention(self, sentence: Sentence, head: int) -> ActorMention | None:
        """The mention of a phrase, better one with a person's name: "el ministro, Juan Pérez"."""
        heads = [head, *(w.i for w in sentence.children(head, "appos", "flat"))]
        found = [m for h in heads if (m := self._mentions.headed(sentence.index, h))]
        if not found:
            covering = self._mentions.covering(sentence.index, head)
            found = [covering] if covering else []
        known = [m for m in found if m.how not in ("agent", "demonym", "unknown")]
        best = known or found
        return best[0] if best else None

    def phrase(self, sentence: Sentence, head: int, floor: int = 0) -> tuple[int, int]:
        """First and last word of the phrase that a word heads, without relative clauses; names in apposition belong.
        No word before ``floor`` does."""
        keep, todo = {head}, [head]
        while todo:
            at = todo.pop()
            for kid in sentence.children(at):
                near = kid.dep.split(":")[0]
                beside = near == "appos" and (at == head or sentence.words[kid.i - 1].pos != "PUNCT")
                participle = kid.morph.get("VerbForm") == "Part" or self._verbs.says(sentence, kid)
                if kid.i > at and participle and near == "amod":
                    continue
                if kid.i not in keep and kid.i >= floor and (near in _PHRASE or (beside and kid.i - head < _FAR)):
                    keep.add(kid.i)
                    todo.append(kid.i)
        first = last = head
        while first - 1 in keep or (first - 2 in keep and sentence.words[first - 1].pos in ("PUNCT", "PART")):
            first -= 1 if first - 1 in keep else 2
        while last + 1 in keep or (last + 2 in keep and sentence.words[last + 1].pos in ("PUNCT", "PART")):
            last += 1 if last + 1 in keep else 2
        return first, last

    def description(self, sentence: Sentence, head: int, first: int, last: int) -> str:
        """A phrase as a name: a person's name where one stands in it, else the phrase without its article."""
        for word in sentence.children(head, "appos"):
            if word.pos == "PROPN" and first <= word.i <= last:
                run = self._run(sentence, word.i)
                if len(run) > 1 or sentence.words[head].pos == "NOUN":
                    return sentence.span(run[0], run[-1]).text
        person = self._person(sentence, first, last)
        if person:
            return person
        while (
            first < last
            and first < head
            and (
                sentence.words[first].pos in ("DET", "ADP", "PUNCT", "CCONJ")
                or sentence.words[first].lower in self._determiners
            )
        ):
            first += 1
        return sentence.span(first, last).text

    @staticmethod
    def _person(sentence: Sentence, first: int, last: int) -> str:
        """The last run of words in a phrase that the model takes for a person's name, without a preposition before."""
        end = last
        while end >= first:
            if sentence.words[end].entity != "PER":
                end -= 1
                continue
            start = end
            while start > first and sentence.words[start - 1].entity == "PER":
                start -= 1
            free = start == first or sentence.words[start - 1].pos not in ("ADP", "DET")
            if free and sentence.words[end].pos == "PROPN":
                return sentence.span(start, end).text
            end = start - 1
        return ""

    def _run(self, sentence: Sentence, at: int) -> range:
        """The capitalised words around one, with small words between them: a whole name."""
        words = sentence.words
        first = last = at
        while first > 0 and words[first - 1].text[:1].isupper() and words[first - 1].pos == "PROPN":
            first -= 1
        while last + 1 < len(words):
            step = 1 if words[last + 1].text[:1].isupper() else 2
            bridge = step == 2 and last + 2 < len(words) and words[last + 1].pos in ("ADP", "DET", "PART")
            if step == 1 and words[last + 1].pos in ("PROPN", "NOUN", "ADJ", "X"):
                last += 1
            elif bridge and words[last + 2].pos == "PROPN" and words[last + 1].dep in _BRIDGES:
                last += 2
            else:
                break
        return range(first, last + 1)

    def _pronoun(self, word: Word) -> bool:
        return word.pos == "PRON" or word.lower in self._pronouns

    def _beside(self, sentence: Sentence, verb: int, hidden: frozenset[int], after: bool) -> int | None:
        """Without a subject in the tree: the noun next to the verb, behind it in inversion, else before it."""
        if after:
            found = self._nearest(sentence, range(verb + 1, min(len(sentence.words), verb + _FAR)), hidden)
            if found is not None:
                return found
            return self._nearest(sentence, range(verb - 1, max(-1, verb - _FAR), -1), hidden)
        return self._nearest(sentence, range(verb - 1, max(-1, verb - _FAR), -1), hidden, back=True)

    def _nearest(
        self, sentence: Sentence, places: Iterable[int], hidden: frozenset[int], back: bool = False
    ) -> int | None:
        for i in places:
            word = sentence.words[i]
            if i in hidden or word.pos in ("PUNCT", "SCONJ", "CCONJ") or (word.pos == "VERB" and not back):
                return None
            named = word.text[:1].isupper() and self._mentions.headed(sentence.index, i) is not None
            if word.pos in ("PROPN", "NOUN") or named:
                head = self.top(sentence, i) if not named else i
                if not any(k.dep == "case" and k.pos == "ADP" for k in sentence.children(head)):
                    return head
        return None

    @staticmethod
    def top(sentence: Sentence, i: int) -> int:
        """The head of the noun phrase in which a word stands before its head: "the rebel commander"."""
        for _ in range(6):
            word = sentence.words[i]
            if (
                word.dep.split(":")[0] in ("compound", "poss", "amod", "flat", "nmod", "det", "nummod")
                and word.head > i
            ):
                i = word.head
            else:
                break
        return i


def joined(actors: list[Actor]) -> Actor | None:
    """Several speakers of the same words as one: names joined by "; ", a code only where all share it."""
    if len(actors) < 2:
        return actors[0] if actors else None
    codes = {a.code for a in actors}
    sectors = {a.sectors for a in actors}
    names = dict.fromkeys(a.name for a in actors if a.name)
    return Actor(
        code=codes.pop() if len(codes) == 1 else None,
        sectors=sectors.pop() if len(sectors) == 1 else (),
        name="; ".join(names) or None,
        span=actors[0].span,
    )
