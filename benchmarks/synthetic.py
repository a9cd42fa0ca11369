"""Rows of a made-up corpus in the columns of the store, for measuring: nothing of it was ever printed in a paper.

Countries, types, outlets and months are as unequal as in the news; sentences are random letters of the usual length.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pycountry

from dragoman.codebook import load_codebook
from dragoman.lexicon import Lexicon
from dragoman.store.schemas import TABLES

# What one article has on average.
EVENTS, QUOTES, CLAIMS, AGREEMENTS, POSITIONS = 6.67, 2.0, 1.0, 0.4, 0.2
FIRST, LAST = date(1995, 1, 1), date(2026, 6, 30)
OUTLETS = 200
Columns = dict[str, pa.Array]


class Corpus:
    """Makes batches of articles with all that they hold.

    Args:
        seed: two corpora of one seed are equal.
    """

    def __init__(self, seed: int = 7) -> None:
        self.random = np.random.default_rng(seed)
        book = load_codebook(Lexicon())
        pairs = [(t, m) for t, kind in book.types.items() for m in (None, *kind.modes)]
        self.types = pa.array([t for t, _ in pairs])
        self.modes = pa.array([m for _, m in pairs])
        self.quads = pa.array([book.types[t].quad for t, _ in pairs])
        self.scores = pa.array([book.score(t, m) for t, m in pairs], pa.float64())
        codes = np.array([*book.organisations, *(c.alpha_3 for c in pycountry.countries)])
        self.codes = pa.array(self.random.permutation(codes))
        letters = self.random.choice(list("eaosrnidlct umpbgvyqhfz"), size=(4000, 60))
        self.pool = pa.array(["".join(row) for row in letters])

    def batches(self, articles: int, size: int) -> Iterator[dict[str, pa.Table]]:
        """Tables by name, for ``size`` articles at a time."""
        for number, start in enumerate(range(0, articles, size)):
            yield self.batch(f"batch{number:06d}", start, min(size, articles - start))

    def batch(self, name: str, start: int, count: int) -> dict[str, pa.Table]:
        """The tables of articles ``start`` to ``start + count``."""
        days = (LAST - FIRST).days
        # Recent years have more news than early ones.
        when = np.sort(days * np.sqrt(self.random.random(count))).astype("int32")
        ids = pa.array([f"{(start + i) * 2654435761 % 2**32:08x}{start + i:08x}" for i in range(count)])
        published = pa.array(when + (FIRST - date(1970, 1, 1)).days, pa.int32()).cast(pa.date32())
        outlets = pc.binary_join_element_wise("Outlet", pa.array(map(str, self.zipf(OUTLETS, count))), " ")
        languages = pa.array(["es", "en"]).take(pa.array(self.random.integers(0, 2, count)))
        own: Columns = {
            "id": ids,
            "batch": pa.array([name] * count),
            "generation": pa.array([1] * count, pa.int32()),
            "coding": pa.array(["0123456789abcdef"] * count),
            "written": pa.array([datetime(2026, 7, 1, tzinfo=UTC)] * count, pa.timestamp("us", tz="UTC")),
            "published_on": published,
            "published": published.cast(pa.string()),
            "title": self.text(count, 1),
            "text": self.text(count, 30),
            "outlet": outlets,
            "language": languages,
            "url": pc.binary_join_element_wise("https://example.org/", ids, ""),
        }
        tables = {"articles": own}
        head = {"article": ids, "published": published, "outlet": outlets, "language": languages}
        for table, mean in {"events": EVENTS, "quotes": QUOTES, "claims": CLAIMS, "agreements": AGREEMENTS,
                            "positions": POSITIONS}.items():  # fmt: skip
            many = self.random.poisson(mean, count)
            parents = pa.array(np.repeat(np.arange(count), many))
            common = {column: values.take(parents) for column, values in head.items()}
            common["batch"] = pa.array([name] * len(parents))
            places = np.concatenate([np.arange(n) for n in many]) if len(many) else many
            common["place_in_record"] = pa.array(places, pa.int32())
            tables[table] = common | getattr(self, table)(common, len(parents))
        tables["mentions"] = self.mentions(tables["events"])
        return {table: fill(TABLES[table], columns) for table, columns in tables.items()}

    def events(self, head: Columns, count: int) -> Columns:
        """Events: some have no date of their own, half have a place, a third are not asserted."""
        kinds = pa.array(self.random.permutation(len(self.types))[self.zipf(len(self.types), count) - 1])
        own = self.random.random(count) < 0.7
        day = pc.if_else(pa.array(own), earlier(head["published"], self.random.integers(0, 30, count)), None)
        actors, actor_codes = self.parties(count, 1.2)
        recipients, recipient_codes = self.parties(count, 0.8)
        status = pa.array(["asserted", "future", "hypothetical", "negated", "historical"])
        return {
            "id": pc.binary_join_element_wise(head["article"], head["place_in_record"].cast(pa.string()), "."),
            "date": pc.coalesce(day, head["published"]),
            "date_start": day,
            "date_end": day,
            "actor_codes": actor_codes,
            "recipient_codes": recipient_codes,
            "type": self.types.take(kinds),
            "mode": self.modes.take(kinds),
            "quad": self.quads.take(kinds),
            "score": self.scores.take(kinds),
            "status": status.take(pa.array(self.random.choice(5, count, p=[0.68, 0.14, 0.08, 0.05, 0.05]))),
            "confidence": pa.array(np.round(self.random.random(count) * 0.6 + 0.4, 2)),
            "actors": actors,
            "recipients": recipients,
            "place": self.places(count),
            "when": self.struct("events", "when", count, start=day.cast(pa.string()), end=day.cast(pa.string())),
        }

    def mentions(self, events: Columns) -> Columns:
        """One mention an event."""
        count = len(events["id"])
        spans = [
            self.struct("mentions", field, count, text=text, start=pa.array(np.arange(count)))
            for field, text in (("sentence", self.text(count, 3)), ("trigger", self.text(count, 1)))
        ]
        return {
            **{name: events[name] for name in ("article", "batch", "published", "outlet", "language")},
            "event": events["id"],
            "event_in_record": events["place_in_record"],
            "place_in_record": pa.array(np.zeros(count), pa.int32()),
            "sentence": spans[0],
            "trigger": spans[1],
            "frame": self.pool.take(pa.array(self.zipf(400, count))),
        }

    def quotes(self, head: Columns, count: int) -> Columns:
        """Quotes of three stretches of words."""
        codes = self.some_codes(count)
        return {
            "speaker_code": codes,
            "speaker": self.struct("quotes", "speaker", count, code=codes, name=self.pool.take(self.picks(count))),
            "text": self.text(count, 3),
            "direct": pa.array(self.random.random(count) < 0.5),
            "span": self.struct("quotes", "span", count, text=self.text(count, 3)),
        }

    def claims(self, head: Columns, count: int) -> Columns:
        """Claims without dates."""
        return {
            "kind": pa.array(["share", "amount", "rank", "relation"]).take(pa.array(self.random.integers(0, 4, count))),
            "measure": self.text(count, 1),
            "value": pa.array(self.random.random(count) * 100),
        }

    def agreements(self, head: Columns, count: int) -> Columns:
        """Agreements of two or three."""
        parties, codes = self.parties(count, 2.2)
        topics = pa.ListArray.from_arrays(np.arange(count + 1, dtype="int32"), self.pool.take(self.picks(count, 50)))
        return {
            "kind": pa.array(["treaty", "agreement", "memorandum"]).take(pa.array(self.random.integers(0, 3, count))),
            "status": pa.array(["signed", "planned"]).take(pa.array(self.random.integers(0, 2, count))),
            "date_start": head["published"],
            "date_end": head["published"],
            "parties": parties,
            "party_codes": codes,
            "topics": topics,
            "span": self.struct("agreements", "span", count, text=self.text(count, 2)),
        }

    def positions(self, head: Columns, count: int) -> Columns:
        """Positions of one state each."""
        codes = self.some_codes(count)
        return {
            "actor_code": codes,
            "actor": self.struct("positions", "actor", count, code=codes),
            "stance": pa.array(["for", "against", "abstain"]).take(pa.array(self.random.integers(0, 3, count))),
            "issue": self.text(count, 1),
        }

    def zipf(self, kinds: int, count: int) -> np.ndarray:
        """Numbers from 1 to ``kinds``, the low ones often."""
        weights = 1 / np.arange(1, kinds + 1)
        return self.random.choice(kinds, count, p=weights / weights.sum()) + 1

    def picks(self, count: int, of: int | None = None) -> pa.Array:
        """Indexes into the pool of words."""
        return pa.array(self.random.integers(0, of or len(self.pool), count))

    def text(self, count: int, stretches: int) -> pa.Array:
        """Texts of so many stretches of 60 letters."""
        return pc.binary_join_element_wise(*(self.pool.take(self.picks(count)) for _ in range(stretches)), "")

    def some_codes(self, count: int) -> pa.Array:
        """Codes of parties, a tenth of them unknown."""
        known = pa.array(self.random.random(count) < 0.9)
        return pc.if_else(known, self.codes.take(pa.array(self.zipf(len(self.codes), count) - 1)), None)

    def parties(self, count: int, mean: float) -> tuple[pa.Array, pa.Array]:
        """Lists of actors, and lists of their codes."""
        many = np.minimum(self.random.poisson(mean, count), 4)
        offsets = pa.array(np.concatenate([[0], np.cumsum(many)]).astype("int32"))
        codes = self.some_codes(int(many.sum()))
        names = self.pool.take(self.picks(len(codes), 3000))
        sectors = pa.ListArray.from_arrays(np.arange(len(codes) + 1, dtype="int32"), pa.array(["GOV"] * len(codes)))
        kind = TABLES["events"].field("actors").type.value_type
        span = structure(kind.field("span").type, len(codes), text=names, start=self.picks(len(codes)))
        actors = structure(kind, len(codes), code=codes, name=names, sectors=sectors, span=span)
        table = pa.table({"row": np.repeat(np.arange(count), many), "code": codes}).drop_null()
        distinct = table.group_by(["row", "code"]).aggregate([]).sort_by("row")
        ends = np.searchsorted(distinct["row"].to_numpy(), np.arange(count + 1)).astype("int32")
        listed = pa.ListArray.from_arrays(pa.array(ends), distinct["code"].combine_chunks())
        return pa.ListArray.from_arrays(offsets, actors), listed

    def places(self, count: int) -> pa.Array:
        """Places of half the events."""
        codes = self.some_codes(count)
        given = pa.array(self.random.random(count) < 0.5)
        degrees = [pa.array(self.random.uniform(-limit, limit, count)) for limit in (60, 180)]
        made = self.struct("events", "place", count, name=self.pool.take(self.picks(count, 900)), country=codes,
                           latitude=degrees[0], longitude=degrees[1])  # fmt: skip
        return pc.if_else(given, made, None)

    def struct(self, table: str, field: str, count: int, **columns: pa.Array) -> pa.Array:
        """A struct column of a table, with null for what is not given."""
        return structure(TABLES[table].field(field).type, count, **columns)


def structure(kind: pa.StructType, count: int, **columns: pa.Array) -> pa.Array:
    """Structs of some of their fields, the others null."""
    values = [columns[f.name].cast(f.type) if f.name in columns else pa.nulls(count, f.type) for f in kind]
    return pa.StructArray.from_arrays(values, fields=list(kind))


def fill(schema: pa.Schema, columns: Columns) -> pa.Table:
    """A table of a schema: what is not given is null."""
    count = len(next(iter(columns.values())))
    values = [columns[f.name].cast(f.type) if f.name in columns else pa.nulls(count, f.type) for f in schema]
    return pa.Table.from_arrays(values, schema=schema)


def earlier(days: pa.Array, by: np.ndarray) -> pa.Array:
    """Days before others."""
    return pc.subtract(days.cast(pa.int32()), pa.array(by, pa.int32())).cast(pa.date32())
