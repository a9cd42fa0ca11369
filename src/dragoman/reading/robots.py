"""What a site's robots.txt allows us."""

from __future__ import annotations

import time
from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlsplit

from protego import Protego

from dragoman.reading.problems import Unreachable, Unreadable

# Seconds that the word of a site holds, as RFC 9309 proposes, and that its silence does.
_DAY = 86400.0
_SILENCE = 600.0


class Robots:
    """The rules of sites, fetched once a day.

    Args:
        fetch: gives status and body of an address; raises Unreadable where there is no answer.
        agent: our name in robots.txt.
        clock: seconds, ever growing.
    """

    def __init__(
        self, fetch: Callable[[str], tuple[int, bytes]], agent: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._fetch = fetch
        self._agent = agent
        self._clock = clock
        self._known: dict[str, tuple[float, Protego | Unreadable]] = {}

    def check(self, url: str) -> float | None:
        """Returns the seconds between requests that the site asks for, None if it does not care.

        Raises:
            Unreadable: robots.txt forbids the address to us. Unreachable: it cannot be read, which forbids all for now.
        """
        rules = self._rules(url)
        if isinstance(rules, Unreadable):
            raise rules
        if not rules.can_fetch(url, self._agent):
            raise Unreadable(f"robots.txt of {urlsplit(url).netloc} forbids it to {self._agent}")
        rate = rules.request_rate(self._agent)
        delays = (rules.crawl_delay(self._agent), rate.seconds / rate.requests if rate and rate.requests else None)
        return max((delay for delay in delays if delay is not None), default=None)

    def _rules(self, url: str) -> Protego | Unreadable:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        until, rules = self._known.get(site, (self._clock(), None))
        if rules is None or self._clock() >= until:
            rules = self._asked(site)
            self._known[site] = (self._clock() + (_SILENCE if isinstance(rules, Unreadable) else _DAY), rules)
        return rules

    def _asked(self, site: str) -> Protego | Unreadable:
        complaint = f"robots.txt of {urlsplit(site).netloc} cannot be read"
        try:
            status, body = self._fetch(f"{site}/robots.txt")
        except Unreadable as error:
            return Unreachable(f"{complaint}: {error.reason}", error.remedy)
        if status >= 500 or status == HTTPStatus.TOO_MANY_REQUESTS:
            return Unreachable(f"{complaint}: the server answers {status}", "try again later")
        # As RFC 9309 says: where there is no such file, nothing is forbidden.
        return Protego.parse(body.decode("utf-8-sig", "replace") if status < 400 else "")
