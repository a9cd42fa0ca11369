"""Events of short texts, through the whole coder: parties from context, status, and what is no event."""

from pathlib import Path

import pytest
import yaml

import dragoman
from dragoman.records import Status

CASES = yaml.safe_load((Path(__file__).parent / "acts.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def coder():
    return dragoman.Coder()


def told(event):
    codes = ({a.code for a in side if a.code} for side in (event.actors, event.recipients))
    return event.type, *codes


@pytest.mark.parametrize("case", CASES, ids=[c["text"][:50] for c in CASES])
def test_acts(coder, case):
    record = coder.code(case["text"], language=case["language"], published="2024-06-21")
    found = [(*told(e), e.status.value) for e in record.events]
    for kind, actors, recipients, status in case.get("events", []):
        assert (kind, set(actors), set(recipients), status) in found, found
    asserted = [told(e) for e in record.events if e.status is Status.ASSERTED]
    for kind, actors, recipients in case.get("none", []):
        assert (kind, set(actors), set(recipients)) not in asserted, found
