"""Files of GDELT and POLECAT: read back, packed, broken, read twice."""

from __future__ import annotations

import gzip
import threading
import zipfile
from datetime import date
from pathlib import Path

import pytest

from dragoman.errors import InputError
from dragoman.exports import Imported, export, import_file, lines, read_external
from dragoman.exports.gdelt import COLUMNS
from dragoman.exports.polecat import COLUMNS as POLECAT
from dragoman.store import External, Store

from .made import LEXICON


def gdelt_line(ident: str = "1", **values: str) -> str:
    """A row of GDELT: Chile criticises Peru on a day of 2021, but for what is given."""
    row = dict.fromkeys(COLUMNS, "")
    row.update(GLOBALEVENTID=ident, SQLDATE="20210301", Actor1Code="CHL", Actor1Name="CHILE", Actor1CountryCode="CHL",
               Actor2Code="PERGOV", Actor2Name="PERU", Actor2CountryCode="PER", Actor2Type1Code="GOV", EventCode="111",
               EventBaseCode="111", EventRootCode="11", QuadClass="3", GoldsteinScale="-2.0", NumMentions="4",
               ActionGeo_Type="1", ActionGeo_FullName="Chile", ActionGeo_CountryCode="CI", ActionGeo_Lat="-30",
               ActionGeo_Long="-71", SOURCEURL="https://hoja.example/1")  # fmt: skip
    row.update(values)
    return "\t".join(row.values())


def polecat_line(ident: str = "p1", **values: str) -> str:
    """A row of POLECAT; underscores in names of columns stand for spaces."""
    row = dict.fromkeys(POLECAT, "")
    row.update({"Event ID": ident, "Event Date": "2021-03-01", "Event Type": "ACCUSE", "Event Mode": "disapprove",
                "Intensity": "-2.0", "Actor Country": "CHL", "Recipient Country": "PER"})  # fmt: skip
    row.update({name.replace("_", " "): value for name, value in values.items()})
    return "\t".join(row.values())


def read(path: Path, system: str = "gdelt") -> tuple[list[External], list[str]]:
    """The events of a file, and what is said of it."""
    items = list(read_external(path, system, LEXICON))
    return [i for i in items if isinstance(i, External)], [str(i) for i in items if isinstance(i, InputError)]


def file(tmp_path: Path, *rows: str, name: str = "20210301.export.CSV") -> Path:
    """A file of rows."""
    path = tmp_path / name
    path.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def test_a_row_of_gdelt(tmp_path: Path) -> None:
    events, said = read(file(tmp_path, gdelt_line()))
    assert said == []
    assert events == [
        External(
            system="gdelt", id="1", date="2021-03-01", type="ACCUSE", code="111", root="11", mode="disapprove",
            actor_codes=("CHL",), recipient_codes=("PER",), actor_name="CHILE", recipient_name="PERU", score=-2.0,
            mentions=4, place_name="Chile", place_country="CHL", latitude=-30, longitude=-71,
            url="https://hoja.example/1", source="20210301.export.CSV",
        )
    ]  # fmt: skip


def test_older_tables_of_gdelt_have_fewer_columns(tmp_path: Path) -> None:
    cells = dict(zip(COLUMNS, gdelt_line().split("\t"), strict=True))
    old = [value for name, value in cells.items() if not name.endswith("ADM2Code")]
    assert len(old) == 58
    events, said = read(file(tmp_path, "\t".join(old), "\t".join(old[:-1])))
    assert said == []
    assert [(e.place_country, e.latitude, e.url) for e in events] == [
        ("CHL", -30, "https://hoja.example/1"),
        ("CHL", -30, None),
    ]


@pytest.mark.parametrize(
    ("values", "codes"),
    [
        ({"Actor1CountryCode": "ROM"}, ("ROU",)),
        ({"Actor1CountryCode": "", "Actor1KnownGroupCode": "UNO", "Actor1Type1Code": "IGO"}, ("UNO",)),
        ({"Actor1CountryCode": "EUR", "Actor1KnownGroupCode": "EEC"}, ("EUR",)),
        ({"Actor1CountryCode": "", "Actor1Type1Code": "NGO"}, ("NGO",)),
        ({"Actor1CountryCode": "AFR"}, ()),
        ({"Actor1CountryCode": "", "Actor1Type1Code": "COP"}, ()),
    ],
)
def test_who_acts_in_gdelt(tmp_path: Path, values: dict[str, str], codes: tuple[str, ...]) -> None:
    (event,), _ = read(file(tmp_path, gdelt_line(**values)))
    assert event.actor_codes == codes


def test_a_statement_has_no_type(tmp_path: Path) -> None:
    (event,), said = read(file(tmp_path, gdelt_line(EventCode="010")))
    assert (event.type, event.mode, event.code, event.root, said) == (None, None, "010", "01", [])


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("1\t2", "has 2 columns; GDELT's event tables have 61 (2.0), 58 or 57 (1.0)"),
        (gdelt_line(SQLDATE="20210231"), "SQLDATE '20210231' is no day"),
        (gdelt_line(SQLDATE=""), "SQLDATE is empty"),
        (gdelt_line(""), "GLOBALEVENTID is empty"),
        (gdelt_line(EventCode="42"), "EventCode '42' is no CAMEO code"),
        (gdelt_line(EventCode="---"), "EventCode '---' is no CAMEO code"),
        (gdelt_line(GoldsteinScale="low"), "GoldsteinScale 'low' is no number"),
        (gdelt_line(NumMentions="inf"), "NumMentions 'inf' is no number"),
        (gdelt_line(NumMentions="1e300"), "NumMentions 1e+300 is no number of things"),
        (gdelt_line(NumMentions="2.5"), "NumMentions 2.5 is no number of things"),
        (gdelt_line(ActionGeo_Lat="900"), "ActionGeo_Lat 900 is beyond 90 degrees"),
    ],
)
def test_a_broken_row_is_named_and_the_rest_is_read(tmp_path: Path, row: str, reason: str) -> None:
    path = file(tmp_path, gdelt_line("1"), row, gdelt_line("2"))
    events, (said,) = read(path)
    assert [e.id for e in events] == ["1", "2"]
    assert said.startswith(f"{path}:2: {reason}")


def test_a_line_that_is_no_text_or_has_no_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "LONGEST", 3000)
    path = tmp_path / "a.CSV"
    good = gdelt_line("1").encode()
    path.write_bytes(b"\n".join([good, b"a" * 10_000, b"\xff\xfe" + good, good.replace(b"1", b"2", 1), b"b" * 9000]))
    events, said = read(path)
    assert [e.id for e in events] == ["1", "2"]
    assert [s.partition(": ")[2] for s in said] == [
        "is longer than 3000 bytes, which no row is",
        "is not UTF-8: byte 0xFF at byte 0 of the line",
        "is longer than 3000 bytes, which no row is",
    ]
    assert [s.split(":")[1] for s in said] == ["2", "3", "5"]


def test_packed_files(tmp_path: Path) -> None:
    text = f"{gdelt_line('1')}\n{gdelt_line('2')}\n"
    with zipfile.ZipFile(tmp_path / "a.export.CSV.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.export.CSV", text)
    (tmp_path / "a.CSV.gz").write_bytes(gzip.compress(text.encode()))
    for name in ("a.export.CSV.zip", "a.CSV.gz"):
        events, said = read(tmp_path / name)
        assert ([e.id for e in events], said) == (["1", "2"], [])
        assert events[0].source == name


def test_files_that_break_off(tmp_path: Path) -> None:
    text = "".join(f"{gdelt_line(str(n), Actor1Name=str(n * 7919))}\n" for n in range(500)).encode()
    packed = gzip.compress(text)
    (tmp_path / "cut.gz").write_bytes(packed[: len(packed) // 2])
    events, (said,) = read(tmp_path / "cut.gz")
    assert 0 < len(events) < 500
    assert "cut.gz: cannot be read: compressed file ended before" in said
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.CSV", text)
    whole = (tmp_path / "a.zip").read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[: len(whole) // 2])
    assert read(tmp_path / "cut.zip") == ([], [f"{tmp_path}/cut.zip: cannot be read: file is not a zip file"])
    (tmp_path / "bad.zip").write_bytes(whole[:200] + bytes(200) + whole[400:])
    assert "bad.zip: cannot be read: " in read(tmp_path / "bad.zip")[1][0]


@pytest.mark.parametrize("system", ["gdelt", "polecat"])
def test_files_that_are_not_there_or_empty(tmp_path: Path, system: str) -> None:
    assert read(tmp_path / "no.CSV", system) == ([], [f"{tmp_path}/no.CSV: cannot be read: no such file or directory"])
    assert read(file(tmp_path, ""), system) == ([], [f"{tmp_path}/20210301.export.CSV: is empty"])
    assert read(tmp_path, system)[1] == [f"{tmp_path}: cannot be read: is a directory"]


def test_a_row_of_polecat(tmp_path: Path) -> None:
    row = polecat_line(Actor_Country="Chile;Vietnam", Latitude="-30.5", Longitude="-71", Country="CHL",
                       Placename="Ovalle", Actor_Name="A;B", Event_Type="accuse")  # fmt: skip
    (event,), said = read(file(tmp_path, "\t".join(POLECAT), row, name="p.txt"), "polecat")
    assert said == []
    assert event == External(
        system="polecat", id="p1", date="2021-03-01", type="ACCUSE", code="ACCUSE", root="11", mode="disapprove",
        actor_codes=("CHL", "VNM"), recipient_codes=("PER",), actor_name="A;B", score=-2.0, place_name="Ovalle",
        place_country="CHL", latitude=-30.5, longitude=-71, source="p.txt",
    )  # fmt: skip


def test_columns_of_polecat_are_found_by_name(tmp_path: Path) -> None:
    header = "\ufeffActor COW\tEvent Type\tEvent ID\tRecipient COW\tEvent Date\tOther"
    (event,), _ = read(file(tmp_path, header, '365.0\tAID\tx\tNone\t2021-03-01 00:00:00\t"a"'), "polecat")
    assert (event.actor_codes, event.recipient_codes, event.date) == (("RUS",), (), "2021-03-01")


def test_an_archive_of_several_tables(tmp_path: Path) -> None:
    header = "\t".join(POLECAT)
    with zipfile.ZipFile(tmp_path / "p.zip", "w") as archive:
        for name in ("a", "b"):
            archive.writestr(f"{name}.txt", f"{header}\n{polecat_line(name)}\n")
    events, said = read(tmp_path / "p.zip", "polecat")
    assert ([e.id for e in events], said) == (["a", "b"], [])


def test_the_first_row_of_gdelt_may_be_broken_or_a_header(tmp_path: Path) -> None:
    events, (said,) = read(file(tmp_path, "nothing", gdelt_line("1"), gdelt_line("2")))
    assert [e.id for e in events] == ["1", "2"]
    assert ":1: has 1 columns" in said
    events, said_too = read(file(tmp_path, "\t".join(COLUMNS), gdelt_line("1")))
    assert ([e.id for e in events], said_too) == (["1"], [])


def test_a_file_that_is_not_of_polecat(tmp_path: Path) -> None:
    path = file(tmp_path, gdelt_line(), gdelt_line())
    said = f"{path}:1: has no column Event ID, Event Date, Event Type; POLECAT's tables begin with a header"
    assert read(path, "polecat") == ([], [said])


def test_broken_rows_of_polecat(tmp_path: Path) -> None:
    path = file(tmp_path, "\t".join(POLECAT), polecat_line("a") + "\t", polecat_line("b", Event_Type="DANCE"),
                polecat_line("c", Actor_Name='"open'), polecat_line("d"))  # fmt: skip
    events, said = read(path, "polecat")
    assert [e.id for e in events] == ["d"]
    assert [s.partition(": ")[2][:36] for s in said] == [
        "has 41 cells for 40 columns", "Event Type 'DANCE' is none of PLOVER", "is no row of a table: unexpected end",
    ]  # fmt: skip


def kept(store: Store) -> list[tuple[object, ...]]:
    """What the store holds of others."""
    with store.connect() as con:
        return con.sql(
            "SELECT system, id, date, type, actor_codes, recipient_codes FROM external ORDER BY ALL"
        ).fetchall()


def test_reading_twice_changes_nothing(empty_too: Store, tmp_path: Path) -> None:
    said: list[str] = []
    path = file(tmp_path, gdelt_line("1"), gdelt_line("2"), "broken", gdelt_line("1"))
    assert import_file(empty_too, path, "gdelt", said.append, LEXICON) == Imported(added=2, passed=1, broken=1)
    first = kept(empty_too)
    assert first == [("gdelt", n, date(2021, 3, 1), "ACCUSE", ["CHL"], ["PER"]) for n in ("1", "2")]
    again = path.rename(tmp_path / "again.CSV")
    assert import_file(empty_too, again, "gdelt", said.append, LEXICON) == Imported(passed=3, broken=1)
    assert kept(empty_too) == first
    assert [s.split(":", 1)[0] for s in said] == [str(path), str(again)]
    changed = file(tmp_path, gdelt_line("2", EventCode="042"), gdelt_line("3"))
    assert import_file(empty_too, changed, "gdelt", said.append, LEXICON) == Imported(added=1, replaced=1)
    assert [row[3] for row in kept(empty_too)] == ["ACCUSE", "CONSULT", "ACCUSE"]
    assert import_file(empty_too, file(tmp_path, "\t".join(POLECAT), polecat_line("1")), "polecat", said.append,
                       LEXICON) == Imported(added=1)  # fmt: skip
    assert len(kept(empty_too)) == 4


def test_two_read_the_same_file_at_once(empty_too: Store, tmp_path: Path) -> None:
    path = file(tmp_path, *(gdelt_line(str(n)) for n in range(300)))
    failed: list[BaseException] = []

    def work() -> None:
        try:
            import_file(Store.open(empty_too.uri), path, "gdelt", print, LEXICON)
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert len(kept(empty_too)) == 300


def test_ours_come_back_from_gdelt_but_for_what_it_has_no_place_for(store: Store, tmp_path: Path) -> None:
    done = export(store, "gdelt", tmp_path / "out", lexicon=LEXICON)
    events, said = read(done.files[0])
    assert said == []
    told = sorted((e.date, e.type, e.mode, e.actor_codes, e.recipient_codes, e.place_country) for e in events)
    pairs = [(a, b) for a in ("CHL", "PER", "UNO") for b in ("CHL", "PER", "UNO") if a != b]
    assert told == sorted(
        [
            *(("2020-12-31", "CONSULT", None, (a,), (b,), "ROU") for a, b in pairs),  # joint: each with each
            ("2021-03-01", "CONSULT", "visit", ("PER",), ("CHL",), "PER"),
            ("2021-03-01", "SUPPORT", None, ("CHL",), ("PER",), None),
            ("2021-03-01", "SUPPORT", None, ("PER",), ("CHL",), None),
            ("2021-03-04", "ASSAULT", "aerial", ("ROU",), (), None),
            ("2021-03-05", "PROTEST", "strike", (), (), None),
        ]
    )


def test_ours_come_back_from_polecat(store: Store, tmp_path: Path) -> None:
    done = export(store, "polecat", tmp_path / "out", lexicon=LEXICON)
    events, said = read(done.files[0], "polecat")
    assert said == []
    assert {e.id: (e.date, e.type, e.mode, e.actor_codes, e.recipient_codes, e.score) for e in events} == {
        "visit": ("2021-03-01", "CONSULT", "visit", ("PER",), ("CHL",), 4.0),
        "signing": ("2021-03-01", "SUPPORT", None, ("PER", "CHL"), (), 5.0),
        "raid": ("2021-03-04", "ASSAULT", "aerial", ("ROU",), (), -9.5),
        "talks": ("2020-12-31", "CONSULT", None, ("PER", "CHL", "UNO"), (), 2.5),
        "strike": ("2021-03-05", "PROTEST", "strike", (), (), -5.0),
    }
