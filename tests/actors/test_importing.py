"""Persons of FollowTheMoney files: read, kept on disk, looked up, and found in articles."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest
import zstandard

from dragoman import Coder
from dragoman.actors.ftm import Broken, HeldRow, PersonRow, read_row
from dragoman.actors.imported import Imported
from dragoman.actors.importing import Importer, Outcome
from dragoman.actors.resolver import Resolver
from dragoman.actors.titles import TitleReader
from dragoman.errors import LexiconError
from dragoman.lexicon import Lexicon
from dragoman.reading.problems import Problem
from tests.cli.conftest import Run, run

__all__ = ["run"]


def entity(schema: str, ident: str, **properties: Any) -> dict[str, Any]:
    return {
        "id": ident,
        "schema": schema,
        "properties": {k: v if isinstance(v, list) else [v] for k, v in properties.items()},
    }


MINISTER = entity("Position", "pos-1", name="Minister of Foreign Affairs", country="bo", topics="gov.national")
QUISPE = entity(
    "Person",
    "Q-1",
    name=["QUISPE, Zulema", "Зулема Киспе"],
    alias="Zulema Quispe Mamani",
    nationality="bo",
    topics="role.pep",
)
HELD = entity("Occupancy", "occ-1", holder="Q-1", post="pos-1", startDate="2019-03-01", endDate="2023-04-05")
LUND = entity("Person", "Q-2", name="Anders Holmqvist", country="se", position=["Member of Parliament (2014-2022)"])
ROWS = [HELD, QUISPE, entity("Company", "c-1", name="Lemons"), LUND, MINISTER]


def lines(rows: list[Any]) -> bytes:
    return "".join((r if isinstance(r, str) else json.dumps(r)) + "\n" for r in rows).encode()


@pytest.fixture(scope="module")
def reader() -> TitleReader:
    resolver = Resolver(Lexicon())
    return TitleReader(Lexicon(), [resolver.gazetteer("es"), resolver.gazetteer("en")])


def imported(reader: TitleReader, folder: Path, *contents: bytes) -> tuple[Outcome, list[Problem]]:
    problems: list[Problem] = []
    files = [(f"file{n}.jsonl", io.BytesIO(content)) for n, content in enumerate(contents, 1)]
    return Importer(folder, reader, problems.append).run(files), problems


@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstandard.compress], ids=["plain", "gzip", "zstd"])
def test_positions_and_occupancies_in_any_order(reader: TitleReader, tmp_path: Path, pack: Any) -> None:
    outcome, problems = imported(reader, tmp_path, pack(lines(ROWS)))
    assert (problems, outcome.rows, outcome.persons, outcome.offices) == ([], 5, 2, 2)
    table = Imported(outcome.table)
    ((name, number),) = table.beginning("zulema quispe")[1:]
    assert name == "zulema quispe"
    person = table.person(number)
    assert (person.entity, person.name, person.imported) == ("Q-1", "Zulema Quispe", True)
    (office,) = person.offices
    assert (office.office, office.country, office.sector) == ("foreign-minister", "BOL", "GOV")
    assert (office.from_, office.to, office.title) == ("2019-03-01", "2023-04-05", "Minister of Foreign Affairs")
    ((_, number),) = table.beginning("anders holmqvist")
    assert [(o.sector, o.country, o.from_, o.to) for o in table.person(number).offices] == [
        ("LEG", "SWE", "2014", "2022")
    ]


def test_broken_rows_are_named_and_skipped(reader: TitleReader, tmp_path: Path) -> None:
    bad = [
        "{",
        "[1]",
        '{"schema": "Person", "properties": {}}',
        entity("Person", "Q-3", country="se"),
        "",
        '{"id": "x"}',
    ]
    bad.append(entity("Occupancy", "occ-2", holder="Q-1", post="pos-1", startDate="spring"))
    bad.append(entity("Occupancy", "occ-3", holder="Q-1", post="pos-1", startDate="2020", endDate="2019-12"))
    outcome, problems = imported(reader, tmp_path, lines([*bad, *ROWS]))
    assert outcome.persons == 2
    assert [p.place for p in problems] == [1, 2, 3, 4, 6, 7, 8]
    assert str(problems[3]) == "file1.jsonl:4: Person Q-3 without a name; skipped"
    assert "'spring' is no ISO date" in str(problems[5])
    assert "ends (2019-12) before it begins (2020)" in str(problems[6])


def test_a_file_of_another_kind_is_given_up(reader: TitleReader, tmp_path: Path) -> None:
    outcome, problems = imported(reader, tmp_path, b"a,b,c\n" * 5000)
    assert outcome.persons == 0
    assert len(problems) < 60
    assert "no file of FollowTheMoney" in str(problems[-1])


def test_a_cut_archive_keeps_what_came_before(reader: TitleReader, tmp_path: Path) -> None:
    whole = gzip.compress(lines([*ROWS, *(entity("Company", f"c-{n * 7919}") for n in range(9000))]))
    outcome, problems = imported(reader, tmp_path, whole[: len(whole) // 2])
    assert outcome.persons == 2
    assert len(problems) == 1
    assert "cut short" in str(problems[0])


def test_earlier_imports_stay_and_the_same_person_is_replaced(reader: TitleReader, tmp_path: Path) -> None:
    imported(reader, tmp_path, lines(ROWS))
    before = Lexicon(tmp_path).digest
    imported(reader, tmp_path, lines([entity("Person", "Q-2", name="Anders Lund", country="se", position="Senator")]))
    table = Imported(tmp_path / "actors" / "persons.sqlite")
    assert table.beginning("zulema quispe")
    assert not table.beginning("anders holmqvist")
    assert table.beginning("anders lund")
    assert Lexicon(tmp_path).digest != before
    assert sorted(p.name for p in (tmp_path / "actors").iterdir()) == ["persons.sqlite", "persons.sqlite.sha256"]


def test_an_office_that_ended_on_no_known_day_is_none(reader: TitleReader, tmp_path: Path) -> None:
    ended = entity("Occupancy", "occ-1", holder="Q-1", post="pos-1", status="ended")
    outcome, _ = imported(reader, tmp_path, lines([QUISPE, MINISTER, ended]))
    assert (outcome.persons, outcome.idle) == (0, 1)
    outcome, _ = imported(reader, tmp_path, lines([QUISPE, MINISTER, {**ended, "first_seen": "2023-07-20T10:00:00"}]))
    assert outcome.persons == 1


def test_lost_occupancies_are_counted(reader: TitleReader, tmp_path: Path) -> None:
    outcome, problems = imported(reader, tmp_path, lines([HELD, QUISPE]))
    assert (outcome.lost, outcome.idle, problems) == (1, 1, [])


def test_rows() -> None:
    assert read_row(lines([entity("Company", "c", name="x")])) is None
    person = read_row(lines([QUISPE]))
    assert isinstance(person, PersonRow)
    assert person.countries == ("bo",)
    nested = entity("Occupancy", "o", holder={"id": "Q-1", "schema": "Person"}, post="p", status="current")
    held = read_row(lines([nested]))
    assert isinstance(held, HeldRow)
    assert (held.holder, held.open) == ("Q-1", True)
    with pytest.raises(Broken, match="property name is no list"):
        read_row(b'{"id": "a", "schema": "Person", "properties": {"name": 3}}')


@pytest.mark.parametrize(
    ("title", "office", "sector", "country"),
    [
        ("Minister of Foreign Affairs", "foreign-minister", "GOV", None),
        ("diputada", "legislator", "LEG", None),
        ("President of the Supreme Court", "chief-justice", "JUD", None),
        ("Member of the National Assembly of Venezuela", "legislator", "LEG", "VEN"),
        ("Secretary General of NATO", "secretary-general", "", "IGO"),
        ("Ambassador of France to Chile", "ambassador", "GOV", None),
        ("Presidente de Colombia", "president", "GOV", "COL"),
    ],
)
def test_titles(reader: TitleReader, title: str, office: str, sector: str, country: str | None) -> None:
    read = reader.read(title)
    assert read is not None
    assert (read.office, read.sector, read.country) == (office, sector, country)


def test_topics_decide_where_titles_tell_nothing(reader: TitleReader) -> None:
    assert reader.read("Abgeordneter", ()) is None
    read = reader.read("Abgeordneter", ("gov.legislative", "gov.national"))
    assert read is not None
    assert read.sector == "LEG"


def test_imported_persons_resolve_when_coding(reader: TitleReader, tmp_path: Path) -> None:
    imported(reader, tmp_path, lines(ROWS))
    coder = Coder(tmp_path)
    text = "Zulema Quispe visitó Pekín. Quispe criticó a Anders Holmqvist."
    while_in_office = coder.code(text, language="es", published="2020-02-01")
    visit = next(e for e in while_in_office.events if e.type == "CONSULT")
    (actor,) = visit.actors
    assert (actor.code, actor.sectors, actor.office, actor.entity) == ("BOL", ("GOV",), "foreign-minister", "Q-1")
    assert {a.entity for e in while_in_office.events for a in e.recipients} >= {"Q-2"}
    later = coder.code(text, language="es", published="2024-02-01")
    assert {a.sectors for e in later.events for a in e.actors if a.entity == "Q-1"} == {("ELI",)}


def test_namesakes_of_several_states_need_a_state_beside_them(reader: TitleReader, tmp_path: Path) -> None:
    twin = entity("Person", "Q-9", name="Zulema Quispe", country="pe", position="Senator")
    imported(reader, tmp_path, lines([*ROWS, twin]))
    coder = Coder(tmp_path)
    text = "Zulema Quispe visitó Pekín."
    assert {a.entity for e in coder.code(text, language="es").events for a in e.actors} <= {None}
    told = coder.code(text + " La oposición de Perú protestó.", language="es")
    assert {a.entity for e in told.events for a in e.actors if a.name == "Zulema Quispe"} == {"Q-9"}


def test_a_table_that_is_none_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "persons.sqlite").write_bytes(b"no table at all" * 100)
    with pytest.raises(LexiconError, match="import the persons again"):
        Imported(tmp_path / "persons.sqlite")


def test_commands(run: Run, tmp_path: Path) -> None:
    file, into = tmp_path / "peps.jsonl", tmp_path / "mine"
    file.write_bytes(lines(["{", *ROWS]))
    done = run("actors", "import", file, "--into", into)
    assert done.status == 1
    assert f"{file}:1: is no JSON" in done.err
    assert "6 rows read, 1 broken: 2 persons" in done.out
    assert run("actors", "import", tmp_path / "none.jsonl", "--into", into).status == 1
    found = run("actors", "find", "zulema quispe", "--lexicon", into, "--on", "2020-01-01")
    assert found.status == 0
    assert "on 2020-01-01: foreign-minister of BOL" in found.out
    assert "now: no office is known" in run("actors", "find", "Zulema Quispe", "--lexicon", into).out


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Moscú", "RUS GOV  capital RUS, by capital in es"),
        ("the White House", "USA GOV  seat USA"),
        ("guerrilleras", "REB  role rebels, by word in es"),
        ("OTAN", "IGO  organisation nato"),
        ("Angela Merkel", "chancellor of DEU"),
    ],
)
def test_find(run: Run, name: str, told: str) -> None:
    done = run("actors", "find", name, "--on", "2014-02-01")
    assert done.status == 0
    assert told in done.out


def test_find_says_what_is_near(run: Run) -> None:
    done = run("actors", "find", "Angela Merkle")
    assert done.status == 1
    assert "near it: angela merkel" in done.err
    assert run("actors", "find", "Putin", "--on", "spring").status == 2
