"""The scorer on small cases made by hand."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from dragoman.errors import InputError
from dragoman.evaluation import GoldArticle, read_gold, read_records, score
from dragoman.evaluation.likeness import pair, shared, within
from dragoman.records import When

from . import made

TEXT = "Chile y Perú firmaron un pacto. Bolivia no expulsó al cónsul de Chile. «Basta ya», dijo Ana Ruiz."
ARTICLE = GoldArticle.model_validate(
    {
        "id": "a",
        "text": TEXT,
        "gold": {
            "events": [
                {
                    "type": "SUPPORT",
                    "actors": ["CHL GOV", "PER GOV"],
                    "date": "1999-05-01",
                    "trigger": "firmaron",
                },
                {"type": "SANCTION", "mode": "expel", "actors": ["BOL GOV"], "recipients": ["CHL GOV"],
                 "status": "negated", "trigger": "expulsó"},
                {"type": "CONSULT", "actors": ["CHL GOV", "PER GOV"], "optional": True},
            ],
            "forbidden": [{"type": "SANCTION", "actors": ["BOL GOV"], "recipients": ["CHL GOV"], "why": "denied"}],
            "agreements": [{"parties": ["CHL", "PER"], "count_min": 1, "topics": ["pesca"], "status": "signed"}],
            "quotes": [{"speaker": "Ana Ruiz", "text": "Basta ya"}],
            "claims": [{"kind": "rank", "subject": "CHL", "value": 2}],
            "positions": [{"actor": "PER", "stance": "against"}],
            "sources": [{"outlet": "La Hoja", "role": "origin"}],
        },
    }
)  # fmt: skip


def test_a_perfect_record_is_perfect() -> None:
    report = score([ARTICLE], [made.record(ARTICLE)])
    assert {name: figures.f1 for name, figures in report.areas.items()} == dict.fromkeys(report.areas, 1.0)
    assert all(share.value == 1.0 for share in report.right.values() if share.all)
    assert (report.forbidden, report.contract, report.missing, report.errors) == (0, 0, 0, ())


def test_no_record_is_an_empty_one() -> None:
    report = score([ARTICLE], [])
    assert report.missing == 1
    assert report.areas["events"].as_dict() == {"precision": 0, "recall": 0, "f1": 0, "gold": 2, "output": 0}
    assert {e.cause.split(":")[0] for e in report.errors} == {"absent"}


def test_an_assertion_where_the_text_denies_it_is_false_and_forbidden() -> None:
    wrong = ARTICLE.gold.events[1].model_copy(update={"status": "asserted"})
    record = made.record(ARTICLE)
    record = record.model_copy(update={"events": (record.events[0], made.event(TEXT, wrong))})
    report = score([ARTICLE], [record])
    assert report.forbidden == 1
    assert report.areas["events"].precision == 0.5
    assert sorted(e.kind for e in report.errors) == ["false", "forbidden", "missed"]
    assert all("status" in e.cause for e in report.errors if e.kind != "forbidden")


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        ({"actors": ("CHL GOV",), "recipients": ("PER GOV",)}, "direction"),
        ({"actors": ("CHL GOV", "PER GOV", "BRA GOV")}, "parties: one too many"),
        ({"actors": ("CHL GOV",)}, "parties: one is lacking"),
        ({"actors": ("CHL GOV", "BRA GOV")}, "parties: others"),
        ({"type": "AGREE"}, "type"),
    ],
)
def test_causes(change: dict[str, object], cause: str) -> None:
    event = made.event(TEXT, ARTICLE.gold.events[0].model_copy(update=change))
    report = score([ARTICLE], [made.record(ARTICLE).model_copy(update={"events": (event,)})])
    causes = [e.cause for e in report.errors if e.type in ("SUPPORT", "AGREE")]
    assert len(causes) == 2
    assert all(c.startswith(cause) for c in causes)


def test_parties_are_pooled_in_their_own_figure() -> None:
    turned = ARTICLE.gold.events[0].model_copy(update={"actors": ("CHL GOV",), "recipients": ("PER GOV",)})
    report = score([ARTICLE], [made.record(ARTICLE).model_copy(update={"events": (made.event(TEXT, turned),)})])
    assert report.areas["events"].right == 0
    assert report.areas["parties"].right == 1


def test_a_span_that_does_not_cut_its_text_breaks_the_contract() -> None:
    record = made.record(ARTICLE)
    quote = record.quotes[0].model_copy(update={"span": record.quotes[0].span.model_copy(update={"text": "x"})})
    assert score([ARTICLE], [record.model_copy(update={"quotes": (quote,)})]).contract == 1


def test_pairs_are_one_to_one_and_the_likest_first() -> None:
    table = {("a", "x"): 1.0, ("a", "y"): 3.0, ("b", "y"): 2.0}
    assert pair("ab", "xy", lambda g, o: table.get((g, o))) == [(0, 1)]
    assert pair("ab", "xy", lambda g, o: 0.0) == [(0, 0), (1, 1)]


def test_words_in_common() -> None:
    assert shared("¡Basta ya!", "basta, YA") == 1.0
    assert shared("uno dos", "uno dos tres cuatro") == 0.5
    assert shared("", "uno") == shared(None, None) == 0.0


@pytest.mark.parametrize(
    ("date", "right"), [("1999-05-01", True), ("1999-05", True), ("1999", True), ("1999-05-02", False), ("2000", False)]
)
def test_a_date_lies_within_what_the_gold_says(date: str, right: bool) -> None:
    day = When(start="1999-05-01", end="1999-05-01", granularity="day")
    assert within(day, date) is right
    assert not within(None, date)


def test_files_that_are_wrong_are_named(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"id": "a", "text": "x"}\n{"id": "b"}\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"gold\.jsonl:2: text: field required"):
        read_gold(path)
    path.write_text("{\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"gold\.jsonl:1: is not JSON"):
        read_records(path)
    with pytest.raises(InputError, match="no such file"):
        read_gold(tmp_path / "none")
    path.write_bytes(b"\xff")
    with pytest.raises(InputError, match="not UTF-8"):
        read_gold(path)


def test_records_come_back_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    record = made.record(ARTICLE, random.Random(3))
    path.write_text(record.model_dump_json() + "\n", encoding="utf-8")
    assert read_records(path) == [record]
