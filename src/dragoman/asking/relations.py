"""The narrow relations that the ready questions are put to: views for one question, tables in memory for many.

Their schema is ``asked``. Both forms have the same columns, so that a question is the same SQL either way:

- papers: paper, article, title, url, outlet, published
- acts: one row an event, with the codes of either side and of both (``parties``); ``aimed`` where anybody receives
- words: act, sentence: the first sentence that tells an event
- sayings, accords, stances: quotes, agreements and positions in short
- pairs: one row for two parties of an event, ``lo`` before ``hi`` in the alphabet; ``kind`` is OUT where lo acts
  towards hi, IN where hi acts towards lo, JOINT where both act together, ALONGSIDE where they do so towards others

``act`` stands for an event and ``paper`` for an article: their ids in views, numbers in tables, which are quicker. In
tables codes and other words of which there are few are kept as numbers, too.
"""

from __future__ import annotations

import duckdb

OUT, IN, JOINT, ALONGSIDE = 1, 2, 3, 4

_PAPERS = "SELECT {number} AS paper, id AS article, title, url, outlet, published FROM articles"
_ACTS = """
SELECT {act} AS act, e.id AS event, {paper} AS paper, e.date, {type} AS "type", {mode} AS "mode", {quad} AS quad,
    e.score, {status} AS status, {actors} AS actor_codes, {recipients} AS recipient_codes, {parties} AS parties,
    len(e.recipients) > 0 AS aimed, {place_country} AS country, e.latitude, e.longitude, {outlet} AS outlet,
    {language} AS language, e.confidence
FROM events AS e {with_paper}"""
# The first mention of each event: the view `mentions` does not tell their order, the live rows beneath it do.
_WORDS = """
SELECT {act_of_event} AS act, e.sentence.text AS sentence
FROM live.mentions AS e WHERE e.place_in_record = 0"""
_SAYINGS = """
SELECT {paper} AS paper, e.article, e.published, e.outlet, {speaker} AS speaker_code, e.speaker.name AS name, e.direct,
    e.text
FROM quotes AS e {with_paper}"""
_ACCORDS = """
SELECT coalesce(date_start, published) AS date, kind, status, party_codes AS parties, topics, count_min, count_max,
    span.text AS words, article, outlet
FROM agreements"""
_STANCES = """
SELECT coalesce(date_start, published) AS date, actor_code, stance, issue, target.code AS target, forum, article, outlet
FROM positions"""
# Few parties are on both sides of an event, and to look for doubles is slow.
_PARTIES = """(CASE WHEN list_has_any(e.actor_codes, e.recipient_codes)
    THEN list_distinct(e.actor_codes || e.recipient_codes) ELSE e.actor_codes || e.recipient_codes END)"""
_CODES = {"actors": "e.actor_codes", "recipients": "e.recipient_codes", "parties": _PARTIES}
# Columns that have few different values.
_FEW = ("type", "mode", "quad", "status", "place_country", "outlet", "language")


def kind_of(lo: str, hi: str) -> str:
    """SQL for the kind of a pair of an event of ``acts``; null where neither does anything with the other."""
    acts = f"list_contains(actor_codes, {lo})", f"list_contains(actor_codes, {hi})"
    gets = f"list_contains(recipient_codes, {lo})", f"list_contains(recipient_codes, {hi})"
    out, back = f"{acts[0]} AND {gets[1]}", f"{acts[1]} AND {gets[0]}"
    return f"""CASE WHEN {out} AND {back} THEN {JOINT} WHEN {out} THEN {OUT} WHEN {back} THEN {IN}
        WHEN {acts[0]} AND {acts[1]} THEN CASE WHEN aimed THEN {ALONGSIDE} ELSE {JOINT} END END"""


_PAIRS = f"""
SELECT * FROM (
    SELECT act, paper, date, "type", score, status, country, confidence, lo, hi,
        ({kind_of("lo", "hi")})::TINYINT AS kind
    FROM (SELECT *, unnest(parties) AS hi FROM (SELECT *, unnest(parties) AS lo FROM asked.acts WHERE len(parties) > 1))
    WHERE lo < hi)
WHERE kind IS NOT NULL"""
_RELATIONS = {
    "papers": _PAPERS,
    "acts": _ACTS,
    "words": _WORDS,
    "sayings": _SAYINGS,
    "accords": _ACCORDS,
    "stances": _STANCES,
    "pairs": _PAIRS,
}

# What two parties have to do with each other. Without a table of all pairs it is worked out for these two, and kept.
_OF_TWO = f"""
SELECT * FROM (SELECT *, $lo AS lo, $hi AS hi, {kind_of("$lo", "$hi")} AS kind
    FROM asked.acts WHERE list_contains(parties, $lo) AND list_contains(parties, $hi))
WHERE kind IS NOT NULL"""


def keep_two(con: duckdb.DuckDBPyConnection, lo: str, hi: str) -> str:
    """Makes the relation of what passed between two parties, with the columns of ``acts`` and ``pairs``; its name."""
    name = 'asked."{}"'.format(f"{lo}-{hi}".replace('"', '""'))
    con.execute(f"CREATE TABLE IF NOT EXISTS {name} AS {_OF_TWO}", {"lo": lo, "hi": hi})
    return name


def show(con: duckdb.DuckDBPyConnection) -> None:
    """Makes the relations as views: nothing is read before a question is put."""
    con.execute("CREATE SCHEMA asked")
    own = {name: f"e.{name}" for name in _FEW} | _CODES
    own |= {"number": "id", "paper": "e.article", "with_paper": ""}
    own |= {"act": "e.id", "act_of_event": "e.event", "speaker": "e.speaker_code"}
    for name, sql in _RELATIONS.items():
        con.execute(f"CREATE VIEW asked.{name} AS {sql.format(**own)}")


def hold(con: duckdb.DuckDBPyConnection) -> None:
    """Makes the relations as tables in memory: about 0.5 KB an event."""
    con.execute("CREATE SCHEMA asked")
    for name in _FEW:
        con.execute(
            f"""CREATE TYPE asked.{name} AS ENUM (
            SELECT DISTINCT {name} FROM events WHERE {name} IS NOT NULL ORDER BY {name})"""
        )
    con.execute(
        """CREATE TYPE asked.code AS ENUM (SELECT DISTINCT code FROM (
            SELECT unnest(actor_codes || recipient_codes) AS code FROM events UNION ALL SELECT speaker_code FROM quotes)
        WHERE code IS NOT NULL ORDER BY code)"""
    )
    own = {name: f"e.{name}::asked.{name}" for name in _FEW}
    own |= {name: f"{codes}::asked.code[]" for name, codes in _CODES.items()}
    own |= {"number": "row_number() OVER ()::INTEGER", "paper": "p.paper"}
    own |= {"with_paper": "JOIN asked.papers AS p ON p.article = e.article"}
    # Ids of events are hashes of 64 bits written out, so that 64 bits are enough here, too.
    own |= {"act": "hash(e.id)", "act_of_event": "hash(e.event)", "speaker": "e.speaker_code::asked.code"}
    for name, sql in _RELATIONS.items():
        con.execute(f"CREATE TABLE asked.{name} AS {sql.format(**own)}")
