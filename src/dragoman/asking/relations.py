"""The narrow relations that the ready questions are put to: views for one question, tables in memory for many.

Their schema is ``asked``. Both forms have the same columns, so that a question is the same SQL either way:

- papers: paper, article, title, url, outlet, published
- acts: one row an event, with the codes of either side and of both (``parties``); ``aimed`` where anybody receives
- words: event, paper, sentence: the first sentence that tells an event
- sayings: the quotes
- pairs: one row for two parties of an event, ``lo`` before ``hi`` in the alphabet; ``kind`` is OUT where lo acts
  towards hi, IN where hi acts towards lo, JOINT where both act together, ALONGSIDE where they do so towards others

``paper`` is the id of an article; in tables a number stands for it, which is quicker to count, and codes and
other words of which there are few are kept as numbers, too.
"""

from __future__ import annotations

import duckdb

OUT, IN, JOINT, ALONGSIDE = 1, 2, 3, 4

_PAPERS = "SELECT {number} AS paper, id AS article, title, url, outlet, published FROM articles"
_ACTS = """
SELECT e.id AS event, e.article, {paper} AS paper, e.date, {type} AS "type", {mode} AS "mode", {quad} AS quad, e.score,
    {status} AS status, {actors} AS actor_codes, {recipients} AS recipient_codes, {parties} AS parties,
    len(e.recipients) > 0 AS aimed,
    {place_country} AS country, e.latitude, e.longitude, {outlet} AS outlet, {language} AS language, e.confidence
FROM events AS e {joined}"""
# The first mention of each event: the view `mentions` does not tell their order, the live rows beneath it do.
_WORDS = """
SELECT {paper} AS paper, e.event, e.sentence.text AS sentence
FROM live.mentions AS e {joined} WHERE e.place_in_record = 0"""
_SAYINGS = """
SELECT e.article, {paper} AS paper, e.published, e.outlet, e.speaker_code, e.speaker.name AS name, e.direct, e.text
FROM quotes AS e {joined}"""
_CARRIED = 'event, paper, date, "type", score, status, country, confidence'
# Columns that have few different values, kept as numbers in tables.
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
    SELECT {_CARRIED}, lo, hi, ({kind_of("lo", "hi")})::TINYINT AS kind
    FROM (SELECT *, unnest(parties) AS hi FROM (SELECT *, unnest(parties) AS lo FROM asked.acts WHERE len(parties) > 1))
    WHERE lo < hi)
WHERE kind IS NOT NULL"""

# Few parties are on both sides of an event, and to look for doubles is slow.
_PARTIES = """CASE WHEN list_has_any(e.actor_codes, e.recipient_codes)
    THEN list_distinct(e.actor_codes || e.recipient_codes) ELSE e.actor_codes || e.recipient_codes END"""
_CODES = {"actors": "e.actor_codes", "recipients": "e.recipient_codes", "parties": f"({_PARTIES})"}

# The pairs of two parties only, when there is no table of all pairs. $lo and $hi are given with the question.
_PAIRS_OF_TWO = f"""(
SELECT * FROM (SELECT {_CARRIED}, $lo AS lo, $hi AS hi, {kind_of("$lo", "$hi")} AS kind
    FROM asked.acts
    WHERE list_contains(parties, $lo) AND list_contains(parties, $hi))
WHERE kind IS NOT NULL)"""
_PAIRS_HELD = "(SELECT * FROM asked.pairs WHERE lo = $lo AND hi = $hi)"


_RELATIONS = {"acts": _ACTS, "words": _WORDS, "sayings": _SAYINGS, "pairs": _PAIRS}


def pairs_of_two(held: bool) -> str:
    """The relation of what passed between the parties ``$lo`` and ``$hi``."""
    return _PAIRS_HELD if held else _PAIRS_OF_TWO


def show(con: duckdb.DuckDBPyConnection) -> None:
    """Makes the relations as views: nothing is read before a question is put."""
    con.execute("CREATE SCHEMA asked")
    plain = {name: f"e.{name}" for name in _FEW} | {"paper": "e.article", "joined": ""} | _CODES
    con.execute("CREATE VIEW asked.papers AS " + _PAPERS.format(number="id"))
    for name, sql in _RELATIONS.items():
        con.execute(f"CREATE VIEW asked.{name} AS {sql.format(**plain)}")


def hold(con: duckdb.DuckDBPyConnection) -> None:
    """Makes the relations as tables in memory: about 0.4 KB an event."""
    con.execute("CREATE SCHEMA asked")
    con.execute("CREATE TABLE asked.papers AS " + _PAPERS.format(number="row_number() OVER ()::INTEGER"))
    for name in _FEW:
        con.execute(f"CREATE TYPE asked.{name} AS ENUM (SELECT DISTINCT {name} FROM events WHERE {name} IS NOT NULL)")
    con.execute(
        """CREATE TYPE asked.code AS ENUM (SELECT DISTINCT code FROM
        (SELECT unnest(actor_codes || recipient_codes) AS code FROM events) WHERE code IS NOT NULL ORDER BY code)"""
    )
    few = {name: f"e.{name}::asked.{name}" for name in _FEW}
    few |= {"paper": "p.paper", "joined": "JOIN asked.papers AS p ON p.article = e.article"}
    few |= {name: f"{codes}::asked.code[]" for name, codes in _CODES.items()}
    for name, sql in _RELATIONS.items():
        con.execute(f"CREATE TABLE asked.{name} AS {sql.format(**few)}")
