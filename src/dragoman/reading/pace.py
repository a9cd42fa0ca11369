"""How often one server is asked: never faster than a steady pace, and not while it wants to be left alone."""

from __future__ import annotations

import time
from collections.abc import Callable

from dragoman.reading.problems import Unreachable

# Seconds between two requests to the same host.
INTERVAL = 1.0
# A host that was silent so many times in a row is left alone for some minutes: else each of its pages costs the wait.
_TIMES_SILENT = 2
_REST = 600.0


class Pace:
    """Waits before each request to a host as long as good manners ask.

    Args:
        interval: seconds between the starts of two requests to one host.
        patience: seconds that we wait at most; where it would take longer, the request is not made.
        clock: seconds, ever growing.
        sleep: waits for so many seconds.
    """

    def __init__(
        self,
        interval: float = INTERVAL,
        patience: float = 120.0,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self._interval = interval
        self._patience = patience
        self._clock = clock
        self._sleep = sleep
        self._slower: dict[str, float] = {}
        self._last: dict[str, float] = {}
        self._not_before: dict[str, float] = {}
        self._silent: dict[str, int] = {}

    def wait(self, host: str) -> None:
        """Waits until the host may be asked, and counts this as asking.

        Raises:
            Unreachable: that would take longer than our patience.
        """
        now = self._clock()
        interval = self._slower.get(host, self._interval)
        due = max(self._last.get(host, now - interval) + interval, self._not_before.get(host, now))
        if due - now > self._patience:
            raise Unreachable(f"{host} is to be left alone for {due - now:.0f} more seconds", "try again later")
        if due > now:
            self._sleep(due - now)
        self._last[host] = max(due, self._clock())

    def slow_down(self, host: str, interval: float) -> None:
        """The host asks for so many seconds between requests; fewer than ours change nothing."""
        self._slower[host] = max(interval, self._interval)

    def pause(self, host: str, seconds: float) -> None:
        """The host asks for no request in the next seconds."""
        self._not_before[host] = max(self._not_before.get(host, 0.0), self._clock() + seconds)

    def silent(self, host: str) -> None:
        """The host did not answer."""
        self._silent[host] = self._silent.get(host, 0) + 1
        if self._silent[host] >= _TIMES_SILENT:
            self.pause(host, _REST)

    def answered(self, host: str) -> None:
        """The host answered, whatever it said."""
        self._silent.pop(host, None)
