"""Values of answers as text: a cell of CSV, a value of JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any


def flat(value: Any) -> Any:
    """A value as one cell: lists of words parted by semicolons, what is nested deeper as JSON."""
    if isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
        return ";".join(value)
    if isinstance(value, list | tuple | dict):
        return as_json(value)
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, date | datetime) else value


def as_json(value: Any) -> str:
    """A value as JSON, which has no number that is infinite or none: those become null."""
    return json.dumps(_finite(value), ensure_ascii=False, allow_nan=False, default=_plain)


def distinct(names: Sequence[str]) -> list[str]:
    """Names of columns as keys of an object: the second ``a`` becomes ``a_1``."""
    found: dict[str, None] = {}
    for name in names:
        key, number = name, 0
        while key in found:
            number += 1
            key = f"{name}_{number}"
        found[key] = None
    return list(found)


def _finite(value: Any) -> Any:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {str(key): _finite(each) for key, each in value.items()}
    return [_finite(each) for each in value] if isinstance(value, list | tuple) else value


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
