"""Fetches from the web: politely, within limits, and only what has changed."""

from __future__ import annotations

import contextlib
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from importlib.metadata import version
from typing import BinaryIO, Self, cast
from urllib.parse import urljoin, urlsplit

import httpx

from dragoman.reading.kinds import Kind, kind_of_name, kind_of_type
from dragoman.reading.limits import LIMITS, Limits, size
from dragoman.reading.pace import Pace
from dragoman.reading.problems import Unreachable, Unreadable
from dragoman.reading.robots import Robots

AGENT = "dragoman"
_USER_AGENT = f"{AGENT}/{version('dragoman')} (reads news and codes it)"
# Others could stand for gigabytes in one piece.
_ENCODINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
_ROBOTS = 512 << 10  # bytes of robots.txt that count, as RFC 9309 says
_MANY = frozenset({Kind.json_lines, Kind.csv, Kind.parquet, Kind.warc})
_MOVED = frozenset({301, 302, 303, 307, 308})
_BUSY = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
_TRIES = 3  # for a busy server
_LOOK = 0.2  # seconds between two looks at whether to stop


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gives with a page to recognise it by; sent back, it answers whether the page has changed."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered.

    Attributes:
        url: where it was found in the end.
        kind: what the name and the media type tell; None where they tell nothing.
        charset: encoding that the server names.
        body: plain or packed bytes, to be closed by the caller; None if it is as it was known before.
        validators: for the next time.
    """

    url: str
    kind: Kind | None
    charset: str | None
    body: BinaryIO | None
    validators: Validators


@dataclass(frozen=True, slots=True)
class _Hop:
    status: int
    headers: httpx.Headers
    kind: Kind | None
    body: BinaryIO


class Fetcher:
    """Fetches pages, feeds and files by HTTP. Asks robots.txt first, keeps a pace for each host, honours Retry-After.

    Args:
        limits: of size and time.
        pace: how often a host is asked.
        stopped: says that the user wants to stop; then the request in flight is given up.
    """

    def __init__(
        self,
        limits: Limits = LIMITS,
        pace: Pace | None = None,
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        self._limits = limits
        self._pace = pace or Pace(patience=limits.patience)
        self._stopped = stopped
        self._client = httpx.Client(
            headers={"User-Agent": _USER_AGENT, "Accept-Encoding": "gzip"}, timeout=httpx.Timeout(limits.idle)
        )
        self._robots = Robots(self._robots_txt, AGENT)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes all connections."""
        self._client.close()

    def fetch(self, url: str, known: Validators | None = None) -> Answer:
        """Fetches an address, following where it leads.

        Args:
            known: of the time before; the body is None if nothing has changed since.

        Raises:
            Unreadable: it is forbidden, not there, too long or too slow. Unreachable: the same, and may pass.
        """
        headers = {}
        if known is not None and known.etag:
            headers["If-None-Match"] = known.etag
        if known is not None and known.last_modified:
            headers["If-Modified-Since"] = known.last_modified
        for _ in range(self._limits.redirects + 1):
            delay = self._robots.check(_valid(url))
            if delay is not None:
                self._pace.slow_down(_host(url), delay)
            hop = self._ask(url, headers)
            target = hop.headers.get("location")
            if hop.status in _MOVED and target:
                hop.body.close()
                url = joined(url, target)
                continue
            return self._answer(url, hop)
        raise Unreadable(f"leads from address to address, more than {self._limits.redirects} times")

    def _answer(self, url: str, hop: _Hop) -> Answer:
        validators = Validators(hop.headers.get("etag"), hop.headers.get("last-modified"))
        if hop.status == HTTPStatus.NOT_MODIFIED:
            hop.body.close()
            return Answer(url, hop.kind, None, None, validators)
        if hop.status != HTTPStatus.OK:
            hop.body.close()
            passing = hop.status >= 500 or hop.status in (408, 425, 429)
            raise (Unreachable if passing else Unreadable)(f"the server answers {_phrase(hop.status)}")
        return Answer(url, hop.kind, _charset(hop.headers.get("content-type", "")), hop.body, validators)

    def _robots_txt(self, url: str) -> tuple[int, bytes]:
        for _ in range(self._limits.redirects + 1):
            hop = self._ask(_valid(url), {})
            with hop.body as body:
                target = hop.headers.get("location")
                if hop.status not in _MOVED or not target:
                    return hop.status, body.read(_ROBOTS)
            url = joined(url, target)
        return HTTPStatus.NOT_FOUND, b""

    def _ask(self, url: str, headers: dict[str, str]) -> _Hop:
        """One request; waits and asks again where the server is busy and says how long."""
        host = _host(url)
        for left in reversed(range(_TRIES)):
            self._pace.wait(host)
            if self._stopped():
                raise Unreachable("was given up, because dragoman was asked to stop")
            try:
                hop = _Request(self._client, url, headers, self._limits, self._stopped).result()
            except Unreachable:
                self._pace.silent(host)
                raise
            self._pace.answered(host)
            seconds = _retry_after(hop.headers.get("retry-after"))
            if hop.status not in _BUSY or seconds is None:
                return hop
            self._pace.pause(host, seconds)
            if not left:
                return hop
            hop.body.close()
        raise AssertionError("the last try returns")


class _Request:
    """A request in a thread of its own: only so can it be left where a server drips a byte a second into its head."""

    def __init__(
        self, client: httpx.Client, url: str, headers: dict[str, str], limits: Limits, stopped: Callable[[], bool]
    ) -> None:
        self._client = client
        self._url = url
        self._headers = headers
        self._limits = limits
        self._stopped = stopped
        self._seconds = limits.seconds
        self._begun = time.monotonic()
        self._done = threading.Event()
        self._left = threading.Event()
        self._found: _Hop | Unreadable = Unreachable("gave no answer")

    def result(self) -> _Hop:
        """Waits for the answer. Raises Unreadable or Unreachable."""
        threading.Thread(target=self._run, name="dragoman fetch", daemon=True).start()
        while not self._done.wait(_LOOK):
            if self._stopped():
                self._left.set()
                raise Unreachable("was given up, because dragoman was asked to stop")
            if time.monotonic() - self._begun > self._seconds:
                self._left.set()
                raise Unreachable(f"took longer than {self._seconds:g} seconds")
        if isinstance(self._found, Unreadable):
            raise self._found
        return self._found

    def _run(self) -> None:
        try:
            self._found = self._fetched()
        except Unreadable as error:
            self._found = error
        except httpx.TimeoutException:
            self._found = Unreachable(f"the server said nothing for {self._limits.idle:g} seconds")
        except httpx.DecodingError as error:
            self._found = Unreadable(f"the answer cannot be decoded: {error}")
        except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError) as error:
            self._found = Unreadable(f"is no valid address: {error}")
        except (httpx.HTTPError, OSError, RuntimeError) as error:  # the last: the client was closed meanwhile
            self._found = Unreachable(f"cannot be reached: {str(error) or type(error).__name__}")
        finally:
            if self._left.is_set() and isinstance(self._found, _Hop):
                self._found.body.close()
            self._done.set()

    def _fetched(self) -> _Hop:
        with self._client.stream("GET", self._url, headers=self._headers) as response:
            kind = _kind(self._url, response.headers.get("content-type", ""))
            many = kind in _MANY
            limit = self._limits.download if many else self._limits.row
            if many:
                self._seconds = self._limits.download_seconds
            body = cast(BinaryIO, tempfile.SpooledTemporaryFile(max_size=self._limits.row))  # noqa: SIM115
            with contextlib.ExitStack() as failing:
                failing.callback(body.close)
                if response.status_code == HTTPStatus.OK:
                    self._copy(response, body, limit)
                body.seek(0)
                failing.pop_all()
            return _Hop(response.status_code, response.headers, kind, body)

    def _copy(self, response: httpx.Response, body: BinaryIO, limit: int) -> None:
        encoding = response.headers.get("content-encoding", "").lower()
        if encoding not in _ENCODINGS:
            raise Unreadable(f"the answer comes in the encoding {encoding!r}, which we did not ask for")
        for piece in response.iter_bytes():
            body.write(piece)
            if body.tell() > limit:
                raise Unreadable(f"is longer than {size(limit)}, or never ends")
            if self._left.is_set() or time.monotonic() - self._begun > self._seconds:
                raise Unreachable(f"took longer than {self._seconds:g} seconds")


def _kind(url: str, media_type: str) -> Kind | None:
    """What an address holds. A page instead of the file that the name promises is a page; else the name knows best."""
    told = kind_of_type(media_type)
    if told in (Kind.page, Kind.feed):
        return told
    return kind_of_name(urlsplit(url).path) or told


def joined(url: str, target: str) -> str:
    """Where a link on a page leads; the link as it is where it is no address at all, which fetching it will tell."""
    try:
        return urljoin(url, target)
    except ValueError:
        return target


def _charset(media_type: str) -> str | None:
    for part in media_type.split(";")[1:]:
        name, _, value = part.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'") or None
    return None


def _valid(url: str) -> str:
    try:
        parts = urlsplit(url)
        valid = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port or an IPv6 address that is none
        valid = False
    if not valid:
        raise Unreadable("is no address of a page", "give it with http:// or https://")
    return url


def _host(url: str) -> str:
    return urlsplit(url).netloc.rpartition("@")[2].lower()


def _retry_after(value: str | None) -> float | None:
    """Seconds to wait, given as such or as a date; None where that is missing or nonsense."""
    if value is None:
        return None
    if value.strip().isdecimal():
        return float(value)
    try:
        when = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(UTC)).total_seconds())


def _phrase(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
