"""What makes coding fast changes no record: the short cut, and many articles parsed at once."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dragoman import models
from dragoman.coder import Coder
from dragoman.errors import LanguageError
from dragoman.evaluation import read_gold
from dragoman.parsing.plain import paragraphs
from dragoman.records import Article

ROOT = Path(__file__).parents[1]


def everyday(language: str) -> list[Article]:
    """Articles of sport, weather, culture, business and celebrities."""
    texts = (ROOT / "benchmarks" / "texts" / f"everyday_{language}.txt").read_text(encoding="utf-8").split("\n---\n")
    return [
        Article(id=f"{language}{n}", text=text.strip(), language=language, published="2024-10-16")
        for n, text in enumerate(texts)
    ]


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    golds = [g for path in sorted((ROOT / "tests" / "gold").glob("*.jsonl")) for g in read_gold(path)]
    found = [Article(id=g.id, text=g.text, published=g.published, language=g.language) for g in golds]
    return [*found, *everyday("es"), *everyday("en")]


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


def test_the_short_cut_changes_no_record(articles: list[Article], coder: Coder) -> None:
    whole = Coder(coder.lexicon, short_cut=False)
    for quick, slow in zip(coder.code_many(articles), whole.code_many(articles), strict=True):
        assert quick == slow


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_short_cut_changes_hardly_a_record_of_mixed_up_texts(language: str, coder: Coder) -> None:
    """Paragraphs of everyday articles, some left out and two articles in one, which no rule was made for."""
    chance = random.Random(3)
    daily = [a.text.split("\n") for a in everyday(language)]
    texts = []
    for n in range(120):
        lines = [line for some in chance.sample(daily, 1 + n % 2) for line in some if chance.random() < 0.7]
        texts.append(Article(id=str(n), text="\n".join(lines), language=language, published="2024-05-02"))
    whole = Coder(coder.lexicon, short_cut=False)
    pairs = zip(coder.code_many(texts), whole.code_many(texts), strict=True)
    assert sum(quick != slow for quick, slow in pairs) <= 3


def test_the_short_cut_leaves_out_what_holds_nothing(coder: Coder) -> None:
    parsed: list[str] = []

    def pipeline(language: str) -> Any:
        model = models.load(language)

        class Listening:
            tokenizer, pipe_names = model.tokenizer, model.pipe_names

            def __call__(self, text: str, **options: Any) -> Any:
                return next(self.pipe(iter([text]), **options))

            def pipe(self, texts: Iterator[str], **options: Any) -> Any:
                given = list(texts)
                parsed.extend(given)
                return model.pipe(given, **options)

        return Listening()

    listening = Coder(coder.lexicon, pipeline)
    listening.code("Se cuecen los garbanzos a fuego lento.\nLas espinacas van al final.", language="es")
    assert parsed == []
    listening.code("Llovió mucho.\nChile condenó el ataque de Perú.", language="es")
    assert "Chile condenó el ataque de Perú." in parsed
    texts = everyday("es") + everyday("en")
    parsed.clear()
    assert len(list(listening.code_many(texts))) == len(texts)
    assert len(parsed) < sum(len(list(paragraphs(a.text))) for a in texts)


def test_explaining_parses_everything(coder: Coder) -> None:
    steps = coder.explain("El perro duerme.\nEl gato también.", language="es")
    assert len(steps.document.sentences) == 2


def test_many_articles_are_coded_as_each_alone_and_in_order(articles: list[Article], coder: Coder) -> None:
    mixed = [article for pair in zip(articles, reversed(articles), strict=True) for article in pair][:20]
    assert list(coder.code_many(iter(mixed), batch=7)) == [coder.code_article(a) for a in mixed]
    assert list(coder.code_many([])) == []


BAD = Article(id="bad", text="Le président est arrivé.", language="fr")
GOOD = [Article(id=str(n), text="Chile condenó a Perú.", language="es") for n in range(3)]


def test_an_article_that_fails_takes_no_other_down(coder: Coder) -> None:
    failed: list[tuple[str, str]] = []
    records = list(
        coder.code_many(
            [GOOD[0], BAD, *GOOD[1:]], failed=lambda article, error: failed.append((article.id, str(error)))
        )
    )
    assert [r.article.id for r in records] == ["0", "1", "2"]
    assert all(r.events for r in records)
    assert [name for name, _ in failed] == ["bad"]
    assert "not coded" in failed[0][1]


def test_a_fault_in_one_text_takes_no_other_down(coder: Coder, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = coder.parser.parse_all

    def breaking(texts: list[Any]) -> Any:
        if any("broken" in t.text for t in texts):
            raise RuntimeError("out of order")
        return whole(texts)

    monkeypatch.setattr(coder.parser, "parse_all", breaking)
    broken = Article(id="broken", text="Chile broken a Perú.", language="es")
    failed: list[str] = []
    records = coder.code_many([GOOD[0], broken, GOOD[1]], failed=lambda article, error: failed.append(article.id))
    assert [r.article.id for r in records] == ["0", "1"]
    assert failed == ["broken"]


def test_without_somebody_to_tell_the_first_failure_ends_it_in_its_turn(coder: Coder) -> None:
    records = coder.code_many([GOOD[0], BAD, GOOD[1]])
    assert next(records).article.id == "0"
    with pytest.raises(LanguageError):
        next(records)
