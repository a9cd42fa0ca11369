"""Values of answers as text: a cell of CSV, a value of JSON."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any


def flat(value: Any) -> Any:
    """A value as one cell: lists of words parted by semicolons, what is nested deeper as JSON."""
    if isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
        return ";".join(value)
    if isinstance(value, list | tuple | dict):
        return json.dumps(value, ensure_ascii=False, default=plain)
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, date | datetime) else value


def plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
