"""Our scorer gives the same figures as the one that lies beside the repository, where that one is there."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from dragoman.evaluation import read_gold, score

from . import made

SHARED = Path(__file__).parents[3] / "shared"
OTHER = SHARED / "score" / "score.py"


@pytest.mark.skipif(not OTHER.is_file(), reason="the other scorer is not beside the repository")
@pytest.mark.parametrize("name", ["seed", "es_dev", "en_dev"])
@pytest.mark.parametrize("seed", [None, 1, 2, 3])
def test_the_same_figures(tmp_path: Path, name: str, seed: int | None) -> None:
    path = SHARED / "gold" / f"{name}.jsonl"
    golds = read_gold(path)
    spoil = random.Random(seed) if seed else None
    records = [made.record(g, spoil) for g in golds]
    if seed == 3:
        records = records[1:]
    output = tmp_path / "output.jsonl"
    output.write_text("".join(r.model_dump_json() + "\n" for r in records), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(OTHER), str(path), str(output), "--json"], capture_output=True, text=True, check=True
    )
    assert score(golds, records).as_dict() == json.loads(done.stdout)
