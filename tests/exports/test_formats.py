"""What the files hold, column by column."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path
from typing import Any

import duckdb
import networkx as nx
import pyarrow.parquet as pq
import pytest

from dragoman.errors import OutputError
from dragoman.exports import FORMATS, Choice, Exported, export, gdelt, polecat
from dragoman.records import Actor, Event, Place, Record, Status
from dragoman.rendering.rows import EVENT_COLUMNS, event_rows
from dragoman.store import Store

from .made import BOOK, CHILE, LEXICON, LIMA, PERU, RECORDS, UN, actor, event, record

EVENTS = [e.id for r in RECORDS for e in r.events]


def written(store: Store, format: str, choice: Choice | None = None) -> tuple[Exported, list[str]]:
    """An export, and the text of its files."""
    folder = Path(store.uri).parent
    done = export(store, format, folder / f"out.{format}", choice, lexicon=LEXICON)
    return done, [f.read_bytes().decode() for f in done.files]


def rows(store: Store, format: str = "gdelt", choice: Choice | None = None) -> list[dict[str, str]]:
    """Rows of GDELT's events or of POLECAT by the names of their columns."""
    text = written(store, format, choice)[1][0]
    if format == "polecat":
        return list(csv.DictReader(text.splitlines(), delimiter="\t"))
    return [dict(zip(gdelt.COLUMNS, line.split("\t"), strict=True)) for line in text.split("\n")[:-1]]


def holding(tmp_path: Path, *events: Any, **more: Any) -> Store:
    """A store with one article."""
    made = Store.create(tmp_path / "one")
    made.write([record("a", *events, **more)])
    return made


def test_the_columns_are_as_published() -> None:
    assert len(gdelt.COLUMNS) == len(set(gdelt.COLUMNS)) == 61
    assert len(gdelt.MENTION_COLUMNS) == len(set(gdelt.MENTION_COLUMNS)) == 16
    assert len(polecat.COLUMNS) == len(set(polecat.COLUMNS)) == 40
    at = {name: gdelt.COLUMNS.index(name) + 1 for name in gdelt.COLUMNS}
    assert (at["Actor1Code"], at["Actor2Code"], at["IsRootEvent"], at["EventCode"], at["GoldsteinScale"]) == (
        6, 16, 26, 27, 31,
    )  # fmt: skip
    assert (at["Actor1Geo_Type"], at["ActionGeo_Type"], at["DATEADDED"], at["SOURCEURL"]) == (36, 52, 60, 61)


def test_gdelt_has_no_header_and_61_and_16_columns(store: Store) -> None:
    done, (events, mentions) = written(store, "gdelt")
    assert [f.name for f in done.files] == ["out.gdelt.export.CSV", "out.gdelt.mentions.CSV"]
    assert done.events == 5
    assert done.left_out == {"told as planned, possible or not done": 1, "without any date": 1}
    # A visit; a signing both ways; a raid on nobody known; talks of three, each to each of two others; a strike.
    assert [len(line.split("\t")) for line in events.splitlines()] == [61] * (1 + 2 + 1 + 6 + 1)
    assert [len(line.split("\t")) for line in mentions.splitlines()] == [16] * 11
    numbers = [line.split("\t")[0] for line in events.splitlines()]
    assert len(set(numbers)) == 11
    assert numbers == [line.split("\t")[0] for line in mentions.splitlines()]
    assert all(0 < int(number) < 2**63 for number in numbers)


def test_a_row_of_gdelt(store: Store) -> None:
    (visit,) = rows(store, choice=Choice(types=("CONSULT",), since="2021-01-01"))
    number = visit.pop("GLOBALEVENTID")
    assert number.isdecimal()
    assert {name: value for name, value in visit.items() if value} == {
        "SQLDATE": "20210301", "MonthYear": "202103", "Year": "2021", "FractionDate": "2021.1671",
        "Actor1Code": "PERGOV", "Actor1Name": "ROSA LUNA", "Actor1CountryCode": "PER", "Actor1Type1Code": "GOV",
        "Actor2Code": "CHLGOV", "Actor2Name": "CHILE", "Actor2CountryCode": "CHL", "Actor2Type1Code": "GOV",
        "IsRootEvent": "1", "EventCode": "042", "EventBaseCode": "042", "EventRootCode": "04", "QuadClass": "1",
        "GoldsteinScale": "1.9", "NumMentions": "1", "NumSources": "1", "NumArticles": "1", "Actor1Geo_Type": "0",
        "Actor2Geo_Type": "0", "ActionGeo_Type": "4", "ActionGeo_FullName": "Lima", "ActionGeo_CountryCode": "PE",
        "ActionGeo_ADM1Code": "PE", "ActionGeo_Lat": "-12.04318", "ActionGeo_Long": "-77.02824",
        "DATEADDED": "20210302000000", "SOURCEURL": "https://hoja.example/uno",
    }  # fmt: skip


def test_a_mention_of_gdelt(store: Store) -> None:
    text = written(store, "gdelt", Choice(types=("CONSULT",), since="2021-01-01"))[1][1]
    values = dict(zip(gdelt.MENTION_COLUMNS, text.rstrip("\n").split("\t"), strict=True))
    values.pop("GLOBALEVENTID")
    assert {name: value for name, value in values.items() if value} == {
        "EventTimeDate": "20210302000000", "MentionTimeDate": "20210302000000", "MentionType": "1",
        "MentionSourceName": "La Hoja", "MentionIdentifier": "https://hoja.example/uno", "Actor1CharOffset": "0",
        "Actor2CharOffset": "0", "ActionCharOffset": "0", "InRawText": "1", "Confidence": "100", "MentionDocLen": "22",
        "MentionDocTranslationInfo": "srclc:spa",
    }  # fmt: skip


def test_codes_keep_their_leading_zero_and_their_level(tmp_path: Path) -> None:
    events = [event(f"{kind}-{mode}", kind, [PERU], [CHILE], mode=mode)
              for kind, entry in BOOK.types.items() for mode in (None, *entry.modes)]  # fmt: skip
    for row in rows(holding(tmp_path, *events)):
        code = row["EventCode"]
        assert 3 <= len(code) <= 4
        assert (row["EventBaseCode"], row["EventRootCode"]) == (code[:3], code[:2])
        assert 1 <= int(row["EventRootCode"]) <= 20
        assert row["QuadClass"] in "1234"


def test_a_joint_act_goes_both_ways_in_gdelt_and_is_one_row_in_polecat(store: Store) -> None:
    joint = Choice(types=("SUPPORT",))
    pairs = [(r["Actor1CountryCode"], r["Actor2CountryCode"], r["EventCode"]) for r in rows(store, choice=joint)]
    assert pairs == [("PER", "CHL", "057"), ("CHL", "PER", "057")]
    (row,) = rows(store, "polecat", joint)
    assert (row["Actor Name"], row["Actor Country"], row["Actor COW"]) == ("Rosa Luna;Chile", "PER;CHL", "135;155")
    assert (row["Actor Title"], row["Primary Actor Sector"], row["Actor Sectors"]) == ("president;", "GOV;GOV", "GOV")
    assert {v for k, v in row.items() if "Recipient" in k} == {""}


def test_organisations_and_old_codes_of_gdelt(store: Store) -> None:
    raid, *talks = (row for row in rows(store) if row["EventCode"] == "195" or row["SQLDATE"] == "20201231")
    assert (raid["Actor1Code"], raid["Actor1CountryCode"], raid["Actor2Code"]) == ("ROMMIL", "ROM", "")
    assert raid["DATEADDED"] == "20210305043000", "in UTC"
    assert raid["EventCode"] == "195"
    un = next(r for r in talks if r["Actor1Name"] == "ONU")
    assert (un["Actor1Code"], un["Actor1KnownGroupCode"], un["Actor1Type1Code"]) == ("IGOUNO", "UNO", "IGO")
    assert (un["ActionGeo_Type"], un["ActionGeo_CountryCode"], un["ActionGeo_FeatureID"]) == ("1", "RO", "RO")
    assert un["FractionDate"] == "2020.9890"


def test_two_ministers_of_a_state_are_one_actor_in_gdelt(tmp_path: Path) -> None:
    second = actor("PER", "GOV", name="Pedro Sol", office="foreign-minister")
    towards = event("a", "ACCUSE", [PERU, second], [CHILE])
    among = event("b", "CONSULT", [PERU, second])
    unnamed = event("c", "AID", [], [CHILE])
    uncoded = event("d", "AID", [actor(None, name="Ana"), actor(None, name="Eva")])
    told = rows(holding(tmp_path, towards, among, unnamed, uncoded))
    pairs = [(r["Actor1Code"] or r["Actor1Name"], r["Actor2Code"] or r["Actor2Name"]) for r in told]
    assert pairs == [("PERGOV", "CHLGOV"), ("PERGOV", ""), ("", "CHLGOV"), ("ANA", "EVA"), ("EVA", "ANA")]
    assert len({r["GLOBALEVENTID"] for r in told}) == len(told)


def test_a_row_of_polecat(store: Store) -> None:
    visit = next(r for r in rows(store, "polecat") if r["Event ID"] == "visit")
    assert {name: value for name, value in visit.items() if value} == {
        "Event ID": "visit", "Event Date": "2021-03-01", "Event Type": "CONSULT", "Event Mode": "visit",
        "Intensity": "4.0", "Quad Code": "VERBAL COOPERATION", "Actor Name": "Rosa Luna", "Actor Country": "PER",
        "Actor COW": "135", "Primary Actor Sector": "GOV", "Actor Sectors": "GOV", "Actor Title": "president",
        "Actor Name Raw": "Lima", "Recipient Name": "Chile", "Recipient Country": "CHL", "Recipient COW": "155",
        "Primary Recipient Sector": "GOV", "Recipient Sectors": "GOV", "Recipient Name Raw": "Lima",
        "Placename": "Lima", "City": "Lima", "Country": "PER", "Latitude": "-12.04318", "Longitude": "-77.02824",
        "GeoNames ID": "3936456", "Raw Placename": "Lima", "Source": "La Hoja", "Publication Date": "2021-03-02",
        "Story People": "Rosa Luna", "Story Locations": "Lima", "Language": "Spanish", "Version": "dragoman-9",
    }  # fmt: skip
    raid = next(r for r in rows(store, "polecat") if r["Event ID"] == "raid")
    assert raid["Contexts"] == "military;territory"


def test_plover_has_everything_that_is_told(store: Store) -> None:
    done, (text,) = written(store, "plover")
    told = {row["id"]: row for row in map(json.loads, text.splitlines())}
    assert sorted(told) == sorted(EVENTS)
    assert (done.events, done.left_out) == (len(EVENTS), {})
    assert told["threat"]["auxiliary_mode"] == "negated"
    assert told["undated"]["date"] is None
    assert told["undated"]["actor"][0] == {
        "country": None, "organization": "UNO", "sector": None, "sectors": [], "name": "ONU", "title": None,
        "entity": None, "text": "Lima",
    }  # fmt: skip
    assert told["visit"]["place"] == {"name": "Lima", "country": "PER", "latitude": -12.04318, "longitude": -77.02824,
                                      "geonames": 3936456, "text": "Lima"}  # fmt: skip
    assert len({tuple(row) for row in told.values()}) == 1, "every event has all keys"


def test_csv_is_that_of_code(store: Store) -> None:
    text = written(store, "csv")[1][0]
    read = list(csv.reader(text.splitlines()))
    assert tuple(read[0]) == EVENT_COLUMNS
    expected = [["" if v is None else str(v) for v in row] for r in RECORDS for row in event_rows(r)]
    assert sorted(read[1:]) == sorted(expected)


def test_parquet_is_the_view_of_events(store: Store) -> None:
    done, _ = export(store, "parquet", Path(store.uri).parent / "e.parquet"), None
    table = pq.read_table(done.files[0])
    with store.connect() as con:
        same = con.sql("SELECT * FROM events ORDER BY id").fetchall()
    read = sorted(tuple(row.values()) for row in table.to_pylist())
    assert table.num_rows == done.events == len(same) == len(EVENTS)
    assert [row[0] for row in read] == [row[0] for row in same]
    assert table.to_pylist()[0].keys() >= {"id", "type", "actor_codes", "date", "published", "place_name"}
    few = export(store, "parquet", done.files[0], Choice(types=("SUPPORT",)))
    assert duckdb.sql(f"SELECT id, actor_codes FROM '{few.files[0]}'").fetchall() == [("signing", ["PER", "CHL"])]


def test_the_network_is_read_back(store: Store) -> None:
    done = export(store, "graphml", Path(store.uri).parent / "net.graphml", lexicon=LEXICON)
    graph = nx.read_graphml(done.files[0])
    assert (done.events, done.left_out) == (4, {"told as planned, possible or not done": 1,
                                                "without two known parties": 2})  # fmt: skip
    assert graph.is_directed()
    assert graph.nodes["PER"] == {"label": "Peru", "kind": "country", "events": 3}
    assert graph.nodes["UNO"]["kind"] == "organisation"
    assert set(graph.nodes) == {"PER", "CHL", "UNO"}
    there, back = graph.edges["PER", "CHL"], graph.edges["CHL", "PER"]
    assert (there["weight"], there["CONSULT"], there["SUPPORT"], there["VC"], there["joint"]) == (3, 2, 1, 3, 2)
    assert (back["weight"], back["CONSULT"], back["joint"]) == (2, 1, 2)
    assert there["score"] == pytest.approx((4 + 5 + 2.5) / 3, abs=1e-4)
    assert graph.edges["UNO", "CHL"]["ACCUSE"] == 1


def test_nothing_parts_a_cell_but_what_parts_cells(tmp_path: Path) -> None:
    name = 'Rosa "la\tbuena"\r\nLuna\u2028; Sol'
    place = Place(name='"Lima\nalta', country="PER")
    made = holding(tmp_path, event("a", "ACCUSE", [actor("PER", "GOV", name=name)], [CHILE], place=place),
                   outlet="La\tHoja", url="https://x.example/a\tb")  # fmt: skip
    (row,) = rows(made)
    assert (row["Actor1Name"], row["ActionGeo_FullName"]) == ('ROSA "LA BUENA" LUNA ; SOL', '"Lima alta')
    (line,) = rows(made, "polecat")
    assert (line["Actor Name"], line["Placename"], line["Source"]) == (
        'Rosa "la buena" Luna , Sol',
        '"Lima alta',
        "La Hoja",
    )
    assert len(written(made, "polecat")[1][0].split("\n")) == 3
    assert json.loads(written(made, "plover")[1][0])["actor"][0]["name"] == name


@pytest.mark.parametrize("format", FORMATS)
def test_a_store_without_events(empty: Store, format: str) -> None:
    done = export(empty, format, Path(empty.uri).parent / "out", lexicon=LEXICON)
    assert (done.events, done.left_out) == (0, {})
    assert all(f.is_file() for f in done.files)
    lines = done.files[0].read_bytes().count(b"\n")
    assert lines == {"plover": 0, "gdelt": 0, "csv": 1, "polecat": 1}.get(format, lines)
    if format == "parquet":
        assert pq.read_table(done.files[0]).num_rows == 0
    if format == "graphml":
        assert not nx.read_graphml(done.files[0]).nodes


CHOICES = [
    Choice(),
    Choice(since="2021-03-01"),
    Choice(until="2021-03-01"),
    Choice(since="2020-12-31", until="2021-03-04"),
    Choice(countries=("UNO",)),
    Choice(countries=("ROU", "CHL"), types=("ASSAULT", "SUPPORT")),
    Choice(types=("PROTEST",), since="2021-03-06"),
]


@pytest.mark.parametrize("choice", CHOICES, ids=str)
def test_the_choice_is_the_same_of_records_and_in_sql(store: Store, choice: Choice) -> None:
    where, values = choice.where()
    with store.connect() as con:
        asked = {row[0] for row in con.execute(f"SELECT id FROM events WHERE {where}", values).fetchall()}
    kept = {e.id for r in RECORDS for e in r.events if choice.keeps(e, r.article)}
    assert asked == kept
    assert {json.loads(line)["id"] for line in written(store, "plover", choice)[1][0].splitlines()} == kept
    assert export(store, "parquet", Path(store.uri).parent / "p", choice).events == len(kept)


def test_a_file_is_written_whole_or_not_at_all(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "out.export.CSV").write_text("old", encoding="utf-8")

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(gdelt.GdeltWriter, "write", stopped)
    with pytest.raises(KeyboardInterrupt):
        export(store, "gdelt", tmp_path / "out")
    assert (tmp_path / "out.export.CSV").read_text(encoding="utf-8") == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["out.export.CSV"]


@pytest.mark.parametrize("format", FORMATS)
def test_a_file_that_cannot_be_written(store: Store, tmp_path: Path, format: str) -> None:
    with pytest.raises(OutputError, match=r"missing/out.* cannot be written: no such file or directory"):
        export(store, format, tmp_path / "missing" / "out")
    (tmp_path / "folder.export.CSV").mkdir()
    with pytest.raises(OutputError, match="is a directory"):
        export(store, format, tmp_path)
    with pytest.raises(OutputError, match="is no ordinary file"):
        export(store, format, Path("/dev/null") if format != "gdelt" else pipe(tmp_path))
    assert Path("/dev/null").is_char_device()
    (tmp_path / "folder").mkdir()
    with pytest.raises(OutputError, match="is a directory"):
        export(store, format, tmp_path / "folder")
    assert not [p for p in tmp_path.iterdir() if p.name.startswith(".")]


@pytest.mark.skipif(not Path("/dev/full").exists() or os.name != "posix", reason="needs a full device")
def test_a_full_disk_is_said(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        with open("/dev/full", "w") as file:
            file.write("x")

    monkeypatch.setattr(gdelt.GdeltWriter, "write", full)
    with pytest.raises(OutputError, match="no space left on device"):
        export(store, "gdelt", Path(store.uri).parent / "out")


def test_only_what_happened_is_given_to_those_who_cannot_tell(tmp_path: Path) -> None:
    events = [event(status.value, "AID", [PERU], [CHILE], status=status) for status in Status]
    made = holding(tmp_path, *events)
    assert {r["Event ID"] for r in rows(made, "polecat")} == {"asserted", "historical"}
    assert len(rows(made)) == 2


def test_an_actor_of_whom_nothing_is_known(tmp_path: Path) -> None:
    made = holding(tmp_path, event("a", "ACCUSE", [Actor()], [UN], place=replace_city()))
    (row,) = rows(made)
    assert (row["Actor1Code"], row["Actor1Name"], row["Actor2Code"]) == ("", "", "IGOUNO")
    assert (row["ActionGeo_Type"], row["ActionGeo_CountryCode"]) == ("3", "US")


def replace_city() -> Place:
    """A city of the United States."""
    return LIMA.model_copy(update={"country": "USA"})


def test_every_column_and_field_is_in_the_documentation() -> None:
    page = (Path(__file__).parents[2] / "docs" / "exports.md").read_text(encoding="utf-8")
    losses, polecats, gdelts = (page.split(f"\n## {name}\n")[1].split("\n## ")[0] for name in
                                ("What each format loses", "POLECAT's columns", "GDELT's columns"))  # fmt: skip
    for name in {*Event.model_fields} | {n for n in Record.model_fields if n not in ("article", "events")}:
        assert f"`{name}`" in losses, name
    for name in polecat.COLUMNS:
        assert f"`{name}`" in polecats, name
    for name in (*gdelt.COLUMNS, *gdelt.MENTION_COLUMNS):
        mirrored = name.replace("Actor2", "Actor1")
        group = f"{name.partition('_')[0]}_*"
        assert any(f"`{n}`" in gdelts for n in (name, mirrored, group)), name


def pipe(tmp_path: Path) -> Path:
    """An output whose first file is a pipe."""
    os.mkfifo(tmp_path / "pipe.export.CSV")
    return tmp_path / "pipe"


@pytest.mark.parametrize(
    ("published", "when", "day", "added"),
    [
        ("20210302T101500Z", None, "20210302", "20210302101500"),
        ("no day at all", "2021-02-28", "20210228", "20210228000000"),
        ("2021-03-02", "2021-02-30", "20210302", "20210302000000"),
        ("2021-03-02", "0988-07-01", "09880701", "20210302000000"),
    ],
)
def test_days_in_other_forms(tmp_path: Path, published: str, when: str | None, day: str, added: str) -> None:
    made = holding(tmp_path, event("a", "AID", [PERU], [CHILE], day=when), published=published)
    (row,) = rows(made)
    assert (row["SQLDATE"], row["MonthYear"], row["Year"], row["DATEADDED"]) == (day, day[:6], day[:4], added)
    (same,) = rows(made, "polecat")
    assert same["Event Date"].replace("-", "") == day
    with made.connect() as con:
        assert con.sql("SELECT strftime(date, '%Y%m%d') FROM events").fetchall() == [(day,)]
